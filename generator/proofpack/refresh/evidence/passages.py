"""Passages: what a quote stands in on a page, and what in it differs from what was accepted.

Which signs count was measured on edits of real documentation (`docs/fidelity.md`): the sentence and a
new notice catch nearly all facts that no longer stand. A heading of another name is worth its alarms
only where the quote stood in several places, because there the heading says which one is meant, or
where the one that was accepted still stands on the page: that is no other name, but another place.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from proofpack.model.passages import AcceptedPassage, Passage, Sign
from proofpack.refresh.evidence.marked_text import HEADINGS, MARKS, MarkedText, names, plain
from proofpack.refresh.evidence.notices import is_notice, may_have_notices
from proofpack.secrets.masking import Mask

LONGEST = 300
"""Characters of a sentence that are shown."""
_LONGEST_NAME = 120
_MOST_SHOWN = 8
"""Notices that are shown of those that are new."""
_WINDOW = 3000
"""Characters on each side in which a sentence begins and ends."""
_HEAD = 2000
"""Characters from the title of a page that are its head, where no heading ends it before."""
_SECTION = 20_000
_MOST_BEFORE_TITLE = 3
"""Headings among which the title of a page is, where an index or an eyebrow stands before it."""
_MOST_NOTICES = 2000
"""Notices of one page that are kept in mind; release notes have the most."""
_MOST_NAME_WORDS = 4

_STOP = re.compile(
    rf"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?][\"')\]{MARKS}]*\s+(?=[\"'(\[<{MARKS}]*[A-Z0-9]|\Z)"
    "|[\u3002\uff01\uff1f]\\s*"
)
"""What separates a sentence from the next."""
_NUMBER = re.compile(r"^\[\^?\w{1,3}\]:?\s*(?:[\w.-]+:\s)?")
"""The number of a footnote, and the name that it repeats."""
_ALERT = re.compile(
    r"^(?:note|warning|caution|important|danger|notice|info|attention|tip|hint)\b[.:!]*\s*"
)
_NOTE = re.compile(r"\[\^?\d{1,3}\]")
_ARTICLE = re.compile(r"\b(?:an?|the)\b")
_LETTERS = re.compile(r"[^\w+%$\u20ac\u00a3<>=\u2264\u2265~-]+|-(?!\d)|(?<=\w)-")
_WORD = re.compile(r"[^\W_]+")
_SMALL = names(
    "a an the of to in on for and or with by from your you is are be as at how what when this that it "
    "its"
)
_STEM = 5


class Occurrence(NamedTuple):
    """A place where a quote stands, compared with what was accepted.

    Attributes:
        passage: what it stands in there.
        signs: what differs.
        notice: the notices that are new, the nearest first, or what takes the quote back, or nothing.
    """

    passage: Passage
    signs: tuple[Sign, ...] = ()
    notice: str = ""


class Surroundings:
    """What passages of a page are read off: its sentences, sections and notices."""

    def __init__(self, marked_text: MarkedText, banners: MarkedText | None = None) -> None:
        self._text, self._marked = marked_text, marked_text.marked
        self._banners = banners
        self._headings = marked_text.headings
        self._starts = [at for at, _, _ in self._headings]
        self._names: list[str] = []

    def found(
        self,
        start: int,
        end: int,
        times: int,
        warning: str,
        accepted: Iterable[AcceptedPassage],
        mask: Mask,
    ) -> Occurrence:
        """Return the passage around a quote, and what differs from the nearest that was accepted.

        Args:
            start: where the quote starts in the marked text.
            end: where it ends.
            times: how often the quote stands on the page.
            warning: what close to it takes it back, in words, or nothing.
            accepted: the passages that count; with none, nothing differs.
            mask: hides what looks like a secret in what is shown of the page.
        """
        near = self._notices_near(start)
        passage = self._passage(start, end, times, bool(warning), tuple(near), mask)
        known = [each.passage for each in accepted]
        if not known:
            return Occurrence(passage)
        noticed = frozenset(notice for each in known for notice in each.notices)
        new = [text for digest, text in near.items() if digest not in noticed]
        signs = min((self._differences(each, passage, start, mask) for each in known), key=len)
        if new:
            signs = (*signs, "notice")
        if warning and not signs and not any(each.retracted for each in known):
            return Occurrence(passage, ("retraction",), warning)
        return Occurrence(passage, signs, _listed(new, mask))

    def _passage(
        self,
        start: int,
        end: int,
        times: int,
        retracted: bool,
        notices: tuple[str, ...],
        mask: Mask,
    ) -> Passage:
        first, last = self._sentence(start, end)
        piece = self._marked[first:last]
        return Passage(
            _digest(sentence_key(plain(piece))),
            _shown(piece, start - first, end - first, mask),
            mask(self._heading(start))[:_LONGEST_NAME],
            mask(self._row(start))[:_LONGEST_NAME],
            notices,
            times,
            retracted,
        )

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return from where to where the sentences go that a quote stands in, within its block."""
        block = max(self._marked.rfind("\n", 0, start) + 1, start - _WINDOW)
        ends = self._marked.find("\n", end, end + _WINDOW)
        ends = min(len(self._marked), end + _WINDOW) if ends < 0 else ends
        first, last = block, ends
        for stop in _STOP.finditer(self._marked, block, ends):
            if stop.end() <= start:
                first = stop.end()
            elif stop.end() >= end:
                last = stop.end()
                break
        return first, last

    def _heading(self, start: int) -> str:
        at = bisect_right(self._starts, start) - 1
        return self._headings[at][2] if at >= 0 else ""

    def _differences(
        self, known: Passage, now: Passage, start: int, mask: Mask
    ) -> tuple[Sign, ...]:
        signs: list[Sign] = []
        if known.sentence != now.sentence:
            signs.append("sentence")
        if known.heading and now.heading and known.heading != now.heading:
            renamed = known.times == 1 or _share_a_word(known.heading, now.heading)
            if not renamed or self._left(known.heading, start, mask):
                signs.append("heading")
        if known.row and now.row and sentence_key(known.row) != sentence_key(now.row):
            signs.append("row")
        return tuple(signs)

    def _left(self, heading: str, start: int, mask: Mask) -> bool:
        """Return whether a heading stands on the page, but not above a position."""
        self._names = self._names or [mask(text)[:_LONGEST_NAME] for _, _, text in self._headings]
        level = len(HEADINGS) + 1
        for at in reversed(range(bisect_right(self._starts, start))):
            own = self._headings[at][1]
            if own < level:
                level = own
                if self._names[at] == heading:
                    return False
        return heading in self._names

    def _row(self, start: int) -> str:
        """Return the name of the table row or list entry that a position stands in, or nothing.

        It is what the first cell or line holds where that is a name, and not a sentence or a heading.
        """
        group = self._marked.rfind("\n\n", max(0, start - _WINDOW), start) + 2
        if group < 2:
            return ""
        first = self._marked[group : group + _LONGEST_NAME].partition("\n")[0]
        if start <= group + len(first) or any(mark in first for mark in HEADINGS):
            return ""
        name = plain(first)
        short = len(name) <= 60 and len(name.split()) <= _MOST_NAME_WORDS
        return name if name and short and name[-1] not in ".:;!?" else ""

    def _notices_near(self, start: int) -> dict[str, str]:
        """Return the notices in the section of a position and at the head of the page, by digest."""
        at = bisect_right(self._starts, start)
        section = self._starts[at - 1] if at else 0
        ends = self._starts[at] if at < len(self._starts) else len(self._marked)
        parts = [(section, min(ends, section + _SECTION)), self._head]
        near: dict[str, str] = {}
        row = self._row(start)
        for first, last in parts:
            listed = self._notices[self._from(first) : self._from(last)]
            # In another row, a notice speaks for that row.
            near |= {digest: text for at, digest, text in listed if self._row(at) in ("", row)}
        return near | {digest: text for _, digest, text in self._of_banners}

    def _from(self, position: int) -> int:
        """Return how many notices stand before a position."""
        return bisect_left(self._notices, (position, "", ""))

    @cached_property
    def _head(self) -> tuple[int, int]:
        """The head of the page: all before the first heading behind its title."""
        levels = [level for _, level, _ in self._headings[:_MOST_BEFORE_TITLE]]
        title = levels.index(1) if 1 in levels else 0
        ends = self._starts[title + 1] if len(self._starts) > title + 1 else len(self._marked)
        return 0, min(ends, (self._starts[title] if self._starts else 0) + _HEAD)

    @cached_property
    def _of_banners(self) -> list[tuple[int, str, str]]:
        return _notices(self._banners) if self._banners else []

    @cached_property
    def _notices(self) -> list[tuple[int, str, str]]:
        return _notices(self._text)


def sentence_key(sentence: str) -> str:
    """Return a sentence as it is compared: its words, numbers and signs, without trifles.

    Trifles are case, blanks, articles, commas and dashes, the number of a footnote, the title of a
    callout.
    """
    text = _ALERT.sub("", _NUMBER.sub("", sentence.casefold()))
    return _LETTERS.sub("", _ARTICLE.sub("", _NOTE.sub("", text)))


def heading_advice(occurrence: Occurrence, accepted: Iterable[AcceptedPassage]) -> str:
    """Return that the heading above a quote has another name, or nothing.

    Args:
        occurrence: the passage, of which nothing else differs.
        accepted: the passages that count.
    """
    earlier = [each.passage.heading for each in sorted(accepted) if each.passage.heading]
    now = occurrence.passage.heading
    if not now or not earlier or any(_share_a_word(now, heading) for heading in earlier):
        return ""
    return f"it stands under \u201c{now}\u201d now, and stood under \u201c{earlier[-1]}\u201d"


def _notices(marked_text: MarkedText) -> list[tuple[int, str, str]]:
    """Return the notices in a text: where each stands, its digest and its text."""
    listed: list[tuple[int, str, str]] = []
    if not may_have_notices(marked_text.text):
        return listed
    position = 0
    for block in marked_text.marked.split("\n"):
        if may_have_notices(plain(block)):
            for at, sentence in _sentences(block):
                if is_notice(sentence) and len(listed) < _MOST_NOTICES:
                    listed.append((position + at, _digest(sentence_key(sentence))[:8], sentence))
        position += len(block) + 1
    return listed


def _shown(piece: str, start: int, end: int, mask: Mask) -> str:
    """Return a sentence masked, cut around the quote where it is long."""
    before, whole = len(plain(f"{piece[:start]}|")) - 1, plain(piece)
    if len(whole) <= LONGEST:
        return mask(whole)
    spare = max(LONGEST - (end - start), 0) // 2
    first = max(0, min(before - spare, len(whole) - LONGEST))
    last = min(len(whole), first + LONGEST)
    cut = mask(whole, first, last)
    return f"{'…' if first else ''}{cut}{'…' if last < len(whole) else ''}"


def _listed(notices: list[str], mask: Mask) -> str:
    """Return notices in one line, the nearest first."""
    shown = [mask(notice)[:LONGEST] for notice in notices[:_MOST_SHOWN]]
    more = [f"and {len(notices) - _MOST_SHOWN} more"] if len(notices) > _MOST_SHOWN else []
    return " | ".join([*shown, *more])


def _share_a_word(heading: str, other: str) -> bool:
    """Return whether two headings have a word in common, whatever its ending."""
    return not _stems(heading).isdisjoint(_stems(other))


def _stems(text: str) -> set[str]:
    words = (word for word in _WORD.findall(text.casefold()) if word not in _SMALL)
    return {word[:_STEM] for word in words}


def _sentences(block: str) -> list[tuple[int, str]]:
    """Return the sentences of a block, each with where it starts."""
    listed, last = [], 0
    for stop in _STOP.finditer(block):
        listed.append((last, plain(block[last : stop.end()])))
        last = stop.end()
    return [*listed, (last, plain(block[last:]))]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
