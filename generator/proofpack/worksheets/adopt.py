"""A packet fitted to the worksheet of today, with nothing dropped.

Worksheets change while packets of them lie in tickets. An answer finds its field by id, or by one of
the ids that the field had before; what no field takes is kept as an orphan, and comes back when a field
takes it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec import Struct

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import FIRST_NAME, FORMAT, HEAD, LISTS
from proofpack.worksheets.key_order import as_browsers
from proofpack.worksheets.packet import (
    Raw,
    as_kept,
    canonical,
    cleaned,
    in_order,
    pruned,
)

_ENTRY = re.compile(r"([^\[]*)\[([0-9]{1,3})\]")


class Move(Struct, frozen=True):
    """An answer that stands elsewhere now than it did: paths before and after."""

    before: str
    after: str


class Adopted(Struct, frozen=True):
    """A packet that fits its worksheet.

    Attributes:
        packet: the packet, canonical.
        moves: the answers that were carried over to another id, and orphans that found a field again.
        orphaned: paths of the answers that found no field this time.
    """

    packet: Raw
    moves: tuple[Move, ...] = ()
    orphaned: tuple[str, ...] = ()


def adopt(schema: WorksheetSchema, raw: Raw) -> Adopted:
    """Fit a packet to a worksheet.

    Args:
        schema: the worksheet of today.
        raw: a packet as it was read: mappings, lists and text.
    """
    raw = as_browsers(cleaned(raw))
    fitting = _Fitting()
    answers = raw.get("answers")
    answers = pruned(answers) if isinstance(answers, dict) else {}
    fitted = fitting.parts(schema.parts, answers)
    before = _once(_orphans(raw))
    orphans = _once([*before, *fitting.orphans, *_strange(raw)])
    fitted, remaining = fitting.settled(schema, fitted, orphans)
    packet: Raw = {
        **{key: raw.get(key) if isinstance(raw.get(key), str) else "" for key in HEAD},
        **{key: _pins(raw, key) for key in LISTS},
        "answers": fitted,
        "orphans": remaining,
    }
    packet["packet"] = packet["packet"] or FORMAT
    packet["worksheet"] = packet["worksheet"] or schema.id
    packet["version"] = packet["version"] or schema.version
    packet["title"] = packet["title"] or schema.title
    packet["name"] = packet["name"] or FIRST_NAME
    for waived in packet["waived"]:
        for move in fitting.moves:
            waived["at"] = _moved(waived["at"], move)
    orphaned = tuple(orphan["at"] for orphan in orphans[len(before) :] if orphan in remaining)
    return Adopted(canonical(schema, packet), tuple(fitting.moves), orphaned)


def _moved(at: str, move: Move) -> str:
    """Return where a place is after a move."""
    below = at == move.before or at.startswith((f"{move.before}.", f"{move.before}["))
    return move.after + at[len(move.before) :] if below else at


def _strange(raw: Raw) -> Iterator[Raw]:
    """Yield what stands at the top and a packet has no place for, as orphans."""
    for key, value in raw.items():
        if key in HEAD and isinstance(value, str):
            continue
        if key in LISTS and _mappings(value):
            for position, inner in enumerate(value):
                yield from _strange_pin(inner, LISTS[key], f"packet.{key}[{position}]")
        elif not (key == "answers" and isinstance(value, dict)) and not (
            key == "orphans" and _mappings(value)
        ):
            yield {"at": f"packet.{key}", "value": value}


def _strange_pin(pin: Raw, keys: tuple[str, ...], at: str) -> Iterator[Raw]:
    if not _is_pin(pin, keys):
        yield {"at": at, "value": pin}
        return
    for name, inner in pin.items():
        if name not in keys or not isinstance(inner, str):
            yield {"at": f"{at}.{name}", "value": inner}


def _is_pin(value: Raw, keys: tuple[str, ...]) -> bool:
    """Return whether a mapping says what it is about: under its first key, on one line."""
    name = value.get(keys[0])
    return isinstance(name, str) and bool(name) and "\n" not in name


def _mappings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(inner, dict) for inner in value)


def _pins(raw: Raw, name: str) -> list[Raw]:
    """Return a list of a packet, with the keys of its entries in order."""
    listed = raw.get(name)
    return [
        {key: entry[key] if isinstance(entry.get(key), str) else "" for key in LISTS[name]}
        for entry in (listed if isinstance(listed, list) and _mappings(listed) else ())
        if _is_pin(entry, LISTS[name])
    ]


def _orphans(raw: Raw) -> list[Raw]:
    """Return the orphans that a packet has. One in a strange shape is kept as the value of one."""
    listed = raw.get("orphans")
    return [
        {"at": entry["at"], "value": entry["value"]}
        if len(entry) == 2 and "value" in entry and isinstance(entry.get("at"), str) and entry["at"]
        else {"at": "packet.orphans", "value": entry}
        for entry in (listed if isinstance(listed, list) and _mappings(listed) else ())
    ]


def _once(orphans: list[Raw]) -> list[Raw]:
    """Return orphans as they are kept: without empty ones, and none of them twice."""
    distinct: list[Raw] = []
    for orphan in (as_kept(orphan) for orphan in orphans if pruned(orphan["value"])):
        if orphan not in distinct:
            distinct.append(orphan)
    return distinct


@dataclass
class _Fitting:
    """Walks a worksheet beside the answers, and writes down what moves and what finds no place."""

    moves: list[Move] = field(default_factory=list)
    orphans: list[Raw] = field(default_factory=list)

    def orphan(self, at: str, value: Any) -> None:
        self.orphans.append({"at": at, "value": value})

    def parts(self, parts: list[Any], answers: Raw) -> Raw:
        by_id = self.taken(parts, answers, "")
        return {
            part["id"]: self.part(part, by_id[part["id"]], part["id"])
            for part in parts
            if part["id"] in by_id
        }

    def taken(self, named: list[Any], answers: Raw, at: str) -> Raw:
        """Return the answers by today's ids. The rest becomes orphans.

        An answer under today's id stays; then earlier ids count, in the order in which they are listed.
        """
        others = dict(answers)
        matched = {
            record["id"]: others.pop(record["id"]) for record in named if record["id"] in others
        }
        for record in named:
            for earlier in record["was"]:
                if earlier in others and record["id"] not in matched:
                    matched[record["id"]] = others.pop(earlier)
                    self.moves.append(Move(_join(at, earlier), _join(at, record["id"])))
        for name, value in others.items():
            self.orphan(_join(at, name), value)
        return {record["id"]: matched[record["id"]] for record in named if record["id"] in matched}

    def part(self, part: Any, answer: Any, at: str) -> Any:
        if not isinstance(answer, dict) or part["kind"] == "message":
            self.orphan(at, answer)
            return {}
        return self.fields(part["fields"], answer, at)

    def text(self, answer: Any, at: str) -> str:
        if isinstance(answer, str):
            return answer
        if _texts(answer):
            return "\n".join(answer)
        self.orphan(at, answer)
        return ""

    def fields(self, fields: list[Any], answers: Raw, at: str) -> Raw:
        matched = self.taken(fields, answers, at)
        there = [each for each in fields if each["id"] in matched]
        return {
            each["id"]: self.value(each, matched[each["id"]], _join(at, each["id"]))
            for each in there
        }

    def value(self, field: Any, value: Any, at: str) -> Any:
        if field["type"] == "group":
            # A state alone, or a cell, is what people write by hand.
            if isinstance(value, str) and field.get("short"):
                value = {field["short"]: value}
            return self.group(field, value, at)
        if field["type"] in ("list", "choices"):
            return self.several(field["choices"], value, at)
        text = self.text(value, at)
        return self.chosen(field["choices"], text, at) if field["choices"] else text

    def group(self, field: Any, value: Any, at: str) -> Any:
        entries = value if isinstance(value, list) else [value]
        if not all(isinstance(entry, dict) for entry in entries) or (
            len(entries) != 1 and not field["repeat"]
        ):
            self.orphan(at, value)
            return []
        if not field["repeat"]:
            return self.fields(field["fields"], entries[0], at)
        return [
            self.fields(field["fields"], each, f"{at}[{number}]")
            for number, each in enumerate(entries)
        ]

    def several(self, choices: list[Any], value: Any, at: str) -> list[str]:
        listed = value.split("\n") if isinstance(value, str) else value
        if not _texts(listed):
            self.orphan(at, value)
            return []
        return [self.chosen(choices, entry, at) for entry in listed]

    def chosen(self, choices: list[Any], value: str, at: str) -> str:
        """Return a choice by the id that it has today. What is none of them stays as it is."""
        if any(choice["id"] == value for choice in choices):
            return value
        now = next((choice["id"] for choice in choices if value in choice["was"]), value)
        if now != value:
            self.moves.append(Move(f"{at}={value}", f"{at}={now}"))
        return str(now)

    def settled(
        self, schema: WorksheetSchema, fitted: Raw, orphans: list[Raw]
    ) -> tuple[Raw, list[Raw]]:
        """Try orphans until none finds a field any more, so that adopting again changes nothing.

        One that does may make the entry in which another one stood.
        """
        count = len(orphans) + 1
        while len(orphans) < count:
            count = len(orphans)
            fitted = in_order(schema, fitted)
            orphans = self.again(schema.parts, fitted, orphans)
        return fitted, orphans

    def again(self, parts: list[Any], fitted: Raw, orphans: list[Raw]) -> list[Raw]:
        """Try orphans once more, and return those that still find no field, or a full one."""
        remaining = []
        for orphan in orphans:
            trial = _Fitting()
            moved = trial.parts(parts, _nested(orphan["at"], orphan["value"]))
            if trial.orphans or not pruned(moved) or not _free(fitted, moved):
                remaining.append(orphan)
            else:
                _merge(fitted, moved)
                self.moves.append(Move(f"orphans.{orphan['at']}", orphan["at"]))
                self.moves += trial.moves
        return remaining


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(inner, str) for inner in value)


def _nested(at: str, value: Any) -> Raw:
    """Return the answers in which a value stands at a path. Entries before it are empty."""
    for name in reversed(at.split(".")):
        if entry := _ENTRY.fullmatch(name):
            value = {entry[1]: [*({} for _ in range(int(entry[2]))), value]}
        else:
            value = {name: value}
    return dict(value)


def _free(there: Any, more: Any) -> bool:
    """Return whether what is added stands nowhere where something stands already."""
    if isinstance(there, dict) and isinstance(more, dict):
        return all(key not in there or _free(there[key], more[key]) for key in more)
    if isinstance(there, list) and isinstance(more, list):
        # An orphan of an entry that is no more stays one: it would begin an entry of its own.
        return len(more) <= len(there) and all(map(_free, there, more))
    return not there or not more


def _merge(there: Raw, more: Raw) -> None:
    for key, value in more.items():
        if isinstance(there.get(key), dict) and isinstance(value, dict):
            _merge(there[key], value)
        elif there.get(key) and isinstance(value, list):
            for entry, inner in zip(there[key], value, strict=False):
                _merge(entry, inner)
        elif value:
            there[key] = value
