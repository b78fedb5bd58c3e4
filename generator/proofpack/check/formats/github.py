"""Workflow commands of GitHub Actions: each finding stands beside its line in a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from proofpack.check.formats.text import summary
from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem


def format_result(result: CheckResult) -> str:
    """Return an annotation for each finding, then the counts."""
    return "\n".join([*map(_annotation, result.problems), summary(result)]) + "\n"


def _annotation(problem: Problem) -> str:
    place = problem.place
    where = f"file={_property(place.path)},line={place.line},col={place.column}"
    key = f"{problem.key}: " if problem.key else ""
    message = _data(f"{key}{problem.what}. {problem.remedy}".strip())
    command = "notice" if problem.level == "note" else problem.level
    return f"::{command} {where},title={_property(problem.rule)}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
