"""Runs of words that content and data share with another text: `python -m tests.overlap FILE [WORDS]`.

Guides say things in their own words. Code, addresses and names with underscores are facts, and count
as no words: a run ends at them. Without WORDS a run has eight.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.words import CODE

_FACT = "\N{MIDDLE DOT}"
"""Stands for what is no word, so that no run goes over it."""
_NO_WORD = re.compile(r"\[\^[^\]]*\]|\]\([^)]*\)|https?://\S+|\b\w*_\w*\b")


def runs(text: str, length: int) -> set[str]:
    """Return all runs of so many words in a text."""
    plain = _NO_WORD.sub(f" {_FACT} ", CODE.sub(f" {_FACT} ", text)).lower()
    words = re.findall(rf"[a-z0-9']+|{_FACT}", plain)
    found = (words[start : start + length] for start in range(len(words) - length + 1))
    return {" ".join(run) for run in found if _FACT not in run}


def shared(other: str, length: int, root: Path = ROOT) -> Iterator[str]:
    """Yield each run that a file of content or data shares with another text, with the file."""
    theirs = runs(other, length)
    files = [*(root / "content").rglob("*.md"), *(root / "data").rglob("*.yml")]
    for path in sorted(files):
        for run in sorted(theirs & runs(path.read_text(encoding="utf-8"), length)):
            yield f"{path.relative_to(root)}: {run}"


if __name__ == "__main__":
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    lines = list(shared(Path(sys.argv[1]).read_text(encoding="utf-8"), wanted))
    print(*lines, f"{len(lines)} runs of {wanted} words", sep="\n")
