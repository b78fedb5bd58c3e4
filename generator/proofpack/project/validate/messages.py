"""Messages of worksheets: their slots and conditions name fields that there are, and values of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.problems import Problem
from proofpack.model.records.base import did_you_mean
from proofpack.model.records.worksheets import ANSWERED, MessagePart, Paragraph, Worksheet

_SLOT = re.compile(r"\{([^{}\n]*)\}")


def message_problems(nodes: Nodes, worksheet: Worksheet) -> Iterator[Problem]:
    """Yield what is wrong with the messages of a worksheet.

    Args:
        nodes: the file.
        worksheet: its record.
    """
    known = worksheet.slots()
    for position, part in enumerate(worksheet.parts):
        if isinstance(part, MessagePart):
            # A template may be written as its text alone.
            listed = isinstance(nodes.data["parts"][position]["template"], list)
            for number, paragraph in enumerate(part.template):
                path: KeyPath = ("parts", position, "template", *((number,) if listed else ()))
                for slot in _SLOT.findall(paragraph.text):
                    text = (*path, "text") if listed else path
                    yield from _named(nodes, text, slot, known)
                yield from _conditions(nodes, path, paragraph, known)


def _conditions(
    nodes: Nodes, path: KeyPath, paragraph: Paragraph, known: dict[str, list[str]]
) -> Iterator[Problem]:
    for key, condition in (("when", paragraph.when), ("unless", paragraph.unless)):
        for slot, values in condition.items():
            there = (*path, key, slot)
            yield from _named(nodes, there, slot, known)
            yield from _valued(nodes, there, values, known.get(slot, []))


def _named(
    nodes: Nodes, path: KeyPath, slot: str, known: dict[str, list[str]]
) -> Iterator[Problem]:
    if slot not in known:
        place = nodes.key_place(path) if path[-1] == slot else nodes.place(path)
        what = f"the slot {{{slot}}} names no field"
        remedy = f"Known: {', '.join(sorted(known))}."
        yield Problem(place, "unknown-id", key_path(path), what, remedy)


def _valued(nodes: Nodes, path: KeyPath, values: list[str], known: list[str]) -> Iterator[Problem]:
    if not values:
        what, remedy = "no value is named", f"List one, or `{ANSWERED}` for any."
        yield Problem(nodes.key_place(path), "empty", key_path(path), what, remedy)
    for number, value in enumerate(values):
        if known and value not in (*known, ANSWERED):
            at = (*path, number)
            what, remedy = f'no choice is called "{value}"', did_you_mean(value, known)
            yield Problem(nodes.place(at), "unknown-id", key_path(at), what, remedy)
