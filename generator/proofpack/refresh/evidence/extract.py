"""Extraction: the visible text of a document.

The parser is lxml's, under Beautiful Soup. Python's own `html.parser` needs a minute for 400 kB of
`<!--`, and reads pages differently from one patch release to the next.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, ParserRejectedMarkup, Tag
from bs4 import XMLParsedAsHTMLWarning as XmlAsHtml
from bs4.element import PageElement
from lxml import etree  # type: ignore[import-untyped]  # ships no types

from proofpack.model.outcomes import Document
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence.html_text import DEEPEST, HtmlText, TooDeepError
from proofpack.refresh.evidence.markdown import TooDenseError, to_html
from proofpack.refresh.evidence.marked_text import MarkedText, clean
from proofpack.refresh.evidence.visible import is_invisible

LONGEST = 20_000_000
"""Characters of a document that are read."""
MOST_TAGS = 200_000
"""Tags of a document that are read; the longest pages of real documentation have a tenth of it."""
_MOST_PARTS = 100

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.*?)-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_BINARY = re.compile(r"%PDF-|PK\x03\x04|\x89PNG|GIF8|\x1f\x8b|\x7fELF")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LIST_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t])")


class UnreadableError(ValueError):
    """Raised for a document of which no text can be made; says why, without text of the page."""


@dataclass(frozen=True)
class ExtractedPage:
    """A document with what was made of it.

    Attributes:
        marked_text: its visible text.
        soup: its tree, or None for plain text.
        fault: why the part that the source selects is not there, or nothing.
    """

    marked_text: MarkedText
    soup: BeautifulSoup | None = None
    fault: str = ""


@dataclass
class _Survey:
    """What one look over all elements finds."""

    mains: list[Tag] = field(default_factory=list)
    articles: list[Tag] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)
    triggers: int = 0


def extract(source: Source, document: Document) -> ExtractedPage:
    """Return the visible text of a document.

    Args:
        source: whose `select` and `ignore` hold.
        document: the page as it was read.

    Raises:
        UnreadableError: no text can be made of it.
    """
    text = document.text.removeprefix("\ufeff")
    if len(text) > LONGEST:
        raise UnreadableError("the document is too long to be read")
    if _BINARY.match(text):
        raise UnreadableError("the document is a file of another kind than its type says")
    if document.kind == "html" or _HTML.match(text[:4000]):
        return _page(source, text)
    if document.kind == "markdown":
        try:
            return _page(source, to_html(clean(text)), selects=False)
        except TooDenseError as error:
            raise UnreadableError(str(error)) from error
    return ExtractedPage(MarkedText.of(_plain(clean(text))))


def _plain(text: str) -> str:
    """Return plain text with a line for each paragraph or list item."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = (_LIST_ITEM.split(part) for part in _PARAGRAPH.split(lines))
    return "\n".join(" ".join(item.split("\n")) for items in paragraphs for item in items)


def _page(source: Source, html: str, *, selects: bool = True) -> ExtractedPage:
    if html.count("<") > MOST_TAGS:
        raise UnreadableError("the document has too many tags to be read")
    soup = _parse(html)
    survey = _survey(soup)
    ignored = frozenset(id(tag) for selector in source.ignore for tag in soup.select(selector))
    opened = frozenset(survey.opened)
    roots: list[Tag] = []
    fault = ""
    if source.select and selects:
        roots = soup.select(source.select, limit=_MOST_PARTS)
        fault = "" if roots else "`select` matches nothing on the page"
    within = bool(roots or survey.mains or survey.articles)
    roots = roots or survey.mains or survey.articles or ([soup.body] if soup.body else [])
    html_text = HtmlText(ignored, opened)
    try:
        for root in _outermost(roots):
            if not _is_out_of_sight(root, opened):
                html_text.add(root, within=within)
    except TooDeepError as error:
        raise UnreadableError("the document is nested deeper than any page") from error
    return ExtractedPage(MarkedText.of("".join(html_text.parts)), soup, fault)


def _parse(html: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        # A page of one line looks like a file name to Beautiful Soup, and XHTML is read as HTML.
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XmlAsHtml)
        try:
            return BeautifulSoup(
                clean(html), "lxml", multi_valued_attributes=None, store_line_numbers=False
            )
        except (ParserRejectedMarkup, etree.LxmlError, RecursionError) as error:
            raise UnreadableError("the parser refuses the document") from error


def _survey(soup: BeautifulSoup) -> _Survey:
    """Look over all elements once; each search of Beautiful Soup's would walk them again."""
    survey = _Survey()
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        if isinstance(node, Tag):
            _note(node, survey)
        node = node.next_element
    return survey


def _note(tag: Tag, survey: _Survey) -> None:
    if tag.name == "main" or tag.attrs.get("role") == "main":
        survey.mains.append(tag)
    elif tag.name == "article":
        survey.articles.append(tag)
    if "aria-controls" in tag.attrs and survey.triggers < _MOST_PARTS:
        survey.triggers += 1
        if _opens(tag):
            survey.opened.update(str(tag.attrs["aria-controls"]).split())


def _opens(tag: Tag) -> bool:
    """Return whether an element shows a part of the document, rather than a menu of the site."""
    is_trigger = "aria-expanded" in tag.attrs or tag.attrs.get("role") == "tab"
    return is_trigger and tag.find_parent(["nav", "header"]) is None


def _outermost(roots: list[Tag]) -> list[Tag]:
    """Return the roots that do not stand in one another, in order."""
    taken: list[Tag] = []
    known: set[int] = set()
    for root in roots[:_MOST_PARTS]:
        if not any(id(parent) in known for parent in root.parents):
            taken.append(root)
            known.add(id(root))
    return taken


def _is_out_of_sight(root: Tag, opened: frozenset[str]) -> bool:
    """Return whether a root, or something it stands in, is hidden."""
    chain = [root, *islice(root.parents, DEEPEST)]
    return any(is_invisible(tag, within=True, opened=opened) for tag in chain)
