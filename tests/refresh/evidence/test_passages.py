"""Passages: what a quote stands in, and which changes around it ask for a person."""

from __future__ import annotations

import datetime

import pytest

from proofpack.model.history import History
from proofpack.model.outcomes import Document, Evaluation, Outcome, SourceReading
from proofpack.model.quotes import words
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import evaluate
from proofpack.refresh.evidence.passages import LONGEST, sentence_key
from tests.secrets import mask
from tests.vectors import each_of

URL = "https://docs.example.com/keys"
QUOTE = "a key expires after 90 days"
SOURCE = Source.model_validate(
    {
        "id": "keys",
        "title": "Keys",
        "url": URL,
        "kind": "reference",
        "facts": [{"id": "expiry", "says": "Keys expire.", "quote": QUOTE}],
    },
    context={},
)
WORDS = {"expiry": words(SOURCE.facts[0])}
PAGE = """
<main><h1>Keys</h1><p>Keys open the service.</p>
<h2>Expiry</h2><p>First words. By default, a key expires after 90 days. Last words.</p><p>More.</p>
<h2>Deletion</h2><p>Whoever deletes a key cannot get it back.</p></main>
"""
TABLE = """
<main><h1>Fields</h1><table><tr><th>Name</th><th>Meaning</th></tr>
<tr><td><code>ttl</code></td><td>A day, or a key expires after 90 days</td></tr>
<tr><td><code>name</code></td><td>For people</td></tr></table></main>
"""
TWICE = """
<main><h1>Keys</h1><h2>Free plan</h2><p>There, a key expires after 90 days.</p>
<h2>Paid tier</h2><p>There, a key expires after 90 days.</p></main>
"""

MODELS = """
<main><h1>Limits</h1><h2>Model Alpha</h2><p>There, a key expires after 90 days.</p>
<h2>Model Beta</h2><p>It is endless.</p></main>
"""


def read(html: str, known: History | None = None) -> Evaluation:
    """Evaluate a page against what is known."""
    accepted = known.accepted if known else None
    landmarks = known.landmarks.of if known and known.landmarks else None
    return evaluate(SOURCE, Document(URL, URL, "html", html), mask(), landmarks, accepted)


def after(known: History, evaluation: Evaluation, day: int = 1) -> History:
    """Return a history with a reading added."""
    reading = SourceReading("keys", evaluation.outcome, evaluation=evaluation)
    return known.with_reading(reading, WORDS, "basis", datetime.date(2026, 6, day))


def first(html: str = PAGE) -> History:
    """Return the history after the first reading of a page."""
    return after(History(), read(html))


@each_of(
    ("page", "old", "new", "signs"),
    [
        (PAGE, "By default, a", "Unless you renew it, a", ("sentence",)),
        (PAGE, "90 days.", "90 days on free plans.", ("sentence",)),
        (PAGE, "90 days.", "90 days; on free plans it never does.", ("sentence",)),
        (PAGE, "More.", "Expiry is deprecated.", ("notice",)),
        (PAGE, "<h2>Deletion", "<aside>Expiry has been retired.</aside><h2>Deletion", ("notice",)),
        (PAGE, "Keys open the service.", "This page has moved.", ("notice",)),
        (
            PAGE,
            "a key expires after 90 days",
            "<s>a key expires after 90 days</s>",
            ("retraction",),
        ),
        (TABLE, "ttl", "lifetime", ("row",)),
        (TWICE, "<h2>Free plan</h2><p>There, a key expires after 90 days.</p>", "", ("heading",)),
    ],
)
def test_what_changes_around_a_quote_waits(
    page: str, old: str, new: str, signs: tuple[str, ...]
) -> None:
    """The quote is found, the page was read, and the fact is not confirmed."""
    known = first(page)
    evaluation = read(page.replace(old, new), known)
    assert evaluation.outcome is Outcome.PASSAGE_CHANGED
    assert (evaluation.matches[0].found, evaluation.matches[0].signs) == (True, signs)
    later = after(known, evaluation, 9)
    assert later.waiting["expiry", WORDS["expiry"]].signs == signs
    assert later.page is None  # a 304 could not tell


@each_of(
    ("old", "new"),
    [
        ("By default, a key", "By default a key"),
        ("Last words.", "Other words."),
        ("First words.", "It is so."),
        ("<h2>Expiry</h2>", "<h2>Expiry of a key</h2>"),
        ("<h2>Expiry</h2>", "<h2>Expiry</h2><h3>Expiry in days</h3>"),
        ("By default", "<strong>Note:</strong> By default"),
        ("More.", "More, and an example."),
        ("Keys open the service.", "Keys open the whole service."),
        ("Whoever deletes", "Deletion is deprecated. Whoever deletes"),
        ("More.", "If a key is removed, nobody is told."),
        ("More.", "Expiry is not deprecated."),
        ("More.", "Whitespace is removed from keys."),
    ],
)
def test_what_is_another_matter_confirms(old: str, new: str) -> None:
    """Trifles, the sentences beside it, another section, and what happens to somebody's data."""
    evaluation = read(PAGE.replace(old, new), first())
    assert evaluation.outcome is Outcome.CONFIRMED
    assert evaluation.matches[0].warning == ""


@each_of("other", ["Model Beta", "Else"])
def test_a_quote_that_stands_in_another_section_waits(other: str) -> None:
    """The heading that was accepted still stands on the page, above other words."""
    page = MODELS.replace("Model Beta", other)
    a_key, endless = "There, a key expires after 90 days.", "It is endless."
    swapped = page.replace(a_key, "-").replace(endless, a_key).replace("-", endless)
    evaluation = read(swapped, first(page))
    assert evaluation.outcome is Outcome.PASSAGE_CHANGED
    assert evaluation.matches[0].signs == ("heading",)
    assert read(page, first(page)).outcome is Outcome.CONFIRMED


def test_all_new_notices_are_shown_the_nearest_first() -> None:
    """Whoever accepts them has seen them: in the section, at the head, in a banner."""
    banner = '<div class="banner">The site will be retired in May.</div><main>'
    page = PAGE.replace("More.", "Expiry is deprecated.").replace("<main>", banner)
    page = page.replace("Keys open the service.", "This page is outdated.")
    assert read(page, first()).matches[0].notice == (
        "Expiry is deprecated. | This page is outdated. | The site will be retired in May."
    )


def test_a_page_that_spares_its_body_is_read() -> None:
    """HTML lets the head end with the first element that is none of its own."""
    page = f"<!doctype html><html lang=en><meta charset=utf-8><title>T</title>{PAGE.strip()}"
    assert read(page, first()).outcome is Outcome.CONFIRMED


def test_the_first_reading_accepts_what_it_finds_and_says_once_that_it_is_retired() -> None:
    """A notice that stands there already is advice; once accepted, there is no more to say."""
    page = PAGE.replace("First words.", "Deprecated: First words.")
    evaluation = read(page)
    assert (evaluation.outcome, evaluation.matches[0].signs) == (Outcome.CONFIRMED, ())
    assert evaluation.matches[0].warning
    known = after(History(), evaluation)
    again = read(page, known)
    assert (again.outcome, again.matches[0].warning) == (Outcome.CONFIRMED, "")


def test_a_heading_of_another_name_is_said_once() -> None:
    """The quote stands there once, so no other place can be meant."""
    page = PAGE.replace("<h2>Expiry</h2>", "<h2>Lifetime</h2>")
    known = first()
    evaluation = read(page, known)
    assert evaluation.outcome is Outcome.CONFIRMED
    assert "stands under “Lifetime” now, and stood under “Expiry”" in evaluation.matches[0].warning
    assert read(page, after(known, evaluation, 9)).matches[0].warning == ""


def test_any_accepted_passage_counts() -> None:
    """A page that goes back to its earlier words is confirmed; two histories join to both."""
    other = PAGE.replace("By default, a", "Unless you renew it, a")
    key = "expiry", WORDS["expiry"]
    waiting = after(first(), read(other, first()), 5)
    assert waiting.waiting[key].passage.text.startswith("Unless you renew it")
    accepted = waiting.with_accepted([key], "am", datetime.date(2026, 6, 7))
    assert accepted.waiting == {}
    for page in (PAGE, other):
        assert read(page, accepted).outcome is Outcome.CONFIRMED
    joined = first().joined(accepted)
    assert joined == accepted.joined(first()) == accepted
    assert {(each.by, each.on.day) for each in joined.accepted[key]} == {("", 1), ("am", 7)}


def test_a_row_that_loses_its_name_lets_no_other_name_through() -> None:
    """The quote moves into the first cell, which is confirmed; then another row has it, and waits."""
    row = "<td><code>ttl</code></td><td>A day, or a key expires after 90 days</td>"
    bare = TABLE.replace(row, "<td>A day, or a key expires after 90 days</td>")
    other = TABLE.replace("ttl", "lifetime")
    evaluation = read(bare, first(TABLE))
    assert evaluation.outcome is Outcome.CONFIRMED
    assert read(other, after(first(TABLE), evaluation, 5)).matches[0].signs == ("row",)


def test_a_join_does_not_bring_back_what_was_accepted() -> None:
    """Nor does it lose what waits on the other side."""
    other = PAGE.replace("By default, a", "Unless you renew it, a")
    key = "expiry", WORDS["expiry"]
    waiting = after(first(), read(other, first()), 5)
    accepted = waiting.with_accepted([key], "am", datetime.date(2026, 6, 7))
    assert waiting.joined(accepted).waiting == accepted.joined(waiting).waiting == {}
    assert waiting.joined(first()).waiting == first().joined(waiting).waiting == waiting.waiting


def test_the_place_nearest_to_what_was_accepted_counts() -> None:
    """A second place of the quote, earlier on the page, takes nothing away."""
    page = PAGE.replace("Keys open the service.", "Never: a key expires after 90 days, or later.")
    evaluation = read(page, first())
    assert (evaluation.outcome, evaluation.matches[0].times) == (Outcome.CONFIRMED, 2)


def test_a_long_sentence_is_cut_around_its_quote() -> None:
    """What is kept is short, masked, and holds the quote; the digest is of the whole."""
    secret = "sk-" + "a1B2c3D4" * 5
    filler = "word " * 200
    page = PAGE.replace("By default, a", f"{filler}{secret} and a").replace(
        "days.", f"days {filler}."
    )
    passage = read(page).matches[0].at
    assert passage is not None
    assert len(passage.text) <= LONGEST + 2
    assert QUOTE in passage.text
    assert secret not in passage.text
    changed = read(page.replace("word word", "word other", 1)).matches[0].at
    assert changed is not None
    assert changed.sentence != passage.sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The key, a secret, expires.", "A key - the secret - expires"),
        ("[3]: Keys expire", "[12] Keys expire"),
        ("Warning: keys expire", "keys EXPIRE[4]"),
    ],
)
def test_trifles_do_not_count(one: str, other: str) -> None:
    """Two spellings of one sentence have one key."""
    assert sentence_key(one) == sentence_key(other)


@each_of(
    ("one", "other"),
    [
        ("It is -5 degrees", "It is 5 degrees"),
        ("It costs $5", "It costs 5"),
        ("It is 1.5", "It is 1.6"),
        ("Keys must expire", "Keys may expire"),
        ("a < b", "a > b"),
    ],
)
def test_signs_and_words_count(one: str, other: str) -> None:
    """What changes the meaning changes the key."""
    assert sentence_key(one) != sentence_key(other)
