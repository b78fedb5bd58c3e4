"""How a text is looked at to find places in it: the same characters, seen more or less sharply.

Each view shows one sign for each character of the text, so that a place in one is the same place in all.
"""

from __future__ import annotations

from typing import Literal

View = Literal["text", "lower", "shape"]
"""A text as it is, in lower case, or with one sign for each kind of character."""

SHAPE = b"".join(
    b"A" if one.isupper() else b"a" if one.islower() else b"0" if one.isdigit() else one
    for one in (bytes([code]) for code in range(256))
)
"""The signs of a shape, for `bytes.translate`: `A` and `a` for letters, `0` for digits."""


def one_byte_each(text: str) -> str:
    """Return a text with a question mark for what no pattern for ASCII can name.

    Args:
        text: any text.
    """
    return text if text.isascii() else text.encode("latin-1", "replace").decode("latin-1")


def seen_as(view: View, text: str) -> str:
    """Return a text as a view shows it.

    Args:
        view: the view.
        text: a text of characters of one byte each.
    """
    if view == "lower":
        return text.lower()
    return text if view == "text" else text.encode("latin-1").translate(SHAPE).decode("latin-1")
