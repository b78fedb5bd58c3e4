"""A packet without its secrets: the same value gets the same placeholder wherever it stands.

What is looked at, and beside which key, is what `judge` looks at: nothing that it finds is left.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import Numbers
from proofpack.worksheets.constants import LISTS, YES_NO
from proofpack.worksheets.packet import Raw, canonical, last_key, texts
from proofpack.worksheets.packet_rules import PacketChecker

Change = Callable[[str, str, str], str]
"""Changes a text that stands at a place, beside a key."""


def redacted(judge: PacketChecker, schema: WorksheetSchema, packet: Raw) -> Raw:
    """Return a packet with placeholders in place of its secrets. What was said to be none stays.

    Args:
        judge: the rules of the project.
        schema: the worksheet, whose order numbers the placeholders.
        packet: a canonical packet.
    """
    numbers = Numbers.of("\n".join(text for _, text in texts(packet)))
    waived = judge.waived(packet)

    def change(at: str, key: str, text: str) -> str:
        return judge.redacted(key, text, numbers, waived.get(at, {}))

    head = {key: change(key, "", packet[key]) for key in ("version", "title", "name", "made")}
    answers = {
        part["id"]: _fields(part["fields"], packet["answers"][part["id"]], part["id"], change)
        for part in schema.parts
        if part["id"] in packet["answers"]
    }
    orphans = [
        {
            "at": change(f"orphans[{number}].at", "", orphan["at"]),
            "value": _any(
                f"orphans[{number}].value", last_key(orphan["at"]), orphan["value"], change
            ),
        }
        for number, orphan in enumerate(packet["orphans"])
    ]
    lists = {
        kind: [{key: change("", "", text) for key, text in entry.items()} for entry in packet[kind]]
        for kind in LISTS
        if kind in packet
    }
    return canonical(schema, {**packet, **head, "answers": answers, "orphans": orphans, **lists})


def _any(at: str, key: str, value: Any, change: Change) -> Any:
    """Change the texts of raw data, each beside the nearest key."""
    if isinstance(value, dict):
        return {
            change(f"{at}.{name}", "", name): _any(f"{at}.{name}", name, inner, change)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_any(f"{at}[{number}]", key, inner, change) for number, inner in enumerate(value)]
    return change(at, key, value)


def _fields(fields: list[dict[str, Any]], answers: Raw, at: str, change: Change) -> Raw:
    by_id = {field["id"]: field for field in fields}
    return {
        key: _field(by_id[key], answer, f"{at}.{key}", change) for key, answer in answers.items()
    }


def _field(field: dict[str, Any], value: Any, at: str, change: Change) -> Any:
    if isinstance(value, list):
        return [
            _field(field, inner, f"{at}[{number}]", change) for number, inner in enumerate(value)
        ]
    if field["type"] == "group":
        return _fields(field["fields"], value, at, change)
    known = YES_NO if field["type"] == "yes-no" else [choice["id"] for choice in field["choices"]]
    # A choice is no secret, whatever stands before it.
    return value if value in known else change(at, "" if known else field["id"], value)
