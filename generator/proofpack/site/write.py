"""Stage 5: pages and assets to a folder: only what changed, and nothing left over.

Unchanged files keep their time stamps, so that an engine or an editor that watches the folder sees
only the edit. Each file is replaced in one step: a reader finds the old one or the new one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from proofpack.model.problems import cannot_write
from proofpack.util.atomic_swap import replace

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


Settled = dict[str, bytes | None]
"""What files shall hold, by their path; None where they do."""


def settle(
    files: Mapping[str, Later], folder: Path, looks: Mapping[str, list[int]], known: Known
) -> tuple[Settled, Known]:
    """Make what files shall hold, where they are not known to hold it.

    Args:
        files: what to make, by path relative to the folder.
        folder: where they stand.
        looks: how the files there look, as `util.stamps` tells it.
        known: what the last call said is known of them.

    Returns:
        Their contents, and what is known of them now.
    """
    settled: Settled = {}
    knows: Known = {}
    for name, file in files.items():
        basis, digest, looked = known.get(name) or ("", "", None)
        same = basis == file.basis and name in looks
        if same and (looks[name] == looked or digest == _digest(_bytes(folder / name))):
            settled[name], knows[name] = None, [basis, digest, looks[name]]
        else:
            content = _encoded(file.make())
            settled[name], knows[name] = content, [file.basis, _digest(content), None]
    return settled, knows


class Written(Struct, frozen=True):
    """How many files were written, left as they were, and removed."""

    changed: int
    unchanged: int
    removed: int


def write(
    files: Mapping[str, str | bytes | Path | None], folder: Path, first: Container[str] = ()
) -> Written:
    """Make a folder hold just these files.

    Args:
        files: contents by path relative to the folder; None leaves a file as it is, and a path stands
            for what that file holds.
        folder: where to write; made if it is not there.
        first: those that were written before, and count as changed.

    Raises:
        ProblemsError: a file cannot be written (no space, no permission).
    """
    changed = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        removed, _ = _remove_others(os.fspath(folder), files)
        for name, content in files.items():
            path = folder / name
            if content is None:
                continue
            data = content.read_bytes() if isinstance(content, Path) else content
            if put(path, data) or name in first:
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
                if inner or name in files:
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
