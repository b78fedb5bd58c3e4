"""Looking for quotes and patterns in the text of a page.

A quote is compared letter by letter, without blanks and marks; then the blanks must be where the
quote has them. The edge of an inline element may stand for a blank only if no plain reading holds:
extractions of one page differ in whether `<code>POST</code><code>/v1</code>` has a blank in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proofpack.model.outcomes import QuoteMatch
from proofpack.model.quotes import normalise
from proofpack.model.records.sources import Absence, Fact
from proofpack.refresh.evidence.boundaries import begins, ends
from proofpack.refresh.evidence.context import Surroundings
from proofpack.refresh.evidence.marked_text import MARKS, STRONG, WEAK, MarkedText
from proofpack.refresh.evidence.nearest import nearest
from proofpack.refresh.evidence.passage import passage

MOST_PLACES = 200
"""Places of one quote that are counted; no page says a thing more often."""
_MOST_TRIES = 5000
_EDGES = re.compile(f"[{MARKS}]+")
_ITEM = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Where a quote stands in a stream.

    Attributes:
        start: position of its first letter.
        end: just behind its last.
        plain: whether its blanks are blanks, and not edges of elements.
    """

    start: int
    end: int
    plain: bool


def look_for(quote: str, stream: MarkedText) -> tuple[TextSpan, ...]:
    """Return where a quote stands.

    Args:
        quote: as written in a source pack.
        stream: the text of the page.
    """
    wanted = normalise(quote)
    letters = wanted.replace(" ", "")
    if not letters:
        return ()
    blanks = _blanks(wanted)
    places: list[TextSpan] = []
    position, tries = stream.squeezed.text.find(letters), 0
    while position >= 0 and len(places) < MOST_PLACES and tries < _MOST_TRIES:
        tries += 1
        place = _place(stream, position, len(letters), blanks)
        if place is not None:
            places.append(place)
        position = stream.squeezed.text.find(letters, position + 1)
    plain = tuple(place for place in places if place.plain)
    return plain or tuple(places)


def _blanks(wanted: str) -> frozenset[int]:
    """Return how many letters stand before each blank of a quote."""
    found, letters = set(), 0
    for word in wanted.split(" ")[:-1]:
        letters += len(word)
        found.add(letters)
    return frozenset(found)


def _place(
    stream: MarkedText, position: int, length: int, blanks: frozenset[int]
) -> TextSpan | None:
    squeezed = stream.squeezed
    gaps = squeezed.within(position, position + length)
    blank = {at for at, gap in gaps if gap == " " or any(map(str.isspace, gap))}
    if not blank <= blanks:
        return None
    plain = blank == blanks
    if not plain and not blanks <= blank | {at for at, gap in gaps if WEAK in gap or STRONG in gap}:
        return None
    start = squeezed.start(position)
    end = squeezed.start(position + length - 1) + 1
    if not (begins(stream.folded, start) and ends(stream.folded, end, stream.marked)):
        return None
    return TextSpan(start, end, plain)


def see_fact(fact: Fact, words: str, around: Surroundings) -> QuoteMatch:
    """Return what came of looking for a fact's quote.

    Args:
        fact: the fact.
        words: digest of its quote.
        around: the text of the page, and what in it may take a quote back.
    """
    stream = around.stream
    places = look_for(fact.quote, stream)
    if not places:
        text, likeness = nearest(fact.quote, stream.text)
        return QuoteMatch(fact.id, words, found=False, nearest=text, likeness=likeness)
    warnings = [around.warning(place.start, place.end) for place in places]
    unqualified = [place for place, said in zip(places, warnings, strict=True) if not said]
    shown = (unqualified or places)[0]
    return QuoteMatch(
        fact.id,
        words,
        found=True,
        times=len(places),
        passage=passage(stream.marked, shown.start, shown.end),
        warning="" if unqualified else warnings[0],
    )


def see_absence(absence: Absence, words: str, stream: MarkedText) -> QuoteMatch:
    """Return what came of looking for the pattern of an absence.

    Args:
        absence: the absence.
        words: digest of its pattern.
        stream: the text of the page.
    """
    pattern = re.compile(absence.pattern, re.IGNORECASE)
    # What two adjacent elements say together is read with a blank between them, and without.
    for text in (_ITEM.sub(" ", stream.text), _ITEM.sub(" ", _EDGES.sub(" ", stream.marked))):
        matches = [found for found in _first(pattern, text) if found.end() > found.start()]
        if matches:
            shown = passage(text, matches[0].start(), matches[0].end())
            return QuoteMatch(absence.id, words, found=False, times=len(matches), passage=shown)
    return QuoteMatch(absence.id, words, found=True)


def _first(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    found = []
    for match in pattern.finditer(text):
        found.append(match)
        if len(found) == MOST_PLACES:
            break
    return found
