"""Fingerprints of findings: what tells one from the others in every run, wherever lines have moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from proofpack.model.problems import Problem


def fingerprints(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the fingerprint of each finding: from rule, file and key, and its number among those alike.

    Lines move when something above is edited, and words when a day goes by; the finding is the same.
    """
    seen: Counter[str] = Counter()
    for problem in problems:
        identity = f"{problem.rule}\0{problem.place.path}\0{problem.key}"
        seen[identity] += 1
        marked = f"{identity}\0{seen[identity]}".encode(errors="surrogateescape")
        yield hashlib.sha256(marked).hexdigest()[:32]
