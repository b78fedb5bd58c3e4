"""JUnit's XML, which most pipelines show as test results: a test case for each finding.

There are many schemas of it and no standard. What Jenkins refuses is left out: a reason to skip is the
text of its element, which is also what GitLab shows.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from proofpack.check.run import CheckResult
from proofpack.model.problems import Problem

# XML 1.0 has no way to write these.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_result(result: CheckResult) -> str:
    """Return one suite. Errors are failures; warnings, notes and what the baseline knows are skipped."""
    cases = [_case(problem, problem.level) for problem in result.problems]
    cases += [_case(problem, "known") for problem in result.known]
    if not cases:
        cases = ['  <testcase classname="proofpack" name="check"/>']
    skipped = len(result.problems) - result.errors + len(result.known)
    counts = f'tests="{len(cases)}" failures="{result.errors}" errors="0" skipped="{skipped}"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    suite = f'<testsuite name="proofpack check" {counts} timestamp="{result.today}T00:00:00">'
    return "\n".join([head, suite, *cases, "</testsuite>"]) + "\n"


def _case(problem: Problem, level: str) -> str:
    name = _attribute(f"{problem.place} {problem.rule} {problem.key}".strip())
    if level == "error":
        inner = f"<failure message={_attribute(problem.what)}>{_text(str(problem))}</failure>"
    else:
        inner = f"<skipped>{_text(f'{level}: {problem.sentences}')}</skipped>"
    return f'  <testcase classname="proofpack.{problem.rule}" name={name}>{inner}</testcase>'


def _text(text: str) -> str:
    return escape(_UNFIT.sub("�", text))


def _attribute(text: str) -> str:
    return quoteattr(_UNFIT.sub("�", text))
