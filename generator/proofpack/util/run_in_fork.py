"""Work that is done in a second process while the first goes on.

Python runs on one core at a time. What needs nothing of what comes next may run beside it, in a copy of
the process: nothing is handed over at the start, and only the result comes back. If the copy does not
live to bring it, the work is done here, so the result does not depend on it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux' prctl(2)


class Fork(Struct, Generic[T], frozen=True):
    """Work in a second process.

    Attributes:
        work: what it does.
        child: the process.
        receive: where its result arrives.
    """

    work: Callable[[], T]
    child: BaseProcess
    receive: Connection

    def ready(self) -> bool:
        """Return whether nobody has to wait for the result."""
        return self.receive.closed or self.receive.poll()

    def __call__(self) -> T:
        """Wait for the result, once."""
        try:
            answer: T | Exception = self.receive.recv()
        except (EOFError, OSError):
            return self.work()  # something ended the child
        finally:
            self.receive.close()
            self.child.join()
        if isinstance(answer, Exception):
            raise answer
        return answer


def run_in_fork(work: Callable[[], T], worth: bool) -> Fork[T] | None:
    """Begin some work in a second process; return None where it is better done in this one.

    Args:
        work: what to do. It changes nothing, and its result can be pickled.
        worth: whether it takes long enough to start a process for it.
    """
    if not worth or not _possible():
        return None
    import multiprocessing  # takes a while, and most runs begin no work here

    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    # A daemon ends with this process.
    child = context.Process(target=_work, args=(work, send), daemon=True)
    child.start()
    send.close()
    return Fork(work, child, receive)


def _possible() -> bool:
    """Return whether a copy of this process can be made, and would have a core to run on."""
    if sys.platform != "linux":  # elsewhere libraries of the system do not survive it
        return False
    # A copy has one thread: what another held at that moment, it would hold for ever.
    return len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _work(work: Callable[[], T], send: Connection) -> None:
    """Do the work in the copy, and hand over what came of it."""
    import ctypes

    # An interrupt concerns the first process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Where that was killed outright, this one would keep its locks.
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    with send:
        try:
            send.send(work())
        except Exception as fault:  # noqa: BLE001 - it is raised again where somebody waits
            send.send(fault)
