"""Print what our own stages take, in a process of their own each: `python -m tests.bench.stages`.

Processor time of `proofpack build --engine none`, with an empty build folder and after edits, beside
that of the stock engine on the same Markdown; peak memory; and how many times as long as those of
`--help` the imports take. Compare the figures of one run with each other alone.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT
from tests.synthetic import write_project

SIZES = (100, 1000)
_OURS = ["-m", "proofpack", "--today", "2026-07-22", "build", "--engine", "none", "--project"]
# As on a machine where the program has run before: modules are compiled.
_ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "NO_MKDOCS_2_WARNING": "1"}


class Run(NamedTuple):
    """Seconds of processor time of a process, and MiB at its peak."""

    seconds: float
    peak: float


def run(words: list[str], cwd: Path = ROOT) -> Run:
    """Run Python with these words to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=cwd,
        env=_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def measure(guides: int, engine: bool) -> None:
    """Print the figures of one size.

    Args:
        guides: how many guides.
        engine: whether the stock engine runs, too.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), guides)
        ours = [*_OURS, str(root)]
        cold = run(ours)
        print(f"{guides:6}  {'cold':16}  {cold.seconds:7.2f}  {cold.peak:4.0f}", end="", flush=True)
        stock = _stock(root) if engine else None
        print(f"  {cold.seconds / stock.seconds:6.3f}" if stock else "", flush=True)
        guide = root / "content" / "guides" / "guide-0.md"
        edits: dict[str, Callable[[], object]] = {
            "nothing changed": lambda: None,
            "a guide": lambda: _replaced(guide, "## Section 0", "## Part 0"),
            "a fact": lambda: _replaced(root / "data/sources/pack-0.yml", "says: ", "says: Now "),
            "a new guide": lambda: shutil.copy(guide, guide.with_stem("guide-new")),
        }
        for name, edit in edits.items():
            edit()
            done = run(ours)
            ratio = f"  {done.seconds / stock.seconds:6.3f}" if stock else ""
            print(
                f"{guides:6}  {name:16}  {done.seconds:7.2f}  {done.peak:4.0f}{ratio}", flush=True
            )


def _stock(root: Path) -> Run:
    config = str(root / "build" / "mkdocs.yml")
    target = str(root / "build" / "stock")
    return run(["-m", "mkdocs", "build", "--config-file", config, "--site-dir", target])


def _replaced(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def import_seconds(words: list[str]) -> float:
    """Return how long the imports of a run of the program take, as Python tells them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "proofpack", *words],
        cwd=ROOT,
        env=_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return sum(map(int, re.findall(r"^import time: +(\d+) \|", done.stderr, re.MULTILINE))) / 1e6


def main(arguments: list[str] | None = None) -> None:
    """Print one table, and the imports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--no-engine", action="store_true", help="without the stock engine")
    options = parser.parse_args(arguments)
    print("Own stages: processor time of the whole process; peak; share of the stock engine's.\n")
    with tempfile.TemporaryDirectory() as folder:
        words = ["--project", str(write_project(Path(folder), 1)), "build", "--engine", "none"]
        runs = [(import_seconds(["--help"]), import_seconds(words)) for _ in range(6)]
    print("guides  after             seconds   MiB   stock")
    for size in options.sizes:
        measure(size, not options.no_engine)
    told, built = (min(column) for column in zip(*runs[1:], strict=True))
    print(f"\nImports: build {1000 * built:.0f} ms, --help {1000 * told:.0f}: {built / told:.1f}")


if __name__ == "__main__":
    main()
