"""Building sites in tests, and reading what came out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tests.conftest import TODAY


def proofpack(
    root: Path,
    *arguments: str,
    env: dict[str, str] | None = None,
    preexec_fn: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a project, as a process of its own."""
    return subprocess.run(
        command(root, *arguments),
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        env=env,
        preexec_fn=preexec_fn,
    )


def command(root: Path, *arguments: str) -> list[str]:
    """Return the command line for a project on the day of the tests."""
    base = [sys.executable, "-m", "proofpack", "--project", str(root), "--today", str(TODAY)]
    return [*base, *arguments]


def build(root: Path, engine: str = "mkdocs") -> Path:
    """Build a site that must build, and return its folder."""
    done = proofpack(root, "build", "--engine", engine)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build" / "site"


def digests(folder: Path) -> dict[str, str]:
    """Return the files of a folder with a digest of each."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def article(page: Path) -> Tag:
    """Return what a page says, without the theme's buttons and permanent links."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    found = soup.find("article")
    assert isinstance(found, Tag), page
    for extra in found.select(".md-content__button, .headerlink, #__skip"):
        extra.decompose()
    return found


def alive(pid: int) -> bool:
    """Return whether a process still runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
