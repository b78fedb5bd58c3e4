"""What is no file, has no name for an address, or cannot be read is told, and never waited for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SMALL, Project
from tests.sites import command, proofpack

pytestmark = pytest.mark.faults
_PATIENCE = 60


def pipe(path: str) -> Callable[[Path], None]:
    """Return what puts a pipe, which nobody writes to, at a path."""

    def put(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        (root / path).parent.mkdir(exist_ok=True)
        os.mkfifo(root / path)

    return put


def loop(root: Path) -> None:
    """Put a link that leads to itself among the pages."""
    (root / "content" / "self").symlink_to("self")


def no_name(root: Path) -> None:
    """Put a page there whose name is no UTF-8."""
    page = os.fsencode(root / "content") + b"/a\xff.md"
    with open(page, "w") as file:  # noqa: PTH123 - a Path is no bytes
        file.write("# Page\n")


@pytest.mark.parametrize("action", ["check", "build"])
@pytest.mark.parametrize(
    ("put", "told"),
    [
        (pipe("content/x.png"), "content/x.png:1:1: error not-a-file: not a regular file."),
        (pipe("mkdocs.yml"), "mkdocs.yml:1:1: error not-a-file: not a regular file."),
        (pipe("data/policy.yml"), "data/policy.yml:1:1: error not-a-file: not a regular file."),
        (pipe("over/main.html"), "over/main.html:1:1: error not-a-file: not a regular file."),
        (loop, "content/self:1:1: error unreadable: cannot be read (Too many levels"),
        (
            lambda root: (root / "content").rename(root / "pages"),
            "(No such file or directory). `docs_dir` of",
        ),
        (no_name, "content/aU+DCFF.md:1:1: error encoding: its name is not UTF-8. Rename it."),
    ],
    ids=["picture", "mkdocs.yml", "policy", "template", "loop", "no folder", "name"],
)
def test_what_is_strange_is_told(
    project: Project, put: Callable[[Path], None], told: str, action: str
) -> None:
    """At once, with where it stands."""
    config = SMALL["mkdocs.yml"].replace("font: false", "font: false, custom_dir: over")
    root = project({"mkdocs.yml": config, "over/readme.txt": ""})
    put(root)
    done = subprocess.run(
        command(root, action), check=False, capture_output=True, text=True, timeout=_PATIENCE
    )
    assert done.returncode == 2
    assert told in done.stdout + done.stderr
    assert "a fault of its own" not in done.stderr


@pytest.mark.parametrize("kind", ["link", "file"])
def test_a_site_takes_the_place_of_a_folder_alone(project: Project, kind: str) -> None:
    """What a link leads to stays, and so does the link."""
    root = project({"elsewhere/index.html": "Mine."})
    site = root / "build" / "site"
    site.parent.mkdir()
    site.symlink_to("../elsewhere") if kind == "link" else site.write_text("Mine.")
    for _ in range(2):
        done = proofpack(root, "build")
        assert done.returncode == 2
        assert "build/site:1:1: error unwritable: what stands here is no folder" in done.stderr
    assert (root / "elsewhere" / "index.html").read_text() == "Mine."
    assert site.is_symlink() if kind == "link" else site.read_text() == "Mine."
    assert not [*site.parent.glob(".site-*")]


@pytest.mark.parametrize("closed", ["1", "2", "1 2"])
def test_a_stream_that_somebody_closed_is_missed_by_nobody(project: Project, closed: str) -> None:
    """The exit code says what there is to say."""
    root = project({})
    shut = " ".join(f"{number}>&-" for number in closed.split())
    words = ["sh", "-c", f'exec "$@" {shut}', "sh", *command(root, "check")]
    assert subprocess.run(words, check=False).returncode == 0
