"""What is known on a day, and what follows from it."""

from __future__ import annotations

import datetime

import pytest

from generator.library import Due, Library
from generator.pipeline import Pipeline
from generator.records.contracts import Standing

from .conftest import SMALL, Project


def day(text: str) -> datetime.date:
    """Return a date."""
    return datetime.date.fromisoformat(text)


LEDGER = """\
schema: 1
sources:
  chat:
    observations:
      - {first: 2026-05-15, last: 2026-05-15, by: hand, who: am, outcome: read}
      - {first: 2026-06-01, last: 2026-06-20, by: fetch, outcome: confirmed}
      - {first: 2026-06-25, last: 2026-06-30, by: fetch, outcome: http-error}
      - {first: 2026-07-01, last: 2026-07-09, by: fetch, outcome: quote-missing}
    facts:
      route:
        - {first: 2026-06-01, last: 2026-06-20, found: true}
        - {first: 2026-07-01, last: 2026-07-09, found: false}
"""


@pytest.mark.parametrize(
    ("today", "accessed", "confirmed", "missing"),
    [
        ("2026-05-14", None, None, None),
        ("2026-05-15", "2026-05-15", None, None),
        ("2026-05-31", "2026-05-15", None, None),
        ("2026-06-01", "2026-06-01", "2026-06-01", None),
        ("2026-06-19", "2026-06-01", "2026-06-01", None),
        ("2026-06-20", "2026-06-20", "2026-06-20", None),
        ("2026-06-28", "2026-06-20", "2026-06-20", None),
        ("2026-07-01", "2026-07-01", "2026-06-20", "2026-07-01"),
        ("2026-12-31", "2026-07-09", "2026-06-20", "2026-07-01"),
    ],
)
def test_a_past_day_shows_what_was_known_then(
    project: Project, today: str, accessed: str | None, confirmed: str | None, missing: str | None
) -> None:
    """Nothing observed later counts, and of a run that goes on only its first day is sure.

    A failed read moves no date, and a lost quote moves `accessed` but not `confirmed`.
    """
    library = Pipeline(project({"data/ledger.yml": LEDGER})).read(day(today))[1]
    source, fact = library.sources["chat"], library.facts["chat.route"]
    assert source.accessed == (day(accessed) if accessed else None)
    assert fact.confirmed == (day(confirmed) if confirmed else None)
    assert fact.missing_since == (day(missing) if missing else None)
    assert str(source.quotes) == ("1 of 1" if confirmed and not missing else "0 of 1")


@pytest.mark.parametrize(
    ("today", "due", "days"),
    [
        ("2026-10-28", Due.LATER, -31),
        ("2026-10-29", Due.SOON, -30),
        ("2026-11-28", Due.SOON, 0),
        ("2026-11-29", Due.OVERDUE, 1),
    ],
)
def test_a_review_is_due_on_its_day_and_overdue_after_it(
    project: Project, today: str, due: Due, days: int
) -> None:
    """180 days after 2026-06-01 is 2026-11-28; the warning comes 30 days ahead."""
    guide = Pipeline(project({})).read(day(today))[1].guides["one"]
    assert (guide.next_review, guide.due, guide.overdue_days) == (day("2026-11-28"), due, days)


def test_the_interval_comes_from_the_guide_then_its_kind_then_the_default(
    project: Project,
) -> None:
    """The nearest rule wins."""
    policy = SMALL["data/policy.yml"] + "review:\n  every_days: 100\n  kinds: {note: 50}\n"
    guide = SMALL["content/guides/one.md"]
    kind = guide.replace("owner: docs", "owner: docs\nkind: note")
    own = kind.replace("owner: docs", "owner: docs\nreview_every_days: 10")
    files = {"data/policy.yml": policy, "content/guides/two.md": kind}
    library = Pipeline(project({**files, "content/guides/three.md": own})).read(day("2026-06-02"))[
        1
    ]
    dues = {name: one.next_review for name, one in library.guides.items()}
    assert dues["one"] == day("2026-09-09")
    assert dues["two"] == day("2026-07-21")
    assert dues["three"] == day("2026-06-11")


def test_standings_follow_from_facts_or_from_a_person(project: Project) -> None:
    """Facts make an area documented; without them it is to verify, unless a person vouches."""
    areas = """\
  - id: open
    title: Open
    sources: [chat]
    facets: {verify: Read it.}
  - id: vouched
    title: Vouched
    sources: [chat]
    confirmed: {standing: support-confirmed, basis: Ticket of 2026-05-01}
    facets: {verify: Read it.}
"""
    contract = SMALL["data/contracts/chat.yml"] + areas
    library = Pipeline(project({"data/contracts/chat.yml": contract})).read(day("2026-06-02"))[1]
    assert {one.record.id: one.standing for one in library.contracts["chat"].areas} == {
        "endpoint": Standing.DOCUMENTED,
        "open": Standing.TO_VERIFY,
        "vouched": Standing.SUPPORT_CONFIRMED,
    }


def test_a_guide_stands_on_the_sources_of_its_tables_and_citations(project: Project) -> None:
    """What front matter does not name is added from what the page places."""
    library = Pipeline(project({})).read(day("2026-06-02"))[1]
    assert [one.source.id for one in library.guides["one"].sources] == ["chat"]
    assert library.used_by["fact:chat.route"] == ("one",)
    assert library.used_by["area:chat.endpoint"] == ("one",)
    assert library.worksheets["note"].guides == ("one",)
    assert library.faqs["chat"].guides == ("one",)


def test_the_founding_dates(founding: Library) -> None:
    """On 2026-11-20 one guide is overdue, the one of 2026-05-18, and no quote is confirmed."""
    overdue = [one.id for one in founding.guides.values() if one.due is Due.OVERDUE]
    assert overdue == ["production-validation"]
    assert founding.guides["production-validation"].overdue_days == 6
    assert all(one.confirmed is None for one in founding.facts.values())
    used = {one.source.id: one for one in founding.guides["production-validation"].sources}
    assert used["chat"].read_for_review == day("2026-05-15")
    assert used["chat"].source.accessed == day("2026-06-25")
