"""The reviews of a project as an iCalendar feed (RFC 5545): one event a guide, on its next review.

A calendar is where people look for what is due, so the build publishes one beside the pages. Nothing in
it comes from a clock: the same tree and the same day give the same bytes.

It is written by hand: 17 properties, escaped and folded in 20 lines, which the tests read back with a
library. That library as a writer took a twentieth of a cold build to import, 0.4 ms a guide, and its
escaping had to be overridden.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from proofpack.model.library import Due, Guide, Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.text.plural import count

FEED = "reviews.ics"
"""Where the feed stands in the site."""
# A tab and a line break are text; no escape exists for other controls.
_UNFIT = dict.fromkeys([*range(9), *range(10, 32), 127])
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_EPOCH = datetime.date(1970, 1, 1)
# A line may have 75 octets, and a folded one begins with a blank.
_FOLD = 74


def feed(library: Library, site: MkdocsConfig) -> bytes:
    """Return the feed. Nothing where there is no guide: a calendar without an event is none.

    Args:
        library: the project, on the day of the feed.
        site: where its pages stand.
    """
    if not library.guides:
        return b""
    return b"".join(map(folded, _calendar(library, site)))


def text(value: str) -> str:
    """Return a value of the type TEXT, escaped as RFC 5545, section 3.3.11, says.

    Control characters have no escape, so they are left out; every line break becomes one.
    """
    lines = (line.translate(_UNFIT) for line in value.splitlines())
    return "\n".join(lines).translate(_ESCAPED)


def folded(line: str) -> bytes:
    """Return a content line as it is sent: folded into short pieces (RFC 5545, section 3.1).

    No character is cut, which the standard wants, and no escape, at which some calendars stumble.
    """
    octets, pieces = line.encode(), []
    while len(octets) > _FOLD:
        end = _FOLD
        while octets[end] & 0xC0 == 0x80:  # it continues a character
            end -= 1
        piece = octets[:end]
        backslashes = len(piece) - len(piece.rstrip(b"\\"))
        end -= backslashes % 2
        pieces.append(octets[:end])
        octets = octets[end:]
    return b"\r\n ".join([*pieces, octets]) + b"\r\n"


def _calendar(library: Library, site: MkdocsConfig) -> Iterator[str]:
    """Yield the content lines of the calendar."""
    name = text(f"{site.name}: reviews")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Proofpack//Reviews//EN"  # no version: another release is no other calendar
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    # The first of each pair is the standard's (RFC 7986), the second what programs read before it.
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    yield "X-PUBLISHED-TTL:P1D"
    # A guide that nobody has reviewed yet has no day on which its next review is due.
    reviews = [
        DueReview(guide, guide.meta.last_reviewed, guide.next_review)
        for guide in library.guides.values()
        if guide.meta.last_reviewed and guide.next_review
    ]
    for review in sorted(reviews, key=lambda review: (review.due, review.guide.id)):
        yield from _event(review, library, site)
    yield "END:VCALENDAR"


class DueReview(NamedTuple):
    """The next review of a guide: the guide, the day of the last one, the day on which it is due."""

    guide: Guide
    last: datetime.date
    due: datetime.date


def basis(library: Library, site: MkdocsConfig) -> str:
    """Return a digest of everything that the feed tells. Arguments as of `feed`."""
    guides = [
        (
            guide.id,
            guide.meta.title,
            guide.meta.last_reviewed,
            guide.meta.last_reviewed and min(guide.meta.last_reviewed, library.today),
            guide.owner,
            guide.due,
            guide.file.path,
        )
        for guide in library.guides.values()
    ]
    parts = (library.policy, site, guides)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _event(review: DueReview, library: Library, site: MkdocsConfig) -> Iterator[str]:
    """Yield the content lines of the review of a guide."""
    guide = review.guide
    yield "BEGIN:VEVENT"
    yield f"UID:{text(f'{guide.id}@{site.place or _slug(site.name)}')}"
    # The event is the same object until it says something else, so that a feed changes with its guides.
    modified = _midnight(_modified(review, library.today))
    yield f"DTSTAMP:{modified}"
    yield f"LAST-MODIFIED:{modified}"
    # Each review is a later edition of the event, and the number of its day a greater one.
    yield f"SEQUENCE:{(review.last - _EPOCH).days}"
    # A day without an end lasts all of it, wherever it is read.
    yield f"DTSTART;VALUE=DATE:{review.due:%Y%m%d}"
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
    """Yield the content lines of what reminds of a review, so many days before it.

    It counts from midnight, where the event begins; nine hours later people are awake to see it.
    """
    when = f"in {count(days, 'day')}" if days else "today"
    whole_days = f"{days - 1}D" if days > 1 else ""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{text(f'Review of {guide.meta.title} is due {when}')}"
    yield f"TRIGGER:{f'-P{whole_days}T15H' if days else 'PT9H'}"
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


def _modified(review: DueReview, today: datetime.date) -> datetime.date:
    """Return the day since which the event says what it says."""
    overdue_since = review.due + datetime.timedelta(days=1)
    since = overdue_since if review.guide.due is Due.OVERDUE else review.last
    return min(since, today)


def _midnight(day: datetime.date) -> str:
    return f"{day:%Y%m%d}T000000Z"


def _slug(name: str) -> str:
    """Return a name as part of an identifier; a digest of it where no letter is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug or hashlib.sha256(name.encode()).hexdigest()[:12]
