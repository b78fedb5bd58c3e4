"""Quotes and page text in one spelling, and the short digest by which a quote is known.

This is a room of its own, because the site asks whether the quote that was looked for is still the
quote of today, and must not load an HTML parser to find out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from proofpack.text.characters import INVISIBLE_IN_QUOTES, STRAIGHT

if TYPE_CHECKING:
    from proofpack.model.records.sources import Absence, Fact

# Straightened before NFKC, which would turn some of them into a space and a combining mark.
_STRAIGHT = {
    **STRAIGHT,
    # A raised digit is a reference to a footnote more often than a power; it must not join a number.
    **{raised: f" {unicodedata.normalize('NFKC', raised)}" for raised in "\u00b9\u00b2\u00b3"},
}
_UNIFY = {
    **dict.fromkeys(INVISIBLE_IN_QUOTES),
    **{ord(character): straight for character, straight in _STRAIGHT.items()},
}
_ODD = re.compile(f"[{''.join(map(re.escape, map(chr, _UNIFY)))}]")
# A star between two digits is a multiplication, and must not join them.
_TIMES = re.compile(r"(?<=[0-9])\*(?=[0-9])")
# "a -- b" in a source is a dash on the page, where something typographic stands between.
_TYPED_DASH = re.compile(r"(?<=\s)-{2,3}(?=\s)")


def _unified(odd: re.Match[str]) -> str:
    return _UNIFY[ord(odd[0])] or ""


def unify(text: str) -> str:
    """Return text with one spelling of quotes and dashes and nothing invisible; case stays.

    Args:
        text: any text. White space is left as it is.
    """
    if not text.isascii():
        # The characters are few, and `translate` asks for each one of a text.
        text = unicodedata.normalize("NFKC", _ODD.sub(_unified, text))
    if "*" in text:
        text = _TIMES.sub("\u2217", text)
    return _TYPED_DASH.sub("-", text) if "--" in text else text


def normalise(text: str) -> str:
    """Return text as quotes are compared: unified, without emphasis marks, on one line, case-folded.

    Args:
        text: a quote, or the text of a page.
    """
    return " ".join(unify(text).replace("`", "").replace("*", "").split()).casefold()


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
