"""What contradicts itself in a packet: answers that are held to other answers of the same packet.

Empty answers contradict nothing. What does not agree is told where the worksheet says that it should: a
time at the later one, a count at the count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.packet import Raw
from proofpack.worksheets.progress import still_open
from proofpack.worksheets.well_formed import misshapen, precedes

_COUNT = re.compile("[0-9]+")
Field = Mapping[str, Any]


class Contradiction(NamedTuple):
    """An answer that another one contradicts.

    Attributes:
        rule: the rule of the finding.
        at: its path.
        value: what it says: beside its key, as text that may hold a secret.
        label: what the other one is called.
        other: what that says, likewise.
        left: how much of what it rests on is open.
        instead: the choices that would do.
    """

    rule: str
    at: str
    value: tuple[str, str]
    label: str
    other: tuple[str, str]
    left: str = ""
    instead: str = ""


def agreement(schema: WorksheetSchema, packet: Raw) -> Iterator[Contradiction]:
    """Yield what contradicts itself in a packet, in the order of the worksheet.

    Args:
        schema: the worksheet of today.
        packet: a canonical packet.
    """
    held = _Held(schema, packet, _called(schema))
    for part in schema.parts:
        if part["kind"] in ("record", "decision"):
            yield from held.fields(
                part["fields"], packet["answers"].get(part["id"], {}), part["id"]
            )


def _called(schema: WorksheetSchema) -> dict[str, dict[str, Any]]:
    """Return parts and fields by their paths."""
    called: dict[str, dict[str, Any]] = {}

    def add(at: str, fields: list[Any]) -> None:
        for field in fields:
            called[f"{at}.{field['id']}"] = field
            add(f"{at}.{field['id']}", field["fields"])

    for part in schema.parts:
        called[part["id"]] = {"label": part["title"]}
        add(part["id"], part["fields"])
    return called


class _Place(NamedTuple):
    """An answer in its record.

    Attributes:
        field: its field.
        beside: all fields of the record or entry.
        entry: the answers to these.
        at: its path.
    """

    field: Field
    beside: list[Any]
    entry: Raw
    at: str

    @property
    def value(self) -> str:
        return str(self.entry.get(self.field["id"], ""))

    @property
    def is_matched(self) -> bool:
        """Return whether it is known with which entries it is compared."""
        key = self.field.get("matched_by")
        return not key or key in self.entry

    def matches(self, row: Raw) -> bool:
        key = self.field.get("matched_by")
        return not key or row.get(key) == self.entry.get(key)


class _Held(NamedTuple):
    schema: WorksheetSchema
    packet: Raw
    called: dict[str, dict[str, Any]]

    def fields(self, fields: list[Any], entry: Raw, at: str) -> Iterator[Contradiction]:
        for field in fields:
            here, value = f"{at}.{field['id']}", entry.get(field["id"], "")
            if not value:
                yield from self.wanted(_Place(field, fields, entry, here))
            elif field["type"] == "group":
                yield from self.group(field, value, here)
            elif isinstance(value, str):
                place = _Place(field, fields, entry, here)
                yield from self.after(place)
                yield from self.decided(place)
                yield from self.rested(place)
                yield from self.counted(place)
                yield from self.same(place)

    def group(self, field: Field, value: Any, at: str) -> Iterator[Contradiction]:
        if not field["repeat"]:
            yield from self.fields(field["fields"], value, at)
            return
        for number, entry in enumerate(value):
            yield from self.fields(field["fields"], entry, f"{at}[{number}]")
        if name := field.get("ordered_by"):
            inner = _of(field["fields"], name)
            there = [
                (number, entry[name])
                for number, entry in enumerate(value)
                if name in entry and _is_whole(inner, entry[name])
            ]
            for (_, first), (number, second) in pairwise(there):
                if precedes(inner["type"], second, first):
                    where = f"{at}[{number}].{name}"
                    both = (name, second), inner["label"], (name, first)
                    yield Contradiction("out-of-order", where, *both)

    def wanted(self, place: _Place) -> Iterator[Contradiction]:
        """Yield that an answer is missing, if every answer that asks for it is there."""
        met = [
            (path, next((text for text in self.texts(path, place) if text in values), ""))
            for path, values in place.field.get("when", ())
        ]
        if met and all(value for _, value in met):
            yield self.told("missing-when", place, *met[0])

    def after(self, place: _Place) -> Iterator[Contradiction]:
        path, field = place.field.get("after", ""), place.field
        for other in self.texts(path, place) if path else ():
            whole = _is_whole(field, place.value) and _is_whole(field, other)
            if whole and precedes(field["type"], place.value, other):
                yield self.told("too-early", place, path, other)

    def decided(self, place: _Place) -> Iterator[Contradiction]:
        part = place.field.get("decided_by", "")
        for other in self.texts(f"{part}.option", place) if part else ():
            if other != place.value:
                yield self.told("not-decided", place, part, other)

    def rested(self, place: _Place) -> Iterator[Contradiction]:
        """Yield that a choice rests on a checklist that is open. A decision is told where it is made."""
        field = place.field
        open_list = still_open(self.schema, self.packet, field, place.value)
        if open_list and "decided_by" not in field:
            part, items = open_list
            value, left = (field["id"], place.value), f"{len(items)} of {len(part['fields'])}"
            ids = [choice["id"] for choice in field["choices"]]
            free = [name for name in ids if not still_open(self.schema, self.packet, field, name)]
            head = "rests-on-open", place.at, value, part["title"], ("", "")
            yield Contradiction(*head, left, " or ".join(free))

    def counted(self, place: _Place) -> Iterator[Contradiction]:
        path = place.field.get("counts")
        if path and _COUNT.fullmatch(place.value):
            rows, _ = self.rows(path, place)
            matching = [row for row in rows if place.matches(row)]
            stated = place.value.lstrip("0") or "0"
            if rows and place.is_matched and stated != str(len(matching)):
                yield self.told("miscounted", place, path, str(len(matching)))

    def same(self, place: _Place) -> Iterator[Contradiction]:
        path = place.field.get("same_as")
        if not path or not place.is_matched:
            return
        rows, rest = self.rows(path, place)
        matching = [row for row in rows if place.matches(row)]
        if rows and not matching:
            group, key = path.rpartition(".")[0], place.field["matched_by"]
            yield self.told("no-entry", place, group, place.entry[key])
        others = _texts(matching, rest) if rows else self.texts(path, place)
        if others and place.value not in others:
            yield self.told("differs", place, path, others[0])

    def told(self, rule: str, place: _Place, path: str, other: str) -> Contradiction:
        beside = "." not in path and _of(place.beside, path)
        label = (beside or self.called[path])["label"]
        key = path.rpartition(".")[2]
        return Contradiction(rule, place.at, (place.field["id"], place.value), label, (key, other))

    def texts(self, path: str, place: _Place) -> list[str]:
        """Return the answers to which a path leads, of every entry on its way."""
        return _texts(place.entry if "." not in path else self.packet["answers"], path.split("."))

    def rows(self, path: str, place: _Place) -> tuple[list[Raw], list[str]]:
        """Return the entries of the repeated group on a path, and the names that follow it."""
        names = path.split(".")
        value: Any = place.entry if "." not in path else self.packet["answers"]
        while names and isinstance(value, dict):
            value = value.get(names.pop(0), {})
        rows = value if isinstance(value, list) else []
        return [row for row in rows if isinstance(row, dict)], names


def _texts(value: Any, names: list[str]) -> list[str]:
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner, names)]
    if isinstance(value, dict):
        return _texts(value.get(names[0], []), names[1:]) if names else []
    return [] if names else [value]


def _of(fields: list[Any], name: str) -> Any:
    return next((field for field in fields if field["id"] == name), None)


def _is_whole(field: Field, value: str) -> bool:
    """Return whether a value looks as its field asks for, so that it can be compared."""
    return not misshapen(field, value)[0]
