"""One command at a time works in a project."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

import pytest

from proofpack.model.problems import Exit, ProblemsError
from proofpack.project.locked import locked
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


def test_who_has_little_to_do_waits_for_another_run(tmp_path: Path) -> None:
    """It says for whom, and goes on as soon as that is done."""
    build, lines = contextlib.ExitStack(), list[str]()
    build.enter_context(locked(tmp_path, "serve"))

    def say(line: str) -> None:
        lines.append(line)
        build.close()

    with locked(tmp_path, "stamp", 60, say):
        assert lines == [f"Waiting for proofpack serve (process {os.getpid()})."]
    with locked(tmp_path, "stamp", 60, say):
        assert len(lines) == 1


def test_nobody_waits_for_ever(tmp_path: Path) -> None:
    """Whoever waited is told who is still at work."""
    lines = list[str]()
    with (
        locked(tmp_path, "refresh"),
        pytest.raises(ProblemsError, match=r"refresh .* is at work in this project") as error,
        locked(tmp_path, "stamp", 1e-9, lines.append),
    ):
        pass
    assert error.value.exit is Exit.LOCKED
    assert len(lines) == 1


def test_the_lock_of_a_killed_owner_is_free(project: Project) -> None:
    """A lock dies with its owner, however it ends."""
    root = project({})
    code = "import sys, pathlib, os, signal; from proofpack.project.locked import locked\n"
    code += f"with locked(pathlib.Path({str(root / 'build')!r}), 'build'): "
    code += "os.kill(os.getpid(), signal.SIGKILL)"
    dead = subprocess.run([command(root)[0], "-c", code], cwd=ROOT, check=False)
    assert dead.returncode == -signal.SIGKILL
    assert proofpack(root, "build", "--engine", "none").returncode == 0
