"""Markdown, for the summary of a job or the body of an issue."""

from __future__ import annotations

import re
from itertools import groupby

from proofpack.check.formats.text import summary
from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem

# A code span shows its backslashes, so nothing in one is escaped; in it nothing has a meaning either.
_SPECIAL = re.compile(r"`[^`\n]+`|[\\`*_\[\]<>|#&~]")


def format_result(verdict: CheckResult) -> str:
    """Return counts, then the findings by file, errors first."""
    lines = [f"## Check of {verdict.today}", "", summary(verdict)]
    for level in ("error", "warning"):
        found = [one for one in verdict.problems if one.level == level]
        if found:
            lines += ["", f"### {level.capitalize()}s"]
        for path, group in groupby(found, lambda one: one.place.path):
            lines += ["", f"`{path}`", ""]
            lines += [_item(one) for one in group]
    if verdict.known:
        lines += ["", "<details><summary>Let through by the baseline</summary>", ""]
        lines += [f"`{one.place.path}`: {_item(one)[2:]}" for one in verdict.known]
        lines += ["", "</details>"]
    return "\n".join(lines) + "\n"


def _item(problem: Problem) -> str:
    key = f" {_escaped(problem.key)}" if problem.key else ""
    said = f"{_escaped(problem.what)}. {_escaped(problem.remedy)}".strip()
    return f"- line {problem.place.line}, **{problem.rule}**{key}: {said}"


def _escaped(text: str) -> str:
    """Return text that shows as it is written, code spans as such."""
    return _SPECIAL.sub(lambda one: one[0] if len(one[0]) > 1 else f"\\{one[0]}", text)
