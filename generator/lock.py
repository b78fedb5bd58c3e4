"""One run at a time in a project.

The kernel holds the lock and frees it when its owner ends, however it ends: a lock whose owner was
killed needs no cleaning up. The file tells who holds it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from .problems import Exit, Place, Problem, ProblemsError


@contextlib.contextmanager
def locked(folder: Path, doing: str) -> Iterator[None]:
    """Hold the lock of `folder` (made if it is not there) while `doing` something.

    Raises:
        ProblemsError: another run holds it (exit code 4), or the folder cannot be written to.
    """
    path = folder / ".lock"
    place = Place(f"{folder.name}/.lock")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        what = f"cannot write here ({error.strerror})"
        fault = Problem(place, "unwritable", "", what, "Check permissions.", exit=Exit.UNREADABLE)
        raise ProblemsError([fault]) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = os.pread(handle, 200, 0).decode(errors="replace").strip() or "another run"
            what = f"{owner} is at work in this project"
            raise ProblemsError(
                [Problem(place, "locked", "", what, "Wait until it ends.", exit=Exit.LOCKED)]
            ) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"proofpack {doing} (process {os.getpid()})".encode(), 0)
        yield
    finally:
        os.close(handle)
