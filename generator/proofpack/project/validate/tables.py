"""Decision tables: conditions on inputs that there are, and rows that do not contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.library.tables import meet
from proofpack.model.problems import Problem
from proofpack.model.records.base import did_you_mean
from proofpack.model.records.tables import DecisionTable, Symptom, TableRow


def table_problems(nodes: Nodes, table: DecisionTable) -> Iterator[Problem]:
    """Yield what is wrong between the parts of a decision table.

    Args:
        nodes: the file.
        table: its record.
    """
    for position, row in enumerate(table.areas):
        free = [name for name in table.inputs if name not in row.when]
        for name, values in row.when.items():
            path = ("rows", position, "when", name)
            if name not in table.inputs:
                what, remedy = f'no input is called "{name}"', did_you_mean(name, free)
                yield Problem(nodes.key_place(path), "unknown-id", key_path(path), what, remedy)
            if not values:
                what, remedy = "no value is named", "List one, or leave the input out."
                yield Problem(nodes.key_place(path), "empty", key_path(path), what, remedy)
        if row.verdict not in table.verdicts:
            at: KeyPath = ("rows", position, "verdict")
            what = f'no verdict is called "{row.verdict}"'
            remedy = did_you_mean(row.verdict, table.verdicts)
            yield Problem(nodes.place(at), "unknown-id", key_path(at), what, remedy)
    yield from _contradictions(nodes, table)
    yield from _strays(nodes, table)
    for number, symptom in enumerate(table.symptoms):
        yield from _symptom_problems(nodes, table, number, symptom)


def _strays(nodes: Nodes, table: DecisionTable) -> Iterator[Problem]:
    """Yield the rows that stand under no symptom or several, and those without what is shown there."""
    under = Counter(row for symptom in table.symptoms for row in symptom.rows)
    for position, row in enumerate(table.areas if table.symptoms else ()):
        path: KeyPath = ("rows", position, "id")
        if under[row.id] != 1:
            what = (
                f'"{row.id}" stands under {"several symptoms" if under[row.id] else "no symptom"}'
            )
            remedy = "Name it in the `rows` of exactly one of `symptoms`."
            yield Problem(nodes.place(path), "stray-row", key_path(path), what, remedy)
        if row.step is None:
            what, remedy = f'"{row.id}" has no first step', "Add `step:`, about six words."
            yield Problem(nodes.place(path), "missing-key", key_path(path), what, remedy)


def _symptom_problems(
    nodes: Nodes, table: DecisionTable, number: int, symptom: Symptom
) -> Iterator[Problem]:
    """Yield the rows of a symptom that there are not, and values in its title that are not theirs."""
    rows = {row.id: row for row in table.areas}
    for position, name in enumerate(symptom.rows):
        if name not in rows:
            path: KeyPath = ("symptoms", number, "rows", position)
            what, remedy = f'no row is called "{name}"', did_you_mean(name, rows)
            yield Problem(nodes.place(path), "unknown-id", key_path(path), what, remedy)
    theirs = {value for name in symptom.rows if name in rows for value in _values(rows[name])}
    values = {value for row in table.areas for value in _values(row)}
    for word in re.findall(r"[\w.-]*\w", symptom.title):
        if theirs and word in values - theirs:
            at: KeyPath = ("symptoms", number, "title")
            what = f'it names "{word}", and none of its rows is for that'
            remedy = f"Its rows are for: {', '.join(sorted(theirs))}."
            yield Problem(nodes.place(at), "invalid", key_path(at), what, remedy)


def _values(row: TableRow) -> Iterator[str]:
    return (value for values in row.when.values() for value in values)


def _contradictions(nodes: Nodes, table: DecisionTable) -> Iterator[Problem]:
    """Yield the rows that may both count for what somebody sees, and come to different verdicts."""
    for (_, first), (position, second) in combinations(enumerate(table.areas), 2):
        alike = len(first.when) == len(second.when) and meet(first, second)
        if alike and first.verdict != second.verdict:
            path: KeyPath = ("rows", position, "when")
            what = f'what it is for may be what "{first.id}" is for, with another verdict'
            remedy = "Name one more input in one of them, or other values."
            yield Problem(nodes.key_place(path), "contradicting-rows", key_path(path), what, remedy)
