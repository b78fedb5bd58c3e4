"""Quote match: looking for the quotes of facts, and the patterns of absences, in the text of a page.

A quote is compared letter by letter, without blanks and marks; then the blanks must be where the
quote has them. The edge of an inline element may stand for a blank only if no plain reading holds:
extractions of one page differ in whether `<code>POST</code><code>/v1</code>` has a blank in it. A quote
may go on in the next cell, line or paragraph, but not in another item, row or section.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, islice

from msgspec import Struct

from proofpack.model.outcomes import QuoteMatch
from proofpack.model.passages import AcceptedPassage
from proofpack.model.quotes import normalise
from proofpack.model.records.sources import Absence, Fact
from proofpack.refresh.evidence.boundaries import ends_at_boundary, starts_at_boundary
from proofpack.refresh.evidence.context import QuoteContext
from proofpack.refresh.evidence.excerpt import excerpt
from proofpack.refresh.evidence.extract import ExtractedPage
from proofpack.refresh.evidence.marked_text import (
    MARKS,
    STRONG,
    WEAK,
    MarkedText,
    is_about_one_thing,
)
from proofpack.refresh.evidence.nearest import nearest
from proofpack.refresh.evidence.passages import Occurrence, heading_advice
from proofpack.refresh.evidence.trifles import find_nearly
from proofpack.secrets.masking import Mask

MOST_PLACES = 200
"""Places of one quote that are counted; no page says a thing more often."""
_MOST_TRIES = 5000
_EDGES = re.compile(f"[{MARKS}]+")
_UNSPACED = re.compile("[\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Letters and signs of scripts that set no blanks between words."""
_ITEM = re.compile(r"\s+")


class TextSpan(Struct, frozen=True):
    """Where a quote stands in the text of a page.

    Attributes:
        start: position of its first letter.
        end: just behind its last.
        plain: whether its blanks are blanks, and not edges of elements.
    """

    start: int
    end: int
    plain: bool


def find_quote(quote: str, marked_text: MarkedText) -> tuple[TextSpan, ...]:
    """Return where a quote stands on a page.

    Args:
        quote: as written in a source pack.
        marked_text: the text of the page.
    """
    wanted = normalise(quote)
    letters = wanted.replace(" ", "")
    if not letters:
        return ()
    blanks = _blanks(wanted)
    places: list[TextSpan] = []
    position, tries = marked_text.squeezed.text.find(letters), 0
    while position >= 0 and len(places) < MOST_PLACES and tries < _MOST_TRIES:
        tries += 1
        place = _place(marked_text, position, len(letters), blanks)
        if place is not None:
            places.append(place)
        position = marked_text.squeezed.text.find(letters, position + 1)
    plain = tuple(place for place in places if place.plain)
    return plain or tuple(places)


def _blanks(wanted: str) -> frozenset[int]:
    """Return how many letters stand before each blank of a quote."""
    return frozenset(accumulate(map(len, wanted.split(" ")[:-1])))


def _place(
    marked_text: MarkedText, position: int, length: int, blanks: frozenset[int]
) -> TextSpan | None:
    squeezed = marked_text.squeezed
    gaps = squeezed.within(position, position + length)
    blank = {at for at, gap in gaps if gap == " " or any(map(str.isspace, gap))}
    if blank != blanks and not (text := squeezed.text[position : position + length]).isascii():
        # Chinese and Japanese sentences have blanks where somebody broke a line, or likes them.
        blank = {at for at in blank if not _sets_no_blanks(text, at)}
        blanks = frozenset(at for at in blanks if not _sets_no_blanks(text, at))
    if not blank <= blanks:
        return None
    plain = blank == blanks
    if not plain and not blanks <= blank | {at for at, gap in gaps if WEAK in gap or STRONG in gap}:
        return None
    start = squeezed.start(position)
    end = squeezed.start(position + length - 1) + 1
    if not (
        is_about_one_thing(marked_text.marked, start, end)
        and starts_at_boundary(marked_text.folded, start)
        and ends_at_boundary(marked_text.folded, end, marked_text.marked)
    ):
        return None
    return TextSpan(start, end, plain)


def _sets_no_blanks(text: str, at: int) -> bool:
    return any(map(_UNSPACED.match, text[at - 1 : at + 1]))


def match_fact(
    fact: Fact,
    words: str,
    context: QuoteContext,
    mask: Mask,
    accepted: Collection[AcceptedPassage] = (),
) -> QuoteMatch:
    """Match a fact: return what came of looking for its quote.

    Args:
        fact: the fact.
        words: digest of its quote.
        context: the text of the page, and what in it may take a quote back.
        mask: hides what looks like a secret in what is shown of the page.
        accepted: the passages in which the quote counts; with none, any passage does.
    """
    original, whole = context, context.marked_text
    places = find_quote(fact.quote, whole)
    if not places and (copied := context.copied) is not None:
        context, places = copied, find_quote(fact.quote, copied.marked_text)
    if not places:
        nearly = find_nearly(fact.quote, whole)
        context, places = original, tuple(TextSpan(start, end, plain=True) for start, end in nearly)
    if not places:
        text, likeness = nearest(fact.quote, whole.text, mask)
        return QuoteMatch(fact.id, words, found=False, nearest=text, likeness=likeness)
    return _found(fact.id, words, context, places, accepted, mask)


def _found(
    fact: str,
    words: str,
    context: QuoteContext,
    places: Sequence[TextSpan],
    accepted: Collection[AcceptedPassage],
    mask: Mask,
) -> QuoteMatch:
    """Return the match of a quote at the place that is nearest to what was accepted."""
    candidates: list[tuple[int, bool, Occurrence, str]] = []
    for place in places:
        warning = context.warning(place.start, place.end)
        occurrence = context.surroundings.found(
            place.start, place.end, len(places), warning, accepted, mask
        )
        candidates.append((len(occurrence.signs), bool(warning), occurrence, warning))
        if not (occurrence.signs or warning):
            break
    *_, occurrence, warning = min(candidates, key=lambda candidate: candidate[:2])
    if accepted and not occurrence.signs:
        warning = heading_advice(occurrence, accepted)
    return QuoteMatch(
        fact,
        words,
        found=True,
        times=len(places),
        passage=occurrence.passage.text,
        warning=warning,
        at=occurrence.passage,
        signs=occurrence.signs,
        notice=occurrence.notice,
    )


def match_absence(absence: Absence, words: str, page: ExtractedPage, mask: Mask) -> QuoteMatch:
    """Match an absence: return what came of looking for its pattern.

    Args:
        absence: the absence.
        words: digest of its pattern.
        page: the page; what it says anywhere counts, seen or not.
        mask: hides what looks like a secret in what is shown of the page.
    """
    pattern = re.compile(absence.pattern, re.IGNORECASE)
    for text in _readings(page):
        matches = [match for match in _first(pattern, text) if match.end() > match.start()]
        if matches:
            shown = excerpt(text, matches[0].start(), matches[0].end(), mask)
            return QuoteMatch(absence.id, words, found=False, times=len(matches), passage=shown)
    return QuoteMatch(absence.id, words, found=True)


def _readings(page: ExtractedPage) -> Iterator[str]:
    """Return the text of a page in every way that it may be read."""
    seen = page.marked_text
    for marked_text in (seen, seen.copied, page.everything):
        if marked_text is not None:
            # What two adjacent elements say together is read with a blank between, and without.
            yield _ITEM.sub(" ", marked_text.text)
            yield _ITEM.sub(" ", _EDGES.sub(" ", marked_text.marked))


def _first(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list(islice(pattern.finditer(text), MOST_PLACES))
