"""`stamp`: a person has read a page."""

from __future__ import annotations

import pytest

from tests.conftest import Project
from tests.ledgers import day
from tests.refresh.project import FILES, built_page, library, plain, run


def test_a_person_stamps_a_page_that_no_program_can_read(project: Project) -> None:
    """The day and the initials; a fact counts only where it is named; the site says who."""
    root = project(FILES)
    result = run(root, "stamp", "chat", "--by", "am", "--fact", "route")
    assert result.exit_code == 0
    assert result.output == "chat: read by am on 2026-06-01; 1 of 1 quotes found.\n"
    known = library(root)
    assert (known.facts["chat.route"].by, known.sources["chat"].fetched) == ("hand", None)
    assert known.facts["chat.no-limit"].confirmed is None
    page = plain(built_page(root, "sources/chat.md", "2026-06-01"))
    assert "| 2026-06-01 | read by a person (am) |" in page
    assert "Quote found on 2026-06-01, by a person." in page
    run(root, "stamp", "chat", "--by", "am", "--lost", "chat.route", today="2026-06-02")
    assert library(root, "2026-06-02").facts["chat.route"].missing_since == day("2026-06-02")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chatt", "--by", "am"], 'no source is called "chatt". Did you mean "chat"?'),
        (
            ["chat", "--by", "am", "--fact", "rout"],
            'chat has no fact "rout". Did you mean "route"?',
        ),
        (["chat", "--by", "a.m@example.com"], "--by:1:1: error bad-initials: not initials."),
        (["chat", "--by", "am", "--fact", "route", "--lost", "route"], "found and lost at once"),
        (["chat"], "Missing option '--by'"),
    ],
)
def test_a_stamp_with_a_slip_writes_nothing(
    project: Project, arguments: list[str], said: str
) -> None:
    """What is wrong, and no ledger."""
    root = project(FILES)
    result = run(root, "stamp", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (root / "data" / "ledger.yml").exists()
