"""Prefilter: which of many patterns may find something in a text, and where they may begin.

A project has some hundred patterns and a million words, and nearly all patterns find nothing in nearly
all texts. Two things are read off each pattern: what stands wherever it matches (see `needed`), and what
each match begins with. A text is then split into words, of which a project has few; what a word holds
is looked up once. A pattern is tried only in texts in which all that it needs stands, and only where it
may begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_
from string import digits
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from proofpack.text.first_literals import BLANK, DIGIT, first_literals
from proofpack.text.required_literals import begins_at_boundary, needed

T = TypeVar("T")
Spots = dict[int, list[int]]
"""By the number of a text, offsets in it, in order."""
_NOTHING: dict[str, int] = {}
_ANY_DIGIT = re.compile(DIGIT)
_ASCII_DIGIT = re.compile(r"[0-9]")  # found in half the time
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_OTHER_BLANK = re.compile(r"[^\S ]")


class LazyPattern(Struct, frozen=True, dict=True):
    """A pattern that is compiled when it is first tried.

    Attributes:
        pattern: a regular expression.
        flags: its flags.
    """

    pattern: str
    flags: re.RegexFlag = re.IGNORECASE

    @cached_property
    def begins(self) -> frozenset[str]:
        """What each match begins with: see `first_literals`."""
        return first_literals(self.pattern)

    @cached_property
    def at_boundary(self) -> bool:
        """Whether each match begins where a word begins or ends."""
        return begins_at_boundary(self.pattern)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    def find(self, text: str) -> Iterator[re.Match[str]]:
        """Yield what `finditer` would.

        Args:
            text: any text.
        """
        spots = None
        if self.begins:
            spots = _spots([text], _folded(text), self.begins, {}, at_boundary=self.at_boundary)
        return (match for _, match in self.find_from([text], spots, [0]))

    def find_from(
        self, texts: Sequence[str], spots: Spots | None, within: Iterable[int]
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield what `finditer` would of some texts, with the number of the text.

        Args:
            texts: any texts.
            spots: where a match may begin; None if that is open.
            within: the numbers of the texts to look at.
        """
        for number in within:
            text = texts[number]
            if spots is None:
                yield from ((number, match) for match in self._compiled.finditer(text))
                continue
            end = -1
            for at in spots.get(number, ()):
                if at >= end and (match := self._compiled.match(text, at)):
                    yield number, match
                    end = match.end()


class Prefilter(Generic[T]):
    """Tells which of some patterns may find something in a text."""

    def __init__(self, patterns: Iterable[tuple[T, LazyPattern]]) -> None:
        """Take the patterns.

        Args:
            patterns: patterns in their order, each with what it stands for.
        """
        self._words = _Words()
        self._ways = [_Route.of(what, pattern, self._words) for what, pattern in patterns]

    def __bool__(self) -> bool:
        return bool(self._ways)

    def find(self, texts: Sequence[str]) -> Iterator[tuple[T, int, re.Match[str]]]:
        """Yield the matches of each pattern in each text, pattern by pattern, with the text's number.

        Args:
            texts: texts that are looked at together, because that takes less time; none is empty of
                meaning beside another, as the sentences of a page are not.
        """
        folded = [*map(_folded, texts)]
        lower = "\n".join(folded)
        held = [reduce(or_, map(self._words.__getitem__, set(text.split())), 0) for text in folded]
        there = reduce(or_, held, 0)
        # Many patterns begin with the same words, and more of them with some of the same.
        spots: dict[tuple[int, bool], Spots | None] = {(0, False): None, (0, True): None}
        places: dict[tuple[str, bool], list[int]] = {}
        for way in self._ways:
            within = way.among(held) if way.may_match(there) else []
            if not within or not all(self._holds(lower, there & mask) for mask in way.phrases):
                continue
            key = way.begins, way.sought.at_boundary
            if key not in spots:
                pieces = self._words.pieces(there & way.begins)
                spots[key] = _spots(texts, lower, pieces, places, at_boundary=key[1])
            for number, match in way.sought.find_from(texts, spots[key], within):
                yield way.what, number, match

    def _holds(self, lower: str, pieces: int) -> bool:
        return any(piece in lower for piece in self._words.pieces(pieces))


class _Route(NamedTuple, Generic[T]):
    """A pattern in a prefilter, with what it needs as masks of pieces: each must meet a word.

    Attributes:
        needs: a mask for each set of pieces.
        phrases: those among them of whose pieces a word holds only a part.
        begins: a mask of the pieces with which it begins, or 0.
        what: what it stands for.
        sought: the pattern.
    """

    needs: list[int]
    phrases: list[int]
    begins: int
    what: T
    sought: LazyPattern

    @classmethod
    def of(cls, what: T, sought: LazyPattern, words: _Words) -> _Route[T]:
        begins = words.mask(sought.begins, begin_words=sought.at_boundary)
        sets = {words.mask(pieces): pieces for pieces in needed(sought.pattern)}
        phrases = [
            mask for mask, pieces in sets.items() if any(len(piece.split()) > 1 for piece in pieces)
        ]
        return cls([*sets, *([begins] if begins else [])], phrases, begins, what, sought)

    def may_match(self, held: int) -> bool:
        """Return whether words that hold some pieces hold all that is needed."""
        for mask in self.needs:  # noqa: SIM110 - `all` takes twice as long to say no, as it nearly always does
            if not held & mask:
                return False
        return True

    def among(self, held: Sequence[int]) -> Sequence[int]:
        """Return the numbers of the texts whose words hold all that is needed."""
        numbers: Sequence[int] = range(len(held))
        for mask in self.needs:
            numbers = [number for number in numbers if held[number] & mask]
        return numbers


class _Words(dict[str, int]):
    """What each word holds: a bit for each piece that stands in it, be it in part."""

    def __init__(self) -> None:
        super().__init__()
        self._bits: dict[tuple[str, bool], int] = {}
        self._pieces: list[str] = []
        self._by_pair: dict[str, dict[str, int]] = {}  # by the two letters that a part begins with
        self._by_letter: dict[str, int] = {}
        # The bits of what counts only where a word begins, and of what ends one.
        self._beginning = self._ending = 0

    def mask(self, pieces: frozenset[str], *, begin_words: bool = False) -> int:
        """Return the bits of some pieces.

        Args:
            pieces: the pieces.
            begin_words: whether only those count with which a word begins, or what in it is none.
        """
        return reduce(or_, (self._bit(piece, begin_words) for piece in pieces), 0)

    def pieces(self, mask: int) -> Iterator[str]:
        """Yield the pieces of some bits."""
        while mask:
            lowest = mask & -mask
            yield self._pieces[lowest.bit_length() - 1]
            mask ^= lowest

    def _bit(self, piece: str, begins_word: bool) -> int:
        if (piece, begins_word) not in self._bits:
            bit = self._bits[piece, begins_word] = 1 << len(self._pieces)
            self._pieces.append(piece)
            longest = max(piece.split(), key=len)
            # Before a sign a boundary is the end of a word.
            if begins_word and (
                piece == DIGIT or (piece[0].isalnum() and piece.startswith(longest))
            ):
                self._beginning |= bit
            if longest + BLANK in piece:
                self._ending |= bit
            for part in digits if piece == DIGIT else [longest]:
                if len(part) == 1:
                    self._by_letter[part] = self._by_letter.get(part, 0) | bit
                else:
                    parts = self._by_pair.setdefault(part[:2], {})
                    parts[part] = parts.get(part, 0) | bit
        return self._bits[piece, begins_word]

    def __missing__(self, word: str) -> int:
        mask, plain = 0, word if word.isascii() else _OTHER_DIGIT.sub("0", word)
        for at, letter in enumerate(plain):
            standing = [(letter, self._by_letter.get(letter, 0))]
            for part, bits in self._by_pair.get(plain[at : at + 2], _NOTHING).items():
                if plain.startswith(part, at):
                    standing.append((part, bits))
            apart = self._beginning if at and _goes_on_word(plain[at - 1]) else 0
            for part, bits in standing:
                mask |= bits & ~(apart | (self._ending if at + len(part) < len(plain) else 0))
        self[word] = mask
        return mask


def _folded(text: str) -> str:
    """Return a text in lower case, with blanks for white space.

    What passes for ASCII where case is disregarded is ASCII in it.
    """
    lower = text.lower()
    if not lower.isprintable():  # as no white space is but the blank
        lower = _OTHER_BLANK.sub(BLANK, lower)
    if text.isascii():
        return lower
    return lower.replace("i\u0307", "i").replace("\u0131", "i").replace("\u017f", "s")


def _spots(
    texts: Sequence[str],
    lower: str,
    pieces: Iterable[str],
    places: dict[tuple[str, bool], list[int]],
    *,
    at_boundary: bool,
) -> Spots | None:
    """Return where one of some pieces stands in some texts, or None if that cannot be told.

    Args:
        texts: the texts.
        lower: the texts in lower case, a line end between them.
        pieces: the pieces.
        places: where pieces are known to stand in the texts; what is found is added.
        at_boundary: whether only those places count at which a word begins or ends.
    """
    if len(lower) != sum(map(len, texts)) + len(texts) - 1:
        return None
    offsets: list[int] = []
    for piece in pieces:
        # Before a letter or a digit a boundary is the beginning of a word.
        key = piece, at_boundary and (piece == DIGIT or piece[0].isalnum())
        if key not in places:
            places[key] = _places(lower, *key)
        offsets += places[key]
    offsets.sort()
    spots: Spots = {}
    number, begin, end = 0, 0, len(texts[0])
    for at in offsets:
        while at > end:
            number, begin = number + 1, end + 1
            end = begin + len(texts[number])
        spots.setdefault(number, []).append(at - begin)
    return spots


def _places(lower: str, piece: str, begins_word: bool) -> list[int]:
    if piece == DIGIT:
        digit = _ASCII_DIGIT if lower.isascii() else _ANY_DIGIT
        offsets = [match.start() for match in digit.finditer(lower)]
    else:
        offsets = []
        at = lower.find(piece)
        while at >= 0:
            offsets.append(at)
            at = lower.find(piece, at + 1)
    if not begins_word:
        return offsets
    return [at for at in offsets if not at or not _goes_on_word(lower[at - 1])]


def _goes_on_word(character: str) -> bool:
    return character.isalnum() or character == "_"
