"""Lines for a terminal."""

from __future__ import annotations

from proofpack.check.formats import format_result
from proofpack.check.run import CheckResult
from proofpack.model.problems import Place, Problem
from tests.conftest import TODAY


def test_lines_come_first_and_the_counts_last() -> None:
    """What the baseline lets through is counted, and not shown."""
    problem = Problem(Place("a.md", 3, 4), "rule", "key", "it is wrong", "Mend it.")
    result = CheckResult(TODAY, (problem,), (problem,), 2)
    assert format_result("text", result) == (
        "a.md:3:4: error rule key: it is wrong. Mend it.\n"
        "1 error, 0 warnings on 2026-11-20; 1 finding let through by the baseline; 2 files checked.\n"
    )
