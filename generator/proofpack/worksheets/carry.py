"""A new packet that begins with the answers of another one, of the same worksheet or of another."""

from __future__ import annotations

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.adopt import adopt
from proofpack.worksheets.packet import Raw, fresh


def carried(
    schema: WorksheetSchema, name: str, made: str, other: WorksheetSchema, packet: Raw
) -> tuple[Raw, list[str]]:
    """Return a packet with the answers of another, and the places of those that it has no field for.

    In the same worksheet every answer has its place. In another, a record takes answers by the ids of
    its fields, and any other part those of the part with its id.

    Args:
        schema: the worksheet of the new packet.
        name: what that is called.
        made: the time, as `2026-11-21T02:14:00Z`.
        other: the worksheet of the other packet.
        packet: that, canonical.
    """
    begun = fresh(schema, name, made)
    if schema.id == other.id:
        kept = {key: packet[key] for key in ("answers", "orphans", "waived") if key in packet}
        return adopt(schema, begun | kept).packet, []
    given = {
        f"{part['id']}.{key}": value
        for part in other.parts
        for key, value in packet["answers"].get(part["id"], {}).items()
    }
    records = {part["id"] for part in other.parts if part["kind"] == "record"}
    answers: Raw = {}
    taken = set()
    for part in schema.parts:
        answers[part["id"]] = dict(begun["answers"].get(part["id"], {}))
        for path, value in given.items():
            at, _, key = path.partition(".")
            fits = at in records if part["kind"] == "record" else at == part["id"]
            if fits and any(field["id"] == key for field in part["fields"]):
                answers[part["id"]][key] = value
                taken.add(path)
    adopted = adopt(schema, begun | {"answers": answers})
    strange = [orphan["at"] for orphan in adopted.packet["orphans"]]
    left = [path for path in given if path not in taken]
    return adopted.packet | {"orphans": []}, [*left, *strange]
