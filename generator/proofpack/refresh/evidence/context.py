"""Retractions in the context of a quote match: whether what stands around a quote takes it back.

"Do not", "deprecated", "was true until": the words still stand on the page, and mean the opposite.
A program cannot read; it can tell a person where to look. So a warning needs a sign that governs the
quote: in its own clause, at the head of its sentence, in a label of its block, in a heading or a
notice above it. A "not" in the next clause is ordinary prose.
"""

from __future__ import annotations

from functools import cached_property

from proofpack.refresh.evidence.marked_text import MarkedText, plain
from proofpack.refresh.evidence.passages import Surroundings
from proofpack.refresh.evidence.retractions import (
    AFTER,
    ASIDE,
    BADGE,
    BEFORE,
    CLAUSE,
    GONE,
    GONE_IN_LOWER,
    HEAD,
    LABEL,
    LATER,
    MARKED,
    NOTICE,
    ONCE,
    ORDER,
    SENTENCE,
    TITLE,
)

_WINDOW = 1500
_MOST_NOTICES = 100
_SMALL = 400
"""Characters of a list item or table row in which every cell speaks for the others."""


class QuoteContext:
    """The context of quotes on a page: headings and notices that speak for more than their sentence.

    Attributes:
        marked_text: the text of the page.
    """

    def __init__(self, marked_text: MarkedText, banners: MarkedText | None = None) -> None:
        self.marked_text, self._banners = marked_text, banners

    def warning(self, start: int, end: int) -> str:
        """Return why a person should look although a quote stands on the page, or nothing.

        Args:
            start: where the quote starts in the marked text.
            end: where it ends.
        """
        marked = self.marked_text.marked
        if any(first < end and last > start for first, last in self.marked_text.struck):
            return "the quote is struck through"
        before, after = _block(marked, start, end)
        retraction = _before(before) or _after(after, ended=marked[end - 1] in ".!?")
        if retraction or not self._is_about_the_past:
            return retraction
        return _beside(marked, start, end) or self._above(start)

    @cached_property
    def copied(self) -> QuoteContext | None:
        """The context on the page as it is copied, or None where that reads the same."""
        copied = self.marked_text.copied
        return None if copied is None else QuoteContext(copied, self._banners)

    @cached_property
    def surroundings(self) -> Surroundings:
        """What passages on the page are read off."""
        return Surroundings(self.marked_text, self._banners)

    @cached_property
    def _is_about_the_past(self) -> bool:
        """Whether anything on the page is said to be no more; mostly, nothing is."""
        return any(True for _ in GONE_IN_LOWER.find(self.marked_text.text.lower()))

    @cached_property
    def _notices(self) -> tuple[tuple[int, int], ...]:
        return _notices(self.marked_text)

    def _above(self, start: int) -> str:
        """Return the retraction in a heading above a quote, or in a notice heading its section."""
        level = 7
        for position, own, text in reversed(self.marked_text.headings):
            if position <= start and own < level:
                level = own
                if HEAD.search(text):
                    return "a heading above the quote says that this is no longer so"
        if any(first <= start < last for first, last in self._notices):
            return "a notice above the quote says that this is no longer so"
        return ""


def _before(before: str) -> str:
    """Return the retraction before a quote in its block, or nothing."""
    *earlier, lead = _sentences(before)
    clause = " ".join(CLAUSE.split(lead)[-1].split(" ")[-10:])
    heads = (lead, TITLE.sub("", lead))
    if BEFORE.search(clause) or any(map(ORDER.match, heads)):
        return "a negation stands before the quote"
    if MARKED.search(lead) or any(LABEL.match(head) or ONCE.match(head) for head in heads):
        return "the sentence takes the quote back"
    if earlier and (LABEL.match(earlier[-1]) or NOTICE.match(earlier[-1])):
        return "the block says that this is no longer so"
    return ""


def _after(after: str, *, ended: bool) -> str:
    """Return the retraction behind a quote in its block, which may have ended with its sentence."""
    rest, *later = ["", *_sentences(after)] if ended else _sentences(after)
    if AFTER.match(rest):
        return "a negation stands behind the quote"
    if ASIDE.match(rest) or LATER.search(rest):
        return "the sentence takes the quote back"
    following = next((block.strip() for block in later if block.strip()), "")
    if any(sign.match(following) for sign in (LATER, LABEL, NOTICE, ASIDE)):
        return "the block says that this is no longer so"
    return ""


def _beside(marked: str, start: int, end: int) -> str:
    """Return the retraction in a block next to that of a quote: in its list item, row or section."""
    head = marked[max(0, start - _WINDOW) : start].rpartition("\n\n")[2]
    tail = marked[end : end + _WINDOW].partition("\n\n")[0]
    before = [plain(character) for character in head.split("\n")[:-1]]
    after = [plain(character) for character in tail.split("\n")[1:]]
    labels = before[-1:]
    if len(head) + len(tail) < _SMALL:
        labels = before + after
    if any(_is_label(block) for block in labels) or (before and BADGE.match(before[-1])):
        return "a label beside the quote says that this is no longer so"
    return ""


def _notices(marked_text: MarkedText) -> tuple[tuple[int, int], ...]:
    """Return for what parts of a page a notice says that they are no longer so."""
    notices: list[tuple[int, int]] = []
    position, under_heading = 0, False
    starts = {at for at, _, _ in marked_text.headings}
    for line in marked_text.marked.split("\n"):
        if len(notices) == _MOST_NOTICES:
            break
        text = plain(line)
        notice = NOTICE.match(text) if GONE.search(text) else None
        if notice is not None and notice["whole"]:
            notices.append((0, len(marked_text.marked)))
        elif notice is not None or (under_heading and _is_label(text)):
            notices.append((position, _section_end(marked_text, position)))
        if text:
            under_heading = not starts.isdisjoint(range(position, position + 3))
        position += len(line) + 1
    return tuple(notices)


def _section_end(marked_text: MarkedText, position: int) -> int:
    """Return where the section ends that a position stands in."""
    level = 0
    for at, own, _ in marked_text.headings:
        if at < position:
            level = own
        elif own <= level:
            return at
    return len(marked_text.marked)


def _is_label(text: str) -> bool:
    """Return whether a block says that something is no more, and nothing else."""
    return len(text) < 80 and GONE.search(text) is not None and LABEL.match(text) is not None


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text, the last one perhaps empty."""
    sentences, last = [], 0
    for stop in SENTENCE.finditer(text):
        sentences.append(text[last : stop.end()])
        last = stop.end()
    return [*sentences, text[last:]]


def _block(marked: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind a quote in its block, blanks at its sides kept."""
    before = marked[max(0, start - _WINDOW) : start].rpartition("\n")[2]
    after = marked[end : end + _WINDOW].partition("\n")[0]
    return plain(f"{before}|")[:-1], plain(f"|{after}")[1:]
