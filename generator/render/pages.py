"""Every page of the site, in memory."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..library import Guide, KnownSource, Library, PageFile, Placement
from ..records.directives import Plain, SourceList
from .directives import Placer
from .environment import fill
from .links import Links
from .markup import Md, plain, prose


@dataclass(frozen=True, slots=True)
class Page:
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


def pages(library: Library) -> Iterator[Page]:
    """Yield the generated pages, then the hand-written ones, which win where both have one place."""
    yield _guides(library)
    yield from _worksheets(library)
    yield from _contracts(library)
    yield from _sources(library)
    if library.faqs:
        yield _faq(library)
    by_path = {guide.file.path: guide for guide in library.guides.values()}
    for file in library.pages:
        yield written(library, file, by_path.get(file.path))


def written(library: Library, file: PageFile, guide: Guide | None) -> Page:
    """Return one hand-written page with its data placed."""
    links = Links(library, file.target)
    placer = Placer(library, links, guide)
    numbers: dict[str, int] = {}

    def cite(ref: str) -> Md:
        number = numbers.setdefault(ref, len(numbers) + 1)
        return Md(f"{links.fact(library.facts[ref], str(number))}{{ .pp-cite }}")

    body: list[str] = [fill("head.md.j2", guide=guide)] if guide else []
    for one in file.body:
        if isinstance(one, Placement):
            body.append(f"\n{placer.render(one).strip()}\n")
        else:
            body.append(one.text if one.code else prose(one.text, cite))
    if guide:
        body += _unplaced(file, placer)
    return _page(
        file.target, file.meta.title, file.meta.description, Md("\n".join(body)), file.path
    )


def _unplaced(file: PageFile, placer: Placer) -> Iterator[str]:
    """Yield the sources and the history of a guide that does not place them itself."""
    placed = {one.name for one in file.body if isinstance(one, Placement)}
    for name, title, options in (
        ("sources", "Sources", SourceList()),
        ("history", "History", Plain()),
    ):
        if name not in placed:
            yield f"\n## {title} {{ #{name} }}\n"
            yield placer.render(Placement(name, "", options, 0))


def _page(target: str, title: str, description: str, body: Md, source_file: str = "") -> Page:
    """Return a page with front matter. The theme prints title and description raw."""
    return Page(
        target,
        title,
        fill(
            "page.md.j2",
            title=json.dumps(html.escape(title, quote=True), ensure_ascii=False),
            description=json.dumps(html.escape(description, quote=True), ensure_ascii=False),
            source_file=json.dumps(source_file) if source_file else "",
            heading=title,
            body=body,
        ),
        source_file,
    )


def _guides(library: Library) -> Page:
    target = "guides/index.md"
    guides = list(library.guides.values())
    body = fill("guide-list.md.j2", guides=guides, links=Links(library, target))
    return _page(target, "Guides", "All guides, with the dates of their reviews.", body)


def _worksheets(library: Library) -> Iterator[Page]:
    known = library.worksheets.values()
    if not known:
        return
    target = "worksheets/index.md"
    links = Links(library, target)
    body = fill("index-of-worksheets.md.j2", worksheets=list(known), links=links)
    yield _page(target, "Worksheets", "All worksheets, to read or to print.", body)
    for one in known:
        target = f"worksheets/{one.id}.md"
        links = Links(library, target)
        parts = Placer(library, links).whole(one.id, 2)
        body = fill("worksheet-page.md.j2", worksheet=one, parts=parts, links=links)
        yield _page(target, one.record.title, plain(one.record.purpose), body, one.path)


def _contracts(library: Library) -> Iterator[Page]:
    known = library.contracts.values()
    if not known:
        return
    target = "contracts/index.md"
    body = fill("index-of-contracts.md.j2", contracts=list(known), links=Links(library, target))
    yield _page(target, "Contracts", "What an integration relies on, area by area.", body)
    for one in known:
        target = f"contracts/{one.id}.md"
        areas = [(area, library.used_by.get(f"area:{area.ref}", ())) for area in one.areas]
        body = fill("contract.md.j2", contract=one, areas=areas, links=Links(library, target))
        description = f"{one.record.title}: each area with its facts, its pages and its standing."
        yield _page(target, one.record.title, description, body, one.path)


def publishers(library: Library) -> dict[str, list[KnownSource]]:
    """Return the sources by publisher, in order of their packs."""
    found: dict[str, list[KnownSource]] = {}
    for source in library.sources.values():
        found.setdefault(source.publisher, []).append(source)
    return found


def _sources(library: Library) -> Iterator[Page]:
    target = "sources/index.md"
    grouped = publishers(library)
    body = fill(
        "index-of-sources.md.j2",
        publishers=list(grouped.items()),
        anchors={name: f"publisher-{number}" for number, name in enumerate(grouped, 1)},
        links=Links(library, target),
    )
    yield _page(target, "Sources", "The documented pages that the guides stand on.", body)
    for source in library.sources.values():
        target = f"sources/{source.id}.md"
        used = {one.ref: library.used_by.get(f"fact:{one.ref}", ()) for one in source.facts}
        body = fill(
            "source.md.j2",
            source=source,
            used=used,
            guides=library.used_by.get(f"source:{source.id}", ()),
            areas=[one for one in library.areas.values() if source in one.sources],
            links=Links(library, target),
        )
        description = f"What {source.record.title} settles, with the quotes, and where it is used."
        yield _page(target, source.record.title, description, body, source.path)


def _faq(library: Library) -> Page:
    target = "faq.md"
    links = Links(library, target)
    groups = []
    for faq in library.faqs.values():
        questions = fill(
            "questions.md.j2",
            questions=[
                (one, tuple(library.facts[ref] for ref in one.facts))
                for one in faq.record.questions
            ],
            prefix=f"{faq.id}-",
            level=Md("###"),
            links=links,
        )
        groups.append((faq, questions))
    body = fill("faq.md.j2", faqs=groups, links=links)
    return _page(target, "Questions and answers", "Every question that the guides answer.", body)
