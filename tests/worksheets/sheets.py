"""Worksheets made by chance: every kind of part and type of field, and ids that mean something else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from proofpack.model.records.worksheets import FieldType
from proofpack.project.worksheet_schema import WorksheetSchema, with_fields
from tests.worksheets.hostile import label

TYPES = [kind.value for kind in FieldType]
KINDS = ["record", "checklist", "decision", "classification", "table", "message", "record"]
SEVERAL = ("group", "list", "choices")
FORMATS = ["http-status", "http-method", "path", "count"]
IDS = [
    *("no", "on", "y", "n", "yes", "off", "true", "false", "null", "1st", "404", "7", "0", "2e3"),
    *("constructor", "tostring", "valueof", "length", "because", "state", "option", "labels", "at"),
    *(
        "value",
        "id",
        "packet",
        "name",
        "answers",
        "orphans",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
    ),
    *(
        "http_status",
        "error-code",
        "long-identifier-of-some-field",
        "password",
        "token",
        "x1",
        "x2",
    ),
]
_DEFAULTS = ["", "", "", "<PLACEHOLDER>", "POST", "no", "- `x`", "two\nlines", "<a b>"]


class _Ids:
    """Hands out ids that no other thing of one level has, nor had."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.left = chance.sample(IDS, len(IDS))

    def named(self) -> dict[str, Any]:
        was = [self.left.pop() for _ in range(self.chance.choice([0, 0, 0, 1, 2]))]
        return {"id": self.left.pop(), "label": label(self.chance), "was": was}

    def several(self, most: int) -> list[dict[str, Any]]:
        return [self.named() for _ in range(self.chance.randint(1, most))]


def _field(chance: random.Random, ids: _Ids, kind: str, depth: int) -> dict[str, Any]:
    choices = _Ids(chance).several(4) if kind in ("choice", "choices") else []
    some = ["", *(one["id"] for one in choices)] if choices else _DEFAULTS
    return {
        **ids.named(),
        "type": kind,
        "required": chance.random() < 0.5,
        "default": "" if kind == "group" else chance.choice(some),
        "example": "",
        "sensitivity": chance.choice(["public", "public", "redact", "internal"]),
        "choices": choices,
        "fields": _fields(chance, 3, depth + 1) if kind == "group" else [],
        "repeat": kind == "group" and chance.random() < 0.7,
    }


def _fields(chance: random.Random, count: int, depth: int) -> list[dict[str, Any]]:
    ids = _Ids(chance)
    types = TYPES if depth < 3 else [kind for kind in TYPES if kind != "group"]
    made = [_field(chance, ids, chance.choice(types), depth) for _ in range(count)]
    made.append(_field(chance, ids, chance.choice(["utc-time", "number"]), depth))
    if chance.random() < 0.7 and "key" not in (one["id"] for one in made):
        made.append(_field(chance, ids, "code", depth) | {"id": "key"})
    return made


def _part(chance: random.Random, ids: _Ids, kind: str, records: list[Any]) -> dict[str, Any]:
    named = ids.named()
    part = {"id": named["id"], "kind": kind, "title": named["label"], "was": named["was"]}
    if kind == "record":
        inner = _Ids(chance)
        some = chance.sample(TYPES, chance.randint(3, len(TYPES)))
        fields = [_field(chance, inner, one, 0) for one in some]
        fields += [_field(chance, inner, "utc-time", 0) for _ in range(2)]
        return part | {"fields": [*fields, _field(chance, inner, "code", 0) | {"id": "key"}]}
    if kind == "message":
        return part | {"template": _template(chance, records)}
    if kind == "table":
        columns, rows = _Ids(chance).several(3), _Ids(chance).several(4)
        return part | {"given": label(chance), "columns": columns, "rows": rows}
    if kind == "classification":
        return part | {"labels": _Ids(chance).several(4), "several": chance.random() < 0.5}
    key = "items" if kind == "checklist" else "options"
    return part | {key: _Ids(chance).several(4)}


def _template(chance: random.Random, records: list[Any]) -> list[dict[str, Any]]:
    paths = [
        f"{record['id']}.{one['id']}"
        for record in records
        for field in record["fields"]
        for one in (field, *field["fields"])
    ]
    slots = [f"{{{path}}}" for path in paths]

    def condition() -> dict[str, list[str]]:
        values = ["answered", "yes", "a", "POST", "503"]
        return {chance.choice(paths): chance.sample(values, 3)} if chance.random() < 0.4 else {}

    return [
        {
            "text": " ".join(
                chance.choice([*slots, "{a.b}", "We ask.\n", "```\n", "- ", "$&"]) for _ in range(4)
            ),
            "when": condition(),
            "unless": condition(),
        }
        for _ in range(chance.randint(1, 4))
    ]


def _relate(chance: random.Random, parts: list[dict[str, Any]]) -> None:
    """Let fields name others, by chance: conditions, orders, counts, and what has to be the same."""
    records = [part for part in parts if part["kind"] == "record"]
    decisions = [part for part in parts if part["kind"] == "decision"]
    groups = [
        (f"{part['id']}.{field['id']}", field)
        for part in records
        for field in part["fields"]
        if field["repeat"]
    ]
    for part in records:
        for field in part["fields"]:
            _relate_field(chance, field, part["fields"], groups, decisions)
            if field["type"] == "choice" and decisions and chance.random() < 0.5:
                decision = chance.choice(decisions)
                field |= {
                    "choices": decision["options"],
                    "decided_by": decision["id"],
                    "default": "",
                }
            for inner in field["fields"]:
                _relate_field(chance, inner, field["fields"], groups, decisions)
    _rest(parts)


def _rest(parts: list[dict[str, Any]]) -> None:
    """Let the first of several choices rest on all checklists."""
    needs = [part["id"] for part in parts if part["kind"] == "checklist"]
    fields = [field for part in parts for field in part.get("fields", ())]
    fields += [inner for field in fields for inner in field["fields"]]
    chosen = [field["choices"] for field in fields if field["type"] == "choice"]
    for choices in (*chosen, *(part.get("options", ()) for part in parts)):
        if needs and len(choices) > 1:
            choices[0]["needs"] = needs


def _relate_field(
    chance: random.Random,
    field: dict[str, Any],
    beside: list[dict[str, Any]],
    groups: list[tuple[str, dict[str, Any]]],
    decisions: list[dict[str, Any]],
) -> None:
    others = [one for one in beside if one is not field and one["type"] != "group"]
    kind = field["type"]
    if kind in ("text", "code", "number") and chance.random() < 0.4:
        field["format"] = chance.choice(["count"] if kind == "number" else FORMATS)
        field["choices"] = _Ids(chance).several(2) if chance.random() < 0.5 else []
    if chance.random() < 0.4 and (others or decisions):
        field |= {"required": False, "when": [_condition(chance, others, decisions)]}
    same = [one["id"] for one in others if one["type"] == kind]
    if kind in ("utc-time", "date") and same:
        field["after"] = chance.choice(same)
    if field["repeat"]:
        ordered = [one["id"] for one in field["fields"] if one["type"] in ("utc-time", "number")]
        field |= {"ordered_by": chance.choice(ordered)} if ordered else {}
    if kind in ("number", "text", "code", "choice", "url") and groups:
        path, group = chance.choice(groups)
        keys = {one["id"] for one in group["fields"] if one["type"] not in SEVERAL}
        both = sorted(keys & {one["id"] for one in others if one["type"] not in SEVERAL})
        inner = chance.choice(sorted(keys or {"none"}))
        field |= {"counts": path} if kind == "number" else {"same_as": f"{path}.{inner}"}
        field |= {"matched_by": chance.choice(both)} if both and chance.random() < 0.7 else {}


def _condition(
    chance: random.Random, others: list[dict[str, Any]], decisions: list[dict[str, Any]]
) -> list[Any]:
    if decisions and (not others or chance.random() < 0.4):
        decision = chance.choice(decisions)
        return [f"{decision['id']}.option", [one["id"] for one in decision["options"][:2]]]
    other = chance.choice(others)
    values = [one["id"] for one in other["choices"]] or ["yes", "no", "a", "b", "404", "word"]
    return [other["id"], values]


def sheet(chance: random.Random, number: int) -> WorksheetSchema:
    """Return a sheet.

    Args:
        chance: where chance comes from.
        number: of the sheet; part of its id.
    """
    ids, parts = _Ids(chance), list[dict[str, Any]]()
    for kind in ["record", *chance.sample(KINDS, chance.randint(2, len(KINDS)))]:
        records = [one for one in parts if one["kind"] == "record"]
        parts.append(_part(chance, ids, kind, records))
    _relate(chance, parts)
    guide = {"id": "chat", "title": "Chat", "reviewed": "2026-06-25", "digest": "0" * 16}
    fact = {"id": "chat.endpoint", "quote": "a `quote`\nof two lines", "confirmed": ""}
    return WorksheetSchema(
        {
            "schema": 1,
            "id": f"sheet-{number}",
            "version": "3",
            "title": label(chance),
            "guides": [guide],
            "facts": [fact | {"source": "https://example.org/chat"}],
            "parts": [with_fields(part) for part in parts],
        }
    )


def sheets(count: int) -> Iterator[WorksheetSchema]:
    """Yield sheets, the same ones each time.

    Args:
        count: how many.
    """
    chance = random.Random(20261120)  # noqa: S311 - repeatable on purpose
    return (sheet(chance, number) for number in range(count))
