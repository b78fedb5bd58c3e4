"""Decision tables bound to a worksheet: which answers a table sees, and which it has a verdict on."""

from __future__ import annotations

from pydantic import Field

from proofpack.model.records.base import ChoiceId, Id, Record, TableRef, Title


class TableDecision(Record):
    """An answer on which a decision table has a verdict."""

    field: Title
    """Where it is given: a field of type `choice`, as `part.field`, or a part of kind `decision`."""
    because: Title | None = None
    """The field that takes the reason for an answer against the table. A part of kind `decision` has its
    own."""
    agree: dict[Id, list[ChoiceId]] = Field(min_length=1)
    """For each verdict of the table, the choices that agree with it."""
    offers: dict[Id, ChoiceId] = Field(default_factory=dict)
    """For a verdict, the choice that the page offers with one press, beside the quote."""


class TableBinding(Record):
    """A decision table whose verdict stands beside the answers that it is about.

    A field in a repeated group is named as `part.group.field`; then there is a verdict for each entry.
    """

    table: TableRef
    """The table."""
    inputs: dict[Id, Title] = Field(min_length=1)
    """For each input of the table, the field that answers it."""
    unasked: list[Id] = Field(default_factory=list)
    """Inputs that the worksheet does not ask for: rows that need one do not count here."""
    decisions: list[TableDecision] = Field(default_factory=list)
    """The answers on which it has a verdict. Without any, it is shown, and nothing is against it."""
