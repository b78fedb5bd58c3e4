"""Quotes and page text in one spelling, and the short digest by which a quote is known.

This is a room of its own, because the site asks whether the quote that was looked for is still the
quote of today, and must not load an HTML parser to find out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from proofpack.model.records.sources import Absence, Fact

# Nobody sees these, and publishers sprinkle them where a line may break: soft hyphens, zero-width
# spaces and joiners, direction marks, variation selectors, the byte order mark.
_UNSEEN = (
    0x00AD,
    0x034F,
    0x061C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    *range(0xFE00, 0xFE10),
    0xFEFF,
)
# Straightened before NFKC, which would turn some of them into a space and a combining mark.
_STRAIGHT = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    # A raised digit is a reference to a footnote more often than a power; it must not join a number.
    **{raised: f" {unicodedata.normalize('NFKC', raised)}" for raised in "\u00b9\u00b2\u00b3"},
}
_UNIFY = {
    **dict.fromkeys(_UNSEEN),
    **{ord(character): straight for character, straight in _STRAIGHT.items()},
}
_EMPHASIS = re.compile("[`*]+")
# A star between two digits is a multiplication, and must not join them.
_TIMES = re.compile(r"(?<=[0-9])\*(?=[0-9])")
# "a -- b" in a source is a dash on the page, where something typographic stands between.
_TYPED_DASH = re.compile(r"(?<=\s)-{2,3}(?=\s)")


def unify(text: str) -> str:
    """Return text with one spelling of quotes and dashes and nothing invisible; case stays.

    Args:
        text: any text. White space is left as it is.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_UNIFY))
    if "*" in text:
        text = _TIMES.sub("\u2217", text)
    return _TYPED_DASH.sub("-", text) if "--" in text else text


def normalise(text: str) -> str:
    """Return text as quotes are compared: unified, without emphasis marks, on one line, case-folded.

    Args:
        text: a quote, or the text of a page.
    """
    return " ".join(_EMPHASIS.sub("", unify(text)).split()).casefold()


def words(fact: Fact | Absence) -> str:
    """Return the digest of what is looked for: 12 characters that change when the quote does.

    Args:
        fact: a fact (its quote in normal form counts) or an absence (its pattern as written).
    """
    quote = getattr(fact, "quote", None)
    key = (
        f"pattern {getattr(fact, 'pattern', '')}" if quote is None else f"quote {normalise(quote)}"
    )
    return hashlib.sha256(key.encode()).hexdigest()[:12]
