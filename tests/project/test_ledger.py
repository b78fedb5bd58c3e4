"""The ledger: exact, the same whatever the order, and never believed when it does not add up."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from proofpack.model.history import (
    FullRead,
    History,
    LandmarksSeen,
    Looked,
    Nearest,
    Observed,
    TextSeen,
    joined,
)
from proofpack.model.outcomes import (
    Evaluation,
    Landmarks,
    Outcome,
    QuoteMatch,
    SourceReading,
    Validators,
)
from proofpack.model.passages import AcceptedPassage, Passage, Sign, WaitingPassage
from proofpack.model.problems import Exit, ProblemsError
from proofpack.model.records.base import Names
from proofpack.project.ledger import dump
from proofpack.project.load import read_ledger_sides, read_text
from proofpack.project.validate import read_ledger
from tests.ledgers import day, days, digest, history
from tests.vectors import each_of

START = datetime.date(2026, 1, 1)

a_day = st.integers(0, 400).map(lambda one: START + datetime.timedelta(days=one))
some_days = st.frozensets(a_day, min_size=1, max_size=12)
a_digest = st.integers(0, 16**12 - 1).map(lambda one: f"{one:012x}")
an_id = st.sampled_from(["chat", "errors", "help-center", "route", "no-limit"])
line = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)

observed = st.builds(
    Observed,
    st.just("fetch"),
    st.just(""),
    st.sampled_from(Outcome),
    st.sampled_from([0, 404, 503]),
) | st.builds(
    Observed,
    st.just("hand"),
    st.sampled_from(["am", "no", "on-call", "J.D"]),
    st.just(Outcome.READ),
    st.just(0),
)
looked = st.builds(Looked, an_id, a_digest, st.sampled_from(["fetch", "hand"]), st.booleans())


def dated(known: History) -> History:
    """Return a history whose waiting passages were read on the last day that their quotes changed."""
    waiting = {
        key: seen._replace(on=max(known.changed[key]))
        for key, seen in known.waiting.items()
        if key in known.changed
    }
    return structs.replace(known, waiting=waiting)


passage = st.builds(
    Passage,
    a_digest,
    line,
    line | st.just(""),
    line | st.just(""),
    st.lists(a_digest, max_size=2).map(tuple),
    st.integers(0, 3),
    st.booleans(),
)
signs = st.sets(st.sampled_from(get_args(Sign)), min_size=1).map(
    lambda some: tuple(sign for sign in get_args(Sign) if sign in some)
)
fact_words = st.tuples(an_id, st.sampled_from(["0" * 12, "a1" * 6]))
histories = (
    st.builds(
        History,
        st.dictionaries(observed, some_days, min_size=1, max_size=4),
        st.dictionaries(looked, some_days, max_size=4),
        st.dictionaries(st.builds(TextSeen, a_digest, a_digest), some_days, max_size=3),
        st.none() | st.builds(FullRead, a_day, a_digest, line, line | st.just("")),
        st.dictionaries(
            st.tuples(an_id, a_digest),
            st.builds(Nearest, a_day, st.integers(0, 100), line),
            max_size=3,
        ),
        st.none()
        | st.builds(LandmarksSeen, a_day, st.builds(Landmarks, *[a_digest | st.just("")] * 3)),
        st.dictionaries(
            fact_words,
            st.frozensets(
                st.builds(AcceptedPassage, a_day, st.sampled_from(["", "am"]), passage), min_size=1
            ),
            max_size=2,
        ),
        st.dictionaries(fact_words, some_days, max_size=2),
        st.dictionaries(
            fact_words,
            st.builds(WaitingPassage, a_day, passage, signs, line | st.just("")),
            max_size=2,
        ),
    )
    .map(dated)
    .map(History.sound)
)
ledgers = st.dictionaries(an_id, histories, max_size=3)


def read(text: str, folder: Path) -> dict[str, History]:
    """Return the histories of a ledger's text."""
    path = folder / "ledger.yml"
    path.write_text(text, encoding="utf-8")
    found, problems = read_ledger(
        read_text(path.name, read_ledger_sides(path)[0]), Names(unread=frozenset(["sources"]))
    )
    if problems:
        raise ProblemsError(problems)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for ledgers."""
    return tmp_path_factory.mktemp("ledgers")


@pytest.mark.slow
@given(known=ledgers)
def test_a_ledger_reads_as_it_was_written(known: dict[str, History], folder: Path) -> None:
    """Every day of every run, every text, whatever stands in it."""
    assert read(dump(known), folder) == known


@pytest.mark.slow
@given(known=ledgers)
def test_other_readers_of_yaml_see_the_same_text(known: dict[str, History]) -> None:
    """A reader that guesses types sees the words that were written, not a boolean."""
    loaded = yaml.safe_load(dump(known))["sources"]
    for name, one in known.items():
        who = {str(row["who"]) for row in loaded[name]["observations"] if "who" in row}
        assert who == {seen.who for seen in one.observed if seen.who}
        texts = [row["text"] for row in loaded[name].get("nearest", [])]
        assert sorted(texts) == sorted(near.text for near in one.nearest.values())


@pytest.mark.slow
@given(one=ledgers, other=ledgers, third=ledgers)
def test_joining_is_the_same_in_any_order(
    one: dict[str, History], other: dict[str, History], third: dict[str, History]
) -> None:
    """Whichever job ends first, and however often a ledger comes in."""
    together = dump(joined([one, other, third]))
    assert dump(joined([third, one, other])) == together
    assert dump(joined([joined([one, other]), joined([other, third])])) == together
    assert dump(joined([joined([one, other, third]), one])) == together


@pytest.mark.slow
@given(known=ledgers.filter(bool), position=st.integers(0), character=st.characters(codec="ascii"))
def test_a_ledger_that_was_edited_is_read_as_it_was_or_refused(
    known: dict[str, History], position: int, character: str, folder: Path
) -> None:
    """One character that is changed anywhere cannot change what is known without being noticed."""
    text = dump(known)
    position %= len(text)
    refused = Exit.UNREADABLE
    try:
        found: Mapping[str, History] = read(
            text[:position] + character + text[position + 1 :], folder
        )
    except ProblemsError as error:
        found, refused = known, error.exit
    assert found == known
    assert refused is Exit.UNREADABLE


def test_runs_are_compact() -> None:
    """A year of monthly readings is one line, and so is a year of daily ones."""
    monthly = " ".join(f"2026-{month:02}-01" for month in range(1, 13))
    daily = " ".join(str(START + datetime.timedelta(days=one)) for one in range(365))
    text = dump({"a": history({"confirmed": monthly}), "b": history({"confirmed": daily})})
    assert "first: 2026-01-01, last: 2026-12-01, gaps: 31 28 31 30 31 30 31x2 30 31 30}" in text
    assert "first: 2026-01-01, last: 2026-12-31, gaps: 1x364}" in text


WORDS = {"route": digest()}


def reading(outcome: Outcome, found: bool | None = None, text: str = "1" * 16) -> SourceReading:
    """Return what came of reading a page with one fact."""
    matches = (
        () if found is None else (QuoteMatch("route", WORDS["route"], found, nearest="Near."),)
    )
    evaluation = None
    if outcome.is_reading and outcome is not Outcome.UNCHANGED:
        evaluation = Evaluation(outcome, "", matches, "", text, "a" * 12)
    return SourceReading(
        "chat", outcome, status=200, evaluation=evaluation, validators=Validators('"x"')
    )


def after(*readings: tuple[str, SourceReading]) -> History:
    """Return a history with readings on days."""
    known = History()
    for on, one in readings:
        known = known.with_reading(one, WORDS, "b" * 12, day(on))
    return known


def when(known: History, found: bool) -> frozenset[datetime.date]:
    """Return the days on which the program found the quote, or did not."""
    return known.looked.get(Looked("route", WORDS["route"], "fetch", found), frozenset())


def test_a_confirmed_reading_moves_everything() -> None:
    """The attempt, the quote, the text, and what a later 304 may stand on."""
    known = after(("2026-06-01", reading(Outcome.CONFIRMED, found=True)))
    assert known.observed == {Observed("fetch", "", Outcome.CONFIRMED, 0): days("2026-06-01")}
    assert when(known, found=True) == days("2026-06-01")
    assert known.texts == {TextSeen("a" * 12, "1" * 16): days("2026-06-01")}
    assert known.page == FullRead(day("2026-06-01"), "b" * 12, '"x"', "")


def test_a_304_says_that_everything_still_holds() -> None:
    """It adds a day to the quote and to the text, and leaves the day of the full read."""
    known = after(
        ("2026-06-01", reading(Outcome.CONFIRMED, found=True)),
        ("2026-06-05", reading(Outcome.UNCHANGED)),
    )
    assert when(known, found=True) == days("2026-06-01 2026-06-05")
    assert known.texts == {TextSeen("a" * 12, "1" * 16): days("2026-06-01 2026-06-05")}
    assert known.page == FullRead(day("2026-06-01"), "b" * 12, '"x"', "")


def test_a_lost_quote_is_dated_apart_and_the_next_read_is_a_full_one() -> None:
    """What the quote was found on stays; the nearest text is kept; no 304 can follow."""
    known = after(
        ("2026-06-01", reading(Outcome.CONFIRMED, found=True)),
        ("2026-06-05", reading(Outcome.QUOTE_MISSING, found=False)),
    )
    assert (when(known, found=True), when(known, found=False)) == (
        days("2026-06-01"),
        days("2026-06-05"),
    )
    assert known.nearest == {("route", WORDS["route"]): Nearest(day("2026-06-05"), 0, "Near.")}
    assert known.page is None
    found = known.with_reading(
        reading(Outcome.CONFIRMED, found=True), WORDS, "b" * 12, day("2026-06-06")
    )
    assert found.nearest == {}


@each_of("outcome", [one for one in Outcome if not one.is_reading])
def test_any_other_outcome_leaves_everything_but_the_attempt(outcome: Outcome) -> None:
    """A failure is recorded beside the good state, and moves nothing of it."""
    good = after(("2026-06-01", reading(Outcome.CONFIRMED, found=True)))
    known = good.with_reading(reading(outcome), WORDS, "b" * 12, day("2026-06-05"))
    status = 200 if outcome is Outcome.HTTP_ERROR else 0
    assert known.observed == {
        **good.observed,
        Observed("fetch", "", outcome, status): days("2026-06-05"),
    }
    assert (known.looked, known.texts, known.page) == (good.looked, good.texts, good.page)


def test_the_later_of_two_readings_on_one_day_counts() -> None:
    """A page that was fixed in the afternoon is found; a failure in the evening stays beside it."""
    known = after(
        ("2026-06-01", reading(Outcome.QUOTE_MISSING, found=False)),
        ("2026-06-01", reading(Outcome.CONFIRMED, found=True, text="2" * 16)),
        ("2026-06-01", reading(Outcome.TOO_SLOW)),
    )
    assert {one.outcome for one in known.observed} == {Outcome.CONFIRMED, Outcome.TOO_SLOW}
    assert (when(known, found=True), when(known, found=False)) == (days("2026-06-01"), frozenset())
    assert known.texts == {TextSeen("a" * 12, "2" * 16): days("2026-06-01")}


def test_text_of_a_page_is_cleaned_before_it_is_kept() -> None:
    """No control or direction character of a page gets into the ledger."""
    match = QuoteMatch("route", WORDS["route"], found=False, nearest="a\u202eb\x07 \u2066c\n d ")
    evaluation = Evaluation(Outcome.QUOTE_MISSING, "", (match,), "", "1" * 16, "a" * 12)
    one = SourceReading("chat", Outcome.QUOTE_MISSING, evaluation=evaluation)
    known = History().with_reading(one, WORDS, "b" * 12, day("2026-06-01"))
    assert known.nearest[("route", WORDS["route"])].text == "ab c d"


def test_joining_does_not_bring_back_what_a_304_stood_on() -> None:
    """A ledger from before the quote was lost knows a full read; the later loss overtakes it."""
    before = after(("2026-06-01", reading(Outcome.CONFIRMED, found=True)))
    lost = before.with_reading(
        reading(Outcome.QUOTE_MISSING, found=False), WORDS, "b" * 12, day("2026-06-05")
    )
    assert before.page is not None
    assert before.joined(lost).page is None
    assert lost.joined(before).page is None


def test_what_a_person_has_lost_is_read_in_full() -> None:
    """A 304 cannot overrule a person who did not find the words."""
    known = after(("2026-06-01", reading(Outcome.CONFIRMED, found=True)))
    stamped = known.with_stamp("am", {"route": False}, WORDS, day("2026-06-02"))
    assert stamped.page is None
    assert known.with_stamp("am", {"route": True}, WORDS, day("2026-06-02")).page == known.page


def test_landmarks_are_kept_until_newer_ones_come() -> None:
    """Those of the last page that was shown to be the document, whatever came of later attempts."""
    first, second = Landmarks("1" * 12, "2" * 12, ""), Landmarks("1" * 12, "3" * 12, "")
    good = reading(Outcome.CONFIRMED, found=True)
    assert good.evaluation
    marked, again = (
        structs.replace(good, evaluation=structs.replace(good.evaluation, landmarks=seen))
        for seen in (first, second)
    )
    lost = reading(Outcome.QUOTE_MISSING, found=False)
    known = after(
        ("2026-06-01", marked), ("2026-06-02", lost), ("2026-06-03", reading(Outcome.MOVED))
    )
    assert known.landmarks == LandmarksSeen(day("2026-06-01"), first)
    assert known.with_stamp("am", {}, WORDS, day("2026-06-04")).landmarks == known.landmarks
    newer = after(("2026-06-05", again))
    assert known.joined(newer).landmarks == newer.joined(known).landmarks == newer.landmarks
    assert f"landmarks: {{on: 2026-06-05, title: {'1' * 12}, heading: {'3' * 12}}}" in dump(
        {"chat": newer}
    )
