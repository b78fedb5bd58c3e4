"""How much of a packet is filled in, part by part."""

from __future__ import annotations

import re
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


def open_items(schema: WorksheetSchema, packet: Raw) -> dict[str, int]:
    """Return how many items of each checklist are still open, by its title.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
    """
    checklists = {part["id"]: part["title"] for part in schema.parts if part["kind"] == "checklist"}
    counts = progress(schema, packet)
    left = {title: counts[name][1] - counts[name][0] for name, title in checklists.items()}
    return {title: number for title, number in left.items() if number}


def _part(part: dict[str, Any], answer: Raw) -> tuple[int, int]:
    kind = part["kind"]
    if kind == "record":
        return _fields(part["fields"], answer)
    if kind == "checklist":
        return sum(_settled(answer.get(item["id"], {})) for item in part["fields"]), len(
            part["fields"]
        )
    if kind == "decision":
        return int("option" in answer), 1
    if kind == "classification":
        return int("labels" in answer), 1
    if kind == "table":
        return sum(len(row) for row in answer.values()), len(part["fields"]) * len(part["columns"])
    return 0, 0


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
