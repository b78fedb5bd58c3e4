"""How much of a packet is filled in, part by part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import PLACEHOLDER
from proofpack.worksheets.packet import Raw

_PLACEHOLDER = re.compile(PLACEHOLDER)


def progress(schema: WorksheetSchema, packet: Raw) -> dict[str, tuple[int, int]]:
    """Return how many answers each part has, and of how many, by its id.

    A placeholder that was left as it was is no answer; an item that is not applicable is one once a
    reason is given. A message is composed, so there is nothing to answer.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
    """
    return {part["id"]: _part(part, packet["answers"].get(part["id"], {})) for part in schema.parts}


def open_items(schema: WorksheetSchema, packet: Raw) -> list[tuple[Raw, list[Raw]]]:
    """Return the checklists of which items are open, each with these.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
    """
    lists = [part for part in schema.parts if part["kind"] == "checklist"]
    open_parts = [(part, _open(part, packet["answers"].get(part["id"], {}))) for part in lists]
    return [(part, items) for part, items in open_parts if items]


def still_open(
    schema: WorksheetSchema, packet: Raw, field: Mapping[str, Any], value: str
) -> tuple[Raw, list[Raw]] | None:
    """Return the first checklist on which a choice rests and of which items are open, with these.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
        field: the field.
        value: the choice.
    """
    needs = [
        name
        for choice in field["choices"]
        if choice["id"] == value
        for name in choice.get("needs", [])
    ]
    if not needs:
        return None
    return next((each for each in open_items(schema, packet) if each[0]["id"] in needs), None)


def _part(part: dict[str, Any], answer: Raw) -> tuple[int, int]:
    kind = part["kind"]
    if kind == "record":
        return _fields(part["fields"], answer)
    if kind == "checklist":
        of = len(part["fields"])
        return of - len(_open(part, answer)), of
    if kind == "decision":
        return int("option" in answer), 1
    if kind == "classification":
        return int("labels" in answer), 1
    if kind == "table":
        return sum(len(row) for row in answer.values()), len(part["fields"]) * len(part["columns"])
    return 0, 0


def _open(part: dict[str, Any], answer: Raw) -> list[Raw]:
    return [item for item in part["fields"] if not _settled(answer.get(item["id"], {}))]


def _settled(item: Raw) -> bool:
    state = item.get("state")
    return state == "done" or (state == "not-applicable" and bool(item.get("because")))


def _fields(fields: list[Any], answers: Raw) -> tuple[int, int]:
    asked = [field for field in fields if "decided_by" not in field]
    counts = [_field(field, answers.get(field["id"])) for field in asked]
    return sum(done for done, _ in counts), sum(of for _, of in counts)


def _field(field: dict[str, Any], value: Any) -> tuple[int, int]:
    if field["type"] != "group":
        return int(is_answer(field, value)), 1
    entries = value if isinstance(value, list) else [value or {}]
    counts = [_fields(field["fields"], entry) for entry in entries]
    return sum(done for done, _ in counts), sum(of for _, of in counts)


def is_answer(field: dict[str, Any], value: Any) -> bool:
    """Return whether a field is answered: not empty, and no placeholder that was left as it was."""
    if not value:
        return False
    return value != field["default"] or not _PLACEHOLDER.fullmatch(field["default"])
