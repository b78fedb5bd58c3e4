"""A piece of a page as our output may show it: short, on one line, masked."""

from __future__ import annotations

from proofpack.refresh.evidence.marked_text import plain
from proofpack.secrets.masking import Mask

AROUND = 120
"""Characters that are shown on each side."""
LONGEST = 300
"""Characters of a quote or match that are shown."""
_WINDOW = 400
"""Characters on each side that are looked at, because a key may be cut by the border."""


def excerpt(text: str, start: int, end: int, mask: Mask) -> str:
    """Return a piece of text with what stands around it, masked, on one line.

    Args:
        text: text, with or without marks.
        start: where the piece starts.
        end: where it ends.
        mask: hides what looks like a secret.
    """
    before = plain(f"|{text[max(0, start - _WINDOW) : start]}|")[1:-1]
    piece = plain(f"|{text[start:end]}|")[1:-1]
    after = plain(f"|{text[end : end + _WINDOW]}|")[1:-1]
    whole = before + piece + after
    shown_end = len(before) + min(len(piece), LONGEST)
    first = _inwards(whole, max(0, len(before) - AROUND), len(before), 1)
    last = _inwards(whole, min(len(whole), shown_end + AROUND), shown_end, -1)
    return f"{'…' if first else ''}{mask(whole, first, last)}{'…' if last < len(whole) else ''}"


def _inwards(text: str, position: int, limit: int, step: int) -> int:
    """Return a position moved towards a limit, to the border of a word if one is near."""
    if position in (0, len(text)):
        return position
    for at in range(position, limit, step)[:24]:
        if text[at - 1].isspace() or text[at].isspace():
            return at
    return position
