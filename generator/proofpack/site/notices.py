"""What a build says is still open: true on the day, counted, and no reason to fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from proofpack.model.library import Due, Library, Quotes
from proofpack.text.plural import count

_NAMED = 3
"""How many are named; of more, `proofpack check` says which."""


class Notice(Struct, frozen=True):
    """One sort of thing that is open: a word that says which, and how many they are."""

    sort: str
    what: str


def notices(library: Library) -> Iterator[Notice]:
    """Yield what is open, the most pressing first, a line for each sort."""
    guides, today = list(library.guides.values()), library.today
    facts, sources = list(library.facts.values()), list(library.sources.values())
    lapsed = [fact for fact in facts if fact.lapsed and not fact.overturned]
    lost = [fact for fact in facts if fact.missing_since and not fact.lapsed]
    changed = [fact for fact in facts if fact.changed_since and not fact.missing_since]
    reviewed = [(guide.id, guide.meta.last_reviewed) for guide in guides]
    planned = {
        related.planned for guide in guides for related in guide.meta.related if related.planned
    }
    quotes = Quotes.of(facts)
    unchecked = quotes.total - quotes.found
    listed = (
        ("overturned", [fact.ref for fact in facts if fact.overturned], len(facts), "fact"),
        ("lapsed", [fact.ref for fact in lapsed], len(facts), "fact"),
        ("lost", [fact.ref for fact in lost], len(facts), "fact"),
        ("passage changed", [fact.ref for fact in changed], len(facts), "fact"),
        ("future", [name for name, day in reviewed if day and day > today], len(guides), "guide"),
        (
            "overdue",
            [guide.id for guide in guides if guide.due is Due.OVERDUE],
            len(guides),
            "guide",
        ),
        ("due soon", [guide.id for guide in guides if guide.due is Due.SOON], len(guides), "guide"),
        (
            "not reviewed",
            [guide.id for guide in guides if guide.due is Due.NEVER],
            len(guides),
            "guide",
        ),
        ("failing", [source.id for source in sources if source.failures], len(sources), "source"),
        (
            "not read",
            [source.id for source in sources if not source.readings],
            len(sources),
            "source",
        ),
    )
    for sort, names, total, noun in listed:
        if names:
            yield Notice(sort, _counted(names, total, noun))
    if unchecked:
        yield Notice("unchecked", f"{unchecked} of {count(quotes.total, 'quote')}")
    if planned:
        yield Notice("planned", f"{count(len(planned), 'guide')} pointed to and not written yet")


def _counted(names: Sequence[str], total: int, noun: str) -> str:
    shown = f": {', '.join(names)}" if len(names) <= _NAMED else ""
    return f"{len(names)} of {count(total, noun)}{shown}"
