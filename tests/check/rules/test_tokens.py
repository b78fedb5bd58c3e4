"""What a text spells of an API: found where no fact carries it, and left alone where it is none."""

from __future__ import annotations

from typing import Any

import pytest

from proofpack.project.reader import ProjectReader
from tests.check.judged import CONTENT, judged
from tests.check.rules.planted import Garden, faults, label
from tests.conftest import SMALL, Project
from tests.ledgers import day


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("tokens"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """The right rule, at the right line, and no other finding that was not there before."""
    garden.assert_found(fault)


@pytest.mark.parametrize(
    "text",
    [
        "Keep `pass`, `fail` and `needs_review_by_hand.md` apart.",
        "Write `<API_KEY_PLACEHOLDER>` and send `Content-Type: text/plain` with `Retry-After`.",
        "It took 300 ms and 500 requests, on 12 of 400 pages.",
        "A link to [a page](https://other.example.net/api/v1/things) is a link.",
        "The word `TODO` in backticks is talked about.",
        "```text\n??? XXX\n```",
    ],
)
def test_what_only_looks_like_a_fault_passes(project: Project, text: str) -> None:
    """Words, placeholders, headers of HTTP itself, measures and foreign links are no contract."""
    root = project({"content/guides/one.md": SMALL["content/guides/one.md"] + f"\n{text}\n"})
    assert judged(ProjectReader(root), day("2026-06-02"), CONTENT) == []


def test_a_name_of_a_vocabulary_is_no_slip_of_a_fields_id(project: Project) -> None:
    """A dotted name is one; a slip in it is found all the same, beside another dotted name."""
    note = SMALL["data/worksheets/note.yml"].replace(
        "{id: status, label: Status, type: choice, choices: [ok, failed]}",
        "{id: record_made, label: Record, type: code, maps_to: record.made}",
    )
    root = project({"data/worksheets/note.yml": note})
    assert judged(ProjectReader(root), day("2026-06-02"), CONTENT) == []
    slip = note.replace("maps_to: record.made", "maps_to: recod_made")
    root = project({"data/worksheets/note.yml": slip})
    [found] = judged(ProjectReader(root), day("2026-06-02"), CONTENT)
    assert 'Did you mean "record_made"?' in str(found)
