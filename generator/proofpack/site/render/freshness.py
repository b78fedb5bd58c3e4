"""The page on how fresh everything is: reviews, quotes and sources, as pictures and tables."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from proofpack.model.library import Due, Guide, KnownFact, KnownSource, Library
from proofpack.model.outcomes import Outcome
from proofpack.site.render.bases import Bases
from proofpack.site.render.environment import fill
from proofpack.site.render.links import Links
from proofpack.site.render.pages import MOST, SitePage
from proofpack.site.render.pictures import MOST_COLUMNS, CountBar, DaySpan, bars, columns, spans
from proofpack.site.scripts import views_tag
from proofpack.text.days import month
from proofpack.text.escape import Md
from proofpack.text.plural import count

PAGE = "freshness.md"
"""Where the page stands."""
_DUE = {Due.OVERDUE: "bad", Due.SOON: "open"}
_STATES = (
    ("lapsed, and not stated any more", "bad"),
    ("not found any more", "open"),
    ("found, but what stands around it changed", "open"),
    ("unchecked again, as its page is not served", "open"),
    ("found", ""),
    ("unchecked", ""),
)
"""What is known of a quote, in words, and how much it asks somebody to act."""
_SUSPECT = (Outcome.QUOTE_MISSING, Outcome.PASSAGE_CHANGED)


def freshness_page(library: Library, bases: Bases) -> Iterator[SitePage]:
    """Yield the page, where there is a guide or a source."""
    reviews, quotes, outcomes = _reviews(library), _quotes(library), _outcomes(library)
    if not (library.guides or library.sources):
        return
    basis = bases.of(("freshness", repr((reviews, quotes, outcomes))))
    body = partial(_body, Links(library, "", bases.config), reviews, quotes, outcomes)
    description = (
        "When guides were reviewed, quotes found and sources read, as pictures and tables."
    )
    yield SitePage(PAGE, "Freshness", "", basis, body, description)


class _Review(NamedTuple):
    guide: str
    title: str
    last: datetime.date
    due: datetime.date
    soon: datetime.date
    state: Due


class _Reviews(NamedTuple):
    """The reviews of guides: each, or how many are due in each period where they are many."""

    guides: int
    never: int
    each: tuple[_Review, ...]
    periods: tuple[CountBar, ...]


class _State(NamedTuple):
    """What is known of facts: how many quotes there are of it, and absences."""

    name: str
    quotes: int
    absences: int
    tone: str


class _Read(NamedTuple):
    """What came of the last attempt to read sources: how many, and the days of their last readings."""

    name: str
    sources: int
    oldest: datetime.date | None
    newest: datetime.date | None
    tone: str


def _reviews(library: Library) -> _Reviews:
    each = sorted(
        (_review(guide) for guide in library.guides.values() if guide.next_review), key=_due
    )
    never = len(library.guides) - len(each)
    few = len(each) <= MOST
    periods = () if few else tuple(_periods(each))
    return _Reviews(len(library.guides), never, tuple(each) if few else (), periods)


def _due(review: _Review) -> tuple[datetime.date, str]:
    return review.due, review.guide


def _review(guide: Guide) -> _Review:
    last, due, soon = guide.meta.last_reviewed, guide.next_review, guide.due_soon_on
    assert last
    assert due
    assert soon
    return _Review(guide.id, guide.meta.title, last, due, soon, guide.due)


def _periods(reviews: Sequence[_Review]) -> Iterator[CountBar]:
    """Yield how many reviews are due in each month, quarter or year, as these are few enough."""
    for named in (_month, _quarter, _year):
        if len(_names(reviews, named)) <= MOST_COLUMNS:
            break
    names = _names(reviews, named)[:MOST_COLUMNS]
    periods = [min(named(review.due), names[-1]) for review in reviews]
    counted = Counter(periods)
    for name in names:
        states = {
            review.state for review, period in zip(reviews, periods, strict=True) if period == name
        }
        tone = "bad" if Due.OVERDUE in states else "open" if Due.SOON in states else ""
        yield CountBar(
            _shown(name) + " and later" * (name == names[-1] and name < named(reviews[-1].due)),
            counted[name],
            tone,
        )


def _names(reviews: Sequence[_Review], named: Callable[[datetime.date], str]) -> list[str]:
    """Return the periods from the first review that is due to the last, those between included."""
    first, last = reviews[0].due, reviews[-1].due
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [*dict.fromkeys(named(datetime.date(at // 12, at % 12 + 1, 1)) for at in months)]


def _month(day: datetime.date) -> str:
    return f"{day.year}-{day.month:02}"


def _shown(period: str) -> str:
    """Return the name of a period as people write it."""
    year, dash, number = period.partition("-")
    return month(datetime.date(int(year), int(number), 1)) if dash else period


def _quarter(day: datetime.date) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}"


def _year(day: datetime.date) -> str:
    return str(day.year)


def _quotes(library: Library) -> tuple[_State, ...]:
    quotes, absences = Counter[str](), Counter[str]()
    for fact in library.facts.values():
        (absences if fact.is_absence else quotes)[_state(fact)] += 1
    return tuple(
        _State(name, quotes[name], absences[name], tone)
        for name, tone in _STATES
        if quotes[name] or absences[name]
    )


def _state(fact: KnownFact) -> str:
    known = (
        fact.lapsed,
        fact.missing_since,
        fact.changed_since,
        fact.unchecked_since,
        fact.confirmed,
        True,
    )
    return next(name for (name, _), holds in zip(_STATES, known, strict=True) if holds)


def _outcomes(library: Library) -> tuple[_Read, ...]:
    by_outcome: dict[tuple[str, str], list[KnownSource]] = {}
    for source in library.sources.values():
        by_outcome.setdefault(_outcome(source), []).append(source)
    return tuple(
        _read(name, tone, sources) for (name, tone), sources in sorted(by_outcome.items(), key=_act)
    )


def _act(entry: tuple[tuple[str, str], list[KnownSource]]) -> tuple[int, int, str]:
    """Return what sorts outcomes: first those on which somebody should act, then the most frequent."""
    (name, tone), sources = entry
    return ("bad", "open", "").index(tone), -len(sources), name


def _outcome(source: KnownSource) -> tuple[str, str]:
    """Return what came of the last attempt to read a source, and how much it asks somebody to act."""
    if source.retired_since:
        return "retired", ""
    if source.replaced_since:
        return "another page is served", "bad"
    if source.failures:
        return f"cannot be read: {source.failures[-1].words}", "open"
    if source.latest is None:
        return "not read yet", ""
    return source.latest.words, "open" if source.latest.outcome in _SUSPECT else ""


def _read(name: str, tone: str, sources: Sequence[KnownSource]) -> _Read:
    days = [source.accessed for source in sources if source.accessed]
    return _Read(name, len(sources), min(days, default=None), max(days, default=None), tone)


def _body(
    links: Links, reviews: _Reviews, quotes: Sequence[_State], outcomes: Sequence[_Read]
) -> Md:
    return fill(
        "freshness.md.j2",
        links=links,
        reviews=reviews,
        picture=_picture(reviews),
        quotes=quotes,
        quotes_picture=_of_quotes(quotes),
        outcomes=outcomes,
        outcomes_picture=_of_outcomes(outcomes),
        loads=views_tag(PAGE, links.config),
    )


def _picture(reviews: _Reviews) -> Md:
    if reviews.each:
        rows = [
            DaySpan(review.title, review.last, review.due, review.soon, _DUE.get(review.state, ""))
            for review in reviews.each
        ]
        text = f"{count(len(rows), 'line')}, each from the last review of a guide to its next."
        return spans("reviews", "Reviews along time", text, rows)
    if reviews.periods:
        text = f"How many reviews are due, from {reviews.periods[0].name} to {reviews.periods[-1].name}."
        return columns("reviews", "Reviews that are due", text, reviews.periods)
    return Md("")


def _of_quotes(states: Sequence[_State]) -> Md:
    rows = [CountBar(state.name, state.quotes, state.tone) for state in states if state.quotes]
    total = count(sum(row.number for row in rows), "quote")
    return bars("quotes", "Quotes by state", _told(total, rows), rows) if rows else Md("")


def _of_outcomes(outcomes: Sequence[_Read]) -> Md:
    rows = [CountBar(outcome.name, outcome.sources, outcome.tone) for outcome in outcomes]
    total = count(sum(row.number for row in rows), "source")
    return bars("sources", "Sources by outcome", _told(total, rows), rows) if rows else Md("")


def _told(total: str, rows: Sequence[CountBar]) -> str:
    return f"{total}: {', '.join(f'{row.number} {row.name}' for row in rows)}."
