"""Which rows of a decision table bind the provider."""

from __future__ import annotations

from tests.conftest import Project
from tests.refresh.project import library
from tests.tables import TABLE


def test_only_what_a_page_or_support_says_binds_the_provider(project: Project) -> None:
    """A fact that was never looked for does not, and neither does a rule of our own."""
    confirmed = "confirmed: {standing: support-confirmed, basis: Ticket 7 of 2 May}"
    table = TABLE.replace("    sources: [chat]\n", f"    {confirmed}\n    sources: [chat]\n")
    areas = library(project({"data/tables/statuses.yml": table})).tables["statuses"].areas
    assert {area.record.id for area in areas if area.carries} == {"malformed"}
