"""What answers have to do with each other: what a field names is there, and can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.problems import Problem
from proofpack.model.records.base import did_you_mean
from proofpack.model.records.worksheets import (
    ChecklistPart,
    Choice,
    ClassificationPart,
    DecisionPart,
    FieldType,
    Option,
    RecordPart,
    Worksheet,
    WorksheetField,
)

_SEVERAL = (FieldType.GROUP, FieldType.LIST, FieldType.CHOICES)
_ORDERED = (FieldType.UTC_TIME, FieldType.DATE, FieldType.NUMBER)


class _Answer(Struct, frozen=True):
    """What a path leads to.

    Attributes:
        values: the values that it may have, or nothing where it may have any.
        field: the field, unless it is the choice of a part.
        groups: repeated groups in which the field stands, with itself.
    """

    values: tuple[str, ...]
    field: WorksheetField | None = None
    groups: tuple[WorksheetField, ...] = ()


def relations(nodes: Nodes, worksheet: Worksheet) -> Iterator[Problem]:
    """Yield what is wrong with what the fields of a worksheet name.

    Args:
        nodes: its file.
        worksheet: what it says.
    """
    decisions = [part.id for part in worksheet.parts if isinstance(part, DecisionPart)]
    checklists = [part.id for part in worksheet.parts if isinstance(part, ChecklistPart)]
    checker = _Checker(nodes, dict(_answers(worksheet)), decisions, checklists)
    for position, part in enumerate(worksheet.parts):
        if isinstance(part, RecordPart):
            yield from checker.fields(part.fields, ("parts", position, "fields"))
        elif isinstance(part, DecisionPart):
            yield from checker.needs(part.options, ("parts", position, "options"))


def _answers(worksheet: Worksheet) -> Iterator[tuple[str, _Answer]]:
    for part in worksheet.parts:
        if isinstance(part, DecisionPart):
            yield part.id, _Answer(tuple(option.id for option in part.options))
        elif isinstance(part, ClassificationPart):
            yield part.id, _Answer(tuple(label.id for label in part.labels))
        elif isinstance(part, RecordPart):
            yield from _inner(part.id, part.fields, (), worksheet)


def _inner(
    at: str, fields: list[WorksheetField], groups: tuple[WorksheetField, ...], worksheet: Worksheet
) -> Iterator[tuple[str, _Answer]]:
    for field in fields:
        above = (*groups, field) if field.repeat else groups
        yield f"{at}.{field.id}", _Answer(_values(field, worksheet), field, above)
        yield from _inner(f"{at}.{field.id}", field.fields, above, worksheet)


def _values(field: WorksheetField, worksheet: Worksheet) -> tuple[str, ...]:
    if field.type is FieldType.YES_NO:
        return ("yes", "no")
    if field.decided_by:
        parts = [part for part in worksheet.parts if part.id == field.decided_by]
        return tuple(
            option.id for part in parts if isinstance(part, DecisionPart) for option in part.options
        )
    return () if field.format else tuple(choice.id for choice in field.choices)


class _Checker(Struct, frozen=True):
    nodes: Nodes
    answers: dict[str, _Answer]
    decisions: list[str]
    checklists: list[str]

    def fields(self, fields: list[WorksheetField], path: KeyPath) -> Iterator[Problem]:
        for position, field in enumerate(fields):
            here = (*path, position)
            yield from self.field(field, fields, here)
            yield from self.fields(field.fields, (*here, "fields"))

    def field(
        self, field: WorksheetField, beside: list[WorksheetField], here: KeyPath
    ) -> Iterator[Problem]:
        for name, values in field.when.items():
            yield from self.condition(name, values, field, beside, (*here, "when", name))
        if field.after:
            yield from self.after(field, beside, (*here, "after"))
        yield from self.needs(field.choices, (*here, "choices"))
        yield from self.compared(field, beside, here)
        if field.ordered_by:
            known = [inner.id for inner in field.fields if inner.type in _ORDERED]
            if field.ordered_by not in known:
                what = "time, day or number of this group"
                yield self.unknown((*here, "ordered_by"), what, field.ordered_by, known)

    def needs(self, choices: Sequence[Choice | Option], path: KeyPath) -> Iterator[Problem]:
        """Yield what is wrong with the checklists on which choices rest: one choice is always open."""
        for position, choice in enumerate(choices):
            for number, name in enumerate(choice.needs):
                if name not in self.checklists:
                    at = (*path, position, "needs", number)
                    yield self.unknown(at, "checklist", name, self.checklists)
        if choices and all(choice.needs for choice in choices):
            remedy = "One has to rest on none, such as `inconclusive`, for who cannot settle it."
            yield self.problem(path, "bad-field", "every choice has `needs`", remedy)

    def compared(
        self, field: WorksheetField, beside: list[WorksheetField], here: KeyPath
    ) -> Iterator[Problem]:
        """Yield what is wrong with what a value is taken from or held to."""
        if field.decided_by and field.decided_by not in self.decisions:
            at, name = (*here, "decided_by"), field.decided_by
            yield self.unknown(at, "decision", name, self.decisions)
        if field.decided_by and len(here) > len(("parts", 0, "fields", 0)):
            remedy = "Only a field right in a record takes its value from a decision."
            yield self.problem(
                (*here, "decided_by"), "bad-field", "`decided_by` in a group", remedy
            )
        if field.counts:
            known = [name for name, answer in self.answers.items() if _repeats(answer)]
            if field.counts not in known:
                yield self.unknown((*here, "counts"), "repeated group", field.counts, known)
        if field.same_as:
            answer = self.find(field.same_as, beside)
            known = [name for name, other in self.answers.items() if _is_single(other)]
            if not answer or not _is_single(answer) or answer.field is field:
                yield self.unknown((*here, "same_as"), "other field", field.same_as, known)
        if field.matched_by:
            yield from self.matched(field, beside, (*here, "matched_by"))

    def condition(
        self,
        name: str,
        values: list[str],
        field: WorksheetField,
        beside: list[WorksheetField],
        path: KeyPath,
    ) -> Iterator[Problem]:
        answer = self.find(name, beside)
        inside = answer and answer.field and (answer.field.fields or answer.field is field)
        if not answer or inside or (answer.groups and "." in name):
            known = [name for name, other in self.answers.items() if not other.groups]
            known = [inner.id for inner in beside if inner is not field] + known
            yield self.unknown(path, "answer beside it or outside of repeated groups", name, known)
            return
        if not values:
            what, remedy = "no value is named", "List one, or write `required: true`."
            yield self.problem(path, "empty", what, remedy)
        for position, value in enumerate(values):
            if answer.values and value not in answer.values:
                yield self.unknown((*path, position), f"value of {name}", value, answer.values)

    def after(
        self, field: WorksheetField, beside: list[WorksheetField], path: KeyPath
    ) -> Iterator[Problem]:
        assert field.after
        answer = self.find(field.after, beside)
        groups = answer.groups if answer and "." in field.after else ()
        if not answer or not answer.field or groups or answer.field is field:
            known = [
                inner.id for inner in beside if inner.type is field.type and inner is not field
            ]
            known += [
                name
                for name, other in self.answers.items()
                if other.field and other.field.type is field.type and other.field not in beside
                if not other.groups
            ]
            what = f"{field.type} beside it or outside of repeated groups"
            yield self.unknown(path, what, field.after, known)
        elif answer.field.type is not field.type:
            what = f"{field.after} is of type {answer.field.type}"
            remedy = f"Wanted: a field of type {field.type}, as this one."
            yield self.problem(path, "bad-field", what, remedy)

    def matched(
        self, field: WorksheetField, beside: list[WorksheetField], path: KeyPath
    ) -> Iterator[Problem]:
        """Yield what is wrong with a key: both records have to have it."""
        assert field.matched_by
        own = [inner.id for inner in beside if inner is not field and inner.type not in _SEVERAL]
        target = self.answers.get(field.counts or field.same_as or "")
        if field.matched_by not in own:
            yield self.unknown(path, "field beside it", field.matched_by, own)
        elif target:
            entries = target.groups[-1].fields if target.groups else []
            inner = [entry.id for entry in entries if entry.type not in _SEVERAL]
            if field.matched_by not in inner:
                what = f"field of the entries of {field.counts or field.same_as}"
                yield self.unknown(path, what, field.matched_by, inner)

    def find(self, name: str, beside: list[WorksheetField]) -> _Answer | None:
        """Return what a path leads to: a field of the same record before a part."""
        inner = next((field for field in beside if field.id == name), None)
        if inner:
            of = [answer for answer in self.answers.values() if answer.field is inner]
            return of[0] if of else None
        return self.answers.get(name)

    def unknown(
        self, path: KeyPath, what: str, name: str, known: list[str] | tuple[str, ...]
    ) -> Problem:
        what = f'no {what} is called "{name}"'
        return self.problem(path, "unknown-id", what, did_you_mean(name, known))

    def problem(self, path: KeyPath, rule: str, what: str, remedy: str) -> Problem:
        place = self.nodes.key_place(path) if path[-2] == "when" else self.nodes.place(path)
        return Problem(place, rule, key_path(path), what, remedy)


def _is_single(answer: _Answer) -> bool:
    """Return whether an answer is a field with one value."""
    return answer.field is not None and answer.field.type not in _SEVERAL


def _repeats(answer: _Answer) -> bool:
    """Return whether an answer is a repeated group that stands in no other."""
    return bool(answer.field and answer.field.repeat and len(answer.groups) == 1)
