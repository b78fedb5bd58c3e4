"""Contracts and their areas, with the status of each area: what it may claim on a day."""

from __future__ import annotations

import datetime

from msgspec import Struct

from proofpack.model.library.facts import NOT_COMPARED, KnownFact, Quotes
from proofpack.model.library.sources import KnownSource
from proofpack.model.records.contracts import Area, AreaStatus, Contract

_WEAKEST = ("lapsed", "held", NOT_COMPARED)


class KnownArea(Struct, frozen=True):
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
    def standing(self) -> str:
        """The word for how far it is carried: of its facts, the weakest counts."""
        if confirmed := self.record.confirmed:
            own = confirmed.status is AreaStatus.INTERNAL_POLICY
            return "our own rule" if own else confirmed.status.value.replace("-", " ")
        if not self.facts:
            return "to verify"
        words = [fact.state for fact in self.facts]
        return next((word for word in _WEAKEST if word in words), "documented")

    @property
    def failing_since(self) -> datetime.date | None:
        """The oldest last reading of a page that its facts stand on and that cannot be read now."""
        names = {fact.ref.partition(".")[0] for fact in self.facts}
        failing = [
            source.accessed for source in self.sources if source.id in names and source.failures
        ]
        return min((day for day in failing if day), default=None)

    @property
    def lapsed(self) -> tuple[KnownFact, ...]:
        """The facts that no longer carry it: it states its fallback, with them as the reason."""
        if self.record.confirmed:
            return ()
        return tuple(fact for fact in self.facts if fact.lapsed)

    @property
    def carries(self) -> bool:
        """Whether the provider can be held to it: every quote was found, or its support confirmed it."""
        if self.record.confirmed:
            return self.record.confirmed.status is AreaStatus.SUPPORT_CONFIRMED
        return bool(self.facts) and all(fact.holds for fact in self.facts)

    @property
    def quotes(self) -> Quotes:
        """How many quotes carry it, and how many of them were found."""
        return Quotes.of(self.facts)


class KnownContract(Struct, frozen=True):
    """A contract with its areas joined."""

    id: str
    path: str
    record: Contract
    areas: tuple[KnownArea, ...]
