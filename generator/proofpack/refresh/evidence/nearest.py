"""Fuzzy match: what on a page is most like a quote that is lost, found fast on a long page.

Comparing the quote with every window of a megabyte would take minutes. Words that the quote shares
with the page vote for where it might have stood, rare words loudest; only the best few places are
compared letter by letter.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from proofpack.model.quotes import normalise
from proofpack.secrets.masking import Mask

LONGEST = 160
"""Characters of the nearest text that are shown."""
_BOUNDARY = re.compile(r"(?<=[.!?])\s+|\n+")
LEAST = 0.4
"""Likeness below which nothing on the page is worth showing."""
_COMPARED = 300
_CANDIDATES = 6
_MOST_WORDS = 24
_MOST_HITS = 300
_WINDOW = 1000


def nearest(quote: str, text: str, mask: Mask) -> tuple[str, float]:
    """Return the text that is most like a lost quote, masked, and its likeness from 0 to 1.

    Args:
        quote: as written in a source pack.
        text: the visible text of the page, in its own case.
        mask: hides what looks like a secret.
    """
    start, end, likeness = locate(quote, text)
    if likeness < LEAST:
        return "", 0.0
    return _shown(text, *_sentence(text, start, end), mask), round(likeness, 2)


def locate(quote: str, text: str) -> tuple[int, int, float]:
    """Return from where to where the text stands that is most like a quote, and its likeness.

    Args:
        quote: as written in a source pack.
        text: the visible text of the page, in its own case.
    """
    wanted = normalise(quote)[:_COMPARED]
    folded = text.casefold()
    if len(folded) != len(text):  # marked text sees to it; any other text is compared as it is
        folded = text
    best, best_start, best_end = 0.0, 0, 0
    for start in _candidates(wanted, folded):
        begin, end = _window(folded, start, len(wanted))
        begin, end, likeness = _trimmed(wanted, folded, begin, end)
        if likeness > best:
            best, best_start, best_end = likeness, begin, end
    return best_start, best_end, best


def _candidates(wanted: str, folded: str) -> list[int]:
    """Return where the quote might have started, by the votes of the words that are shared."""
    votes: Counter[int] = Counter()
    width = max(8, len(wanted) // 2)
    for word, offset in _telling(wanted):
        hits = _hits(word, folded)
        for hit in hits:
            bucket = max(0, hit - offset) // width
            votes[bucket] += 1000 // (len(hits) + 3)
            votes[bucket + 1] += 500 // (len(hits) + 3)
    return [bucket * width for bucket, _ in votes.most_common(_CANDIDATES)]


def _telling(wanted: str) -> list[tuple[str, int]]:
    """Return the longer words of a quote with their positions, or pieces of it if it has none."""
    words, position = [], 0
    for word in wanted.split(" "):
        bare = word.strip(".,:;!?()[]{}\"'")
        if len(bare) >= 4:
            words.append((bare, position + word.index(bare)))
        position += len(word) + 1
    if len(words) < 2:
        words += [(wanted[at : at + 6], at) for at in range(0, len(wanted) - 5, 3)]
    return words[:_MOST_WORDS]


def _hits(word: str, folded: str) -> list[int]:
    hits: list[int] = []
    at = folded.find(word)
    while at >= 0 and len(hits) < _MOST_HITS:
        hits.append(at)
        at = folded.find(word, at + len(word))
    return hits


def _window(folded: str, start: int, length: int) -> tuple[int, int]:
    margin = max(12, length // 3)
    return max(0, start - margin), min(len(folded), start + length + length // 2 + margin)


def _trimmed(wanted: str, folded: str, begin: int, end: int) -> tuple[int, int, float]:
    """Return the part of a window that answers to the quote, at word borders, and its likeness."""
    piece = folded[begin:end].replace("\n", " ")
    blocks = SequenceMatcher(None, wanted, piece, autojunk=False).get_matching_blocks()[:-1]
    blocks = [block for block in blocks if block.size >= 3] or blocks
    if not blocks:
        return begin, begin, 0.0
    largest = max(blocks, key=lambda block: block.size)
    anchor = largest.b - largest.a
    slack = len(wanted) // 3 + 4
    near = [block for block in blocks if abs(block.b - block.a - anchor) <= slack]
    first = begin + _border(piece, near[0].b, -1)
    last = begin + _border(piece, near[-1].b + near[-1].size, 1)
    part = folded[first:last].replace("\n", " ")
    return first, last, SequenceMatcher(None, wanted, part, autojunk=False).ratio()


def _border(piece: str, at: int, step: int) -> int:
    """Return the border of the word at a position."""
    while 0 < at < len(piece) and not (piece[at - 1].isspace() or piece[at].isspace()):
        at += step
    return at


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where the sentence goes that a piece stands in, if it is short enough."""
    before = [match.end() for match in _BOUNDARY.finditer(text, max(0, start - LONGEST), start)]
    after = _BOUNDARY.search(text, max(start, end - 1), end + LONGEST)
    first = before[-1] if before else 0 if start < LONGEST else start
    last = after.start() if after else len(text) if len(text) < end + LONGEST else end
    return (first, last) if last - first <= LONGEST - 8 else (start, end)


def _shown(text: str, start: int, end: int, mask: Mask) -> str:
    end = min(end, start + LONGEST - 8)
    window = max(0, start - _WINDOW)
    piece = mask(text[window : end + _WINDOW], start - window, end - window)
    return " ".join(piece.split())[:LONGEST]
