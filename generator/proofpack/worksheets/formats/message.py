"""The message that a worksheet composes from its answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofpack.model.records.worksheets import SLOT
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.packet import Raw


def to_message(sheet: WorksheetSchema, packet: Raw, part: str) -> str:
    """Return a message with its slots filled: with an answer, or with the label of what is open.

    Args:
        sheet: the worksheet.
        packet: a canonical packet.
        part: id of the part.
    """
    template = next(one["template"] for one in sheet.parts if one["id"] == part)
    labels = dict(_labels(sheet))

    def answer(path: str) -> str:
        record, _, field = path.partition(".")
        found = list(_answers(packet["answers"].get(record, {}), field))
        return ", ".join(found) if found else f"[{labels.get(path, path)}]"

    return SLOT.sub(lambda match: answer(match[1]), template)


def _labels(sheet: WorksheetSchema) -> Iterator[tuple[str, str]]:
    for part in sheet.parts:
        for field in part.get("fields", ()):
            yield from _inner(part["id"], field)


def _inner(part: str, field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield f"{part}.{field['id']}", field["label"]
    for one in field["fields"]:
        yield from _inner(part, one)


def _answers(value: Any, field: str) -> Iterator[str]:
    """Yield the answers of a field, wherever in groups it stands."""
    if isinstance(value, list):
        for one in value:
            yield from _answers(one, field)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == field and not _holds_fields(one):
                yield "; ".join(one) if isinstance(one, list) else one
            else:
                yield from _answers(one, field)


def _holds_fields(value: Any) -> bool:
    """Return whether an answer is a group, or several of them."""
    return isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict))
