"""A text as anchors are looked for in it: which of them stand in it at all, and where.

Of most anchors the answer is "nowhere". So their pieces are first looked for among the different words
of the text, which are far fewer than its words, and only what is there is looked for in the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from proofpack.secrets.anchors import Anchor
from proofpack.secrets.normal import Normal
from proofpack.secrets.seen import View, one_byte_each, seen_as

_SHORT = 400  # characters of a text that are faster looked through than split into words
_DENSE = 8  # characters of text for each place to try: with fewer, trying everywhere is faster

Piece = tuple[View, str]
"""What an anchor asks for: a piece of text, in a view."""


class Pieces:
    """What the anchors of some rules ask for."""

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._by_view: dict[View, list[str]] = {}
        for view, piece in dict.fromkeys((one.view, one.piece) for one in anchors):
            self._by_view.setdefault(view, []).append(piece)
        self._longest = max(
            (len(one) for all_ in self._by_view.values() for one in all_), default=0
        )

    def within(self, text: str) -> frozenset[Piece]:
        """Return the pieces that stand in a text."""
        text = one_byte_each(text)
        if len(text) > _SHORT:
            # No piece holds white space: each stands in one of the words.
            text = "\n".join(set(text.split()))
        found: set[Piece] = set()
        for view, pieces in self._by_view.items():
            seen = seen_as(view, text)
            found.update([(view, one) for one in pieces if one in seen])
        return frozenset(found)

    def across(self, view: Normal) -> frozenset[Piece]:
        """Return the pieces that stand in a joined text across one of its joins."""
        reach = self._longest
        if 2 * reach * len(view.joins) > len(view.text):
            return self.within(view.text)
        return self.within(
            "\n".join(view.text[max(0, at - reach) : at + reach] for at in view.joins)
        )


class Views:
    """A text in normal form, in which patterns are tried where they can match.

    Attributes:
        text: the text.
        there: the pieces that may stand in it: no other does.
    """

    def __init__(self, text: str, there: Collection[Piece]) -> None:
        self.text = text
        self.there = there
        self._seen: dict[View, str] = {}

    def starts(self, anchors: Iterable[Anchor]) -> list[int] | None:
        """Return where a match can begin, in order, or None if that is at too many places.

        Args:
            anchors: of which each match holds one.
        """
        found: set[int] = set()
        most = len(self.text) // _DENSE + 16
        for anchor in anchors:
            if (anchor.view, anchor.piece) in self.there:
                for start in _starts(self._seen_as(anchor.view), anchor):
                    found.add(start)
                    if len(found) > most:
                        return None
        return sorted(found)

    def _seen_as(self, view: View) -> str:
        if view not in self._seen:
            self._seen[view] = seen_as(view, one_byte_each(self.text))
        return self._seen[view]


def _starts(text: str, anchor: Anchor) -> Iterator[int]:
    """Yield where a match can begin whose anchor stands in a text, each place once."""
    at, free = text.find(anchor.piece), 0
    while at >= 0:
        # What stands before `free` and could begin a match of this anchor has been named already.
        lowest, start = max(free, at - anchor.most), at
        while start >= lowest:
            if at - start >= anchor.least:
                yield start
            start -= 1
            if anchor.before is not None and text[start] not in anchor.before:
                break
        free = max(free, at - anchor.least + 1)
        at = text.find(anchor.piece, at + 1)
