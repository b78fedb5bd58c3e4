"""Markdown, for the summary of a job or the body of an issue."""

from __future__ import annotations

import re
from itertools import groupby

from proofpack.check.formats.text import summary
from proofpack.check.run import CheckResult
from proofpack.model.problems import LEVELS, Problem

# A code span shows its backslashes, so nothing in one is escaped; in it nothing has a meaning either.
_SPECIAL = re.compile(r"`[^`\n]+`|[\\`*_\[\]<>|#&~]")


def format_result(result: CheckResult) -> str:
    """Return counts, then the findings by file, errors first."""
    lines = [f"## Check of {result.today}", "", summary(result)]
    for level in LEVELS:
        problems = [problem for problem in result.problems if problem.level == level]
        if problems:
            lines += ["", f"### {level.capitalize()}s"]
        for path, group in groupby(problems, lambda problem: problem.place.path):
            lines += ["", f"`{path}`", ""]
            lines += map(_item, group)
    if result.known:
        lines += ["", "<details><summary>Let through by the baseline</summary>", ""]
        lines += [f"`{problem.place.path}`: {_item(problem)[2:]}" for problem in result.known]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _item(problem: Problem) -> str:
    key = f" {_escaped(problem.key)}" if problem.key else ""
    stop = "" if problem.what.endswith((".", "?")) else "."
    sentences = f"{_escaped(problem.what)}{stop} {_escaped(problem.remedy)}".strip()
    return f"- line {problem.place.line}, **{problem.rule}**{key}: {sentences}"


def _escaped(text: str) -> str:
    """Return text that shows as it is written, code spans as such."""
    return _SPECIAL.sub(lambda match: match[0] if len(match[0]) > 1 else f"\\{match[0]}", text)
