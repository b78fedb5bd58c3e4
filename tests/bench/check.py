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


def after_edit(root: Path, folder: Path) -> tuple[float, float]:
    """Return the processor time of a whole check and of one after an edit of a guide: medians of 3."""
    env = {**os.environ, "XDG_CACHE_HOME": str(folder), "CI": ""}
    command = [sys.executable, "-m", "proofpack", "--project", str(root), "check"]

    def taken(*words: str) -> float:
        before = sum(os.times()[2:4])
        run = [*command, "--fail-on", "never", *words]
        subprocess.run(run, env=env, check=True, stdout=subprocess.DEVNULL)
        return sum(os.times()[2:4]) - before

    taken()
    whole, again = [], []
    for number in range(3):
        whole.append(taken("--no-cache"))
        page = root / "content" / "guides" / f"guide-{number}.md"
        page.write_text(
            f"{page.read_text()}\nThis sentence, number {number}, is new in this guide.\n"
        )
        again.append(taken())
    return statistics.median(whole), statistics.median(again)


def main() -> None:
    """Print the tables."""
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
        whole, again = after_edit(projects["1000 guides"], Path(folder) / "caches")
        print("\nCheck of 1000 guides: seconds of a processor, start-up included, alternating.\n")
        print("whole  after one edit  after/whole")
        print(f"{whole:5.2f}  {again:14.2f}  {again / whole:11.3f}", flush=True)


if __name__ == "__main__":
    main()
