"""A text in which patterns are tried only where they can match: a prefilter over anchors.

Most rules find nothing in most texts, and `re` needs 40 ns and more for each character to say so,
where looking for a fixed piece of text takes less than one. So of each pattern some pieces are
known of which every match holds one, and how far before the piece a match can begin (see
`anchors`). Of most of them the answer is "nowhere". So they are first looked for among the
different words of the text, which are far fewer than its words; what is there is looked for in the
text, and a pattern is tried only where a match of it can begin.

What is found does not change by it, as long as no anchor is too narrow: tests compare, over texts
made from patterns and by chance, what is found with anchors and what is found everywhere. What each
part buys, in seconds for the rules over 1.9 MB of prose (0.15 with all of it): where each rule is
tried everywhere they take 2.9, everywhere in texts that hold its pieces 1.65, without words 0.26,
without shapes 0.23, and with the whole of a joined text looked through 0.19.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

_SHORT = 400  # characters of a text that are faster looked through than split into words
_MANY = 50_000  # words that are remembered
_DENSE = 8  # characters of text for each place to try: with fewer, trying everywhere is faster
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]").sub(b"b", bytes(range(256)))
_SHAPE = b"".join(
    b"A" if sign.isupper() else b"a" if sign.islower() else b"0" if sign.isdigit() else sign
    for sign in (bytes([code]) for code in range(256))
)
_SIGNS = {"shape": _SHAPE, "base64": _BASE64}

View = Literal["text", "lower", "shape", "base64"]
"""A text as it is, in lower case, with `A`, `a` and `0` for capitals, small letters and digits, or with
`b` for each character of base64 and base64url."""
Piece = tuple[View, str]
"""What an anchor asks for: a piece of text, in a view."""


def seen_as(view: View, text: str) -> str:
    """Return a text as a view shows it: one sign for each character, so that places stay the same.

    Args:
        view: the view.
        text: any text. What no pattern for ASCII can name may become a question mark.
    """
    if not text.isascii():
        text = text.encode("latin-1", "replace").decode("latin-1")
    if view == "lower":
        return text.lower()
    if view == "text":
        return text
    return text.encode("latin-1").translate(_SIGNS[view]).decode("latin-1")


class Anchor(Struct, frozen=True):
    """A piece of text that a match holds.

    Attributes:
        view: the view of a text in which the piece stands.
        piece: the piece. It holds no white space.
        least: how many characters of the match stand before it at least.
        most: how many at most.
        before: the characters, as the view shows them, that can stand there; None means any.
        first: the characters with which the match can begin; None means any.
    """

    view: View
    piece: str
    least: int
    most: int
    before: frozenset[str] | None
    first: frozenset[str] | None

    def starts(self, text: str, at: Sequence[int]) -> Sequence[int]:
        """Return where a match can begin that holds the piece, each place once.

        Args:
            text: as the view shows it.
            at: where in it the piece stands.
        """
        if not self.most:  # most begin with their piece
            return at
        starts, free = list[int](), 0
        for place in at:
            # What stands before `free` and could begin a match has been named already.
            lowest, last = max(free, place - self.most), place - self.least
            if self.before is not None:
                lowest = _reached(text, place, lowest, self.before)
            if self.first is None:
                starts += range(lowest, last + 1)
            else:
                starts += [start for start in range(lowest, last + 1) if text[start] in self.first]
            free = max(free, last + 1)
        return starts


def _reached(text: str, at: int, lowest: int, among: frozenset[str]) -> int:
    """Return how far back from a place a text consists of some characters, down to another place."""
    while at > lowest and text[at - 1] in among:
        at -= 1
    return at


class AnchorIndex:
    """All pieces that the anchors of some rules ask for.

    It remembers what words hold: most texts are made of words of other texts.
    """

    def __init__(self, anchors: Iterable[Anchor]) -> None:
        self._by_view: dict[View, list[str]] = {}
        for view, piece in dict.fromkeys((anchor.view, anchor.piece) for anchor in anchors):
            self._by_view.setdefault(view, []).append(piece)
        pieces = (piece for several in self._by_view.values() for piece in several)
        self._longest = max(map(len, pieces), default=0)
        self._words: dict[str, frozenset[Piece]] = {}

    def read(self, text: str) -> AnchoredText:
        """Return a text with the pieces that stand in it.

        Args:
            text: a text in normal form.
        """
        return AnchoredText(text, self._pieces(text))

    def read_joined(self, text: str, joins: Sequence[int], whole: AnchoredText) -> AnchoredText:
        """Return a text from which folds were taken out, with the pieces that may stand in it.

        Args:
            text: the joined text.
            joins: where in it folds were.
            whole: the text before. What is new stands across a join.
        """
        reach = self._longest
        if 2 * reach * len(joins) > len(text):
            across = text
        else:
            across = "\n".join(text[max(0, at - reach) : at + reach] for at in joins)
        return AnchoredText(text, whole.pieces | self._pieces(across))

    def _pieces(self, text: str) -> frozenset[Piece]:
        text = seen_as("text", text)
        if len(text) <= _SHORT:
            return self._standing(text)
        # No piece holds white space: each stands in one of the words.
        words = set(text.split())
        known = self._words if len(self._words) < _MANY else {}
        if unknown := words - known.keys():
            standing = self._standing("\n".join(unknown))
            known.update((word, _within(word, standing)) for word in unknown)
        self._words = known
        return frozenset().union(*map(known.__getitem__, words))

    def _standing(self, text: str) -> frozenset[Piece]:
        standing: set[Piece] = set()
        for view, pieces in self._by_view.items():
            seen = seen_as(view, text)
            standing.update([(view, piece) for piece in pieces if piece in seen])
        return frozenset(standing)


def _within(word: str, pieces: Iterable[Piece]) -> frozenset[Piece]:
    seen = {view: seen_as(view, word) for view in {view for view, _ in pieces}}
    return frozenset(piece for piece in pieces if piece[1] in seen[piece[0]])


class AnchoredText:
    """A text in normal form, in which patterns are tried where they can match.

    Attributes:
        text: the text.
        pieces: the pieces that may stand in it: no other does.
    """

    def __init__(self, text: str, pieces: frozenset[Piece]) -> None:
        self.text, self.pieces = text, pieces
        self._seen: dict[View, str] = {}
        self._at: dict[Piece, list[int]] = {}

    def starts(self, anchors: Iterable[Anchor]) -> list[int] | None:
        """Return where a match can begin, in order, or None if that is at too many places.

        Args:
            anchors: of which each match holds one.
        """
        places: set[int] = set()
        most = len(self.text) // _DENSE + 16
        for anchor in anchors:
            if (anchor.view, anchor.piece) in self.pieces:
                at = self._places(anchor.view, anchor.piece)
                places.update(anchor.starts(self._seen[anchor.view], at))
                if len(places) > most:
                    return None
        return sorted(places)

    def _places(self, view: View, piece: str) -> list[int]:
        """Return where a piece stands, as a view shows the text. Several rules ask for the same one."""
        if (view, piece) not in self._at:
            if view not in self._seen:
                self._seen[view] = seen_as(view, self.text)
            text, places = self._seen[view], list[int]()
            at = text.find(piece)
            while at >= 0:
                places.append(at)
                at = text.find(piece, at + 1)
            self._at[view, piece] = places
        return self._at[view, piece]
