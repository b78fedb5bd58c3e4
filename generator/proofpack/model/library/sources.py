"""Sources with what is known of them on a day: the attempts to read them, and the texts they had."""

from __future__ import annotations

import datetime

from msgspec import Struct

from proofpack.model.history import By
from proofpack.model.library.facts import KnownFact, Quotes
from proofpack.model.outcomes import Outcome
from proofpack.model.records.sources import Source

_OUTCOMES = {
    Outcome.CONFIRMED: "every quote found",
    Outcome.UNCHANGED: "unchanged since its quotes were found",
    Outcome.READ: "read; what could be looked for held",
    Outcome.PASSAGE_CHANGED: "every quote found; what stands around one had changed",
    Outcome.QUOTE_MISSING: "a fact did not hold",
}


class Attempt(Struct, frozen=True):
    """One attempt to read a page, by a person or the program, on one day."""

    day: datetime.date
    by: By
    who: str
    outcome: Outcome
    status: int

    @property
    def words(self) -> str:
        """What came of it, in words."""
        if self.by == "hand":
            return "read by a person"
        known = _OUTCOMES.get(self.outcome, str(self.outcome))
        return f"{known} {self.status}" if self.status else known


class Edition(Struct, frozen=True, order=True):
    """A text that a page had on a day: digests of the rules of extraction, and of the text."""

    day: datetime.date
    rules: str
    text: str


class KnownSource(Struct, frozen=True):
    """A source, with what is known of it on the day of the Library.

    Attributes:
        record: the source.
        path: path of its pack.
        publisher: who publishes it.
        facts: its facts, then its absences.
        readings: the attempts that read the page, oldest first.
        failures: the attempts since the last reading that did not, oldest first.
        editions: the texts that it had, oldest first.
        shaky: whether an attempt failed on the day of its last reading.
        replaced_since: the day since which what is served is not the document, where attempts on two
            days said so, or None.
        retired_since: the day since which nobody reads it any more, or None.
        ahead: the newest day in its history where that has not come, or None.
    """

    record: Source
    path: str
    publisher: str
    facts: tuple[KnownFact, ...]
    readings: tuple[Attempt, ...]
    failures: tuple[Attempt, ...] = ()
    editions: tuple[Edition, ...] = ()
    shaky: bool = False
    replaced_since: datetime.date | None = None
    retired_since: datetime.date | None = None
    ahead: datetime.date | None = None

    @property
    def id(self) -> str:
        """Id of the source."""
        return self.record.id

    @property
    def changes(self) -> list[datetime.date]:
        """The days on which its text was seen to differ from the time before, oldest first.

        Texts compare under the same rules of extraction alone: new rules are a new beginning, and two
        machines with other libraries do not hide a change from each other.
        """
        last: dict[str, str] = {}
        days = []
        for edition in self.editions:
            if last.get(edition.rules, edition.text) != edition.text:
                days.append(edition.day)
            last[edition.rules] = edition.text
        return days

    @property
    def changed(self) -> datetime.date | None:
        """The last day on which its text was seen to differ from the time before, or None."""
        return self.changes[-1] if self.changes else None

    @property
    def latest(self) -> Attempt | None:
        """The last reading, or None."""
        return self.readings[-1] if self.readings else None

    @property
    def fetched(self) -> datetime.date | None:
        """The last day on which the program read the page, or None."""
        return next(
            (reading.day for reading in reversed(self.readings) if reading.by == "fetch"), None
        )

    @property
    def accessed(self) -> datetime.date | None:
        """The last day on which the page was read."""
        return self.latest.day if self.latest else None

    @property
    def seen_changed(self) -> datetime.date | None:
        """The last day on which what is known of it changed: that of the last attempt to read it."""
        return max((attempt.day for attempt in (*self.readings, *self.failures)), default=None)

    def read_by(self, day: datetime.date) -> datetime.date | None:
        """Return the last day up to `day` on which the page was read."""
        return max((reading.day for reading in self.readings if reading.day <= day), default=None)

    @property
    def name(self) -> str:
        """Its short name, or its title."""
        return self.record.short or self.record.title

    @property
    def address(self) -> str:
        """Its URL as people write it: without scheme and final slash."""
        return self.record.url.partition("://")[2].rstrip("/")

    @property
    def quotes(self) -> Quotes:
        """How many quotes stand on it, and how many of them were found."""
        return Quotes.of(self.facts)
