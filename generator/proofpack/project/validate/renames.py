"""Earlier ids of a worksheet: each leads to one thing, and to none that is called so today.

Otherwise an old packet would hand its answer to whatever took the name over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.problems import Problem
from proofpack.model.records.worksheets import Named, Part, RecordPart, Worksheet, WorksheetField

_LISTS = ("items", "options", "labels", "columns", "rows")


def renames(nodes: Nodes, worksheet: Worksheet) -> Iterator[Problem]:
    """Yield what is wrong with the earlier ids of a worksheet.

    Args:
        nodes: its file.
        worksheet: what it says.
    """
    yield from _level(nodes, worksheet.parts, ("parts",))
    for position, part in enumerate(worksheet.parts):
        yield from _part(nodes, part, ("parts", position))


def _part(nodes: Nodes, part: Part, path: KeyPath) -> Iterator[Problem]:
    for key in _LISTS:
        yield from _level(nodes, getattr(part, key, ()), (*path, key))
    if isinstance(part, RecordPart):
        yield from _fields(nodes, part.fields, (*path, "fields"))


def _fields(nodes: Nodes, fields: list[WorksheetField], path: KeyPath) -> Iterator[Problem]:
    yield from _level(nodes, fields, path)
    for position, field in enumerate(fields):
        yield from _level(nodes, field.choices, (*path, position, "choices"))
        if field.fields:
            yield from _fields(nodes, field.fields, (*path, position, "fields"))


def _level(nodes: Nodes, named: Sequence[Named], path: KeyPath) -> Iterator[Problem]:
    ids = {entry.id for entry in named}
    for position, entry in enumerate(named):
        for number, earlier in enumerate(entry.renamed_from):
            here = (*path, position, "renamed_from", number)
            if earlier in ids:
                what = f'"{earlier}" is in use here'
                remedy = "An earlier id leads to one thing alone: drop it, or choose another id."
                yield Problem(nodes.place(here), "renamed-in-use", key_path(here), what, remedy)
            ids.add(earlier)
