"""A packet as Markdown: for people and tickets. It is never read back.

What a reader typed stands in code, so that a ticket shows it letter for letter and renders none of it.
Each line of an answer holds the id of its field, by which people and programs can name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import ANSWERED, BOXES, CLOSING, HEAD, PINS, RENDERED
from proofpack.worksheets.formats.message import to_message
from proofpack.worksheets.packet import Raw
from proofpack.worksheets.progress import progress

_SPECIAL = re.compile(RENDERED)
_RUNS = re.compile("`+")


def to_markdown(schema: WorksheetSchema, packet: Raw) -> str:
    """Return a canonical packet as Markdown.

    Args:
        schema: the worksheet, for its words.
        packet: the packet.
    """
    return "\n".join(_lines(schema, packet)) + "\n"


def escaped(text: str) -> str:
    """Return a label as Markdown that shows it letter for letter, on one line."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text.replace("\n", " "))


def _lines(schema: WorksheetSchema, packet: Raw) -> Iterator[str]:
    yield f"# {escaped(packet['title'])}"
    yield ""
    for key in HEAD:
        if key != "title":
            yield from _answer("", f"{key.title()} (`{key}`)", packet[key])
    done, of = map(sum, zip(*progress(schema, packet).values(), strict=True))
    yield ""
    yield f"Answered: {done} of {of}. {ANSWERED}"
    for part in schema.parts:
        yield from ("", f"## {escaped(part['title'])} (`{part['id']}`)", "")
        yield from _part(schema, packet, part)
    for key, (_, *names) in PINS.items():
        if packet[key]:
            yield from ("", f"## {key.title()} (`@{key}`)", "")
        for pin in packet[key]:
            yield f"- (`{_key(pin['id'])}`):"
            for name in names:
                yield from _answer("  ", f"(`{name}`)", pin[name])
    if packet["orphans"]:
        yield from ("", "## Answers without a field (`@orphans`)", "")
    for orphan in packet["orphans"]:
        yield from _answer("", f"(`{_key(orphan['at'])}`)", orphan["value"])
    yield from ("", CLOSING)


def _key(name: str) -> str:
    """Return a name that is no id of a worksheet as it may stand in a code span."""
    return quote(name, safe="@[]") if name else "%"


def _part(schema: WorksheetSchema, packet: Raw, part: dict[str, Any]) -> Iterator[str]:
    kind, answer = part["kind"], packet["answers"].get(part["id"], {})
    if kind == "record":
        yield from _fields(part["fields"], answer, "")
    elif kind == "checklist":
        for item in part["items"]:
            settled = answer.get(item["id"], {})
            state = settled.get("state", "open")
            yield f"- [{BOXES.get(state, ' ')}] {_name(item)}"
            if state not in BOXES:
                yield from _answer("  ", "State (`state`)", state)
            yield from _because(settled, "  ")
    elif kind == "decision":
        yield from _answer("", "Option (`option`)", answer.get("option", ""))
        yield from _because(answer, "")
    elif kind == "classification":
        yield from _answer("", "Labels (`labels`)", answer.get("labels", []))
        yield from _because(answer, "")
    elif kind == "table":
        for row in part["rows"]:
            yield f"- {_name(row)}:"
            for column in part["columns"]:
                yield from _answer(
                    "  ", _name(column), answer.get(row["id"], {}).get(column["id"], "")
                )
    else:
        yield from _fenced(to_message(schema, packet, part["id"]), "")


def _name(named: dict[str, Any]) -> str:
    return f"{escaped(named['label'])} (`{named['id']}`)"


def _because(answer: Raw, indent: str) -> Iterator[str]:
    if answer.get("because"):
        yield from _answer(indent, "Because (`because`)", answer["because"])


def _fields(fields: list[Any], answers: Raw, indent: str) -> Iterator[str]:
    for field in fields:
        value = answers.get(field["id"], "")
        if field["type"] != "group":
            yield from _answer(indent, _name(field), value)
        elif not field["repeat"]:
            yield f"{indent}- {_name(field)}:"
            yield from _fields(field["fields"], value or {}, f"{indent}  ")
        elif not value:
            yield f"{indent}- {_name(field)}: open"
        else:
            for number, entry in enumerate(value, 1):
                yield f"{indent}- {_name(field)} {number}:"
                yield from _fields(field["fields"], entry, f"{indent}  ")


def _answer(indent: str, name: str, value: Any) -> Iterator[str]:
    """Yield the lines of an answer by its shape."""
    below = f"{indent}  "
    if not value:
        yield f"{indent}- {name}: open"
    elif isinstance(value, str):
        yield from _text(f"{indent}- {name}:", value, below)
    elif isinstance(value, dict):
        yield f"{indent}- {name}:"
        for key, inner in value.items():
            yield from _answer(below, f"(`{_key(key)}`)", inner)
    elif all(isinstance(inner, str) for inner in value):
        yield f"{indent}- {name}:"
        for inner in value:
            yield from _text(f"{below}-", inner, f"{below}  ")
    else:
        for number, inner in enumerate(value, 1):
            yield from _answer_entry(indent, f"{name} {number}", inner)


def _answer_entry(indent: str, name: str, entry: Raw) -> Iterator[str]:
    yield f"{indent}- {name}:"
    for key, inner in entry.items():
        yield from _answer(f"{indent}  ", f"(`{_key(key)}`)", inner)


def _text(head: str, value: str, below: str) -> Iterator[str]:
    if "\n" not in value:
        yield f"{head} {_code(value)}"
    else:
        yield head
        yield from _fenced(value, below)


def _code(value: str) -> str:
    ticks = "`" * (max(map(len, _RUNS.findall(value)), default=0) + 1)
    edges = value[0] + value[-1]
    pad = " " if "`" in edges or edges == "  " else ""
    return f"{ticks}{pad}{value}{pad}{ticks}"


def _fenced(value: str, indent: str) -> Iterator[str]:
    ticks = "`" * max(3, max(map(len, _RUNS.findall(value)), default=0) + 1)
    yield f"{indent}{ticks}text"
    yield from (f"{indent}{line}" if line else "" for line in value.split("\n"))
    yield f"{indent}{ticks}"
