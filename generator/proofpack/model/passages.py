"""Passages: what a quote stands in on its page, as it was accepted and as it was read last.

A quote of eight words can stay as it is while its sentence takes it back. So the ledger keeps the
sentence, the heading, the row and the notices around a quote, and asks a person when they change.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

Sign = Literal["sentence", "heading", "row", "notice", "retraction"]
"""What differs between an accepted passage and the one that was read.

`heading` counts where the quote stood in several places, or the old one still stands on the page;
`notice` is a sentence that says of something near that it is no more; `retraction`, a sign close to
the quote that takes it back.
"""

FactWords = tuple[str, str]
"""Id of a fact within its source, and digest of its quote: another quote has other passages."""


class Passage(NamedTuple):
    """What a quote stands in on its page.

    Attributes:
        sentence: digest of the sentence, or the sentences, that the quote stands in.
        text: that sentence as it may be shown: masked, at most some 300 characters around the quote.
        heading: the last heading above the quote, masked.
        row: the name of its table row or of its entry in a list, masked.
        notices: digests of the notices in its section and at the head of its page.
        times: how often the quote stood on the page.
        retracted: whether something close to the quote takes it back.
    """

    sentence: str
    text: str
    heading: str = ""
    row: str = ""
    notices: tuple[str, ...] = ()
    times: int = 1
    retracted: bool = False

    @property
    def id(self) -> str:
        """A name by which a person accepts this passage and no other."""
        known = "\n".join([self.sentence, self.heading, self.row, *self.notices])
        return hashlib.sha256(known.encode()).hexdigest()[:6]

    @classmethod
    def of(cls, values: Iterable[object]) -> Passage:
        """Return a passage that was kept as JSON.

        Raises:
            TypeError: it is none.
        """
        sentence, text, heading, row, notices, times, retracted = values
        if not isinstance(notices, list | tuple) or not isinstance(times, int):
            raise TypeError
        listed = tuple(str(notice) for notice in notices)
        return cls(str(sentence), str(text), str(heading), str(row), listed, times, bool(retracted))


class AcceptedPassage(NamedTuple):
    """A passage that counts for a quote, since when, and who accepted it.

    Attributes:
        on: the day; of the first reading, or on which a person accepted it.
        by: initials or role of that person, or nothing: the first reading accepts what it finds.
        passage: the passage.
    """

    on: datetime.date
    by: str
    passage: Passage


class WaitingPassage(NamedTuple):
    """The passage that a quote stands in now, and that nobody has accepted.

    Attributes:
        on: the day of the last reading that found it.
        passage: the passage.
        signs: what differs from the accepted passage that is nearest to it.
        notice: the first notice that is new, masked, or what takes the quote back, or nothing.
    """

    on: datetime.date
    passage: Passage
    signs: tuple[Sign, ...]
    notice: str = ""


_CHANGES: Mapping[Sign, str] = {
    "sentence": "its sentence",
    "heading": "its heading",
    "row": "the name of its row",
    "notice": "a notice near it",
    "retraction": "what stands beside it",
}


def changes(signs: Iterable[Sign]) -> str:
    """Return what differs around a quote, in words: "its sentence and its heading"."""
    listed = [_CHANGES[sign] for sign in signs]
    return " and ".join(filter(None, [", ".join(listed[:-1]), listed[-1]])) if listed else ""


class PassageChange(NamedTuple):
    """One thing that differs around a quote.

    Attributes:
        label: what it is, in a word or two.
        was: as it was accepted, or nothing where it is new.
        now: as it was read last.
    """

    label: str
    was: str
    now: str


def differences(was: Passage, waiting: WaitingPassage) -> list[PassageChange]:
    """Return what differs between an accepted passage and the one that waits.

    Args:
        was: the passage that was accepted last.
        waiting: the one that was read.
    """
    now = waiting.passage
    pairs: Mapping[Sign, PassageChange] = {
        "sentence": PassageChange("sentence", was.text, now.text),
        "heading": PassageChange("heading", was.heading, now.heading),
        "row": PassageChange("row", was.row, now.row),
        "notice": PassageChange("new notice", "", waiting.notice),
        "retraction": PassageChange("beside it", "", waiting.notice),
    }
    return [pairs[sign] for sign in waiting.signs]


Accepted = Mapping[FactWords, frozenset[AcceptedPassage]]


def is_accepted(passage: Passage, accepted: Iterable[AcceptedPassage]) -> bool:
    """Return whether somebody accepted a passage that tells no less: it may have more notices.

    Args:
        passage: as it was read.
        accepted: the passages that count.
    """
    return any(_tells_no_more(passage, each.passage) for each in accepted)


def _tells_no_more(passage: Passage, other: Passage) -> bool:
    # One without a row or a heading differs from none, so it would let through any later name.
    named = passage.heading in ("", other.heading) and passage.row in ("", other.row)
    same = named and passage.sentence == other.sentence
    return (
        same and set(passage.notices) <= set(other.notices) and passage.retracted <= other.retracted
    )
