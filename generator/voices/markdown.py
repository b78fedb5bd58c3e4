"""Markdown, for the summary of a job or the body of an issue."""

from __future__ import annotations

from itertools import groupby

from ..problems import Problem
from ..verdict import Verdict
from .text import summary

_SPECIAL = str.maketrans({one: f"\\{one}" for one in "\\`*_[]<>|#"})


def tell(verdict: Verdict) -> str:
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
    key = f" {problem.key.translate(_SPECIAL)}" if problem.key else ""
    said = f"{problem.what}. {problem.remedy}".strip().translate(_SPECIAL)
    return f"- line {problem.place.line}, **{problem.rule}**{key}: {said}"
