"""The valid records of a project, before they are joined to a Library."""

from __future__ import annotations

from msgspec import Struct

from proofpack.model.history import History
from proofpack.model.layout import USUAL, Layout
from proofpack.model.library.pages import PageFile
from proofpack.model.problems import Problem
from proofpack.model.records.contracts import Contract
from proofpack.model.records.faq import Faq
from proofpack.model.records.policy import Policy
from proofpack.model.records.sources import Source
from proofpack.model.records.tables import DecisionTable
from proofpack.model.records.worksheets import Worksheet


class Records(Struct, frozen=True):
    """The valid records of a project, before they are joined. Keys are ids."""

    sources: dict[str, tuple[str, str, Source]]
    """Source id to path of its pack, publisher, record."""
    contracts: dict[str, tuple[str, Contract]]
    tables: dict[str, tuple[str, DecisionTable]]
    worksheets: dict[str, tuple[str, Worksheet]]
    faqs: dict[str, tuple[str, Faq]]
    policy: Policy
    history: dict[str, History]
    """What the ledger knows, by source. It may hold sources that are no more."""
    pages: list[PageFile]
    warnings: tuple[Problem, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or phrases that mean the same to whoever searches."""
    at: Layout = USUAL
    """Where the parts of the project stand."""
