"""The reviews of a project as an iCalendar feed: one event a guide, on the day of its next review.

A calendar is where people look for what is due, so the build publishes one beside the pages. Nothing in
it comes from a clock: the same tree and the same day give the same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event, vDuration, vText

from proofpack.model.library import Due, Guide, Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.text.plural import count

FEED = "reviews.ics"
"""Where the feed stands in the site."""
# A tab and a line break are text; no escape exists for other controls.
_UNFIT = dict.fromkeys([*range(9), *range(10, 32), 127])
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_DAY = datetime.timedelta(days=1)
_EPOCH = datetime.date(1970, 1, 1)
# No version: another release of Proofpack is no other calendar.
_MAKER = "-//Proofpack//Reviews//EN"


class FeedText(vText):
    """A value of the type TEXT, escaped as RFC 5545, section 3.3.11, says.

    The library's own escaping takes a backslash before an `N` for a line break that is escaped
    already. Control characters have no escape, so they are left out; every line break becomes one.
    """

    def to_ical(self) -> bytes:
        """Return the value as it is sent."""
        lines = (one.translate(_UNFIT) for one in self.splitlines())
        return "\n".join(lines).translate(_ESCAPED).encode()


def feed(library: Library, site: MkdocsConfig) -> bytes:
    """Return the feed. Nothing where there is no guide: a calendar without an event is none.

    Args:
        library: the project, on the day of the feed.
        site: where its pages stand.
    """
    if not library.guides:
        return b""
    made = Calendar()
    name = FeedText(f"{site.name}: reviews")
    made.add("version", "2.0")
    made.add("prodid", _MAKER)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    # The first of each pair is the standard's (RFC 7986), the second what programs read before it.
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", vDuration(_DAY), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(_DAY))
    for guide in sorted(library.guides.values(), key=lambda one: (one.next_review, one.id)):
        made.add_component(_event(guide, library, site))
    return bytes(made.to_ical(sorted=False))


@dataclass
class FeedWriter:
    """Makes feeds, and remembers one for as long as nothing that it tells has changed."""

    _basis: object = None
    _made: bytes = b""

    def feed(self, library: Library, site: MkdocsConfig) -> bytes:
        """Return the feed of a project. See `feed`."""
        guides = (
            (one.id, one.meta, one.owner, one.due, one.file.target)
            for one in library.guides.values()
        )
        basis = (library.today, library.policy, site, tuple(guides))
        if basis != self._basis:
            self._basis, self._made = basis, feed(library, site)
        return self._made


def _event(guide: Guide, library: Library, site: MkdocsConfig) -> Event:
    made = Event()
    made.add("uid", FeedText(f"{guide.id}@{site.place or _slug(site.name)}"))
    made.add("dtstamp", _midnight(library.today))
    made.add("last-modified", _midnight(_modified(guide, library.today)))
    # Each review is a later edition of the event, and the number of its day a greater one.
    made.add("sequence", (guide.meta.last_reviewed - _EPOCH).days)
    # A day without an end lasts all of it, wherever it is read.
    made.add("dtstart", guide.next_review)
    made.add("summary", FeedText(f"Review: {guide.meta.title}"))
    made.add("description", FeedText(_description(guide)))
    made.add("categories", ["overdue" if guide.due is Due.OVERDUE else "due"])
    # Nobody is busy all day because a review is due.
    made.add("transp", "TRANSPARENT")
    if address := site.address(guide.file.target):
        made.add("url", address)
    for days in dict.fromkeys((library.policy.review.warn_days, 0)):
        made.add_component(_alarm(guide, days))
    return made


def _alarm(guide: Guide, days: int) -> Alarm:
    """Return what reminds of a review, so many days before it.

    It counts from midnight, where the event begins; nine hours later people are awake to see it.
    """
    when = f"in {count(days, 'day')}" if days else "today"
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", FeedText(f"Review of {guide.meta.title} is due {when}"))
    made.add("trigger", datetime.timedelta(hours=9) - days * _DAY)
    return made


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


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _slug(name: str) -> str:
    """Return a name as part of an identifier; a digest of it where no letter is left."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug or hashlib.sha256(name.encode()).hexdigest()[:12]
