"""Workflow commands of GitHub Actions: each finding stands beside its line in a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from proofpack.check.formats.markdown import format_result as as_markdown
from proofpack.check.formats.text import causes, sentence, summary
from proofpack.check.run import CheckResult
from proofpack.model.problems import LEVELS, Problem
from proofpack.text.plural import count

_ANNOTATIONS = 10
"""How many annotations of a level a step may make: GitHub drops what comes after."""
_SUMMARY_BYTES = 1024 * 1024
"""How much a step may write into the summary of its job."""
_FOLDED = "\n\n</details>"
_CUT = "\n\nThe rest does not fit here: `proofpack check --format markdown` has all.\n"


def format_result(result: CheckResult) -> str:
    """Return at most ten annotations of a level, what fails first, then the counts."""
    lines: list[str] = []
    untold: list[str] = []
    groups = [
        group
        for cause in causes(result.problems)
        for group in ([cause] if cause[0].cause else ([problem] for problem in cause))
    ]
    for level in LEVELS:
        own = [group for group in groups if group[0].level == level]
        lines += map(_annotation, own[:_ANNOTATIONS])
        if rest := sum(map(len, own[_ANNOTATIONS:])):
            untold.append(count(rest, level))
    if untold:
        lines.append(f"Without an annotation: {', '.join(untold)}. The job's summary has all.")
    return "\n".join([*lines, summary(result)]) + "\n"


def job_summary(result: CheckResult, written: int) -> str:
    """Return the Markdown report as far as it fits into the summary of a job.

    Args:
        result: what `check` found, with paths as Markdown shows them.
        written: how many bytes the step has written there before.
    """
    text = "\n" * (written > 0) + as_markdown(result)
    space = _SUMMARY_BYTES - written - 1
    if len(text.encode()) <= space:
        return text
    start = text.encode()[: max(0, space - len(_FOLDED + _CUT))].decode(errors="ignore")
    start = start.rpartition("\n")[0]
    return f"{start}{_FOLDED * ('<details>' in start)}{_CUT}" if start else ""


def _annotation(group: list[Problem]) -> str:
    problem = group[0]
    place = problem.place
    where = f"file={_property(place.path)},line={place.line},col={place.column}"
    message = _data(sentence(group) if len(group) > 1 else problem.sentences)
    command = "notice" if problem.level == "note" else problem.level
    return f"::{command} {where},title={_property(problem.rule)}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
