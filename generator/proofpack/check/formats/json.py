"""JSON, for programs."""

from __future__ import annotations

import json

from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem


def format_result(result: CheckResult) -> str:
    """Return a check result as a JSON object."""
    report = {
        "day": str(result.today),
        "exit": int(result.exit),
        "files": result.checked,
        "errors": result.errors,
        "warnings": result.counts["warning"],
        "notes": result.counts["note"],
        "findings": [_finding(problem) for problem in result.problems],
        "known": [_finding(problem) for problem in result.known],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _finding(problem: Problem) -> dict[str, object]:
    return {
        "rule": problem.rule,
        "level": problem.level,
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "key": problem.key,
        "what": problem.what,
        "remedy": problem.remedy,
        "exit": int(problem.exit),
        "fails": problem.fails,
    }
