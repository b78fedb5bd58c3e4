"""What is known on a day, and what follows from it."""

from __future__ import annotations

import pytest

from proofpack.model.history import History
from proofpack.model.library import Due, Library, Quotes
from proofpack.model.records.contracts import AreaStatus
from proofpack.project.reader import ProjectReader
from tests.conftest import SMALL, Project
from tests.ledgers import day, digest, history, ledger, pattern_digest
from tests.tables import BOUND, TABLE

LOST = history(
    fetched={
        "confirmed": "2026-06-01 2026-06-10 2026-06-20",
        "http-error 503": "2026-06-25 2026-06-30",
        "quote-missing": "2026-07-01 2026-07-09",
    },
    by_hand={"am": "2026-05-15"},
    looked={
        ("route", digest(), True): "2026-06-01 2026-06-10 2026-06-20",
        ("route", digest(), False): "2026-07-01 2026-07-09",
    },
)


@pytest.mark.parametrize(
    ("today", "accessed", "confirmed", "missing", "lapsed"),
    [
        ("2026-05-14", None, None, None, False),
        ("2026-05-15", "2026-05-15", None, None, False),
        ("2026-05-31", "2026-05-15", None, None, False),
        ("2026-06-01", "2026-06-01", "2026-06-01", None, False),
        ("2026-06-09", "2026-06-01", "2026-06-01", None, False),
        ("2026-06-19", "2026-06-10", "2026-06-10", None, False),
        ("2026-06-20", "2026-06-20", "2026-06-20", None, False),
        ("2026-06-28", "2026-06-20", "2026-06-20", None, False),
        ("2026-07-01", "2026-07-01", "2026-06-20", "2026-07-01", False),
        ("2026-08-15", "2026-07-09", "2026-06-20", "2026-07-01", False),
        ("2026-08-16", "2026-07-09", "2026-06-20", "2026-07-01", True),
    ],
)
def test_a_past_day_shows_what_was_known_then(
    project: Project,
    today: str,
    accessed: str | None,
    confirmed: str | None,
    missing: str | None,
    lapsed: bool,
) -> None:
    """Nothing observed later counts, and every day of a run does.

    A failed read moves no date, a lost quote moves `accessed` but not `confirmed`, and lapses after
    the 45 days of grace.
    """
    library = ProjectReader(project({"data/ledger.yml": ledger(chat=LOST)})).read(day(today))[1]
    source, fact = library.sources["chat"], library.facts["chat.route"]
    assert source.accessed == (day(accessed) if accessed else None)
    assert fact.confirmed == (day(confirmed) if confirmed else None)
    assert fact.missing_since == (day(missing) if missing else None)
    assert fact.lapsed == lapsed
    assert fact.lapses_on == (day("2026-08-16") if missing else None)
    assert str(source.quotes) == ("1 of 1" if confirmed and not missing else "0 of 1")
    status = AreaStatus.TO_VERIFY if lapsed else AreaStatus.DOCUMENTED
    assert library.areas["chat.endpoint"].status is status


def known(project: Project, one: History, today: str, **files: str) -> Library:
    """Return a small project with a history of its source."""
    named = {f"data/{name.replace('__', '/')}.yml": text for name, text in files.items()}
    root = project({"data/ledger.yml": ledger(chat=one), **named})
    return ProjectReader(root).read(day(today))[1]


def test_days_of_other_words_do_not_count(project: Project) -> None:
    """A quote that is edited starts anew: nobody has looked for its words yet."""
    old = history({"confirmed": "2026-06-01"}, looked={("route", "0" * 12, True): "2026-06-01"})
    library = known(project, old, "2026-06-02")
    assert library.sources["chat"].accessed == day("2026-06-01")
    assert library.facts["chat.route"].confirmed is None


def test_a_day_on_which_a_quote_was_found_and_not_found_counts_as_not(project: Project) -> None:
    """Two ledgers that disagree on a day leave a doubt, and the doubt wins."""
    looked = {
        ("route", digest(), True): "2026-06-01 2026-06-02",
        ("route", digest(), False): "2026-06-02",
    }
    seen = history({"confirmed": "2026-06-01 2026-06-02"}, looked=looked)
    fact = known(project, seen, "2026-06-03").facts["chat.route"]
    assert (fact.confirmed, fact.missing_since) == (day("2026-06-01"), day("2026-06-02"))


@pytest.mark.parametrize(
    ("failures", "gone"),
    [
        ({"http-error 404": "2026-06-02"}, None),
        ({"http-error 404": "2026-06-02 2026-06-05"}, "2026-06-02"),
        ({"http-error 404": "2026-06-02", "http-error 410": "2026-06-03"}, "2026-06-02"),
        ({"http-error 404": "2026-06-02 2026-06-05", "too-slow": "2026-06-03"}, None),
        ({"http-error 503": "2026-06-02 2026-06-05"}, None),
        ({"http-error 404": "2026-05-01 2026-05-02"}, None),
    ],
)
def test_the_facts_of_a_page_that_is_gone_lapse_at_the_second_attempt(
    project: Project, failures: dict[str, str], gone: str | None
) -> None:
    """404 or 410 twice running, and no reading since: its facts are unsupported, without grace."""
    seen = history(
        {"confirmed": "2026-06-01", **failures}, looked={("route", digest(), True): "2026-06-01"}
    )
    fact = known(project, seen, "2026-06-09").facts["chat.route"]
    assert fact.gone_since == (day(gone) if gone else None)
    assert fact.lapsed == (gone is not None)
    assert fact.confirmed == day("2026-06-01")


def test_an_absence_that_is_overturned_lapses_at_once(project: Project) -> None:
    """What a page says now was wrong to call unsaid from that day on; there is no grace for it."""
    pack = SMALL["data/sources/api.yml"].replace(
        "    facts:",
        "    absences: [{id: no-limit, says: No limit is stated, pattern: 'limit of \\d+'}]\n    facts:",
    )
    found = {("no-limit", pattern_digest(r"limit of \d+"), False): "2026-06-01"}
    seen = history({"quote-missing": "2026-06-01"}, looked=found)
    fact = known(project, seen, "2026-06-01", sources__api=pack).facts["chat.no-limit"]
    assert fact.overturned
    assert fact.lapsed
    assert fact.trouble == "now documented, rewrite: its page has said it since 2026-06-01"


@pytest.mark.parametrize(
    ("texts", "changed"),
    [
        ({("a" * 8, "1" * 8): "2026-06-01 2026-06-02"}, None),
        (
            {("a" * 8, "1" * 8): "2026-06-01", ("a" * 8, "2" * 8): "2026-06-02 2026-06-03"},
            "2026-06-02",
        ),
        ({("a" * 8, "1" * 8): "2026-06-01", ("b" * 8, "2" * 8): "2026-06-02"}, None),
        ({("a" * 8, "1" * 8): "2026-06-01", ("a" * 8, "2" * 8): "2026-06-09"}, None),
    ],
)
def test_a_text_has_changed_where_it_differs_under_the_same_rules(
    project: Project, texts: dict[tuple[str, str], str], changed: str | None
) -> None:
    """New rules of extraction re-base: what they see differently is no change of the page."""
    seen = history({"read": "2026-06-01 2026-06-02"}, texts=texts)
    source = known(project, seen, "2026-06-05").sources["chat"]
    assert source.changed == (day(changed) if changed else None)


def test_quotes_are_counted_since_the_oldest_day_of_those_found(project: Project) -> None:
    """The count says from which day on it is true."""
    library = known(project, LOST, "2026-06-22")
    assert Quotes.of(library.facts.values()) == Quotes(1, 1, 1, day("2026-06-20"))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-10-28", Due.LATER),
        ("2026-10-29", Due.SOON),
        ("2026-11-28", Due.SOON),
        ("2026-11-29", Due.OVERDUE),
    ],
)
def test_a_review_is_due_on_its_day_and_overdue_after_it(
    project: Project, today: str, due: Due
) -> None:
    """180 days after 2026-06-01 is 2026-11-28; the warning comes 30 days ahead."""
    guide = ProjectReader(project({})).read(day(today))[1].guides["one"]
    assert (guide.next_review, guide.due) == (day("2026-11-28"), due)
    assert (guide.due_soon_on, guide.overdue_on) == (day("2026-10-29"), day("2026-11-29"))


def test_the_interval_comes_from_the_guide_then_its_kind_then_the_default(
    project: Project,
) -> None:
    """The nearest rule wins."""
    policy = SMALL["data/policy.yml"] + "review:\n  every_days: 100\n  kinds: {note: 50}\n"
    guide = SMALL["content/guides/one.md"]
    kind = guide.replace("owner: docs", "owner: docs\nkind: note")
    own = kind.replace("owner: docs", "owner: docs\nreview_every_days: 10")
    files = {"data/policy.yml": policy, "content/guides/two.md": kind}
    library = ProjectReader(project({**files, "content/guides/three.md": own})).read(
        day("2026-06-02")
    )[1]
    dues = {name: one.next_review for name, one in library.guides.items()}
    assert dues["one"] == day("2026-09-09")
    assert dues["two"] == day("2026-07-21")
    assert dues["three"] == day("2026-06-11")


def test_statuses_follow_from_facts_or_from_a_person(project: Project) -> None:
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
    library = ProjectReader(project({"data/contracts/chat.yml": contract})).read(day("2026-06-02"))[
        1
    ]
    assert {one.record.id: one.status for one in library.contracts["chat"].areas} == {
        "endpoint": AreaStatus.DOCUMENTED,
        "open": AreaStatus.TO_VERIFY,
        "vouched": AreaStatus.SUPPORT_CONFIRMED,
    }


def test_a_guide_stands_on_the_sources_of_its_tables_and_citations(project: Project) -> None:
    """What front matter does not name is added from what the page places."""
    library = ProjectReader(project({})).read(day("2026-06-02"))[1]
    assert [one.source.id for one in library.guides["one"].sources] == ["chat"]
    assert library.used_by["fact:chat.route"] == ("one",)
    assert library.used_by["area:chat.endpoint"] == ("one",)
    assert library.worksheets["note"].guides == ("one",)
    assert library.faqs["chat"].guides == ("one",)


def test_a_guide_uses_the_tables_of_its_worksheets(project: Project) -> None:
    """So a review of what a branch changes in a table names the guides on which its verdicts show."""
    files = {"data/tables/statuses.yml": TABLE, "data/worksheets/note.yml": BOUND}
    library = ProjectReader(project(files)).read(day("2026-06-02"))[1]
    assert library.used_by["area:statuses.server"] == ("one",)


def test_the_founding_dates(founding: Library) -> None:
    """On 2026-11-20 one guide is overdue, the one of 2026-05-18, and no quote is confirmed."""
    overdue = [one.id for one in founding.guides.values() if one.due is Due.OVERDUE]
    assert overdue == ["production-validation"]
    assert founding.guides["production-validation"].overdue_on == day("2026-11-15")
    assert all(one.confirmed is None for one in founding.facts.values())
    used = {one.source.id: one for one in founding.guides["production-validation"].sources}
    assert used["chat"].read_for_review == day("2026-05-15")
    assert used["chat"].source.accessed == day("2026-06-25")
