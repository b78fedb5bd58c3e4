"""GitLab's code quality report, which shows findings in merge requests.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json

from proofpack.check.fingerprint import fingerprints
from proofpack.check.run import CheckResult
from proofpack.model.problems import Exit, Problem

_SEVERITIES = {"note": "info", "warning": "minor", "error": "major"}


def format_result(result: CheckResult) -> str:
    """Return a list of findings. What the baseline lets through has no place in it."""
    marked = zip(result.problems, fingerprints(result.problems), strict=True)
    issues = [_issue(problem, fingerprint) for problem, fingerprint in marked]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _issue(problem: Problem, fingerprint: str) -> dict[str, object]:
    unreadable = problem.fails and problem.exit is Exit.UNREADABLE
    line = problem.place.line
    return {
        "type": "issue",
        "categories": ["Security" if problem.rule.startswith("secret-") else "Clarity"],
        "description": problem.sentences,
        "check_name": problem.rule,
        "fingerprint": fingerprint,
        "severity": "critical" if unreadable else _SEVERITIES[problem.level],
        "location": {"path": problem.place.path, "lines": {"begin": line, "end": line}},
    }
