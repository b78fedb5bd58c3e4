"""A packet without its secrets: the same value gets the same placeholder wherever it stands.

What is looked at, and beside which key, is what `judge` looks at: nothing that it finds is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import Numbers
from proofpack.worksheets.constants import YES_NO
from proofpack.worksheets.packet import Raw, canonical, last_key, texts
from proofpack.worksheets.packet_rules import PacketChecker

Change = Callable[[str, str], str]
"""Changes a text that stands beside a key."""


def redacted(judge: PacketChecker, schema: WorksheetSchema, packet: Raw) -> Raw:
    """Return a packet with placeholders in place of its secrets.

    Args:
        judge: the rules of the project.
        schema: the worksheet, whose order numbers the placeholders.
        packet: a canonical packet.
    """
    numbers = Numbers.of("\n".join(text for _, text in texts(packet)))

    def change(key: str, text: str) -> str:
        return judge.redacted(key, text, numbers)

    head = {key: change("", packet[key]) for key in ("version", "title", "name", "made")}
    answers = {
        part["id"]: _fields(part["fields"], packet["answers"][part["id"]], change)
        for part in schema.parts
        if part["id"] in packet["answers"]
    }
    orphans = [
        {
            "at": change("", orphan["at"]),
            "value": _any(last_key(orphan["at"]), orphan["value"], change),
        }
        for orphan in packet["orphans"]
    ]
    pins = {
        kind: [{key: change("", text) for key, text in pin.items()} for pin in packet[kind]]
        for kind in ("guides", "facts")
    }
    return canonical(schema, {**packet, **head, "answers": answers, "orphans": orphans, **pins})


def _any(key: str, value: Any, change: Change) -> Any:
    """Change the texts of raw data, each beside the nearest key."""
    if isinstance(value, dict):
        return {change("", name): _any(name, inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_any(key, inner, change) for inner in value]
    return change(key, value)


def _choice(value: Any, known: Iterable[str], change: Change) -> Any:
    if isinstance(value, list):
        return [_choice(inner, known, change) for inner in value]
    return value if value in known else change("", value)


def _fields(fields: list[dict[str, Any]], answers: Raw, change: Change) -> Raw:
    by_id = {field["id"]: field for field in fields}
    return {key: _field(by_id[key], answer, change) for key, answer in answers.items()}


def _field(field: dict[str, Any], value: Any, change: Change) -> Any:
    if field["type"] == "group":
        if isinstance(value, list):
            return [_fields(field["fields"], inner, change) for inner in value]
        return _fields(field["fields"], value, change)
    if field["choices"]:
        return _choice(value, _ids(field["choices"]), change)
    if field["type"] == "yes-no":
        return _choice(value, YES_NO, change)
    return _any(field["id"], value, change)


def _ids(named: list[dict[str, Any]]) -> list[str]:
    return [record["id"] for record in named]
