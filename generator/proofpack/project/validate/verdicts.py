"""Decision tables bound to worksheets: fields that can say what a table asks, rows that can count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.problems import Problem
from proofpack.model.records.base import did_you_mean
from proofpack.model.records.bindings import TableBinding, TableDecision
from proofpack.model.records.tables import DecisionTable
from proofpack.model.records.worksheets import (
    DecisionPart,
    FieldType,
    Format,
    Worksheet,
    WorksheetField,
)

_OF_INPUTS = (FieldType.TEXT, FieldType.CODE, FieldType.NUMBER, FieldType.YES_NO, FieldType.CHOICE)
_OF_REASONS = (FieldType.TEXT, FieldType.LONG_TEXT)


def verdict_problems(
    nodes: Nodes, worksheet: Worksheet, tables: Mapping[str, DecisionTable]
) -> Iterator[Problem]:
    """Yield what is wrong between a worksheet and the decision tables that it binds.

    Args:
        nodes: the file of the worksheet.
        worksheet: its record.
        tables: the valid tables of the project, by id.
    """
    for position, binding in enumerate(worksheet.verdicts):
        if table := tables.get(binding.table):
            yield from _Bound(nodes, worksheet, binding, table, ("verdicts", position)).problems()


class _Bound(Struct, frozen=True):
    nodes: Nodes
    worksheet: Worksheet
    binding: TableBinding
    table: DecisionTable
    path: KeyPath

    def problems(self) -> Iterator[Problem]:
        for name in self.binding.inputs:
            yield from self._known(name, self.table.inputs, "input", ("inputs", name), key=True)
        for position, name in enumerate(self.binding.unasked):
            yield from self._known(name, self.table.inputs, "input", ("unasked", position))
        yield from self._unanswered()
        for name, field in self.binding.inputs.items():
            if name in self.table.inputs:
                yield from self._input(name, field)
        for position, decision in enumerate(self.binding.decisions):
            yield from self._decision(decision, ("decisions", position))
        yield from self._entries()

    def problem(self, rule: str, path: KeyPath, what: str, remedy: str) -> Problem:
        here = (*self.path, *path)
        return Problem(self.nodes.place(here), rule, key_path(here), what, remedy)

    def _known(
        self, name: str, known: Iterable[str], noun: str, path: KeyPath, *, key: bool = False
    ) -> Iterator[Problem]:
        if name not in known:
            here = (*self.path, *path)
            place = self.nodes.key_place(here) if key else self.nodes.place(here)
            what = f'no {noun} is called "{name}"'
            yield Problem(place, "unknown-id", key_path(here), what, did_you_mean(name, known))

    def _unanswered(self) -> Iterator[Problem]:
        """Yield the inputs that rows need, and no field answers: these rows could never count."""
        there = {*self.binding.inputs, *self.binding.unasked}
        for name in self.table.inputs:
            rows = [row.id for row in self.table.areas if name in row.when]
            if rows and name not in there:
                what = f'rows that need "{name}" can never count: {", ".join(rows)}'
                remedy = f'Name the field that answers "{name}", or list it under `unasked`.'
                yield self.problem("unreachable-rows", ("inputs",), what, remedy)

    def _input(self, name: str, field: str) -> Iterator[Problem]:
        path: KeyPath = ("inputs", name)
        places = self.worksheet.places()
        if field not in places:
            yield from self._known(field, places, "field", path)
            return
        bound = places[field][0]
        if bound.type not in _OF_INPUTS:
            what = f"a field of type {bound.type} answers no input"
            remedy = f"Wanted: {', '.join(_OF_INPUTS)}."
            yield self.problem("bad-binding", path, what, remedy)
            return
        wanted = dict.fromkeys(
            value for row in self.table.areas for value in row.when.get(name, ())
        )
        if missing := [value for value in wanted if not _says(bound, value)]:
            what = f"the field cannot say what rows are for: {', '.join(missing)}"
            remedy = "Add it to its choices, or bind another field."
            yield self.problem("unreachable-rows", path, what, remedy)

    def _decision(self, decision: TableDecision, path: KeyPath) -> Iterator[Problem]:
        options = self._options(decision.field)
        if options is None:
            parts = [part.id for part in self.worksheet.parts if isinstance(part, DecisionPart)]
            places = self.worksheet.places()
            chosen = [name for name, (field, _) in places.items() if field.type is FieldType.CHOICE]
            if decision.field in places and (by := places[decision.field][0].decided_by):
                what, remedy = f'it takes its value from "{by}"', f"Wanted: {by}."
                yield self.problem("bad-binding", (*path, "field"), what, remedy)
            elif decision.field in places:
                what = f"a field of type {places[decision.field][0].type} is no decision"
                remedy = "Wanted: a field of type choice, or a part of kind decision."
                yield self.problem("bad-binding", (*path, "field"), what, remedy)
            else:
                known = [*chosen, *parts]
                yield from self._known(decision.field, known, "decision", (*path, "field"))
            return
        yield from self._because(decision, path)
        yield from self._agree(decision, options, path)

    def _options(self, field: str) -> list[str] | None:
        """Return what a decision may be, or nothing where it is none."""
        for part in self.worksheet.parts:
            if isinstance(part, DecisionPart) and part.id == field:
                return [option.id for option in part.options]
        entry = self.worksheet.places().get(field)
        if entry and entry[0].type is FieldType.CHOICE and not entry[0].decided_by:
            return [choice.id for choice in entry[0].choices]
        return None

    def _because(self, decision: TableDecision, path: KeyPath) -> Iterator[Problem]:
        places = self.worksheet.places()
        own = decision.field not in places
        if own and decision.because:
            what = "a part of kind decision has a reason of its own"
            yield self.problem("bad-binding", (*path, "because"), what, "Leave `because` out.")
        elif not own and not decision.because:
            what = "no field takes the reason for an answer against the table"
            remedy = "Name one of type text or long-text as `because`."
            yield self.problem("bad-binding", path, what, remedy)
        elif decision.because and decision.because not in places:
            yield from self._known(decision.because, places, "field", (*path, "because"))
        elif decision.because and places[decision.because][0].type not in _OF_REASONS:
            what = f"a field of type {places[decision.because][0].type} takes no reason"
            remedy = f"Wanted: {' or '.join(_OF_REASONS)}."
            yield self.problem("bad-binding", (*path, "because"), what, remedy)

    def _agree(
        self, decision: TableDecision, options: list[str], path: KeyPath
    ) -> Iterator[Problem]:
        path = (*path, "agree")
        for verdict, agreeing in decision.agree.items():
            known = self.table.verdicts
            yield from self._known(verdict, known, "verdict", (*path, verdict), key=True)
            for position, option in enumerate(agreeing):
                yield from self._known(option, options, "choice", (*path, verdict, position))
        for verdict, option in decision.offers.items():
            if option not in decision.agree.get(verdict, ()):
                what = f'"{option}" is offered for {verdict}, and does not agree with it'
                remedy = "Offer one of the choices that agree with this verdict."
                yield self.problem("bad-binding", (*path[:-1], "offers", verdict), what, remedy)
        used = dict.fromkeys(row.verdict for row in self.table.areas)
        if missing := [verdict for verdict in used if verdict not in decision.agree]:
            what = f"it is not said which choices agree with {', '.join(missing)}"
            yield self.problem("bad-binding", path, what, "Add a line for it.")
        agreed = {option for agreeing in decision.agree.values() for option in agreeing}
        if missing := [option for option in options if option not in agreed]:
            what = f"no verdict agrees with {', '.join(missing)}"
            remedy = "Say with which verdict it agrees: else it is against each of them."
            yield self.problem("bad-binding", path, what, remedy)

    def _entries(self) -> Iterator[Problem]:
        """Yield the fields that repeat otherwise than the first input that does, or not at all."""
        inputs: list[tuple[KeyPath, str]] = [
            (("inputs", name), field) for name, field in self.binding.inputs.items()
        ]
        decided: list[tuple[KeyPath, str]] = [
            (("decisions", number, key), field)
            for number, decision in enumerate(self.binding.decisions)
            for key, field in (("field", decision.field), ("because", decision.because))
            if field
        ]
        places = self.worksheet.places()
        groups = {field: places[field][1] for _, field in inputs + decided if field in places}
        repeated = next((".".join(groups[field]) for _, field in inputs if groups.get(field)), "")
        for path, field in inputs + decided:
            group = ".".join(groups.get(field, ()))
            apart = group not in ("", repeated) if (path, field) in inputs else group != repeated
            if len(groups.get(field, ())) > 1 or apart:
                what = "it does not repeat as the inputs of this table do"
                wanted = f'a field of "{repeated}"' if repeated else "one that does not repeat"
                yield self.problem("bad-binding", path, what, f"Wanted: {wanted}.")


def _says(field: WorksheetField, value: str) -> bool:
    """Return whether a field can take a value."""
    if field.type is FieldType.YES_NO:
        return value in ("yes", "no")
    if field.format is Format.HTTP_STATUS and value.isdigit():
        return len(value) == len("200")
    any_text = not field.choices and field.format is not Format.HTTP_STATUS
    return any_text or value in [choice.id for choice in field.choices]
