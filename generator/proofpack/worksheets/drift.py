"""What has changed since a packet was made: its worksheet, its guides, the facts it relied on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from proofpack.model.library import Library
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.adopt import Adopted
from proofpack.worksheets.packet import Raw

Kind = Literal["worksheet", "answer", "guide", "fact"]


class DriftEntry(Struct, frozen=True):
    """One thing that is no longer as it was.

    Attributes:
        kind: what it is.
        name: id of the worksheet, path of the answer, id of the guide, or `source.fact`.
        what: what has changed, in words.
        then: what it was, or nothing.
        now: what it is, or nothing.
        matters: whether the packet may have to be looked at anew for it. A fact whose words were found
            again on a later day does not.
    """

    kind: Kind
    name: str
    what: str
    then: str = ""
    now: str = ""
    matters: bool = True


class Drift(Struct, frozen=True):
    """A packet against the project of today.

    Attributes:
        changes: what has changed, in order.
        facts: how many facts the packet is pinned to, and how many of them are as they were.
        guides: the same of guides.
    """

    changes: tuple[DriftEntry, ...]
    facts: tuple[int, int]
    guides: tuple[int, int]

    @property
    def matters(self) -> bool:
        """Whether anything has changed for which the packet should be looked at anew."""
        return any(change.matters for change in self.changes)


def drift(library: Library, schema: WorksheetSchema, adopted: Adopted) -> Drift:
    """Compare a packet with the project of today.

    Args:
        library: the project.
        schema: the worksheet of today.
        adopted: the packet, fitted to it.
    """
    packet = adopted.packet
    changes = [
        *_worksheet(schema, packet),
        *_answers(adopted),
        *(change for pin in packet["guides"] for change in _guide(library, schema, pin)),
        *(change for pin in packet["facts"] for change in _fact(library, schema, pin)),
    ]
    facts, guides = (_kept(kind, packet, changes) for kind in ("fact", "guide"))
    return Drift(tuple(changes), facts, guides)


def _kept(kind: str, packet: Raw, changes: list[DriftEntry]) -> tuple[int, int]:
    """Return how many things of a kind a packet is pinned to, and how many are as they were."""
    total = len(packet[f"{kind}s"])
    return total, total - len(
        {change.name for change in changes if change.kind == kind and change.matters}
    )


def _worksheet(schema: WorksheetSchema, packet: Raw) -> Iterator[DriftEntry]:
    then, now = packet["version"], schema.version
    if then != now:
        yield DriftEntry("worksheet", schema.id, "another version", then, now)


def _answers(adopted: Adopted) -> Iterator[DriftEntry]:
    for move in adopted.moves:
        yield DriftEntry("answer", move.before, "stands under another id", move.before, move.after)
    for at in adopted.orphaned:
        yield DriftEntry("answer", at, "no field takes it any more", at)


def _guide(library: Library, schema: WorksheetSchema, pin: Raw) -> Iterator[DriftEntry]:
    name = pin["id"]
    if name not in library.guides:
        yield DriftEntry("guide", name, "is no more")
        return
    now = next((guide for guide in schema.data["guides"] if guide["id"] == name), None)
    if now is None:
        yield DriftEntry("guide", name, "no longer places this worksheet")
        return
    if now["digest"] != pin["digest"]:
        yield DriftEntry("guide", name, "its text has changed", pin["digest"], now["digest"])
    if now["reviewed"] != pin["reviewed"]:
        what = "reviewed anew"
        yield DriftEntry("guide", name, what, pin["reviewed"], now["reviewed"], matters=False)


def _fact(library: Library, schema: WorksheetSchema, pin: Raw) -> Iterator[DriftEntry]:
    name = pin["id"]
    known = library.facts.get(name)
    if known is None:
        yield DriftEntry("fact", name, "is no more", pin["quote"])
        return
    now: dict[str, Any] | None = next(
        (fact for fact in schema.data["facts"] if fact["id"] == name), None
    )
    if now is None:
        yield DriftEntry("fact", name, "its guides no longer stand on it", pin["quote"])
        return
    if now["quote"] != pin["quote"]:
        yield DriftEntry("fact", name, "its quote has changed", pin["quote"], now["quote"])
    if now["source"] != pin["source"]:
        yield DriftEntry("fact", name, "its page has another address", pin["source"], now["source"])
    if known.trouble:
        yield DriftEntry("fact", name, known.trouble, pin["confirmed"])
    elif now["confirmed"] != pin["confirmed"]:
        what = "found on another day" if now["confirmed"] else "not found since it was edited"
        yield DriftEntry(
            "fact", name, what, pin["confirmed"], now["confirmed"], matters=not now["confirmed"]
        )
