"""One run at a time in a folder, and what the others are told."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from proofpack.util.lock import NAME, LockedError, lock

HOLD = """
import os, pathlib, sys, time
from proofpack.util.lock import lock
with lock(pathlib.Path(sys.argv[1]), "somebody"):
    print("held", flush=True)
    time.sleep(60)
"""

FORK = """
import os, pathlib, signal, sys
from proofpack.util.lock import lock
with lock(pathlib.Path(sys.argv[1]), "somebody"):
    if os.fork():
        os.kill(os.getpid(), signal.SIGKILL)
    print("copied", flush=True)
    sys.stdin.read()
    print("outlived")
"""


def test_the_second_is_told_who_is_at_work(tmp_path: Path) -> None:
    """Somebody else in the same process, too, and in another thread."""
    told: list[str] = []

    def try_it() -> None:
        try:
            with lock(tmp_path, "the second"):
                told.append("held")
        except LockedError as error:
            told.append(str(error))

    with lock(tmp_path, "the first, long enough to be cut by the second"):
        try_it()
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert told == ["the first, long enough to be cut by the second"] * 2
    try_it()
    assert told[-1] == "held"
    assert (tmp_path / NAME).read_text().strip() == "the second"


def test_the_lock_of_a_killed_owner_falls_by_itself(tmp_path: Path) -> None:
    """While it lives it is named; once it is killed the lock is free, and its file is no obstacle."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match="somebody"), lock(tmp_path, "me"):
            pass
        owner.send_signal(signal.SIGKILL)
    with lock(tmp_path, "me"):
        assert (tmp_path / NAME).read_text().strip() == "me"


def test_a_copy_of_the_owner_does_not_keep_the_lock(tmp_path: Path) -> None:
    """A process that was forked under the lock may outlive its owner; the next run need not wait."""
    with subprocess.Popen(
        [sys.executable, "-c", FORK, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as owner:  # fmt: skip
        assert owner.stdout is not None
        assert owner.stdout.readline() == "copied\n"
        assert owner.wait() == -signal.SIGKILL
        with lock(tmp_path, "the next"):
            # Its copy goes on until its input ends, and says so.
            assert owner.communicate()[0] == "outlived\n"


def test_a_fault_under_the_lock_frees_it(tmp_path: Path) -> None:
    """What is raised comes through as it is."""
    with pytest.raises(ZeroDivisionError), lock(tmp_path, "me"):
        raise ZeroDivisionError
    with lock(tmp_path, "me"):
        pass


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """The error of the system is the caller's to tell."""
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"), lock(tmp_path / "file", "me"):
        pass
