"""The matrix of contracts: every area with its value, quotes, dates and guides, and words to hand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from proofpack.model.library import (
    KnownArea,
    KnownContract,
    KnownFact,
    KnownSource,
    KnownTable,
    Library,
)
from proofpack.model.library.tables import row_of
from proofpack.model.records.contracts import AreaStatus
from proofpack.model.records.sources import Absence
from proofpack.site.render.bases import Bases
from proofpack.site.render.environment import fill
from proofpack.site.render.links import Links
from proofpack.site.render.pages import SitePage
from proofpack.site.scripts import views_tag
from proofpack.text.days import days_written, written
from proofpack.text.escape import Md, plain

PAGE = "contracts/matrix.md"
"""Where the matrix begins."""
_WIDE = "hide: [toc]"
"""Its front matter: it has no headings, and wants the room."""
_A_PAGE = 100
"""How many areas a page of it shows."""


def matrix_pages(library: Library, bases: Bases) -> Iterator[SitePage]:
    """Yield the matrix, in parts where it is long; nothing where there is no area."""
    areas = list(library.areas.values())
    parts = [areas[at : at + _A_PAGE] for at in range(0, len(areas), _A_PAGE)]
    targets = [
        PAGE.replace(".md", f"-{number}.md" if number else ".md") for number in _numbers(parts)
    ]
    links = Links(library, "contracts", bases.config)
    for target, shown in zip(targets, parts, strict=True):
        contracts = dict.fromkeys(area.contract for area in shown)
        guides = (guide for area in shown for guide in _used_in(area, library))
        kinds = (("table" if name in library.tables else "contract", name) for name in contracts)
        basis = bases.of(
            ("matrix", f"{len(areas)} {target}"),
            *kinds,
            *bases.titles(dict.fromkeys(guides)),
            *(("used in", repr(_used_in(area, library))) for area in shown),
        )
        number = targets.index(target) + 1
        title = "Contract matrix" + (f", part {number}" if number > 1 else "")
        others = [
            (listed if listed != target else "", str(at)) for at, listed in enumerate(targets, 1)
        ]
        loads = views_tag(target, bases.config)
        body = partial(_body, library, links, shown, others if len(parts) > 1 else (), loads)
        yield SitePage(
            target, title, "", basis, body, "Every area of every contract in one table.", _WIDE
        )


def _numbers(parts: Sequence[object]) -> list[int]:
    """Return the numbers in the names of parts; the first has none."""
    return [number if number > 1 else 0 for number in range(1, len(parts) + 1)]


def _used_in(area: KnownArea, library: Library) -> tuple[str, ...]:
    return library.used_by.get(f"area:{area.ref}", ())


def _body(
    library: Library,
    links: Links,
    areas: Sequence[KnownArea],
    others: Sequence[tuple[str, str]],
    loads: Md,
) -> Md:
    rows = [
        (area, values(area, library), _used_in(area, library), wording(area, library))
        for area in areas
    ]
    return fill("matrix.md.j2", rows=rows, others=others, links=links, quoted=_quoted, loads=loads)


def _quoted(area: KnownArea) -> list[tuple[KnownSource, list[KnownFact]]]:
    """Return the pages of an area, each with the facts that stand on it."""
    facts: dict[str, list[KnownFact]] = {}
    for fact in area.facts:
        facts.setdefault(fact.ref.partition(".")[0], []).append(fact)
    return [(source, facts.get(source.id, [])) for source in area.sources]


def values(area: KnownArea, library: Library) -> list[tuple[str, str]]:
    """Return what an area states, as labels with inline Markdown; its fallback if it has lapsed."""
    contract = library.contract_of(area)
    if area.lapsed:
        return [("", area.record.fallback or "To verify: nothing carries this at present.")]
    stated = [
        (title, area.record.facets[facet])
        for facet, title in contract.record.facets.items()
        if facet in area.record.facets and facet in area.asserts
    ]
    return [*_verdict(area, contract), *stated]


def _verdict(area: KnownArea, contract: KnownContract) -> Iterator[tuple[str, str]]:
    if isinstance(contract, KnownTable):
        yield "What to do", contract.record.verdicts[row_of(area).verdict]


def wording(area: KnownArea, library: Library) -> str:
    """Return an area as plain text that may be pasted elsewhere.

    It has its value, its sources with quotes and days, and says what is unchecked.
    """
    contract = library.contract_of(area)
    name = f"{contract.record.title}, {area.record.title}"
    sentences = " ".join(
        _sentence(f"{label}: {plain(value)}" if label else plain(value))
        for label, value in values(area, library)
    )
    return f"{name}. {sentences} {' '.join(_carried(area, library))}"


def _carried(area: KnownArea, library: Library) -> Iterator[str]:
    """Yield on what an area stands, as sentences."""
    if confirmed := area.record.confirmed:
        words = {
            AreaStatus.INTERNAL_POLICY: "Our own rule; the provider does not say so",
            AreaStatus.INTERNAL_ESTIMATE: "Our own estimate; the provider does not say so",
        }.get(confirmed.status, "Confirmed by support, and not documented")
        by = (
            f" (decided by {confirmed.by} on {written(confirmed.on)})"
            if confirmed.by and confirmed.on
            else ""
        )
        yield _sentence(f"{words}{by}: {plain(confirmed.basis)}")
        return
    if not area.facts:
        yield "Not documented: to verify before it is relied on."
    if area.lapsed:
        yield "What the documentation said before has lost its source."
    yield from _stands_on(area, library)
    named = {fact.ref.partition(".")[0] for fact in area.facts}
    pages = [_page(source) for source in area.sources if source.id not in named]
    if pages:
        yield f"See also {'; '.join(pages)}." if area.facts else f"See {'; '.join(pages)}."


def _stands_on(area: KnownArea, library: Library) -> Iterator[str]:
    """Yield what its facts stand on: those of one page together, as far as the same is known of them."""
    together: dict[tuple[str, str], list[str]] = {}
    for fact in area.facts:
        name = fact.ref.partition(".")[0]
        statement = (
            plain(fact.record.says).rstrip(" .")
            if isinstance(fact.record, Absence)
            else f'"{fact.record.quote}"'
        )
        together.setdefault((name, _known(fact, library.sources[name])), []).append(statement)
    for (name, known), words in together.items():
        yield f"{_page(library.sources[name])}: {', '.join(words)} ({known})."


def _known(fact: KnownFact, source: KnownSource) -> str:
    if fact.trouble:
        return f"unchecked: {days_written(fact.trouble)}"
    if fact.confirmed:
        return f"{'held' if fact.is_absence else 'found there'} on {written(fact.confirmed)}"
    read = f"; the page was read last on {written(source.accessed)}" if source.accessed else ""
    return f"unchecked: not compared with the page yet{read}"


def _page(source: KnownSource) -> str:
    return f"{source.record.title}, {source.record.url}"


def _sentence(value: str) -> str:
    return value if value.endswith((".", "!", "?")) else f"{value}."
