"""Rewording: the words that a page has now in the place of a lost quote, if they are nearly the same.

A quote stays lost when one letter of it differs. What differs is shown, and a person may take the new
words: then nobody has to copy them, and nobody copies half of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from msgspec import Struct

from proofpack.model.quotes import normalise
from proofpack.model.records.base import MINIMUM_QUOTE
from proofpack.refresh.evidence.marked_text import MarkedText
from proofpack.refresh.evidence.match import find_quote
from proofpack.refresh.evidence.nearest import locate
from proofpack.refresh.evidence.trifles import turns_meaning
from proofpack.secrets.masking import Mask

NEARLY = 0.85
"""Likeness from which two texts are nearly the same.

Of lost quotes in real documentation, those that persons found to say the same in other words are at
least so alike; below, the nearest text is most often about something else."""
_MOST_DIFFERENCES = 6
_WINDOW = 1000
_UNSPACED = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_ENDS = re.compile(r"[.!?:;][\"')\]]*\Z|[\u3002\uff01\uff1f]\Z")
_BEHIND, _BEFORE = ".,;:!?)]\"'\u201d\u2019\u3002", "([\"'\u201c\u2018"


class Difference(Struct, frozen=True):
    """A place where two texts differ.

    Attributes:
        was: the words of the quote; nothing where words came in between.
        now: the words of the page; nothing where words were left out.
        letters: those of `was` and of `now` that differ.
    """

    was: str
    now: str
    letters: tuple[str, str]

    @classmethod
    def of(cls, was: str, now: str) -> Difference:
        """Return the difference of two runs of words."""
        head = _alike(was, now)
        rest, other = was[head:], now[head:]
        tail = _alike(rest[::-1], other[::-1])
        return cls(was, now, (rest[: len(rest) - tail], other[: len(other) - tail]))

    def __str__(self) -> str:
        head = _alike(self.was, self.now)
        return " → ".join(
            f"{words[:head]}[{letters}]{words[head + len(letters) :]}"
            if letters
            else words or "nothing"
            for words, letters in zip((self.was, self.now), self.letters, strict=True)
        )


def _alike(text: str, other: str) -> int:
    """Return with how many of the same letters two texts begin."""
    pairs = zip(text, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


class Rewording(Struct, frozen=True):
    """What a page says nearly as a lost quote did.

    Attributes:
        words: the words of the page that answer to the whole quote; nothing where one is masked.
        differences: where they differ from the quote.
        fault: why they cannot be taken for the quote unread, or nothing.
    """

    words: str
    differences: tuple[Difference, ...]
    fault: str = ""


def rewording(quote: str, text: str, mask: Mask) -> Rewording | None:
    """Return the words of a page in the place of a lost quote, or None if none are nearly the same.

    Args:
        quote: as written in a source pack.
        text: the visible text of the page, in its own case.
        mask: hides what looks like a secret.
    """
    start, end, _ = locate(quote, text)
    span = _whole(quote, text, start, end)
    if span is None:
        return None
    start, end = span
    words = " ".join(text[start:end].split())
    if SequenceMatcher(None, normalise(quote), normalise(words), autojunk=False).ratio() < NEARLY:
        return None
    window = max(0, start - _WINDOW)
    shown = mask(text[window : end + _WINDOW], start - window, end - window)
    if " ".join(shown.split()) != words:
        return Rewording("", (), "the new words hold what looks like a secret")
    differences = tuple(_differences(quote, words))
    return Rewording(words, differences, _fault(words, differences, text))


def _fault(words: str, differences: Sequence[Difference], text: str) -> str:
    for difference in differences:
        if any(
            turns_meaning(normalise(word)) for word in f"{difference.was} {difference.now}".split()
        ):
            was, now = difference.was or "nothing", difference.now or "nothing"
            return f"the meaning may turn on what differs ({was} → {now})"
    if len(words) < MINIMUM_QUOTE:
        return f"the new words have fewer than {MINIMUM_QUOTE} characters"
    if not find_quote(words, MarkedText(text)):
        return "the new words are not found as a quote"
    return "" if len(differences) <= _MOST_DIFFERENCES else "too much differs"


def _whole(quote: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return from where to where the page has as many words as the quote, around those that agree."""
    wanted = [_bare(word[0]) for word in _WORD.finditer(quote)]
    before = list(_WORD.finditer(text, max(0, start - _WINDOW), start))
    inside = list(_WORD.finditer(text, start, end))
    behind = list(_WORD.finditer(text, end, end + _WINDOW))
    seen = [_bare(word[0]) for word in inside]
    blocks = SequenceMatcher(None, wanted, seen, autojunk=False).get_matching_blocks()[:-1]
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    lacking = first.a - first.b
    words = inside[max(0, -lacking) :]
    words = [*_joined(before[::-1], lacking, text, words[0].start())[::-1], *words]
    lacking = len(wanted) - (last.a + last.size) - (len(seen) - (last.b + last.size))
    words = words[: len(words) + min(0, lacking)]
    words += _joined(behind, lacking, text, words[-1].end())
    start, end = words[0].start(), words[-1].end()
    while start < end and text[start] in _BEFORE and quote[0] not in _BEFORE:
        start += 1
    while end > start and text[end - 1] in _BEHIND and quote[-1] not in _BEHIND:
        end -= 1
    return start, end


def _joined(words: Sequence[re.Match[str]], most: int, text: str, edge: int) -> list[re.Match[str]]:
    """Return words next to a text, as many as it lacks, of the same sentence and block."""
    joined: list[re.Match[str]] = []
    for word in words[: max(0, most)]:
        onward = word.start() >= edge
        between = text[edge : word.start()] if onward else text[word.end() : edge]
        sentence = text[max(0, edge - 3) : edge] if onward else word[0]
        if "\n" in between or _ENDS.search(sentence):
            break
        joined.append(word)
        edge = word.end() if onward else word.start()
    return joined


def _bare(word: str) -> str:
    return normalise(word).strip(f"{_BEHIND}{_BEFORE}")


def _differences(quote: str, words: str) -> Iterator[Difference]:
    was, now = _pieces(quote), _pieces(words)
    alike = SequenceMatcher(
        None, [normalise(word) for word in was], [normalise(word) for word in now], autojunk=False
    )
    for kind, first, last, begin, end in alike.get_opcodes():
        if kind != "equal":
            yield Difference.of(" ".join(was[first:last]), " ".join(now[begin:end]))


def _pieces(text: str) -> list[str]:
    return _WORD.findall(text)
