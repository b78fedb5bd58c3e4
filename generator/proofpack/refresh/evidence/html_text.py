"""HTML to text: one walk over the tree of a page, without recursion.

A hostile page nests a hundred thousand elements; Python's own stack must not grow with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from bs4 import Tag
from bs4.element import (
    NavigableString,
    PageElement,
    RubyParenthesisString,
    RubyTextString,
    TemplateString,
)

from proofpack.refresh.evidence.marked_text import (
    HEADINGS,
    ITEM,
    OPTIONAL,
    RAISED,
    STRONG,
    STRUCK,
    UNOPTIONAL,
    UNSTRUCK,
    WEAK,
    clean,
    names,
)
from proofpack.refresh.evidence.visible import (
    INVISIBLE,
    is_beside,
    is_invisible,
    is_numbering,
    titled_parts,
)

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
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "summary", "label", "value", "content")
_MAIN = frozenset(["main", "article", "section"])
_ANCHORS = names(
    "headerlink header-anchor headeranchor anchor anchor-link anchorjs-link hash-link permalink"
)
_PROMPTS = names("gp prompt prompt_ hljs-prompt command-prompt shell-prompt token-prompt")
_PROMPT = re.compile(r"(?m)^((?:\$|>>>|\.\.\.|PS>) )(?=\S)")
_CALLOUT = re.compile(
    r"((?:#|//|--|;;?|%)[ \t]*(?:\(\d{1,2}\)!?|<\d{1,2}>)(?:[ \t]*<\d{1,2}>)*[ \t]*)$", re.MULTILINE
)


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

    def __init__(
        self, ignored: Collection[int], opened: Container[object], *, everything: bool = False
    ) -> None:
        """Take what to leave out, by identity of the element, and names of what a click shows.

        Args:
            ignored: elements that the source ignores.
            opened: names of what something on the page shows.
            everything: whether all counts that is not script or style, hidden or not.
        """
        self.parts: list[str] = []
        self._ignored = ignored
        self._opened = opened
        self._everything = everything
        self._texts = _ALL_TEXTS if everything else _TEXTS

    def add(self, root: Tag, *, within: bool) -> None:
        """Add what is seen of an element.

        Args:
            root: the element.
            within: whether it is the main part, so that its header and asides are content.
        """
        self._walk(self._enter(root, exact=root.name == "pre", within=within))

    def add_header(self, header: Tag) -> None:
        """Add the headings and paragraphs of a header that stands around the document."""
        frame = self._head(header, within=False)
        if frame is not None:
            self._walk(frame)

    def _walk(self, root: _Frame) -> None:
        frames = [root]
        while frames:
            if len(frames) > DEEPEST:
                raise TooDeepError
            frame = frames[-1]
            for child in frame.children:
                if isinstance(child, Tag):
                    entered = self._frame(child, frame)
                    if entered is not None:
                        frames.append(entered)
                        break
                elif type(child) in self._texts:  # a comment is a subclass of it
                    self._add_text(str(child), exact=frame.exact)
            else:
                frames.pop()
                self.parts.append(frame.end)

    def _frame(self, tag: Tag, above: _Frame) -> _Frame | None:
        """Return the frame of an element that is seen, or None for one that is left out."""
        if tag.name == "br":
            self.parts.append("\n")
            return None
        if self._ignored and id(tag) in self._ignored:
            return None
        if self._everything:
            if tag.name in _SCRIPTS or (not above.within and is_beside(tag)):
                return None
        elif "hidden" not in tag.attrs and _is_optional(tag):
            return self._optional(self._enter(tag, exact=above.exact, within=above.within))
        elif is_invisible(tag, within=above.within, opened=self._opened):
            return self._head(tag, within=above.within)
        return self._enter(tag, exact=above.exact, within=above.within)

    def _head(self, tag: Tag, *, within: bool) -> _Frame | None:
        """Return the frame of a header's title and lead, where it holds any."""
        if within or tag.name != "header" or is_invisible(tag, within=True, opened=self._opened):
            return None
        parts = [part for part in titled_parts(tag) if not self._is_covered(part, tag)]
        return _Frame(iter(parts), "\n", exact=False, within=False) if parts else None

    def _is_covered(self, part: Tag, header: Tag) -> bool:
        """Return whether something hides a part of a header."""
        inner = takewhile(lambda parent: parent is not header, islice(part.parents, DEEPEST))
        return any(is_invisible(tag, within=True, opened=self._opened) for tag in inner)

    def _optional(self, frame: _Frame) -> _Frame:
        self.parts.insert(len(self.parts) - 1, OPTIONAL)  # before the start of the element itself
        return replace(frame, end=frame.end + UNOPTIONAL)

    def _add_text(self, text: str, *, exact: bool) -> None:
        if not text.isascii():
            text = clean(text)
        if "\n" in text and not exact:
            text = text.replace("\n", " ")
        elif exact and not self._everything:
            text = self._code(text)
        self.parts.append(text)

    def _code(self, text: str) -> str:
        """Return text of a code panel with its prompts and callouts marked."""
        starts = not any(self.parts[-2:]) or self.parts[-1].endswith("\n")
        if not starts and "\n" in text:
            first, _, rest = text.partition("\n")
            text = f"{first}\n{_PROMPT.sub(_OPTION, rest)}"
        elif starts:
            text = _PROMPT.sub(_OPTION, text)
        return _CALLOUT.sub(_OPTION, text)

    def _enter(self, tag: Tag, *, exact: bool, within: bool) -> _Frame:
        name, attributes = tag.name, tag.attrs
        start, end = _edges(tag, exact=exact)
        if attributes and _STRUCK_BY in f"{attributes.get('style')} {attributes.get('class')}":
            start, end = start + STRUCK, UNSTRUCK + end
        if attributes and self._everything:
            start += _spoken_attributes(tag)
        elif name not in _KNOWN:
            start += _shown_attributes(tag)
        self.parts.append(start)
        exact = exact or name == "pre"
        return _Frame(iter(tag.contents), end, exact, within or _is_main(tag))


_SCRIPTS = frozenset(["script", "style"])
_TEXTS: frozenset[type] = frozenset([NavigableString])
_ALL_TEXTS: frozenset[type] = _TEXTS | {TemplateString, RubyTextString, RubyParenthesisString}
_OPTION = rf"{OPTIONAL}\1{UNOPTIONAL}"


def _is_optional(tag: Tag) -> bool:
    """Return whether a copy of the page may hold the text of an element, or be without it."""
    name, classes = tag.name, tag.attrs.get("class")
    if name == "sup":
        return _is_footnote(tag)
    if name == "a":
        return _is_anchor(tag)
    if name == "b" and _is_behind_callout(tag):
        return True
    if classes is None:
        return False
    return not _PROMPTS.isdisjoint(str(classes).split()) or is_numbering(tag)


def _is_behind_callout(tag: Tag) -> bool:
    """Return whether styles show the number of a callout on the empty element before it."""
    before = tag.previous_sibling
    return isinstance(before, Tag) and "conum" in str(before.attrs.get("class", "")).split()


def _is_footnote(tag: Tag) -> bool:
    """Return whether a raised text is nothing but a reference to a note on the same page."""
    link = tag.find("a")
    return (
        isinstance(link, Tag)
        and str(link.attrs.get("href", "")).startswith("#")
        and link.get_text().strip() == tag.get_text().strip()
    )


def _is_anchor(tag: Tag) -> bool:
    """Return whether a link is nothing but the sign by which a heading is linked to."""
    if "#" not in str(tag.attrs.get("href", "")) or len(tag.contents) > 3:
        return False
    text = tag.get_text()
    if not any(map(str.isalnum, text)):
        return True
    classes = str(tag.attrs.get("class", "")).split()
    return len(text) < 40 and not _ANCHORS.isdisjoint(classes) and _is_in_heading(tag)


def _is_in_heading(tag: Tag) -> bool:
    return any(parent.name in _HEADINGS or parent.name == "dt" for parent in islice(tag.parents, 3))


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
        return RAISED, WEAK
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


def _spoken_attributes(tag: Tag) -> str:
    """Return what attributes of an element say to somebody, and all that a component is given."""
    named = _SPOKEN if tag.name in _KNOWN or tag.name in INVISIBLE else tuple(tag.attrs)
    shown = [clean(str(tag.attrs[name])) for name in named if tag.attrs.get(name)]
    return "".join(f"\n{text}\n" for text in shown)
