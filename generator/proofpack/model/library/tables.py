"""Decision tables joined with what is known of their facts."""

from __future__ import annotations

from proofpack.model.library.contracts import KnownArea, KnownContract
from proofpack.model.records.tables import DecisionTable, TableRow


class KnownTable(KnownContract, frozen=True):
    """A decision table with its rows joined: `areas` are its rows."""

    record: DecisionTable


def row_of(area: KnownArea) -> TableRow:
    """Return the record of a row of a decision table."""
    assert isinstance(area.record, TableRow), "an area of a contract has no conditions"
    return area.record


def meet(row: TableRow, other: TableRow) -> bool:
    """Return whether somebody can see what meets the conditions of two rows at once."""
    return all(
        not other.when[name] or set(values) & set(other.when[name])
        for name, values in row.when.items()
        if name in other.when
    )
