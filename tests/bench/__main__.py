"""Print figures, and write them into `docs/performance.md`: `make bench`.

Each part is a module with a `main` and runs in a process of its own. `python -m tests.bench build scale
--sizes 100,300` runs two of them, with options of theirs, and replaces their sections alone. Compare
ratios, not seconds: a table was measured in one run on one machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT

PARTS = {
    "tests.bench.build": "A build beside other generators",
    "tests.bench.scale": "What grows with a site",
    "tests.bench.stages": "Own stages",
    "tests.sequences": "Random edits beside the stock command",
    "tests.bench.serve": "A save until it is seen",
    "tests.bench.search": "Search",
    "tests.bench.check": "Check",
    "tests.bench.secrets": "Secrets",
    "tests.bench.worksheets": "Worksheets",
    "tests.bench.judging": "Judging a page",
    "tests.bench.refresh": "Refresh",
    "tests.fidelity": "Fidelity",
}
"""The parts, in the order of the page, with their titles."""
PAGE = ROOT / "docs" / "performance.md"
HEAD = """\
# Performance

`make bench` prints what stands here and writes it anew.
[The manual](manual.md#speed) says what is measured.
Each section was measured in one run; its ratios travel from one machine to another, its seconds do not.
"""


def run(module: str, words: Sequence[str]) -> tuple[int, str]:
    """Run a part, print what it says as it says it, and return its exit code and all it said."""
    said: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            said.append(line.rstrip())
    return process.returncode, "\n".join(said).strip("\n")


def section(module: str, words: Sequence[str], text: str) -> str:
    """Return the section of a part that was run with some options."""
    command = " ".join(("python -m", module, *words))
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}"
    return f"## {PARTS[module]}\n\n`{command}`, {machine}:\n\n```text\n{text}\n```\n"


def written(page: str, sections: dict[str, str]) -> str:
    """Return the page with sections put in the place of those of the same title.

    Args:
        page: the page as it is.
        sections: by module.
    """
    pieces = re.split(r"^(?=## )", page, flags=re.MULTILINE)[1:]
    kept = {piece.partition("\n")[0][3:]: piece.rstrip() + "\n" for piece in pieces}
    kept |= {PARTS[module]: text for module, text in sections.items()}
    return "\n".join([HEAD, *(kept[title] for title in PARTS.values() if title in kept)])


def main() -> int:
    """Run the parts that are named, or all; write what those that ended well have said."""
    names = {module.rpartition(".")[2]: module for module in PARTS}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(names))
    parser.add_argument("--page", type=Path, default=PAGE, help="what is written")
    options, words = parser.parse_known_args()
    if unknown := [name for name in options.parts if name not in names]:
        parser.error(f"no part is called {unknown[0]}; there are {', '.join(names)}")
    failed = []
    for name in options.parts or names:
        print(f"\n## {PARTS[names[name]]}\n", flush=True)
        code, text = run(names[name], words)
        if code:
            failed.append(name)
            continue
        page = options.page.read_text() if options.page.exists() else ""
        options.page.write_text(written(page, {names[name]: section(names[name], words, text)}))
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
