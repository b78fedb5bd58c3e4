"""Fences of code: where they open and where they close, as the engine reads them.

The engine (superfences) is stricter than most: a fence closes with the very marks that open it, at the
same indentation, holds no line that is indented less, and names nothing but a language and options
that it knows. What it does not take for a fence it reads as prose, tags and all: so nothing else is
code here, either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_MAY_OPEN = re.compile(r"(?P<prefix>[> \t]*)(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_INFO = re.compile(
    r"(?:[ \t]*\.?[\w#.+-]+(?=[ \t]|$))?"
    r"(?:[ \t]*\{.*\}"
    r"|(?:[ \t]+(?:hl_lines=([\"'])[\d \t-]+\1|linenums=([\"'])[\d \t]+\2|title=([\"']).*?\3)"
    r"(?=[ \t]|$))*)"
    r"[ \t]*$"
)


class Fence(NamedTuple):
    """An opened fence.

    Attributes:
        mark: its backticks or tildes.
        width: columns of what stands before it: blanks, and marks of quotes.
        quotes: how many marks of quotes these are.
        known: whether the engine knows what stands after the marks. If not, it takes it for prose.
    """

    mark: str
    width: int
    quotes: int
    known: bool


class End(NamedTuple):
    """The line after a fence, and the first line in it that ends it early: it is indented less."""

    line: int
    shallow: int | None


def opening(line: str) -> Fence | None:
    """Return the fence that a line opens. Code within a line opens none."""
    match = _MAY_OPEN.match(line)
    if not match:
        return None
    known = bool(_INFO.match(match["info"]))
    if not known and "`" in match["info"]:
        return None
    prefix = match["prefix"].expandtabs(4)
    return Fence(match["mark"], len(prefix), prefix.count(">"), known)


def end(fence: Fence, lines: Sequence[str], first: int) -> End | None:
    """Return where a fence ends.

    Args:
        fence: the fence.
        lines: lines of the text.
        first: number of the first line in it.

    Returns:
        Its end, or None if nothing closes it.
    """
    shallow = None
    for number in range(first, len(lines)):
        line = lines[number]
        prefix = line[: len(line) - len(line.lstrip("> \t" if fence.quotes else " \t"))]
        content = line[len(prefix) :].rstrip()
        prefix = prefix.expandtabs(4)
        fits = len(prefix) >= fence.width and prefix.count(">", 0, fence.width) == fence.quotes
        if content == fence.mark and (len(prefix) == fence.width or not fits):
            return End(number + 1, shallow if fits or shallow is not None else number)
        if content and not fits and shallow is None:
            shallow = number
    return None
