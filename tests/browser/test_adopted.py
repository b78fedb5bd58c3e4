"""What is ours in a site that was adopted, whatever its theme: forms are filled in there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Tab
from tests.conftest import SMALL
from tests.sites import build, proofpack

pytestmark = pytest.mark.browser


@pytest.fixture
def adopted(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of such a site, with a guide that has a form."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: S\ntheme: {{name: {request.param}}}\n")
    adopting = [sys.executable, "-m", "proofpack", "init", "--owner", "Team"]
    subprocess.run(adopting, cwd=tmp_path, check=True, capture_output=True)
    for words in (
        ("new", "source", "api", "--url", "https://docs.example.com/"),
        ("new", "worksheet", "ticket"),
        ("new", "guide", "first"),
    ):
        done = proofpack(tmp_path, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    with (tmp_path / "docs" / "guides" / "first.md").open("a") as guide:
        guide.write("\n::: worksheet ticket\n")
    return build(tmp_path)


@pytest.mark.parametrize("adopted", ["material", "mkdocs", "readthedocs"], indirect=True)
def test_a_form_is_filled_in(adopted: Path, serving: Serve, tab: Tab) -> None:
    """Its fields and its bar are there, whatever our styles say of paper."""
    with serving(adopted) as home:
        tab.page.goto(f"{home}guides/first/")
        box = tab.page.locator(".pp-live .pp-input").first
        box.fill("What I saw")
        expect(box).to_have_value("What I saw")
        expect(tab.page.locator(".pp-bar").first).to_be_visible()
        told = tab.page.get_by_text("not filled in here")
        assert not any(text.is_visible() for text in told.all())


@pytest.fixture
def tabled(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of such a site, with a matrix, and a guide with a table of its author's own."""
    words = "Send a POST request to /chat"
    source = SMALL["data/sources/api.yml"].replace(words, f"{words} with {'all of it, ' * 20}")
    guide = SMALL["content/guides/one.md"].replace("owner:", "kind: guide\nowner:")
    files = {
        **SMALL,
        "mkdocs.yml": f"site_name: S\ndocs_dir: content\ntheme: {request.param}\n",
        "data/policy.yml": SMALL["data/policy.yml"] + "adopted: true\n",
        "data/sources/api.yml": source,
        "content/guides/one.md": f"{guide}\n| own | other |\n| --- | --- |\n| this | that |\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return build(tmp_path)


def _shown(tab: Tab, table: int) -> list[str]:
    """Return how a table is laid out: itself, its first cell and its head; and whether it is cut off."""
    shown: list[str] = (
        tab.page.locator("table")
        .nth(table)
        .evaluate(
            """(table) => {
          const parts = [table, table.querySelector("td")].map((part) => getComputedStyle(part).display);
          const head = getComputedStyle(table.querySelector("thead")).position;
          const boxes = [table, table.parentElement];
          const cut = boxes.some((box) => box.scrollWidth > box.clientWidth + 1);
          return [...parts, head, cut ? "cut off" : "whole"];
        }"""
        )
    )
    return shown


@pytest.mark.parametrize("tabled", ["material", "mkdocs", "readthedocs"], indirect=True)
def test_a_table_of_ours_is_read_on_any_page(tabled: Path, serving: Serve, tab: Tab) -> None:
    """On a narrow one each row is a card, with its headings once; a table of the author's stays."""
    with serving(tabled) as home:
        for width in (1200, 500):
            tab.page.set_viewport_size({"width": width, "height": 900})
            tab.page.goto(f"{home}contracts/matrix/")
            assert _shown(tab, 0)[3] == "whole"
        assert _shown(tab, 0) == ["block", "block", "absolute", "whole"]
        tab.page.goto(f"{home}guides/one/")
        assert _shown(tab, 0)[:3] == ["block", "block", "absolute"]
        own = tab.page.locator("table", has_text="other")
        assert (
            own.locator("td").first.evaluate("cell => getComputedStyle(cell).display")
            == "table-cell"
        )
