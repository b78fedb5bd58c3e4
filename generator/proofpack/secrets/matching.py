"""What `announced` asks of texts and patterns; `site-overrides/scripts/matching.js` answers the same.

Patterns are texts, compiled once; with each, what of a text it has to match is in the name of the
function. Offsets count from the beginning of the text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

Span = tuple[int, int]
"""Where a stretch of a text begins and ends."""
Ending = tuple[int, str, str]
"""Where the end of a text begins, the end, and the first group of its pattern (empty without one)."""


@cache
def _compiled(pattern: str, ignore_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | (re.IGNORECASE if ignore_case else 0))


def holds(pattern: str, text: str) -> bool:
    """Return whether a pattern stands in a text."""
    return _compiled(pattern).search(text) is not None


def mentions(pattern: str, text: str) -> bool:
    """Return whether a pattern stands in a text, whatever its case."""
    return _compiled(pattern, ignore_case=True).search(text) is not None


def is_form(pattern: str, text: str) -> bool:
    """Return whether a pattern is the whole of a text."""
    return _compiled(pattern).fullmatch(text) is not None


def is_word(pattern: str, text: str) -> bool:
    """Return whether a pattern is the whole of a text, whatever its case."""
    return _compiled(pattern, ignore_case=True).fullmatch(text) is not None


def begins(pattern: str, text: str) -> bool:
    """Return whether a text begins with a pattern, whatever its case."""
    return _compiled(pattern, ignore_case=True).match(text) is not None


def ending(pattern: str, text: str) -> Ending | None:
    """Return the end of a text that a pattern matches, whatever its case."""
    match = _compiled(rf"(?:{pattern})\Z", ignore_case=True).search(text)
    return match and (match.start(), match[0], match[match.re.groups and 1] or "")


def end_of(pattern: str, text: str, start: int, end: int) -> int:
    """Return where a pattern ends that begins at a place of a text, or 0."""
    match = _compiled(pattern).match(text, start, end)
    return match.end() if match else 0


def first_of(pattern: str, text: str, start: int, end: int) -> Span | None:
    """Return where a pattern stands first between two places of a text."""
    match = _compiled(pattern).search(text, start, end)
    return match and match.span()


def spans_of(pattern: str, text: str, start: int, end: int) -> Iterator[Span]:
    """Yield where a pattern stands between two places of a text, in order."""
    for match in _compiled(pattern).finditer(text, start, end):
        yield match.span()


def how_often(pattern: str, text: str) -> int:
    """Return how often a pattern stands in a text."""
    return len(_compiled(pattern).findall(text))


def entropy(text: str) -> float:
    """Return the bits per character of a text, as Shannon counts them."""
    counts = sorted(Counter(text).values())
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts)


def variety(text: str) -> int:
    """Return how many different characters a text has."""
    return len(set(text))
