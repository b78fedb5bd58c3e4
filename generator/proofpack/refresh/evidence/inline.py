"""Elements in a line of text: which they are, and whether words stand directly beside one.

What a page keeps from screen readers, or lets be pressed, its reader sees all the same: a "not" between
two words is a part of the sentence, whatever it is marked as.
"""

from __future__ import annotations

from itertools import islice

from proofpack.refresh.evidence.marked_text import names
from proofpack.refresh.evidence.tree import (
    Element,
    beside,
    first_in,
    is_element,
    is_in,
    parents,
    text_of,
)

QUIET = names(
    "a abbr acronym b bdi bdo big cite dfn em font i ins label mark meter nobr output progress q s "
    "small span strike strong time u del data ruby rb picture img slot source track"
)
"""Elements whose edges a reader does not see."""
LOUD = names("code kbd samp var tt sub button badge icon tooltip")
"""Elements that set themselves apart from their neighbours."""
_INLINE = QUIET | LOUD | {"sup"}
_TITLES = names("h1 h2 h3 h4 h5 h6 dt summary")
_NEAR = 4
"""Elements around one, and nodes at its side, that are looked at for the words beside it."""


def is_inline(tag: Element) -> bool:
    """Return whether an element stands in a line of text."""
    return tag.tag in _INLINE


def is_beside_words(tag: Element) -> bool:
    """Return whether an element in a line of text holds words or digits, and stands beside others."""
    if not _has_words(tag) or (tag.tag == "a" and _is_titling(tag)):
        return False
    return any(map(is_worded, _beside(tag)))


def is_pressed_word(tag: Element) -> bool:
    """Return whether a button holds words or digits that are a part of a sentence.

    One that ends a title or stands beside code is a tool, and so is a row of them.
    """
    if not is_worded(text_of(tag)) or _is_titling(tag) or is_in(tag, ["pre"]):
        return False
    sides = beside(tag)
    if any(side is not None and side.tag in LOUD for side in sides):
        return False
    before, behind = tag.getprevious(), tag.tail or ""
    lead = (tag.getparent().text if before is None else before.tail) or ""
    if lead[-1:].isalnum() or behind[:1].isalnum():
        return True
    return all(map(is_worded, _beside(tag)))


def is_worded(text: str) -> bool:
    """Return whether a text holds a letter or a digit."""
    return any(map(str.isalnum, text))


def _has_words(tag: Element) -> bool:
    return tag.tag in _INLINE and is_worded(text_of(tag))


def _is_titling(tag: Element) -> bool:
    return any(parent.tag in _TITLES for parent in parents(tag, _NEAR))


def _beside(tag: Element) -> tuple[str, str]:
    """Return the text before and behind an element in its line, or around what holds nothing else."""
    for inner in [tag, *parents(tag, _NEAR)]:
        if inner.tag not in _INLINE:
            break
        sides = _before(inner), _behind(inner)
        alone = inner.getprevious() is None and inner.getnext() is None
        if not alone or any(map(is_worded, sides)):
            return sides
    return "", ""


def _before(tag: Element) -> str:
    text = ""
    for node in islice(tag.itersiblings(preceding=True), _NEAR):
        text = (node.tail or "") + text
        if is_element(node):
            return text if is_worded(text) else _said(node) + text
    parent = tag.getparent()
    return ((parent.text if parent is not None else None) or "") + text


def _behind(tag: Element) -> str:
    text = tag.tail or ""
    for node in islice(tag.itersiblings(), _NEAR):
        if is_element(node):
            return text if is_worded(text) else text + _said(node)
        text += node.tail or ""
    return text


def _said(node: Element) -> str:
    """Return the text of a neighbour, unless it is a block, or a formula said for screen readers."""
    is_near = node.tag in _INLINE and first_in(node, "math") is None
    return text_of(node) if is_near else ""
