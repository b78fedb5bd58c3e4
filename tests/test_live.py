"""The live project of this repository: built and checked as it is, whatever it says today.

Nothing here knows a word of it. Guides may be reviewed, reworded, refreshed and added on any day.
"""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.sites import proofpack

pytestmark = pytest.mark.site
_DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the live project."""
    root = tmp_path_factory.mktemp("live")
    for name in ("data", "content"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="module")
def newest(live: Path) -> str:
    """The last day on which somebody or something looked: before it, the project is in the future."""
    files = [*(live / "content" / "guides").glob("*.md"), *(live / "data" / "tables").glob("*.yml")]
    files.append(live / "data" / "ledger.yml")
    days: list[str] = [day for path in files for day in _DAY.findall(path.read_text("utf-8"))]
    return max([*days, datetime.date(2026, 11, 21).isoformat()])


def test_the_live_project_is_built(live: Path, newest: str) -> None:
    """Every page, with an engine that takes warnings for errors."""
    done = proofpack(live, "--today", newest, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (live / "build" / "site" / "index.html").is_file()


def test_only_time_may_stand_against_the_live_project(live: Path, newest: str) -> None:
    """Nothing written in it is an error: what is found is for the calendar, or for a refresh."""
    done = proofpack(live, "--today", newest, "check", "--ignore-stale")
    assert done.returncode == 0, done.stdout + done.stderr
