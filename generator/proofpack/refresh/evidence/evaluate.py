"""Evaluation of a document: extraction, quote matches and recognition, put together."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache
from importlib.metadata import version

import markdown_it
from lxml import etree  # type: ignore[import-untyped]  # ships no types

from proofpack.model.outcomes import Document, Evaluation, Landmarks, Outcome, QuoteMatch
from proofpack.model.passages import Accepted
from proofpack.model.quotes import normalise, words
from proofpack.model.records.sources import Absence, Fact, Source
from proofpack.refresh.evidence.context import QuoteContext
from proofpack.refresh.evidence.extract import ExtractedPage, UnreadableError, extract
from proofpack.refresh.evidence.identify import instead, is_expected, moved
from proofpack.refresh.evidence.landmarks import landmarks
from proofpack.refresh.evidence.match import match_absence, match_fact
from proofpack.refresh.evidence.noise import without_noise
from proofpack.refresh.evidence.sections import lost_section
from proofpack.secrets.masking import Mask

RULES = 3
"""Version of our own extraction rules. Raise it when the same page would give another text."""


def evaluate(
    source: Source,
    document: Document,
    mask: Mask,
    known: Landmarks | None = None,
    accepted: Accepted | None = None,
) -> Evaluation:
    """Evaluate a document: return which quotes of its source match, or what the page is instead.

    Args:
        source: what is looked for, and where on the page.
        document: the page as it was read.
        mask: hides what looks like a secret in what is shown of the page.
        known: landmarks of the document as it was last read, or None.
        accepted: the passages in which quotes count; where there are none, any passage does.
    """
    if document.challenged:
        return _not_the_document(source, Outcome.CHALLENGE, "the server challenges programs")
    try:
        page = extract(source, document)
    except UnreadableError as error:
        return _not_the_document(source, Outcome.NOT_READABLE, str(error))
    text = page.marked_text.text
    matches = _matches(source, page, mask, accepted or {})
    named = moved(document, page)
    shown = any(match.found for match in matches[: len(source.facts)])
    if named is None and (page.fault or not shown):
        named = instead(source, document, page, matches, known)
    if named is not None:
        outcome, detail = named
        return _not_the_document(source, outcome, mask(detail), text)
    shown = shown or is_expected(source, page)
    if not shown:
        # What a page does not say counts only on the document, and likeness is not enough for that.
        matches = tuple(
            match for match in matches if match.fact not in _unsaid(source) or not match.found
        )
    detail, whole = "", matches
    if source.absences and (page.missing or page.everything is None):
        matches = tuple(
            match for match in matches if match.fact not in _unsaid(source) or not match.found
        )
        if len(matches) < len(whole):
            why = page.missing or "the page is nested too deep"
            detail = f"{why}, so what it does not say is not confirmed"
    outcome = _outcome(matches, checked=matches == whole)
    seen = landmarks(document, page) if shown else None
    counted = without_noise(page.marked_text, source.ignore_text)
    digest = _digest(normalise(counted))
    section = lost_section(source.url, document, page.marked_text)
    return Evaluation(outcome, detail, matches, text, digest, rules(source), seen, counted, section)


def rules(source: Source) -> str:
    """Return the digest of all that the extraction of a source depends on, beside the page.

    Args:
        source: whose address, `as`, `select`, `ignore` and `ignore_text` count. The twin of a page is
            another text.
    """
    address = source.read or source.url
    told = [f"as: {source.kind_read}"] if source.kind_read else []
    told += [f"text {pattern}" for pattern in source.ignore_text]
    return _rules(address, source.select or "", (*source.ignore, *told))


def basis(source: Source) -> str:
    """Return the digest of what a 304 may stand on: rules, address, and all that is looked for.

    Args:
        source: the source; what changes in it asks for a full read.
    """
    looked_for = [f"{fact.id} {words(fact)}" for fact in _looked_for(source)]
    return _digest("\n".join([rules(source), *looked_for, *source.expect]))


def _outcome(matches: tuple[QuoteMatch, ...], *, checked: bool) -> Outcome:
    if not all(match.found for match in matches):
        return Outcome.QUOTE_MISSING
    if not all(match.confirmed for match in matches):
        return Outcome.PASSAGE_CHANGED
    return Outcome.CONFIRMED if matches and checked else Outcome.READ


def _unsaid(source: Source) -> frozenset[str]:
    return frozenset(absence.id for absence in source.absences)


def _looked_for(source: Source) -> list[Fact | Absence]:
    return [*source.facts, *source.absences]


def _matches(
    source: Source, page: ExtractedPage, mask: Mask, accepted: Accepted
) -> tuple[QuoteMatch, ...]:
    context = QuoteContext(page.marked_text, page.banners)
    keys = ((fact, words(fact)) for fact in source.facts)
    facts = [
        match_fact(fact, digest, context, mask, accepted.get((fact.id, digest), frozenset()))
        for fact, digest in keys
    ]
    absences = [match_absence(absence, words(absence), page, mask) for absence in source.absences]
    return (*facts, *absences)


def _not_the_document(source: Source, outcome: Outcome, detail: str, text: str = "") -> Evaluation:
    """Return the evaluation of a page that is not the document."""
    digest = _digest(normalise(text)) if text else ""
    return Evaluation(outcome, detail, (), text, digest, rules(source))


@lru_cache(maxsize=256)
def _rules(address: str, select: str, ignore: tuple[str, ...]) -> str:
    libraries = (
        version("beautifulsoup4"),
        version("soupsieve"),
        *map(str, etree.LXML_VERSION),
        *map(str, etree.LIBXML_VERSION),
        markdown_it.__version__,
        unicodedata.unidata_version,
    )
    return _digest("\n".join([str(RULES), *libraries, address, select, *ignore]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
