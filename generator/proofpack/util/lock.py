"""One run at a time in a folder.

The kernel holds the lock and frees it when its owner ends, however it ends: a lock whose owner was
killed needs no cleaning up. The file tells who holds it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

NAME = ".lock"
"""The file that is locked, within its folder."""


class LockedError(Exception):
    """Another run holds the lock; its text says which."""


@contextlib.contextmanager
def lock(folder: Path, owner: str) -> Iterator[None]:
    """Hold the lock of a folder, which is made if it is not there.

    Args:
        folder: the folder.
        owner: what others are told of who holds it.

    Raises:
        LockedError: another run holds it.
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held_by = os.pread(handle, 200, 0).decode(errors="replace").strip() or "another run"
            raise LockedError(held_by) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, owner.encode(), 0)
        yield
    finally:
        os.close(handle)
