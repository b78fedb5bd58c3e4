"""Evaluation of a document: extraction, quote matches and recognition, put together."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
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
from proofpack.refresh.evidence.landmarks import called, landmarks
from proofpack.refresh.evidence.match import match_absence, match_fact
from proofpack.refresh.evidence.noise import without_noise
from proofpack.refresh.evidence.sections import lost_section
from proofpack.secrets.masking import Mask

RULES = 4
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
    return Evaluator(source, document, mask).evaluate(known, accepted or {})


class Evaluator:
    """A document that is read once, and evaluated by what was known of it before, once or twice."""

    def __init__(self, source: Source, document: Document, mask: Mask) -> None:
        """Take what `evaluate` takes of one document."""
        self.source, self.document, self.mask = source, document, mask

    def evaluate(self, known: Landmarks | None, accepted: Accepted) -> Evaluation:
        """Return which quotes match, or what the page is instead.

        Args:
            known: landmarks of the document as it was last read, or None.
            accepted: the passages in which quotes count.
        """
        source, document = self.source, self.document
        if document.challenged:
            return self._instead(Outcome.CHALLENGE, "the server challenges programs")
        try:
            page = self._page
        except UnreadableError as error:
            return self._instead(Outcome.NOT_READABLE, str(error))
        text = page.marked_text.text
        matches = (*self._facts(accepted), *self._absences)
        named = moved(document, page)
        shown = any(match.found for match in matches[: len(source.facts)])
        if named is None and (page.fault or not shown):
            named = instead(source, document, page, matches, known)
        if named is not None:
            outcome, detail = named
            if outcome is Outcome.NOT_THE_DOCUMENT and (heading := called(page)):
                detail += f'; it is called "{heading}"'
            return self._instead(outcome, self.mask(detail), text)
        shown = shown or is_expected(source, page)
        if not shown:
            # What a page does not say counts only on the document, and likeness is not enough for that.
            matches = _without_absences(source, matches)
        detail, whole = "", matches
        if source.absences and (page.missing or page.everything is None):
            matches = _without_absences(source, matches)
            if len(matches) < len(whole):
                why = page.missing or "the page is nested too deep"
                detail = f"{why}, so what it does not say is not confirmed"
        return Evaluation(
            _outcome(matches, checked=matches == whole),
            detail,
            matches,
            text,
            _digest(normalise(self._counted)),
            rules(source),
            landmarks(document, page) if shown else None,
            self._counted,
            lost_section(source.url, document, page.marked_text),
        )

    @cached_property
    def _page(self) -> ExtractedPage:
        return extract(self.source, self.document)

    @cached_property
    def _context(self) -> QuoteContext:
        return QuoteContext(self._page.marked_text, self._page.banners)

    @cached_property
    def _counted(self) -> str:
        return without_noise(self._page.marked_text, self.source.ignore_text)

    def _facts(self, accepted: Accepted) -> Iterator[QuoteMatch]:
        for fact in self.source.facts:
            key = (fact.id, words(fact))
            known = accepted.get(key, frozenset())
            yield match_fact(fact, key[1], self._context, self.mask, known)

    @cached_property
    def _absences(self) -> list[QuoteMatch]:
        return [
            match_absence(absence, words(absence), self._page, self.mask)
            for absence in self.source.absences
        ]

    def _instead(self, outcome: Outcome, detail: str, text: str = "") -> Evaluation:
        """Return the evaluation of a page that is not the document."""
        digest = _digest(normalise(text)) if text else ""
        return Evaluation(outcome, detail, (), text, digest, rules(self.source))


def rules(source: Source) -> str:
    """Return the digest of all that the extraction of a source depends on, beside the page.

    Args:
        source: whose address, `as`, `select`, `ignore` and `ignore_text` count. The twin of a page is
            another text.
    """
    address = source.read or source.url
    options = [f"as: {source.kind_read}"] if source.kind_read else []
    options += [f"text {pattern}" for pattern in source.ignore_text]
    return _rules(address, source.select or "", (*source.ignore, *options))


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


def _without_absences(source: Source, matches: tuple[QuoteMatch, ...]) -> tuple[QuoteMatch, ...]:
    """Return the matches without the absences that hold."""
    unsaid = {absence.id for absence in source.absences}
    return tuple(match for match in matches if match.fact not in unsaid or not match.found)


def _looked_for(source: Source) -> list[Fact | Absence]:
    return [*source.facts, *source.absences]


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
