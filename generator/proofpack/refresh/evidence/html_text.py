"""HTML to text: one walk over the tree of a page, without recursion.

A hostile page nests a hundred thousand elements; Python's own stack must not grow with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from proofpack.refresh.evidence.marked_text import (
    HEADINGS,
    ITEM,
    STRONG,
    STRUCK,
    UNSTRUCK,
    WEAK,
    clean,
    names,
)
from proofpack.refresh.evidence.visible import is_invisible

_QUIET = names(
    "a abbr acronym b bdi bdo big cite dfn em font i ins label mark meter nobr output progress q s "
    "small span strike strong time u del data ruby rb picture img slot source track"
)
_LOUD = names("code kbd samp var tt sub button badge icon tooltip")
_STRUCK = frozenset(["del", "s", "strike"])
_STRUCK_BY = "line-through"
_ITEMS = names("li tr dt dd section article details fieldset figure")
_HEADINGS = {f"h{level}": mark for level, mark in enumerate(HEADINGS, 1)}
_HTML = names(
    "html body main div p ul ol dl dt blockquote pre table thead tbody tfoot td th caption colgroup "
    "col hr br wbr header footer aside address center form legend summary hgroup figcaption menu "
    "optgroup math dialog button"
)
_KNOWN = _QUIET | _LOUD | {"sup"} | _ITEMS | _HTML | _HEADINGS.keys()
_LINES = frozenset(["line", "code-line", "token-line", "view-line", "cl"])
_SHOWN = ("title", "label", "description")
_FIELD = ("body", "query", "path", "header", "name")
_MAIN = frozenset(["main", "article", "section"])


DEEPEST = 1000
"""Elements that may stand in one another; the deepest pages of real documentation have a tenth of it."""


class TooDeepError(ValueError):
    """Raised for a page that is nested deeper than any page is."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """An element that is being walked: what is left of it, and what ends it."""

    children: Iterator[PageElement]
    end: str
    exact: bool
    within: bool


class HtmlText:
    """The text of HTML elements, from one walk over a page.

    Attributes:
        parts: what was seen so far.
    """

    def __init__(self, ignored: Collection[int], opened: frozenset[str]) -> None:
        """Take what to leave out, by identity of the element, and ids of what a click shows."""
        self.parts: list[str] = []
        self._ignored = ignored
        self._opened = opened

    def add(self, root: Tag, *, within: bool) -> None:
        """Add what is seen of an element.

        Args:
            root: the element.
            within: whether it is the main part, so that its header and asides are content.
        """
        frames = [self._enter(root, exact=root.name == "pre", within=within)]
        while frames:
            if len(frames) > DEEPEST:
                raise TooDeepError
            frame = frames[-1]
            for child in frame.children:
                if isinstance(child, Tag):
                    if not self._is_left_out(child, frame.within):
                        frames.append(self._enter(child, exact=frame.exact, within=frame.within))
                        break
                elif type(child) is NavigableString:  # a comment is a subclass of it
                    self._add_text(child, exact=frame.exact)
            else:
                frames.pop()
                self.parts.append(frame.end)

    def _is_left_out(self, tag: Tag, within: bool) -> bool:
        if tag.name == "br":
            self.parts.append("\n")
            return True
        if self._ignored and id(tag) in self._ignored:
            return True
        if tag.name == "sup" and _is_footnote(tag):
            return True
        return is_invisible(tag, within=within, opened=self._opened)

    def _add_text(self, text: str, *, exact: bool) -> None:
        if not text.isascii():
            text = clean(text)
        if "\n" in text and not exact:
            text = text.replace("\n", " ")
        self.parts.append(text)

    def _enter(self, tag: Tag, *, exact: bool, within: bool) -> _Frame:
        name, attributes = tag.name, tag.attrs
        start, end = _edges(tag, exact=exact)
        if attributes and _STRUCK_BY in f"{attributes.get('style')} {attributes.get('class')}":
            start, end = start + STRUCK, UNSTRUCK + end
        if name not in _KNOWN:
            start += _shown_attributes(tag)
        self.parts.append(start)
        exact = exact or name == "pre"
        return _Frame(iter(tag.contents), end, exact, within or _is_main(tag))


def _is_footnote(tag: Tag) -> bool:
    """Return whether a raised text is nothing but a reference to a note on the same page."""
    link = tag.find("a")
    return (
        isinstance(link, Tag)
        and str(link.attrs.get("href", "")).startswith("#")
        and link.get_text().strip() == tag.get_text().strip()
    )


def _is_main(tag: Tag) -> bool:
    return tag.name in _MAIN or tag.attrs.get("role") == "main"


def _edges(tag: Tag, *, exact: bool) -> tuple[str, str]:
    """Return what stands for the start and the end of an element."""
    name = tag.name
    if name == "wbr":  # libxml2 does not know that it is empty, and nests what follows
        return "", ""
    if name in _QUIET:
        if name in _STRUCK:
            return STRUCK + WEAK, WEAK + UNSTRUCK
        if exact:  # in a code panel, blanks are typed and edges are colours
            is_line = name == "span" and not _LINES.isdisjoint(str(tag.get("class", "")).split())
            return ("\n", "\n") if is_line else ("", "")
        return WEAK, WEAK
    if name == "sup":  # as in `quotes`: a raised digit must not join the number before it
        return " ", WEAK
    if name in _LOUD:
        return ("", "") if exact else (STRONG, STRONG)
    if name in _ITEMS:
        # A definition belongs to the term above it.
        return "\n" if name == "dd" else ITEM, "\n" if name == "dt" else ITEM
    if name in _HEADINGS:
        return f"\n{_HEADINGS[name]}", "\n"
    return "\n", "\n"


def _shown_attributes(tag: Tag) -> str:
    """Return the titles and labels that a component of a page shows as text."""
    names = (*_SHOWN, *_FIELD) if tag.name.endswith("field") else _SHOWN
    shown = [clean(str(tag.attrs[name])) for name in names if tag.attrs.get(name)]
    if "deprecated" in tag.attrs:
        shown.append("deprecated")
    return "".join(f"{text}\n" for text in shown)
