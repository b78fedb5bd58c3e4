"""Decision tables on worksheets: cases by hand, and packets by chance, for both runtimes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from tests.worksheets.cases import field_of, named, part_of

INPUTS = ["status", "code", "shape"]
STATUSES, CODES, SHAPES = ["200", "429", "500", "none"], ["bad_field", "busy"], ["cut", "page"]
_CHOICES = ["retry", "stop", "ask"]


def row(name: str, verdict: str, **when: list[str]) -> dict[str, Any]:
    """Return a row of a table, as schemas hold it."""
    words = {"title": f"Row {name}", "words": verdict.upper(), "said": f'It says "{name}".'}
    return {"id": name, "when": when, "verdict": verdict, "binds": True, **words}


ROWS = [
    row("server", "retry", status=["500", "503"]),
    row("malformed", "stop", status=["500"], code=["bad_field"]),
    row("field", "stop", status=["403"]),
    row("blocked", "stop", status=["403"]),
    row("cut", "ask", status=["200"], shape=["cut"]),
    row("busy", "retry", status=["503"], code=["busy"]),
]
MATCHING: list[tuple[dict[str, str], list[str], list[str]]] = [
    ({"status": "503", "code": "none"}, ["server"], []),
    ({"status": "500", "code": "bad_field"}, ["malformed"], []),
    ({"status": "500", "code": "none"}, ["server"], []),
    # The code may still say otherwise.
    ({"status": "500"}, [], ["code"]),
    # The code may make it more specific, and says the same.
    ({"status": "503"}, ["server"], []),
    ({"status": "503", "code": "busy"}, ["busy"], []),
    # Several explanations count.
    ({"status": "403"}, ["field", "blocked"], []),
    ({"status": "200"}, [], ["shape"]),
    ({"status": "200", "shape": "cut"}, ["cut"], []),
    ({"status": "200", "shape": "whole"}, [], []),
    ({"status": "418"}, [], []),
    ({"code": "bad_field"}, [], ["status", "shape"]),
    ({"shape": "cut"}, [], ["status", "code"]),
]
"""What somebody sees, the rows that count, and the inputs that decide which do."""


def _table(chance: random.Random, group: list[str], at: list[str]) -> dict[str, Any]:
    """Return a table with rows by chance, bound to fields of a record or of its entries."""
    values = {"status": STATUSES, "code": CODES, "shape": SHAPES}
    rows = []
    for number in range(chance.randint(2, 8)):
        names = chance.sample(INPUTS, chance.choice([0, 1, 1, 2, 2, 3]))
        when = {name: chance.sample(values[name], chance.randint(1, 2)) for name in names}
        made = row(f"r{number}", chance.choice(_CHOICES), **when)
        rows.append(made | {"binds": chance.random() < 0.8})
    agree = {
        verdict: [verdict, *chance.sample(_CHOICES, chance.randint(0, 1))] for verdict in _CHOICES
    }
    decided = {"at": [*at, "decision"], "because": [*at, "why"], "agree": agree}
    way = {"at": ["way", "option"], "because": ["way", "because"], "agree": agree}
    inputs = [{"id": name, "label": name.title(), "at": [*at, name]} for name in INPUTS]
    decisions = [decided] if group else [decided, way]
    head = {"table": "t", "title": "Table", "group": group, "inputs": inputs}
    return head | {"decisions": decisions, "rows": rows}


def sheet(chance: random.Random, number: int) -> WorksheetSchema:
    """Return a worksheet with two tables: of a record, and of its entries."""
    choices = [named(choice) for choice in _CHOICES]
    fields = [
        *(field_of("status", "code"), field_of("code"), field_of("shape", default="<SHAPE>")),
        *(field_of("decision", "choice", choices=choices), field_of("why", "long-text")),
    ]
    entry = field_of("attempt", "group", fields=fields, repeat=True)
    parts = [
        part_of("record", "record", fields=[*fields, entry]),
        part_of("way", "decision", options=choices),
    ]
    tables = [
        _table(chance, [], ["record"]),
        _table(chance, ["record", "attempt"], ["record", "attempt"]),
    ]
    head = {"schema": 1, "id": f"bound-{number}", "version": "1", "title": "Bound"}
    return WorksheetSchema(
        {**head, "guides": [], "facts": [], "parts": parts, "verdicts": tables},
    )


def _answers(chance: random.Random) -> dict[str, Any]:
    values = {
        "status": [*STATUSES, "418", "<HTTP_STATUS>"],
        "code": [*CODES, "empty"],
        "shape": [*SHAPES, "<SHAPE>", "whole"],
        "decision": [*_CHOICES, "never"],
        "why": ["We tried.", "<WHY>"],
    }
    return {name: chance.choice(some) for name, some in values.items() if chance.random() < 0.75}


def bound_packets(count: int) -> Iterator[tuple[WorksheetSchema, dict[str, Any]]]:
    """Yield packets with their worksheets, the same ones each time.

    Args:
        count: how many.
    """
    chance = random.Random(20261128)  # noqa: S311 - repeatable on purpose
    known = [sheet(chance, number) for number in range(20)]
    for number in range(count):
        entries = [_answers(chance) for _ in range(chance.randint(0, 3))]
        answers: dict[str, Any] = {"record": _answers(chance) | {"attempt": entries}}
        if chance.random() < 0.6:
            answers["way"] = {"option": chance.choice(_CHOICES)}
        head = {"packet": "proofpack/1", "worksheet": known[number % 20].id, "version": "1"}
        yield known[number % 20], {**head, "title": "Bound", "name": "P", "answers": answers}
