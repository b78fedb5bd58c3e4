"""What a finished page holds for search: its title, its sections, and the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]  # ships no types

_OPEN, _CLOSE = b"<article", b"</article>"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = frozenset(("a", "abbr", "b", "code", "em", "i", "kbd", "mark", "q", "s", "strong", "sub"))
_NO_TEXT = frozenset(("script", "style", "svg", "button", "select", "textarea", "thead", "time"))
_NOISE = frozenset(
    {
        *("headerlink", "md-content__button", "linenos", "pp-about", "pp-cite", "pp-head"),
        *("pp-required", "pp-type", "pp-sensitivity", "pp-standing", "pp-blank", "pp-notes"),
        "pp-place",
    }
)
"""Classes of what stands on nearly every page, or only points elsewhere."""
_EXCLUDED = "data-search-exclude"
"""The attribute with which an author keeps a heading and what follows it, or a block, out of search."""


class Unit(NamedTuple):
    """A part of a page that search can lead to.

    Attributes:
        sort: `page`, `section` or `row`.
        anchor: where it stands on the page; nothing for its top.
        head: the title, the heading, or the first cell of the row.
        context: the heading of the section in which a row stands.
        text: what else it says.
        of: what it shows wherever it stands, such as a row of a decision table; nothing if just itself.
    """

    sort: str
    anchor: str
    head: str
    context: str
    text: str
    of: str = ""


def article(page: bytes) -> bytes:
    """Return the part of a page that holds its own text; nothing where it has none."""
    start, end = page.find(_OPEN), page.rfind(_CLOSE)
    return page[start:end] if 0 <= start < end else b""


def units(part: bytes) -> list[Unit]:
    """Return the parts of a page, the page itself first.

    Args:
        part: its article, as `article` returns it.
    """
    from lxml import etree  # type: ignore[import-untyped]  # ships no types; imported where it is needed

    reader = _PageReader()
    # Its elements are plain ones: those of `lxml.html` take a while to be looked up.
    page = etree.fromstring(b"<div>%b</div>" % part, etree.HTMLParser(encoding="utf-8"))
    reader.walk(page)
    return list(reader.done())


@dataclass
class _PageReader:
    """Walks a page, and keeps what it has read of the section at hand."""

    _found: list[Unit] = field(default_factory=list)
    _head: str = ""
    _anchor: str = ""
    _text: list[str] = field(default_factory=list)
    _excluded: bool = False

    def walk(self, element: Element) -> None:
        tag = element.tag
        if isinstance(tag, str) and tag in _HEADINGS and element.get("id"):
            self._close()
            self._excluded = element.get(_EXCLUDED) is not None
            self._head, self._anchor = _text_of(element), element.get("id", "")
        elif not isinstance(tag, str) or _silent(element, tag) or self._excluded:
            return
        elif tag == "tr" and (row := self._row(element)):
            self._found.append(row)
        elif _is_question(element):
            self._fold(element)
        else:
            self._text.append(element.text or "")
            for child in element:
                self.walk(child)
                self._text.append(child.tail or "")
            if tag not in _INLINE:
                self._text.append(" ")

    def _fold(self, element: Element) -> None:
        """Read a folded question as a section of its own, within the one that goes on after it."""
        around, self._text = self._text, []
        summary, *answer = element
        for child in answer:
            self.walk(child)
        text, self._text = _plain("".join(self._text)), around
        self._found.append(Unit("section", element.get("id", ""), _text_of(summary), "", text))

    def done(self) -> Iterator[Unit]:
        self._close()
        titles = [unit for unit in self._found if unit.sort == "page"]
        yield from titles[:1]
        yield from (unit for unit in self._found if unit not in titles[:1])

    def _close(self) -> None:
        text, self._text = _plain("".join(self._text)), []
        first = not any(unit.sort == "page" for unit in self._found)
        if (self._head or text) and not self._excluded:
            sort = "page" if first and self._head else "section"
            self._found.append(Unit(sort, self._anchor, self._head, "", text))

    def _row(self, row: Element) -> Unit | None:
        """Return a row of a table, but for one of headings."""
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if len(cells) < 2 or all(cell.tag == "th" for cell in cells):
            return None
        head, *others = map(_text_of, cells)
        text = " ".join(filter(None, others))
        within = list(cells[0].iterdescendants())
        own = [row.get("id"), *(each.get("id") for each in within)]
        of = next((each.get("data-of") for each in within if each.get("data-of")), "")
        return Unit("row", next(filter(None, own), self._anchor), head, self._head, text, of)


def _is_question(element: Element) -> bool:
    """Return whether an element is a question that we folded, and no author's own."""
    classes = (element.get("class") or "").split()
    return "pp-question" in classes and len(element) > 0 and element[0].tag == "summary"


def _silent(element: Element, tag: str) -> bool:
    """Return whether a part of a page says nothing of it."""
    if tag in _NO_TEXT:
        return True
    if not (keys := element.keys()):
        return False
    if _EXCLUDED in keys or "hidden" in keys:
        return True
    return not _NOISE.isdisjoint((element.get("class") or "").split())


def _text_of(element: Element) -> str:
    texts = list[str]()
    _add_texts(element, texts)
    return _plain("".join(texts))


def _add_texts(element: Element, texts: list[str]) -> None:
    """Add what an element says, and what stands in it."""
    texts.append(" · " if element.tag == "br" else element.text or "")
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and not _silent(child, tag):
            _add_texts(child, texts)
            if tag not in _INLINE:
                texts.append(" ")
        texts.append(child.tail or "")


def _plain(text: str) -> str:
    """Return a text with single blanks: the same as with a pattern, which takes four times as long."""
    return " ".join(text.split())
