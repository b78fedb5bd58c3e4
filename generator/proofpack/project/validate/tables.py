"""Decision tables: conditions on inputs that there are, and rows that do not contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from proofpack.model.documents import KeyPath, Nodes, key_path
from proofpack.model.library.tables import meet
from proofpack.model.problems import Problem
from proofpack.model.records.base import did_you_mean
from proofpack.model.records.tables import DecisionTable


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


def _contradictions(nodes: Nodes, table: DecisionTable) -> Iterator[Problem]:
    """Yield the rows that may both count for what somebody sees, and come to different verdicts."""
    for (_, first), (position, second) in combinations(enumerate(table.areas), 2):
        alike = len(first.when) == len(second.when) and meet(first, second)
        if alike and first.verdict != second.verdict:
            path: KeyPath = ("rows", position, "when")
            what = f'what it is for may be what "{first.id}" is for, with another verdict'
            remedy = "Name one more input in one of them, or other values."
            yield Problem(nodes.key_place(path), "contradicting-rows", key_path(path), what, remedy)
