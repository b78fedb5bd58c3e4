"""Landmarks: title, first heading and outline, by which a document is known again without its quotes."""

from __future__ import annotations

import hashlib
import re

from proofpack.model.outcomes import Document, Landmarks
from proofpack.model.quotes import normalise
from proofpack.refresh.evidence.extract import ExtractedPage
from proofpack.refresh.evidence.tree import Element, first_in, text_of

ENOUGH = 2
"""Landmarks of the three that show that a page is the document."""
_SHOWN = 60
_FRONT_TITLE = re.compile(r"\A\s*---[ \t]*\n(?:(?!---)[^\n]*\n)*?title[ \t]*:[ \t]*([^\n]+)\n")


def landmarks(document: Document, page: ExtractedPage) -> Landmarks:
    """Return the landmarks of a page.

    Args:
        document: the page as it was read.
        page: its text and tree.
    """
    headings = page.marked_text.headings
    named = _title(document, page.root)
    first = next((text for _, level, text in headings if level == 1), "")
    if not first and document.kind == "markdown":  # where the title stands above the text
        first = named
    first = first or (headings[0][2] if headings else "")
    levels = sorted({level for _, level, _ in headings})[:2]
    outline = "\n".join(text for _, level, text in headings if level in levels)
    return Landmarks(
        _digest(named or first),
        _digest(first),
        _digest(outline if len(headings) > 1 else ""),
    )


def is_known(seen: Landmarks, known: Landmarks | None) -> bool:
    """Return whether a page has enough of the landmarks that a document had.

    Args:
        seen: of the page.
        known: of the document, or None if nobody has kept them.
    """
    if known is None:
        return False
    return sum(bool(now) and now == then for now, then in zip(seen, known, strict=True)) >= ENOUGH


def title(root: Element) -> str:
    """Return the title of a page, on one line, or nothing."""
    element = first_in(root, "title")
    return "" if element is None else " ".join(text_of(element).split())[:300]


def called(page: ExtractedPage) -> str:
    """Return what a page calls itself, its title or its first heading, cut short; or nothing."""
    named = title(page.root) if page.root is not None else ""
    named = named or next((text for _, _, text in page.marked_text.headings), "")
    return named if len(named) <= _SHOWN else named[: _SHOWN - 1] + "…"


def _title(document: Document, root: Element | None) -> str:
    if document.kind == "markdown" and (front := _FRONT_TITLE.match(document.text[:4000])):
        return front[1]
    return "" if root is None else title(root)


def _digest(text: str) -> str:
    known = normalise(text)
    return hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:12] if known else ""
