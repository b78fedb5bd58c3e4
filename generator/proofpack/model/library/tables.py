"""Decision tables joined with what is known of their facts, and what they say about an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from proofpack.model.library.contracts import KnownArea, KnownContract
from proofpack.model.records.tables import DecisionTable, TableRow


@dataclass(frozen=True)
class KnownTable(KnownContract):
    """A decision table with its rows joined: `areas` are its rows."""

    record: DecisionTable

    def matching(self, seen: Mapping[str, str]) -> tuple[KnownArea, ...]:
        """Return the rows that are for what somebody sees: of those that hold, the most specific.

        Args:
            seen: value by input. An input of which nothing is known is left out.
        """
        holding = [area for area in self.areas if holds(row_of(area), seen)]
        most = max((len(row_of(area).when) for area in holding), default=0)
        return tuple(area for area in holding if len(row_of(area).when) == most)


def row_of(area: KnownArea) -> TableRow:
    """Return the record of a row of a decision table."""
    assert isinstance(area.record, TableRow), "an area of a contract has no conditions"
    return area.record


def holds(row: TableRow, seen: Mapping[str, str]) -> bool:
    """Return whether what somebody sees meets every condition of a row."""
    return all(seen.get(name) in values for name, values in row.when.items())


def meet(row: TableRow, other: TableRow) -> bool:
    """Return whether somebody can see what meets the conditions of two rows at once."""
    return all(
        not other.when[name] or set(values) & set(other.when[name])
        for name, values in row.when.items()
        if name in other.when
    )
