r"""What a reader typed, in the form in which rules on wording and on bodies look at it.

Python's patterns know the letters, digits and spaces of all Unicode, those of browsers know ASCII. What
the two would read in different ways is therefore replaced before any pattern runs, and a finding is led
back to the text as it was typed:

- whatever shows as a space is one space, however many there are; what does not show is gone, and so are
  the marks of Markdown that stand within words (backticks, two or more asterisks);
- quotation marks and hyphens are straight, ligatures and full-width letters are taken apart;
- a Latin letter with marks is the letter, in patterns too: "prêt" is "pret", whatever its case;
- a character outside the basic plane is U+FFFD, because browsers count it as two.

A denial is read in a second text of the same length, in which letters of other scripts are `x` and signs
are U+FFFD: its patterns are those of `check`, and there `\b` and `\w` know letters that browsers do not.

`site-overrides/assets/claims.js` does the same, step by step. Whoever changes one changes both.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from proofpack.secrets.normal import Edit, Normal

_SPACE = r"\t\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = (
    r"\xad\u0300-\u036f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff`"
)
_ODD = re.compile(
    # A stretch of spaces and line ends, but for one of either alone, which stays as it is.
    rf"(?P<gap>(?:(?:[{_SPACE}{_UNSEEN}]|\*\*)|[ \n](?=[ \n{_SPACE}{_UNSEEN}]|\*\*))"
    rf"(?:[ \n{_SPACE}{_UNSEEN}]|\*{{2,}})*)"
    r"|[^\n -~]"
)
_SPACES = re.compile(rf"[ {_SPACE}]")
_DRAWN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\xab\xbb", '"'),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict(
        zip(
            "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06",
            ("ff", "fi", "fl", "ffi", "ffl", "st", "st"),
            strict=True,
        )
    ),
}
_LATIN = r"\xc0-\xd6\xd8-\xf6\xf8-\u024f\u1e00-\u1eff"
_LETTER = re.compile(rf"[{_LATIN}]")
_NO_CHARACTER = re.compile(r"[\ud800-\udfff\U00010000-\U0010ffff]")
_DASH = re.compile(r"[\u2013\u2014]")
_SIGN = re.compile(r"[\x00-\xbf\xd7\xf7\u2000-\u2fff\u3000-\u303f\ufe10-\ufe6f\uff00-\uffff]")
_CONTINUES = re.compile(r"\n(?=[a-z])")
_MARK = re.compile(r" ?(?:(?:[-*+>#\u2022]{1,6}|[0-9]{1,3}[.)]) )?(?:\[[ xX]\] )?")
_LINE = re.compile(r"[^\n]+")


class TypedLine(NamedTuple):
    """A line or paragraph.

    Attributes:
        start: offset of its first character.
        text: what rules look at.
        words: what denials are read in; as long as `text`.
    """

    start: int
    text: str
    words: str


class Typed(NamedTuple):
    """What a reader typed.

    Attributes:
        normal: the text that patterns look at, with the way back to what was typed.
        words: the text in which denials are read; as long as that of `normal`.
    """

    normal: Normal
    words: str

    @classmethod
    def of(cls, text: str) -> Typed:
        """Prepare a text.

        Args:
            text: any text.
        """
        found = [
            (one.start(), one.end(), *_plain(one[0], bool(one["gap"])))
            for one in _ODD.finditer(text)
        ]
        edits: list[Edit] = [(start, end, shown) for start, end, shown, _ in found]
        words: list[Edit] = [(start, end, word) for start, end, _, word in found]
        return cls(Normal(text).edited(edits), Normal(text).edited(words).text)

    def lines(self) -> list[TypedLine]:
        """Return the lines, each without the mark of a list, a quotation or a heading before it.

        A line goes on after its end if what follows begins with a small letter.
        """
        text, words = (_CONTINUES.sub(" ", one) for one in (self.normal.text, self.words))
        made = []
        for line in _LINE.finditer(text):
            mark = _MARK.match(text, line.start(), line.end())
            start, end = mark.end() if mark else line.start(), line.end()
            made.append(TypedLine(start, text[start:end], words[start:end]))
        return made


def letters(pattern: str) -> str:
    """Return a pattern with its Latin letters as they stand in a prepared text.

    Args:
        pattern: a regular expression.
    """
    return _LETTER.sub(lambda one: _letter(one[0]), pattern)


@lru_cache(maxsize=8192)
def _plain(found: str, gap: bool) -> tuple[str, str]:
    """Return what stands for odd characters: in the text, and in the text for denials."""
    if gap:
        shown = "\n" * min(found.count("\n"), 2) or (" " if _SPACES.search(found) else "")
        return shown, shown
    if _LETTER.match(found):
        shown = _letter(found)
    elif "\uff01" <= found <= "\uff5e":
        shown = chr(ord(found) - 0xFEE0)
    else:
        shown = "\ufffd" if _NO_CHARACTER.match(found) else _DRAWN.get(found, found)
    if shown.isascii() and shown >= " ":
        return shown, shown
    if _DASH.match(shown):
        return shown, shown
    return shown, "\ufffd" if _SIGN.match(shown) else "x"


def _letter(found: str) -> str:
    first = unicodedata.normalize("NFD", found)[0]
    return first if first.isascii() else "x"
