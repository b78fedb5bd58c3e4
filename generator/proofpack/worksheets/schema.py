"""The JSON Schema of the packets of one worksheet, for editors and for programs that take packets."""

from __future__ import annotations

import re
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import (
    FIELD_FORMATS,
    FORMAT,
    FORMS,
    HEAD,
    LISTS,
    SETTLED_TIMES,
    YES_NO,
)

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_FORMED = {
    "utc-time": {"$ref": "#/$defs/time"},
    "date": {"pattern": r"^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    **{kind: {"pattern": f"^(?:{form})?$"} for kind, form in (FORMS | FIELD_FORMATS).items()},
}
_RAW = ["string", "array", "object"]
_NAME, _LETTER = re.compile(r"\(\?P<[a-zA-Z]+>"), re.compile(r"\\.|\[[^]]*\]|[a-z ]")


def _time() -> dict[str, Any]:
    """Return what a time looks like in a file. JSON Schema has no flag for small and capital letters."""
    spellings = [_LETTER.sub(_either, _NAME.sub("(?:", form)) for form in SETTLED_TIMES]
    return {
        "type": "string",
        "description": "A time that says its day and its offset from UTC. It is kept in UTC.",
        "pattern": f"^(?:{'|'.join(spellings)})?$",
    }


def _either(match: re.Match[str]) -> str:
    """Return a letter, or a class of letters, as small or capital; and a space as several."""
    letters = match[0]
    if letters.startswith("["):
        return letters.replace("a-z", "A-Za-z").replace("ap", "apAP").replace("t ", "tT ")
    if letters == " ":
        return "(?:[ \u00a0\u202f]+)"
    return f"[{letters.upper()}{letters}]" if letters.isalpha() else letters


def schema(worksheet: WorksheetSchema) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the packets of a worksheet.

    Args:
        worksheet: the worksheet.
    """
    pins = {kind: _list(_object(dict.fromkeys(keys, _TEXT))) for kind, keys in LISTS.items()}
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
        "$defs": {"time": _time()},
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
    instead = [*_ids(field["choices"]), *filter(None, [field["default"]])]
    form = _FORMED.get(field.get("format", field["type"]))
    if form and instead:
        return _TEXT | {"anyOf": [form, {"enum": instead}]}
    return _TEXT | form if form else _TEXT


def _ids(choices: list[Any]) -> list[str]:
    return [choice["id"] for choice in choices]
