"""Raw packets made by chance: answers that fit, and answers that an older worksheet or a person made."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import PINS
from tests.worksheets.hostile import ODD_DATES, ODD_NUMBERS, ODD_TIMES, ODD_URLS, label, text
from tests.worksheets.sheets import IDS, sheets

ODD = {"utc-time": ODD_TIMES, "date": ODD_DATES, "url": ODD_URLS, "number": ODD_NUMBERS}
"""For each type whose value has a form: values that have it, and values that nearly do."""


def _name(chance: random.Random, one: dict[str, Any], wild: float) -> str:
    """Return the id of a thing, or an earlier one."""
    earlier = one["was"] and chance.random() < wild
    return str(chance.choice(one["was"])) if earlier else str(one["id"])


def _chosen(chance: random.Random, choices: list[dict[str, Any]], wild: float) -> str:
    if chance.random() < wild / 2:
        return text(chance)
    return _name(chance, chance.choice(choices), wild)


def _strange(chance: random.Random, depth: int = 0) -> Any:
    """Return raw data of any shape."""
    kind = chance.choice(["text", "text", "list", "mapping"] if depth < 3 else ["text"])
    if kind == "text":
        return text(chance)
    inner = [_strange(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    if kind == "list":
        return inner
    return {chance.choice([chance.choice(IDS), label(chance)]): one for one in inner}


def _value(chance: random.Random, field: dict[str, Any], wild: float) -> Any:
    if chance.random() < wild / 4:
        return _strange(chance)
    kind = field["type"]
    if kind == "group":
        entries = [
            _fields(chance, field["fields"], wild) for _ in range(chance.choice([0, 1, 1, 2, 3]))
        ]
        return entries if field["repeat"] else _fields(chance, field["fields"], wild)
    if kind == "choice":
        return _chosen(chance, field["choices"], wild)
    if kind == "yes-no":
        return chance.choice(["yes", "no", "no", text(chance, 1)])
    if kind == "choices":
        return [_chosen(chance, field["choices"], wild) for _ in range(chance.randint(0, 4))]
    if kind == "list":
        return [text(chance) for _ in range(chance.randint(0, 4))]
    if kind in ODD and chance.random() < 0.7:
        return chance.choice(ODD[kind])
    if (field["id"] == "key" or "format" in field) and chance.random() < 0.7:
        return chance.choice(
            ["a", "b", "404", "/v1", "POST", *(one["id"] for one in field["choices"])]
        )
    return field["default"] if chance.random() < 0.2 else text(chance)


def _fields(chance: random.Random, fields: list[dict[str, Any]], wild: float) -> dict[str, Any]:
    made = {
        _name(chance, one, wild): _value(chance, one, wild)
        for one in fields
        if chance.random() < 0.7
    }
    if chance.random() < wild:
        made[chance.choice(IDS)] = _strange(chance)
    pairs = list(made.items())
    if chance.random() < wild:
        chance.shuffle(pairs)
    return dict(pairs)


def _item(chance: random.Random, wild: float) -> Any:
    states = ["done", "not-applicable", "open", "maybe" if wild else "done"]
    made: Any = {"state": chance.choice(states)}
    if chance.random() < 0.5:
        made["because"] = text(chance)
    if chance.random() < wild / 2:
        made = chance.choice([made["state"], made | {"extra": text(chance)}, _strange(chance)])
    return made


def _answer(chance: random.Random, part: dict[str, Any], wild: float) -> Any:
    kind = part["kind"]
    if chance.random() < wild / 8:
        return _strange(chance)
    if kind == "record":
        return _fields(chance, part["fields"], wild)
    if kind == "checklist":
        return {_name(chance, one, wild): _item(chance, wild) for one in part["items"]}
    if kind == "table":
        return {_name(chance, one, wild): _row(chance, part, wild) for one in part["rows"]}
    because = {"because": text(chance)} if chance.random() < 0.5 else {}
    if kind == "decision":
        return {"option": _chosen(chance, part["options"], wild), **because}
    if kind == "classification":
        several = [_chosen(chance, part["labels"], wild) for _ in range(chance.randint(0, 3))]
        return {"labels": several, **because}
    return _strange(chance) if wild else {}


def _row(chance: random.Random, part: dict[str, Any], wild: float) -> Any:
    if chance.random() < wild / 4:
        return _strange(chance)
    return {_name(chance, one, wild): text(chance) for one in part["columns"]}


def answers(chance: random.Random, sheet: WorksheetSchema, wild: float) -> dict[str, Any]:
    """Return answers to a worksheet.

    Args:
        chance: where chance comes from.
        sheet: the worksheet.
        wild: how much of it does not fit, from 0 to 1.
    """
    made = {_name(chance, one, wild): _answer(chance, one, wild) for one in sheet.parts}
    if chance.random() < wild:
        made[chance.choice(IDS)] = _strange(chance)
    return made


def _orphan(chance: random.Random, sheet: WorksheetSchema) -> Any:
    part = chance.choice(sheet.parts)
    below = [one["id"] for key in ("fields", "items", "rows") for one in part.get(key, ())]
    path = f"{part['id']}.{chance.choice([*below, 'old', label(chance)])}"
    where = [path, path, part["id"], f"{path}[{chance.randint(0, 2)}].a", f"{path}.b", text(chance)]
    made = {"at": chance.choice(where), "value": _strange(chance)}
    return made if chance.random() < 0.95 else _strange(chance)


def raw(chance: random.Random, sheet: WorksheetSchema, wild: float) -> dict[str, Any]:
    """Return a packet of a worksheet as some file may hold it.

    Args:
        chance: where chance comes from.
        sheet: the worksheet.
        wild: how much of it does not fit, from 0 to 1.
    """
    made: dict[str, Any] = {
        "packet": "proofpack/1",
        "worksheet": sheet.id,
        "version": chance.choice(["3", "3", "2"]),
        "title": chance.choice([sheet.data["title"], text(chance)]),
        "name": chance.choice(["Packet 1", text(chance)]),
        "made": chance.choice(["2026-11-20T10:00:00Z", ""]),
        "guides": [{key: one[key] for key in PINS["guides"]} for one in sheet.guides],
        "facts": [dict(one) for one in sheet.facts],
        "answers": answers(chance, sheet, wild),
        "orphans": [],
    }
    if chance.random() < wild:
        made["orphans"] = [_orphan(chance, sheet) for _ in range(chance.randint(1, 3))]
    if chance.random() < wild / 4:
        made[chance.choice([*made, *IDS])] = _strange(chance)
        made |= {"packet": "proofpack/1", "worksheet": sheet.id}
    if chance.random() < wild / 4:
        made["facts"] = [*made["facts"], _strange(chance)]
    return made


def pairs(
    count: int, wild: float, kinds: int = 12
) -> Iterator[tuple[WorksheetSchema, dict[str, Any]]]:
    """Yield packets with their worksheets, the same ones each time.

    Args:
        count: how many.
        wild: how much of them does not fit, from 0 to 1.
        kinds: of how many worksheets.
    """
    chance = random.Random(f"{count} {wild} {kinds}")  # noqa: S311 - repeatable on purpose
    known = list(sheets(kinds))
    for number in range(count):
        yield known[number % kinds], raw(chance, known[number % kinds], wild)
