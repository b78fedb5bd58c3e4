"""What is new since the last run, and whom it concerns."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from proofpack.check.news import news
from proofpack.model.problems import Place, Problem
from tests.check.projects import GOOD, PRICE, check
from tests.conftest import Project

PROBLEM = Problem(Place("a.md", 3), "rule", "", "it is wrong")


def told(path: Path, *problems: Problem) -> str:
    """Return what is new, with paths as somebody in another folder sees them."""
    return news(path, problems, lambda name: f"../{name}")


def test_what_is_new_is_named_and_what_is_gone_counted(tmp_path: Path) -> None:
    """A finding that moved, or that another day words in another way, is the same."""
    path = tmp_path / "build" / "last.json"
    assert told(path, PROBLEM) == ""
    assert told(path, PROBLEM._replace(place=Place("a.md", 9), what="6 days ago")) == ""
    other = PROBLEM._replace(place=Place("b.md"))
    assert told(path, PROBLEM, other, other) == (
        "Since the last run: 2 new: rule in ../b.md (2); 0 gone.\n"
    )
    assert told(path, other) == "Since the last run: nothing new; 2 gone.\n"
    many = [PROBLEM._replace(place=Place(f"{name}.md")) for name in "wxyz"]
    assert told(path, *many) == (
        "Since the last run: 4 new: rule in ../w.md, rule in ../x.md, 2 more; 1 gone.\n"
    )


@pytest.mark.parametrize("kept", ["", "{", "[1]", '{"a": 1}', "[" * 100_000, "\udcff"])
def test_a_broken_memory_says_nothing(tmp_path: Path, kept: str) -> None:
    """The next run knows again."""
    path = tmp_path / "last.json"
    path.write_text(kept, encoding="utf-8", errors="surrogateescape")
    assert told(path, PROBLEM) == ""
    assert told(path) == "Since the last run: nothing new; 1 gone.\n"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """It is where a file stands."""
    (tmp_path / "build").write_text("")
    assert told(tmp_path / "build" / "last.json", PROBLEM) == ""


def test_nothing_is_kept_where_nobody_looks(project: Project) -> None:
    """In a pipe or a file a run says what is there, and leaves no trace."""
    root = project(GOOD)
    check(root)
    assert not (root / "build" / "last-check.json").exists()


@pytest.mark.slow
def test_a_terminal_says_what_is_new(project: Project) -> None:
    """From the second run on; runs of one rule are no measure."""
    root = project(GOOD)
    assert "Since" not in at_a_terminal(root)
    guide = root / "content" / "guides" / "one.md"
    guide.write_text(guide.read_text() + PRICE)
    assert "Since" not in at_a_terminal(root, "--only", "unused-fact")
    assert (
        "Since the last run: 1 new: claim-price in content/guides/one.md; 0 gone."
        in at_a_terminal(root)
    )


def at_a_terminal(root: Path, *words: str) -> str:
    """Run `check` with a terminal as its output."""
    leader, follower = os.openpty()
    command = [sys.executable, "-m", "proofpack", "--today", "2026-06-02", "check", *words]
    done = subprocess.Popen(command, cwd=root, stdout=follower, stderr=follower)
    os.close(follower)
    said = b""
    try:
        while part := os.read(leader, 4096):
            said += part
    except OSError:  # on Linux, how a terminal ends
        pass
    done.wait()
    os.close(leader)
    return said.decode()
