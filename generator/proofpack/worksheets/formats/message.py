"""The message that a worksheet composes from its answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofpack.model.records.worksheets import ANSWERED, SLOT
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import UNSETTLED
from proofpack.worksheets.packet import Raw
from proofpack.worksheets.progress import is_answer, still_open


def to_message(schema: WorksheetSchema, packet: Raw, part: str) -> str:
    """Return a message with its slots filled: with an answer, or with the label of what is open.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
        part: id of the part.
    """

    def filled(path: str) -> str:
        field = fields_of(schema).get(path)
        return slot(schema, packet, path) or f"[{field['label'] if field else path}]"

    return "\n\n".join(
        SLOT.sub(lambda match: filled(match[1]), paragraph["text"])
        for paragraph in paragraphs(schema, packet, part)
    )


def paragraphs(schema: WorksheetSchema, packet: Raw, part: str) -> list[Raw]:
    """Return the paragraphs of a message whose conditions hold."""
    template = next(each["template"] for each in schema.parts if each["id"] == part)
    return [paragraph for paragraph in template if belongs(schema, packet, paragraph)]


def slot(schema: WorksheetSchema, packet: Raw, path: str) -> str:
    """Return what stands in a slot, in the words of its field. Nothing if it is open or stays inside.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
        path: of the slot, as `part.field`.
    """
    if not (field := fields_of(schema).get(path)):
        return ""
    return ", ".join(
        in_words(schema, packet, field, answer) for answer in _answers(schema, packet, path)
    )


def in_words(schema: WorksheetSchema, packet: Raw, field: Raw, value: Any) -> str:
    """Return an answer of a field that is no group, with the labels of its choices.

    A choice that rests on a checklist is not said while that is open.
    """
    labels: dict[str, str] = {choice["id"]: choice["label"] for choice in field["choices"]}
    values: list[str] = value if isinstance(value, list) else [value]
    if open_list := still_open(schema, packet, field, values[0]):
        part, items = open_list
        return f"{UNSETTLED} ({part['title']}: {len(items)} of {len(part['fields'])} open)"
    return "; ".join(labels.get(name, name) for name in values)


def fields_of(schema: WorksheetSchema) -> dict[str, Raw]:
    """Return the fields that may leave, by `part.field`; what is in an internal group may not.

    Where a group has a field of the same id, the one outside of it is meant.
    """
    return {
        f"{part['id']}.{field['id']}": field
        for part in schema.parts
        for field in _inward(part["fields"])
    }


def _inward(fields: list[Raw]) -> Iterator[Raw]:
    """Yield the fields that may leave, those of groups first."""
    for field in _leaving(fields):
        yield from _inward(field["fields"])
    yield from _leaving(fields)


def _leaving(fields: list[Raw]) -> list[Raw]:
    return [field for field in fields if field["sensitivity"] != "internal"]


def belongs(schema: WorksheetSchema, packet: Raw, paragraph: Raw) -> bool:
    """Return whether the conditions of a paragraph hold. What is not settled is no answer."""
    fields = fields_of(schema)

    def holds(path: str, values: list[str]) -> bool:
        field = fields.get(path) or {"choices": []}
        settled = [
            value
            for answer in _answers(schema, packet, path)
            for value in (answer if isinstance(answer, list) else [answer])
            if not still_open(schema, packet, field, value)
        ]
        return bool(settled) and (ANSWERED in values or any(value in values for value in settled))

    return all(holds(*condition) for condition in paragraph["when"].items()) and not any(
        holds(*condition) for condition in paragraph["unless"].items()
    )


def _answers(schema: WorksheetSchema, packet: Raw, path: str) -> list[Any]:
    """Return the answers of a field that may leave, of each entry where it stands in a group."""
    part, _, name = path.partition(".")
    fields: list[Raw] = next(
        (record["fields"] for record in schema.parts if record["id"] == part), []
    )
    return list(_below(fields, packet["answers"].get(part, {}), name))


def _below(fields: list[Raw], answers: Raw, name: str) -> Iterator[Any]:
    leaving = _leaving(fields)
    named = [field for field in leaving if field["id"] == name and field["type"] != "group"]
    for field in named or leaving:
        value = answers.get(field["id"])
        if value and field["type"] == "group":
            for entry in value if isinstance(value, list) else [value]:
                yield from _below(field["fields"], entry, name)
        elif named and is_answer(field, value):
            yield value
