"""The decision tables of a worksheet as those who fill it in need them: rows with words, ready to show.

How far a row is carried is decided here, once for browsers and the command line: what a quote of today
or the provider's support confirms binds an answer, and the rest is shown with the word for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from proofpack.model.library import KnownArea, KnownFact, KnownTable, Library
from proofpack.model.library.facts import NOT_COMPARED
from proofpack.model.library.tables import row_of
from proofpack.model.records.bindings import TableBinding, TableDecision
from proofpack.model.records.contracts import AreaStatus
from proofpack.model.records.sources import Absence
from proofpack.model.records.tables import TableRow
from proofpack.model.records.worksheets import Worksheet
from proofpack.text.days import days_written, written
from proofpack.text.escape import plain


def bound_tables(library: Library, worksheet: Worksheet) -> list[dict[str, Any]]:
    """Return the decision tables that a worksheet binds, in the order of its file.

    Args:
        library: the project on one day.
        worksheet: the worksheet.
    """
    return [_bound(library, worksheet, binding) for binding in worksheet.verdicts]


def bound_facts(library: Library, worksheet: Worksheet) -> Iterator[KnownFact]:
    """Yield the facts on which the tables of a worksheet stand."""
    for binding in worksheet.verdicts:
        for row in library.tables[binding.table].areas:
            yield from row.facts


def _bound(library: Library, worksheet: Worksheet, binding: TableBinding) -> dict[str, Any]:
    table, places = library.tables[binding.table], worksheet.places()
    repeated = (places[field][1] for field in binding.inputs.values())
    return {
        "table": binding.table,
        "title": plain(table.record.title),
        "group": next((groups[0].split(".") for groups in repeated if groups), []),
        "inputs": [
            {"id": name, "label": plain(table.record.inputs[name].label), "at": field.split(".")}
            for name, field in binding.inputs.items()
        ],
        "decisions": [_decision(decision, places) for decision in binding.decisions],
        "rows": [
            _row(library, table, row)
            for row in table.areas
            if not set(row_of(row).when) & set(binding.unasked)
        ],
    }


def _decision(decision: TableDecision, places: Any) -> dict[str, Any]:
    at = decision.field.split(".")
    part = decision.field not in places
    return {
        "at": [*at, "option"] if part else at,
        "because": decision.because.split(".") if decision.because else [*at, "because"],
        "agree": decision.agree,
        "offers": decision.offers,
    }


def _row(library: Library, table: KnownTable, area: KnownArea) -> dict[str, Any]:
    row, facets = row_of(area), table.record.facets
    facts = [_fact(library, fact) for fact in area.facts]
    tunable = row.tunable
    return {
        "id": row.id,
        "title": plain(row.title),
        "when": row.when,
        "verdict": row.verdict,
        "words": plain(table.record.verdicts[row.verdict]),
        "binds": area.carries,
        "standing": area.standing,
        "said": _said(area, facts),
        "fallback": plain(row.fallback) if area.lapsed and row.fallback else "",
        "facts": facts,
        "facets": [[plain(facets[facet]), plain(text)] for facet, text in _stated(area, row)],
        "tunable": f"{plain(tunable.label)}: {plain(tunable.default)}" if tunable else "",
        "note": plain(tunable.note) if tunable and tunable.note else "",
    }


def _stated(area: KnownArea, row: TableRow) -> Iterator[tuple[str, str]]:
    """Yield the facets of a row. What lapsed facts carried is withheld."""
    for facet, text in row.facets.items():
        if not (area.lapsed and facet in area.asserts):
            yield facet, text


def _said(area: KnownArea, facts: list[dict[str, str]]) -> str:
    """Return what a row stands on, in a sentence."""
    if area.lapsed and area.record.fallback:
        return plain(area.record.fallback)
    if confirmed := area.record.confirmed:
        if confirmed.status is AreaStatus.INTERNAL_POLICY and confirmed.by and confirmed.on:
            head = f"Our own rule, decided by {plain(confirmed.by)} on {written(confirmed.on)}"
        else:
            head = confirmed.status.value.replace("-", " ").capitalize()
        return f"{head}: {plain(confirmed.basis)}"
    if not facts:
        return "To verify: no fact settles it."
    first = facts[0]
    quoted = f'The page says "{first["quote"]}"' if first["quote"] else first["says"]
    return f"{quoted} ({first['title']}, {first['state']}: {first['source']})."


def _fact(library: Library, fact: KnownFact) -> dict[str, str]:
    source = library.sources[fact.ref.partition(".")[0]]
    return {
        "title": plain(source.record.title),
        "says": plain(fact.record.says),
        "quote": "" if isinstance(fact.record, Absence) else fact.record.quote,
        "source": source.record.url,
        "state": days_written(_state(fact, source.accessed.isoformat() if source.accessed else "")),
    }


def _state(fact: KnownFact, read: str) -> str:
    """Return what is known of a fact, with its last day."""
    word = fact.state
    if word == NOT_COMPARED:
        return f"{word}: its page was {f'last read on {read}' if read else 'not read yet'}"
    last = f"last confirmed on {fact.confirmed}" if fact.confirmed else "never confirmed"
    if word == "lapsed":
        return f"lapsed, {last}"
    return f"held, {last}: {fact.trouble}" if word == "held" else f"{word} on {fact.confirmed}"
