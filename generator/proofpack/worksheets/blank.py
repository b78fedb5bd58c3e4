"""A worksheet to fill in with an editor: every field with what belongs into it.

A blank is a packet already. As it stands it can be checked and exported; what is written into it is
read like any other packet.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from proofpack.project.worksheet_schema import STATES, WorksheetSchema
from proofpack.text.yaml_scalars import key
from proofpack.worksheets.formats.as_json import to_json
from proofpack.worksheets.formats.as_yaml import scalar, to_yaml
from proofpack.worksheets.packet import Raw, fresh

_WIDTH = 96
BLANKS = ("yaml", "json")
"""The formats of a blank."""


def blank(schema: WorksheetSchema, form: str, name: str, made: str) -> str:
    """Return an empty packet with notes on how to fill it in. JSON has no notes.

    Args:
        schema: the worksheet.
        form: one of `BLANKS`.
        name: what the packet is called.
        made: the time, as `2026-11-21T02:14:00Z`.
    """
    packet = fresh(schema, name, made)
    if form == "json":
        return to_json(_every_field(schema, packet))
    return "\n".join(_yaml(schema, packet)) + "\n"


def _every_field(schema: WorksheetSchema, packet: Raw) -> Raw:
    """Return a packet with every answer there, empty where nothing stands in it."""
    answers = {part["id"]: _empty_part(part, packet["answers"]) for part in schema.parts}
    return packet | {"answers": {key: answer for key, answer in answers.items() if answer}}


def _empty_part(part: dict[str, Any], answers: Raw) -> Raw:
    empty = _empty_fields(part["fields"], answers.get(part["id"], {}))
    if part["kind"] == "checklist":
        return {key: {**item, "state": item["state"] or "open"} for key, item in empty.items()}
    return empty


def _empty_fields(fields: list[Any], answers: Raw) -> Raw:
    return {field["id"]: _empty_field(field, answers.get(field["id"])) for field in fields}


def _empty_field(field: dict[str, Any], value: Any) -> Any:
    if field["type"] == "group":
        first = value[0] if isinstance(value, list) and value else value
        inner = _empty_fields(field["fields"], first or {})
        return [inner] if field["repeat"] else inner
    return value or ([] if field["type"] in ("list", "choices") else "")


def _yaml(schema: WorksheetSchema, packet: Raw) -> Iterator[str]:
    head = packet | {"answers": {}, "orphans": []}
    yield f"# {schema.data['title']}. Write between the quotes; leave what you do not know empty."
    yield "# No credential, private prompt or customer data: `proofpack worksheet check` looks for them."
    for line in to_yaml(head).splitlines():
        if line == "answers: {}":
            yield "answers:"
            for part in schema.parts:
                yield from _yaml_part(part, _empty_part(part, packet["answers"]))
        else:
            yield line


def _yaml_part(part: dict[str, Any], answer: Raw) -> Iterator[str]:
    if part["kind"] == "message":
        return
    yield ""
    yield f"  # {part['title']}"
    yield f"  {key(part['id'])}:"
    if part["kind"] == "record":
        yield from _yaml_fields(part["fields"], answer, "    ")
        return
    yield from (f"    # {line}" for line in _part_notes(part))
    named = {item["id"]: item["label"] for item in (*part.get("items", ()), *part.get("rows", ()))}
    for name, inner in answer.items():
        if name in named:
            yield f"    # {named[name]}"
        yield from _yaml_value(f"    {key(name)}:", inner, "      ")


def _part_notes(part: dict[str, Any]) -> Iterator[str]:
    if part["kind"] == "checklist":
        yield f"Each state is one of: {', '.join(STATES)}. Not applicable needs a reason."
    for choice in (*part.get("options", ()), *part.get("labels", ())):
        yield f"{choice['id']}: {choice['label']}"
    for column in part.get("columns", ()):
        yield f"{column['id']}: {column['label']}"


def _yaml_fields(fields: list[Any], answers: Raw, indent: str) -> Iterator[str]:
    for field in fields:
        value = answers[field["id"]]
        for note in notes(field):
            yield from (f"{indent}# {line}" for line in wrap(note, _WIDTH))
        name = f"{indent}{key(field['id'])}:"
        if field["type"] != "group":
            yield from _yaml_value(name, value, f"{indent}  ")
        elif not field["repeat"]:
            yield name
            yield from _yaml_fields(field["fields"], value, f"{indent}  ")
        else:
            yield name
            yield from _yaml_entry(field["fields"], value[0], f"{indent}  ")


def _yaml_entry(fields: list[Any], entry: Raw, indent: str) -> Iterator[str]:
    """Yield the first entry of a repeated group: its dash stands before the first key."""
    dash = True
    for line in _yaml_fields(fields, entry, f"{indent}  "):
        first = dash and not line.lstrip().startswith("#")
        yield f"{indent}- {line.lstrip()}" if first else line
        dash = dash and not first


def _yaml_value(name: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield name
        for name, inner in value.items():
            yield from _yaml_value(f"{indent}{key(name)}:", inner, f"{indent}  ")
    elif isinstance(value, list):
        yield name if value else f"{name} []"
        yield from (f"{indent}- {scalar(text, indent)[0]}" for text in value)
    else:
        first, *rest = scalar(value, indent)
        yield f"{name} {first}"
        yield from rest


def notes(field: dict[str, Any]) -> Iterator[str]:
    """Yield what a field takes, line by line.

    Args:
        field: the field, as the schema describes it.
    """
    need = ", required" if field["required"] else ""
    yield f"{field['label']} ({_WORDS.get(field['type'], field['type'])}{need})"
    if field["help"]:
        yield field["help"]
    if field["choices"]:
        yield f"One of: {', '.join(choice['id'] for choice in field['choices'])}."
    if field["example"]:
        yield f"Example: {' '.join(field['example'].split())}"
    if field["repeat"]:
        yield "Copy the lines from the dash on for each further entry."


_WORDS = {
    "long-text": "long text",
    "utc-time": "UTC time, YYYY-MM-DDTHH:MM:SSZ",
    "date": "day, YYYY-MM-DD",
    "url": "address",
    "choices": "several choices, as a list",
    "yes-no": '"yes" or "no"',
    "list": "a list",
}
