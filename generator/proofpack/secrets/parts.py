"""Parts of a parsed pattern: how many characters each takes, and which."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce
from typing import Any, NamedTuple

from proofpack.secrets.seen import View, seen_as

_ASCII = "".join(map(chr, range(128)))
ZERO_WIDTH = ("ASSERT", "ASSERT_NOT", "AT")
"""Kinds of parts that look around and take no character."""


class Extent(NamedTuple):
    """How many characters a part of a pattern takes, and which.

    Attributes:
        least: how many at least.
        most: how many at most.
        among: the characters, as a view shows them; None means any.
    """

    least: float
    most: float
    among: frozenset[str] | None

    def then(self, other: Extent) -> Extent:
        """Return what both take, one after the other."""
        return Extent(
            self.least + other.least, self.most + other.most, both(self.among, other.among)
        )

    def otherwise(self, other: Extent) -> Extent:
        """Return what one or the other takes."""
        least, most = min(self.least, other.least), max(self.most, other.most)
        return Extent(least, most, both(self.among, other.among))


NOTHING = Extent(0, 0, frozenset())
"""What takes no character."""
_ANYTHING = Extent(0, math.inf, None)


def both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Return the characters of both; None means any."""
    return None if one is None or other is None else one | other


def members(view: View, node: Any) -> frozenset[str] | None:
    """Return the characters that a part of one character stands for, or None if they are many.

    Args:
        view: how the text is looked at.
        node: the part, as `parsed` gives it.
    """
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return frozenset(seen_as(view, chr(value))) if value < 128 else None
    if kind != "IN":
        return None
    codes = ""
    for name, one in value:
        if str(name) not in ("LITERAL", "RANGE"):
            return None
        first, last = one if str(name) == "RANGE" else (one, one)
        codes += _ASCII[first : last + 1] if last < 128 else chr(last)
    return frozenset(seen_as(view, codes)) if codes.isascii() else None


def extent(view: View, node: Any) -> Extent:
    """Return how many characters a part of a pattern takes, and which.

    Args:
        view: how the text is looked at.
        node: the part, as `parsed` gives it.
    """
    kind, value = str(node[0]), node[1]
    if kind in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
        return Extent(1, 1, members(view, node))
    if kind in ZERO_WIDTH:
        return NOTHING
    if kind == "SUBPATTERN" and not (value[1] or value[2]):
        return _extent_of(view, value[3])
    if kind == "BRANCH":
        return reduce(Extent.otherwise, (_extent_of(view, one) for one in value[1]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        body = _extent_of(view, value[2])
        most = math.inf if str(value[1]) == "MAXREPEAT" else value[1]
        return Extent(value[0] * body.least, most * body.most if body.most else 0, body.among)
    return _ANYTHING


def _extent_of(view: View, nodes: Iterable[Any]) -> Extent:
    return reduce(Extent.then, (extent(view, one) for one in nodes), NOTHING)
