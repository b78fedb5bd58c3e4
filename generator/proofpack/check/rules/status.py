"""What one guide states as documented and another leaves to verify."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.library import KnownArea, area_refs, directives
from proofpack.model.records.contracts import AreaStatus

Shown = dict[str, set[str]]
"""Areas to the guides that show them."""


def standing_split(context: RuleContext) -> Iterator[Finding]:
    """One guide states as documented what another leaves to verify.

    Two areas share their id, their title or their statement, and one stands on facts, the other on
    none. Or a guide cites a fact whose statement is, word for word, that of a row which another guide
    leaves to verify. Readers of the two act differently on the same question. It is a warning, because
    two contracts may rightly differ: one endpoint may document what another does not.

    Give both areas the same facts, or different names.
    """
    shown = _shown(context)
    areas = [area for area in context.library.areas.values() if area.ref in shown]
    documented: dict[tuple[str, str], list[KnownArea]] = defaultdict(list)
    for area in areas:
        for name in _called(area) if area.status is AreaStatus.DOCUMENTED else ():
            documented[name].append(area)
    stated = _stated(context)
    for area in areas:
        if area.status is AreaStatus.TO_VERIFY:
            fault = _same_area(area, documented, shown) or _same_fact(area, stated, shown)
            if fault:
                yield Finding(context.place("area", area.ref), area.ref, *fault)


def _shown(context: RuleContext) -> Shown:
    shown: Shown = defaultdict(set)
    for guide in context.library.guides.values():
        for directive in directives(guide.file):
            if directive.name == "contract":
                for ref in area_refs(directive, context.library.rows):
                    shown[ref].add(guide.id)
    return shown


def _stated(context: RuleContext) -> dict[str, tuple[str, set[str]]]:
    """Return what facts say to their names, with the guides whose prose cites them."""
    library = context.library
    citing: dict[str, set[str]] = defaultdict(set)
    for guide in library.guides.values():
        for ref in guide.file.cites:
            citing[ref].add(guide.id)
    return {
        _folded(fact.record.says): (ref, citing[ref])
        for ref, fact in library.facts.items()
        if ref in citing and not fact.lapsed
    }


def _same_area(
    area: KnownArea, documented: dict[tuple[str, str], list[KnownArea]], shown: Shown
) -> tuple[str, str] | None:
    for kind, name in sorted(_called(area)):
        for other in documented.get((kind, name), ()):
            if len(shown[other.ref] | shown[area.ref]) > 1:
                guides = ", ".join(sorted(shown[other.ref]))
                what = f"to verify here, and documented in {guides} as {other.ref}: the same {kind}"
                return what, f"Give it the facts of {other.ref}, or another {kind}."
    return None


def _same_fact(
    area: KnownArea, stated: dict[str, tuple[str, set[str]]], shown: Shown
) -> tuple[str, str] | None:
    for text in area.record.facets.values():
        ref, guides = stated.get(_folded(text), ("", set()))
        if where := guides - shown[area.ref]:
            what = f"to verify here, and stated in {', '.join(sorted(where))} with the fact {ref}"
            return what, f"Add {ref} to its facts."
    return None


def _called(area: KnownArea) -> set[tuple[str, str]]:
    """Return what an area may share with another: its id, its title, and what it says to verify."""
    names = {("id", area.record.id), ("title", _folded(area.record.title))}
    statement = area.record.facets.get("verify", "")
    return names | ({("statement", _folded(statement))} if statement else set())


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[`*_.]", "", text).casefold().split())


RULES = (Rule(standing_split, "warning"),)
