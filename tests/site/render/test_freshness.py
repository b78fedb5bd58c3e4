"""The page on how fresh everything is, and its pictures."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from proofpack.check.gates import Gates
from proofpack.site.build import Pipeline
from proofpack.site.render.pictures import MOST_COLUMNS, CountBar, DaySpan, bars, columns, spans
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import day, digest, history, ledger
from tests.site.test_build import BARE

FIRST = datetime.date.min
GUIDE = SMALL["content/guides/one.md"]


def page(root: Path, today: datetime.date = TODAY) -> str:
    """Return the page of a project."""
    return Pipeline(root, worksheet_assets, Gates()).markdown(today).site.files["freshness.md"]


def drawn(picture: str) -> ET.Element:
    """Return a picture, read as XML."""
    found = ET.fromstring(picture).find("svg")  # noqa: S314 - our own
    assert found is not None
    return found


def guides(count: int, start: str = "2026-01-01", step: int = 1) -> dict[str, str]:
    """Return the files of guides that were reviewed one after the other."""
    days = (day(start) + datetime.timedelta(days=step * number) for number in range(count))
    return {
        f"content/guides/g{number}.md": BARE.replace("2026-06-01", str(last))
        for number, last in enumerate(days)
    }


def test_each_review_is_a_line_from_the_last_to_the_next(project: Project) -> None:
    """Along one axis that begins and ends with them, whatever day the site was built on."""
    files = guides(2, step=10) | {"content/guides/one.md": GUIDE.replace("2026-06-01", "never")}
    root = project(files)
    text = page(root)
    assert "3 guides, 1 not reviewed yet." in text
    assert 'data-first="2026-01-01" data-last="2026-07-10"' in text
    assert "| [Bare](guides/g0.md) | " in text
    assert re.findall(r'"pp-tick".*>(.+)</text>\n<line class="pp-grid" x1="(\S+)%"', text) == [
        ("Apr 2026", "47.37"),
        ("Jul 2026", "95.26"),
    ]
    assert text.count('class="pp-tone-bad"') == 2
    assert text.count('data-soon="2026-05-31" data-due="2026-06-30"') == 1
    assert page(root, TODAY + datetime.timedelta(days=1)) == text


@pytest.mark.slow
def test_many_reviews_are_counted_by_period(project: Project) -> None:
    """The page of 3,000 guides is no longer than that of 40: months, then quarters, then years."""
    few = page(project(guides(40)))
    assert re.findall(r"^\| (\w+ 2026) \| (\d+) \|", few, re.MULTILINE) == [
        ("Jun 2026", "1"),
        ("Jul 2026", "31"),
        ("Aug 2026", "8"),
        ("Nov 2026", "1"),
    ]
    assert "guides/g0.md" not in few
    assert re.search(r"^\| 2030 Q1 \| \d+ \|", page(project(guides(40, step=40))), re.MULTILINE)
    long = page(project(guides(40, step=400)))
    assert re.search(r"^\| 2060 \| \d+ \|", long, re.MULTILINE)
    assert "and later |" in long


def test_quotes_and_sources_are_counted_by_what_came_of_them(project: Project) -> None:
    """Nothing is rounded up: a quote that was never looked for is not found, and not lost either."""
    assert "| unchecked | 1 | 0 |" in page(project({}))
    assert "| not read yet | 1 | none |" in page(project({}))
    found = history({"confirmed": "2026-11-01"}, looked={("route", digest(), True): "2026-11-01"})
    text = page(project({"data/ledger.yml": ledger(chat=found)}))
    assert "| found | 1 | 0 |" in text
    assert '| every quote found | 1 | <time datetime="2026-11-01">1 Nov 2026</time> |' in text
    lost = history(
        {"confirmed": "2026-08-01", "quote-missing": "2026-08-02"},
        looked={("route", digest(), True): "2026-08-01", ("route", digest(), False): "2026-08-02"},
    )
    root = project({"data/ledger.yml": ledger(chat=lost)})
    assert "| not found any more | 1 | 0 |" in page(root, day("2026-08-03"))
    assert "| lapsed, and not stated any more | 1 | 0 |" in page(root)
    assert 'class="pp-tone-bad"' in page(root)


@pytest.mark.parametrize(
    "picture",
    [
        bars("k", 'A <b> & "c"', "Of *all*.", [CountBar("One <i>", 3), CountBar("None", 0, "bad")]),
        columns("k", "A", "B", [CountBar(str(number), number) for number in range(MOST_COLUMNS)]),
        spans("k", "A", "B", [DaySpan("One & all", FIRST, FIRST, FIRST, "open")]),
        spans("k", "A", "B", [DaySpan("Long", FIRST, datetime.date.max, FIRST)]),
    ],
)
def test_a_picture_is_an_image_with_a_name(picture: str) -> None:
    """It is told by its title and description, holds no script, and no blank line ends its block."""
    svg = drawn(picture)
    assert svg.get("role") == "img"
    named = [one for one in svg if one.get("id") in str(svg.get("aria-labelledby")).split()]
    assert [one.tag for one in named] == ["title", "desc"]
    assert all(one.text for one in named)
    assert "\n\n" not in picture
    assert {one.tag for one in svg} <= {"title", "desc", "text", "rect", "line"}
    assert len(picture) < 12_000
    assert "style=" not in picture


def test_a_long_name_fits_on_a_phone() -> None:
    """It is cut where the narrowest screen ends; the table has it whole."""
    svg = drawn(bars("k", "A", "B", [CountBar("word " * 30, 1)]))
    assert [len(one.text or "") < 50 for one in svg if one.tag == "text"] == [True]
