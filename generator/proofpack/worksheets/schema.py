"""The JSON Schema of the packets of one worksheet, for editors and for programs that take packets."""

from __future__ import annotations

from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import FORMAT, FORMS, HEAD, PINS, YES_NO

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_TIME = r"^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?Z$"
_PATTERNS = {
    "utc-time": _TIME,
    "date": r"^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    **{kind: f"^(?:{form})?$" for kind, form in FORMS.items()},
}
_RAW = ["string", "array", "object"]


def schema(worksheet: WorksheetSchema) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the packets of a worksheet.

    Args:
        worksheet: the worksheet.
    """
    pins = {kind: _list(_object(dict.fromkeys(keys, _TEXT))) for kind, keys in PINS.items()}
    orphans = _list(_object({"at": _TEXT, "value": {"type": _RAW}}))
    answers = _object(
        {part["id"]: _part(part) for part in worksheet.parts if part["kind"] != "message"}
    )
    fixed = {"packet": {"const": FORMAT}, "worksheet": {"const": worksheet.id}}
    head = dict.fromkeys(HEAD, _TEXT) | fixed
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Packet: {worksheet.data['title']}",
        **_object({**head, "answers": answers, "orphans": orphans, **pins}),
        "required": ["packet", "worksheet", "answers"],
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _of(choices: list[Any]) -> dict[str, Any]:
    return {"enum": ["", *(choice["id"] for choice in choices)]}


def _part(part: dict[str, Any]) -> dict[str, Any]:
    return {"title": part["title"]} | _fields(part["fields"])


def _titled(named: dict[str, Any]) -> dict[str, Any]:
    return {"title": named["label"]}


def _fields(fields: list[Any]) -> dict[str, Any]:
    return _object({field["id"]: _described(field) | _value(field) for field in fields})


def _described(field: dict[str, Any]) -> dict[str, Any]:
    help_ = {"description": field["help"]} if field["help"] else {}
    return _titled(field) | help_ | ({"examples": [field["example"]]} if field["example"] else {})


def _value(field: dict[str, Any]) -> dict[str, Any]:
    match field["type"]:
        case "group":
            inner = _fields(field["fields"])
            return _list(inner) if field["repeat"] else inner
        case "list":
            return _TEXTS
        case "choices":
            most = {"maxItems": 1} if field.get("single") else {}
            return _list(_of(field["choices"])) | most
        case "choice":
            return _of(field["choices"])
        case "yes-no":
            return _of([{"id": answer} for answer in YES_NO])
    pattern = _PATTERNS.get(field["type"])
    return _TEXT | {"pattern": pattern} if pattern else _TEXT
