"""Characters that do not show, and quotation marks and dashes with the plain characters for them.

The one table for everyone who compares or scans text: quotes of facts, secrets, claims.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Any

_SHOWN_FORMATS = {
    *range(0x0600, 0x0606),
    *(0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD),
    *range(0x13430, 0x13440),
}
"""Of the category Cf, those that do show: signs of numbers and years, joiners of hieroglyphs."""
_FILLERS = {
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xE0000, 0xE1000),
}
"""What is no format character and does not show either: fillers, variation selectors, tags."""
_MUSIC = (*range(0x1BC00, 0x1BD00), *range(0x1D100, 0x1D200))

FORMATS = frozenset(
    code
    # Blocks that hold any: to ask for all of Unicode would take longer than all else that starts.
    for code in (*range(0x900), *range(0x1800, 0x2100), *range(0xFE00, 0x10000), *_MUSIC)
    if (unicodedata.category(chr(code)) == "Cf" and code not in _SHOWN_FORMATS)
    or 0x2060 <= code < 0x2070
)
"""Code points that show nothing and format what stands around them. Files of packets, ledgers and the
like spell these out; variation selectors stay as they are there, because they are parts of emoji."""

DIRECTIONS = frozenset({0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})
"""Those that turn the direction of text, and so may show it as what it is not. No file of a project may
hold one. Others may stand there: joiners are a part of words and emoji, soft hyphens of long words."""

INVISIBLE = FORMATS | _FILLERS
"""Code points that show nothing: Unicode's Default_Ignorable_Code_Point, and annotation marks. Secrets
and claims are looked for in text without them."""

INVISIBLE_IN_QUOTES = frozenset(
    {
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *(code for code in INVISIBLE if 0x2000 <= code < 0x206A or 0xFE00 <= code < 0xFE10),
    }
)
"""Those that quotes of facts are compared without. Digests in ledgers stand on them: what widens this
set changes the extraction rules (`refresh/evidence/evaluate.RULES`)."""

STRAIGHT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
}
"""Quotation marks and dashes, each with the plain character for it."""


def ranges(codes: frozenset[int]) -> str:
    """Return code points as the inside of a class of a regular expression, in Python and in browsers."""
    listed, pieces = sorted(codes), []
    first = last = listed[0]
    for code in [*listed[1:], sys.maxunicode + 2]:
        if code != last + 1:
            pieces.append(f"{chr(first)}-{chr(last)}")
            first = code
        last = code
    return "".join(pieces)


_JOINERS = frozenset({0xAD, 0x200C, 0x200D})
"""Those that are a part of words and emoji in print, too."""
_UNPRINTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
    f"\U000e0000-\U000e00ff{ranges(FORMATS - _JOINERS)}]|\r(?!\n)"
)


def visible(text: str) -> str:
    """Return text in which each character that moves a cursor, turns text or hides is `U+XXXX`.

    For all that is printed and may repeat what others wrote: an escape sequence must not reach a
    terminal or a log.

    Args:
        text: any text. Line ends and tabs stay, and joiners, which are a part of words and emoji.
    """
    return _UNPRINTED.sub(lambda match: f"U+{ord(match[0]):04X}", text)


def visible_in(data: Any) -> Any:
    """Return data with every text in it as `visible` gives it, keys too.

    Args:
        data: what is about to be written as JSON, which would spell the same characters as escapes.
    """
    if isinstance(data, str):
        return visible(data)
    if isinstance(data, dict):
        return {visible_in(key): visible_in(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [visible_in(value) for value in data]
    return data
