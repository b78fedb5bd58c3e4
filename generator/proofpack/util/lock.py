"""One run at a time in a folder: a file lock that a killed owner leaves free.

The system holds the lock and frees it when its owner ends, however it ends, so nothing needs to be
cleaned up. `filelock` knows how each system does it. Its soft locks, which are files that somebody has
to remove, are refused: where a file system has no locks, that is an error.

The file tells who holds it, from its second byte on: Windows lets nobody else read a byte that is
locked, and it is the first that is.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

NAME = ".lock"
"""The file that is locked, within its folder."""


class LockedError(Exception):
    """Another run holds the lock; its text says which."""


@contextlib.contextmanager
def lock(
    folder: Path,
    owner: str,
    wait_seconds: float = 0,
    waiting_for: Callable[[str], None] = lambda _: None,
) -> Iterator[None]:
    """Hold the lock of a folder, which is made if it is not there.

    Args:
        folder: the folder.
        owner: what others are told of who holds it.
        wait_seconds: how long to wait for another run.
        waiting_for: told who holds it, before that is waited for.

    Raises:
        LockedError: another run still holds it.
        OSError: the folder cannot be written to.
    """

    def sign(handle: int) -> None:
        os.ftruncate(handle, 0)
        os.write(handle, f"\n{owner}".encode())

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    file_lock = FileLock(
        path,
        timeout=0,
        mode=0o644,
        fallback_to_soft=False,
        preserve_lock_file=True,  # were it removed, a third run could lock another file of this name
        on_acquired=sign,
    )
    with contextlib.ExitStack() as stack:
        try:
            try:
                stack.enter_context(file_lock)
            except Timeout:
                if not wait_seconds:
                    raise
                waiting_for(_owner(path))
                stack.enter_context(file_lock.acquire(timeout=wait_seconds))
        except Timeout:
            raise LockedError(_owner(path)) from None
        yield


def _owner(path: Path) -> str:
    """Return who has signed a lock file."""
    with path.open("rb", buffering=0) as file:
        file.seek(1)
        return file.read(200).decode(errors="replace").strip() or "another run"
