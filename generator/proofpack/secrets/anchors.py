"""The anchors of a pattern: pieces of text of which each match holds one, read off the pattern itself.

So nobody keeps a list beside the patterns. What they are for is said in `anchored_text`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from proofpack.secrets.anchored_text import Anchor, View, seen_as
from proofpack.text.required_literals import parsed
from proofpack.util.memo import memo

_FEW = 12  # members of a set that are spelled out
_MANY = 48  # pieces of one anchor: more take longer to look for than they save
_FARTHEST = 256  # characters between the beginning of a match and an anchor
_COMMON = 0.01  # anchors that stand at every hundredth character save nothing
_SELDOM = 1e-3  # others are good enough not to look for better ones
_LOOKS = 1e-5  # what looking for one piece costs, in the same measure
_LONG = 20  # characters of the same set that a piece has at most
_SIGNS: dict[View, dict[str, float]] = {  # how frequent the signs of a view are in prose
    "shape": {"a": 0.7, "A": 0.03, "0": 0.02},
    "base64": {"b": 0.77},
}
_MARKS = dict.fromkeys("-.,", 0.02) | dict.fromkeys("_:/|*#`'\"()", 0.005)


_ASCII = "".join(map(chr, range(128)))
_LATIN_1 = frozenset(map(chr, range(256)))
_BEYOND = "?"
"""What every view shows for a character beyond Latin-1."""
_ZERO_WIDTH = ("ASSERT", "ASSERT_NOT", "AT")
"""Kinds of parts that look around and take no character."""


class _Extent(NamedTuple):
    """How many characters a part of a pattern takes, and which.

    Attributes:
        least: how many at least.
        most: how many at most.
        among: the characters, as a view shows them; None means any.
    """

    least: float
    most: float
    among: frozenset[str] | None

    def then(self, other: _Extent) -> _Extent:
        """Return what both take, one after the other."""
        return _Extent(
            self.least + other.least, self.most + other.most, _both(self.among, other.among)
        )

    def otherwise(self, other: _Extent) -> _Extent:
        """Return what one or the other takes."""
        least, most = min(self.least, other.least), max(self.most, other.most)
        return _Extent(least, most, _both(self.among, other.among))


_NOTHING = _Extent(0, 0, frozenset())
"""What takes no character."""
_ANYTHING = _Extent(0, math.inf, None)


def _to_json(pieces: tuple[Anchor, ...] | None) -> Any:
    """Return anchors as JSON."""
    if pieces is None:
        return None
    return [
        [*astuple(anchor)[:-2], *map(_listed, (anchor.before, anchor.first))] for anchor in pieces
    ]


def _listed(characters: frozenset[str] | None) -> list[str] | None:
    return None if characters is None else sorted(characters)


def _from_json(rows: Any) -> tuple[Anchor, ...] | None:
    """Return anchors of what `_to_json` made of them."""
    if rows is None:
        return None
    return tuple(
        Anchor(view, piece, least, most, _set(before), _set(first))
        for view, piece, least, most, before, first in rows
    )


def _set(characters: list[str] | None) -> frozenset[str] | None:
    return None if characters is None else frozenset(characters)


@memo(_to_json, _from_json)
def anchors(pattern: str, ignore_case: bool = False) -> tuple[Anchor, ...] | None:
    """Return what stands at or after the beginning of each match: one of these.

    Args:
        pattern: a regular expression for ASCII.
        ignore_case: whether it disregards case.

    Returns:
        The anchors, or None if the pattern has none that would save time.
    """
    nodes = parsed(pattern)
    if nodes is None:
        return None
    best = AnchorFinder("lower" if ignore_case else "text").best(nodes)
    for view in _SIGNS:
        if not ignore_case and _cost(best) > _SELDOM:
            best = min(best, AnchorFinder(view).best(nodes), key=_cost)
    return best if _cost(best) < _COMMON else None


class AnchorFinder(Struct, frozen=True):
    """Reads a parsed pattern as a view shows what it matches.

    Attributes:
        view: the view.
    """

    view: View
    # What parts lead with, by their identity: the finder of a pattern lives no longer than its parts.
    _leads: dict[int, tuple[frozenset[str], bool]] = field(default_factory=dict)

    def best(self, nodes: Sequence[Any]) -> tuple[Anchor, ...]:
        """Return the anchors of a sequence that save the most; none if it has no usable ones.

        Args:
            nodes: the sequence, as `parsed` gives it.
        """
        options, before = [], _NOTHING
        first = self._first(nodes)
        for position, node in enumerate(nodes):
            # Within a run of letters, the whole of it is the best.
            if not position or str(nodes[position - 1][0]) != "LITERAL":
                options.append(self._leading(nodes[position:], before, first))
            options.append(tuple(_shifted(anchor, before, first) for anchor in self._within(node)))
            before = before.then(_extent(self.view, node))
            if before.most > _FARTHEST:
                break
        usable = [
            option
            for option in options
            if option and max(anchor.most for anchor in option) <= _FARTHEST
        ]
        return min(usable, key=_cost, default=())

    def _first(self, nodes: Sequence[Any]) -> frozenset[str] | None:
        """Return the characters with which a sequence can begin, or None if they are many."""
        pieces = self._lead(nodes)[0]
        return None if "" in pieces else frozenset(piece[0] for piece in pieces)

    def _leading(
        self, nodes: Sequence[Any], before: _Extent, first: frozenset[str] | None
    ) -> tuple[Anchor, ...]:
        pieces = _shortest(self._lead(nodes)[0])
        if "" in pieces:
            return ()
        least, most = int(before.least), int(before.most)
        return tuple(
            Anchor(self.view, piece, least, most, before.among, first if most else None)
            for piece in pieces
        )

    def _within(self, node: Any) -> tuple[Anchor, ...]:
        """Return anchors of what a part holds, as seen from where the part begins."""
        kind, value = str(node[0]), node[1]
        if kind == "SUBPATTERN" and not (value[1] or value[2]):
            return self.best(value[3])
        if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
            return self.best(value[2])
        if kind == "BRANCH":
            branches = [self.best(branch) for branch in value[1]]
            return _merged(branches) if all(branches) else ()
        return ()

    def _lead(self, nodes: Iterable[Any]) -> tuple[frozenset[str], bool]:
        """Return the pieces with which a match begins, and whether these are all of it."""
        known = frozenset({""})
        for node in nodes:
            if id(node) not in self._leads:
                self._leads[id(node)] = self._lead_of(node)
            more, whole = self._leads[id(node)]
            if len(known) * len(more) > _MANY:
                return known, False
            known = frozenset(piece + other for piece in known for other in more)
            if not whole:
                return known, False
        return known, True

    def _lead_of(self, node: Any) -> tuple[frozenset[str], bool]:
        kind, value = str(node[0]), node[1]
        if kind in _ZERO_WIDTH:
            return frozenset({""}), True
        if kind == "SUBPATTERN" and not (value[1] or value[2]):
            return self._lead(value[3])
        if kind == "BRANCH":
            leads = [self._lead(branch) for branch in value[1]]
            return frozenset().union(*(pieces for pieces, _ in leads)), all(
                whole for _, whole in leads
            )
        if kind in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
            least, most, body = value
            pieces, whole = self._lead([*body] * min(least, _LONG))
            return pieces, whole and least == most <= _LONG
        among = _members(self.view, node)
        spelled = (
            among and len(among) <= _FEW and not any(character.isspace() for character in among)
        )
        return (among, True) if among and spelled else (frozenset({""}), False)


def _shifted(anchor: Anchor, before: _Extent, first: frozenset[str] | None) -> Anchor:
    """Return an anchor as seen from where the sequence begins before which something else stands."""
    if not before.most:
        return anchor
    among = _both(before.among, anchor.before)
    least, most = int(before.least) + anchor.least, int(before.most) + anchor.most
    return replace(anchor, least=least, most=most, before=among, first=first)


def _merged(branches: Iterable[tuple[Anchor, ...]]) -> tuple[Anchor, ...]:
    """Return the anchors of all branches, without those that another finds as well."""
    alike: dict[Anchor, set[str]] = {}
    for anchor in (anchor for branch in branches for anchor in branch):
        alike.setdefault(replace(anchor, piece=""), set()).add(anchor.piece)
    return tuple(
        replace(anchor, piece=piece)
        for anchor, pieces in alike.items()
        for piece in _shortest(pieces)
    )


def _shortest(pieces: Iterable[str]) -> list[str]:
    """Return the pieces that begin with no other: where "password" stands, "pass" does."""
    kept: list[str] = []
    for piece in sorted(pieces):
        if not kept or not piece.startswith(kept[-1]):
            kept.append(piece)
    return kept


def _cost(chosen: tuple[Anchor, ...]) -> float:
    """Return roughly how often in prose a pattern is tried, for each character of it."""
    if not chosen:
        return math.inf
    looks = 2 * _LOOKS if chosen[0].view in _SIGNS else _LOOKS
    return sum(
        looks + _frequency(anchor) * (1 + min(anchor.most - anchor.least, 8)) for anchor in chosen
    )


def _frequency(anchor: Anchor) -> float:
    known = _SIGNS.get(anchor.view, {})
    return math.prod(known.get(sign) or _of_text(sign) for sign in anchor.piece)


def _of_text(character: str) -> float:
    if character.isalnum():
        return 0.06 if character.islower() else 0.005
    return _MARKS.get(character, 0.0005)


def _both(some: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Return the characters of both; None means any."""
    return None if some is None or other is None else some | other


def _members(view: View, node: Any) -> frozenset[str] | None:
    """Return the characters that a part of one character stands for, or None if they are many."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return _member(view, value)
    if kind != "IN":
        return None
    codes = ""
    negated = str(value[0][0]) == "NEGATE"
    for name, codepoints in value[negated:]:
        if str(name) not in ("LITERAL", "RANGE"):
            return None
        first, last = codepoints if str(name) == "RANGE" else (codepoints, codepoints)
        codes += _ASCII[first : last + 1] if last < 128 else chr(last)
    if negated:  # all but a few are as good as any
        others = "".join(_LATIN_1.difference(codes)) if len(codes) > len(_ASCII) / 2 else ""
        return frozenset(seen_as(view, others)) | {_BEYOND} if others else None
    return frozenset(seen_as(view, codes)) if codes.isascii() else None


@lru_cache(maxsize=1024)
def _member(view: View, code: int) -> frozenset[str] | None:
    # Beyond Latin-1 every view shows the same sign for every character.
    return frozenset(seen_as(view, chr(code))) if code < 128 or code > 255 else None


def _extent(view: View, node: Any) -> _Extent:
    """Return how many characters a part of a pattern takes, and which."""
    kind, value = str(node[0]), node[1]
    if kind in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
        return _Extent(1, 1, _members(view, node))
    if kind in _ZERO_WIDTH:
        return _NOTHING
    if kind == "SUBPATTERN" and not (value[1] or value[2]):
        return _extent_of(view, value[3])
    if kind == "BRANCH":
        return reduce(_Extent.otherwise, (_extent_of(view, branch) for branch in value[1]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        body = _extent_of(view, value[2])
        most = math.inf if str(value[1]) == "MAXREPEAT" else value[1]
        return _Extent(value[0] * body.least, most * body.most if body.most else 0, body.among)
    return _ANYTHING


def _extent_of(view: View, nodes: Iterable[Any]) -> _Extent:
    return reduce(_Extent.then, (_extent(view, node) for node in nodes), _NOTHING)
