"""Lines for a terminal, or for an editor that reads `file:line:column`."""

from __future__ import annotations

from ..verdict import Verdict
from ..words import count


def tell(verdict: Verdict) -> str:
    """Return a line for each finding, then the counts."""
    return "\n".join([*map(str, verdict.problems), summary(verdict)]) + "\n"


def summary(verdict: Verdict) -> str:
    """Return what was found, as one line."""
    errors, warnings = verdict.errors, len(verdict.problems) - verdict.errors
    said = [f"{count(errors, 'error')}, {count(warnings, 'warning')} on {verdict.today}"]
    if verdict.known:
        said.append(f"{count(len(verdict.known), 'finding')} let through by the baseline")
    if verdict.checked:
        said.append(f"{count(verdict.checked, 'file')} checked")
    return "; ".join(said) + "."
