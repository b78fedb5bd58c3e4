"""The Library: everything a project says, joined, as known on one day.

`resolve` makes it; `render` shows it. Every judgement of dates and statuses is here as a property,
so that no template computes one. Nothing in here changes once made.

`pages` and `records` are what was written; `facts`, `sources`, `contracts`, `placed` and `guides`
what is known of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct, field

from proofpack.model.layout import USUAL, Layout
from proofpack.model.library.contracts import KnownArea, KnownContract
from proofpack.model.library.facts import KnownFact, Quotes
from proofpack.model.library.groups import Group
from proofpack.model.library.guides import Due, Guide, UsedSource
from proofpack.model.library.pages import (
    PageFile,
    ResolvedDirective,
    area_refs,
    directives,
)
from proofpack.model.library.placed import KnownFaq, KnownWorksheet
from proofpack.model.library.records import Records
from proofpack.model.library.sources import Attempt, Edition, KnownSource
from proofpack.model.library.tables import KnownTable
from proofpack.model.problems import Problem
from proofpack.model.records.policy import Policy

__all__ = [
    "Attempt",
    "Due",
    "Edition",
    "Group",
    "Guide",
    "KnownArea",
    "KnownContract",
    "KnownFact",
    "KnownFaq",
    "KnownSource",
    "KnownTable",
    "KnownWorksheet",
    "Library",
    "PageFile",
    "Quotes",
    "Records",
    "ResolvedDirective",
    "UsedSource",
    "area_refs",
    "directives",
]


class Library(Struct, frozen=True, dict=True):
    """The whole project on one day. Mappings keep the order in which things are shown."""

    today: datetime.date
    policy: Policy
    sources: dict[str, KnownSource]
    facts: dict[str, KnownFact]
    contracts: dict[str, KnownContract]
    tables: dict[str, KnownTable]
    areas: dict[str, KnownArea]
    """Those of contracts and the rows of decision tables."""
    worksheets: dict[str, KnownWorksheet]
    faqs: dict[str, KnownFaq]
    guides: dict[str, Guide]
    pages: tuple[PageFile, ...]
    used_by: dict[str, tuple[str, ...]]
    """`source:ID`, `area:REF` or `fact:REF` to the guides that use it, in their order."""
    warnings: tuple[Problem, ...] = ()
    groups: dict[str, Group] = field(default_factory=dict)
    """The groups of guides by path, each after the one it stands in."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or phrases that mean the same to whoever searches."""
    at: Layout = USUAL
    """Where the parts of the project stand."""

    @cached_property
    def rows(self) -> Mapping[str, Sequence[str]]:
        """The areas of each contract and decision table, by its id, in order."""
        tables = (*self.contracts.values(), *self.tables.values())
        return {table.id: [area.ref for area in table.areas] for table in tables}

    def contract_of(self, area: KnownArea) -> KnownContract:
        """Return the contract or the decision table in which an area is a row."""
        return self.tables.get(area.contract) or self.contracts[area.contract]
