"""The text of a page with marks in it for what plain text would lose.

Whether a tag stood between two words, where a block or a list item ends, what is a heading and what
is struck through: matching and warnings depend on it. The marks are Unicode noncharacters, which no
page can contain: `clean` removes them from what comes in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from proofpack.model.quotes import unify

WEAK = "\ufdd0"
"""The edge of an inline element that a reader does not see, such as a `span`."""
STRONG = "\ufdd1"
"""The edge of an element that sets itself apart from its neighbours, such as `code`."""
STRUCK, UNSTRUCK = "\ufdd2", "\ufdd3"
ITEM = "\ufdd4"
"""The edge of a list item, a table row or a section: what stands beyond is about something else."""
HEADINGS = "\ufdd5\ufdd6\ufdd7\ufdd8\ufdd9\ufdda"
"""The start of a heading, for each level."""
OPTIONAL, UNOPTIONAL = "\ufddb", "\ufddc"
"""Around what a browser's selection may hold, and a person may leave out: footnote marks, numbers of
lines, prompts, callouts, the sign of a heading's anchor."""
RAISED = "\ufddd"
"""The start of raised text, which stands apart on the page and is copied without a blank."""
LINE = "\ufdde"
"""The edge of a block, until the text of a page is joined: a break of lines in its source is a blank."""
MARKS = f"{WEAK}{STRONG}{STRUCK}{UNSTRUCK}{ITEM}{HEADINGS}"

MOST_HEADINGS = 2000
"""Headings of one page that are looked at."""

_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_MARKS = re.compile(f"[{MARKS}]+")
_GAP = re.compile(r"( [ ]*)")  # found in half the time that " +" takes
_BARE = re.compile(rf"((?:[\s`*,\-{MARKS}\u2020\u2021]|\[\^?\d{{1,3}}\])+)")
_OTHER_BLANKS = tuple(
    filter(str.isspace, map(chr, [*range(10), *range(11, 32), *range(33, 0x3001)]))
)
_EDGES = (("\n\n", "\n"), (f"\n{ITEM}", ITEM), (f"{ITEM}\n", ITEM), (ITEM * 2, ITEM))
_HEADING = re.compile(f"[{HEADINGS}]")
_OPTIONS = re.compile(f"([{OPTIONAL}{UNOPTIONAL}])")
_ORDINAL = re.compile(rf"(?<=\d){RAISED}(?=[{MARKS}]*[^\W\d_])")
_POWER = re.compile(rf"(?<=\d){RAISED}(?=[{MARKS}]*\d)")


def _folded_if_longer(letter: str) -> str:
    folded = letter.casefold()
    return letter if len(folded) == 1 else folded


def names(listed: str) -> frozenset[str]:
    """Return the names of a list that is easier to read, and to change, as one text."""
    return frozenset(listed.split())


def clean(text: str) -> str:
    """Return text without what a parser chokes on, or what would pass for one of our marks."""
    # Whatever is unsafe is not printable, and most texts are told so ten times as fast.
    return text if text.replace("\n", "").isprintable() else _UNSAFE.sub("", text)


class MarkedText(Struct, frozen=True, dict=True):
    """The visible text of a page, with marks.

    Attributes:
        marked: the text; a line is a block, an empty line the end of a list item, row or section.
        raw: as it came from the page, where a copy of it may read otherwise; else empty.
    """

    marked: str
    raw: str = ""

    @classmethod
    def of(cls, raw: str) -> MarkedText:
        """Return text with marks, as it came from a page, in one form."""
        text = without_options(raw) if OPTIONAL in raw else raw
        if RAISED in text:
            text = _ORDINAL.sub(WEAK, text).replace(RAISED, " ")
        varies = OPTIONAL in raw or RAISED in raw
        marked_text = cls(_in_one_form(text), raw if varies else "")
        if len(marked_text.folded) == len(marked_text.marked):
            return marked_text
        # Positions must hold in both, and these letters are few.
        return cls("".join(map(_folded_if_longer, marked_text.marked)), marked_text.raw)

    @cached_property
    def copied(self) -> MarkedText | None:
        """The text as a browser's selection gives it, or None where that is the same."""
        if not self.raw:
            return None
        text = _POWER.sub(" ", _OPTIONS.sub(WEAK, self.raw)).replace(RAISED, WEAK)
        return MarkedText.of(text)

    @cached_property
    def text(self) -> str:
        """What a reader sees, in its own case: the marks gone, a block a line."""
        text = _trimmed(self.unmarked)
        while "\n\n\n" in text:
            text = text.replace("\n\n\n", "\n\n")
        return text.strip()

    @cached_property
    def unmarked(self) -> str:
        """The text without the marks, its lines where they are."""
        text = self.marked
        for mark in MARKS:
            text = text.replace(mark, "")
        return _single(text)

    @cached_property
    def folded(self) -> str:
        """The text with marks, case-folded; positions are those of `marked`."""
        return self.marked.casefold()

    @cached_property
    def squeezed(self) -> Squeezed:
        """The folded text without anything that may differ between two spellings of one quote."""
        return Squeezed.of(self.folded)

    @cached_property
    def bare(self) -> Squeezed:
        """The squeezed text without commas, dashes and footnote marks."""
        return Squeezed.bare(self.folded)

    @cached_property
    def struck(self) -> tuple[tuple[int, int], ...]:
        """Where text is struck through, from and to."""
        if STRUCK not in self.marked:
            return ()
        ranges, depth, start = [], 0, 0
        for mark in re.finditer(f"[{STRUCK}{UNSTRUCK}]", self.marked):
            if mark[0] == STRUCK:
                start = start if depth else mark.start()
                depth += 1
            else:
                depth -= 1
                if depth == 0:
                    ranges.append((start, mark.start()))
        return tuple(ranges)

    @cached_property
    def headings(self) -> tuple[tuple[int, int, str], ...]:
        """Each heading: where it starts, its level from 1, its text."""
        headings: list[tuple[int, int, str]] = []
        for mark in _HEADING.finditer(self.marked):
            end = self.marked.find("\n", mark.end())
            text = self.marked[mark.end() : end if end >= 0 else None]
            headings.append((mark.start(), HEADINGS.index(mark[0]) + 1, plain(text)))
            if len(headings) == MOST_HEADINGS:
                break
        return tuple(headings)


def is_about_one_thing(marked: str, start: int, end: int) -> bool:
    """Return whether a piece of a text goes over no edge of an item, a row, a section or a heading.

    Args:
        marked: the text with marks.
        start: where the piece starts.
        end: where it ends.
    """
    piece = marked[start:end]
    if "\n" not in piece:
        return True
    first = marked[marked.rfind("\n", 0, start) + 1 : start]
    return "\n\n" not in piece and _HEADING.search(first + piece) is None


def plain(marked: str) -> str:
    """Return a piece of marked text on one line and without marks."""
    return " ".join(_MARKS.sub("", marked).split())


def _in_one_form(raw: str) -> str:
    # Text is replaced piece by piece: on a page of tables, `re` takes five times as long.
    text = _trimmed(_single(unify(raw)))
    text = text.replace(f" {ITEM}", ITEM).replace(f"{ITEM} ", ITEM)
    for several, edge in _EDGES:
        while several in text:
            text = text.replace(several, edge)
    return text.replace(ITEM, "\n\n")


def _single(text: str) -> str:
    """Return text with one blank wherever there are some, breaks of lines kept."""
    for blank in _OTHER_BLANKS:
        text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _trimmed(text: str) -> str:
    """Return text of single blanks without those at the ends of lines."""
    return text.replace(" \n", "\n").replace("\n ", "\n")


def without_options(raw: str) -> str:
    """Return text without what may be left out, which may stand in one another."""
    pieces, depth = [], 0
    for piece in _OPTIONS.split(raw):
        if piece == OPTIONAL:
            depth += 1
        elif piece == UNOPTIONAL:
            depth -= 1
        elif not depth:
            pieces.append(piece)
    return "".join(pieces)


class Squeezed(Struct, frozen=True):
    """Text without white space, marks and emphasis, and the way back to where each letter stood.

    Attributes:
        folded: the text as it was.
        text: its letters.
        gaps: for each gap, in order, the position in `text` that it stands before.
        ends: where each gap begins in `folded`, and where it ends, in turn.
    """

    folded: str
    text: str
    gaps: list[int]
    ends: list[int]

    @classmethod
    def of(cls, folded: str) -> Squeezed:
        """Squeeze a case-folded text, whose only white space is blanks and line ends."""
        spaced = folded
        for gap in f"\n`*{MARKS}":
            spaced = spaced.replace(gap, " ")
        return cls._without(_GAP.split(spaced), folded)

    @classmethod
    def bare(cls, folded: str) -> Squeezed:
        """Squeeze a case-folded text, and leave out commas, dashes and footnote marks, too."""
        return cls._without(_BARE.split(folded), folded)

    @classmethod
    def _without(cls, parts: list[str], folded: str) -> Squeezed:
        letters = parts[::2]  # and gaps, in turn
        ends = list(accumulate(map(len, parts)))
        gaps = list(accumulate(map(len, letters[:-1])))
        return cls(folded, "".join(letters), gaps, ends)

    def start(self, position: int) -> int:
        """Return where the letter at a position stands in the folded text."""
        index = bisect_right(self.gaps, position) - 1
        return position if index < 0 else self.ends[2 * index + 1] + position - self.gaps[index]

    def within(self, first: int, last: int) -> list[tuple[int, str]]:
        """Return the gaps between the letters of a piece: where from its start, and what they hold."""
        inner = range(bisect_right(self.gaps, first), bisect_right(self.gaps, last - 1))
        return [
            (self.gaps[at] - first, self.folded[self.ends[2 * at] : self.ends[2 * at + 1]])
            for at in inner
        ]
