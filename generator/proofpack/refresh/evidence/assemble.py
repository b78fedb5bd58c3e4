"""Assembly of a page as browsers do it without the network: streamed segments and shadow roots.

React streams a page in pieces: a placeholder where a part belongs, the part itself hidden at the end,
and a line of script that puts it there. A declarative shadow root is shown instead of what its host
holds, which is shown in the root's slots. Both stand whole in the markup, in another order.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from proofpack.refresh.evidence.marked_text import names
from proofpack.refresh.evidence.tree import (
    DEEPEST,
    Element,
    contents,
    extend,
    is_comment,
    is_element,
    parents,
    take_out,
    text_of,
    unwrap,
)

MOST_PIECES = 500
"""Segments and shadow roots of one page that are put in their place."""
PENDING = frozenset(["$?", "$!"])
"""Comments of React's before a part that has not come, or will be made in the browser."""
_STARTS = frozenset(["$", "$?", "$!", "$~", "&"])
_END = frozenset(["/$", "/&"])
_NEAR = 500
_PLACE = re.compile(r"[\w\-\u00ab\u00bb]*[BP]:[\da-f]+")
_SEGMENT = re.compile(r"[\w\-\u00ab\u00bb]*S:[\da-f]+")
_PUT = re.compile(
    rf"\$R[A-Z]\(\s*[\"']({_PLACE.pattern}|{_SEGMENT.pattern})[\"']\s*,"
    rf"\s*[\"']({_PLACE.pattern}|{_SEGMENT.pattern})[\"']"
)
_SIGN = re.compile(r"[BP]:(?=[\da-f]+\Z)")
_ROOTS = names("open closed")


def is_piece(tag: Element) -> bool:
    """Return whether a template is a placeholder, or a shadow root."""
    return _is_place(tag) or _is_shadow_root(tag)


def assemble(root: Element, pieces: list[Element]) -> None:
    """Put segments and shadow roots of a page where its reader sees them.

    Args:
        root: of the page, which is changed, unless it is nested deeper than any page is.
        pieces: its templates of which `is_piece` holds, in order.
    """
    if _is_deep(root):
        return
    places = {tag.get("id"): tag for tag in pieces[:MOST_PIECES] if _is_place(tag)}
    if places:
        _put_segments(root, places)
    shadows = [tag for tag in pieces[:MOST_PIECES] if _is_shadow_root(tag)]
    if shadows:
        slots = _slots(root)
        for shadow in reversed(shadows):  # an inner host may stand in the slot of an outer one
            if shadow.getparent() is not None:
                _open(shadow, shadow.getparent(), slots.get(shadow, []))


def _is_deep(root: Element) -> bool:
    """Return whether a page is nested deeper than any; moving its pieces would take minutes."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth >= DEEPEST:
            return True
    return False


def _is_place(tag: Element) -> bool:
    return _PLACE.fullmatch(tag.get("id", "")) is not None


def _is_shadow_root(tag: Element) -> bool:
    return tag.tag == "template" and tag.get("shadowrootmode", "").strip().lower() in _ROOTS


def _put_segments(root: Element, places: dict[str, Element]) -> None:
    named = (tag for tag in root.iter("*") if _SEGMENT.search(tag.get("id", "")))
    segments = {tag.get("id"): tag for tag in islice(named, MOST_PIECES)}
    pairs = _pairs(root)
    placed = {place for place, _ in pairs}
    pairs += [(place, _SIGN.sub("S:", place)) for place in places if place not in placed]
    for place, segment in pairs:
        placeholder, part = places.pop(place, None), segments.pop(segment, None)
        if placeholder is None or part is None or placeholder.getparent() is None:
            continue
        if part in parents(placeholder):
            continue
        _drop_fallback(placeholder)
        take_out(part)
        part.tail = placeholder.tail
        placeholder.getparent().replace(placeholder, part)
        part.attrib.pop("hidden", None)


def _pairs(root: Element) -> list[tuple[str, str]]:
    """Return which segment belongs in which place, as scripts or their data say."""
    pairs: list[tuple[str, str]] = []
    for script in root.iter("script"):
        for first, second in () if "src" in script.attrib else _PUT.findall(text_of(script)):
            # `$RC(place, segment)` ends a boundary, `$RS(segment, place)` fills a gap in a segment.
            pairs.append((second, first) if _SEGMENT.fullmatch(first) else (first, second))
    named = (tag.attrib for tag in root.iter("template") if "data-sid" in tag.attrib)
    pairs += [
        (data.get("data-bid") or data.get("data-pid") or "", data["data-sid"]) for data in named
    ]
    return pairs


def _drop_fallback(placeholder: Element) -> None:
    """Drop what was to be seen until the segment came, and the sign that it is to come."""
    before = placeholder.getprevious()
    if not is_comment(before) or before.tail or _sign(before) not in PENDING:
        return
    depth, gone = 0, [before]
    for sibling in placeholder.itersiblings():
        sign = _sign(sibling) if is_comment(sibling) else ""
        if sign in _END:
            if depth == 0:
                break
            depth -= 1
        elif sign in _STARTS:
            depth += 1
        gone.append(sibling)
    placeholder.tail = None
    for node in gone:
        node.getparent().remove(node)  # and the text behind it


def _sign(comment: Element) -> str:
    return str(comment.text or "").strip()


def _slots(root: Element) -> dict[Element, list[Element]]:
    """Return the slots of each shadow root."""
    slots: dict[Element, list[Element]] = {}
    for slot in root.iter("slot"):
        shadow = next(filter(_is_shadow_root, parents(slot, _NEAR)), None)
        if shadow is not None:
            slots.setdefault(shadow, []).append(slot)
    return slots


def _open(shadow: Element, host: Element, slots: list[Element]) -> None:
    """Show a shadow root in place of what its host holds, which goes where the root has slots."""
    by_slot: dict[str, list[Element | str]] = {}
    for node in contents(host):
        if node is not shadow:
            named = "" if isinstance(node, str) else node.get("slot") or ""
            by_slot.setdefault(named, []).append(node)
    for slot in slots:
        nodes = by_slot.pop(slot.get("name", ""), [])
        if any(not isinstance(node, str) or node.strip() for node in nodes):
            contents(slot)
            extend(slot, nodes)
        unwrap(slot)
    # Nodes without a slot are not shown; they stay in the tree, for what looks at everything.
    extend(host, contents(shadow))
    for nodes in by_slot.values():
        for node in nodes:
            if not isinstance(node, str) and is_element(node):
                node.set("hidden", "")
                host.append(node)
