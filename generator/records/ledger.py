"""The ledger: what was observed of each source, and when.

The program writes it; people read it. History is kept as runs of equal observations, so a build for
a past day can tell what was known then.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Count, Day, Record, Scalar


class Observation(Record):
    """A run of equal observations of a source."""

    first: Day
    """The day of the first one."""
    last: Day
    """The day of the last one. The same as `first` for a single reading."""
    by: Literal["hand", "fetch"]
    """`hand`: a person read the page. `fetch`: the program did."""
    who: Scalar | None = None
    """Initials or role of the person."""
    outcome: Scalar
    """What came of it: `read` for a person; one of the fetch outcomes for the program."""


class FactRun(Record):
    """A run of equal observations of one quote."""

    first: Day
    """The day of the first one."""
    last: Day
    """The day of the last one."""
    found: Literal["true", "false"]
    """Whether the quote stood on the page (for an absence: whether its pattern did not)."""


class SourceHistory(Record):
    """What was observed of one source."""

    observations: list[Observation] = Field(min_length=1)
    """Runs of equal observations, oldest first."""
    facts: dict[str, list[FactRun]] = Field(default_factory=dict)
    """Runs per fact id, oldest first."""


class Ledger(Record):
    """The file `data/ledger.yml`."""

    schema_version: Count = Field(alias="schema")
    """Version of this format."""
    sources: dict[str, SourceHistory] = Field(default_factory=dict)
    """What was observed, by source id."""
