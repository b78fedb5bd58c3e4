"""Extraction: the visible text of a document.

The parser is lxml's. Python's own `html.parser` needs a minute for 400 kB of `<!--`, and reads pages
differently from one patch release to the next.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Container, Iterable, Iterator
from functools import cached_property
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from msgspec import Struct
from msgspec.structs import replace

from proofpack.model.outcomes import Document, Kind
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import rst
from proofpack.refresh.evidence.assemble import assemble, is_piece
from proofpack.refresh.evidence.html_text import HtmlText, TooDeepError
from proofpack.refresh.evidence.markdown import TooDenseError, to_html
from proofpack.refresh.evidence.marked_text import MarkedText, clean
from proofpack.refresh.evidence.openapi import OpenApiError, to_page
from proofpack.refresh.evidence.rst import TooLongError
from proofpack.refresh.evidence.scripted import comes_by_script
from proofpack.refresh.evidence.selectors import Selectors
from proofpack.refresh.evidence.tree import Element, RefusedError, first_in, parents, parse
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
_MAINS = etree.XPath("//*[@role='main'] | //main")
_NO_BANNERS = frozenset(["nav", "footer", "script", "style", "template", "dialog", "form"])
_BANNER = re.compile(
    r"\b(?:alert|status|note)\b|announce|banner|notice|warning|caution|outdated|deprecat|archiv|callout"
    r"|admonition|version|ribbon|message",
    re.IGNORECASE,
)
"""Classes, ids and roles of elements that speak to whoever opens a page."""
_MOST_BANNER_PARTS = 500
_CONTROLS = frozenset(["aria-controls", "for", "popovertarget", "commandfor"])

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.*?)-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_BINARY = re.compile(r"%PDF-|PK\x03\x04|\x89PNG|GIF8|\x1f\x8b|\x7fELF")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LIST_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t])")


class UnreadableError(ValueError):
    """Raised for a document of which no text can be made; says why, without text of the page."""


class ExtractedPage(Struct, frozen=True):
    """A document with what was made of it.

    Attributes:
        marked_text: its visible text.
        root: of its tree, or None for plain text.
        fault: why the part that the source selects is not there, or nothing.
        everything: all text that is not script or style, hidden or not; None where the page is nested
            too deep for that. Only where the source has absences.
        missing: why a part of the page is not known, or nothing. Only where the source has absences.
        banners: the text of banners beside the document, which may tell of it.
    """

    marked_text: MarkedText
    root: Element | None = None
    fault: str = ""
    everything: MarkedText | None = None
    missing: str = ""
    banners: MarkedText | None = None


class _Opened(Container[object]):
    """The names of parts of a page that something in its document shows, rather than a menu."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._known: dict[str, bool] = {}

    @cached_property
    def triggers(self) -> dict[str, list[Element]]:
        """The elements that may show a part of the page, by its name. Most pages hide none."""
        by_name: dict[str, list[Element]] = {}
        for tag in self._root.iter("*"):
            for name in _shown_by(tag.items()):
                triggers = by_name.setdefault(name, [])
                if len(triggers) < _MOST_TRIGGERS:
                    triggers.append(tag)
        return by_name

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        if name not in self._known:
            room = len(self._known) < _MOST_OPENED
            self._known[name] = room and any(map(_opens, self.triggers.get(name, ())))
        return self._known[name]


def extract(source: Source, document: Document) -> ExtractedPage:
    """Return the visible text of a document.

    Args:
        source: whose `select` and `ignore` hold.
        document: the page as it was read.

    Raises:
        UnreadableError: no text can be made of it.
    """
    page = _extracted(source, document)
    if source.absences and not page.missing:
        return replace(page, missing=_missing(document))
    return page


def _missing(document: Document) -> str:
    """Return why a part of a document is not known, or nothing."""
    if document.kind == "rst" and rst.is_partial(document.text):
        return "a part of the page stands in another file"
    return "bytes of the page are no characters" if "\ufffd" in document.text else ""


def _extracted(source: Source, document: Document) -> ExtractedPage:
    text = document.text.removeprefix("\ufeff")
    if len(text) > LONGEST:
        raise UnreadableError("the document is too long to be read")
    if _BINARY.match(text):
        raise UnreadableError("the document is a file of another kind than its type says")
    if document.kind == "html" or _HTML.match(text[:4000]):
        return _page(source, text)
    try:
        html = _to_html(source, document.kind, clean(text))
    except (TooDenseError, TooLongError, OpenApiError) as error:
        raise UnreadableError(str(error)) from error
    if html is not None:
        return _page(source, html, selects=False)
    marked_text = MarkedText.of(_plain(clean(text)))
    return ExtractedPage(marked_text, everything=marked_text)


def _to_html(source: Source, kind: Kind, text: str) -> str | None:
    """Return a document as HTML, or None for plain text."""
    if kind == "markdown":
        return to_html(text)
    if kind == "rst":
        return rst.to_html(text)
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
    try:
        root = parse(clean(html))
    except RefusedError as error:
        raise UnreadableError(str(error)) from error
    opened = _Opened(root)
    pieces = list(filter(is_piece, root.iter("template")))
    if pieces:
        opened.triggers  # noqa: B018 - as they stood before the pieces were put in their place
        assemble(root, pieces)
    selectors = Selectors(root)
    ignored = frozenset(tag for selector in source.ignore for tag in selectors.select(selector))
    selected: list[Element] = []
    fault = ""
    if source.select and selects:
        selected = selectors.select(source.select, _MOST_PARTS)
        fault = "" if selected else "`select` matches nothing on the page"
    mains = _outermost(selected or _mains(root, html))
    body = first_in(root, "body")
    parts = mains or ([] if body is None else [body])
    html_text = HtmlText(ignored, opened)
    try:
        if mains and not selected:
            _add_titles(islice(root.iter("header"), _MOST_PARTS), mains, html_text)
        for part in parts:
            if not _is_out_of_sight(part, opened):
                # What is written in Markdown is all document, its asides too.
                html_text.add(part, within=bool(mains) or not selects)
    except TooDeepError as error:
        raise UnreadableError("the document is nested deeper than any page") from error
    marked_text = MarkedText.of(html_text.text)
    banners = _banners(body, mains, opened) if mains and body is not None else None
    page = ExtractedPage(marked_text, root, fault, banners=banners)
    if not source.absences:
        return page
    by_script = comes_by_script(root, parts, ignored, within=bool(mains))
    return replace(
        page,
        everything=_everything(_outermost(selected) or [root], ignored, within=bool(selected)),
        missing="a part of the page comes by script" if by_script else "",
    )


def _banners(body: Element, mains: list[Element], opened: Container[object]) -> MarkedText | None:
    """Return what banners outside the main parts of a page say, or None."""
    html_text = HtmlText(frozenset(), opened)
    beside = [body]
    while beside and len(html_text.parts) < _MOST_BANNER_PARTS:
        tag = beside.pop()
        if tag in mains or not isinstance(tag.tag, str) or tag.tag in _NO_BANNERS:
            continue
        named = " ".join(tag.get(name, "") for name in ("class", "id", "role"))
        if not _BANNER.search(named):
            beside += reversed(tag)
        elif not _is_out_of_sight(tag, opened):
            with contextlib.suppress(TooDeepError):
                html_text.add(tag, within=True)
    return MarkedText.of(html_text.text) if html_text.parts else None


def _mains(root: Element, html: str) -> list[Element]:
    """Return the elements that say that they are the main part of a page."""
    named = _MAINS(root) if "role" in html.lower() else list(root.iter("main"))
    return named or list(root.iter("article"))


def _everything(
    parts: list[Element], ignored: Collection[Element], *, within: bool
) -> MarkedText | None:
    """Return all that is written in parts of a page, seen or not; None if they are too deep."""
    html_text = HtmlText(ignored, (), everything=True)
    try:
        for part in parts:
            html_text.add(part, within=within)
    except TooDeepError:
        return None
    return MarkedText.of(html_text.text)


def _add_titles(headers: Iterable[Element], mains: list[Element], html_text: HtmlText) -> None:
    """Add title and lead of a document whose main part has none, from the header before it."""
    if any(first_in(main, "h1") is not None for main in mains):
        return
    for header in headers:
        inside = any(parent in mains for parent in parents(header))
        titled = [] if inside else titled_parts(header)
        if any(tag.tag == "h1" for tag in titled):
            html_text.add_header(header)


def _shown_by(attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Return the names of what an element with some attributes may show."""
    for name, value in attributes:
        if name in _CONTROLS:
            yield from value.split()
        elif name == "href":
            if value.startswith("#"):
                yield value[1:]
        elif name.startswith("data-") and NAMING.search(name):
            yield value.removeprefix("#")


def _opens(tag: Element) -> bool:
    """Return whether an element shows a part of the document, rather than a menu of the site."""
    if tag.get("role") == "tab":
        return True
    around = False
    for parent in parents(tag, _NEAR):
        if parent.tag in _MAIN or parent.get("role") == "main":
            return True
        around = around or parent.tag in {"nav", "header"}
    return not around


def _outermost(roots: list[Element]) -> list[Element]:
    """Return the roots that do not stand in one another, in order."""
    outermost: list[Element] = []
    known: set[Element] = set()
    for root in roots[:_MOST_PARTS]:
        if not any(parent in known for parent in root.iterancestors()):
            outermost.append(root)
            known.add(root)
    return outermost


def _is_out_of_sight(root: Element, opened: Container[object]) -> bool:
    """Return whether a root, or something it stands in, is hidden."""
    chain = [root, *parents(root)]
    return any(is_invisible(tag, tag.attrib, within=True, opened=opened) for tag in chain)
