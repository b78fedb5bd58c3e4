"""Identification: whether a page without any quote of its source is the document all the same.

A quote shows that a page is the document. Where none stands, something else has to show it: words that
the source expects, words that are nearly those of a quote, or title, headings and outline that it had
before. Nothing of that depends on the language of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from proofpack.model.outcomes import Document, Landmarks, Outcome, QuoteMatch
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence.extract import ExtractedPage
from proofpack.refresh.evidence.landmarks import is_known, landmarks
from proofpack.refresh.evidence.match import find_quote
from proofpack.refresh.evidence.onward import is_elsewhere, refreshes_to, scripted_to
from proofpack.refresh.evidence.recognise import LEAST_TEXT, asks_for_password, recognise

NEAR = 0.65
"""Likeness from which a text is near a quote. By chance one in a thousand quotes has a text that like
it on a page of another site."""
_SHORT = 1500
_LOGIN_PATH = re.compile(
    r"(?:^|[/._-])(?:log[-_]?[io]n|sign[-_]?(?:in|on|up)|auth(?:n|enticat\w*|ori[sz]e)?|sso|saml\d?|oauth\d?|session|cas)(?:[/._-]|\Z)",
    re.IGNORECASE,
)
"""Parts of addresses, which are English in every language."""

Named = tuple[Outcome, str]


def is_expected(source: Source, page: ExtractedPage) -> bool:
    """Return whether all that a source expects of its document stands on a page."""
    return bool(source.expect) and all(
        find_quote(words, page.marked_text) for words in source.expect
    )


def moved(document: Document, page: ExtractedPage) -> Named | None:
    """Return that a page sends its readers elsewhere, with its target, or None."""
    says_little = len(page.marked_text.text) < LEAST_TEXT
    target = refreshes_to(document, page.root) or scripted_to(
        document, page.root, at_once=not says_little
    )
    return (Outcome.MOVED, f"sends its readers to {target}") if target else None


def instead(
    source: Source,
    document: Document,
    page: ExtractedPage,
    matches: Sequence[QuoteMatch],
    known: Landmarks | None,
) -> Named | None:
    """Return what a page without a quote is instead of the document, or None if it is the document.

    Args:
        source: whose quotes were looked for.
        document: the page as it was read.
        page: its text and tree.
        matches: what came of looking for its facts.
        known: landmarks of the document as it was last read, or None.
    """
    named = recognise(document, page)
    if named is not None:
        return named
    if is_expected(source, page):
        return None
    if is_elsewhere(document.asked, document.url):
        return _login(document, page) or (
            Outcome.NOT_THE_DOCUMENT,
            "it was redirected to another page, on which no quote stands",
        )
    if any(match.likeness >= NEAR for match in matches):
        return None
    login = _login(document, page)
    if login and len(page.marked_text.text) < _SHORT:
        return login
    if is_known(landmarks(document, page), known):
        return None
    return login or (Outcome.NOT_THE_DOCUMENT, _missing(source))


def _missing(source: Source) -> str:
    if source.facts:
        return "none of its quotes stands there, and nothing near them"
    if source.expect:
        return "what the source expects of it does not stand there"
    return "the source has no fact and no `expect`, so that nothing shows that this is its page"


def _login(document: Document, page: ExtractedPage) -> Named | None:
    if page.root is not None and asks_for_password(page.root, mainly=True):
        return Outcome.LOGIN_WALL, "the page asks for a login"
    if _became_login(document):
        return Outcome.LOGIN_WALL, "the address became that of a login"
    return None


def _became_login(document: Document) -> bool:
    asked, url = urlsplit(document.asked), urlsplit(document.url)
    return _is_login(url.netloc, url.path) and not _is_login(asked.netloc, asked.path)


def _is_login(host: str, path: str) -> bool:
    return _LOGIN_PATH.search(f"{host}{path}") is not None
