"""One run at a time in a project, and what the next one is told."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from proofpack.model.problems import Exit, Place, Problem, ProblemsError
from proofpack.util.lock import NAME, LockedError, lock

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def locked(folder: Path, doing: str, wait_seconds: float = 15) -> Iterator[None]:
    """Hold the lock of a folder, which is made if it is not there. For whom it waits is logged.

    Args:
        folder: the folder.
        doing: the command that holds it.
        wait_seconds: how long to wait for another run, as for a build of `serve`, which soon ends.

    Raises:
        ProblemsError: another run still holds it (exit code 4), or the folder cannot be written to.
    """
    place = Place(f"{folder.name}/{NAME}")
    with contextlib.ExitStack() as stack:
        try:
            owner = f"proofpack {doing} (process {os.getpid()})"
            stack.enter_context(lock(folder, owner, wait_seconds, _waiting_for))
        except LockedError as error:
            what = f"{error} is at work in this project"
            problem = Problem(place, "locked", "", what, "Wait until it is done.", exit=Exit.LOCKED)
            raise ProblemsError([problem]) from None
        except OSError as error:
            what = f"cannot write here ({error.strerror})"
            remedy = "Check what stands there, and permissions."
            problem = Problem(place, "unwritable", "", what, remedy, exit=Exit.UNREADABLE)
            raise ProblemsError([problem]) from None
        yield


def _waiting_for(owner: str) -> None:
    _log.warning("Waiting for %s.", owner)
