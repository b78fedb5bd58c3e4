"""The pages of what has changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proofpack.check.gates import Gates
from proofpack.site.atom import NEWEST
from proofpack.site.build import Pipeline
from proofpack.site.render import Site
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project
from tests.site.test_atom import FILES

PAGE = "changes.md"


def rendered(root: Path) -> Site:
    """Return the pages of a project."""
    return Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site


def with_history(days: list[str]) -> dict[str, str]:
    """Return the file of a guide that changed on some days, newest first."""
    lines = "".join(f"  - {{date: {day}, change: Change {day}.}}\n" for day in days)
    text = SMALL["content/guides/one.md"].replace("owner:", f"history:\n{lines}owner:")
    return {"content/guides/one.md": text}


def changed(text: str) -> list[str]:
    """Return the days of the changes that a page shows."""
    return re.findall(r"Change (\S+)\.", text)


def test_the_page_shows_what_changed_by_day(project: Project) -> None:
    """Newest first, each with a link to what changed, and with the feeds to follow."""
    site = rendered(project(FILES))
    page = site.files[PAGE]
    assert re.findall(r"^## (.+) \{ #(\S+) \}$", page, re.MULTILINE) == [
        ("3 Jun 2026", "2026-06-03"),
        ("2 Jun 2026", "2026-06-02"),
        ("1 Jun 2026", "2026-06-01"),
    ]
    assert "[One](guides/one.md)" in page
    assert "Found for the first time: [Requests go" in page
    assert "(changes.xml)" in page
    assert "(reviews.ics)" in page
    assert {"About": [{"Freshness": "freshness.md"}, {"Changes": PAGE}]} in site.nav


@pytest.mark.slow
def test_the_page_does_not_grow(project: Project) -> None:
    """Beyond the newest, all of a year has a page; a long year is cut from its beginning."""
    days = [f"2025-{month:02}-{day:02}" for month in range(12, 0, -1) for day in range(28, 0, -1)]
    days = [day for day in days for _ in range(2)] + ["2024-03-01"]
    files = rendered(project(with_history(days))).files
    assert changed(files[PAGE]) == days[:NEWEST]
    assert changed(files["changes/2024.md"]) == ["2024-03-01"]
    assert changed(files["changes/2025-2.md"]) == days[:272]
    assert changed(files["changes/2025.md"]) == days[272:672]
    assert "[2025, part 1 of 2](changes/2025.md)" in files[PAGE]
    assert "(../guides/one.md)" in files["changes/2024.md"]


def test_few_changes_need_no_pages_of_years(project: Project) -> None:
    """All of them stand on the one page."""
    files = rendered(project(with_history(["2025-03-01", "2024-03-01"]))).files
    assert [name for name in files if name.startswith("changes")] == [PAGE]


def test_a_page_of_that_name_in_an_adopted_site_is_left_alone(project: Project) -> None:
    """Many a site has its own list of changes: it stays, and nothing is said about it."""
    policy = SMALL["data/policy.yml"] + "adopted: true\nguides: [guides]\n"
    own = {"data/policy.yml": policy, "mkdocs.yml": SMALL["mkdocs.yml"] + "docs_dir: content\n"}
    root = project({**FILES, **own, "content/changes.md": "# Ours\n"})
    built = Pipeline(root, worksheet_assets, Gates()).markdown(TODAY)
    assert PAGE in built.site.handed_on
    assert not built.site.hidden
