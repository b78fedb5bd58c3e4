"""One command at a time works in a project."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from proofpack.cli import cli
from proofpack.model.problems import Exit, ProblemsError
from proofpack.project.locked import locked
from proofpack.util.lock import lock
from tests.conftest import ROOT, Project
from tests.sites import command, proofpack

pytestmark = pytest.mark.site


def test_two_builds_at_once(project: Project) -> None:
    """The second exits with 4 and names the first; when that is gone, the next one works."""
    root = project({})
    with locked(root / "build", "build"):
        done = proofpack(root, "build")
    assert done.returncode == 4
    assert f"proofpack build (process {os.getpid()}) is at work in this project" in done.stderr
    assert proofpack(root, "build", "--engine", "none").returncode == 0


class Lines(logging.Handler):
    """Keeps what is logged, and does something then."""

    def __init__(self, then: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.then = then

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(record.getMessage())
        self.then()


@contextlib.contextmanager
def listening(handler: logging.Handler) -> Iterator[None]:
    """Listen to who waits."""
    log = logging.getLogger("proofpack.project.locked")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


def test_who_has_little_to_do_waits_for_another_run(tmp_path: Path) -> None:
    """It says for whom, and goes on as soon as that is done."""
    build = contextlib.ExitStack()
    build.enter_context(locked(tmp_path, "serve"))
    heard = Lines(build.close)
    with listening(heard):
        with locked(tmp_path, "stamp", 60):
            assert heard.lines == [f"Waiting for proofpack serve (process {os.getpid()})."]
        with locked(tmp_path, "stamp", 60):
            assert len(heard.lines) == 1


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    """Whoever waited is told who is still at work."""
    heard = Lines()
    with (
        listening(heard),
        locked(tmp_path, "refresh"),
        pytest.raises(ProblemsError, match=r"refresh .* is at work in this project") as error,
        locked(tmp_path, "stamp", 1e-9),
    ):
        pass
    assert error.value.exit is Exit.LOCKED
    assert len(heard.lines) == 1


def test_a_command_says_for_whom_it_waits(project: Project) -> None:
    """On the stream of what is no result; what stands in the lock file moves no cursor."""
    root = project({})
    held = contextlib.ExitStack()
    held.enter_context(lock(root / "build", "somebody \x1b[2J else"))
    with listening(Lines(held.close)):
        words = ["--project", str(root), "stamp", "chat", "--by", "am"]
        result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0
    assert result.stderr == "Waiting for somebody U+001B[2J else.\n"


def test_the_lock_of_a_killed_owner_is_free(project: Project) -> None:
    """A lock dies with its owner, however it ends."""
    root = project({})
    code = "import sys, pathlib, os, signal; from proofpack.project.locked import locked\n"
    code += f"with locked(pathlib.Path({str(root / 'build')!r}), 'build'): "
    code += "os.kill(os.getpid(), signal.SIGKILL)"
    dead = subprocess.run([command(root)[0], "-c", code], cwd=ROOT, check=False)
    assert dead.returncode == -signal.SIGKILL
    assert proofpack(root, "build", "--engine", "none").returncode == 0
