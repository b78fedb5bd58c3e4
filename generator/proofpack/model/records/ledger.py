"""The ledger: what was observed of each source, and when.

The program writes it; people read it. Equal observations are one line with the first day, the last
day and the gaps between, so nothing is lost and a build for a past day can tell what was known then.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, WithJsonSchema

from proofpack.model.outcomes import Outcome
from proofpack.model.passages import Sign
from proofpack.model.records.base import Count, Day, Id, Record, Scalar, wrong

# An editor's YAML reader guesses types.
_TRUTH = WithJsonSchema({"type": "boolean"})
_GAPS = re.compile(r"[1-9]\d{0,4}(?:x[1-9]\d{0,4})?(?: [1-9]\d{0,4}(?:x[1-9]\d{0,4})?)*\Z")
_DIGEST = re.compile(r"[0-9a-f]{8,64}\Z")


def _gaps(value: str) -> str:
    if not _GAPS.match(value):
        what = "not the days between readings"
        raise wrong("bad-gaps", what, "Wanted: numbers of days, such as `30 31x2`.")
    return value


def _digest(value: str) -> str:
    if not _DIGEST.match(value):
        raise wrong("bad-digest", "not a digest", "Wanted: hexadecimal digits.")
    return value


def _digests(value: str) -> str:
    if not all(map(_DIGEST.match, value.split(" "))):
        raise wrong("bad-digest", "not digests", "Wanted: hexadecimal digits, blanks between.")
    return value


def _signs(value: str) -> str:
    if not set(value.split(" ")) <= set(get_args(Sign)):
        raise wrong("bad-signs", "not signs", f"Wanted: some of {', '.join(get_args(Sign))}.")
    return value


Gaps = Annotated[Scalar, AfterValidator(_gaps)]
"""Days from one observation to the next, oldest first; `30x4` is four gaps of 30 days."""

Digest = Annotated[
    Scalar, AfterValidator(_digest), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]+$"})
]
"""The beginning of a SHA-256 digest, in hexadecimal."""


Digests = Annotated[Scalar, AfterValidator(_digests)]
"""Digests with a blank between."""

Signs = Annotated[Scalar, AfterValidator(_signs)]
"""What differs between two passages, in words with a blank between."""


class Run(Record):
    """Equal observations on one or more days."""

    first: Day
    """The day of the first one."""
    last: Day
    """The day of the last one. The same as `first` for a single one."""
    gaps: Gaps | None = None
    """The days between them, where there are more than two; they add up to `last`."""


class Observation(Run):
    """Attempts to read the page with one outcome."""

    by: Literal["hand", "fetch"]
    """`hand`: a person read the page. `fetch`: the program did."""
    who: Scalar = ""
    """Initials or role of the person."""
    outcome: Outcome
    """What came of it: `read` for a person; one of the fetch outcomes for the program."""
    status: Count = 0
    """The HTTP status of an `http-error`."""


class FactRun(Run):
    """Looks for one fact with one result."""

    fact: Id
    """Id of the fact or absence within its source."""
    words: Digest
    """Digest of the quote or the pattern. Days of other words do not count for these."""
    by: Literal["hand", "fetch"]
    """Who looked."""
    found: Literal["true", "false"]
    """Whether the quote stood on the page (for an absence: whether its pattern did not)."""


class TextRun(Run):
    """Days on which the page had one text."""

    rules: Digest
    """Digest of what the text was extracted by. Texts compare only where it is the same."""
    text: Digest
    """Digest of the text."""


class Page(Record):
    """The last full read that confirmed everything: what a later 304 may stand on."""

    on: Day
    """The day of that read."""
    basis: Digest
    """Digest of what was looked for, and how."""
    etag: Scalar = ""
    """What the server called that edition."""
    modified: Scalar = ""
    """When the server says that it changed."""


class Near(Record):
    """The text nearest to a lost quote when it was last looked for."""

    fact: Id
    """Id of the fact within its source."""
    words: Digest
    """Digest of the quote."""
    on: Day
    """The day of that look."""
    likeness: Count = Field(le=100)
    """How like the quote it is, in percent."""
    text: Scalar
    """The text, at most a short sentence of it."""


class SeenLandmarks(Record):
    """Title, headings and outline of the page when one of its quotes stood there last."""

    on: Day
    """The day of that read."""
    title: Digest | None = None
    """Digest of the title."""
    heading: Digest | None = None
    """Digest of the first heading."""
    outline: Digest | None = None
    """Digest of the headings of the first two levels."""


class PassageRecord(Record):
    """A passage: what the quote of a fact stands in on its page."""

    fact: Id
    """Id of the fact within its source."""
    words: Digest
    """Digest of the quote."""
    on: Day
    """The day on which it was accepted, or read."""
    sentence: Digest
    """Digest of the sentence that the quote stands in, without trifles."""
    times: Count = 1
    """How often the quote stood on the page."""
    heading: Scalar = ""
    """The last heading above it."""
    row: Scalar = ""
    """The name of its table row or list entry."""
    notices: Digests = ""
    """Digests of the notices in its section and at the head of the page."""
    retracted: Annotated[Literal["true", "false"], _TRUTH] = "false"
    """Whether something close to the quote takes it back."""
    text: Scalar
    """The sentence, masked, at most some 300 characters of it."""


class AcceptedRecord(PassageRecord):
    """A passage in which a quote counts."""

    by: Scalar = ""
    """Initials or role of the person who accepted it; nobody for what the first reading found."""


class WaitingRecord(PassageRecord):
    """A passage that nobody has accepted yet."""

    signs: Signs
    """What differs from the accepted passage that is nearest: `sentence`, `heading`, `row`, `notice`,
    `retraction`."""
    notice: Scalar = ""
    """The notice that is new, or what takes the quote back."""

    @property
    def listed_signs(self) -> tuple[Sign, ...]:
        """The signs, one by one."""
        return tuple(sign for sign in get_args(Sign) if sign in self.signs.split())


class ChangedRun(Run):
    """Days on which a quote stood in a passage that nobody had accepted."""

    fact: Id
    """Id of the fact within its source."""
    words: Digest
    """Digest of the quote."""


class SourceHistory(Record):
    """What was observed of one source."""

    check: Digest
    """Digest of the lines below: a hand that edits them, or a merge that mixes them, shows."""
    observations: list[Observation] = Field(min_length=1)
    """Attempts to read the page."""
    facts: list[FactRun] = Field(default_factory=list)
    """Looks for its facts."""
    texts: list[TextRun] = Field(default_factory=list)
    """The texts it had."""
    page: Page | None = None
    """The last full read that confirmed everything."""
    nearest: list[Near] = Field(default_factory=list)
    """What stands nearest to the quotes that are lost."""
    landmarks: SeenLandmarks | None = None
    """By what the page is known again when none of its quotes stands there."""
    passages: list[AcceptedRecord] = Field(default_factory=list)
    """The passages in which its quotes count."""
    changed: list[ChangedRun] = Field(default_factory=list)
    """When its quotes stood in other passages."""
    waiting: list[WaitingRecord] = Field(default_factory=list)
    """The other passages that were read last, and wait for a person."""


class Ledger(Record):
    """The file `data/ledger.yml`."""

    schema_version: Count = Field(alias="schema")
    """Version of this format."""
    sources: dict[str, SourceHistory] = Field(default_factory=dict)
    """What was observed, by source id."""
    complete: Annotated[Literal["true"], _TRUTH]
    """The last line. Where it is not, the file was cut short."""
