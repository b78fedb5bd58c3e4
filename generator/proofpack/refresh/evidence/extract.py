"""Extraction: the visible text of a document.

The parser is lxml's, under Beautiful Soup. Python's own `html.parser` needs a minute for 400 kB of
`<!--`, and reads pages differently from one patch release to the next.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, ParserRejectedMarkup, Tag
from bs4 import XMLParsedAsHTMLWarning as XmlAsHtml
from bs4.element import PageElement
from lxml import etree  # type: ignore[import-untyped]  # ships no types

from proofpack.model.outcomes import Document, Kind
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence.assemble import assemble, is_piece
from proofpack.refresh.evidence.html_text import DEEPEST, HtmlText, TooDeepError
from proofpack.refresh.evidence.markdown import TooDenseError, to_html
from proofpack.refresh.evidence.marked_text import MarkedText, clean
from proofpack.refresh.evidence.openapi import OpenApiError, to_page
from proofpack.refresh.evidence.scripted import comes_by_script
from proofpack.refresh.evidence.visible import NAMING, is_invisible, titled_parts

LONGEST = 20_000_000
"""Characters of a document that are read."""
MOST_TAGS = 200_000
"""Tags of a document that are read; the longest pages of real documentation have a tenth of it."""
_MOST_PARTS = 100
_MOST_OPENED = 2000
_MOST_TRIGGERS = 4
_NEAR = 200
_MAIN = frozenset(["main", "article"])
_CONTROLS = frozenset(["aria-controls", "for", "popovertarget", "commandfor"])

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
        everything: all text that is not script or style, hidden or not; None where the page is nested
            too deep for that. Only where the source has absences.
        comes_by_script: whether a part of the page is still to come. Only where the source has absences.
    """

    marked_text: MarkedText
    soup: BeautifulSoup | None = None
    fault: str = ""
    everything: MarkedText | None = None
    comes_by_script: bool = False


@dataclass
class _Survey:
    """What one look over all elements finds."""

    mains: list[Tag] = field(default_factory=list)
    articles: list[Tag] = field(default_factory=list)
    headers: list[Tag] = field(default_factory=list)
    pieces: list[Tag] = field(default_factory=list)
    triggers: dict[str, list[Tag]] = field(default_factory=dict)


class _Opened(Container[object]):
    """The names of parts of a page that something in its document shows, rather than a menu."""

    def __init__(self, triggers: dict[str, list[Tag]]) -> None:
        self._triggers = triggers
        self._known: dict[str, bool] = {}

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        if name not in self._known:
            found = len(self._known) < _MOST_OPENED
            self._known[name] = found and any(map(_opens, self._triggers.get(name, ())))
        return self._known[name]


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
    try:
        html = _to_html(source, document.kind, clean(text))
    except (TooDenseError, OpenApiError) as error:
        raise UnreadableError(str(error)) from error
    if html is not None:
        return _page(source, html, selects=False)
    marked_text = MarkedText.of(_plain(clean(text)))
    return ExtractedPage(marked_text, everything=marked_text)


def _to_html(source: Source, kind: Kind, text: str) -> str | None:
    """Return a document as HTML, or None for plain text."""
    if kind == "markdown":
        return to_html(text)
    if kind == "openapi":
        try:
            return to_page(text, everything=bool(source.absences))
        except OpenApiError:
            if source.kind_read == kind:
                raise
    return None  # JSON or YAML that describes no API is read as it stands


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
    if survey.pieces:
        assemble(soup, survey.pieces)
    ignored = frozenset(id(tag) for selector in source.ignore for tag in soup.select(selector))
    opened = _Opened(survey.triggers)
    selected: list[Tag] = []
    fault = ""
    if source.select and selects:
        selected = soup.select(source.select, limit=_MOST_PARTS)
        fault = "" if selected else "`select` matches nothing on the page"
    mains = _outermost(selected or survey.mains or survey.articles)
    roots = mains or ([soup.body] if soup.body else [])
    html_text = HtmlText(ignored, opened)
    try:
        if mains and not selected:
            _add_titles(survey.headers, mains, html_text)
        for root in roots:
            if not _is_out_of_sight(root, opened):
                html_text.add(root, within=bool(mains))
    except TooDeepError as error:
        raise UnreadableError("the document is nested deeper than any page") from error
    page = ExtractedPage(MarkedText.of("".join(html_text.parts)), soup, fault)
    if not source.absences:
        return page
    return replace(
        page,
        everything=_everything(_outermost(selected), soup, ignored),
        comes_by_script=comes_by_script(soup, roots, ignored, within=bool(mains)),
    )


def _everything(
    selected: list[Tag], soup: BeautifulSoup, ignored: frozenset[int]
) -> MarkedText | None:
    """Return all that is written on a page or in its selected parts, seen or not.

    None if they are too deep.
    """
    html_text = HtmlText(ignored, (), everything=True)
    try:
        for root in selected or [soup]:
            html_text.add(root, within=bool(selected))
    except TooDeepError:
        return None
    return MarkedText.of("".join(html_text.parts))


def _add_titles(headers: list[Tag], mains: list[Tag], html_text: HtmlText) -> None:
    """Add title and lead of a document whose main part has none, from the header before it."""
    if any(main.find("h1") for main in mains):
        return
    for header in headers:
        parts = [] if _is_inside(header, mains) else titled_parts(header)
        if any(part.name == "h1" for part in parts):
            html_text.add_header(header)


def _is_inside(tag: Tag, roots: list[Tag]) -> bool:
    known = {id(root) for root in roots}
    return any(id(parent) in known for parent in islice(tag.parents, DEEPEST))


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
    elif tag.name == "header" and len(survey.headers) < _MOST_PARTS:
        survey.headers.append(tag)
    elif is_piece(tag):
        survey.pieces.append(tag)
    for name in _shown_by(tag):
        triggers = survey.triggers.setdefault(name, [])
        if len(triggers) < _MOST_TRIGGERS:
            triggers.append(tag)


def _shown_by(tag: Tag) -> Iterator[str]:
    """Return the names of what an element may show."""
    for name, value in tag.attrs.items():
        if name in _CONTROLS:
            yield from str(value).split()
        elif name == "href":
            if str(value).startswith("#"):
                yield str(value)[1:]
        elif name.startswith("data-") and NAMING.search(name):
            yield str(value).removeprefix("#")


def _opens(tag: Tag) -> bool:
    """Return whether an element shows a part of the document, rather than a menu of the site."""
    if tag.attrs.get("role") == "tab":
        return True
    around = False
    for parent in islice(tag.parents, _NEAR):
        if parent.name in _MAIN or parent.attrs.get("role") == "main":
            return True
        around = around or parent.name in {"nav", "header"}
    return not around


def _outermost(roots: list[Tag]) -> list[Tag]:
    """Return the roots that do not stand in one another, in order."""
    taken: list[Tag] = []
    known: set[int] = set()
    for root in roots[:_MOST_PARTS]:
        if not any(id(parent) in known for parent in root.parents):
            taken.append(root)
            known.add(id(root))
    return taken


def _is_out_of_sight(root: Tag, opened: Container[object]) -> bool:
    """Return whether a root, or something it stands in, is hidden."""
    chain = [root, *islice(root.parents, DEEPEST)]
    return any(is_invisible(tag, within=True, opened=opened) for tag in chain)
