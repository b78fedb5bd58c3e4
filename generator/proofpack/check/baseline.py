"""The baseline: findings that a project knows of, let through until a day and never forgotten."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from proofpack.model.documents import Tree, key_path
from proofpack.model.problems import Exit, Problem
from proofpack.model.records.baseline import Known
from proofpack.text.yaml_scalars import quoted

# Nobody lets a secret through by its place: it has exceptions by value, in its own file.
_NEVER = "secret-"


@dataclass(frozen=True)
class Allowed:
    """The entries of `data/baseline.yml`, on one day."""

    entries: tuple[Known, ...]
    today: datetime.date

    def entry(self, problem: Problem) -> Known | None:
        """Return the entry that names a finding, expired or not; None for what can have none."""
        if problem.exit is Exit.UNREADABLE or problem.rule.startswith(_NEVER):
            return None
        return next((entry for entry in self.entries if _names(entry, problem)), None)

    def lets(self, problem: Problem) -> bool:
        """Return whether a finding is let through on the day."""
        entry = self.entry(problem)
        return entry is not None and self.today <= entry.expires

    def split(self, problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
        """Return the findings that count, and those that are let through."""
        counting: list[Problem] = []
        known: list[Problem] = []
        for problem in problems:
            (known if self.lets(problem) else counting).append(problem)
        return counting, known

    def faults(self, tree: Tree, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield what is wrong with the baseline itself: entries that have expired, or name nothing.

        Args:
            tree: what was read.
            problems: everything that was found, let through or not.
        """
        used = [self.entry(problem) for problem in problems]
        for nodes in tree.data["baseline"]:
            for position, entry in enumerate(self.entries):
                path = ("known", position)
                place, key = nodes.place(path), key_path(path)
                if entry.expires < self.today:
                    what = f"the entry for {entry.rule} in {entry.path} expired on {entry.expires}"
                    remedy = "Mend what it lets through, then remove it."
                    yield Problem(place, "baseline-expired", key, what, remedy)
                if entry not in used:
                    what = f"{entry.rule} finds nothing in {entry.path}"
                    yield Problem(
                        place, "baseline-unused", key, what, "Remove the entry.", "warning"
                    )


def _names(entry: Known, problem: Problem) -> bool:
    return (
        entry.rule == problem.rule
        and entry.path == problem.place.path
        and entry.key in (None, problem.key)
    )


def entries(problems: Iterable[Problem], until: datetime.date, reason: str) -> list[Known]:
    """Return an entry for each finding that fails and may have one.

    Args:
        problems: what counts today.
        until: the last day on which they are let through.
        reason: why they are not mended now.
    """
    new = (
        Known(
            rule=problem.rule,
            path=problem.place.path,
            key=problem.key or None,
            reason=reason,
            expires=until,
        )
        for problem in problems
        if problem.fails and problem.exit is not Exit.UNREADABLE
        if not problem.rule.startswith((_NEVER, "baseline-"))
    )
    return list(dict.fromkeys(new))


def dump(known: Iterable[Known]) -> str:
    """Return the text of `data/baseline.yml`."""
    lines = [
        "# yaml-language-server: $schema=schema/baseline.schema.json",
        "# What was found when the gate was adopted. An entry lets its finding through until its day.",
        "",
        "known:",
    ]
    for entry in known:
        lines += [
            f"  - rule: {entry.rule}",
            f"    path: {quoted(entry.path)}",
            *([f"    key: {quoted(entry.key)}"] if entry.key else []),
            f"    reason: {quoted(entry.reason)}",
            f"    expires: {entry.expires}",
        ]
    return "\n".join(lines) + "\n"
