"""Assembly of a page as browsers do it without the network: streamed segments and shadow roots.

React streams a page in pieces: a placeholder where a part belongs, the part itself hidden at the end,
and a line of script that puts it there. A declarative shadow root is shown instead of what its host
holds, which is shown in the root's slots. Both stand whole in the markup, in another order.
"""

from __future__ import annotations

import re
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PageElement, TemplateString

from proofpack.refresh.evidence.html_text import DEEPEST
from proofpack.refresh.evidence.marked_text import names

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


def is_piece(tag: Tag) -> bool:
    """Return whether an element is a placeholder, or a shadow root."""
    return tag.name == "template" and (_is_place(tag) or _is_shadow_root(tag))


def assemble(soup: BeautifulSoup, pieces: list[Tag]) -> None:
    """Put segments and shadow roots of a page where its reader sees them.

    Args:
        soup: the page, which is changed, unless it is nested deeper than any page is.
        pieces: its elements of which `is_piece` holds, in order.
    """
    if _is_deep(soup):
        return
    places = {str(tag.attrs["id"]): tag for tag in pieces[:MOST_PIECES] if _is_place(tag)}
    if places:
        _put_segments(soup, places)
    roots = [tag for tag in pieces[:MOST_PIECES] if _is_shadow_root(tag)]
    if roots:
        slots = _slots(soup)
        for text in soup.find_all(string=True):
            if type(text) is TemplateString:
                text.replace_with(NavigableString(text))
        for root in reversed(roots):  # an inner host may stand in the slot of an outer one
            if root.parent is not None:
                _open(root, root.parent, slots.get(id(root), []))


def _is_deep(soup: BeautifulSoup) -> bool:
    """Return whether a page is nested deeper than any; moving its pieces would take minutes."""
    above: list[PageElement] = [soup]
    for node in soup.descendants:
        if isinstance(node, Tag):
            while above and above[-1] is not node.parent:
                above.pop()
            above.append(node)
            if len(above) > DEEPEST:
                return True
    return False


def _is_place(tag: Tag) -> bool:
    return _PLACE.fullmatch(str(tag.attrs.get("id", ""))) is not None


def _is_shadow_root(tag: Tag) -> bool:
    return str(tag.attrs.get("shadowrootmode", "")).strip().lower() in _ROOTS


def _put_segments(soup: BeautifulSoup, places: dict[str, Tag]) -> None:
    segments = {str(tag.attrs["id"]): tag for tag in soup.find_all(id=_SEGMENT, limit=MOST_PIECES)}
    pairs = _pairs(soup)
    placed = {place for place, _ in pairs}
    pairs += [(place, _SIGN.sub("S:", place)) for place in places if place not in placed]
    for place, segment in pairs:
        placeholder, part = places.pop(place, None), segments.pop(segment, None)
        if placeholder is None or part is None or placeholder.parent is None:
            continue
        if any(parent is part for parent in islice(placeholder.parents, _NEAR)):
            continue
        _drop_fallback(placeholder)
        placeholder.replace_with(part)
        part.attrs.pop("hidden", None)


def _pairs(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Return which segment belongs in which place, as scripts or their data say."""
    found: list[tuple[str, str]] = []
    for script in soup.find_all("script", src=False):
        for first, second in _PUT.findall(script.get_text()):
            # `$RC(place, segment)` ends a boundary, `$RS(segment, place)` fills a gap in a segment.
            found.append((second, first) if _SEGMENT.fullmatch(first) else (first, second))
    for tag in soup.find_all("template", attrs={"data-sid": True}):
        place = tag.attrs.get("data-bid") or tag.attrs.get("data-pid") or ""
        found.append((str(place), str(tag.attrs["data-sid"])))
    return found


def _drop_fallback(placeholder: Tag) -> None:
    """Drop what was to be seen until the segment came, and the sign that it is to come."""
    before = placeholder.previous_sibling
    if not (isinstance(before, Comment) and before.strip() in PENDING):
        return
    depth, gone = 0, [before]
    for sibling in placeholder.next_siblings:
        sign = sibling.strip() if isinstance(sibling, Comment) else ""
        if sign in _END:
            if depth == 0:
                break
            depth -= 1
        elif sign in _STARTS:
            depth += 1
        gone.append(sibling)  # type: ignore[arg-type]  # any node may stand there
    for node in gone:
        node.extract()


def _slots(soup: BeautifulSoup) -> dict[int, list[Tag]]:
    """Return the slots of each shadow root, by its identity."""
    found: dict[int, list[Tag]] = {}
    for slot in soup.find_all("slot"):
        root = next(filter(_is_shadow_root, islice(slot.parents, _NEAR)), None)
        if root is not None:
            found.setdefault(id(root), []).append(slot)
    return found


def _open(root: Tag, host: Tag, slots: list[Tag]) -> None:
    """Show a shadow root in place of what its host holds, which goes where the root has slots."""
    light = [node for node in list(host.contents) if node is not root]
    for node in light:
        node.extract()
    by_slot: dict[str, list[PageElement]] = {}
    for node in light:
        named = str(node.attrs.get("slot", "")) if isinstance(node, Tag) else ""
        by_slot.setdefault(named, []).append(node)
    for slot in slots:
        nodes = by_slot.pop(str(slot.attrs.get("name", "")), [])
        if any(isinstance(node, Tag) or str(node).strip() for node in nodes):
            slot.clear()
            slot.extend(nodes)
        slot.unwrap()
    # Nodes without a slot are not shown; they stay in the tree, for what looks at everything.
    for nodes in by_slot.values():
        for node in nodes:
            if isinstance(node, Tag):
                node.attrs["hidden"] = ""
                host.append(node)
    root.unwrap()
