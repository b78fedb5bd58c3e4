"""JSON, for programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.check.projects import check


def test_json_holds_everything_that_a_line_holds(hostile: Path) -> None:
    """Counts and exit code, and each finding with its place and its own exit code."""
    result = check(hostile, "--format", "json")
    report = json.loads(result.stdout)
    assert (report["exit"], report["errors"], report["warnings"]) == (result.exit_code, 2, 1)
    lines = check(hostile, "--format", "text").stdout
    for finding in report["findings"]:
        place = f"{finding['path']}:{finding['line']}:{finding['column']}"
        assert f"{place}: {finding['level']} {finding['rule']}" in lines
        assert finding["exit"] == 1
