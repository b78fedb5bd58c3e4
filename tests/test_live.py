"""The live project of this repository: built and checked as it is, whatever it says today.

Nothing here knows a word of it. Guides may be reviewed, reworded, refreshed and added on any day.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest

from proofpack.check.gates import Gates
from proofpack.site.build import Pipeline
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import ROOT, TODAY
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


def test_addresses_of_the_first_edition_lead_where_they_did(
    live: Path, newest: str, founding_root: Path
) -> None:
    """Whoever noted a page, or a heading of one, still finds it."""
    site = live / "build" / "site"
    if not site.is_dir():
        assert proofpack(live, "--today", newest, "build").returncode == 0
    first = Pipeline(founding_root, worksheet_assets, Gates()).markdown(TODAY).site
    own = {path: (founding_root / "content" / path).read_text("utf-8") for path in first.handed_on}
    gone, seen = [], 0
    for path, text in {**first.files, **own}.items():
        page = (site / path.replace(".md", ".html")).read_text(encoding="utf-8")
        anchors = set(re.findall(r"^#+ .* \{ #([^\s}]+)", text, re.MULTILINE))
        seen += len(anchors)
        gone += [f"{path}#{one}" for one in anchors - {*re.findall(r'\bid="([^"]+)"', page)}]
    assert seen > 100
    assert gone == []


def test_only_time_may_stand_against_the_live_project(live: Path, newest: str) -> None:
    """Nothing written in it is an error: what is found is for the calendar, or for a refresh."""
    done = proofpack(live, "--today", newest, "check", "--ignore-stale")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def blank(live: Path, newest: str) -> str:
    """A packet without answers, as JSON."""
    words = ["worksheet", "new", "evidence-packet", "--format", "json"]
    return proofpack(live, "--today", newest, *words).stdout


@pytest.mark.parametrize("choice", ["", "matches", "deviates", "inconclusive"])
def test_a_message_asks_what_somebody_asks(
    live: Path, newest: str, blank: str, choice: str
) -> None:
    """A question of one's own ends the message, and before something is chosen nothing is claimed."""
    packet = json.loads(blank)
    packet["answers"]["packet"]["matches_or_deviates"] = choice
    packet["answers"]["class"]["labels"] = ["quota_limit_or_billing_uncertainty"]
    asked = "Which of the two answers is meant for us?"
    said = {}
    for question in (asked, ""):
        packet["answers"]["packet"]["our_question"] = question
        path = live / "packet.json"
        path.write_text(json.dumps(packet), encoding="utf-8")
        done = proofpack(
            live, "--today", newest, "worksheet", "export", str(path), "--format", "text"
        )
        said[question] = done.stdout.split("Also recorded:")[0].strip()
    assert said[asked].endswith("\n\n" + asked)
    assert "Please tell us" not in said[asked]
    assert "Please tell us which limit" in said[""]
    claims = [words for words in ("documented", "differs", "cannot tell") if words in said[asked]]
    wanted = {"matches": "documented", "deviates": "differs", "inconclusive": "cannot tell"}
    assert claims == [wanted[one] for one in wanted if one == choice]
