"""Facts with what is known of their quotes on a day, and how many quotes were found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal, NamedTuple

from msgspec import Struct

from proofpack.model.history import By, Nearest
from proofpack.model.passages import (
    AcceptedPassage,
    PassageChange,
    WaitingPassage,
    changes,
    differences,
)
from proofpack.model.records.sources import Absence, Fact
from proofpack.text.plural import count

NOT_COMPARED = "unchecked"
"""The word for a fact whose quote nobody has looked for on its page."""
FactEventKind = Literal[
    "found", "found-again", "lost", "overturned", "changed", "accepted", "lapsed"
]
"""What can happen to a fact from one look for it to the next."""


class FactEvent(NamedTuple):
    """What happened to a fact, and on which day."""

    day: datetime.date
    kind: FactEventKind


class KnownFact(Struct, frozen=True):
    """A fact or an absence, with what is known of it.

    Attributes:
        ref: `source.fact`.
        record: the fact or the absence.
        confirmed: the last day on which its quote was found, or None.
        by: who found it on that day: `hand` where only a person did.
        missing_since: the day since which its quote was not found, or None.
        gone_since: the day since which its page is not there, where two attempts said so, or None.
        lapsed: whether it may no longer be stated: its quote missing for longer than the policy's
            grace, its page gone, or its absence overturned.
        nearest: the text most like a lost quote, or None.
        unchecked_since: the day since which its page is not read as the document it is, or None.
        unchecked_because: why, in words.
        changed_since: the day since which its quote stands in another passage, or None.
        waiting: that passage, as it was read last and waits to be accepted, or None.
        accepted: the passage that was accepted last, or None.
        lapses_on: the first day on which it lapses if nothing more is observed, or None where nothing is
            wrong with it yet.
        events: what happened to it, oldest first.
    """

    ref: str
    record: Fact | Absence
    confirmed: datetime.date | None = None
    by: By = "fetch"
    missing_since: datetime.date | None = None
    gone_since: datetime.date | None = None
    lapsed: bool = False
    nearest: Nearest | None = None
    unchecked_since: datetime.date | None = None
    unchecked_because: str = ""
    changed_since: datetime.date | None = None
    waiting: WaitingPassage | None = None
    accepted: AcceptedPassage | None = None
    lapses_on: datetime.date | None = None
    events: tuple[FactEvent, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether its quote was found (or its pattern was not) when last looked for."""
        lost = self.missing_since or self.gone_since or self.unchecked_since or self.changed_since
        return self.confirmed is not None and not lost

    @property
    def looked(self) -> bool:
        """Whether it was looked for at all."""
        return bool(self.confirmed or self.missing_since or self.changed_since)

    @property
    def state(self) -> str:
        """The word for what is known of it."""
        if self.lapsed:
            return "lapsed"
        if self.trouble:
            return "held"
        if not self.confirmed:
            return NOT_COMPARED
        return "confirmed" if self.by == "fetch" else "read by hand"

    @property
    def is_absence(self) -> bool:
        """Whether it says that something is not said."""
        return isinstance(self.record, Absence)

    @property
    def trouble(self) -> str:
        """What is wrong with it, in words; nothing while it holds, or was never looked for."""
        if self.overturned:
            return f"now documented, rewrite: its page has said it since {self.missing_since}"
        if self.gone_since:
            return f"its page has not been there since {self.gone_since}"
        if self.missing_since:
            return f"its quote has not been found since {self.missing_since}"
        if self.unchecked_since:
            return f"unchecked since {self.unchecked_since}, because {self.unchecked_because}"
        if self.changed_since:
            what = changes(self.waiting.signs) if self.waiting else "what stands around it"
            return f"{what} changed on {self.changed_since}, and nobody has accepted that yet"
        return ""

    @property
    def around(self) -> str:
        """What its quote stands in, where its page has the same words in several places."""
        passage = self.accepted.passage if self.accepted else None
        return passage.text if passage and passage.times > 1 else ""

    @property
    def changes(self) -> list[PassageChange]:
        """What differs between the passage that was accepted last and the one that waits."""
        if self.waiting and self.accepted:
            return differences(self.accepted.passage, self.waiting)
        return []

    @property
    def overturned(self) -> bool:
        """Whether it says that something is not said, which the page says now."""
        return self.is_absence and self.missing_since is not None


class Quotes(Struct, frozen=True):
    """A count of quotes: never rounded up to "verified".

    Attributes:
        total: how many there are; absences have no quote and do not count.
        found: how many of them stood on their page when last looked for.
        looked: how many of them were looked for at all.
        since: the oldest day on which one of those found was found, or None.
    """

    total: int
    found: int
    looked: int
    since: datetime.date | None

    @classmethod
    def of(cls, facts: Iterable[KnownFact]) -> Quotes:
        """Count the quotes of some facts."""
        quoted = [fact for fact in facts if not fact.is_absence]
        return cls(
            len(quoted),
            sum(fact.holds for fact in quoted),
            sum(fact.looked for fact in quoted),
            min((fact.confirmed for fact in quoted if fact.holds and fact.confirmed), default=None),
        )

    @property
    def found_words(self) -> str:
        """What is known of them, for a table; no ratio before any was looked for."""
        if self.total and not self.looked:
            return f"{self.total}, {NOT_COMPARED}"
        return f"{self} found" if self.total else str(self)

    @property
    def words(self) -> str:
        """What is known of them, as words of a sentence; no ratio before any was looked for."""
        if self.total and not self.looked:
            return f"{count(self.total, 'quote')}, {NOT_COMPARED}"
        since = f" since {self.since}" if self.since else ""
        return f"{self} quotes found{since}" if self.total else str(self)

    def __str__(self) -> str:
        return f"{self.found} of {self.total}" if self.total else "no quotes"
