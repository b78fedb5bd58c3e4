"""Code spans and comments of Markdown, paired as the engine pairs them.

A run of backticks closes at the next run of its length; where there is none, at the longest shorter
one that is left. Both look no further than their paragraph, item, heading or row. Whether a tag is
code or runs in a reader's browser hangs on these pairs, so they are Python-Markdown's own, in linear
time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TICKS = re.compile(r"`+")
_BLANK_LINE = re.compile(r"\n[ \t]*(?=\n)")


class CodeSpan(NamedTuple):
    """A code span: where it starts, where its content does, and where both end."""

    start: int
    inner: int
    inner_end: int
    end: int


def code_spans(text: str, units: Iterable[tuple[int, int]]) -> Iterator[CodeSpan]:
    """Yield the code spans of a text, in order.

    Args:
        text: Markdown.
        units: where each paragraph, item, heading and row begins and ends, in order.
    """
    for begin, end in units:
        first = text.find("`", begin, end)
        if first >= 0:
            yield from _in_unit(text, first, end, begin)


def _in_unit(text: str, first: int, end: int, begin: int) -> Iterator[CodeSpan]:
    runs = [match.span() for match in _TICKS.finditer(text, first, end)]
    lengths = [stop - start for start, stop in runs]
    places: dict[int, list[int]] = defaultdict(list)
    for number, length in enumerate(lengths):
        places[length].append(number)
    longest = _longest_after(lengths)
    number = 0
    while number < len(runs):
        start, stop = runs[number]
        start += _is_escaped(text, start, begin)
        length = stop - start
        closing = _next(places[length], number) if length else None
        if closing is None and 0 < longest[number] < length:
            length = longest[number]
            closing = _next(places[length], number)
        if closing is None:
            number += 1
        else:
            last = runs[closing]
            yield CodeSpan(start, start + length, last[0], last[1])
            number = closing + 1


def _longest_after(lengths: list[int]) -> list[int]:
    """Return for each run of backticks how long the longest one after it is."""
    longest = [0] * len(lengths)
    for number in range(len(lengths) - 2, -1, -1):
        longest[number] = max(longest[number + 1], lengths[number + 1])
    return longest


def _next(numbers: list[int], number: int) -> int | None:
    position = bisect_right(numbers, number)
    return numbers[position] if position < len(numbers) else None


def _is_escaped(text: str, at: int, begin: int) -> bool:
    start = at
    while start > begin and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


_COMMENT = re.compile(r"[\\`<](?:(?<=\\)[\\`<]|(?<=`)`*|(?<=<)(?P<open>!--))")


def comments(text: str) -> list[tuple[int, int]]:
    """Return where each comment begins and ends. One that is not closed ends where it begins.

    From left to right, a comment hides what would be code in it, and code what would be a comment.
    """
    if "<!--" not in text:
        return []
    runs: dict[int, list[int]] = defaultdict(list)
    for run in _TICKS.finditer(text):
        runs[len(run[0])].append(run.start())
    blanks = [match.start() for match in _BLANK_LINE.finditer(text)]
    spans: list[tuple[int, int]] = []
    at, close, open_ended = 0, -1, False
    while (match := _COMMENT.search(text, at)) is not None:
        at = match.end()
        if match["open"]:
            if not open_ended:
                close = text.find("-->", at)
                open_ended = close < 0
            at = at if open_ended else close + 3
            spans.append((match.start(), match.start() if open_ended else at))
        elif match[0].startswith("`"):
            last = _next(runs[len(match[0])], match.start())
            if last is not None and bisect_right(blanks, last) == bisect_right(blanks, at):
                at = last + len(match[0])
    return spans
