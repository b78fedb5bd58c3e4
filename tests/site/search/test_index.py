"""The index, and what is found with it."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from proofpack.site.search.extract import Unit, article, units
from proofpack.site.search.index import ROOT, PageEntry, index, page_entry
from tests.site.search.node import ask
from tests.site.search.questions import QUESTIONS, SYNONYMS
from tests.vectors import each_of


def page(path: str, title: str, *parts: Unit, text: str = "") -> PageEntry:
    """Return a page with a title and some parts."""
    return page_entry(path, [Unit("page", "top", title, "", text), *parts])


def scripts_of(
    pages: Sequence[PageEntry], synonyms: Sequence[Sequence[str]] = ()
) -> dict[str, str]:
    """Return the scripts of an index by their names."""
    return dict(index(sorted(pages, key=lambda each: each.path), synonyms))


def section(head: str, text: str) -> Unit:
    """Return a section."""
    return Unit("section", head.lower().replace(" ", "-"), head, "", text)


SHARED = Unit("row", "contract", "Timeout", "Contract", "The client waits for ten seconds.")
PAGES = [
    page("index.html", "Home", section("Start", "Where to begin.")),
    page("guides/index.html", "Guides", section("All", "Streams, quotas and limits.")),
    *(page(f"guides/{name}.html", f"Guide {name}", SHARED) for name in ("one", "two", "three")),
    page("guides/quota.html", "Quota", section("Codes", "`insufficient_quota` comes with 429.")),
    page("guides/headers.html", "Headers", section("Retry-After", "Wait, then send x-request-id.")),
    page(
        "guides/chinese.html",
        "\u9519\u8bef",
        section("\u4e00", "\u8bf7\u6c42\u88ab\u9650\u6d41\u4e86"),
    ),
    page("about/cafe.html", "Caf\u00e9", section("Cache", "Use --no-cache with gpt-5.")),
    page("sources/stream.html", "Streaming", text="How a stream ends."),
    page("guides/stream.html", "Streaming answers", text="How a stream ends."),
    page("faq.html", "Questions", section("May I retry a timeout?", "Yes, once.")),
]
FOUND = {
    "rate limit": "guides/quota.html",
    "429": "guides/quota.html",
    "quota": "guides/quota.html",
    "insufficient": "guides/quota.html",
    "insuficient_quota": "guides/quota.html",
    "InsufficientQuota": "guides/quota.html",
    "retry after": "guides/headers.html",
    "retry-af": "guides/headers.html",
    "request-id": "guides/headers.html",
    "headres": "guides/headers.html",
    "--no-cache": "about/cafe.html",
    "gpt5": "about/cafe.html",
    "cafe": "about/cafe.html",
    "CAFE\u0301": "about/cafe.html",
    "\u9650\u6d41": "guides/chinese.html",
    "\u6d41": "guides/chinese.html",
    "streams ending": "guides/stream.html",
    "may i retry a timeout": "faq.html",
}
"""What is typed, to the page that stands first."""


@pytest.fixture(scope="module")
def scripts() -> dict[str, str]:
    """The index of the pages above."""
    return scripts_of(PAGES, [("rate limit", "429")])


@pytest.fixture(scope="module")
def found(scripts: dict[str, str]) -> dict[str, Any]:
    """What each question finds."""
    asked = [*FOUND, "timeout", "guide", "xylophones", "gui", "streaming"]
    return dict(zip(asked, ask("find", asked, scripts), strict=True))


@each_of("typed", FOUND)
def test_what_is_typed_leads_to_its_page(typed: str, found: dict[str, Any]) -> None:
    """Names whole or in parts, slips, synonyms, accents, words within Chinese sentences, beginnings."""
    assert found[typed]["pages"][0]["path"] == FOUND[typed]


def test_a_long_paste_is_answered_at_once_and_its_synonyms_are_seen() -> None:
    """Each word is held against each phrase, and not each stretch of words."""
    scripts = scripts_of(PAGES, [("429", "rate-limit of all", "too many requests")])
    words = " ".join(f"word{number}" for number in range(1000))
    began = time.monotonic()
    (answer,) = ask("find", [f"{words} rate limit-of all {words}"], scripts)
    assert time.monotonic() - began < 5
    assert [page["path"] for page in answer["pages"]] == ["guides/quota.html"]


def test_what_stands_in_three_guides_is_shown_once(found: dict[str, Any]) -> None:
    """With the others named."""
    rows = [
        hit["said"]
        for page in found["timeout"]["pages"]
        for hit in page["hits"]
        if hit["said"][1] == "Timeout"
    ]
    (row,) = rows
    titles = sorted(
        sorted(PAGES, key=lambda each: each.path)[number].units[0].head for number in row[3]
    )
    assert titles == ["Guide three", "Guide two"]
    assert row[4] == 0, "more that are not named"


def test_what_stands_in_all_guides_does_not_name_all_in_each() -> None:
    """Three, and how many more."""
    guides = [page(f"guides/{number}.html", f"Guide {number}", SHARED) for number in range(9)]
    (answer,) = ask("find", ["timeout"], scripts_of(guides, []))
    (row,) = [hit["said"] for found in answer["pages"] for hit in found["hits"]]
    assert row[3:] == [[1, 2, 3], 5]


@pytest.mark.slow
def test_a_slip_loads_the_words_that_it_may_have_meant() -> None:
    """Those that begin with one of its first two letters; the rest only where none of them is near."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    many = [
        page(f"{a}{b}.html", "Tones", text=" ".join(f"{a}{b}{c}tone" for c in letters))
        for a in letters
        for b in letters
    ]
    scripts = scripts_of([page("a.html", "Timeout", section("Quota", "One, two.")), *many], [])
    first, other = ask("find", ["tiemout", "yuota"], scripts)
    assert first["instead"] == [["tiemout", ["timeout"]]]
    assert other["instead"] == [["yuota", ["quota"]]]
    loaded = [sum(len(scripts[f"{name}.js"]) for name in each["asked"]) for each in (first, other)]
    assert loaded[0] * 4 < loaded[1]


def test_a_guide_comes_before_a_source(found: dict[str, Any]) -> None:
    """Where both say the same."""
    paths = [page["path"] for page in found["streaming"]["pages"]]
    assert paths.index("guides/stream.html") < paths.index("sources/stream.html")


def test_a_replaced_word_is_told(found: dict[str, Any]) -> None:
    """And one that was right is not."""
    assert found["headres"]["instead"] == [["headres", ["headers"]]]
    assert found["quota"]["instead"] == []


def test_nothing_found_offers_what_is_near(found: dict[str, Any]) -> None:
    """Or nothing, and then the box shows the list of guides."""
    assert found["xylophones"] == {
        "pages": [],
        "instead": [],
        "offered": [],
        "titles": [],
        "asked": [],
    }
    (answer,) = ask("find", ["stretching"], scripts_of([page("a.html", "Stretch them all")], []))
    assert answer["pages"] or answer["offered"]


def test_titles_answer_before_anything_is_loaded(found: dict[str, Any]) -> None:
    """Of the beginning of a word, too."""
    assert {"guides/one.html", "guides/two.html"} <= set(found["gui"]["titles"])


@pytest.mark.slow
def test_a_question_loads_a_few_scripts() -> None:
    """Those that hold its words, and the texts that it shows."""
    many = [page(f"p{n}.html", f"Page {n}", section(f"S{n}", f"word{n} " * 3)) for n in range(2000)]
    large = scripts_of(many, [])
    (answer,) = ask("find", ["word1234"], large)
    assert answer["pages"][0]["path"] == "p1234.html"
    assert len(large) > 2005
    assert len(answer["asked"]) < 20
    assert sum(len(large[f"{name}.js"]) for name in answer["asked"]) < 60_000


def test_the_index_is_the_same_for_the_same_pages(scripts: dict[str, str]) -> None:
    """An edit leaves the texts of other pages alone."""
    assert scripts_of(PAGES, [("rate limit", "429")]) == scripts
    other = page("guides/quota.html", "Quota", section("Codes", "It changed."))
    edited = scripts_of([each for each in PAGES if each.path != other.path] + [other], [])
    same = [name for name in scripts if name != ROOT and edited.get(name) == scripts[name]]
    assert len(same) == len(PAGES) - 1


def test_a_page_of_more_parts_than_letters_is_found_to_its_end() -> None:
    """A page of a hundred questions."""
    parts = [section(f"Question {n}", f"answer{n}") for n in range(120)]
    (answer,) = ask("find", ["answer117"], scripts_of([page("faq.html", "Questions", *parts)], []))
    assert answer["pages"][0]["hits"][0]["said"][0] == "question-117"


@pytest.mark.slow
@pytest.mark.parametrize("title", ["C++", "?", "\U0001f389", "A"])
def test_a_page_without_a_word_hides_no_other(title: str) -> None:
    """Nothing on it can be searched, and those after it are found."""
    pages = [page("a.html", title), page("b.html", "Timeout")]
    (answer,) = ask("find", ["timeout"], scripts_of(pages, []))
    assert [found["path"] for found in answer["pages"]] == ["b.html"]


def test_what_all_pages_say_does_not_outweigh_a_rare_word() -> None:
    """Where a word is in most texts, texts are not asked for it."""
    many = [page(f"p{n}.html", f"P{n}", section(f"S{n}", f"the end of {n}")) for n in range(400)]
    rare = page("rare.html", "Rare", section("S", "how jitter ends"))
    scripts = scripts_of([*many, rare, page("the.html", "The")], [])
    (answer,) = ask("find", ["the jitter"], scripts)
    assert answer["pages"][0]["path"] == "rare.html"
    assert '"!"' in "".join(scripts.values())
    assert json.loads(scripts[ROOT].split("take(", 1)[1].rstrip(")\n"))["pages"]


@pytest.mark.site
def test_sixty_questions_find_their_page_among_the_first_three(founding_site: Path) -> None:
    """But for three of them at most; and most find it first."""
    entries = [
        page_entry(path.relative_to(founding_site).as_posix(), units(part))
        for path in sorted(founding_site.rglob("*.html"))
        if path.name != "404.html" and (part := article(path.read_bytes()))
    ]
    answers = ask("find", list(QUESTIONS), scripts_of(entries, SYNONYMS))
    paths = [
        [page["path"].removesuffix(".html") for page in answer["pages"][:3]] for answer in answers
    ]
    lost = {
        asked: found
        for (asked, right), found in zip(QUESTIONS.items(), paths, strict=True)
        if right.isdisjoint(found)
    }
    assert len(QUESTIONS) >= 60
    assert len(lost) <= 3, lost
    firsts = [
        found[0] in right for right, found in zip(QUESTIONS.values(), paths, strict=True) if found
    ]
    assert sum(firsts) >= 42, lost
