"""What is new since the last run: for somebody who works through findings at a terminal.

Which findings there were is kept in `build/`, as fingerprints. Whatever goes wrong with that file, a run
says what it found, and no more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from proofpack.check.fingerprint import fingerprints
from proofpack.model.problems import Problem
from proofpack.util.atomic_swap import replace

_NAMES = 3
"""How many new findings the line names."""


def news(path: Path, problems: Iterable[Problem], path_of: Callable[[str], str]) -> str:
    """Return what is new since the last run, as a line, and keep what there is for the next.

    Args:
        path: the file in which the last run is kept.
        problems: what was found now.
        path_of: makes a path as its reader sees it of one that is relative to the project.

    Returns:
        An empty text where nothing has changed, or no last run is known.
    """
    problems = tuple(problems)
    by_fingerprint = dict(zip(fingerprints(problems), problems, strict=True))
    before = _kept(path)
    _keep(path, by_fingerprint)
    if before is None:
        return ""
    new = [problem for fingerprint, problem in by_fingerprint.items() if fingerprint not in before]
    gone = len(before - by_fingerprint.keys())
    if not new and not gone:
        return ""
    rules = Counter(f"{problem.rule} in {path_of(problem.place.path)}" for problem in new)
    names = [f"{name} ({number})" if number > 1 else name for name, number in rules.items()]
    if len(names) > _NAMES:
        names[_NAMES - 1 :] = [f"{len(names) - _NAMES + 1} more"]
    additions = f"{len(new)} new: {', '.join(names)}" if new else "nothing new"
    return f"Since the last run: {additions}; {gone} gone.\n"


def _kept(path: Path) -> set[str] | None:
    """Return the fingerprints of the last run; None where none is known."""
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    well = isinstance(stored, list) and all(isinstance(fingerprint, str) for fingerprint in stored)
    return set(stored) if well else None


def _keep(path: Path, by_fingerprint: Collection[str]) -> None:
    try:
        replace(path, json.dumps(sorted(by_fingerprint), indent=0).encode())
    except OSError:  # a folder that cannot be written: the next run says nothing of this one
        return
