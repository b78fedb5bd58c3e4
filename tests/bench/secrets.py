"""Speed of the secret rules over a synthetic project: a part of `make bench`."""

from __future__ import annotations

import datetime
import tempfile
import time
from pathlib import Path

from proofpack.project.load import load
from proofpack.secrets import Secrets, Value, scan, walk
from tests.secrets import rules
from tests.synthetic import write_project

TODAY = datetime.date(2026, 11, 21)


def seconds(files: dict[str, str], values: list[Value], *, everywhere: bool) -> float:
    """Return what compiling the rules and a scan with them take at best."""
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        secrets = Secrets.of(rules(), everywhere=everywhere)
        assert not list(scan(secrets, files, values, (), TODAY))
        taken.append(time.perf_counter() - started)
    return min(taken)


def row(guides: int, *, everywhere: bool) -> str:
    """Measure one project; return a line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), guides)
        tree = load(root)
    files = tree.texts
    nodes = [*(one for kind in tree.data.values() for one in kind), *(p.meta for p in tree.pages)]
    values = [value for one in nodes for value in walk(one)]
    size = sum(map(len, files.values()))
    anchored = seconds(files, values, everywhere=False)
    line = f"{guides:6}  {size / 1e6:5.1f}  {anchored:7.2f}  {1e9 * anchored / size:12.0f}"
    if everywhere:
        whole = seconds(files, values, everywhere=True)
        line += f"  {whole:10.2f}  {whole / anchored:5.0f}"
    return line


def main() -> None:
    """Print the table."""
    print("\nSecrets: seconds of the rules alone, tried at their anchors and at every character.\n")
    print("guides     MB  anchors  ns/character  everywhere  ratio")
    print(row(100, everywhere=True), flush=True)
    print(row(1000, everywhere=False), flush=True)


if __name__ == "__main__":
    main()
