"""Sentences that went from a text and came to it."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


class Changes(Struct, frozen=True):
    """What changed between two texts.

    Attributes:
        went: the sentences that only the old one has, in its order.
        came: those that only the new one has.
    """

    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()

    @classmethod
    def between(cls, old: str, new: str) -> Changes:
        """Compare two texts. A sentence that moved has not changed."""
        before, after = _sentences(old), _sentences(new)
        return cls(_lacking(before, after), _lacking(after, before))


def _lacking(sentences: list[str], others: list[str]) -> tuple[str, ...]:
    known = Counter(others)
    lacking = []
    for sentence in sentences:
        known[sentence] -= 1
        if known[sentence] < 0:
            lacking.append(sentence)
    return tuple(lacking)


def _sentences(text: str) -> list[str]:
    return [" ".join(sentence.split()) for sentence in _SENTENCE.split(text) if sentence.strip()]
