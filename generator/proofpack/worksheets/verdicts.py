"""What decision tables say about the answers of a packet: the rows that count, and what is against them.

What a row says, and whether it binds anybody, comes ready
from the schema of the worksheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.constants import PLACEHOLDER
from proofpack.worksheets.packet import Raw

_PLACEHOLDER = re.compile(PLACEHOLDER)


def matching(
    rows: Sequence[Any], inputs: Sequence[str], seen: Mapping[str, str]
) -> tuple[list[Any], list[str]]:
    """Return the rows that count for what somebody sees, or the inputs that decide which do.

    Of the rows whose conditions hold, those with the most count. While a row with more conditions may
    still come to hold, and would say something else, none counts yet.

    Args:
        rows: mappings with `when` and `verdict`.
        inputs: the inputs that are asked for, in order.
        seen: value by input, of those that are answered.
    """
    possible = [
        row
        for row in rows
        if all(seen.get(name, values[0]) in values for name, values in row["when"].items())
    ]
    holding = [row for row in possible if all(name in seen for name in row["when"])]
    most = max((len(row["when"]) for row in holding), default=-1)
    best = [row for row in holding if len(row["when"]) == most]
    best_verdicts = {row["verdict"] for row in best}
    rivals = [
        row for row in possible if len(row["when"]) > most and row["verdict"] not in best_verdicts
    ]
    wanted = [
        name for name in inputs if name not in seen and any(name in row["when"] for row in rivals)
    ]
    return ([] if wanted else best), wanted


def verdicts(schema: WorksheetSchema, packet: Raw, typing: str = "") -> list[Raw]:
    """Return what the tables of a worksheet say about a packet, where it says what somebody sees.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
        typing: path of a field that is being filled in.

    Returns:
        For each table, and each entry where its fields repeat: `table`, the table's position; `entry`;
        `about`, the inputs that bear on it; `rows`, the ids of those that count; `wanted`, the inputs
        that decide; and `against`, the answers that contradict: `at`, the `answer`, where the `reason`
        stands, what it is (`because`), the `row` that binds, and the choices that `agree` with it.
    """
    answers = packet["answers"]
    return [
        _said(bound, position, entry, answers, seen)
        for position, bound in enumerate(schema.verdicts)
        for entry in range(_entries(answers, bound["group"]))
        if (seen := _seen(bound, answers, entry, typing))
    ]


def findings(
    schema: WorksheetSchema, packet: Raw, typing: str = ""
) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield rule, path and slots for each answer that is against what is documented.

    Args:
        schema: the worksheet.
        packet: a canonical packet.
        typing: path of a field that is being filled in.
    """
    for verdict in verdicts(schema, packet, typing):
        rows = schema.verdicts[verdict["table"]]["rows"]
        for against in verdict["against"]:
            row = next(row for row in rows if row["id"] == against["row"])
            slots = {
                "answer": against["answer"],
                "row": row["title"],
                "verdict": row["words"],
                "said": row["said"],
                "agree": " or ".join(against["agree"]),
            }
            rule = "against-with-reason" if against["because"] else "against-documented"
            yield rule, against["at"], slots


def _said(bound: Raw, position: int, entry: int, answers: Raw, seen: dict[str, str]) -> Raw:
    inputs = [asked["id"] for asked in bound["inputs"]]
    rows, wanted = matching(bound["rows"], inputs, seen)
    return {
        "table": position,
        "entry": entry,
        "about": _about(bound["rows"], inputs, seen),
        "rows": [row["id"] for row in rows],
        "wanted": wanted,
        "against": list(_against(bound, rows, answers, entry)),
    }


def _about(rows: list[Any], inputs: list[str], seen: dict[str, str]) -> list[str]:
    """Return the inputs of all rows of which a condition holds, or those that are answered."""
    near = [
        row for row in rows if any(seen.get(name) in some for name, some in row["when"].items())
    ]
    about = [name for row in near for name in row["when"]] or list(seen)
    return [name for name in inputs if name in about]


def _against(bound: Raw, rows: list[Any], answers: Raw, entry: int) -> Iterator[Raw]:
    row = next((row for row in rows if row["binds"]), None)
    if row is None:
        return
    for decision in bound["decisions"]:
        answer = _value(answers, decision["at"], bound["group"], entry)
        agree = decision["agree"].get(row["verdict"], [])
        known = {option for options in decision["agree"].values() for option in options}
        if answer in known and answer not in agree:
            yield {
                "at": path_of(decision["at"], bound["group"], entry),
                "reason": path_of(decision["because"], bound["group"], entry),
                "answer": answer,
                "because": _value(answers, decision["because"], bound["group"], entry),
                "row": row["id"],
                "agree": agree,
            }


def _seen(bound: Raw, answers: Raw, entry: int, typing: str) -> dict[str, str]:
    """Return what is answered. What is being typed counts once it is what some row is for."""
    seen = {}
    for asked in bound["inputs"]:
        name, value = asked["id"], _value(answers, asked["at"], bound["group"], entry)
        named = any(value in row["when"].get(name, ()) for row in bound["rows"])
        is_typed = path_of(asked["at"], bound["group"], entry) == typing and not named
        if value and not is_typed and not _PLACEHOLDER.fullmatch(value):
            seen[name] = value
    return seen


def _entries(answers: Raw, group: list[str]) -> int:
    """Return how often a table is asked: once, or once an entry."""
    return len(_at(answers, group) or ()) if group else 1


def _at(value: Any, path: Sequence[str]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _value(answers: Raw, at: list[str], group: list[str], entry: int) -> str:
    """Return the answer of a field, in an entry where it repeats."""
    if group and at[: len(group)] == group:
        entries: list[Any] = _at(answers, group)
        value = _at(entries[entry], at[len(group) :])
    else:
        value = _at(answers, at)
    return value if isinstance(value, str) else ""


def path_of(at: list[str], group: list[str], entry: int) -> str:
    """Return the path of a field, with the number of its entry where it repeats.

    Args:
        at: the path without.
        group: the path of the group that repeats, or nothing.
        entry: the number of the entry.
    """
    if group and at[: len(group)] == group:
        return f"{'.'.join(group)}[{entry}].{'.'.join(at[len(group) :])}"
    return ".".join(at)
