"""What has changed, day by day, as files and the ledger tell it."""

from __future__ import annotations

import pytest

from proofpack.model.history import History
from proofpack.model.library.changes import DatedChange, dated_changes
from proofpack.project.reader import ProjectReader
from tests.conftest import SMALL, Project
from tests.ledgers import day, digest, history, ledger, pattern_digest

ABSENT = "    absences: [{id: no-limit, says: No limit is stated, pattern: 'limit of \\d+'}]\n"
PACK = SMALL["data/sources/api.yml"].replace("    facts:", f"{ABSENT}    facts:")


def changes(project: Project, seen: History, today: str, **files: str) -> list[DatedChange]:
    """Return what changed in a small project with a history of its source."""
    named = {f"data/{name.replace('__', '/')}.yml": text for name, text in files.items()}
    root = project({"data/ledger.yml": ledger(chat=seen), **named})
    return dated_changes(ProjectReader(root).read(day(today))[1])


@pytest.mark.parametrize(
    ("found", "lost", "today", "wanted"),
    [
        ("2026-06-01 2026-06-02", "", "2026-06-09", ["06-01 found"]),
        ("2026-06-01", "2026-06-05 2026-06-06", "2026-06-09", ["06-01 found", "06-05 lost"]),
        ("2026-06-01", "2026-06-05", "2026-07-21", ["06-01 found", "06-05 lost", "07-21 lapsed"]),
        ("2026-06-01", "2026-06-05", "2026-07-20", ["06-01 found", "06-05 lost"]),
        (
            "2026-06-01 2026-07-21",
            "2026-06-05",
            "2026-08-01",
            ["06-01 found", "06-05 lost", "07-21 found-again"],
        ),
        (
            "2026-06-01 2026-07-22",
            "2026-06-05 2026-06-09",
            "2026-08-01",
            ["06-01 found", "06-05 lost", "07-21 lapsed", "07-22 found-again"],
        ),
        ("2026-06-01", "2026-06-05", "2026-06-04", ["06-01 found"]),
        ("", "2026-06-05", "2026-06-09", ["06-05 lost"]),
    ],
)
def test_a_fact_is_found_lost_and_lapses(
    project: Project, found: str, lost: str, today: str, wanted: list[str]
) -> None:
    """Each look that comes to something else is a change, and so is the end of the grace."""
    looked = {("route", digest(), True): found, ("route", digest(), False): lost}
    seen = history(
        {"confirmed": f"2026-05-01 {found} {lost}".strip()},
        looked={look: days for look, days in looked.items() if days},
    )
    told = [f"{one.day:%m-%d} {one.key}" for one in reversed(changes(project, seen, today))]
    assert told == wanted


def test_an_absence_is_overturned_without_grace(project: Project) -> None:
    """It does not lapse after some days: it was wrong from that day on."""
    key = pattern_digest(r"limit of \d+")
    looked = {("no-limit", key, True): "2026-06-01", ("no-limit", key, False): "2026-06-05"}
    seen = history({"confirmed": "2026-06-01 2026-06-05"}, looked=looked)
    told = changes(project, seen, "2026-12-01", sources__api=PACK)
    assert [(one.day, one.key) for one in told] == [
        (day("2026-06-05"), "overturned"),
        (day("2026-06-01"), "found"),
    ]


def test_facts_of_one_source_and_day_are_one_change(project: Project) -> None:
    """A first refresh of a large project is a line a source, and not one a fact."""
    key = pattern_digest(r"limit of \d+")
    looked = {("route", digest(), True): "2026-06-01", ("no-limit", key, True): "2026-06-01"}
    seen = history({"confirmed": "2026-06-01"}, looked=looked)
    (told,) = changes(project, seen, "2026-06-02", sources__api=PACK)
    assert told.facts == ("chat.route", "chat.no-limit")


def test_a_page_that_is_gone_is_told(project: Project) -> None:
    """The day is that of the first attempt that found it gone."""
    seen = history({"http-error 404": "2026-06-02 2026-06-05"})
    told = changes(project, seen, "2026-06-09")
    assert [(one.day, one.what) for one in told] == [
        (day("2026-06-02"), "The page is not there any more.")
    ]


def test_contracts_have_a_history_and_decisions(project: Project) -> None:
    """Their own lines, and the days on which rows became rules of our own; nothing of tomorrow."""
    contract = SMALL["data/contracts/chat.yml"] + (
        "  - id: '429'\n    title: Waits\n    facets: {verify: We wait.}\n    confirmed:\n"
        "      {standing: internal-policy, basis: We agreed., by: Docs, on: 2026-06-03}\n"
        "history:\n  - {date: 2026-06-10, change: Tomorrow.}\n"
        "  - {date: 2026-06-02, change: Second.}\n  - {date: 2026-06-02, change: First.}\n"
    )
    told = changes(
        project, history({"confirmed": "2026-05-01"}), "2026-06-09", contracts__chat=contract
    )
    assert [(f"{one.day:%m-%d}", one.key, one.what) for one in told] == [
        ("06-03", "#429", "Waits: our own rule, decided by Docs."),
        ("06-02", "2", "Second."),
        ("06-02", "1", "First."),
    ]
