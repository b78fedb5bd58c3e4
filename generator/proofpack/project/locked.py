"""One run at a time in a project, and what the next one is told."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from proofpack.model.problems import Exit, Place, Problem, ProblemsError
from proofpack.util.lock import NAME, LockedError, lock


@contextlib.contextmanager
def locked(folder: Path, doing: str) -> Iterator[None]:
    """Hold the lock of `folder` (made if it is not there) while `doing` something.

    Raises:
        ProblemsError: another run holds it (exit code 4), or the folder cannot be written to.
    """
    place = Place(f"{folder.name}/{NAME}")
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(lock(folder, f"proofpack {doing} (process {os.getpid()})"))
        except LockedError as error:
            what = f"{error} is at work in this project"
            problem = Problem(place, "locked", "", what, "Wait until it ends.", exit=Exit.LOCKED)
            raise ProblemsError([problem]) from None
        except OSError as error:
            what = f"cannot write here ({error.strerror})"
            remedy = "Check what stands there, and permissions."
            problem = Problem(place, "unwritable", "", what, remedy, exit=Exit.UNREADABLE)
            raise ProblemsError([problem]) from None
        yield
