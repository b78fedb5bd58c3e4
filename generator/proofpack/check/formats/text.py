"""Lines for a terminal, or for an editor that reads `file:line:column`."""

from __future__ import annotations

from proofpack.check.run import CheckResult
from proofpack.text.plural import count


def format_result(verdict: CheckResult) -> str:
    """Return a line for each finding, then the counts."""
    return "\n".join([*map(str, verdict.problems), summary(verdict)]) + "\n"


def summary(verdict: CheckResult) -> str:
    """Return what was found, as one line."""
    errors, warnings = verdict.errors, len(verdict.problems) - verdict.errors
    said = [f"{count(errors, 'error')}, {count(warnings, 'warning')} on {verdict.today}"]
    if verdict.known:
        said.append(f"{count(len(verdict.known), 'finding')} let through by the baseline")
    if verdict.checked:
        said.append(f"{count(verdict.checked, 'file')} checked")
    return "; ".join(said) + "."
