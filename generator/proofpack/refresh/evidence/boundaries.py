"""Word boundaries of a quote match: not inside a longer word, number, path or address.

`https://api.example.com/v1` stands in `https://api.example.com/v1/chat`, which continues the path,
but not in `.../v11` or `.../v1beta`, which is another address. "5 minutes" does not stand in
"15 minutes".
"""

from __future__ import annotations

import re

from proofpack.refresh.evidence.marked_text import MARKS, STRONG, WEAK

_SKIPPED = frozenset(f"{MARKS}`*")
_TECHNICAL = re.compile(r"[/\d_:=.@]")
_PREFIX = re.compile(r"(?:^|[^a-z])(?:non|un|anti|pre|post|sub|semi|multi|de)\Z")
_HOST = re.compile(
    r"(?:^|[\s\"'(<\[=])(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?\Z|//[\w.:-]+\Z"
)
_REACH = 80


def is_word(character: str) -> bool:
    """Return whether a character joins its neighbours to one word, number or name.

    Scripts that set no blanks between words have no boundaries that could be found.
    """
    if character >= "\u2e80" or "\u0e00" <= character <= "\u0eff":
        return False
    return character.isalnum() or character == "_"


def starts_at_boundary(text: str, start: int) -> bool:
    """Return whether what starts at a position begins there, and is not the tail of more.

    Args:
        text: folded text with marks.
        start: where the first letter of the quote stands.
    """
    first = text[start]
    before, edges = _before(text, start)
    if not before or before[-1].isspace():
        return True
    last = before[-1]
    if not is_word(first):
        return not (first == "/" and is_word(last)) or _HOST.search(before) is not None
    if is_word(last):
        return STRONG in edges and not (first.isdigit() and last.isdigit())
    return not _joins_before(before, first, edges)


def ends_at_boundary(text: str, end: int, marked: str) -> bool:
    """Return whether what ends at a position ends there, and is not the head of more.

    Args:
        text: folded text with marks.
        end: just behind the last letter of the quote.
        marked: the same text in its own case; a capital after a full stop starts a sentence.
    """
    last = text[end - 1]
    after, edges, place = _after(text, end)
    if not after or after[0].isspace() or not is_word(last):
        return True
    if is_word(after[0]):
        return STRONG in edges and not (last.isdigit() and after[0].isdigit())
    if len(after) < 2 or not is_word(after[1]) or edges:
        return not (after.startswith("'t") or (after[0] in "-." and edges and _digits(last, after)))
    if after.startswith("'t"):
        return False
    return not _joins_after(_token(text, end), after, marked[place + 1 : place + 2])


def _digits(last: str, after: str) -> bool:
    return last.isdigit() and after[1:2].isdigit()


def _joins_before(before: str, first: str, edges: str) -> bool:
    """Return whether a sign before the quote makes it the tail of a number, a name or a compound."""
    sign, rest = before[-1], before[:-1]
    if first.isdigit() and sign in ".,-" and rest[-1:].isdigit():
        return True
    if first.isdigit() and sign == "-" and (not rest or rest[-1].isspace()):
        return True
    if sign == "-":
        return _PREFIX.search(rest) is not None
    return sign == "." and is_word(rest[-1:] or " ") and not edges


def _joins_after(token: str, after: str, following: str) -> bool:
    """Return whether a sign after the quote makes it the head of a longer number, name or address."""
    sign, digit = after[0], after[1].isdigit()
    if sign in ".," and digit and token[-1:].isdigit():
        return True
    if sign == ":" and digit:
        return "://" in token
    if sign in "-.@":
        return _TECHNICAL.search(token) is not None and not (sign == "." and following.isupper())
    return False


def _before(text: str, start: int) -> tuple[str, str]:
    """Return what stands before a position, and the edges directly there."""
    near = start
    while near > 0 and text[near - 1] in _SKIPPED:
        near -= 1
    piece = text[max(0, near - _REACH) : near]
    return "".join(letter for letter in piece if letter not in _SKIPPED), text[near:start]


def _after(text: str, end: int) -> tuple[str, str, int]:
    """Return the first characters after a position, the edges directly there, and their place."""
    near = end
    while near < len(text) and text[near] in _SKIPPED:
        near += 1
    piece = "".join(letter for letter in text[near : near + 8] if letter not in _SKIPPED)
    edges = "".join(mark for mark in text[end:near] if mark in (WEAK, STRONG))
    return piece, edges, near


def _token(text: str, end: int) -> str:
    """Return the last unbroken run of characters of what ends at a position."""
    piece = text[max(0, end - _REACH) : end]
    return "".join(letter for letter in piece if letter not in _SKIPPED).rpartition(" ")[2]
