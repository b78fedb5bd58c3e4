"""Which sources a run reads: those that are due, named, of a shard, and not a person's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Project
from tests.mirror import Answer, Mirror, answer
from tests.refresh.project import CHAT, ERRORS, by_source, library, refresh, run


def test_only_due_reads_what_policy_says(mirror: Mirror, tmp_path: Path) -> None:
    """After 30 days, after a failure, and while a quote is missing or was never looked for."""
    refresh(tmp_path, "errors")
    asked = len(mirror.asked)

    def due(today: str) -> list[str]:
        return list(by_source(refresh(tmp_path, "--only-due", "--dry-run", "--json", today=today)))

    assert due("2026-06-02") == ["chat"]
    assert due("2026-06-30") == ["chat"]
    assert due("2026-07-01") == ["chat", "errors"]
    mirror.pages[ERRORS] = Answer("No.", status=500)
    refresh(tmp_path, today="2026-06-10")
    assert due("2026-06-11") == ["errors"]
    mirror.pages[ERRORS] = answer(library(tmp_path).sources["errors"].record, without=("retry",))
    refresh(tmp_path, today="2026-06-12")
    assert due("2026-06-13") == ["errors"]
    assert len(mirror.asked) > asked


def test_a_failure_on_the_day_of_a_good_reading_is_due(mirror: Mirror, tmp_path: Path) -> None:
    """It hides behind the reading of its day, so the next due run looks again."""
    refresh(tmp_path)
    mirror.pages[CHAT] = Answer("No.", status=404)
    refresh(tmp_path, "chat")
    due = by_source(refresh(tmp_path, "--only-due", "--dry-run", "--json", today="2026-06-02"))
    assert list(due) == ["chat"]


def test_unknown_sources_are_named_with_a_suggestion(mirror: Mirror, tmp_path: Path) -> None:
    """All of them, and nothing is read."""
    result = refresh(tmp_path, "chatt", "erors")
    assert result.exit_code == 2
    assert 'no source is called "chatt". Did you mean "chat"?' in result.output
    assert 'no source is called "erors". Did you mean "errors"?' in result.output
    assert mirror.asked == []


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_a_shard_that_makes_no_sense_is_refused(project: Project, shard: str) -> None:
    """K is from 1 to N."""
    result = run(project({}), "refresh", "--shard", shard)
    assert result.exit_code == 2
    assert "wanted K/N with K from 1 to N" in result.output


def test_a_page_that_a_person_reads_is_left_alone(mirror: Mirror, tmp_path: Path) -> None:
    """It is asked for only where it is named."""
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(
        pack.read_text().replace("  - id: errors\n", "  - id: errors\n    by_hand: true\n")
    )
    assert list(by_source(refresh(tmp_path, "--json"))) == ["chat"]
    assert list(by_source(refresh(tmp_path, "errors", "--json"))) == ["errors"]
