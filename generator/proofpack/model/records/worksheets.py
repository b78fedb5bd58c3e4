"""Worksheets: what a reader fills in.

Every part, field, item, row, option and choice has an id that stays the same when words change, so
that an answer written today still finds its place in next year's worksheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from proofpack.model.records.base import (
    Block,
    ChoiceId,
    Count,
    Flag,
    Id,
    Record,
    Scalar,
    Text,
    Title,
    wrong,
)
from proofpack.model.records.bindings import TableBinding

SLOT = re.compile(r"\{([a-z0-9_-]+\.[a-z0-9_-]+)\}")
"""A slot of a message: `{part.field}`."""


class FieldType(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    UTC_TIME = "utc-time"
    DATE = "date"
    URL = "url"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    NUMBER = "number"
    CODE = "code"
    LIST = "list"
    GROUP = "group"


class Sensitivity(StrEnum):
    """How far an answer may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    REDACT = "redact"


def _named(value: object) -> object:
    """Let an option be written as its id alone."""
    return {"id": value, "label": value} if isinstance(value, str) else value


class Named(Record):
    """What an answer is kept under: an id that stays the same while words change."""

    id: Id
    """Its name. Answers are kept under it, so it does not change when words do."""
    renamed_from: list[Id] = Field(default_factory=list)
    """Earlier ids of it, so that answers are carried over."""


class Choice(Named):
    """One value that a field may take. Written as a mapping, or as its id alone."""

    id: ChoiceId
    """Its name, in which dots may join parts. Answers hold it, so it does not change when words do."""
    label: Text
    """What the reader sees."""
    renamed_from: list[ChoiceId] = Field(default_factory=list)
    """Earlier ids of it, so that answers are carried over."""


class WorksheetField(Named):
    """One thing to fill in."""

    label: Title
    """What the field is called."""
    type: FieldType = FieldType.TEXT
    """What it takes."""
    help: Text | None = None
    """How to fill it in."""
    required: Flag = False
    """Whether the packet is incomplete without it."""
    default: Scalar | None = None
    """What stands there at first: a placeholder to replace, or a value that seldom changes."""
    example: Scalar | None = None
    """A made-up answer."""
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    """`public` may be published, `internal` stays inside, `redact` must be cleaned first."""
    maps_to: Scalar | None = None
    """The standard attribute it corresponds to, for example `http.response.status_code`."""
    choices: list[
        Annotated[Choice, BeforeValidator(_named, json_schema_input_type=Choice | Scalar)]
    ] = Field(default_factory=list)
    """The values of a `choice` or `choices` field."""
    fields: list[WorksheetField] = Field(default_factory=list)
    """The fields of a `group`."""
    repeat: Flag = False
    """Whether a group may be filled in several times, such as once per attempt."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        chosen = self.type in (FieldType.CHOICE, FieldType.CHOICES)
        grouped = self.type is FieldType.GROUP
        if chosen != bool(self.choices):
            what = (
                f"a field of type {self.type} " + ("without" if chosen else "with") + " `choices`"
            )
            raise wrong("bad-field", what, "`choices` belong to types choice and choices.")
        if grouped != bool(self.fields):
            what = (
                f"a field of type {self.type} " + ("without" if grouped else "with") + " `fields`"
            )
            raise wrong("bad-field", what, "`fields` belong to type group.")
        if self.repeat and not grouped:
            raise wrong("bad-field", "`repeat` on a single field", "Only a group repeats.")
        return self

    def walk(self) -> Iterator[WorksheetField]:
        """Yield this field and those inside it, in order."""
        yield self
        for inner in self.fields:
            yield from inner.walk()


class Item(Named):
    """One line of a checklist, or one given row of a table."""

    label: Text
    """What is to be checked or answered."""
    help: Text | None = None
    """How to check it."""


class Option(Named):
    """One way a decision can go."""

    label: Title
    """What is decided."""
    when: list[Text] = Field(min_length=1)
    """The conditions, all of which hold when this option is chosen."""


class Label(Named):
    """One class of a classification."""

    label: Title
    """What the class is called."""
    means: Text
    """When it applies."""


class _Part(Named):
    """What all parts of a worksheet share. Guides refer to one as `worksheet.part`."""

    title: Title
    """Heading of the part."""
    intro: Block | None = None
    """A sentence or two before the part."""


class RecordPart(_Part):
    """A record of typed fields."""

    kind: Literal["record"]
    """`record`."""
    fields: list[WorksheetField] = Field(min_length=1)
    """The fields, in order."""


class ChecklistPart(_Part):
    """Items that are done, not applicable with a reason, or open."""

    kind: Literal["checklist"]
    """`checklist`."""
    items: list[Item] = Field(min_length=1)
    """The items, in order."""


class DecisionPart(_Part):
    """One option out of several, each with its conditions."""

    kind: Literal["decision"]
    """`decision`."""
    options: list[Option] = Field(min_length=2)
    """The ways it can go."""


class ClassificationPart(_Part):
    """Labels that sort what was seen."""

    kind: Literal["classification"]
    """`classification`."""
    labels: list[Label] = Field(min_length=2)
    """The classes."""
    several: Flag = False
    """Whether more than one may apply."""


class Column(Named):
    """One column of a table that is filled in."""

    label: Title
    """Its heading."""


class TablePart(_Part):
    """Given rows on the left, blank cells to fill on the right."""

    kind: Literal["table"]
    """`table`."""
    given: Title
    """Heading of the column whose cells are given."""
    columns: list[Column] = Field(min_length=1)
    """The columns to fill in."""
    rows: list[Item] = Field(min_length=1)
    """The given cells."""


class MessagePart(_Part):
    """A text to send, filled from fields."""

    kind: Literal["message"]
    """`message`."""
    template: Block
    """The text. A slot is written `{part.field}` and names a field of a record."""


PartKind = Literal["record", "checklist", "decision", "classification", "table", "message"]

PART_KINDS: tuple[str, ...] = (
    "record", "checklist", "decision", "classification", "table", "message",
)  # fmt: skip


def _kind(value: object) -> str | None:
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    return f"kind:{kind}" if isinstance(kind, str) else None


Part = Annotated[
    Annotated[RecordPart, Tag("kind:record")]
    | Annotated[ChecklistPart, Tag("kind:checklist")]
    | Annotated[DecisionPart, Tag("kind:decision")]
    | Annotated[ClassificationPart, Tag("kind:classification")]
    | Annotated[TablePart, Tag("kind:table")]
    | Annotated[MessagePart, Tag("kind:message")],
    Discriminator(_kind),
]


class Worksheet(Record):
    """One file of `data/worksheets/`. The file's name is the worksheet's id."""

    title: Title
    """What the worksheet is called."""
    version: Count = Field(ge=1)
    """Raised whenever a field, item or choice is added, removed or changes its meaning."""
    purpose: Text
    """What it is for, in a sentence."""
    parts: list[Part] = Field(min_length=1)
    """The parts, in order."""
    verdicts: list[TableBinding] = Field(default_factory=list)
    """Decision tables that say, beside the answers, what is documented for what one sees."""

    def places(self) -> dict[str, tuple[WorksheetField, tuple[str, ...]]]:
        """Return each field by its path, as `part.group.field`, with the repeated groups around it."""
        parts = (part for part in self.parts if isinstance(part, RecordPart))
        return {
            path: (field, groups)
            for part in parts
            for path, field, groups in _places(part.fields, part.id, ())
        }


def _places(
    fields: list[WorksheetField], before: str, groups: tuple[str, ...]
) -> Iterator[tuple[str, WorksheetField, tuple[str, ...]]]:
    for field in fields:
        path = f"{before}.{field.id}"
        yield path, field, groups
        yield from _places(field.fields, path, (*groups, path) if field.repeat else groups)
