"""Every page of the site, in memory."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proofpack.model.library import (
    Group,
    Guide,
    KnownArea,
    KnownContract,
    KnownSource,
    Library,
    PageFile,
    Quotes,
    ResolvedDirective,
    directives,
)
from proofpack.model.records.directives import NoOptions, SourceList
from proofpack.site.render.directives import Placer
from proofpack.site.render.environment import decided, fill
from proofpack.site.render.links import Links
from proofpack.text.escape import Md, plain, prose
from proofpack.text.own_rule import own_rule

MOST = 30
"""Entries of one list of the navigation, or of groups above a list of guides."""

MOST = 30
"""Entries of one list of the navigation, or of groups above a list of guides."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page, ready for the engine.

    Attributes:
        target: its place in the site, such as `guides/escalation-note.md`.
        title: plain text, for the navigation.
        text: Markdown with front matter.
        source_file: the file that made it, or nothing where many did.
    """

    target: str
    title: str
    text: str
    source_file: str


def generated(library: Library) -> Iterator[SitePage]:
    """Yield the pages that are made from data alone."""
    yield from _guides(library)
    yield from _worksheets(library)
    yield from _contracts(library)
    yield from _tables(library)
    yield from _sources(library)
    if library.faqs:
        yield _faq(library)


def written(placer: Placer, file: PageFile, guide: Guide | None) -> SitePage:
    """Return one hand-written page with its data placed.

    Args:
        placer: for the folder of the page.
        file: the page.
        guide: the guide it is, or None.
    """
    numbers: dict[str, int] = {}

    def cite(ref: str) -> Md:
        if rule := own_rule(ref):
            return Md(f" {decided(rule)}")
        number = numbers.setdefault(ref, len(numbers) + 1)
        fact = placer.library.facts[ref]
        lapsed = " .pp-cite-lapsed" if fact.lapsed else ""
        return Md(f"{placer.links.fact(fact, str(number))}{{ .pp-cite{lapsed} }}")

    body: list[str] = [fill("head.md.j2", guide=guide, links=placer.links)] if guide else []
    for part in file.body:
        if isinstance(part, ResolvedDirective):
            body.append(f"\n{placer.render(part, guide).strip()}\n")
        else:
            body.append(part.text if part.code else prose(part.text, cite))
    if guide:
        body += _unplaced(guide, placer)
    meta = file.meta
    return _page(file.target, meta.title, meta.description, Md("\n".join(body)), file.path)


def _unplaced(guide: Guide, placer: Placer) -> Iterator[str]:
    """Yield the sources and the history of a guide that does not place them itself."""
    placed = {directive.name for directive in directives(guide.file)}
    for name, title, options in (
        ("sources", "Sources", SourceList()),
        ("history", "History", NoOptions()),
    ):
        if name not in placed:
            yield f"\n## {title} {{ #{name} }}\n"
            yield placer.render(ResolvedDirective(name, "", options, 0), guide)


def _page(target: str, title: str, description: str, body: Md, source_file: str = "") -> SitePage:
    """Return a page with front matter. The theme prints title and description raw."""
    text = fill(
        "page.md.j2",
        title=json.dumps(html.escape(title, quote=True), ensure_ascii=False),
        description=json.dumps(html.escape(description, quote=True), ensure_ascii=False),
        source_file=json.dumps(source_file) if source_file else "",
        heading=title,
        body=body,
    )
    return SitePage(target, title, text, source_file)


def group_page(path: str) -> str:
    """Return the place of the page of a group, such as `guides/groups/errors/limits.md`."""
    return f"guides/groups/{path}.md"


def _guides(library: Library) -> Iterator[SitePage]:
    description = "All guides, with the dates of their reviews."
    groups = list(library.groups.values())
    body = _list_of_guides(library, "guides", groups, tuple(library.guides))
    yield _page("guides/index.md", "Guides", description, body)
    for group in groups:
        target = group_page(group.path)
        below = [one for one in groups if one.path.startswith(f"{group.path}/")]
        body = _list_of_guides(library, target.rpartition("/")[0], below, group.within, group)
        yield _page(target, group.title, f"The guides of the group {group.title}.", body)


def _list_of_guides(
    library: Library,
    folder: str,
    groups: list[Group],
    guides: tuple[str, ...],
    group: Group | None = None,
) -> Md:
    """Return a list of guides, below their groups, or the outermost of these where they are many."""
    if len(groups) > MOST:
        depth = min(one.path.count("/") for one in groups)
        groups = [one for one in groups if one.path.count("/") == depth]
    return fill(
        "index-of-guides.md.j2",
        groups=groups,
        guides=[library.guides[guide] for guide in guides],
        group=group,
        links=Links(library, folder),
    )


def _worksheets(library: Library) -> Iterator[SitePage]:
    known = list(library.worksheets.values())
    if not known:
        return
    placer = Placer.of(library, "worksheets")
    body = fill("index-of-worksheets.md.j2", worksheets=known, links=placer.links)
    description = "All worksheets, to read or to print."
    yield _page("worksheets/index.md", "Worksheets", description, body)
    for worksheet in known:
        parts = placer.worksheet(worksheet.id, 2)
        body = fill("worksheet-page.md.j2", worksheet=worksheet, parts=parts, links=placer.links)
        target = f"worksheets/{worksheet.id}.md"
        yield _page(
            target, worksheet.record.title, plain(worksheet.record.purpose), body, worksheet.path
        )


def _contracts(library: Library) -> Iterator[SitePage]:
    known = list(library.contracts.values())
    if not known:
        return
    links = Links(library, "contracts")
    body = fill("index-of-contracts.md.j2", contracts=known, links=links)
    description = "What an integration relies on, area by area."
    yield _page("contracts/index.md", "Contracts", description, body)
    for contract in known:
        body = fill("contract-page.md.j2", table=None, **_areas(contract, library, links))
        description = (
            f"{contract.record.title}: each area with its facts, its pages and its standing."
        )
        yield _page(
            f"contracts/{contract.id}.md", contract.record.title, description, body, contract.path
        )


def _areas(contract: KnownContract, library: Library, links: Links) -> dict[str, Any]:
    """Return what the sections of areas show."""
    return {
        "contract": contract,
        "areas": [(area, library.used_by.get(f"area:{area.ref}", ())) for area in contract.areas],
        "fallbacks": {
            area.ref: Md(fill("fallback.md.j2", area=area, links=links).replace("\n", ""))
            for area in contract.areas
            if area.lapsed
        },
        "links": links,
    }


def _tables(library: Library) -> Iterator[SitePage]:
    known = list(library.tables.values())
    if not known:
        return
    placer = Placer.of(library, "tables")
    body = fill("index-of-tables.md.j2", tables=known, links=placer.links)
    description = "What to do about what you see, row by row."
    yield _page("tables/index.md", "Decision tables", description, body)
    for table in known:
        stated = [
            facet
            for facet in table.record.asserts or table.record.facets
            if all(facet in area.record.facets for area in table.areas)
        ]
        columns = ["area", "verdict", *stated[:1]]  # as many as fit on a phone; a row has a section
        body = fill(
            "table-page.md.j2",
            table=table,
            rows=placer.table([*table.areas], columns, {"area": "What you see"}),
            cells={
                area.ref: [placer.cell(area, column) for column in ("when", "verdict")]
                for area in table.areas
            },
            **_areas(table, library, placer.links),
        )
        description = plain(table.record.description)
        yield _page(f"tables/{table.id}.md", table.record.title, description, body, table.path)


def publishers(library: Library) -> dict[str, list[KnownSource]]:
    """Return the sources by publisher, in order of their packs."""
    grouped: dict[str, list[KnownSource]] = {}
    for source in library.sources.values():
        grouped.setdefault(source.publisher, []).append(source)
    return grouped


def _sources(library: Library) -> Iterator[SitePage]:
    links = Links(library, "sources")
    grouped = publishers(library)
    anchors = {name: f"publisher-{number}" for number, name in enumerate(grouped, 1)}
    listed = list(grouped.items())
    quotes = Quotes.of(library.facts.values())
    body = fill(
        "index-of-sources.md.j2", publishers=listed, anchors=anchors, links=links, quotes=quotes
    )
    description = "The documented pages that the guides stand on."
    yield _page("sources/index.md", "Sources", description, body)
    areas: dict[str, list[KnownArea]] = {}
    for area in library.areas.values():
        for source in area.sources:
            areas.setdefault(source.id, []).append(area)
    for source in library.sources.values():
        body = fill(
            "source-page.md.j2",
            source=source,
            used={fact.ref: library.used_by.get(f"fact:{fact.ref}", ()) for fact in source.facts},
            guides=library.used_by.get(f"source:{source.id}", ()),
            areas=areas.get(source.id, []),
            links=links,
        )
        title = source.record.title
        description = f"What {title} settles, with the quotes, and where it is used."
        yield _page(f"sources/{source.id}.md", title, description, body, source.path)


def _faq(library: Library) -> SitePage:
    placer = Placer.of(library, "")
    groups = [
        (faq, placer.questions(faq.id, faq.record.questions, 3, f"{faq.id}-"))
        for faq in library.faqs.values()
    ]
    body = fill("faq-page.md.j2", faqs=groups, links=placer.links)
    description = "Every question that the guides answer."
    return _page("faq.md", "Questions and answers", description, body)
