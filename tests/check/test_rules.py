"""What holds for all rules together."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from proofpack.check.all_rules import GATES, RULES, run_rules
from proofpack.check.rule import RuleContext
from proofpack.project.reader import ProjectReader
from tests.check.judged import CONTENT, judged
from tests.check.rules.planted import PLANTED, faults
from tests.conftest import TODAY
from tests.ledgers import day
from tests.synthetic import write_project
from tests.vectors import each_of


@each_of("rule", [rule.id for rule in RULES if not rule.gate])
def test_every_rule_has_a_test(rule: str) -> None:
    """It is planted, or named in the tests of its module."""
    tests = [*Path(__file__).parent.glob("rules/test_*.py"), PLANTED / "faults.yml"]
    named = any(rule in path.read_text(encoding="utf-8") for path in tests)
    assert named, f"plant a fault for {rule} in tests/planted/faults.yml, or test it by its name"


def test_there_are_enough_planted_faults() -> None:
    """Ninety at least."""
    groups = ("claims", "tokens", "hosts", "standing", "prose", "usage")
    assert sum(len(faults(group)) for group in groups) >= 90


@pytest.mark.slow
def test_the_founding_project_is_silent(founding_root: Path) -> None:
    """No rule about what is written finds an error in it."""
    problems = judged(ProjectReader(founding_root), TODAY, [*CONTENT, *GATES])
    assert [problem for problem in problems if problem.fails] == []


@pytest.mark.slow
def test_a_thousand_guides_are_judged_in_linear_time(tmp_path: Path) -> None:
    """Ten times the guides take about ten times as long: nothing is compared pair by pair."""
    taken = []
    for guides in (10, 100):
        root = tmp_path / str(guides)
        root.mkdir()
        reader = ProjectReader(write_project(root, guides))
        context = RuleContext(reader.snapshot(reader.tree(), day("2026-06-02")))
        started = time.process_time()
        assert list(run_rules(context, CONTENT))
        taken.append(time.process_time() - started)
    assert taken[1] < 40 * taken[0]
