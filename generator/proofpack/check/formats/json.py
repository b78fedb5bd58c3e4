"""JSON, for programs."""

from __future__ import annotations

import json

from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem


def format_result(verdict: CheckResult) -> str:
    """Return the verdict as JSON."""
    told = {
        "day": str(verdict.today),
        "exit": int(verdict.exit),
        "files": verdict.checked,
        "errors": verdict.errors,
        "warnings": len(verdict.problems) - verdict.errors,
        "findings": [_finding(one) for one in verdict.problems],
        "known": [_finding(one) for one in verdict.known],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


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
    }
