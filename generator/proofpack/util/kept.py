"""What a run of the program keeps for the next one, as JSON in one file.

It holds digests and what was read, never a finished page, and nobody needs it: deleted, cut short,
edited or written by another program, it counts as empty. Its last line is a digest of all above it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import sys
from collections.abc import Iterable, Iterator
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
            text, _, digest = path.read_bytes().rpartition(b"\n")
            if digest == _seal([text], by):
                parts = from_json(text)
        return cls(path, by, parts, dict(parts))

    def part(self, name: str) -> dict[str, Any]:
        """Return a part as it was kept last."""
        return self.parts.get(name, {})

    def save(self) -> None:
        """Write what is kept for the next run, if there is anything new. A full disk keeps nothing."""
        if self.path and self.parts != self._saved:
            with contextlib.suppress(OSError):
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace(self.path, _sealed(self._written(), self.by))
            self._saved = dict(self.parts)

    def _written(self) -> Iterator[bytes]:
        """Yield what is kept part by part, so that not all of it lies in memory as text."""
        yield b"{"
        for number, (name, part) in enumerate(self.parts.items()):
            yield b"%b%b:%b" % (b"," if number else b"", to_json(name), to_json(part))
        yield b"}"


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


def _sealed(pieces: Iterable[bytes], by: str) -> Iterator[bytes]:
    """Yield pieces, and a last line with their digest."""
    digest = hashlib.sha256(by.encode())
    for piece in pieces:
        digest.update(piece)
        yield piece
    yield b"\n" + digest.hexdigest().encode()


def _seal(pieces: Iterable[bytes], by: str) -> bytes:
    *_, line = _sealed(pieces, by)
    return line[1:]
