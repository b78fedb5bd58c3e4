"""Rules about what nobody needs: sources, facts, areas, worksheets and answers that no page uses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofpack.check.rule import Finding, Rule, RuleContext
from proofpack.model.problems import Cause, Place

_GENERATED = re.compile(r"(?P<room>sources|contracts|tables|worksheets)/(?P<id>[\w-]{1,100})\.md")


def unused_source(context: RuleContext) -> Iterator[Finding]:
    """No page uses a source, and no area names it.

    It is read and kept up for nobody. A source is used by a guide that lists it, an area that names it,
    a link to its page, a worksheet that is sent there, and whatever uses one of its facts.

    Use it, or remove it with its facts.
    """
    used = _used_sources(context)
    for name, source in context.library.sources.items():
        if name not in used:
            facts = f", nor any of its {len(source.facts)} facts" if len(source.facts) > 1 else ""
            what = f"no page uses it{facts}"
            place, cause = context.place("source", name), _unused("source", name)
            yield Finding(place, name, what, "Remove it, or use it.", cause=cause)


def unused_fact(context: RuleContext) -> Iterator[Finding]:
    """No page, area or answer uses a fact.

    A fact that nothing stands on is still looked for at each refresh, and may raise alarms that
    concern nobody. Facts of a source that is unused as a whole are not named one by one.

    Use it, or remove it.
    """
    used, sources = _used_facts(context), _used_sources(context)
    for ref in context.library.facts:
        if ref not in used and ref.partition(".")[0] in sources:
            place, cause = context.place("fact", ref), _unused("fact", ref)
            yield Finding(place, ref, "nothing uses it", "Remove it, or use it.", cause=cause)


def unused_area(context: RuleContext) -> Iterator[Finding]:
    """No guide shows an area.

    Readers meet it on the page of its contract alone.

    Place it in a guide with `::: contract`, or remove it.
    """
    library = context.library
    for ref in library.areas:
        # Readers come to a decision table by what they see, and not from a guide.
        shown = f"area:{ref}" in library.used_by or ref.partition(".")[0] in library.tables
        if not shown:
            place, cause = context.place("area", ref), _unused("area", ref)
            remedy = "Place it in a guide, or remove it."
            yield Finding(place, ref, "no guide shows it", remedy, cause=cause)


def unused_worksheet(context: RuleContext) -> Iterator[Finding]:
    """No guide places any part of a worksheet, and no page links to it.

    It is published, but nobody is led to it.

    Place it with `::: worksheet`, link to it, or remove it.
    """
    linked = _linked(context)
    for name, sheet in context.library.worksheets.items():
        if not sheet.guides and ("worksheets", name) not in linked:
            place, cause = Place(sheet.path), _unused("worksheet", name)
            yield Finding(place, name, "no guide places it", "Place it, or remove it.", cause=cause)


def unused_faq(context: RuleContext) -> Iterator[Finding]:
    """No guide places a file of questions.

    Its answers stand on the page of all questions alone, away from the guide that they belong to.

    Place it with `::: faq`, or remove it.
    """
    for name, faq in context.library.faqs.items():
        if not faq.guides:
            place, cause = Place(faq.path), _unused("questions", name)
            yield Finding(place, name, "no guide places it", "Place it, or remove it.", cause=cause)


def _unused(kind: str, name: str) -> Cause:
    """Return what all that nobody uses has in common."""
    return Cause(f"{kind} {name}", "things are used nowhere", "Use them, or remove them.")


def _used_facts(context: RuleContext) -> set[str]:
    library = context.library
    used = {fact.ref for area in library.areas.values() for fact in area.facts}
    used |= {
        ref
        for faq in library.faqs.values()
        for question in faq.record.questions
        for ref in question.facts
    }
    used |= {ref for page in library.pages for ref in page.cites}
    return used | {name[5:] for name in library.used_by if name.startswith("fact:")}


def _used_sources(context: RuleContext) -> set[str]:
    library = context.library
    used = {source.id for area in library.areas.values() for source in area.sources}
    used |= {name[7:] for name in library.used_by if name.startswith("source:")}
    used |= {ref.partition(".")[0] for ref in _used_facts(context)}
    used |= {sheet.record.send_to or "" for sheet in context.library.worksheets.values()}
    return used | {name for room, name in _linked(context) if room == "sources"}


def _linked(context: RuleContext) -> set[tuple[str, str]]:
    """Return the generated pages to which hand-written ones link, as folder and id."""
    return {
        (generated["room"], generated["id"])
        for page in context.library.pages
        for link in page.links
        if (generated := _GENERATED.fullmatch(link))
    }


RULES = (
    Rule(unused_source, "warning"),
    Rule(unused_fact, "warning"),
    Rule(unused_area, "warning"),
    Rule(unused_worksheet, "warning"),
    Rule(unused_faq, "warning"),
)
