"""The tree of an HTML page, as lxml's parser makes it, and what is asked of it in several places.

In lxml, text is no node: it hangs on the element that it stands in or behind. Comments are nodes whose
tag is no name. libxml2 stops at some 2,000 elements in one another, without a word unless it is asked;
what is read is the whole page or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # ships no types

Element: TypeAlias = Any
"""An element of lxml's, which ships no types."""

APART = frozenset(["script", "style", "template", "rt", "rp"])
"""Elements whose text is not text of what they stand in."""
_OF_HEAD = frozenset(
    ["title", "base", "link", "meta", "style", "script", "noscript", "template", "object"]
)
_BLANK = " \t\n\f\r"
DEEPEST = 1000
"""Elements that may stand in one another; the deepest pages of real documentation have a tenth of it."""


class RefusedError(ValueError):
    """Raised for a page of which the parser makes no tree, or half of one; says why."""


def parse(html: str) -> Element:
    """Return the root of the tree of a page.

    Args:
        html: its markup, without what `clean` takes out.

    Raises:
        RefusedError: the parser stopped before its end, or refuses it.
    """
    parser = etree.HTMLParser(huge_tree=True)  # without it, it stops at 256 elements in one another
    try:
        parser.feed(html)
        root = parser.close()
    except etree.LxmlError as error:
        raise RefusedError("the parser refuses the document") from error
    last = parser.feed_error_log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        raise RefusedError("the document is nested deeper than any page")
    if root is None:
        return etree.Element("html")
    for other in list(root.itersiblings("*")):  # what stands behind `</html>` is a root of its own
        root.append(other)
    _end_head(root)
    return root


def _end_head(root: Element) -> None:
    """Put into the body what ends the head of a page without saying so: libxml2 knows no `main`."""
    head = next(root.iterchildren("head"), None)
    inside = [] if head is None else list(head)
    names = [tag.tag if isinstance(tag.tag, str) else "" for tag in inside]
    first = next((at for at, name in enumerate(names) if name and name not in _OF_HEAD), None)
    if first is None:
        return
    body = next(root.iterchildren("body"), None)
    if body is None:
        body = etree.SubElement(root, "body")
    text, body.text = body.text, None
    body[:0] = inside[first:]
    last = inside[-1]
    last.tail = (last.tail or "") + (text or "")


def text_of(tag: Element, between: str = "") -> str:
    """Return the text of an element, without comments and what stands apart from the text around.

    Args:
        tag: the element.
        between: what to put between the texts of its parts.
    """
    if not len(tag):
        return tag.text or ""
    texts, waiting = [tag.text], [(iter(tag), None)]
    while waiting:
        children, inner = waiting[-1]
        for child in children:
            if is_element(child) and child.tag not in APART:
                texts.append(child.text)
                if len(child):
                    waiting.append((iter(child), child))
                    break
            texts.append(child.tail)
        else:
            waiting.pop()
            if inner is not None:
                texts.append(inner.tail)
    # Blanks between two elements are one, however far they are indented.
    return between.join(text if text.strip(_BLANK) else _blank(text) for text in texts if text)


def _blank(text: str) -> str:
    return "\n" if "\n" in text else " "


def own_texts(tag: Element) -> Iterator[str]:
    """Return the texts that stand in an element, and in no element in it."""
    return filter(None, (tag.text, *(node.tail for node in tag)))


def is_element(node: Element) -> bool:
    """Return whether a node is an element, and no comment or instruction."""
    return isinstance(node.tag, str)


def is_comment(node: Element | None) -> bool:
    """Return whether a node is a comment."""
    return node is not None and node.tag is etree.Comment


def first_in(tag: Element, *names: str) -> Element | None:
    """Return the first of these elements in an element, or None."""
    return next(tag.iterdescendants(*names), None)


def at_most(most: int, tag: Element, *names: str) -> list[Element]:
    """Return these elements in an element, in order, but not more than so many."""
    return list(islice(tag.iterdescendants(*names), most))


def parents(tag: Element, most: int = DEEPEST) -> Iterator[Element]:
    """Return what an element stands in, the nearest first."""
    return islice(tag.iterancestors(), most)


def is_in(tag: Element, names: Iterable[str]) -> bool:
    """Return whether an element stands in one of these."""
    return next(tag.iterancestors(*names), None) is not None


def beside(tag: Element) -> tuple[Element | None, Element | None]:
    """Return the elements before and behind an element, or None."""
    before = next(tag.itersiblings("*", preceding=True), None)
    return before, next(tag.itersiblings("*"), None)


def contents(tag: Element) -> list[Element | str]:
    """Return what stands in an element, after taking it out: nodes and texts."""
    nodes: list[Element | str] = [tag.text] if tag.text else []
    tag.text = None
    for node in list(tag):
        tail, node.tail = node.tail, None
        tag.remove(node)
        nodes += [node, tail] if tail else [node]
    return nodes


def extend(tag: Element, nodes: Iterable[Element | str]) -> None:
    """Add nodes and texts at the end of an element."""
    for node in nodes:
        if not isinstance(node, str):
            tag.append(node)
        elif len(tag):
            tag[-1].tail = (tag[-1].tail or "") + node
        else:
            tag.text = (tag.text or "") + node


def take_out(node: Element) -> None:
    """Take a node out of its place, and leave the text behind it there."""
    tail, node.tail = node.tail, None
    _put_before(node, tail)
    node.getparent().remove(node)


def unwrap(tag: Element) -> None:
    """Put what stands in an element in its place."""
    _put_before(tag, tag.text)
    for node in list(tag):
        tag.addprevious(node)
    take_out(tag)


def _put_before(node: Element, text: str | None) -> None:
    parent, before = node.getparent(), node.getprevious()
    if not text:
        return
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
