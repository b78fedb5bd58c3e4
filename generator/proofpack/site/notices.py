"""What a build says needs attention: true on the day, and no reason to fail."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from proofpack.model.library import Due, Guide, Library, Quotes
from proofpack.text.plural import count


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that needs attention: a word that says which sort, and a sentence."""

    sort: str
    what: str


def notices(library: Library) -> Iterator[Notice]:
    """Yield what needs attention, the most pressing first."""
    guides = sorted(library.guides.values(), key=lambda guide: -guide.overdue_days)
    yield from _reviews(guides)
    yield from _facts(library)
    yield from _unreviewed(guides)
    yield from _futures(guides, library.today)
    planned = {
        related.planned for guide in guides for related in guide.meta.related if related.planned
    }
    if planned:
        pointed = "guide is" if len(planned) == 1 else "guides are"
        yield Notice("planned", f"{len(planned)} {pointed} pointed to and not written yet")


def _reviews(guides: list[Guide]) -> Iterator[Notice]:
    for guide in guides:
        when = f"review {'was' if guide.overdue_days > 0 else 'is'} due on {guide.next_review}"
        if guide.due is Due.OVERDUE:
            yield Notice(
                "overdue", f"{guide.file.path}: {when}, {count(guide.overdue_days, 'day')} ago"
            )
        elif guide.due is Due.SOON:
            yield Notice(
                "due soon", f"{guide.file.path}: {when}, in {count(-guide.overdue_days, 'day')}"
            )


def _unreviewed(guides: list[Guide]) -> Iterator[Notice]:
    names = [guide.id for guide in guides if guide.due is Due.NEVER]
    if names:
        of = f"{len(names)} of {count(len(guides), 'guide')}"
        verb = "was" if len(names) == 1 else "were"
        yield Notice("unreviewed", f"{of} {verb} never reviewed: {', '.join(names)}")


def _futures(guides: list[Guide], today: datetime.date) -> Iterator[Notice]:
    for guide in guides:
        reviewed = guide.meta.last_reviewed
        if reviewed and reviewed > today:
            yield Notice("future", f"{guide.file.path}: reviewed on {reviewed}, after today")


def _facts(library: Library) -> Iterator[Notice]:
    for fact in library.facts.values():
        if fact.trouble:
            sort = "overturned" if fact.overturned else "lapsed" if fact.lapsed else "lost"
            yield Notice(sort, f"{fact.ref}: {fact.trouble}")
    for source in library.sources.values():
        if source.failures:
            last = source.failures[-1]
            good = f"last read on {source.accessed}" if source.accessed else "never read"
            yield Notice("unreadable", f"{source.id}: {last.words} on {last.day}; {good}")
    unread = [source.id for source in library.sources.values() if not source.readings]
    if unread:
        of = f"{len(unread)} of {len(library.sources)} sources"
        yield Notice("unread", f"{of} have no reading on record: {', '.join(unread)}")
    quotes = Quotes.of(library.facts.values())
    if quotes.found < quotes.total:
        since = f" since {quotes.since}" if quotes.since else ": run proofpack refresh"
        yield Notice("unchecked", f"{quotes} quotes found{since}")
