"""Folds within a key: the line ends and blanks after which it goes on.

Every line of a text ends and every word has a blank before it, but few are followed by what looks like
more of a key. So the pattern of a fold is tried only at those: before words that hold a digit or a
capital after a small letter, and before lines of one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofpack.secrets.anchored_text import seen_as

_TOKEN = "A-Za-z0-9_+/="  # noqa: S105 - the characters of which keys consist
# What may stand before a line and at its end: quotation marks, commas, signs of quotes and comments.
_SIGNS, _ENDS = r""" \t>|*#+"',""", r""" \t"',;"""
BREAK = (
    # The key of a mapping and the name of a variable on the next line are no more of a key.
    rf"(?<=[{_TOKEN}.-])(?:[ \t]{{0,8}}\n[{_SIGNS}]{{0,40}}"
    r"""(?![A-Za-z0-9_./-]{1,60}(?::[ \n]|(?:=| = )["'`]?[A-Za-z0-9$<{/_.-]))"""
    # After a blank only what looks random goes on (see `_goes_on`): words are passed over here, at once.
    rf"| (?=[{_TOKEN}.-]{{0,199}}?(?:[0-9]|[a-z][A-Z])))"
    rf"(?=([{_TOKEN}-][{_TOKEN}.-]{{0,199}}))"
    rf"(?=([{_TOKEN}-][{_TOKEN}.-]{{0,199}}[{_ENDS}]{{0,8}}(?![^\n])|))"
)
IDENTIFIER = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-|[0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]{2,8}_[A-Za-z0-9]{8}"
RANDOM = r"(?=.{4})(?:.*[0-9].*[A-Za-z]|.*[A-Za-z].*[0-9]|.*[a-z][A-Z])"
WORD = r"[A-Z]?[a-z]{4,15}[.]?"
_BREAK, _IDENTIFIER = re.compile(BREAK), re.compile(IDENTIFIER)
_RANDOM, _WORD = re.compile(RANDOM), re.compile(WORD)
# A line end after which, perhaps behind signs, a line of one word or a word that looks random begins.
_LINE_END = re.compile(
    rf"\n(?=[{_SIGNS}]{{0,40}}(?:[{_TOKEN}.-]{{0,199}}?(?:[0-9]|[a-z][A-Z])"
    rf"|[{_TOKEN}-][{_TOKEN}.-]{{0,199}}[{_ENDS}]{{0,8}}(?![^\n])))"
)


def folds(text: str, *, everywhere: bool = False) -> Iterator[re.Match[str]]:
    """Yield the breaks after which a key goes on.

    Args:
        text: a text in normal form.
        everywhere: whether to look at every character, not only where a fold can be. What is found is
            the same, but it takes many times as long.
    """
    yield from filter(_goes_on, _BREAK.finditer(text) if everywhere else _breaks(text))


def _breaks(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_BREAK` finds, as far as it may go on: it is tried only where it can."""
    end = 0
    for start in sorted({*_line_ends(text), *_blanks(text)}):
        if start >= end and (match := _BREAK.match(text, start)):
            end = match.end()
            yield match


def _line_ends(text: str) -> Iterator[int]:
    """Yield where lines end, before the blanks at their end."""
    for match in _LINE_END.finditer(text):
        start = match.start()
        while start and match.start() - start < 8 and text[start - 1] in " \t":
            start -= 1
        yield start


def _blanks(text: str) -> Iterator[int]:
    """Yield the blanks before words with a digit, or a capital after a small letter."""
    shape = seen_as("shape", text)
    for sign in ("0", "aA"):
        at = shape.find(sign)
        while at >= 0:
            start = text.rfind(" ", max(0, at - 200), at)
            if start >= 0:
                yield start
            # Nothing else in this word makes it another one.
            after = shape.find(" ", at)
            at = shape.find(sign, after) if after >= 0 else -1


def _goes_on(match: re.Match[str]) -> bool:
    """Return whether what follows a break looks like more of a key, and not like words or ids."""
    piece, alone = match[1], bool(match[2]) and "\n" in match[0]
    if _IDENTIFIER.match(piece):
        return False
    return bool(_RANDOM.match(piece)) or (alone and not _WORD.fullmatch(piece))
