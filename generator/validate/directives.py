"""Directives to placements: each name with its options and with what it may name."""

from __future__ import annotations

from collections.abc import Callable

from ..library import Options, Placement
from ..load import Directive, Nodes
from ..problems import Place, Problem
from ..records.base import Names, Record, did_you_mean
from ..records.directives import (
    BUILT_IN_COLUMNS,
    ContractTable,
    FaqPlace,
    PartPlace,
    Plain,
    SourceList,
    WorksheetPlace,
)
from ..records.worksheets import PART_KINDS
from .models import make

OPTIONS: dict[str, type[Record]] = {
    "contract": ContractTable,
    "worksheet": WorksheetPlace,
    **dict.fromkeys(PART_KINDS, PartPlace),
    "faq": FaqPlace,
    "sources": SourceList,
    "related": Plain,
    "history": Plain,
    "guides": Plain,
}
_GUIDE_ONLY = ("related", "history")


def place_directive(
    directive: Directive, names: Names, in_guide: bool
) -> tuple[Placement | None, list[Problem]]:
    """Check one directive.

    Args:
        directive: as read.
        names: declared ids.
        in_guide: whether the page is a guide; some directives show its front matter.

    Returns:
        The placement, or None, and every problem found.
    """
    name, place = directive.name, directive.place

    def problem(rule: str, what: str, remedy: str, at: Place = place, key: str = "") -> Problem:
        return Problem(at, rule, key or f"::: {name}", what, remedy)

    model = OPTIONS.get(name)
    if model is None:
        return None, [
            problem("unknown-directive", "unknown directive", did_you_mean(name, OPTIONS))
        ]
    if name in _GUIDE_ONLY and not in_guide:
        return None, [problem("directive", "only a guide has this", "Delete it here.")]
    nodes = directive.options or Nodes(place.path, {}, {(): place}, {})
    options, problems = make(model, nodes, names)
    problems = [
        Problem(one.place, one.rule, f"::: {name} {one.key}".rstrip(), one.what, one.remedy)
        for one in problems
    ]
    problems += _argument(directive, names, problem)
    if isinstance(options, ContractTable):
        options, more = _table(directive, options, nodes, names)
        problems += more
    if isinstance(options, FaqPlace):
        problems += _questions(directive, options, nodes, names)
    if options is None or problems:
        return None, problems
    assert isinstance(options, Options)
    return Placement(name, directive.argument, options, place.line), []


def _argument(
    directive: Directive, names: Names, problem: Callable[[str, str, str], Problem]
) -> list[Problem]:
    """Check what a directive names."""
    name, argument = directive.name, directive.argument
    if name in PART_KINDS:
        kind, known, wanted = f"{name} of worksheets", name, "WORKSHEET.PART"
    elif name in ("contract", "worksheet", "faq"):
        kind, known, wanted = name, name, name.upper()
    elif argument:
        return [problem("directive", f'"{argument}" after the name', "It takes nothing there.")]
    else:
        return []
    if not argument:
        if name == "contract":
            return []
        return [problem("directive", "nothing is named", f"Wanted: `::: {name} {wanted}`.")]
    if argument not in names.of(kind):
        other = next((k for k in PART_KINDS if argument in names.of(f"{k} of worksheets")), None)
        hint = f"It is a {other}: write `::: {other} {argument}`." if other else ""
        hint = hint or did_you_mean(argument, names.of(kind))
        return [problem("unknown-id", f'no {known} is called "{argument}"', hint)]
    return []


def _table(
    directive: Directive, options: ContractTable, nodes: Nodes, names: Names
) -> tuple[ContractTable | None, list[Problem]]:
    """Write the areas of a table in full, and check its areas and columns."""
    problems: list[Problem] = []
    contract = directive.argument
    if not options.areas and not contract:
        remedy = "Write `::: contract CONTRACT`, or list `areas:` as `contract.area`."
        return None, [Problem(directive.place, "no-rows", "::: contract", "no areas", remedy)]
    full: list[str] = []
    for position, name in enumerate(options.areas):
        ref = name if "." in name or not contract else f"{contract}.{name}"
        full.append(ref)
        if ref not in names.of("area"):
            known = {one.removeprefix(f"{contract}.") for one in names.of("area")}
            what = f'no area is called "{name}"'
            key = f"::: contract areas[{position}]"
            place = nodes.place(("areas", position))
            problems.append(Problem(place, "unknown-id", key, what, did_you_mean(name, known)))
    known_areas = [one for one in full if one in names.of("area")]
    contracts = {one.partition(".")[0] for one in known_areas} | ({contract} - {""})
    facets = frozenset.union(frozenset(), *(names.of(f"facet of {one}") for one in contracts))
    columns = (*BUILT_IN_COLUMNS, *sorted(facets))
    wanted = known_areas or sorted(
        one for one in names.of("area") if one.startswith(f"{contract}.")
    )
    for position, column in enumerate(options.columns):
        key, place = f"::: contract columns[{position}]", nodes.place(("columns", position))
        if column not in columns:
            what, remedy = f'no column is called "{column}"', did_you_mean(column, columns)
            problems.append(Problem(place, "unknown-id", key, what, remedy))
        elif column in facets and column not in BUILT_IN_COLUMNS:
            without = [one for one in wanted if column not in names.of(f"facet of {one}")]
            if without:
                what = f'no facet "{column}" in {", ".join(without)}'
                remedy = "Write it in the contract, or leave the row or the column out."
                problems.append(Problem(place, "missing-facet", key, what, remedy))
    for column in options.headings:
        if column not in options.columns:
            place = nodes.key_place(("headings", column))
            key, what = f"::: contract headings.{column}", "a heading for no column of this table"
            hint = did_you_mean(column, options.columns)
            problems.append(Problem(place, "unknown-id", key, what, hint))
    return options.model_copy(update={"areas": full}), problems


def _questions(
    directive: Directive, options: FaqPlace, nodes: Nodes, names: Names
) -> list[Problem]:
    known = names.of(f"question of {directive.argument}")
    return [
        Problem(
            nodes.place(("only", position)),
            "unknown-id",
            f"::: faq only[{position}]",
            f'no question is called "{one}"',
            did_you_mean(one, known),
        )
        for position, one in enumerate(options.only)
        if one not in known
    ]
