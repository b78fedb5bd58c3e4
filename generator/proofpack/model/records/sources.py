"""Source packs: documented pages, and the facts that stand on them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from proofpack.model.outcomes import Kind
from proofpack.model.records.base import (
    Block,
    ByteCount,
    Day,
    Flag,
    Id,
    Pattern,
    Quote,
    Record,
    Scalar,
    Selector,
    Text,
    Title,
    Url,
    wrong,
)
from proofpack.model.records.wording_pattern import fault

_ANYTHING = "Whatever stands on a page, 12 times a day."


def _ignored(value: str) -> str:
    if reason := fault(value):
        raise wrong("bad-pattern", reason.what, reason.remedy)
    if re.fullmatch(value, _ANYTHING, re.IGNORECASE):
        what = "it takes a whole sentence, whatever that says, so no change would count"
        raise wrong("bad-pattern", what, "Let it demand a word.")
    return value


IgnoredText = Annotated[Scalar, AfterValidator(_ignored)]
"""A regular expression, matched within one block of a page and without regard to case. Plain words
stand for themselves."""


class Fact(Record):
    """A statement in our words that stands on a source, with the quote that carries it."""

    id: Id
    """Name of the fact within its source. Guides refer to it as `source.fact`."""
    says: Text
    """What the page settles, in our words."""
    quote: Quote
    """Words on the page that carry the fact: 12 characters or more, best under 12 words."""
    stable: Flag = False
    """Whether the quote was seen in two or more revisions of the page."""


class Absence(Record):
    """A fact that something is *not* said on a page. A re-fetch can overturn it."""

    id: Id
    """Name of the absence within its source. It shares its names with the facts."""
    says: Text
    """What the page leaves unsaid, in our words."""
    pattern: Pattern
    """A regular expression. Where it matches the page's text, the absence is overturned."""


class Source(Record):
    """A documented page that guides may rely on."""

    id: Id
    """Name of the source, unique in the whole project."""
    title: Title
    """What the page is called in our guides."""
    short: Title | None = None
    """A short name for tables and menus, where the title is long."""
    url: Url
    """The address that readers follow."""
    read: Url | None = None
    """The address that a re-fetch reads, where it differs: often the Markdown twin of the page."""
    kind_read: Kind | None = Field(default=None, alias="as")
    """How the page is written, where its content type and the ending of its address tell it wrong."""
    most_bytes: ByteCount | None = None
    """How many bytes a re-fetch reads at most, where the page is larger than the usual 4 MiB."""
    select: Selector | None = None
    """A CSS selector for the part of an HTML page that is the document, where `main` is not it."""
    ignore: list[Selector] = Field(default_factory=list)
    """CSS selectors for parts of an HTML page that change without meaning anything."""
    ignore_text: list[IgnoredText] = Field(default_factory=list)
    """Regular expressions for words whose changes do not count as changes of the page."""
    expect: list[Text] = Field(default_factory=list)
    """Headings or words that show that a page is this document, where no fact does: each of them."""
    by_hand: Flag = False
    """Whether a person reads it, because no program can: `refresh` leaves it out unless it is named."""
    retired: Day | None = None
    """The day since which nobody reads the page any more, because it is gone for good. What stands on it
    shows as unchecked from then on."""
    kind: Title
    """What sort of page it is: API reference, support, standard, pattern."""
    note: Block | None = None
    """What a reader or a maintainer should know about the page and its limits."""
    facts: list[Fact] = Field(default_factory=list)
    """What the page settles."""
    absences: list[Absence] = Field(default_factory=list)
    """What the page does not say, where a guide relies on that."""

    @property
    def is_told_by_hand(self) -> bool:
        """Whether nothing shows a program that a page is this document: its date moves by hand alone."""
        return not (self.facts or self.expect)


class SourcePack(Record):
    """One file of `data/sources/`: the documented pages of one publisher."""

    publisher: Title
    """Who publishes the pages."""
    sources: list[Source] = Field(min_length=1)
    """The pages."""
