"""The pages of what has changed: the newest, and all of each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from proofpack.model.library import Library
from proofpack.model.library.changes import DatedChange, by_day, dated_changes
from proofpack.site.atom import FEED, NEWEST, PAGE
from proofpack.site.calendar import FEED as REVIEWS
from proofpack.site.render.bases import Bases
from proofpack.site.render.environment import fill
from proofpack.site.render.links import Links
from proofpack.site.render.pages import SitePage
from proofpack.text.days import written
from proofpack.text.escape import Md, inline, plain, text

_A_PAGE = 400
"""How many of a year a page shows."""
_SHOWN_FACTS = 5


def change_pages(library: Library, bases: Bases) -> Iterator[SitePage]:
    """Yield the page of the newest changes and, where there are more, those of the years."""
    changes = dated_changes(library)
    if not changes:
        return
    feeds = [FEED, *([REVIEWS] if library.guides else [])]
    years = dict(_years(changes)) if len(changes) > NEWEST else {}
    for target, title, shown, listed in (
        (PAGE, "Changes", changes[:NEWEST], [*years]),
        *((target, f"Changes of {name}", part, []) for target, (name, part) in years.items()),
    ):
        links = Links(library, target.rpartition("/")[0], bases.config)
        listing = ("changes", repr((shown, listed, feeds)))
        basis = bases.of(listing, *dict.fromkeys(_thing(change, library) for change in shown))
        named = [(place, years[place][0]) for place in listed]
        body = partial(_body, links, shown, named, feeds if target == PAGE else ())
        description = "What changed in guides, contracts and facts, day by day."
        yield SitePage(target, title, "", basis, body, description)


def _thing(change: DatedChange, library: Library) -> tuple[str, str]:
    """Return what a page shows of what changed: its title, or a source with its facts."""
    if change.kind in ("contract", "table"):
        known = library.tables.get(change.id) or library.contracts[change.id]
        return "titled", known.record.title
    return ("title" if change.kind == "guide" else "source"), change.id


def _years(changes: Sequence[DatedChange]) -> Iterator[tuple[str, tuple[str, list[DatedChange]]]]:
    """Yield pages of years, each with its name and its changes.

    A long year is cut from its beginning, so that what stands on a page stays there.
    """
    years: dict[int, list[DatedChange]] = {}
    for change in changes:
        years.setdefault(change.day.year, []).append(change)
    for year, dated in years.items():
        pages = -(-len(dated) // _A_PAGE)
        for number in range(pages, 0, -1):
            end = len(dated) - (number - 1) * _A_PAGE
            name = f"{year}-{number}" if number > 1 else str(year)
            title = f"{year}, part {number} of {pages}" if pages > 1 else str(year)
            yield f"changes/{name}.md", (title, dated[max(0, end - _A_PAGE) : end])


def _body(
    links: Links,
    changes: Sequence[DatedChange],
    years: Sequence[tuple[str, str]],
    feeds: Sequence[str],
) -> Md:
    return fill(
        "changes.md.j2",
        days=[
            (
                (day.isoformat(), written(day)),
                [(change.kind, _link(links, change), _what(links, change)) for change in dated],
            )
            for day, dated in by_day(changes).items()
        ],
        years=years,
        feeds=feeds,
        links=links,
        newest=NEWEST,
    )


def _link(links: Links, change: DatedChange) -> Md:
    if change.kind == "source":
        return links.source(links.library.sources[change.id])
    if change.kind == "guide":
        return links.guide(change.id)
    return links.contract(change.id)


def _what(links: Links, change: DatedChange) -> Md:
    """Return what changed: words of an author, or ours with the facts that it happened to."""
    if change.kind != "source":
        return inline(change.what)
    shown = [links.library.facts[ref] for ref in change.facts[:_SHOWN_FACTS]]
    facts = ", ".join(links.fact(fact, plain(fact.record.says)) for fact in shown)
    more = len(change.facts) - len(shown)
    rest = f" and {more} more" if more else ""
    return Md(f"{text(change.what)} {facts}{rest}".rstrip() + "." * bool(facts))
