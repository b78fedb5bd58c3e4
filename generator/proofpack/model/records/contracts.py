"""Contracts: what an integration relies on, area by area."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from proofpack.model.records.base import (
    Block,
    Day,
    FactRef,
    Id,
    Record,
    SourceRef,
    Text,
    Title,
    did_you_mean,
    wrong,
)


class AreaStatus(StrEnum):
    """What an area may claim."""

    DOCUMENTED = "documented"
    SUPPORT_CONFIRMED = "support-confirmed"
    INTERNAL_POLICY = "internal-policy"
    INTERNAL_ESTIMATE = "internal-estimate"
    TO_VERIFY = "to-verify"


_BY_HAND = (AreaStatus.SUPPORT_CONFIRMED, AreaStatus.INTERNAL_POLICY, AreaStatus.INTERNAL_ESTIMATE)


def _by_hand(value: object) -> object:
    if value in (AreaStatus.DOCUMENTED, AreaStatus.TO_VERIFY):
        what = f'"{value}" follows from facts and is not set by hand'
        remedy = "Wanted: support-confirmed, internal-policy or internal-estimate."
        raise wrong("bad-standing", what, remedy)
    if isinstance(value, str) and value not in _BY_HAND:
        raise wrong("unknown-choice", f'found "{value}"', did_you_mean(value, _BY_HAND))
    return value


class Confirmation(Record):
    """A status that a person vouches for, because no page carries it."""

    status: Annotated[AreaStatus, BeforeValidator(_by_hand)] = Field(alias="standing")
    """`support-confirmed`, `internal-policy` or `internal-estimate`."""
    basis: Text
    """What it rests on: the ticket, the measurement, its date; of a policy, why it was decided."""
    by: Title | None = None
    """Who decided: a role or team. An internal policy needs it."""
    on: Day | None = None
    """When it was decided. An internal policy needs it."""

    @model_validator(mode="after")
    def _by_a_person(self) -> Self:
        if self.status is AreaStatus.INTERNAL_POLICY and not (self.by and self.on):
            what = "an internal policy without who decided it, and when"
            raise wrong("bad-standing", what, "Add `by:` and `on:`.")
        return self


class Area(Record):
    """One row of a contract: what to verify, and the facts it stands on.

    An area with facts is *documented*. One with sources alone is *to verify*. One with neither is
    an error, unless it is an internal policy: that says what we do, and no page of the provider does.
    """

    id: Id
    """Name of the area within its contract."""
    title: Title
    """What the row is called."""
    facts: list[FactRef] = Field(default_factory=list)
    """The facts the area stands on, as `source.fact`."""
    sources: list[SourceRef] = Field(default_factory=list)
    """Pages to read for this area, beyond those of its facts. The first listed is shown first."""
    confirmed: Confirmation | None = None
    """Set where support or a measurement of your own settles what no page does."""
    facets: dict[Id, Text]
    """The columns of the row: facet id to text. The contract declares which facets there are."""
    fallback: Text | None = None
    """What a page states instead when the area's facts have lapsed."""

    @model_validator(mode="after")
    def _supported(self) -> Self:
        policy = self.confirmed and self.confirmed.status is AreaStatus.INTERNAL_POLICY
        if not self.facts and not self.sources and not policy:
            what = "the area has neither fact nor source"
            raise wrong("unsupported-area", what, "Add `facts:`, or `sources:` to verify it from.")
        return self


class Change(Record):
    """One line of a history."""

    date: Day
    """When it changed."""
    change: Text
    """What changed, for the reader."""


class Contract(Record):
    """One file of `data/contracts/`: a named set of areas. The file's name is the contract's id."""

    title: Title
    """What the contract is called."""
    description: Block
    """What it covers, in a sentence or two."""
    facets: dict[Id, Title] = Field(min_length=1)
    """The optional columns: facet id to the heading that a table shows."""
    asserts: list[Id] = Field(default_factory=list)
    """The facets that state what the facts carry. When an area's facts have lapsed, its `fallback`
    stands in their place. Default: all facets."""
    areas: list[Area] = Field(min_length=1)
    """The rows."""
    history: list[Change] = Field(default_factory=list)
    """A short dated history, newest first."""
