"""Decision tables: what is wrong between their parts is told at its place."""

from __future__ import annotations

import pytest

from tests.check.projects import check
from tests.conftest import SMALL, Project
from tests.tables import SEEN, TABLE

PATH = "data/tables/statuses.yml"
GUIDE = "content/guides/one.md"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "when: {status: [none]}",
            "when: {state: [none]}",
            'no input is called "state". Did you mean "status"?',
        ),
        ("verdict: ask", "verdict: aks", 'no verdict is called "aks". Did you mean "ask"?'),
        ("when: {status: [none]}", "when: {status: []}", "no value is named. List one"),
        (
            "when: {status: [none]}",
            'when: {status: ["503"]}',
            'contradicting-rows rows[4].when: what it is for may be what "server" is for',
        ),
        (
            "when: {status: [none]}",
            "when: {code: [x]}",
            'what it is for may be what "server" is for, with another verdict',
        ),
        (
            "means: No status came.",
            "mean: No status came.",
            "rows[4].facets.mean: a facet that the contract does not declare",
        ),
        (
            "facts: [chat.route]\n    tunable",
            "facts: [chat.rout]\n    tunable",
            'no fact is called "chat.rout"',
        ),
        ("rows:\n", "areas: []\nrows:\n", "unknown-key areas"),
    ],
)
def test_a_slip_in_a_table_is_told(project: Project, old: str, new: str, said: str) -> None:
    """With what was meant, where that is sure."""
    assert TABLE.count(old) == 1
    output = check(project({PATH: TABLE.replace(old, new)})).output
    assert any(said in line for line in output.splitlines() if line.startswith(f"{PATH}:")), output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[silent]", "[silnt]", 'rows[0]: no row is called "silnt". Did you mean "silent"?'),
        (
            "[refused, blocked]",
            "[refused]",
            'error stray-row rows[3].id: "blocked" stands under no symptom. Name it in the `rows`',
        ),
        ("[silent]", "[silent, server]", '"server" stands under several symptoms'),
        ('title: "403"', "title: 403 or 503", 'title: it names "503", and none of its rows is for'),
        (
            "step: First of all\n    confirmed",
            "confirmed",
            '"silent" has no first step. Add `step:`',
        ),
        ("step: First of all\n    confirmed", f"step: {'so ' * 30}\n    confirmed", "rows[4].step"),
        ("rows: [silent]", "rows: []", "symptoms[2].rows"),
    ],
)
def test_a_slip_in_symptoms_is_told(project: Project, old: str, new: str, said: str) -> None:
    """So no row is left out of a list of them, and no title promises what its rows are not for."""
    assert SEEN.count(old) == 1
    output = check(project({PATH: SEEN.replace(old, new)})).output
    assert any(said in line for line in output.splitlines() if line.startswith(f"{PATH}:")), output


def test_a_page_places_symptoms_of_a_table_that_has_some(project: Project) -> None:
    """They are facts on which the page stands, too."""
    guide = f"{SMALL[GUIDE]}\n::: symptoms statuses\n"
    assert "::: symptoms" not in check(project({PATH: SEEN, GUIDE: guide})).output
    said = 'no table with symptoms is called "statuses"'
    assert said in check(project({PATH: TABLE, GUIDE: guide})).output


def test_rows_that_cannot_meet_may_differ(project: Project) -> None:
    """So may one that is more specific than another."""
    assert "contradicting-rows" not in check(project({PATH: TABLE})).output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            "rows: [servers]\n    columns: [when]",
            'no row is called "servers". Did you mean "server"?',
        ),
        ("columns: [when, meaning]", 'no column is called "meaning".'),
        ("columns: [verdict, when, means, next, tunable, facts]", ""),
    ],
)
def test_a_page_places_rows_and_columns_that_there_are(
    project: Project, options: str, said: str
) -> None:
    """`::: table` has the columns of a table besides those of every contract."""
    guide = f"{SMALL[GUIDE]}\n::: table statuses\n    {options}\n"
    output = check(project({PATH: TABLE, GUIDE: guide})).output
    assert (said in output) if said else ("::: table" not in output), output


def test_a_contract_has_no_column_of_a_table(project: Project) -> None:
    """Its areas have no conditions."""
    guide = SMALL[GUIDE].replace("columns: [area, verify", "columns: [area, when, verify")
    assert 'no column is called "when"' in check(project({GUIDE: guide})).output
