"""Decision tables: what is documented for what one sees, row by row."""

from __future__ import annotations

from pydantic import Field

from proofpack.model.records.base import Id, Record, Text, Title
from proofpack.model.records.contracts import Area, Contract


class Input(Record):
    """What somebody may see, such as a status."""

    label: Title
    """What it is called."""
    values: dict[Title, Title] = Field(default_factory=dict)
    """What values are called that do not say it themselves, such as `none: no answer`."""

    def called(self, value: str) -> str:
        """Return what a value is called."""
        return self.values.get(value, value)


class Tunable(Record):
    """A value of a row that a team sets for itself, such as a threshold, with what it is at first."""

    label: Title
    """What it is called."""
    default: Title
    """What it is until somebody sets it, with its unit."""
    note: Text | None = None
    """By what a team may set it otherwise."""


class Symptom(Record):
    """What somebody sees first, in her words, and the rows of the table that it may be."""

    title: Title
    """What she sees, such as `500, 503, 504, 524` or `no answer, or a timeout of mine`. Where it names
    values of an input, one of its rows is for each."""
    rows: list[Id] = Field(min_length=1)
    """The rows that it may be, the likeliest first."""


class TableRow(Area):
    """One row of a decision table: what one sees, and what is documented for it.

    It is an area with conditions, and stands on facts, on pages that are to verify, or on a policy of
    one's own, as any area does.
    """

    when: dict[Id, list[Title]]
    """What one sees: for each input the values of which one has to be there. An input that is left out
    may be anything. A row without any is for what no other row is for."""
    verdict: Id
    """What to do, as one of `verdicts`."""
    step: Title | None = Field(default=None, max_length=60)
    """The first step, in about six words. A row that stands under a symptom needs it."""
    tunable: Tunable | None = None
    """A value that each team sets for itself."""


class DecisionTable(Contract):
    """One file of `data/tables/`: what to do about what one sees. The file's name is the table's id.

    Of the rows whose conditions hold, those with the most conditions count. They may be several, as
    where a status has three documented explanations; then they have to come to the same verdict.
    """

    inputs: dict[Id, Input] = Field(min_length=1)
    """What one may see, by input id."""
    verdicts: dict[Id, Title] = Field(min_length=1)
    """What to do: verdict id to the words that a table shows, such as `retry: Retry`."""
    symptoms: list[Symptom] = Field(default_factory=list)
    """The rows as somebody meets them, for `::: symptoms`. Where there are any, each row stands under
    one of them."""
    areas: list[TableRow] = Field(alias="rows", min_length=1)  # type: ignore[assignment]  # rows are areas
    """The rows."""
