"""What `check` and `--help` take, start-up included: a part of `make bench`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.synthetic import write_project


def seconds(*words: str, runs: int) -> list[float]:
    """Return what a command of the program takes, in order."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "proofpack", *words],
            cwd=ROOT,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        taken.append(time.perf_counter() - started)
    return sorted(taken)


def main() -> None:
    """Print both tables."""
    print(f"proofpack --help: {statistics.median(seconds('--help', runs=7)):.2f} s (median of 7)")
    print("\nCheck: seconds of the whole command; reading is `build --engine none` beforehand.\n")
    print("project        check  reading  check/reading")
    with tempfile.TemporaryDirectory() as folder:
        projects = {"founding": ROOT, "1000 guides": write_project(Path(folder), 1000)}
        for name, root in projects.items():
            project = ("--project", str(root))
            reading = seconds(*project, "build", "--engine", "none", runs=3)[0]
            check = seconds(*project, "check", "--fail-on", "never", runs=3)[0]
            print(f"{name:12}  {check:6.2f}  {reading:7.2f}  {check / reading:13.2f}", flush=True)


if __name__ == "__main__":
    main()
