"""Every page of the site: what it shows, and how it is made."""

from __future__ import annotations

import datetime
import html
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from msgspec import Struct

from proofpack.model.documents import Code
from proofpack.model.library import (
    Group,
    Guide,
    KnownArea,
    KnownContract,
    KnownSource,
    KnownTable,
    KnownWorksheet,
    Library,
    PageFile,
    Quotes,
    ResolvedDirective,
    directives,
)
from proofpack.model.library.tables import row_of
from proofpack.model.records.directives import FaqPlace, NoOptions, SourceList
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.render.bases import Bases
from proofpack.site.render.directives import Placer
from proofpack.site.render.environment import decided, fill
from proofpack.site.render.links import Links, above_folder
from proofpack.text.escape import Md, plain, prose, with_citations
from proofpack.text.html_tags import closed
from proofpack.text.own_rule import own_rule

MOST = 30
"""Entries of one list of the navigation, or of groups above a list of guides."""


class SitePage(Struct, frozen=True):
    """One page for the engine, which is rendered when its text is asked for.

    Attributes:
        target: its place in the site, such as `guides/escalation-note.md`.
        title: plain text, for the navigation.
        source_file: the file that made it, or nothing where many did.
        basis: a digest of everything that it shows.
        body: renders what stands below its heading; of a page of the author's own, all of it.
        description: plain text, or what gives it.
        front: lines of front matter that pass as they are; None on a page of the author's own.
        changed: the last day on which what it says changed, where that is known.
    """

    target: str
    title: str
    source_file: str
    basis: str
    body: Callable[[], Md]
    description: str | Callable[[], str] = ""
    front: str | None = ""
    changed: datetime.date | None = None

    @property
    def text(self) -> str:
        """Markdown with front matter. The theme prints title and description raw."""
        if self.front is None:
            return self.body()
        description = self.description if isinstance(self.description, str) else self.description()
        return fill(
            "page.md.j2",
            title=json.dumps(html.escape(self.title, quote=True), ensure_ascii=False),
            description=json.dumps(html.escape(description, quote=True), ensure_ascii=False),
            source_file=json.dumps(self.source_file),
            front=Md(self.front),
            changed=Md(str(self.changed or "")),
            heading=self.title,
            body=self.body(),
        )


def generated(library: Library, bases: Bases) -> Iterator[SitePage]:
    """Yield the pages that are made from data alone."""
    if library.guides or not library.at.adopted:
        yield from _guides(library, bases)
    yield from _worksheets(library, bases)
    yield from _contracts(library, bases)
    if library.sources or not library.at.adopted:
        yield from _sources(library, bases)
    if library.faqs:
        yield _faq(library, bases)


def written(placer: Placer, file: PageFile, guide: Guide | None, bases: Bases) -> SitePage:
    """Return one hand-written page with its data placed.

    Args:
        placer: for the folder of the page.
        file: the page.
        guide: the guide it is, or None.
        bases: tells what it shows.
    """
    basis = bases.written(file, guide)
    if guide is None:
        body = partial(_own, placer, file)
        return SitePage(file.target, file.title, file.path, basis, body, front=None)
    body = partial(_written, placer, file, guide)
    meta = guide.meta
    return SitePage(
        file.target,
        meta.title,
        file.path,
        basis,
        body,
        meta.description,
        file.front,
        guide.text_changed,
    )


def _citing(placer: Placer, numbers: dict[str, int]) -> Callable[[str], Md]:
    """Return what makes the links of the citations of one page, and numbers their facts."""

    def cite(ref: str) -> Md:
        if rule := own_rule(ref):
            return Md(f" {decided(rule)}")
        fact = placer.library.facts.get(ref)
        if fact is None:  # a footnote, which is the engine's
            return Md(f"[^{ref}]")
        number = numbers.setdefault(ref, len(numbers) + 1)
        style = "pp-cite pp-cite-lapsed" if fact.lapsed else "pp-cite"
        return placer.links.to_fact(fact, str(number), style)

    return cite


def _notes(placer: Placer, file: PageFile, cited: Iterable[str]) -> list[Md]:
    """Return the quotes of what a page cites, in the order of their numbers, and of its questions."""
    faqs = placer.library.faqs
    asked = [
        ref
        for directive in directives(file)
        if isinstance(directive.options, FaqPlace)
        for question in faqs[directive.argument].chosen(directive.options.only)
        for ref in question.facts
    ]
    return _quoted(placer, dict.fromkeys((*cited, *asked)))


def _quoted(placer: Placer, refs: Iterable[str]) -> list[Md]:
    """Return the quotes of facts as the notes of a page; nothing where there are none."""
    notes = [placer.note(ref) for ref in refs]
    return [fill("notes.md.j2", notes=notes)] if notes else []


def _own(placer: Placer, file: PageFile) -> Md:
    """Return a page of the author's own, changed only where a directive or a citation stands."""
    numbers: dict[str, int] = {}
    cite, cited = _citing(placer, numbers), set(file.cites)
    body = [file.front] if file.front else []
    for part in file.body:
        if isinstance(part, ResolvedDirective):
            body.append(f"\n{placer.render(part, None).strip()}\n")
        else:
            body.append(
                part.text if isinstance(part, Code) else with_citations(part.text, cited, cite)
            )
    if notes := _notes(placer, file, numbers):
        body += ["", *notes]
    return Md("\n".join(body))


def _written(placer: Placer, file: PageFile, guide: Guide) -> Md:
    numbers: dict[str, int] = {}
    cite = _citing(placer, numbers)
    with_anchors = placer.links.with_anchors
    texts = (part.text for part in file.body if not isinstance(part, ResolvedDirective))
    shut = closed(map(with_anchors, texts))
    body: list[str] = [fill("head.md.j2", guide=guide, links=placer.links)]
    for part in file.body:
        if isinstance(part, ResolvedDirective):
            body.append(f"\n{placer.render(part, guide).strip()}\n")
        else:
            body.append(
                part.text if isinstance(part, Code) else prose(with_anchors(part.text), cite, shut)
            )
    body += _unplaced(guide, placer)
    if notes := _notes(placer, file, numbers):
        body += ["", *notes]
    return Md("\n".join(body))


def _unplaced(guide: Guide, placer: Placer) -> Iterator[str]:
    """Yield the sources and the history of a guide that does not place them itself."""
    placed = {directive.name for directive in directives(guide.file)}
    for name, title, options in (
        ("sources", "Sources", SourceList()),
        ("history", "History", NoOptions()),
    ):
        if name not in placed:
            yield f"\n## {placer.links.anchored(name, title)}\n"
            yield placer.render(ResolvedDirective(name, "", options, 0), guide)


def group_page(path: str) -> str:
    """Return the place of the page of a group, such as `guides/groups/errors/limits.md`."""
    return f"guides/groups/{path}.md"


def _guides(library: Library, bases: Bases) -> Iterator[SitePage]:
    description = "All guides, with the dates of their reviews."
    groups = list(library.groups.values())
    shown = (("group", repr(group)) for group in groups)
    basis = bases.of(*bases.listed(), *shown)
    body = partial(
        _list_of_guides, Links(library, "guides", bases.config), groups, tuple(library.guides)
    )
    yield SitePage("guides/index.md", "Guides", "", basis, body, description)
    for group in groups:
        target = group_page(group.path)
        below = [inner for inner in groups if inner.path.startswith(f"{group.path}/")]
        basis = bases.of(
            *(("listed", guide) for guide in group.within),
            *(("group", repr(inner)) for inner in (group, *below)),
        )
        folder = target.rpartition("/")[0]
        links = Links(library, folder, bases.config)
        body = partial(_list_of_guides, links, below, group.within, group)
        yield SitePage(
            target, group.title, "", basis, body, f"The guides of the group {group.title}."
        )


def _list_of_guides(
    links: Links,
    groups: list[Group],
    guides: tuple[str, ...],
    group: Group | None = None,
) -> Md:
    """Return a list of guides, below their groups, or the outermost of these where they are many."""
    if len(groups) > MOST:
        depth = min(inner.path.count("/") for inner in groups)
        groups = [inner for inner in groups if inner.path.count("/") == depth]
    return fill(
        "index-of-guides.md.j2",
        groups=groups,
        guides=[links.library.guides[guide] for guide in guides],
        group=group,
        links=links,
    )


def _worksheets(library: Library, bases: Bases) -> Iterator[SitePage]:
    known = list(library.worksheets.values())
    if not known:
        return
    placer = Placer.of(library, "worksheets", bases.config)
    body = partial(fill, "index-of-worksheets.md.j2", worksheets=known, links=placer.links)
    description = "All forms, to fill in or to print."
    placed = (guide for worksheet in known for guide in ("", *worksheet.guides))
    basis = bases.of(*bases.all("worksheet"), *_placed(placed))
    yield SitePage("worksheets/index.md", "Forms", "", basis, body, description)
    for worksheet in known:
        basis = bases.of(("worksheet", worksheet.id), *bases.titles(worksheet.guides))
        yield SitePage(
            f"worksheets/{worksheet.id}.md",
            worksheet.record.title,
            worksheet.path,
            basis,
            partial(_worksheet, placer, worksheet),
            partial(plain, worksheet.record.purpose),
        )


def _placed(guides: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Yield the titles of guides in lists, each of which an empty name begins."""
    return (("title", guide) if guide else ("list", "") for guide in guides)


def _worksheet(placer: Placer, worksheet: KnownWorksheet) -> Md:
    parts = placer.worksheet(worksheet.id, 2)
    return fill("worksheet-page.md.j2", worksheet=worksheet, parts=parts, links=placer.links)


def _contracts(library: Library, bases: Bases) -> Iterator[SitePage]:
    """Yield the pages of contracts, and of decision tables, which are contracts with conditions."""
    for kind, title, description in (
        ("contract", "Contracts", "What an integration relies on, area by area."),
        ("table", "Decision tables", "What to do about what you see, row by row."),
    ):
        known: list[KnownContract] = list(getattr(library, f"{kind}s").values())
        if not known:
            continue
        placer = Placer.of(library, f"{kind}s", bases.config)
        body = partial(
            fill, "index-of-contracts.md.j2", kind=kind, contracts=known, links=placer.links
        )
        basis = bases.of(*bases.all(kind))
        yield SitePage(f"{kind}s/index.md", title, "", basis, body, description)
        for contract in known:
            taken = ("takes", str(bool(library.worksheets)))
            basis = bases.of((kind, contract.id), taken, *_placed(_placing(contract, library)))
            yield SitePage(
                f"{kind}s/{contract.id}.md",
                contract.record.title,
                contract.path,
                basis,
                partial(_contract, contract, library, placer),
                partial(_description, contract),
                "hide: [toc]" if isinstance(contract, KnownTable) else "",
            )


def _description(contract: KnownContract) -> str:
    if isinstance(contract, KnownTable):
        return plain(contract.record.description)
    return f"{contract.record.title}: each area with its facts, its pages and its status."


def _placing(contract: KnownContract, library: Library) -> Iterator[str]:
    """Yield the guides that use each area, after an empty name."""
    for area in contract.areas:
        yield from ("", *library.used_by.get(f"area:{area.ref}", ()))


def _contract(contract: KnownContract, library: Library, placer: Placer) -> Md:
    if isinstance(contract, KnownTable):
        return _table(contract, placer)
    return fill("contract-page.md.j2", **_areas(contract, library, placer.links))


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


def _table(table: KnownTable, placer: Placer) -> Md:
    """Return all rows of a decision table: those of a symptom together, each with all that it says."""
    order = [row for symptom in table.record.symptoms for row in symptom.rows]
    areas = sorted(table.areas, key=lambda area: order and order.index(area.record.id))
    tuned = ["set"] if any(row_of(area).tunable for area in areas) else []
    columns = ["seen", "do", *table.record.facets, *tuned, "quotes"]
    return fill(
        "table-page.md.j2",
        links=placer.links,
        table=table,
        pastes=bool(placer.library.worksheets),
        titles=placer.titles(areas, columns),
        rows=[placer.row(area, columns) for area in areas],
        wide=[n for n, column in enumerate(columns) if column in ("set", "quotes")],
    )


def publishers(library: Library) -> dict[str, list[KnownSource]]:
    """Return the sources by publisher, in order of their packs."""
    grouped: dict[str, list[KnownSource]] = {}
    for source in library.sources.values():
        grouped.setdefault(source.publisher, []).append(source)
    return grouped


def _sources(library: Library, bases: Bases) -> Iterator[SitePage]:
    links = Links(library, "sources", bases.config)
    description = "The documented pages that the guides stand on."
    basis, body = bases.of(*bases.all("source")), partial(_index_of_sources, library, links)
    yield SitePage("sources/index.md", "Sources", "", basis, body, description)
    areas: dict[str, list[KnownArea]] = {}
    for area in library.areas.values():
        for source in area.sources:
            areas.setdefault(source.id, []).append(area)
    for source in library.sources.values():
        used = {fact.ref: library.used_by.get(f"fact:{fact.ref}", ()) for fact in source.facts}
        guides = library.used_by.get(f"source:{source.id}", ())
        standing = areas.get(source.id, [])
        placed = (guide for listed in (guides, *used.values()) for guide in ("", *listed))
        title = source.record.title
        yield SitePage(
            f"sources/{source.id}.md",
            title,
            source.path,
            bases.of(
                ("source", source.id),
                *_placed(placed),
                *(("area", f"{area.ref} {area.record.title}") for area in standing),
                *(("titled", _titled(area, library)) for area in standing),
            ),
            partial(
                fill,
                "source-page.md.j2",
                source=source,
                used=used,
                guides=guides,
                areas=standing,
                links=links,
            ),
            f"What {title} settles, with the quotes, and where it is used.",
            changed=source.seen_changed,
        )


def _titled(area: KnownArea, library: Library) -> str:
    kind = "table" if area.contract in library.tables else "contract"
    return f"{kind} {library.contract_of(area).record.title}"


def _index_of_sources(library: Library, links: Links) -> Md:
    grouped = publishers(library)
    return fill(
        "index-of-sources.md.j2",
        publishers=list(grouped.items()),
        anchors={name: f"publisher-{number}" for number, name in enumerate(grouped, 1)},
        links=links,
        quotes=Quotes.of(library.facts.values()),
    )


def _faq(library: Library, bases: Bases) -> SitePage:
    placed = (guide for faq in library.faqs.values() for guide in ("", *faq.guides))
    return SitePage(
        "faq.md",
        "Questions and answers",
        "",
        bases.of(*bases.all("faq"), *_placed(placed)),
        partial(_questions, library, bases.config),
        "Every question that the guides answer.",
    )


def _questions(library: Library, config: MkdocsConfig) -> Md:
    placer = Placer.of(library, "", config, above_folder("faq.md", config))
    groups = [
        (faq, placer.questions(faq.id, faq.record.questions, 3, f"{faq.id}-"))
        for faq in library.faqs.values()
    ]
    asked = (
        ref
        for faq in library.faqs.values()
        for question in faq.record.questions
        for ref in question.facts
    )
    body = fill("faq-page.md.j2", faqs=groups, links=placer.links)
    return Md("\n".join([body, *_quoted(placer, dict.fromkeys(asked))]))
