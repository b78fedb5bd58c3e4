"""The baseline: findings that a project knows of, let through until a day and never forgotten.

It lets through what it was shown and nothing new: a finding in the same words, as often as it was there.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from proofpack.check.wording import wording_digest
from proofpack.model.documents import Tree, key_path
from proofpack.model.problems import Cause, Exit, Problem
from proofpack.model.records.baseline import Known
from proofpack.text.plural import count
from proofpack.text.yaml_scalars import quoted

# Nobody lets a secret through by its place: it has exceptions by value, in its own file.
_NEVER = "secret-"


class Shown(NamedTuple):
    """What a baseline is shown of a finding: rule, file, reference, and the digest of its words."""

    rule: str
    path: str
    key: str | None
    digest: str


class Allowed(Struct, frozen=True, dict=True):
    """The entries of `data/baseline.yml`, on one day.

    Attributes:
        entries: the entries.
        today: the day.
        tree: what was read, for the words of findings.
    """

    entries: tuple[Known, ...]
    today: datetime.date
    tree: Tree

    def split(self, problems: Iterable[Problem]) -> tuple[list[Problem], list[Problem]]:
        """Return the findings that count, and those that are let through."""
        counting: list[Problem] = []
        known: list[Problem] = []
        for problem, position in self._named(problems, list(self._times)):
            lets = position is not None and self.entries[position].expires >= self.today
            (known if lets else counting).append(problem)
        return counting, known

    def shown(self, problem: Problem) -> Shown | None:
        """Return what an entry would say of a finding; None for what no baseline lets through."""
        if not _may(problem):
            return None
        # A position in a list is another one as soon as something is written above.
        key = None if "[" in problem.key else problem.key or None
        digest = wording_digest(self.tree, problem.place)
        return Shown(problem.rule, problem.place.path, key, digest)

    def faults(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield what is wrong with the baseline itself: entries that have expired, or name nothing.

        Args:
            problems: everything that was found, let through or not.
        """
        remaining = list(self._times)
        used = {position for _, position in self._named(problems, remaining)}
        for nodes in self.tree.data["baseline"]:
            for position, entry in enumerate(self.entries):
                path = ("known", position)
                place, key = nodes.place(path), key_path(path)
                if entry.expires < self.today:
                    what = f"the entry for {entry.rule} in {entry.path} expired on {entry.expires}"
                    remedy = "Fix what it lets through, then remove it."
                    name = f"{entry.rule} in {entry.path}"
                    many = f"entries of the baseline expired on {entry.expires}"
                    together = "Fix what they let through, then remove them."
                    cause = Cause(name, many, together)
                    yield Problem(place, "baseline-expired", key, what, remedy, cause=cause)
                if entry.rule.startswith(_NEVER):
                    what, remedy = "no baseline lets a secret through", "Fix it; remove the entry."
                elif position not in used:
                    what, remedy = (
                        f"{entry.rule} finds nothing in {entry.path}",
                        "Remove the entry.",
                    )
                    if entry.digest:
                        what += " that reads as it did"
                elif remaining[position] and entry.digest:
                    times = entry.times - remaining[position]
                    what = f"{entry.rule} is there {count(times, 'time')}, not {entry.times}"
                    remedy = f"Write `times: {times}`."
                else:
                    continue
                yield Problem(place, "baseline-unused", key, what, remedy, "warning")

    @cached_property
    def _positions(self) -> dict[tuple[str, str], list[int]]:
        """The entries for a rule in a file, those that count first."""
        positions: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position, entry in enumerate(self.entries):
            positions[entry.rule, entry.path].append(position)
        for own in positions.values():
            own.sort(key=lambda position: self.entries[position].expires < self.today)
        return positions

    @property
    def _times(self) -> Iterator[int]:
        return (entry.times for entry in self.entries)

    def _named(
        self, problems: Iterable[Problem], remaining: list[int]
    ) -> Iterator[tuple[Problem, int | None]]:
        """Yield each finding with the position of the entry that names it, expired or not.

        Args:
            problems: the findings.
            remaining: how many findings each entry may still name; is counted down.
        """
        for problem in dict.fromkeys(problems):
            entry_position = None
            for position in self._positions.get((problem.rule, problem.place.path), ()):
                if remaining[position] and self._names(self.entries[position], problem):
                    entry_position = position
                    remaining[position] -= self.entries[position].digest is not None
                    break
            yield problem, entry_position

    def _names(self, entry: Known, problem: Problem) -> bool:
        if not _may(problem) or entry.key not in (None, problem.key):
            return False
        return entry.digest in (None, wording_digest(self.tree, problem.place))


def _may(problem: Problem) -> bool:
    """Return whether a baseline may let a finding through."""
    return problem.exit is not Exit.UNREADABLE and not problem.rule.startswith(
        (_NEVER, "baseline-")
    )


def renewed(
    entries: Iterable[Known],
    shown: Iterable[Shown],
    today: datetime.date,
    until: datetime.date,
    reason: str,
) -> list[Known]:
    """Return the entries of a baseline that lets through what it is shown as well.

    An entry that has expired goes where a new one takes its place.

    Args:
        entries: those that are there.
        shown: what fails today, and may be let through.
        today: the day.
        until: the last day on which new entries count.
        reason: why their findings are not fixed now.
    """
    added = [
        Known(**finding._asdict(), times=times, reason=reason, expires=until)
        for finding, times in Counter(shown).items()
    ]
    named = {(entry.rule, entry.path, digest) for entry in added for digest in (entry.digest, None)}
    earlier = [
        entry
        for entry in entries
        if entry.expires >= today or (entry.rule, entry.path, entry.digest) not in named
    ]
    return [*earlier, *added]


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
            *([f"    digest: {quoted(entry.digest)}"] if entry.digest else []),
            *([f"    times: {entry.times}"] if entry.times > 1 else []),
            f"    reason: {quoted(entry.reason)}",
            f"    expires: {entry.expires}",
        ]
    return "\n".join(lines) + "\n"
