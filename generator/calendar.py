"""The reviews of a project as an iCalendar feed: one event a guide, on the day of its next review.

A calendar is where people look for what is due, so the build publishes one beside the pages. Nothing in
it comes from a clock: the same tree and the same day give the same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator

from .ical import text, written
from .library import Due, Guide, Library
from .published import Published
from .words import count

FEED = "reviews.ics"
"""Where the feed stands in the site."""
_DAY = datetime.timedelta(days=1)
_EPOCH = datetime.date(1970, 1, 1)
# No version: another release of Proofpack is no other calendar.
_MAKER = "-//Proofpack//Reviews//EN"


def feed(library: Library, site: Published) -> bytes:
    """Return the feed. Nothing where there is no guide: a calendar without an event is none.

    Args:
        library: the project, on the day of the feed.
        site: where its pages stand.
    """
    return written(_calendar(library, site)) if library.guides else b""


def _calendar(library: Library, site: Published) -> Iterator[str]:
    name = text(f"{site.name}: reviews")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{_MAKER}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    # The first of each pair is the standard's (RFC 7986), the second what programs read before it.
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    yield "X-PUBLISHED-TTL:P1D"
    for guide in sorted(library.guides.values(), key=lambda one: (one.next_review, one.id)):
        yield from _event(guide, library, site)
    yield "END:VCALENDAR"


def _event(guide: Guide, library: Library, site: Published) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(f'{guide.id}@{site.place or _slug(site.name)}')}"
    yield f"DTSTAMP:{_midnight(library.today)}"
    yield f"LAST-MODIFIED:{_midnight(_modified(guide, library.today))}"
    # Each review is a later edition of the event, and the number of its day a greater one.
    yield f"SEQUENCE:{(guide.meta.last_reviewed - _EPOCH).days}"
    # A day without an end lasts all of it, wherever it is read.
    yield f"DTSTART;VALUE=DATE:{guide.next_review:%Y%m%d}"
    yield f"SUMMARY:{text(f'Review: {guide.meta.title}')}"
    yield f"DESCRIPTION:{text(_description(guide))}"
    yield f"CATEGORIES:{'overdue' if guide.due is Due.OVERDUE else 'due'}"
    # Nobody is busy all day because a review is due.
    yield "TRANSP:TRANSPARENT"
    if address := site.address(guide.file.target):
        yield f"URL:{address}"
    for days in dict.fromkeys((library.policy.review.warn_days, 0)):
        yield from _alarm(guide, days)
    yield "END:VEVENT"


def _alarm(guide: Guide, days: int) -> Iterator[str]:
    """Yield what reminds of a review, so many days before it.

    It counts from midnight, where the event begins; nine hours later people are awake to see it.
    """
    when = f"in {count(days, 'day')}" if days else "today"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{text(f'Review of {guide.meta.title} is due {when}')}"
    yield f"TRIGGER:{f'-P{days - 1}DT15H' if days else 'PT9H'}"
    yield "END:VALARM"


def _description(guide: Guide) -> str:
    owner = guide.owner
    lines = (
        f"Last reviewed on {guide.meta.last_reviewed}.",
        f"Owner: {owner.name} ({owner.contact})." if owner.contact else f"Owner: {owner.name}.",
        f"To prepare it: proofpack review {guide.id}",
        f"When it is done: set last_reviewed in {guide.file.path}",
    )
    return "\n".join(lines)


def _modified(guide: Guide, today: datetime.date) -> datetime.date:
    """Return the day since which the event says what it says."""
    overdue_since = guide.next_review + _DAY
    since = overdue_since if guide.due is Due.OVERDUE else guide.meta.last_reviewed
    return min(since, today)


def _midnight(day: datetime.date) -> str:
    return f"{day:%Y%m%d}T000000Z"


def _slug(name: str) -> str:
    """Return a name as part of an identifier; a digest of it where no letter is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug or hashlib.sha256(name.encode()).hexdigest()[:12]
