"""Guides with their sources and facts, and when their next review is due."""

from __future__ import annotations

import datetime
from enum import StrEnum

from msgspec import Struct

from proofpack.model.library.facts import KnownFact
from proofpack.model.library.pages import PageFile
from proofpack.model.library.sources import KnownSource
from proofpack.model.records.guides import GuideMeta
from proofpack.model.records.policy import Owner


class Due(StrEnum):
    """How a guide's next review stands on a day."""

    OVERDUE = "overdue"
    SOON = "due soon"
    LATER = "later"
    NEVER = "not reviewed yet"


class UsedSource(Struct, frozen=True):
    """A source as one guide uses it.

    Attributes:
        source: the source.
        purpose: what for, where the guide says so.
        read_for_review: the last day up to the guide's review on which it was read, or None.
    """

    source: KnownSource
    purpose: str | None
    read_for_review: datetime.date | None


class Guide(Struct, frozen=True):
    """A guide, joined, with its review judged for the day of the Library."""

    id: str
    file: PageFile
    meta: GuideMeta
    owner: Owner
    sources: tuple[UsedSource, ...]
    next_review: datetime.date | None
    """When its next review is due; None where nobody has reviewed it yet."""
    due: Due
    due_soon_on: datetime.date | None
    """The first day on which it counts as due soon; None where nobody has reviewed it yet."""
    facts: tuple[KnownFact, ...] = ()
    """The facts it stands on: those it cites, and those of its tables and questions."""

    @property
    def overdue_on(self) -> datetime.date | None:
        """The first day on which its review is overdue; None where nobody has reviewed it yet."""
        return self.next_review and self.next_review + datetime.timedelta(days=1)

    @property
    def modified(self) -> datetime.date | None:
        """The last day on which it was changed or reviewed, as its history and its review say."""
        days = [change.date for change in self.meta.history]
        return max([*days, *filter(None, [self.meta.last_reviewed])], default=None)

    @property
    def changed_since_review(self) -> datetime.date | None:
        """The last change of its text that its history notes after its review; None without one."""
        last = max((change.date for change in self.meta.history), default=None)
        reviewed = self.meta.last_reviewed
        return last if last and reviewed and last > reviewed else None

    @property
    def text_changed(self) -> datetime.date | None:
        """The last day on which what its page says changed: it shows readings of its sources, too."""
        days = [self.modified, *(used.source.seen_changed for used in self.sources)]
        return max(filter(None, days), default=None)

    @property
    def oldest_reading(self) -> datetime.date | None:
        """The oldest of the last readings of its sources: a page's date is that of its parts."""
        days = [used.source.accessed for used in self.sources if used.source.accessed]
        return min(days, default=None)

    @property
    def lapsed(self) -> tuple[KnownFact, ...]:
        """The facts it cites, or of which its tables tell, that have lapsed."""
        return tuple(fact for fact in self.facts if fact.lapsed)

    @property
    def lapsing(self) -> tuple[KnownFact, ...]:
        """Those of its facts that lapse on a later day if nothing more is observed."""
        return tuple(fact for fact in self.facts if fact.lapses_on and not fact.lapsed)

    @property
    def unread(self) -> int:
        """How many of its sources were never read."""
        return sum(used.source.accessed is None for used in self.sources)
