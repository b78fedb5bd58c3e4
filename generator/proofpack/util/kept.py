"""What a run of the program keeps for the next one, as JSON in one file.

It holds digests and what was read, never a finished page, and nobody needs it: deleted, cut short,
edited or written by another program, it counts as empty. Its first line is a digest of all below it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofpack.util.atomic_swap import replace
from proofpack.util.quick_json import from_json, to_json
from proofpack.util.stamps import stamps


@dataclass
class Kept:
    """Parts of what was kept, each by its name. Whoever uses a part puts a new one in its place.

    Attributes:
        path: the file, or None to keep nothing beyond this run.
        by: what a file must have been written by to count.
    """

    path: Path | None = None
    by: str = ""
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    _saved: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, by: str) -> Kept:
        """Return what an earlier run has kept in a file, or nothing."""
        parts: dict[str, dict[str, Any]] = {}
        with contextlib.suppress(OSError, ValueError, RecursionError):
            digest, _, text = path.read_bytes().partition(b"\n")
            if digest.decode() == _digest(text, by):
                parts = from_json(text)
        return cls(path, by, parts, dict(parts))

    def part(self, name: str) -> dict[str, Any]:
        """Return a part as it was kept last."""
        return self.parts.get(name, {})

    def save(self) -> None:
        """Write what is kept for the next run, if there is anything new. A full disk keeps nothing."""
        if self.path and self.parts != self._saved:
            text = to_json(self.parts)
            with contextlib.suppress(OSError):
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace(self.path, _digest(text, self.by).encode() + b"\n" + text)
            self._saved = dict(self.parts)


@functools.cache
def program(*folders: Path) -> str:
    """Return what tells one program from another: its files, its libraries, its Python.

    It is looked at once: what runs is what this process has loaded, whatever is written meanwhile.

    Args:
        folders: the folders of its package and of what comes with it.
    """
    own = [
        (str(folder), name, *look[:2])
        for folder in folders
        for name, look in sorted(stamps(folder).items())
        # What Python compiles comes and goes while others run.
        if "__pycache__" not in name and not name.endswith(".cache")
    ]
    libraries = sorted(path.name for place in sys.path for path in Path(place).glob("*.dist-info"))
    return hashlib.sha256(repr((own, libraries, sys.version)).encode()).hexdigest()


def _digest(text: bytes, by: str) -> str:
    return hashlib.sha256(by.encode() + text).hexdigest()
