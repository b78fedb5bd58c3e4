"""The Library: everything a project says, joined, as known on one day.

`resolve` makes it; `render` shows it. Every judgement of dates and statuses is here as a property,
so that no template computes one. Nothing in here changes once made.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from proofpack.model.history import By, History, Nearest
from proofpack.model.outcomes import Outcome
from proofpack.model.problems import Problem
from proofpack.model.records.contracts import Area, AreaStatus, Contract
from proofpack.model.records.directives import (
    ContractTable,
    FaqPlace,
    PartPlace,
    Plain,
    SourceList,
    WorksheetPlace,
)
from proofpack.model.records.faq import Faq, Question
from proofpack.model.records.guides import GuideMeta, PageMeta
from proofpack.model.records.policy import Owner, Policy
from proofpack.model.records.sources import Absence, Fact, Source
from proofpack.model.records.worksheets import Part, Worksheet

_OUTCOMES = {
    Outcome.CONFIRMED: "every quote found",
    Outcome.UNCHANGED: "unchanged since its quotes were found",
    Outcome.READ: "read, no quote to look for",
    Outcome.QUOTE_MISSING: "a fact did not hold",
}

Options = ContractTable | PartPlace | WorksheetPlace | FaqPlace | SourceList | Plain


@dataclass(frozen=True, slots=True)
class ResolvedDirective:
    """A directive whose options are valid.

    Attributes:
        name: name of the directive.
        argument: what it names, or nothing.
        options: its options.
        line: line of the page on which it stands.
    """

    name: str
    argument: str
    options: Options
    line: int


@dataclass(frozen=True, slots=True)
class Markdown:
    """A stretch of a page that goes to the engine: prose, or code letter for letter."""

    text: str
    code: bool


@dataclass(frozen=True)
class PageFile:
    """A hand-written page: `path` relative to the project, `target` relative to the site."""

    path: str
    target: str
    meta: PageMeta
    body: tuple[Markdown | ResolvedDirective, ...] = field(repr=False)
    cites: tuple[str, ...] = ()
    """The facts that its prose cites, each once, in order."""


@dataclass(frozen=True)
class Records:
    """The valid records of a project, before they are joined. Keys are ids."""

    sources: dict[str, tuple[str, str, Source]]
    """Source id to path of its pack, publisher, record."""
    contracts: dict[str, tuple[str, Contract]]
    worksheets: dict[str, tuple[str, Worksheet]]
    faqs: dict[str, tuple[str, Faq]]
    policy: Policy
    history: dict[str, History]
    """What the ledger knows, by source. It may hold sources that are no more."""
    pages: list[PageFile]
    data: tuple[object, ...] = ()
    """What the records other than pages were made from."""
    warnings: tuple[Problem, ...] = ()


class Due(StrEnum):
    """How a guide's next review stands on a day."""

    OVERDUE = "overdue"
    SOON = "due soon"
    LATER = "later"


@dataclass(frozen=True)
class KnownFact:
    """A fact or an absence, with what is known of it.

    Attributes:
        ref: `source.fact`.
        record: the fact or the absence.
        confirmed: the last day on which its quote was found, or None.
        by: who found it on that day: `hand` where only a person did.
        missing_since: the day since which its quote was not found, or None.
        gone_since: the day since which its page is not there, where two attempts said so, or None.
        lapsed: whether it may no longer be stated: its quote missing for longer than the policy's
            grace, its page gone, or its absence overturned.
        nearest: the text most like a lost quote, or None.
    """

    ref: str
    record: Fact | Absence
    confirmed: datetime.date | None = None
    by: By = "fetch"
    missing_since: datetime.date | None = None
    gone_since: datetime.date | None = None
    lapsed: bool = False
    nearest: Nearest | None = None

    @property
    def holds(self) -> bool:
        """Whether its quote was found (or its pattern was not) when last looked for."""
        return self.confirmed is not None and not self.missing_since and not self.gone_since

    @property
    def looked(self) -> bool:
        """Whether it was looked for at all."""
        return self.confirmed is not None or self.missing_since is not None

    @property
    def is_absence(self) -> bool:
        """Whether it says that something is not said."""
        return isinstance(self.record, Absence)

    @property
    def trouble(self) -> str:
        """What is wrong with it, in words; nothing while it holds, or was never looked for."""
        if self.overturned:
            return f"now documented, rewrite: its page has said it since {self.missing_since}"
        if self.gone_since:
            return f"its page has not been there since {self.gone_since}"
        if self.missing_since:
            return f"its quote has not been found since {self.missing_since}"
        return ""

    @property
    def overturned(self) -> bool:
        """Whether it says that something is not said, which the page says now."""
        return self.is_absence and self.missing_since is not None


@dataclass(frozen=True, slots=True)
class Quotes:
    """A count of quotes: never rounded up to "verified".

    Attributes:
        total: how many there are; absences have no quote and do not count.
        found: how many of them stood on their page when last looked for.
        looked: how many of them were looked for at all.
        since: the oldest day on which one of those found was found, or None.
    """

    total: int
    found: int
    looked: int
    since: datetime.date | None

    @classmethod
    def of(cls, facts: Iterable[KnownFact]) -> Quotes:
        """Count the quotes of some facts."""
        quoted = [one for one in facts if not one.is_absence]
        return cls(
            len(quoted),
            sum(one.holds for one in quoted),
            sum(one.looked for one in quoted),
            min((one.confirmed for one in quoted if one.holds and one.confirmed), default=None),
        )

    def __str__(self) -> str:
        return f"{self.found} of {self.total}" if self.total else "no quotes"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to read a page, by a person or the program, on one day."""

    day: datetime.date
    by: By
    who: str
    outcome: Outcome
    status: int

    @property
    def words(self) -> str:
        """What came of it, in words."""
        if self.by == "hand":
            return "read by a person"
        known = _OUTCOMES.get(self.outcome, str(self.outcome))
        return f"{known} {self.status}" if self.status else known


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """A text that a page had on a day: digests of the rules of extraction, and of the text."""

    day: datetime.date
    rules: str
    text: str


@dataclass(frozen=True)
class KnownSource:
    """A source, with what is known of it on the day of the Library.

    Attributes:
        record: the source.
        path: path of its pack.
        publisher: who publishes it.
        facts: its facts, then its absences.
        readings: the attempts that read the page, oldest first.
        failures: the attempts since the last reading that did not, oldest first.
        editions: the texts that it had, oldest first.
        shaky: whether an attempt failed on the day of its last reading.
    """

    record: Source
    path: str
    publisher: str
    facts: tuple[KnownFact, ...]
    readings: tuple[Attempt, ...]
    failures: tuple[Attempt, ...] = ()
    editions: tuple[Edition, ...] = ()
    shaky: bool = False

    @property
    def id(self) -> str:
        """Id of the source."""
        return self.record.id

    @property
    def changes(self) -> list[datetime.date]:
        """The days on which its text was seen to differ from the time before, oldest first.

        Texts compare under the same rules of extraction alone: new rules are a new beginning, and two
        machines with other libraries do not hide a change from each other.
        """
        last: dict[str, str] = {}
        found = []
        for one in self.editions:
            if last.get(one.rules, one.text) != one.text:
                found.append(one.day)
            last[one.rules] = one.text
        return found

    @property
    def changed(self) -> datetime.date | None:
        """The last day on which its text was seen to differ from the time before, or None."""
        return self.changes[-1] if self.changes else None

    @property
    def latest(self) -> Attempt | None:
        """The last reading, or None."""
        return self.readings[-1] if self.readings else None

    @property
    def fetched(self) -> datetime.date | None:
        """The last day on which the program read the page, or None."""
        return next((one.day for one in reversed(self.readings) if one.by == "fetch"), None)

    @property
    def accessed(self) -> datetime.date | None:
        """The last day on which the page was read."""
        return self.latest.day if self.latest else None

    def read_by(self, day: datetime.date) -> datetime.date | None:
        """Return the last day up to `day` on which the page was read."""
        return max((one.day for one in self.readings if one.day <= day), default=None)

    @property
    def name(self) -> str:
        """Its short name, or its title."""
        return self.record.short or self.record.title

    @property
    def address(self) -> str:
        """Its URL as people write it: without scheme and final slash."""
        return self.record.url.partition("://")[2].rstrip("/")

    @property
    def quotes(self) -> Quotes:
        """How many quotes stand on it, and how many of them were found."""
        return Quotes.of(self.facts)


@dataclass(frozen=True)
class KnownArea:
    """An area with its facts and sources joined, in the order in which they are shown."""

    contract: str
    record: Area
    facts: tuple[KnownFact, ...]
    sources: tuple[KnownSource, ...]
    asserts: frozenset[str]
    """The facets that state what its facts carry."""

    @property
    def ref(self) -> str:
        """`contract.area`."""
        return f"{self.contract}.{self.record.id}"

    @property
    def status(self) -> AreaStatus:
        """What the area may claim: what a person vouches for, else what its facts carry."""
        if self.record.confirmed:
            return self.record.confirmed.status
        carried = self.facts and not self.lapsed
        return AreaStatus.DOCUMENTED if carried else AreaStatus.TO_VERIFY

    @property
    def failing_since(self) -> datetime.date | None:
        """The oldest last reading of a page that its facts stand on and that cannot be read now."""
        names = {one.ref.partition(".")[0] for one in self.facts}
        failing = [one.accessed for one in self.sources if one.id in names and one.failures]
        return min((one for one in failing if one), default=None)

    @property
    def lapsed(self) -> tuple[KnownFact, ...]:
        """The facts that no longer carry it: it states its fallback, with them as the reason."""
        if self.record.confirmed:
            return ()
        return tuple(one for one in self.facts if one.lapsed)

    @property
    def quotes(self) -> Quotes:
        """How many quotes carry it, and how many of them were found."""
        return Quotes.of(self.facts)


@dataclass(frozen=True)
class KnownContract:
    """A contract with its areas joined."""

    id: str
    path: str
    record: Contract
    areas: tuple[KnownArea, ...]


@dataclass(frozen=True)
class KnownWorksheet:
    """A worksheet, with the guides that place it."""

    id: str
    path: str
    record: Worksheet
    guides: tuple[str, ...]

    def part(self, part_id: str) -> Part:
        """Return one part by its id."""
        return next(one for one in self.record.parts if one.id == part_id)


@dataclass(frozen=True)
class KnownFaq:
    """A file of questions, with the guides that place it."""

    id: str
    path: str
    record: Faq
    guides: tuple[str, ...]

    def chosen(self, only: list[str]) -> list[Question]:
        """Return the questions named, in that order; all of them if none is named."""
        by_id = {one.id: one for one in self.record.questions}
        return [by_id[one] for one in only] if only else list(self.record.questions)


@dataclass(frozen=True)
class UsedSource:
    """A source as one guide uses it.

    Attributes:
        source: the source.
        purpose: what for, where the guide says so.
        read_for_review: the last day up to the guide's review on which it was read, or None.
    """

    source: KnownSource
    purpose: str | None
    read_for_review: datetime.date | None


@dataclass(frozen=True)
class Guide:
    """A guide, joined, with its review judged for the day of the Library."""

    id: str
    file: PageFile
    meta: GuideMeta
    owner: Owner
    sources: tuple[UsedSource, ...]
    next_review: datetime.date
    due: Due
    overdue_days: int
    """Days since the review was due; negative while it is not."""
    facts: tuple[KnownFact, ...] = ()
    """The facts it stands on: those it cites, and those of its tables and questions."""

    @property
    def oldest_reading(self) -> datetime.date | None:
        """The oldest of the last readings of its sources: a page's date is that of its parts."""
        days = [one.source.accessed for one in self.sources if one.source.accessed]
        return min(days, default=None)

    @property
    def lapsed(self) -> tuple[KnownFact, ...]:
        """The facts it cites, or of which its tables tell, that have lapsed."""
        return tuple(one for one in self.facts if one.lapsed)

    @property
    def unread(self) -> int:
        """How many of its sources were never read."""
        return sum(one.source.accessed is None for one in self.sources)


@dataclass(frozen=True)
class Library:
    """The whole project on one day. Mappings keep the order in which things are shown."""

    today: datetime.date
    policy: Policy
    sources: dict[str, KnownSource]
    facts: dict[str, KnownFact]
    contracts: dict[str, KnownContract]
    areas: dict[str, KnownArea]
    worksheets: dict[str, KnownWorksheet]
    faqs: dict[str, KnownFaq]
    guides: dict[str, Guide]
    pages: tuple[PageFile, ...]
    used_by: dict[str, tuple[str, ...]]
    """`source:ID`, `area:REF` or `fact:REF` to the guides that use it, in their order."""
    basis: tuple[object, ...] = ()
    """What every page may show beside its own text: two Libraries with an equal basis differ in the
    text of hand-written pages alone."""
    warnings: tuple[Problem, ...] = ()

    @property
    def placed_by(self) -> tuple[tuple[str, ...], ...]:
        """The guides that place each worksheet and each file of questions."""
        worksheets = tuple(one.guides for one in self.worksheets.values())
        return worksheets + tuple(one.guides for one in self.faqs.values())


def directives(page: PageFile) -> Iterator[ResolvedDirective]:
    """Yield the directives of a page."""
    return (one for one in page.body if isinstance(one, ResolvedDirective))


def area_refs(directive: ResolvedDirective, areas: Iterable[str]) -> list[str]:
    """Return the areas that a contract table shows, in order."""
    assert isinstance(directive.options, ContractTable)
    prefix = f"{directive.argument}."
    return directive.options.areas or [one for one in areas if one.startswith(prefix)]
