"""Hostile texts on pages as an engine makes them."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.project.reader import ProjectReader
from proofpack.site.calendar import feed
from proofpack.site.machines.llms import llms_txt
from proofpack.site.render import render
from tests.conftest import SMALL, TODAY, Project
from tests.sites import article, build
from tests.text.test_escape import HOSTILE

pytestmark = pytest.mark.site

HOSTILE_TITLE = "Say \"x\" <b>bold</b> & <API_KEY_PLACEHOLDER> {{ y }} 'z'"


def test_hostile_titles_stay_text_in_head_navigation_and_page(project: Project) -> None:
    """A title and a description cannot break out of an attribute or become elements."""
    quoted = HOSTILE_TITLE.replace("'", "''")
    guide = SMALL["content/guides/one.md"].replace("title: One", f"title: '{quoted}'")
    guide = guide.replace("description: A small guide.", f"description: '{quoted}'")
    root = project({"content/guides/one.md": guide})
    site = build(root)
    soup = BeautifulSoup((site / "guides" / "one.html").read_text(), "lxml")
    description = soup.select_one("meta[name=description]")
    assert description is not None
    assert description["content"] == HOSTILE_TITLE
    assert soup.title is not None
    assert HOSTILE_TITLE in soup.title.get_text()
    heading = article(site / "guides" / "one.html").find("h1")
    assert heading is not None
    assert heading.get_text() == HOSTILE_TITLE
    for page in (soup, BeautifulSoup((site / "index.html").read_text(), "lxml")):
        shown = [one.get_text(" ", strip=True) for one in page.select("nav .md-ellipsis")]
        assert HOSTILE_TITLE in shown
        assert page.find("b") is None


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_hostile_data_is_shown_as_typed_on_every_page(project: Project, engine: str) -> None:
    """Values that look like Markdown, HTML or template code reach the reader letter for letter."""
    values = [one for one in HOSTILE if "`" not in one and "](javascript" not in one]

    def quoted(value: str) -> str:
        return "'" + value.replace("'", "''") + "'"

    fields = "".join(
        f"      - {{id: f{n}, label: {quoted(one)}, default: {quoted(one)}}}\n"
        for n, one in enumerate(values)
    )
    sheet = SMALL["data/worksheets/note.yml"] + fields
    facts = "".join(
        f"      - {{id: f{n}, says: {quoted(f'`{one}`')}, quote: {quoted('twelve chars ' + one)}}}\n"
        for n, one in enumerate(values)
    )
    rows = "".join(
        f"  - id: a{n}\n    title: {quoted(one)}\n    sources: [chat]\n"
        f"    facets: {{verify: {quoted(f'`{one}`')}}}\n"
        for n, one in enumerate(values)
    )
    root = project(
        {
            "data/worksheets/note.yml": sheet,
            "data/sources/api.yml": SMALL["data/sources/api.yml"] + facts,
            "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"] + rows,
        }
    )
    site = build(root, engine)

    def said(page: str, selector: str) -> list[str]:
        found = article(site / page).select(selector)
        return [" ".join(one.get_text().split()) for one in found]

    for value in values:
        assert value in said("worksheets/note.html", "th code, td code")
        assert f"twelve chars {value}" in said("sources/chat.html", "blockquote p")
        assert value in said("sources/chat.html", "h3 code")
        assert value in said("contracts/chat.html", "h2")
        assert value in said("guides/one.html", "td a")
        assert value in said("guides/one.html", "td code")
    made = "script:not([data-rules], [type='application/ld+json']), img, b"
    assert article(site / "guides/one.html").select(made) == []


def test_a_guide_that_was_changed_after_its_review_says_so_at_its_top(project: Project) -> None:
    """By its history: a change of the day of the review, or before it, was reviewed."""

    def pages(day: str) -> dict[str, str]:
        changed = f"last_reviewed: 2026-06-01\nhistory:\n  - {{date: {day}, change: Reworded.}}"
        guide = SMALL["content/guides/one.md"].replace("last_reviewed: 2026-06-01", changed)
        _, library = ProjectReader(project({"content/guides/one.md": guide})).read(TODAY)
        assert ("text changed" in llms_txt(library, MkdocsConfig())) is (day > "2026-06-01")
        return {path: str(text) for path, text in render(library).files.items()}

    since = pages("2026-06-02")
    head = since["guides/one.md"].split("</dl>")[0]
    assert '#history">text changed since: <time datetime="2026-06-02">2 Jun 2026</time>' in head
    assert since["guides/index.md"].count("text changed since") == 1
    assert since["freshness.md"].count("<br>text changed since") == 1
    assert "text changed" not in pages("2026-06-01")["guides/one.md"].split("</dl>")[0]


def test_a_guide_that_nobody_reviewed_says_so(project: Project) -> None:
    """On its page, in the list of guides, and in no calendar."""
    guide = SMALL["content/guides/one.md"].replace(
        "last_reviewed: 2026-06-01", "last_reviewed: never"
    )
    _, library = ProjectReader(project({"content/guides/one.md": guide})).read(TODAY)
    pages = {path: str(text) for path, text in render(library).files.items()}
    assert (
        '<dt>Last reviewed</dt> <dd><a href="../../freshness/#words">not reviewed yet</a></dd>'
        in pages["guides/one.md"]
    )
    assert "Next review" not in pages["guides/one.md"]
    assert "Read for the review" not in pages["guides/one.md"]
    assert (
        '<span data-label="Last reviewed">[not reviewed yet](../freshness.md#words)</span> |  |'
        in pages["guides/index.md"]
    )
    assert b"VEVENT" not in feed(library, MkdocsConfig())


def test_words_for_what_is_not_known_lead_to_what_they_mean(project: Project) -> None:
    """Each page on which one of them stands has a link to the table that explains them all."""
    guide = SMALL["content/guides/one.md"].replace(
        "last_reviewed: 2026-06-01", "last_reviewed: never"
    )
    _, library = ProjectReader(project({"content/guides/one.md": guide})).read(TODAY)
    pages = {path: str(text) for path, text in render(library).files.items()}
    words = re.findall(r"^\| ([^|]+) \| an? ", pages["freshness.md"], re.MULTILINE)
    assert {"to verify", "unchecked", "not read yet", "not reviewed yet"} <= set(words)
    used = {path for path, text in pages.items() if any(word in text.lower() for word in words)} - {
        "freshness.md"
    }
    assert {"guides/one.md", "guides/index.md", "sources/chat.md", "sources/index.md"} <= used
    for path in used:
        assert re.search(r"freshness(\.md|/)#words", pages[path]), path
