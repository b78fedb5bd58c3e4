"""Worksheets: what a reader fills in.

Every part, field, item, row, option and choice has an id that stays the same when words change, so
that an answer written today still finds its place in next year's worksheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag, model_validator

from proofpack.model.records.base import (
    Block,
    ChoiceId,
    Count,
    Flag,
    Id,
    Record,
    Scalar,
    SourceRef,
    Text,
    Title,
    wrong,
)
from proofpack.model.records.bindings import TableBinding

SLOT = re.compile(r"\{([a-z0-9_-]+\.[a-z0-9_-]+)\}")
"""A slot of a message: `{part.field}`."""
_PATH = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\Z")


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


class Format(StrEnum):
    """What a value looks like, more narrowly than its type says."""

    HTTP_STATUS = "http-status"
    HTTP_METHOD = "http-method"
    PATH = "path"
    COUNT = "count"


class Sensitivity(StrEnum):
    """How far an answer may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    REDACT = "redact"


def _path(value: str) -> str:
    if not _PATH.match(value):
        what, remedy = f'"{value}" names no answer', "Wanted: `field`, or `part.field`."
        raise wrong("bad-path", what, remedy)
    return value


AnswerPath = Annotated[Title, AfterValidator(_path)]
"""Where an answer stands: `field` beside this one, or `part.field`, or `part.group.field`."""

_ALL_CHOSEN = (FieldType.CHOICE, FieldType.CHOICES)
_FORMATTED = (FieldType.TEXT, FieldType.CODE, FieldType.NUMBER)
_TIMED = (FieldType.UTC_TIME, FieldType.DATE)


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
    needs: list[Id] = Field(default_factory=list)
    """Of a `choice` field: the checklists of this worksheet on which it rests, by the ids of parts.
    While an item is open there, choosing it is a contradiction, and no message says it."""


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
    observed: Flag = False
    """Whether it takes what was seen, as it was seen: measurements, log lines and headers, cleaned. No
    advice is given on its words."""
    maps_to: Scalar | None = None
    """The standard attribute it corresponds to, for example `http.response.status_code`."""
    choices: list[
        Annotated[Choice, BeforeValidator(_named, json_schema_input_type=Choice | Scalar)]
    ] = Field(default_factory=list)
    """The values of a `choice` or `choices` field. Beside a `format`, what may stand instead of one,
    such as `none` where no response came."""
    format: Format | None = None
    """What a text, code or number looks like: `http-status` is three digits, `http-method` a word such
    as `POST`, `path` begins with a slash, `count` is a whole number."""
    when: dict[AnswerPath, list[Scalar]] = Field(default_factory=dict)
    """Required only then: where each answer that is named (a field, or a decision or classification by
    the id of its part) is one of the values listed."""
    after: AnswerPath | None = None
    """A time or day before which this one cannot lie."""
    decided_by: Id | None = None
    """The decision of this worksheet from which a `choice` takes its value. It is shown, not asked, and
    its choices are the options."""
    counts: AnswerPath | None = None
    """The repeated group whose entries this number counts, as `part.group`."""
    same_as: AnswerPath | None = None
    """The answer that says the same. Of a repeated group, one of its entries has to."""
    matched_by: Id | None = None
    """For `counts` and `same_as`: a field of both, such as `operation_id`. Only entries with the same
    value of it count."""
    ordered_by: Id | None = None
    """The field of a repeated group by which its entries stand in order: a time, a day or a number."""
    fields: list[WorksheetField] = Field(default_factory=list)
    """The fields of a `group`."""
    repeat: Flag = False
    """Whether a group may be filled in several times, such as once per attempt."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        chosen = self.type in _ALL_CHOSEN and not self.decided_by
        grouped = self.type is FieldType.GROUP
        if chosen != bool(self.choices) and not (self.choices and self.format):
            what = (
                f"a field of type {self.type} " + ("without" if chosen else "with") + " `choices`"
            )
            if self.decided_by and self.choices:
                what = "`choices` beside `decided_by`"
            remedy = "`choices` belong to types choice and choices, or stand beside a `format`."
            raise wrong("bad-field", what, remedy)
        if grouped != bool(self.fields):
            what = (
                f"a field of type {self.type} " + ("without" if grouped else "with") + " `fields`"
            )
            raise wrong("bad-field", what, "`fields` belong to type group.")
        if self.repeat and not grouped:
            raise wrong("bad-field", "`repeat` on a single field", "Only a group repeats.")
        for what, holds, remedy in self._bound():
            if not holds:
                raise wrong("bad-field", what, remedy)
        return self

    def _bound(self) -> Iterator[tuple[str, bool, str]]:
        """Yield each thing that only some fields may have, with whether this one may."""
        name = f"on a field of type {self.type}"
        if any(choice.needs for choice in self.choices):
            yield f"`needs` {name}", self.type is FieldType.CHOICE, "Wanted: `type: choice`."
        if self.format:
            remedy = "A format belongs to types text, code and number."
            yield f"`format` {name}", self.type in _FORMATTED, remedy
        if self.after:
            remedy = "Times and days have an order: types utc-time and date."
            yield f"`after` {name}", self.type in _TIMED, remedy
        if self.decided_by:
            remedy = "Wanted: `type: choice`, whose choices are the options of the decision."
            yield f"`decided_by` {name}", self.type is FieldType.CHOICE, remedy
            yield "`default` beside `decided_by`", not self.default, "Leave it out."
        if self.counts:
            yield f"`counts` {name}", self.type is FieldType.NUMBER, "Wanted: `type: number`."
        if self.ordered_by:
            yield f"`ordered_by` {name}", self.repeat, "Only a group that repeats has an order."
        if self.same_as:
            yield f"`same_as` {name}", self.type is not FieldType.GROUP, "A group is not compared."
        if self.matched_by:
            remedy = "It says which entries count: add one of the two, or leave it out."
            yield (
                "`matched_by` without `counts` or `same_as`",
                bool(self.counts or self.same_as),
                remedy,
            )
        if self.when:
            remedy = "`when` alone makes a field required then."
            yield "`when` beside `required: true`", not self.required, remedy

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
    needs: list[Id] = Field(default_factory=list)
    """The checklists of this worksheet on which it rests, as those of a choice."""


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


ANSWERED = "answered"
"""Stands for any answer among the values of a condition."""

Condition = dict[Scalar, list[Scalar]]
"""Values by `part.field`: it holds where each of these fields has one of its values as an answer."""


class Paragraph(Record):
    """A paragraph of a message, and when it belongs into it."""

    text: Block
    """The text. A slot is written `{part.field}`, and names a field that may leave: none that is
    `internal`. `{part.option}` is what a decision came to, `{part.labels}` what a classification did."""
    when: Condition = Field(default_factory=dict)
    """Values by `part.field`: the paragraph is there where all of these fields have one of theirs.
    `answered` stands for any."""
    unless: Condition = Field(default_factory=dict)
    """The same: the paragraph is not there where one of these fields has one of its values."""


def _paragraphs(value: object) -> object:
    """Let a message be written as its text alone."""
    return [{"text": value}] if isinstance(value, str) else value


class MessagePart(_Part):
    """A text to send, filled from fields."""

    kind: Literal["message"]
    """`message`."""
    template: Annotated[
        list[Paragraph],
        BeforeValidator(_paragraphs, json_schema_input_type=list[Paragraph] | Scalar),
    ] = Field(min_length=1)
    """The text, or its paragraphs, of which each may have conditions."""


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
    send_to: SourceRef | None = None
    """The source that is the provider's channel, such as its support page: where the message goes.
    Without it the page says that this is not documented."""
    parts: list[Part] = Field(min_length=1)
    """The parts, in order."""

    def slots(self) -> dict[str, list[str]]:
        """Return what messages may name, as `part.field`, each with the ids of its choices.

        A field with a format has none: it takes other values beside them.
        """
        known: dict[str, list[str]] = {}
        for part in self.parts:
            if isinstance(part, RecordPart):
                for inner in (inner for field in part.fields for inner in field.walk()):
                    choices = [] if inner.format else inner.choices
                    known[f"{part.id}.{inner.id}"] = [choice.id for choice in choices]
            elif isinstance(part, DecisionPart):
                known[f"{part.id}.option"] = [option.id for option in part.options]
            elif isinstance(part, ClassificationPart):
                known[f"{part.id}.labels"] = [label.id for label in part.labels]
        return known

    def inside(self) -> set[str]:
        """Return the slots of fields that stay inside. What is in an internal group does, too."""
        return {
            f"{part.id}.{inner.id}"
            for part in self.parts
            if isinstance(part, RecordPart)
            for field in part.fields
            for each in field.walk()
            if each.sensitivity is Sensitivity.INTERNAL
            for inner in each.walk()
        }

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
