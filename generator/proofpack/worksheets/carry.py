"""A new packet that begins with the answers of another one, of the same worksheet or of another."""

from __future__ import annotations

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.adopt import adopt
from proofpack.worksheets.packet import Raw, fresh


def carried(
    schema: WorksheetSchema, name: str, time: str, other: WorksheetSchema, packet: Raw
) -> tuple[Raw, list[str]]:
    """Return a packet with the answers of another, and the places of those that it has no field for.

    In the same worksheet every answer has its place. In another, a record takes answers by the ids of
    its fields, or by the standard attributes they map to, and any other part those of its own id.

    Args:
        schema: the worksheet of the new packet.
        name: what that is called.
        time: the time, as `2026-11-21T02:14:00Z`.
        other: the worksheet of the other packet.
        packet: that, canonical.
    """
    begun = fresh(schema, name, time)
    if schema.id == other.id:
        same = {key: packet[key] for key in ("answers", "orphans", "waived") if key in packet}
        return adopt(schema, begun | same).packet, []
    answered = {
        (part["id"], field["id"]): (field, packet["answers"][part["id"]][field["id"]])
        for part in other.parts
        for field in part["fields"]
        if field["id"] in packet["answers"].get(part["id"], {})
    }
    records = {part["id"] for part in other.parts if part["kind"] == "record"}
    answers: Raw = {}
    placed = set()
    for part in schema.parts:
        answers[part["id"]] = dict(begun["answers"].get(part["id"], {}))
        for (at, key), (there, value) in answered.items():
            near = at in records if part["kind"] == "record" else at == part["id"]
            fields = [field for field in part["fields"] if near and _same(field, there)]
            for field in fields:
                answers[part["id"]][field["id"]] = value
                placed.add((at, key))
    adopted = adopt(schema, begun | {"answers": answers})
    strange = [orphan["at"] for orphan in adopted.packet["orphans"]]
    unplaced = [f"{at}.{key}" for at, key in answered if (at, key) not in placed]
    return adopted.packet | {"orphans": []}, [*unplaced, *strange]


def _same(field: Raw, other: Raw) -> bool:
    """Return whether two fields ask for the same: by their ids, or by the attribute they map to."""
    attribute = field.get("maps_to")
    return bool(field["id"] == other["id"] or (attribute and attribute == other.get("maps_to")))
