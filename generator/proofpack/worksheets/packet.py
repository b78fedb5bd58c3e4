"""What a packet is: raw data in canonical form.

A packet is mappings, lists and text, and every scalar is text: what a reader typed is never guessed to
be a number or a truth value, so it comes back from every format as it went in. Names, order and shapes
are described in `docs/packets.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets import constants
from proofpack.worksheets.constants import DEEPEST, FORMAT, HEAD, LISTS, LONGEST_KEY, PINS
from proofpack.worksheets.key_order import as_browsers
from proofpack.worksheets.times import read_time

Raw = dict[str, Any]
"""A packet, or a part of one: mappings, lists and text."""

_NEVER = re.compile(constants.NEVER)
_BREAKS = re.compile(r"[\r\n\t]+")
_NUMBERED = re.compile(r"\[[0-9]+\]\Z")


def clean(text: str) -> str:
    """Return text as it is kept: line ends as LF, no characters that are none, nothing trailing.

    Args:
        text: what was typed, pasted or read.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NEVER.sub("\ufffd", text).rstrip(" \t\n")


def cleaned(value: Any) -> Any:
    """Return raw data with every text clean. What is no text becomes one."""
    if isinstance(value, dict):
        return {clean(key): cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [cleaned(inner) for inner in value]
    return clean("" if value is None else str(value))


def pruned(value: Any) -> Any:
    """Return raw data without what is empty, from the inside out."""
    if isinstance(value, dict):
        inner = {key: pruned(each) for key, each in value.items()}
        return {key: each for key, each in inner.items() if each}
    if isinstance(value, list):
        entries = [pruned(each) for each in value]
        return [each for each in entries if each]
    return value


def fresh(schema: WorksheetSchema, name: str, time: str) -> Raw:
    """Return a packet that nobody has filled in: the defaults of its fields stand in it.

    Args:
        schema: what it is a packet of.
        name: what its owner calls it.
        time: the time, as `2026-11-21T02:14:00Z`.
    """
    answers = {
        part["id"]: {field["id"]: _default(field) for field in part["fields"]}
        for part in schema.parts
        if part["kind"] == "record"
    }
    head = {"packet": FORMAT, "worksheet": schema.id, "version": schema.version}
    named = {"title": schema.title, "name": name, "made": time}
    pins = {"guides": _pinned(schema.guides, "guides"), "facts": _pinned(schema.facts, "facts")}
    return canonical(schema, {**head, **named, **pins, "answers": answers, "orphans": []})


def _pinned(named: list[dict[str, str]], kind: str) -> list[dict[str, str]]:
    """Return what a packet that is made now is pinned to."""
    return [{key: each[key] for key in PINS[kind]} for each in named]


def _default(field: Mapping[str, Any]) -> Any:
    """Return what stands in a field at first. A repeated group begins with one entry."""
    if field["type"] == "group":
        inner = {each["id"]: _default(each) for each in field["fields"]}
        return [inner] if field["repeat"] else inner
    if field["type"] in ("list", "choices"):
        return [field["default"]] if field["default"] else []
    return field["default"]


def canonical(schema: WorksheetSchema, packet: Raw) -> Raw:
    """Return a packet in canonical form: clean, in the order of the schema, without what is empty.

    Args:
        schema: what it is a packet of.
        packet: a packet that fits the schema; see `adopt`.
    """
    known = {key: _line(packet.get(key, "")) for key in HEAD}
    pins = cleaned({key: packet.get(key, []) for key in LISTS if key in PINS or packet.get(key)})
    ordered = _decided(schema, in_order(schema, packet.get("answers", {})))
    orphans = [as_kept(orphan) for orphan in packet.get("orphans", [])]
    packed: Raw = as_browsers({**known, "answers": ordered, "orphans": orphans, **pins})
    return packed


def in_order(schema: WorksheetSchema, answers: Raw) -> Raw:
    """Return answers in canonical form.

    Args:
        schema: the worksheet.
        answers: answers that fit it.
    """
    answers = pruned(cleaned(answers))
    there = [part for part in schema.parts if part["id"] in answers]
    ordered: Raw = pruned({part["id"]: _in_order(part, answers[part["id"]]) for part in there})
    return ordered


def _decided(schema: WorksheetSchema, answers: Raw) -> Raw:
    """Return answers in which the fields that take their value from a decision have it.

    One that says something else keeps it: `judge` tells so.
    """
    filled = dict(answers)
    for part in schema.parts:
        decided = {
            field["id"]: answers[field["decided_by"]]["option"]
            for field in part["fields"]
            if "option" in answers.get(field.get("decided_by"), {})
        }
        if decided:
            filled[part["id"]] = sorted_like(
                part["fields"], {**decided, **answers.get(part["id"], {})}
            )
    return sorted_like(schema.parts, filled)


def _line(text: str) -> str:
    """Return the text of a head, which stands on one line."""
    return clean(_BREAKS.sub(" ", text))


def as_kept(orphan: Raw) -> Raw:
    """Return an orphan whose value has a shape that every format can hold; any other becomes text.

    Args:
        orphan: its path as `at`, and its `value`.
    """
    value = pruned(cleaned(orphan["value"]))
    if not _is_plain(value):
        value = json.dumps(as_browsers(value), ensure_ascii=False, separators=(",", ":"))
    return {"at": _line(orphan["at"]), "value": value}


def _is_plain(value: Any, depth: int = 0) -> bool:
    """Return whether a value is text, a list of texts, or mappings of such things."""
    if isinstance(value, str):
        return True
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        names = all(0 < len(key) <= LONGEST_KEY for key in value)
        return names and all(_is_plain(inner, depth + 1) for inner in value.values())
    if all(isinstance(inner, str) for inner in value):
        return bool(value)
    return all(isinstance(inner, dict) and _is_plain(inner, depth + 1) for inner in value)


def _in_order(part: Mapping[str, Any], answer: Any) -> Any:
    if part["kind"] == "checklist":
        answer = {key: _item(item) for key, item in answer.items()}
    return _fields_in_order(part["fields"], answer)


def _fields_in_order(fields: list[Any], answer: Raw) -> Raw:
    by_id = {field["id"]: field for field in fields}
    return {key: _value(by_id[key], inner) for key, inner in sorted_like(fields, answer).items()}


def _value(field: Mapping[str, Any], value: Any) -> Any:
    if field["type"] == "group":
        entries = [_fields_in_order(field["fields"], entry) for entry in _entries(value)]
        return entries if field["repeat"] else entries[0]
    if field["type"] == "utc-time":
        return read_time(value).utc or value
    return _chosen(field["choices"], value) if field["type"] == "choices" else value


def _item(answer: Raw) -> Raw:
    """Return how an item stands; nothing if it is open and nobody said why."""
    because = answer.get("because", "")
    state = answer.get("state", "open")
    if not because:
        return {} if state == "open" else {"state": state}
    return {"state": state, "because": because}


def _entries(value: Any) -> list[Raw]:
    return value if isinstance(value, list) else [value]


def _chosen(choices: list[Any], values: list[str]) -> list[str]:
    """Return what was chosen in the order of the choices; what is none of them comes last."""
    known = [choice["id"] for choice in choices]
    other = [id_ for i, id_ in enumerate(values) if id_ not in known and id_ not in values[:i]]
    return [*(id_ for id_ in known if id_ in values), *other]


def sorted_like(
    named: list[Any], value: Raw, inner: Callable[[Any], Any] = lambda value: value
) -> Raw:
    """Return a mapping in the order of a list of things with ids.

    Args:
        named: mappings with `id`.
        value: a mapping by these ids.
        inner: applied to each value.
    """
    return {record["id"]: inner(value[record["id"]]) for record in named if record["id"] in value}


def last_key(at: str) -> str:
    """Return the last name of a path, without the number of an entry.

    Args:
        at: a path such as `attempts.attempt[0]`.
    """
    return _NUMBERED.sub("", at.rpartition(".")[2])


def texts(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of raw data with its path, such as `attempts.attempt[0].status`.

    Args:
        value: mappings, lists and text.
        at: path of the value itself.
    """
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{at}.{key}" if at else key)
    else:
        for position, inner in enumerate(value):
            yield from texts(inner, f"{at}[{position}]")
