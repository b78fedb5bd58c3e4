"""Lines for a terminal, or for an editor that reads `file:line:column`."""

from __future__ import annotations

from proofpack.check.run import CheckResult
from proofpack.model.problems import LEVELS
from proofpack.text.plural import count


def format_result(result: CheckResult) -> str:
    """Return a line for each finding, then the counts."""
    return "\n".join([*map(str, result.problems), summary(result)]) + "\n"


def summary(result: CheckResult) -> str:
    """Return the counts of a check as one line."""
    levels = [count(result.counts[level], level) for level in LEVELS]
    if not result.counts["note"]:
        levels.pop()
    counts = [f"{', '.join(levels)} on {result.today}"]
    if result.known:
        counts.append(f"{count(len(result.known), 'finding')} let through by the baseline")
    if result.checked:
        counts.append(f"{count(result.checked, 'file')} checked")
    return "; ".join(counts) + "."
