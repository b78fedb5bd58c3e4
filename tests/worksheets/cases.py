"""What becomes of answers when a worksheet has changed: by hand, a case for each way."""

from __future__ import annotations

from typing import Any, NamedTuple

from proofpack.project.worksheet_schema import WorksheetSchema, with_fields


class Case(NamedTuple):
    """An old packet and what it is today.

    Attributes:
        answers: as they stand in the file.
        fitted: as they stand in the worksheet of today.
        orphans: what no field takes, by its path.
        moved: what stands elsewhere now, before and after.
        before: orphans that the packet had already.
    """

    answers: Any
    fitted: dict[str, Any]
    orphans: list[tuple[str, Any]]
    moved: list[tuple[str, str]]
    before: list[tuple[str, Any]]


def named(name: str, *was: str) -> dict[str, Any]:
    """Return a thing with an id, and with earlier ones."""
    return {"id": name, "label": name.title(), "was": list(was)}


def field_of(name: str, kind: str = "text", *was: str, **more: Any) -> dict[str, Any]:
    """Return a field of a type."""
    base = {"type": kind, "required": False, "default": "", "example": "", "sensitivity": "public"}
    return {**named(name, *was), **base, "choices": [], "fields": [], "repeat": False, **more}


def part_of(name: str, kind: str, *was: str, **more: Any) -> dict[str, Any]:
    """Return a part of a kind."""
    head = {"id": name, "kind": kind, "title": name.title(), "was": list(was), **more}
    return with_fields(head)


_TRIES = [field_of("status", "code", "http-status"), field_of("notes", "list")]
SHEET = WorksheetSchema(
    {
        "schema": 1,
        "id": "note",
        "version": "2",
        "title": "Note",
        "guides": [],
        "facts": [],
        "parts": [
            part_of(
                "record",
                "record",
                "details",
                fields=[
                    field_of("summary", "long-text", "text"),
                    field_of("result", "choice", choices=[named("pass", "ok"), named("fail")]),
                    field_of("layers", "choices", choices=[named("a", "x"), named("b")]),
                    field_of("steps", "list"),
                    field_of("place", "group", fields=[field_of("city"), field_of("404")]),
                    field_of("attempt", "group", "try", repeat=True, fields=_TRIES),
                ],
            ),
            part_of("checks", "checklist", items=[named("read", "seen"), named("sent")]),
            part_of("way", "decision", options=[named("retry", "again"), named("stop")]),
            part_of(
                "kind",
                "classification",
                labels=[named("ours"), named("theirs", "them")],
                several=True,
            ),
            part_of(
                "cells",
                "table",
                given="Row",
                columns=[named("seen"), named("meant", "want")],
                rows=[named("one", "first"), named("two")],
            ),
            part_of(
                "letter",
                "message",
                template=[{"text": "We ask: {record.summary}", "when": {}, "unless": {}}],
            ),
        ],
    }
)


def _case(
    answers: Any,
    fitted: dict[str, Any],
    orphans: tuple[tuple[str, Any], ...] = (),
    moved: tuple[tuple[str, str], ...] = (),
    before: tuple[tuple[str, Any], ...] = (),
) -> Case:
    return Case(answers, fitted, list(orphans), list(moved), list(before))


def _record(**fields: Any) -> dict[str, Any]:
    return {"record": fields}


CASES = {
    "a part was renamed": _case(
        {"details": {"summary": "s"}}, _record(summary="s"), moved=(("details", "record"),)
    ),
    "a field was renamed": _case(
        _record(text="s"), _record(summary="s"), moved=(("record.text", "record.summary"),)
    ),
    "a field of a group was renamed": _case(
        _record(attempt=[{"http-status": "503"}]),
        _record(attempt=[{"status": "503"}]),
        moved=(("record.attempt[0].http-status", "record.attempt[0].status"),),
    ),
    "a choice was renamed": _case(
        _record(result="ok"),
        _record(result="pass"),
        moved=(("record.result=ok", "record.result=pass"),),
    ),
    "one of several choices was renamed": _case(
        _record(layers=["b", "x"]),
        _record(layers=["a", "b"]),
        moved=(("record.layers=x", "record.layers=a"),),
    ),
    "an item was renamed": _case(
        {"checks": {"seen": {"state": "done"}}},
        {"checks": {"read": {"state": "done"}}},
        moved=(("checks.seen", "checks.read"),),
    ),
    "an option was renamed": _case(
        {"way": {"option": "again", "because": "b"}},
        {"way": {"option": "retry", "because": "b"}},
        moved=(("way.option=again", "way.option=retry"),),
    ),
    "a label was renamed": _case(
        {"kind": {"labels": ["them", "ours"]}},
        {"kind": {"labels": ["ours", "theirs"]}},
        moved=(("kind.labels=them", "kind.labels=theirs"),),
    ),
    "a row and a column were renamed": _case(
        {"cells": {"first": {"want": "w"}}},
        {"cells": {"one": {"meant": "w"}}},
        moved=(("cells.first", "cells.one"), ("cells.one.want", "cells.one.meant")),
    ),
    "both ids are answered": _case(
        _record(summary="new", text="old"), _record(summary="new"), (("record.text", "old"),)
    ),
    "the answer under today's id is empty": _case(
        _record(summary=" ", text="old"),
        _record(summary="old"),
        moved=(("record.text", "record.summary"),),
    ),
    "a field is gone": _case(
        _record(summary="s", gone=["a"]), _record(summary="s"), (("record.gone", ["a"]),)
    ),
    "a part is gone": _case({"gone": {"a": {"b": "c"}}}, {}, (("gone", {"a": {"b": "c"}}),)),
    "a field of an entry is gone": _case(
        _record(attempt=[{"status": "1"}, {"gone": "g", "status": "2"}]),
        _record(attempt=[{"status": "1"}, {"status": "2"}]),
        (("record.attempt[1].gone", "g"),),
    ),
    "a choice is gone": _case(_record(result="maybe"), _record(result="maybe")),
    "choices come in the order of the sheet, unknown ones last": _case(
        _record(layers=["z", "b", "y", "a", "b"]), _record(layers=["a", "b", "z", "y"])
    ),
    "a text became a list": _case(_record(steps="a\n\nb"), _record(steps=["a", "b"])),
    "a list became a text": _case(_record(summary=["a", "b"]), _record(summary="a\nb")),
    "a group repeats now": _case(
        _record(attempt={"status": "1"}), _record(attempt=[{"status": "1"}])
    ),
    "a group repeats no more": _case(_record(place=[{"city": "c"}]), _record(place={"city": "c"})),
    "a group of two entries repeats no more": _case(
        _record(place=[{"city": "c"}, {"city": "d"}]),
        {},
        (("record.place", [{"city": "c"}, {"city": "d"}]),),
    ),
    "a mapping where a text is wanted": _case(
        _record(summary={"a": "b"}), {}, (("record.summary", {"a": "b"}),)
    ),
    "a list of both texts and mappings": _case(
        _record(attempt=["a", {"b": "c"}]), {}, (("record.attempt", '["a",{"b":"c"}]'),)
    ),
    "an orphan of a list of lists finds a text field": _case(
        _record(summary=[["a"]]),
        _record(summary='[["a"]]'),
        moved=(("orphans.record.summary", "record.summary"),),
    ),
    "a state alone": _case({"checks": {"read": "done"}}, {"checks": {"read": {"state": "done"}}}),
    "open without a reason is nothing": _case({"checks": {"read": {"state": "open"}}}, {}),
    "a reason alone": _case(
        {"checks": {"read": {"because": "b"}}},
        {"checks": {"read": {"state": "open", "because": "b"}}},
    ),
    "more about an item than there is": _case(
        {"checks": {"read": {"state": "done", "by": "me"}}},
        {"checks": {"read": {"state": "done"}}},
        (("checks.read.by", "me"),),
    ),
    "an answer to a message": _case({"letter": {"a": "b"}}, {}, (("letter", {"a": "b"}),)),
    "a part of another shape": _case({"record": ["a"]}, {}, (("record", ["a"]),)),
    "answers of another shape": _case("none", {}, (("packet.answers", "none"),)),
    "keys that are whole numbers come first": _case(
        _record(place={"city": "c", "404": "d", "9": "e"}),
        _record(place={"404": "d", "city": "c"}),
        (("record.place.9", "e"),),
    ),
    "an orphan finds its field again": _case(
        {},
        _record(summary="s"),
        moved=(("orphans.record.summary", "record.summary"),),
        before=(("record.summary", "s"),),
    ),
    "an orphan finds its field under another id": _case(
        {},
        _record(summary="s"),
        moved=(("orphans.record.text", "record.text"), ("record.text", "record.summary")),
        before=(("record.text", "s"),),
    ),
    "an orphan finds its entry": _case(
        _record(attempt=[{"notes": ["n"]}]),
        _record(attempt=[{"status": "1", "notes": ["n"]}]),
        moved=(("orphans.record.attempt[0].status", "record.attempt[0].status"),),
        before=(("record.attempt[0].status", "1"),),
    ),
    "an orphan of an entry that is no more": _case(
        _record(attempt=[{"status": "1"}]),
        _record(attempt=[{"status": "1"}]),
        (("record.attempt[3].notes", ["n"]),),
        before=(("record.attempt[3].notes", ["n"]),),
    ),
    "an orphan whose field is answered": _case(
        _record(summary="new"),
        _record(summary="new"),
        (("record.summary", "old"),),
        before=(("record.summary", "old"),),
    ),
    "orphans keep their order, and none is there twice": _case(
        _record(gone="g"),
        {},
        (("z", "1"), ("a", "2"), ("a", "3"), ("record.gone", "g")),
        before=(("z", "1"), ("a", "2"), ("a", "3"), ("z", "1"), ("e", "")),
    ),
}
"""By what has changed."""
