"""Directives to resolved directives: each name with its options and with what it may name."""

from __future__ import annotations

from collections.abc import Callable

from proofpack.model.documents import Directive, Nodes, key_path
from proofpack.model.library.pages import ResolvedDirective
from proofpack.model.problems import Place, Problem
from proofpack.model.records.base import Names, did_you_mean
from proofpack.model.records.directives import (
    BUILT_IN_COLUMNS,
    OPTIONS,
    ROW_COLUMNS,
    ContractTable,
    PartPlace,
)
from proofpack.model.records.worksheets import PART_KINDS
from proofpack.project.validate.models import make

_ROWS = {"contract": "areas", "table": "rows"}
"""Directives that place areas, and the option that names them."""
_GUIDE_ONLY = ("related", "history")


def place_directive(
    directive: Directive, names: Names, in_guide: bool
) -> tuple[ResolvedDirective | None, list[Problem]]:
    """Check one directive.

    Args:
        directive: as read.
        names: declared ids.
        in_guide: whether the page is a guide; some directives show its front matter.

    Returns:
        The directive, or None, and every problem found.
    """
    name, place = directive.name, directive.place

    def problem(rule: str, what: str, remedy: str, at: Place = place, key: str = "") -> Problem:
        return Problem(at, rule, key or f"::: {name}", what, remedy)

    is_part = name in PART_KINDS and _names_part(directive)
    model = PartPlace if is_part else OPTIONS.get(name)
    if model is None:
        return None, [
            problem("unknown-directive", "unknown directive", did_you_mean(name, _may_be(in_guide)))
        ]
    if name in _GUIDE_ONLY and not in_guide:
        return None, [problem("directive", "only a guide has this", "Delete it here.")]
    nodes = directive.options or Nodes(place.path, {}, {(): place}, {})
    if directive.broken:
        return None, []
    options, problems = make(model, nodes, names)
    problems = [
        Problem(
            fault.place, fault.rule, f"::: {name} {fault.key}".rstrip(), fault.what, fault.remedy
        )
        for fault in problems
    ]
    problems += _argument(directive, names, problem)
    if name in _ROWS and not is_part:
        areas, more = _areas(directive, nodes, names)
        problems += more + _columns(directive, areas, nodes, names)
        if isinstance(options, ContractTable):
            options = options.model_copy(update={"areas": areas})
    if name == "faq":
        problems += _questions(directive, nodes, names)
    if options is None or problems:
        return None, problems
    return ResolvedDirective(name, directive.argument, options, place.line), []


def _may_be(in_guide: bool) -> list[str]:
    """Return the directives that a page may have."""
    return [name for name in OPTIONS if in_guide or name not in _GUIDE_ONLY]


def _names_part(directive: Directive) -> bool:
    """Return whether a directive names a part: worksheets have tables, and there are decision tables."""
    return directive.name != "table" or "." in directive.argument


def _argument(
    directive: Directive, names: Names, problem: Callable[[str, str, str], Problem]
) -> list[Problem]:
    """Check what a directive names."""
    name, argument = directive.name, directive.argument
    if name in PART_KINDS and _names_part(directive):
        kind, known, wanted = f"{name} of worksheets", name, "WORKSHEET.PART"
    elif name == "fields":
        kind, known, wanted = "record of worksheets", "record", "WORKSHEET.PART"
    elif name in ("contract", "table", "worksheet", "faq"):
        kind, known, wanted = name, name, name.upper()
    elif name == "symptoms":
        kind, known, wanted = name, "table with symptoms", "TABLE"
    elif argument:
        return [problem("directive", f'"{argument}" after the name', "It takes nothing there.")]
    else:
        return []
    if not argument:
        if name == "contract":
            return []
        return [problem("directive", "nothing is named", f"Wanted: `::: {name} {wanted}`.")]
    if names.lacks(kind, argument):
        other = next((k for k in PART_KINDS if argument in names.of(f"{k} of worksheets")), None)
        hint = f"It is a {other}: write `::: {other} {argument}`." if other else ""
        hint = hint or did_you_mean(argument, names.of(kind))
        return [problem("unknown-id", f'no {known} is called "{argument}"', hint)]
    return []


def _listed(nodes: Nodes, key: str) -> list[tuple[int, str]]:
    """Return the texts of a list among the options, with their positions, whatever else is wrong."""
    listed = nodes.data.get(key) if isinstance(nodes.data, dict) else None
    entries = listed if isinstance(listed, list) else listed if isinstance(listed, dict) else []
    return [(position, entry) for position, entry in enumerate(entries) if isinstance(entry, str)]


def _areas(directive: Directive, nodes: Nodes, names: Names) -> tuple[list[str], list[Problem]]:
    """Return the areas of a table written in full, and what is wrong with them."""
    contract, rows = directive.argument, _ROWS[directive.name]
    listed = _listed(nodes, rows)
    if not listed and not contract and directive.name == "contract":
        remedy = "Write `::: contract CONTRACT`, or list `areas:` as `contract.area`."
        return [], [Problem(directive.place, "no-rows", "::: contract", "no areas", remedy)]
    full: list[str] = []
    problems: list[Problem] = []
    for position, name in listed:
        ref = name if "." in name or not contract else f"{contract}.{name}"
        full.append(ref)
        if names.lacks("area", ref):
            known = {area.removeprefix(f"{contract}.") for area in names.of("area")}
            what = f'no {rows.removesuffix("s")} is called "{name}"'
            path = (rows, position)
            place, key = nodes.place(path), f"::: {directive.name} {key_path(path)}"
            problems.append(Problem(place, "unknown-id", key, what, did_you_mean(name, known)))
    return full, problems


def _columns(directive: Directive, areas: list[str], nodes: Nodes, names: Names) -> list[Problem]:
    """Return what is wrong with the columns and headings of a table."""
    problems: list[Problem] = []
    rows = [area for area in areas if area in names.of("area")]
    rows = rows or sorted(names.of(f"area of {directive.argument}"))
    contracts = {row.partition(".")[0] for row in rows}
    facets = {facet for contract in contracts for facet in names.of(f"facet of {contract}")}
    columns, name = _listed(nodes, "columns"), directive.name
    built_in = (*BUILT_IN_COLUMNS, *(ROW_COLUMNS if name == "table" else ()))
    for position, column in columns:
        path = ("columns", position)
        place, key = nodes.place(path), f"::: {name} {key_path(path)}"
        if column not in (*built_in, *facets):
            if f"{name}s" not in names.unread:
                others = {each for _, each in columns}
                everywhere = facets.intersection(*(names.of(f"facet of {row}") for row in rows))
                hint = did_you_mean(column, {*built_in, *everywhere} - others)
                what = f'no column is called "{column}"'
                problems.append(Problem(place, "unknown-id", key, what, hint))
        elif column not in built_in:
            without = [row for row in rows if column not in names.of(f"facet of {row}")]
            if without:
                what = f'no facet "{column}" in {", ".join(without)}'
                remedy = f"Write it in the {name}, or leave the row or the column out."
                problems.append(Problem(place, "missing-facet", key, what, remedy))
    known = [column for _, column in columns]
    headed = {column for _, column in _listed(nodes, "headings")}
    free = [each for each in known if each in (*built_in, *facets) and each not in headed]
    for _, column in _listed(nodes, "headings"):
        if column not in known:
            place = nodes.key_place(("headings", column))
            key, what = f"::: {name} headings.{column}", "a heading for no column of this table"
            problems.append(Problem(place, "unknown-id", key, what, did_you_mean(column, free)))
    return problems


def _questions(directive: Directive, nodes: Nodes, names: Names) -> list[Problem]:
    kind = f"question of {directive.argument}"
    return [
        Problem(
            nodes.place(path := ("only", position)),
            "unknown-id",
            f"::: faq {key_path(path)}",
            f'no question is called "{question}"',
            did_you_mean(question, names.of(kind) - {each for _, each in _listed(nodes, "only")}),
        )
        for position, question in _listed(nodes, "only")
        if names.lacks(kind, question)
    ]
