"""What every command that writes the ledger keeps to: what it changes, when, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mirror import Mirror
from tests.refresh.project import ledger_lines, refresh, run, snapshot


def test_no_command_writes_what_people_own(mirror: Mirror, tmp_path: Path) -> None:
    """Nothing but the ledger changes outside build/: no review date, no YAML, no prose."""
    before = snapshot(tmp_path)
    refresh(tmp_path)
    run(tmp_path, "stamp", "chat", "--by", "am")
    after = snapshot(tmp_path)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if not name.startswith("build/")} == {"data/ledger.yml"}


def test_the_clock_may_not_stand_before_the_ledger(mirror: Mirror, tmp_path: Path) -> None:
    """Nothing is read, and the line tells both days."""
    refresh(tmp_path, today="2026-06-05")
    before = snapshot(tmp_path)
    result = refresh(tmp_path, today="2026-06-04")
    assert result.exit_code == 3
    wanted = "today is 2026-06-04, and the ledger has observations of 2026-06-05"
    assert f"data/ledger.yml:1:1: error clock: {wanted}" in result.output
    assert snapshot(tmp_path) == before


def test_what_the_project_has_no_more_is_pruned_on_request(mirror: Mirror, tmp_path: Path) -> None:
    """A warning until then: history is not dropped by a slip in an id."""
    refresh(tmp_path)
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(pack.read_text().replace("id: errors", "id: failures"))
    kept = refresh(tmp_path, today="2026-06-02")
    assert "warning orphan sources.errors: no such source any more." in kept.output
    assert ledger_lines(tmp_path, "errors")
    pruned = refresh(tmp_path, "--prune", today="2026-06-02")
    assert "Dropped from the ledger: errors.\n" in pruned.output
    assert "\n  errors:" not in (tmp_path / "data" / "ledger.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "broken", ["schema: 2\nsources: {}\n", "<<<<<<< ours\n", "schema: 1\nsour"]
)
def test_a_broken_ledger_is_never_overwritten(mirror: Mirror, tmp_path: Path, broken: str) -> None:
    """No command writes over what it cannot read."""
    path = tmp_path / "data" / "ledger.yml"
    path.write_text(broken)
    assert refresh(tmp_path).exit_code == 2
    assert run(tmp_path, "stamp", "chat", "--by", "am").exit_code == 2
    assert run(tmp_path, "ledger", "merge", str(path)).exit_code == 2
    assert path.read_text() == broken
    assert mirror.asked == []
