"""Stage 5: pages and assets to a folder: only what changed, and nothing left over.

Unchanged files keep their time stamps, so that an engine or an editor that watches the folder sees
only the edit. Each file is replaced in one step: a reader finds the old one or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Container, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace as replaced

from proofpack.model.problems import cannot_write
from proofpack.util.atomic_swap import replace
from proofpack.util.stamps import stamp, stamps

Known = dict[str, list[Any]]
"""Of files, by their path: the basis they were made from, the digest of what was made, and how the file
looked then; as long as it looks so, it is not read."""


class Later(Struct, frozen=True):
    """What a file shall hold, made where it is not known to hold it.

    Attributes:
        basis: a digest of all that it is made from.
        make: makes it.
    """

    basis: str
    make: Callable[[], str | bytes]


class Written(Struct, frozen=True):
    """How many files were written, left as they were, and removed."""

    changed: int
    unchanged: int
    removed: int


@dataclass
class Output:
    """A folder on its way to hold just some files: each is made where it is not known to stand there.

    Attributes:
        folder: the folder.
        known: what is known of its files since the last build.
        contents: what files are to hold, by their path in the folder, as `write` takes it.
        knows: what is known of those that were settled.
    """

    folder: Path
    known: Known
    contents: dict[str, bytes | Path | None] = field(default_factory=dict)
    knows: Known = field(default_factory=dict)
    _at_once: bool = False
    _written: set[str] = field(default_factory=set)
    _removed: int = 0

    def __post_init__(self) -> None:
        self._looks = stamps(self.folder)

    def write_at_once(self, names: AbstractSet[str]) -> None:
        """Write each file from now on as soon as it is made, so that none lies in memory.

        Args:
            names: all that the folder is to hold. What else lies there goes before, not after: it may be
                a link to where they are written, or the same name to a file system without case.
        """
        self._at_once = True
        if not self._looks.keys() <= names:
            with contextlib.suppress(OSError):  # `write` says why
                self._removed, _ = _remove_others(os.fspath(self.folder), names)

    def settle(self, name: str, file: Later) -> None:
        """Make what a file shall hold, where it is not known to hold it.

        Args:
            name: its path in the folder.
            file: what it shall hold.
        """
        basis, digest, looked = self.known.get(name) or ("", "", None)
        looks = self._looks.get(name)
        same = basis == file.basis and looks is not None
        if same and (looks == looked or digest == _digest(_bytes(self.folder / name))):
            self.contents[name], self.knows[name] = None, [basis, digest, looks]
            return
        content = _encoded(file.make())
        self.knows[name] = [file.basis, _digest(content), None]
        self.contents[name] = content
        if self._at_once:
            self.write_now(name, content)

    def write_settled(self) -> None:
        """Write what was settled before files were written at once."""
        for name, content in self.contents.items():
            if isinstance(content, bytes):
                self.write_now(name, content)

    def write_now(self, name: str, content: str | bytes) -> None:
        """Write a file before others are made. Where that fails, `write` tries again, and says why."""
        data = _encoded(content)
        try:
            changed = put(self.folder / name, data)
        except OSError:
            self.contents[name] = data
            return
        self.contents[name] = None
        if changed:
            self._written.add(name)

    def write(self) -> Written:
        """Write what was not written yet, and remove all other files.

        Raises:
            ProblemsError: a file cannot be written (no space, no permission).
        """
        written = write(self.contents, self.folder, self._written)
        return replaced(written, removed=written.removed + self._removed)

    def record(self) -> Known:
        """Return what is known of the files, once they are written: nothing of one that is gone."""
        known, top = {}, os.fspath(self.folder)
        for name, (basis, digest, looks) in self.knows.items():
            with contextlib.suppress(OSError):
                known[name] = [basis, digest, looks or stamp(f"{top}/{name}")]
        return known


def write(
    files: Mapping[str, str | bytes | Path | None], folder: Path, first: Container[str] = ()
) -> Written:
    """Make a folder hold just these files.

    Args:
        files: contents by path relative to the folder; None leaves a file as it is, and a path stands
            for what that file holds.
        folder: where to write; made if it is not there.
        first: those that were written just before, and count as changed.

    Raises:
        ProblemsError: a file cannot be written (no space, no permission).
    """
    changed = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        removed, _ = _remove_others(os.fspath(folder), files)
        for name, content in files.items():
            data = content.read_bytes() if isinstance(content, Path) else content
            if (data is not None and put(folder / name, data)) or name in first:
                changed += 1
    except OSError as error:
        raise cannot_write(folder, error) from None
    return Written(changed, len(files) - changed, removed)


def put(path: Path, content: str | bytes) -> bool:
    """Make a file hold something, and return whether it held something else.

    Raises:
        OSError: it cannot be written.
    """
    data = _encoded(content)
    same = _bytes(path) == data
    if not same:
        replace(path, data)
    return not same


def _remove_others(folder: str, files: Container[str], within: str = "") -> tuple[int, bool]:
    """Remove what is none of some files; return how many were removed, and whether anything is left."""
    removed, left = 0, False
    with os.scandir(folder) as entries:
        for entry in [*entries]:
            name = f"{within}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                more, inner = _remove_others(entry.path, files, f"{name}/")
                removed += more
                if inner:
                    left = True
                else:
                    Path(entry).rmdir()
            elif name in files:
                left = True
            else:
                Path(entry).unlink()
                removed += 1
    return removed, left


def _encoded(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _bytes(path: Path) -> bytes | None:
    """Return what a file holds, or None where there is none."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
