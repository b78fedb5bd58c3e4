"""Work that is done in a second process while the first goes on.

Python runs on one core at a time. What needs nothing of what comes next may run beside it, in a copy of
the process: nothing is handed over at the start, and only the result comes back. If the copy does not
live to bring it, the work is done here, so the result does not depend on it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")


def run_in_fork(work: Callable[[], T], worth: bool) -> Callable[[], T]:
    """Begin some work, and return a function that waits for its result.

    Args:
        work: what to do. It changes nothing, and its result can be pickled.
        worth: whether it takes long enough to start a process for it.
    """
    if not worth or not _possible():
        return work
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    # A daemon ends with this process. Killed outright, this one leaves a child that writes to nobody.
    child = context.Process(target=_work, args=(work, send), daemon=True)
    child.start()
    send.close()

    def result() -> T:
        try:
            answer: T | Exception = receive.recv()
        except (EOFError, OSError):
            return work()  # something ended the child
        finally:
            receive.close()
            child.join()
        if isinstance(answer, Exception):
            raise answer
        return answer

    return result


def _possible() -> bool:
    """Return whether a copy of this process can be made, and would have a core to run on."""
    if sys.platform != "linux":  # elsewhere libraries of the system do not survive it
        return False
    # A copy has one thread: what another held at that moment, it would hold for ever.
    return len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _work(work: Callable[[], T], send: Connection) -> None:
    """Do the work in the copy, and hand over what came of it."""
    # An interrupt concerns the first process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with send:
        try:
            send.send(work())
        except Exception as fault:  # noqa: BLE001 - it is raised again where somebody waits
            send.send(fault)
