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
_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
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
    paths = {
        path
        for part in messages
        for paragraph in paragraphs(schema, packet, part)
        for path in SLOT.findall(paragraph["text"])
    }
    rows = [
        _row(label, text, form)
        for part in schema.parts
        for label, text in _told(
            schema, packet, part["fields"], packet["answers"].get(part["id"], {}), part["id"], paths
        )
    ]
    blocks = [shape["title"].replace("{}", _shown(schema.title, form))]
    blocks += [_lines(to_message(schema, packet, part), form) for part in messages]
    if rows and messages:
        blocks.append(shape["head"].replace("{}", ALSO))
    return "\n\n".join([*blocks, *(["\n".join(rows)] if rows else [])]) + "\n"


def _shown(text: str, form: str) -> str:
    """Return a text as a format shows it letter for letter."""
    shape = SUPPORT[form]

    def escaped(match: re.Match[str]) -> str:
        is_address = match[0].startswith("http")
        return match[0] if is_address else f"{shape['before']}{match[0]}{shape['after']}"

    return _ESCAPED[form].sub(escaped, text)


def _lines(text: str, form: str) -> str:
    shown = _shown(text, form)
    return _BREAK.sub(lambda _: SUPPORT[form]["break"], shown)


def _told(
    schema: WorksheetSchema,
    packet: Raw,
    fields: list[Raw],
    answers: Raw,
    at: str,
    paths: set[str],
) -> Iterator[tuple[str, str]]:
    """Yield label and words of each answer that may leave and that no message has told.

    An entry of a group is one, as long as its answers stand on a line; its number is told once.
    """
    here = [f"{at}.{field['id']}" for field in fields]
    for field in fields:
        value, name = answers.get(field["id"]), field["label"]
        # What is taken from a decision is told with that.
        if not value or field["sensitivity"] == "internal" or field.get("decided_by"):
            continue
        if field["type"] == "group":
            entries = value if isinstance(value, list) else [value]
            for number, entry in enumerate(entries, 1):
                head = f"{name} {number}" if len(entries) > 1 else name
                rest = {
                    key: answer
                    for key, answer in entry.items()
                    if key != field.get("ordered_by") or answer != str(number)
                }
                others = {path for path in paths if path not in here}
                inner = list(_told(schema, packet, field["fields"], rest, at, others))
                short = "; ".join(f"{label} {text}" for label, text in inner if "\n" not in text)
                yield from [(head, short)] if short else []
                yield from ((f"{head}, {label}", text) for label, text in inner if "\n" in text)
        elif f"{at}.{field['id']}" not in paths and not _is_placeholder(value):
            yield name, in_words(schema, packet, field, value)


def _is_placeholder(value: object) -> bool:
    return isinstance(value, str) and bool(_PLACEHOLDER.fullmatch(value))


def _row(label: str, value: str, form: str) -> str:
    shape = SUPPORT[form]
    before, between, after = shape["row"].split("{}")
    if "\n" in value:
        between = between.rstrip(" ")
        fence = shape["fence"]
        body = value.replace(fence, f"{fence[0]} {fence[1:]}") if fence else value
        value = f"\n{fence}\n{body}\n{fence}" if fence else f"\n{body}"
    else:
        value = _shown(value, form)
    return f"{before}{_shown(label, form)}{between}{value}{after}"
