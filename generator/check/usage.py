"""Rules about what nobody needs: facts, areas and sources that no guide uses."""

from __future__ import annotations

from collections.abc import Iterator

from .rule import Checked, Found, content


def unused_source(checked: Checked) -> Iterator[Found]:
    """No guide uses a source, and no area names it.

    It is read and kept up for nobody.

    Use it, or remove it with its facts.
    """
    library = checked.library
    named = {one.id for area in library.areas.values() for one in area.sources}
    for name in library.sources:
        if f"source:{name}" not in library.used_by and name not in named:
            yield Found(
                checked.place("source", name), name, "no guide uses it", "Remove it, or use it."
            )


def unused_fact(checked: Checked) -> Iterator[Found]:
    """No guide, area or answer uses a fact.

    A fact that nothing stands on is still looked for at each refresh, and may raise alarms that
    concern nobody.

    Use it, or remove it.
    """
    library = checked.library
    in_areas = {one.ref for area in library.areas.values() for one in area.facts}
    asked = {
        ref for faq in library.faqs.values() for one in faq.record.questions for ref in one.facts
    }
    cited = {ref for page in library.pages for ref in page.cites}
    for ref in library.facts:
        if f"fact:{ref}" not in library.used_by and ref not in in_areas | asked | cited:
            yield Found(checked.place("fact", ref), ref, "nothing uses it", "Remove it, or use it.")


def unused_area(checked: Checked) -> Iterator[Found]:
    """No guide shows an area.

    Place it in a guide with `::: contract`, or remove it.
    """
    library = checked.library
    for ref in library.areas:
        if f"area:{ref}" not in library.used_by:
            place = checked.place("area", ref)
            yield Found(place, ref, "no guide shows it", "Place it in a guide, or remove it.")


RULES = (
    content(unused_source, "warning"),
    content(unused_fact, "warning"),
    content(unused_area, "warning"),
)
