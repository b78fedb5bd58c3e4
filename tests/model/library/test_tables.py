"""Which rows of a decision table count for what somebody sees."""

from __future__ import annotations

import pytest

from tests.conftest import Project
from tests.refresh.project import library
from tests.tables import TABLE


@pytest.mark.parametrize(
    ("seen", "rows"),
    [
        ({"status": "503"}, ["server"]),
        ({"status": "500"}, ["server"]),
        ({"status": "500", "code": "another"}, ["server"]),
        ({"status": "500", "code": "bad_field"}, ["malformed"]),
        ({"code": "bad_field"}, []),
        ({"status": "403", "code": "bad_field"}, ["refused", "blocked"]),
        ({"status": "none"}, ["silent"]),
        ({"status": "200"}, []),
        ({}, []),
    ],
)
def test_the_rows_with_the_most_conditions_count(
    project: Project, seen: dict[str, str], rows: list[str]
) -> None:
    """All of them, where several explain the same; none, where nothing is documented."""
    table = library(project({"data/tables/statuses.yml": TABLE})).tables["statuses"]
    assert [area.record.id for area in table.matching(seen)] == rows


def test_only_what_a_page_or_support_says_binds_the_provider(project: Project) -> None:
    """A fact that was never looked for does not, and neither does a rule of our own."""
    confirmed = "confirmed: {standing: support-confirmed, basis: Ticket 7 of 2 May}"
    table = TABLE.replace("    sources: [chat]\n", f"    {confirmed}\n    sources: [chat]\n")
    areas = library(project({"data/tables/statuses.yml": table})).tables["statuses"].areas
    assert {area.record.id for area in areas if area.carries} == {"malformed"}
