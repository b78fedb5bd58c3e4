"""Directives: where a page places data, and how.

Each directive is a record of its options. Its argument, the text after its name, is checked where the
directive is read, because what it may name depends on the directive.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from proofpack.model.records.base import Count, Flag, Id, Record, SourceRef, Title, wrong
from proofpack.model.records.worksheets import PART_KINDS

BUILT_IN_COLUMNS = ("area", "source", "url", "accessed", "standing", "facts")
ROW_COLUMNS = ("when", "verdict", "tunable")
"""The columns that a decision table has besides."""
NAMING = (
    "contract",
    "table",
    "symptoms",
    "worksheet",
    "faq",
    "fields",
    *(kind for kind in PART_KINDS if kind != "table"),
)
"""Directives that name what they place, as in `::: faq FAQ`."""


class DirectiveOptions(Record):
    """Base of the options of every directive."""


class RowsPlace(DirectiveOptions):
    """Base of the options of directives that place areas or rows."""


class ContractTable(RowsPlace):
    """`::: contract [CONTRACT]`: a table of areas, one row each."""

    areas: list[str] = Field(default_factory=list)
    """The rows, in order: `area` of the contract named, or `contract.area`. Default: all areas."""
    columns: list[Id] = Field(min_length=1)
    """The columns, in order: `area`, `source`, `url`, `accessed`, `standing`, `facts`, or any facet."""
    headings: dict[Id, Title] = Field(default_factory=dict)
    """Headings for this table alone, by column."""


class TablePlace(ContractTable):
    """`::: table TABLE`: rows of a decision table."""

    areas: list[str] = Field(default_factory=list, alias="rows")
    """The rows, in order. Default: all."""
    columns: list[Id] = Field(min_length=1)
    """The columns, in order: `when`, `verdict`, `tunable`, `area` (its title), `source`, `url`,
    `accessed`, `standing`, `facts`, or any facet."""


class SymptomsPlace(RowsPlace):
    """`::: symptoms TABLE`: what one may see, with verdict and first step, each a link to its row."""


class PartPlace(DirectiveOptions):
    """`::: record WORKSHEET.PART`, and likewise for each other kind of part."""


class FieldsPlace(DirectiveOptions):
    """`::: fields WORKSHEET.PART`: the fields of a record as a table to read."""

    columns: list[Literal["field", "definition", "type", "attribute", "sensitivity"]] = Field(
        default=["field", "definition", "type", "attribute", "sensitivity"], min_length=1
    )
    """The columns, in order: `field` with its id, `definition`, `type` with its choices, `attribute`
    (what it maps to) and `sensitivity`. Default: all."""


class WorksheetPlace(DirectiveOptions):
    """`::: worksheet WORKSHEET`: all its parts, each under a heading."""

    level: Count = Field(default=3, ge=2, le=5)
    """Level of the headings."""


class FaqPlace(DirectiveOptions):
    """`::: faq FAQ`: its questions, each as a heading."""

    only: list[Id] = Field(default_factory=list)
    """The questions to place, in order. Default: all."""
    level: Count = Field(default=3, ge=2, le=5)
    """Level of the headings."""
    folded: Flag = False
    """Whether each answer is folded away under its question, which is no heading then."""

    @model_validator(mode="after")
    def _headings_or_folds(self) -> Self:
        if self.folded and "level" in self.model_fields_set:
            raise wrong("one-of", "folded questions are no headings", "Delete `level`.")
        return self


class SourceList(DirectiveOptions):
    """`::: sources`: the sources of the guide, or on another page those named."""

    only: list[SourceRef] = Field(default_factory=list)
    """The sources to list. Default: all that the page stands on."""


class NoOptions(DirectiveOptions):
    """`::: related`, `::: history`, `::: guides`, `::: lately`: a list that takes no options."""


OPTIONS: dict[str, type[DirectiveOptions]] = {
    "contract": ContractTable,
    **dict.fromkeys(PART_KINDS, PartPlace),
    "table": TablePlace,
    "symptoms": SymptomsPlace,
    "fields": FieldsPlace,
    "worksheet": WorksheetPlace,
    "faq": FaqPlace,
    "sources": SourceList,
    "related": NoOptions,
    "history": NoOptions,
    "guides": NoOptions,
    "lately": NoOptions,
}
"""Every directive with the record of its options, in the order of the reference."""
ALONE = ("contract", *(name for name in OPTIONS if name not in NAMING))
"""Directives that may stand without a name of what they place."""
ALONE_OPTIONS = frozenset(
    field.alias or key for name in ALONE for key, field in OPTIONS[name].model_fields.items()
)
"""Options of these; with another one below it, the line is one of a plugin."""
