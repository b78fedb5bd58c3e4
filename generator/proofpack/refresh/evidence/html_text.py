"""HTML to text: one walk over the tree of a page, without recursion.

A hostile page nests a hundred thousand elements; Python's own stack must not grow with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping
from itertools import chain, islice, takewhile
from typing import NamedTuple

from proofpack.refresh.evidence.inline import LOUD, QUIET, is_inline
from proofpack.refresh.evidence.marked_text import (
    HEADINGS,
    ITEM,
    LINE,
    OPTIONAL,
    RAISED,
    STRONG,
    STRUCK,
    UNOPTIONAL,
    UNSTRUCK,
    WEAK,
    clean,
    names,
    without_options,
)
from proofpack.refresh.evidence.tree import (
    DEEPEST,
    Element,
    beside,
    first_in,
    is_element,
    is_in,
    parents,
    text_of,
)
from proofpack.refresh.evidence.visible import (
    AROUND,
    INVISIBLE,
    is_beside,
    is_hidden_class,
    is_invisible,
    titled_parts,
)

_STRUCK = frozenset(["del", "s", "strike"])
_STRUCK_BY = "line-through"
_ITEMS = names("li tr dt dd section article details fieldset figure")
_HEADINGS = {f"h{level}": mark for level, mark in enumerate(HEADINGS, 1)}
_HTML = names(
    "html body main div p ul ol dl dt blockquote pre table thead tbody tfoot td th caption colgroup "
    "col hr br wbr header footer aside address center form legend summary hgroup figcaption menu "
    "optgroup math dialog button"
)
_KNOWN = QUIET | LOUD | {"sup"} | _ITEMS | _HTML | _HEADINGS.keys()
_LINES = frozenset(["line", "code-line", "token-line", "view-line", "cl"])
_SHOWN = ("title", "label", "description")
_FIELD = ("body", "query", "path", "header", "name")
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "summary", "label", "value", "content")
_MAIN = frozenset(["main", "article", "section"])
_ANCHORS = names(
    "headerlink header-anchor headeranchor anchor anchor-link anchorjs-link hash-link permalink"
)
_NUMBERING = names(
    "lineno linenos linenumber linenumbers line-number line-numbers lnt ln hljs-ln-numbers"
)
_PROMPTS = names("gp prompt prompt_ hljs-prompt command-prompt shell-prompt token-prompt")
_SAID = re.compile(
    r"\s*(?:.{0,80}[$#%>\u276f\u03bb\u00bb]|\u279c.{0,80}|\.\.\.|\u2026|\+|(?:\w{2,3} ?)?\[[\d* ]*\]:"
    r")?\s*"
)
"""What a shell or an interpreter says before somebody types, if anything."""
_NUMBER = re.compile(r"[\d\s]*")
_CODE = ("pre", "code")
_LINE_START = 50
"""Pieces of text in which the start of a line of code is looked for."""
_PROMPT = re.compile(r"(?m)^((?:\$|>>>|\.\.\.|PS>) )(?=\S)")
_CALLOUT = re.compile(
    r"((?:#|//|--|;;?|%)[ \t]*(?:\(\d{1,2}\)!?|<\d{1,2}>)(?:[ \t]*<\d{1,2}>)*[ \t]*)$", re.MULTILINE
)


class TooDeepError(ValueError):
    """Raised for a page that is nested deeper than any page is."""


class _Frame(NamedTuple):
    """An element that is being walked: what is left of it, and what ends it."""

    nodes: Iterator[Element]
    """All nodes that follow, in the order of the page; those in the element are next."""
    left: int
    """How many of its children have not been met yet."""
    end: str
    tag: Element
    exact: bool = False
    within: bool = False
    picked: bool = False
    """Whether its children were picked, so that what stands between them does not count."""


class HtmlText:
    """The text of HTML elements, from one walk over a page.

    Attributes:
        parts: what was seen so far.
    """

    def __init__(
        self, ignored: Collection[Element], opened: Container[object], *, everything: bool = False
    ) -> None:
        """Take what to leave out, and names of what a click shows.

        Args:
            ignored: elements that the source ignores.
            opened: names of what something on the page shows.
            everything: whether all counts that is not script or style, hidden or not.
        """
        self.parts: list[str] = []
        self._ignored = ignored
        self._opened = opened
        self._everything = everything
        self._alike: dict[tuple[str, str, bool], tuple[str, str] | None] | None = (
            None if ignored or everything else {}
        )

    @property
    def text(self) -> str:
        """The text of what was seen so far, with marks."""
        return "".join(self.parts).replace("\n", " ").replace(LINE, "\n")

    def add(self, root: Element, *, within: bool) -> None:
        """Add what is seen of an element.

        Args:
            root: the element.
            within: whether it is the main part, so that its header and asides are content.
        """
        nodes = root.iterdescendants()
        self._walk(self._enter(root, root.attrib, nodes, exact=root.tag == "pre", within=within))

    def add_header(self, header: Element) -> None:
        """Add the headings and paragraphs of a header that stands around the document."""
        frame = self._head(header, within=False)
        if frame is not None:
            self._walk(frame)

    def _walk(self, root: _Frame) -> None:
        parts, code = self.parts, self._code
        plain = {} if self._alike is None else _PLAIN
        above: list[tuple[Iterator[Element], int, str, Element, bool, bool, bool]] = []
        nodes, left, end, tag, exact, within, picked = root
        while len(above) < DEEPEST:
            while left:
                left -= 1
                child = next(nodes)
                name = child.tag
                bare = not (exact or child.keys())
                edges = plain.get(name) if bare else self._edges_alike(child, exact=exact)
                if edges is None:
                    entered = self._entered(child, nodes, exact=exact, within=within)
                    if entered is not None:
                        above.append((nodes, left, end, tag, exact, within, picked))
                        nodes, left, end, tag, exact, within, picked = entered
                        break
                else:  # as are nearly all elements of a long table
                    start, its_end = edges
                    parts.append(start)
                    if text := child.text:
                        parts.append(
                            code(text) if exact else text if text.isascii() else clean(text)
                        )
                    if inner := len(child):
                        above.append((nodes, left, end, tag, exact, within, picked))
                        left, end, tag, picked = inner, its_end, child, False
                        within = within or name in _MAIN
                        break
                    parts.append(its_end)
                if not picked and (text := child.tail):
                    parts.append(code(text) if exact else text if text.isascii() else clean(text))
            else:
                parts.append(end)
                if not above:
                    return
                text = tag.tail
                nodes, left, end, tag, exact, within, picked = above.pop()
                if text and not picked:
                    parts.append(code(text) if exact else text if text.isascii() else clean(text))
        raise TooDeepError

    def _edges_alike(self, tag: Element, *, exact: bool) -> tuple[str, str] | None:
        """Return start and end of an element that is seen, whatever it holds; None for any other."""
        keys = tag.keys()
        if self._alike is None or not _TELLING.isdisjoint(keys):
            return None
        if tag.tag == "a" and "#" in tag.get("href", ""):  # perhaps the sign of a heading's anchor
            return None
        classes = tag.get("class", "") if keys else ""
        known = (tag.tag, classes, exact)
        if known not in self._alike:
            self._alike[known] = _edges_alike(tag.tag, classes, exact=exact)
        return self._alike[known]

    def _entered(
        self, tag: Element, nodes: Iterator[Element], *, exact: bool, within: bool
    ) -> _Frame | None:
        """Return the frame of an element, or None; nodes in it that are not walked are passed over."""
        frame = self._frame(tag, nodes, exact=exact, within=within)
        if frame is None or frame.picked:
            inside = sum(1 for _ in tag.iterdescendants())
            next(islice(nodes, inside, inside), None)
        return frame

    def _frame(
        self, tag: Element, nodes: Iterator[Element], *, exact: bool, within: bool
    ) -> _Frame | None:
        """Return the frame of an element that is seen, or None for one that is left out."""
        name = tag.tag
        if name == "br":
            self.parts.append(LINE)
            return None
        if not is_element(tag) or (self._ignored and tag in self._ignored):
            return None
        attributes = dict(tag.items())
        if self._everything:
            if name in _SCRIPTS or (not within and is_beside(tag)):
                return None
        elif "hidden" not in attributes and (
            _is_optional(tag, attributes) or self._is_before_code(tag, attributes, exact=exact)
        ):
            self.parts.append(OPTIONAL)
            frame = self._enter(tag, attributes, nodes, exact=exact, within=within)
            return frame._replace(end=frame.end + UNOPTIONAL)
        elif is_invisible(tag, attributes, within=within, opened=self._opened):
            return self._head(tag, within=within)
        return self._enter(tag, attributes, nodes, exact=exact, within=within)

    def _is_before_code(self, tag: Element, attributes: Mapping[str, str], *, exact: bool) -> bool:
        """Return whether an element is a prompt or a number that stands before a line of code."""
        classes = attributes.get("class", "").split()
        if not _NUMBERING.isdisjoint(classes) or (exact and "aria-hidden" in attributes):
            form = _NUMBER
        elif not _PROMPTS.isdisjoint(classes):
            form = _SAID
        else:
            return False
        if form.fullmatch(text_of(tag)) is None:
            return False
        if not is_inline(tag):  # a column of its own
            return exact or any(map(_holds_code, (tag, *beside(tag))))
        return (exact or is_in(tag, _CODE)) and self._begins_line()

    def _begins_line(self) -> bool:
        """Return whether nothing stands before what comes next in its line of code."""
        before = "".join(self.parts[-_LINE_START:])
        edge = max(map(before.rfind, (LINE, STRONG)))
        return edge >= 0 and not without_options(before[edge + 1 :]).strip()

    def _head(self, tag: Element, *, within: bool) -> _Frame | None:
        """Return the frame of a header's title and lead, where it holds any."""
        if within or tag.tag != "header" or self._covers(tag):
            return None
        parts = [part for part in titled_parts(tag) if not self._is_covered(part, tag)]
        if not parts:
            return None
        nodes = chain.from_iterable(part.iter() for part in parts)
        return _Frame(nodes, len(parts), LINE, tag, picked=True)

    def _is_covered(self, part: Element, header: Element) -> bool:
        """Return whether something hides a part of a header."""
        inner = takewhile(lambda parent: parent is not header, part.iterancestors())
        return any(map(self._covers, islice(inner, DEEPEST)))

    def _covers(self, tag: Element) -> bool:
        return is_invisible(tag, tag.attrib, within=True, opened=self._opened)

    def _code(self, text: str) -> str:
        """Return text of a code panel with its prompts and callouts marked."""
        if not text.isascii():
            text = clean(text)
        if not self._everything:
            if "$ " in text or "> " in text or "... " in text:
                starts = not any(self.parts[-2:]) or self.parts[-1].endswith(LINE)
                first, line, rest = ("", "", text) if starts else text.partition("\n")
                text = f"{first}{line}{_PROMPT.sub(_OPTION, rest)}"
            if "(" in text or "<" in text:
                text = _CALLOUT.sub(_OPTION, text)
        return text.replace("\n", LINE)

    def _enter(
        self,
        tag: Element,
        attributes: Mapping[str, str],
        nodes: Iterator[Element],
        *,
        exact: bool,
        within: bool,
    ) -> _Frame:
        name = tag.tag
        start, end = _edges(name, attributes, exact=exact)
        if attributes and _STRUCK_BY in f"{attributes.get('style')} {attributes.get('class')}":
            start, end = start + STRUCK, UNSTRUCK + end
        if attributes and self._everything:
            start += _spoken_attributes(name, attributes)
        elif name not in _KNOWN:
            start += _shown_attributes(name, attributes)
        self.parts.append(start)
        exact = exact or name == "pre"
        if (text := tag.text) and name not in _SCRIPTS:
            self.parts.append(
                self._code(text) if exact else text if text.isascii() else clean(text)
            )
        within = within or _is_main(name, attributes)
        return _Frame(nodes, len(tag), end, tag, exact, within)


_SCRIPTS = frozenset(["script", "style"])
_OPTION = rf"{OPTIONAL}\1{UNOPTIONAL}"


def _is_optional(tag: Element, attributes: Mapping[str, str]) -> bool:
    """Return whether a copy of the page may hold the text of an element of prose, or be without it."""
    name = tag.tag
    if name == "sup":
        return _is_footnote(tag)
    if name == "a":
        return _is_anchor(tag, attributes)
    return name == "b" and _is_behind_callout(tag)


def _holds_code(tag: Element | None) -> bool:
    return tag is not None and (tag.tag in _CODE or first_in(tag, *_CODE) is not None)


def _is_behind_callout(tag: Element) -> bool:
    """Return whether styles show the number of a callout on the empty element before it."""
    before = tag.getprevious()
    return (
        before is not None
        and is_element(before)
        and not before.tail
        and "conum" in before.get("class", "").split()
    )


def _is_footnote(tag: Element) -> bool:
    """Return whether a raised text is nothing but a reference to a note on the same page."""
    link = first_in(tag, "a")
    return (
        link is not None
        and link.get("href", "").startswith("#")
        and text_of(link).strip() == text_of(tag).strip()
    )


def _is_anchor(tag: Element, attributes: Mapping[str, str]) -> bool:
    """Return whether a link is nothing but the sign by which a heading is linked to."""
    if "#" not in attributes.get("href", "") or _has_more_than_three(tag):
        return False
    text = text_of(tag)
    if not any(map(str.isalnum, text)):
        return True
    return (
        len(text) < 40
        and not _ANCHORS.isdisjoint(attributes.get("class", "").split())
        and _is_in_heading(tag)
    )


def _has_more_than_three(tag: Element) -> bool:
    """Return whether more than three texts and nodes stand in an element."""
    nodes = list(islice(tag, 4))
    return bool(tag.text) + len(nodes) + sum(bool(node.tail) for node in nodes) > 3


def _is_in_heading(tag: Element) -> bool:
    return any(parent.tag in _HEADINGS or parent.tag == "dt" for parent in parents(tag, 3))


def _is_main(name: str, attributes: Mapping[str, str]) -> bool:
    return name in _MAIN or attributes.get("role") == "main"


def _edges(name: str, attributes: Mapping[str, str], *, exact: bool) -> tuple[str, str]:
    """Return what stands for the start and the end of an element."""
    if name == "wbr":  # libxml2 does not know that it is empty, and nests what follows
        return "", ""
    if name in QUIET:
        if name in _STRUCK:
            return STRUCK + WEAK, WEAK + UNSTRUCK
        if exact:  # in a code panel, blanks are typed and edges are colours
            is_line = name == "span" and not _LINES.isdisjoint(attributes.get("class", "").split())
            return (LINE, LINE) if is_line else ("", "")
        return WEAK, WEAK
    if name == "sup":  # as in `quotes`: a raised digit must not join the number before it
        return RAISED, WEAK
    if name in LOUD:
        return ("", "") if exact else (STRONG, STRONG)
    if name in _ITEMS and not exact:  # rows and items of a code panel are its lines
        # A definition belongs to the term above it.
        return LINE if name == "dd" else ITEM, LINE if name == "dt" else ITEM
    if name in _HEADINGS:
        return f"{LINE}{_HEADINGS[name]}", LINE
    return LINE, LINE


_LOOKED_AT = INVISIBLE | AROUND | {"b", "br", "pre", "sup"}
_ALIKE = _KNOWN - _LOOKED_AT
"""Elements that are seen, whatever they hold, unless an attribute says otherwise."""
_TELLING = frozenset(["role", "hidden", "popover", "style", "aria-hidden"])
"""Attributes beside the class that may say so, or that an element is the main part."""


def _edges_alike(name: str, classes: str, *, exact: bool) -> tuple[str, str] | None:
    """Return start and end of elements of a name and classes, or None where each is looked at."""
    tokens = classes.split()
    if (
        name not in _ALIKE
        or is_hidden_class(classes)
        or _STRUCK_BY in classes
        or not _PROMPTS.isdisjoint(tokens)
        or not _NUMBERING.isdisjoint(tokens)
    ):
        return None
    return _edges(name, {"class": classes}, exact=exact)


_PLAIN = {name: _edges_alike(name, "", exact=False) for name in _ALIKE}
"""What the walk finds first: elements without attributes, as in a long table."""


def _shown_attributes(name: str, attributes: Mapping[str, str]) -> str:
    """Return the titles and labels that a component of a page shows as text."""
    names = (*_SHOWN, *_FIELD) if name.endswith("field") else _SHOWN
    shown = [clean(attributes[key]) for key in names if attributes.get(key)]
    if "deprecated" in attributes:
        shown.append("deprecated")
    return "".join(f"{text}\n" for text in shown).replace("\n", LINE)


def _spoken_attributes(name: str, attributes: Mapping[str, str]) -> str:
    """Return what attributes of an element say to somebody, and all that a component is given."""
    named = _SPOKEN if name in _KNOWN or name in INVISIBLE else tuple(attributes)
    shown = [clean(attributes[key]) for key in named if attributes.get(key)]
    return "".join(f"\n{text}\n" for text in shown).replace("\n", LINE)
