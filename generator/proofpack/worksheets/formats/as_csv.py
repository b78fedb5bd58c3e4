"""A packet as a table, a row for each answer (RFC 4180)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.packet import Raw

_HEAD = (("worksheet", "Worksheet"), ("version", "Version"), ("name", "Name"), ("made", "Made"))
_FORMULA = re.compile(r"[=+\-@\t]")


def to_csv(schema: WorksheetSchema, packet: Raw) -> str:
    """Return a canonical packet as CSV: part, field, label, value.

    Args:
        schema: the worksheet, for its labels.
        packet: the packet.
    """
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("part", "field", "label", "value"))
    for key, label in _HEAD:
        table.writerow(("", key, label, _safe(packet[key])))
    for part in schema.parts:
        for field, label, value in _part(part, packet["answers"].get(part["id"], {})):
            table.writerow((part["id"], field, _safe(label), _safe(value)))
    for orphan in packet["orphans"]:
        for field, value in _leaves(orphan["value"], orphan["at"]):
            table.writerow(("orphans", field, "", _safe(value)))
    return text.getvalue()


def _safe(text: str) -> str:
    """Return a cell that no spreadsheet runs. See OWASP, "CSV injection"."""
    return f"'{text}" if _FORMULA.match(text) else text


def _part(part: dict[str, Any], answer: Raw) -> Iterator[tuple[str, str, str]]:
    labels = {
        named["id"]: named["label"]
        for key in ("fields", "items", "rows")
        for named in _of(part, key)
    }
    for key, value in answer.items():
        label = labels.get(key, part["title"])
        inner = next((field for field in part.get("fields", ()) if field["id"] == key), None)
        yield from _rows(value, key, label, inner)


def _of(part: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return list(part.get(key, ()))


def _rows(
    value: Any, at: str, label: str, field: dict[str, Any] | None
) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each answer at and below a path, with the label of the field it answers."""
    inner = {each["id"]: each for each in field["fields"]} if field else {}
    if isinstance(value, str):
        yield at, label, value
    elif isinstance(value, list) and isinstance(value[0], str):
        yield at, label, "\n".join(value)
    elif isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield from _rows(entry, f"{at}[{number}]", label, field)
    else:
        for key, answer in value.items():
            below = inner.get(key)
            yield from _rows(answer, f"{at}.{key}", below["label"] if below else label, below)


def _leaves(value: Any, at: str) -> Iterator[tuple[str, str]]:
    yield from ((where, text) for where, _, text in _rows(value, at, "", None))
