"""What a build says needs attention: true on the day, and no reason to fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .library import Due, Library, Quotes


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that needs attention: a word that says which sort, and a sentence."""

    sort: str
    what: str


def attention(library: Library) -> Iterator[Notice]:
    """Yield what needs attention, the most pressing first."""
    guides = sorted(library.guides.values(), key=lambda one: -one.overdue_days)
    for guide in guides:
        when = f"review {'was' if guide.overdue_days > 0 else 'is'} due on {guide.next_review}"
        if guide.due is Due.OVERDUE:
            ago = _days(guide.overdue_days)
            yield Notice("overdue", f"{guide.file.path}: {when}, {ago} ago")
        elif guide.due is Due.SOON:
            left = _days(-guide.overdue_days)
            yield Notice("due soon", f"{guide.file.path}: {when}, in {left}")
    unread = [one.id for one in library.sources.values() if not one.readings]
    if unread:
        of = f"{len(unread)} of {len(library.sources)} sources"
        yield Notice("unread", f"{of} have no reading on record: {', '.join(unread)}")
    quotes = Quotes.of(library.facts.values())
    if quotes.found < quotes.total:
        yield Notice("unchecked", f"{quotes} quotes were found by a re-fetch")
    planned = {
        one.planned
        for guide in library.guides.values()
        for one in guide.meta.related
        if one.planned
    }
    if planned:
        yield Notice("planned", f"{len(planned)} guides are pointed to and not written yet")


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
