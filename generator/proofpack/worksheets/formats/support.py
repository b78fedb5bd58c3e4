"""A packet for support: its messages, and what may leave besides, in a few plain words.

No ids, no pins and nothing internal: who gets it can read it at once. What a reader typed is shown
letter for letter in each format, and renders nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofpack.model.records.worksheets import SLOT
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import ALSO, PLACEHOLDER, SUPPORT
from proofpack.worksheets.formats.message import in_words, paragraphs, to_message
from proofpack.worksheets.packet import Raw

_PLACEHOLDER = re.compile(PLACEHOLDER)
_ESCAPED = {name: re.compile(form["escape"] or "(?!)") for name, form in SUPPORT.items()}


def to_support(schema: WorksheetSchema, packet: Raw, form: str) -> str:
    """Return a canonical packet as it goes to support.

    Args:
        schema: the worksheet.
        packet: the packet.
        form: one of `SUPPORT`.
    """
    shape = SUPPORT[form]
    messages = [part["id"] for part in schema.parts if part["kind"] == "message"]
    told = {
        path
        for part in messages
        for one in paragraphs(schema, packet, part)
        for path in SLOT.findall(one["text"])
    }
    rows = [
        row
        for part in schema.parts
        for row in _rows(
            part["fields"], packet["answers"].get(part["id"], {}), part["id"], told, form
        )
    ]
    blocks = [shape["title"].replace("{}", _shown(schema.data["title"], form))]
    blocks += [_lines(to_message(schema, packet, part), form) for part in messages]
    if rows and messages:
        blocks.append(shape["head"].replace("{}", ALSO))
    return "\n\n".join([*blocks, *(["\n".join(rows)] if rows else [])]) + "\n"


def _shown(text: str, form: str) -> str:
    """Return a text as a format shows it letter for letter."""
    shape = SUPPORT[form]

    def escaped(match: re.Match[str]) -> str:
        kept = match[0].startswith("http")
        return match[0] if kept else f"{shape['before']}{match[0]}{shape['after']}"

    return _ESCAPED[form].sub(escaped, text)


def _lines(text: str, form: str) -> str:
    shown = _shown(text, form)
    return re.sub(r"(?<!\n)\n(?!\n)", lambda _: SUPPORT[form]["break"], shown)


def _rows(
    fields: list[Raw], answers: Raw, at: str, told: set[str], form: str, head: str = ""
) -> Iterator[str]:
    """Yield a row for each answer that may leave and that no message has told."""
    for field in fields:
        value, name = answers.get(field["id"]), field["label"]
        if not value or field["sensitivity"] == "internal":
            continue
        if field["type"] == "group":
            entries = value if isinstance(value, list) else [value]
            for number, entry in enumerate(entries, 1):
                inner = f"{head}{name} {number}, " if len(entries) > 1 else f"{head}{name}, "
                yield from _rows(field["fields"], entry, at, told, form, inner)
        elif f"{at}.{field['id']}" not in told and not _is_placeholder(value):
            yield _row(f"{head}{name}", in_words(field, value), form)


def _is_placeholder(value: object) -> bool:
    return isinstance(value, str) and bool(_PLACEHOLDER.fullmatch(value))


def _row(label: str, value: str, form: str) -> str:
    shape = SUPPORT[form]
    before, between, after = shape["row"].split("{}")
    if "\n" in value:
        between = between.rstrip(" ")
        fence = shape["fence"]
        kept = value.replace(fence, f"{fence[0]} {fence[1:]}") if fence else value
        value = f"\n{fence}\n{kept}\n{fence}" if fence else f"\n{kept}"
    else:
        value = _shown(value, form)
    return f"{before}{_shown(label, form)}{between}{value}{after}"
