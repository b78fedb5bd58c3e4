"""Work in a second process: the same result, whatever becomes of that process."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from proofpack.util import run_in_fork as module
from proofpack.util.run_in_fork import Fork, run_in_fork

T = TypeVar("T")


@pytest.fixture
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a copy be made, whatever this machine and the runner of the tests are."""
    monkeypatch.setattr(module, "_possible", lambda: True)


def begun(work: Callable[[], T]) -> Fork[T]:
    """Return work that another process has begun."""
    fork = run_in_fork(work, worth=True)
    assert fork
    return fork


def test_nobody_waits_before_a_result_is_there(two_cores: None) -> None:
    """Whoever has something else to do asks first."""
    receive, send = os.pipe()
    fork = begun(lambda: os.read(receive, 1))
    assert not fork.ready()
    os.write(send, b"x")
    assert fork.receive.poll(60)
    assert fork.ready()
    assert fork() == b"x"


def test_work_is_done_in_another_process(two_cores: None) -> None:
    """The result comes back, and it is not this process that made it."""
    fork = begun(lambda: (os.getpid(), [1, 2]))
    process, found = fork()
    assert fork.ready()
    assert process != os.getpid()
    assert found == [1, 2]


def test_what_is_not_worth_a_process_is_done_here() -> None:
    """No process is started for little work."""
    assert run_in_fork(os.getpid, worth=False) is None


def test_where_no_copy_can_be_made_the_work_is_done_here() -> None:
    """A second thread may hold something that a copy would wait for."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert run_in_fork(os.getpid, worth=True) is None
    finally:
        done.set()
        thread.join()


def test_a_process_that_dies_loses_nothing(two_cores: None) -> None:
    """Killed, or out of memory: the work is done here."""
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(9)
        return os.getpid()

    assert begun(work)() == here


def test_a_fault_is_raised_here(two_cores: None, capfd: pytest.CaptureFixture[str]) -> None:
    """Once, where whoever began the work waits for it, and not on the screen."""

    def work() -> int:
        raise ValueError("out of order")

    with pytest.raises(ValueError, match="out of order"):
        begun(work)()
    assert capfd.readouterr() == ("", "")


OWNER = """
import os, signal
from proofpack.util import run_in_fork as module
module._possible = lambda: True
def work():
    print("begun", flush=True)
    signal.pause()
module.run_in_fork(work, True)
signal.pause()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no copy is made")
def test_a_copy_ends_with_a_process_that_is_killed() -> None:
    """It would keep what that had locked."""
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE) as owner:
        assert owner.stdout
        assert owner.stdout.readline() == b"begun\n"
        owner.kill()
        # Both hold the pipe: its end is read once both are gone.
        assert owner.communicate(timeout=60)[0] == b""
