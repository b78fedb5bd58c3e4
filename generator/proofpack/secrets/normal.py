"""Text in the form in which secrets are looked for, with the way back to what was written.

A key can be hidden, by chance or on purpose: by characters that do not show, full-width letters,
entities, percent-encoding, escapes, curly quotes, or by a line that was folded within it. Each pass
here replaces such stretches and remembers them; everything between stays where it was.

`site-overrides/scripts/secrets.js` does the same in browsers, step by step, with the same constants and
patterns (see `constants`). Tests compare them over every character of Unicode and thousands of texts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from msgspec import Struct, field

from proofpack.secrets.folds import folds
from proofpack.text.characters import INVISIBLE, STRAIGHT, ranges

DECODINGS = 3
"""How often what decoding has brought to light is decoded again."""
DRAWN = {
    **STRAIGHT,
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029", "\n"),
    # Letters of other scripts that look like those of keys.
    **dict(
        zip(
            "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0455\u0456\u0458\u0501\u0261\u04bb\u043a\u03bf\u0131",
            "aeopcxysijdghkoi",
            strict=True,
        )
    ),
    **dict(
        zip(
            "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0405\u0406",
            "ABEKMHOPCTXSI",
            strict=True,
        )
    ),
    # These came with Unicode 16 and 17, which not every Python and browser knows yet.
    "\ua7f1": "S",
    **{chr(0x1CCD6 + n): chr(ord("A") + n) for n in range(26)},
    **{chr(0x1CCF0 + n): chr(ord("0") + n) for n in range(10)},
}
"""Odd characters, each with the plain one that is drawn like it."""
UNSEEN = f"[{ranges(INVISIBLE)}\\x00-\\x1f\\x7f\\u0300-\\u036f]"
"""A character that is left out, and an accent that stands apart from its letter."""
# Begins with one set of characters, so that what is not odd is passed over quickly.
ODD = r"[^\t\n -~](?:(?<=\x1b)\[[0-9;]{0,20}m|(?<!\r)|(?=\n))"
_NOT_ODD = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
CODED = (
    r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|(?:amp|lt|gt|quot|apos);)"
    r"|%[2-7][0-9a-fA-F]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}"
    r"""|\\["'/_-]|\\[ \t]{0,8}\n|["'] [+.] ["']"""
)
NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_CODES = ("&", "%", "\\", "' + ", '" + ', "' . ", '" . ')
_ODD, _CODED, _UNSEEN = re.compile(ODD), re.compile(CODED), re.compile(UNSEEN)
Edit = tuple[int, int, str]
"""A stretch of text and what takes its place."""


class _Pass(Struct, frozen=True):
    """What one pass replaced: where each stretch ends before and after, and where it began."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    old_starts: list[int] = field(default_factory=list)
    old_ends: list[int] = field(default_factory=list)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch before the pass from which a stretch after it came (not empty)."""
        return self._one(start)[0], self._one(end - 1)[1]

    def _one(self, at: int) -> tuple[int, int]:
        index = bisect_right(self.ends, at)
        if index < len(self.starts) and self.starts[index] <= at:
            return self.old_starts[index], self.old_ends[index]
        moved = self.old_ends[index - 1] - self.ends[index - 1] if index else 0
        return at + moved, at + moved + 1


class Normal(Struct, frozen=True):
    """Text in normal form.

    Attributes:
        text: what patterns look at.
        passes: how it came about.
        joins: where, in `text`, folds within a token were taken out.
    """

    text: str
    passes: tuple[_Pass, ...] = ()
    joins: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original text from which a stretch of this came.

        Args:
            start: offset of its first character.
            end: offset after its last character; greater than `start`.
        """
        for step in reversed(self.passes):
            start, end = step.back(start, end)
        return start, end

    def folds(self, start: int, end: int) -> bool:
        """Return whether a fold was taken out within a stretch."""
        at = bisect_right(self.joins, start)
        return at < len(self.joins) and self.joins[at] < end

    def edited(self, edits: Iterable[Edit]) -> Normal:
        """Return the text after one more pass.

        Args:
            edits: what to replace, in order and without overlap.
        """
        step, pieces, position, length = _Pass(), [], 0, 0
        for start, end, new in edits:
            pieces += [self.text[position:start], new]
            length += start - position
            step.starts.append(length)
            length += len(new)
            step.ends.append(length)
            step.old_starts.append(start)
            step.old_ends.append(end)
            position = end
        if not step.starts:
            return self
        text = "".join((*pieces, self.text[position:]))
        return Normal(text, (*self.passes, step))

    def joined(self, taken: Collection[int], *, everywhere: bool = False) -> Normal | None:
        """Return the text with folds and spaces within tokens taken out, or None if it has none.

        Args:
            taken: offsets at which a value begins, which therefore goes on from nothing.
            everywhere: whether to look at every character; see `folds`.
        """
        edits = [
            (match.start(), match.end(), "")
            for match in folds(self.text, everywhere=everywhere)
            if match.end() not in taken
        ]
        if not edits:
            return None
        joined = self.edited(edits)
        return Normal(joined.text, joined.passes, tuple(joined.passes[-1].starts))


def plain(text: str) -> Normal:
    """Return text without what does not show, and with plain characters for odd ones.

    Args:
        text: any text.
    """
    if text.isascii() and not text.encode().translate(None, _NOT_ODD):
        return Normal(text)
    return _replaced(Normal(text), _ODD, _plain)


def normal(text: str) -> Normal:
    """Return text in the form in which secrets are looked for: plain, and decoded.

    Args:
        text: any text.
    """
    view = plain(text)
    for _ in range(DECODINGS):
        if not any(sign in view.text for sign in _CODES):
            break
        decoded = _replaced(view, _CODED, _decoded)
        if decoded is view:
            break
        view = _replaced(decoded, _ODD, _plain)
    return view


def _replaced(known: Normal, pattern: re.Pattern[str], new: Callable[[str], str]) -> Normal:
    changes = (
        (match.start(), match.end(), match[0], new(match[0]))
        for match in pattern.finditer(known.text)
    )
    return known.edited((start, end, into) for start, end, old, into in changes if into != old)


@lru_cache(maxsize=8192)
def _plain(odd: str) -> str:
    """Return an odd character as a plain one, nothing if it does not show, or itself."""
    code = ord(odd[0])
    if odd in DRAWN:
        return DRAWN[odd]
    if _UNSEEN.match(odd):
        return ""
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    simple = unicodedata.normalize("NFKC", odd)
    return simple if simple.isascii() else odd


def _decoded(coded: str) -> str:
    if coded[0] == "%":
        code = int(coded[1:], 16)
        return coded if code == 0x7F else chr(code)
    if coded[0] == "\\":
        digits = coded[2:]
        return _character(int(digits, 16), coded) if coded[1] in "ux" else coded[-1]
    if coded[0] in "\"'":  # what is put together from two texts
        return ""
    if coded in NAMED:
        return NAMED[coded]
    digits = coded[2:].rstrip(";")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return _character(code, coded)


def _character(code: int, written: str) -> str:
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code) if code <= 0x10FFFF else written
