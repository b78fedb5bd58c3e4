"""What has changed, day by day: guides and contracts as their authors say it, and facts.

Of facts it is what the ledger saw, and what came of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from proofpack.model.library import KnownContract, KnownSource, Library
from proofpack.model.records.contracts import AreaStatus, Change

_EVENTS = {
    "found": "Found for the first time:",
    "found-again": "Found again:",
    "lost": "Not found any more:",
    "overturned": "Said by the page now, although it is noted as not said:",
    "changed": "What stands around it changed:",
    "accepted": "Accepted as it stands now:",
    "lapsed": "Lapsed, and not stated any more:",
}
"""What happened to facts, in words, in the order in which it is told of a day."""


class DatedChange(Struct, frozen=True):
    """One thing that changed on a day.

    Attributes:
        day: the day.
        kind: what changed; of facts, it is their source.
        id: its id.
        what: what happened: inline Markdown of an author, or words of ours.
        key: tells it apart from what else happened to the same on that day, whatever comes later.
        facts: the facts that it happened to.
    """

    day: datetime.date
    kind: Literal["guide", "contract", "table", "source"]
    id: str
    what: str
    key: str
    facts: tuple[str, ...] = ()


def dated_changes(library: Library) -> list[DatedChange]:
    """Return all that has changed up to the day of a Library, newest first."""
    changes: list[DatedChange] = []
    for guide in library.guides.values():
        changes += _noted("guide", guide.id, guide.meta.history)
    for contract in library.contracts.values():
        changes += _noted("contract", contract.id, contract.record.history)
        changes += _decided("contract", contract)
    for table in library.tables.values():
        changes += _noted("table", table.id, table.record.history)
        changes += _decided("table", table)
    for source in library.sources.values():
        changes += _of_facts(source)
        changes += _of_page(source)
    past = (change for change in changes if change.day <= library.today)
    return sorted(past, key=lambda change: change.day, reverse=True)


def _noted(
    kind: Literal["guide", "contract", "table"], name: str, history: Sequence[Change]
) -> Iterator[DatedChange]:
    """Yield the history that stands in a file. Lines of one day are numbered from the last one up."""
    days = [change.date for change in history]
    for at, change in enumerate(history):
        number = days[at + 1 :].count(change.date) + 1
        yield DatedChange(change.date, kind, name, change.change, str(number))


def _decided(kind: Literal["contract", "table"], contract: KnownContract) -> Iterator[DatedChange]:
    """Yield the days on which rows became rules of our own."""
    for area in contract.areas:
        confirmation = area.record.confirmed
        if confirmation and confirmation.on and confirmation.status is AreaStatus.INTERNAL_POLICY:
            what = f"{area.record.title}: our own rule, decided by {confirmation.by}."
            yield DatedChange(confirmation.on, kind, contract.id, what, f"#{area.record.id}")


def _of_facts(source: KnownSource) -> Iterator[DatedChange]:
    """Yield what happened to facts, those of one source and day together."""
    together: dict[tuple[datetime.date, str], list[str]] = {}
    for fact in source.facts:
        for event in fact.events:
            together.setdefault((event.day, event.kind), []).append(fact.ref)
    for kind, words in _EVENTS.items():
        for (day, happened), facts in together.items():
            if happened == kind:
                yield DatedChange(day, "source", source.id, words, kind, tuple(facts))


def _of_page(source: KnownSource) -> Iterator[DatedChange]:
    gone = min((fact.gone_since for fact in source.facts if fact.gone_since), default=None)
    for day, key, what in (
        (gone, "gone", "The page is not there any more."),
        (source.replaced_since, "replaced", "Another page is served in its place."),
        (source.retired_since, "retired", "Retired: nobody reads the page any more."),
    ):
        if day:
            yield DatedChange(day, "source", source.id, what, key)


def by_day(changes: Iterable[DatedChange]) -> dict[datetime.date, list[DatedChange]]:
    """Return changes by their day, in their order."""
    days: dict[datetime.date, list[DatedChange]] = {}
    for change in changes:
        days.setdefault(change.day, []).append(change)
    return days
