"""The message that a worksheet composes from its answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofpack.model.records.worksheets import SLOT
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.packet import Raw


def to_message(schema: WorksheetSchema, packet: Raw, part: str) -> str:
    """Return a message with its slots filled: with an answer, or with the label of what is open.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
        part: id of the part.
    """
    template = next(each["template"] for each in schema.parts if each["id"] == part)
    labels = dict(_labels(schema))

    def answer(path: str) -> str:
        record, _, field = path.partition(".")
        answers = list(_answers(packet["answers"].get(record, {}), field))
        return ", ".join(answers) if answers else f"[{labels.get(path, path)}]"

    return SLOT.sub(lambda match: answer(match[1]), template)


def _labels(schema: WorksheetSchema) -> Iterator[tuple[str, str]]:
    for part in schema.parts:
        for field in part.get("fields", ()):
            yield from _inner(part["id"], field)


def _inner(part: str, field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield f"{part}.{field['id']}", field["label"]
    for each in field["fields"]:
        yield from _inner(part, each)


def _answers(value: Any, field: str) -> Iterator[str]:
    """Yield the answers of a field, wherever in groups it stands."""
    if isinstance(value, list):
        for inner in value:
            yield from _answers(inner, field)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == field and not _holds_fields(inner):
                yield "; ".join(inner) if isinstance(inner, list) else inner
            else:
                yield from _answers(inner, field)


def _holds_fields(value: Any) -> bool:
    """Return whether an answer is a group, or several of them."""
    return isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict))
