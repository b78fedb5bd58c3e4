"""Rules about the messages of worksheets."""

from __future__ import annotations

from collections.abc import Iterator

from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.records.worksheets import SLOT, MessagePart


def internal_slot(context: RuleContext) -> Iterator[Finding]:
    """A message of a worksheet names a field that stays inside.

    A message leaves, and `sensitivity: internal` says that the field does not. Its slot stays open, with
    the label of the field.

    Take the slot out, or let the field leave: `sensitivity: public`, or `redact`.
    """
    for name, sheet in context.library.worksheets.items():
        inside = sheet.record.inside()
        for part in sheet.record.parts:
            if not isinstance(part, MessagePart):
                continue
            named = {slot for paragraph in part.template for slot in SLOT.findall(paragraph.text)}
            named |= {
                slot for paragraph in part.template for slot in (*paragraph.when, *paragraph.unless)
            }
            for slot in sorted(named & inside):
                place = context.place("part", f"{name}.{part.id}")
                what = f"the slot {{{slot}}} names a field that stays inside"
                yield Finding(
                    place, f"{name}.{part.id}", what, "Take it out, or let the field leave."
                )


RULES = (Rule(internal_slot, "error"),)
"""Messages that would tell what stays inside."""
