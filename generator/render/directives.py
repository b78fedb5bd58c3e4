"""Each directive to the Markdown that stands in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..library import Guide, KnownArea, Library, Placement, Quotes, UsedSource
from ..records.directives import ContractTable, FaqPlace, SourceList, WorksheetPlace
from ..records.worksheets import PART_KINDS, Part, RecordPart
from .environment import fill
from .links import Links
from .markup import Md, inline, slots

_HEADINGS = {
    "area": "Area",
    "source": "Source",
    "accessed": "Accessed",
    "standing": "Standing",
    "facts": "What the pages say",
}


@dataclass(frozen=True)
class Placer:
    """Renders the directives of one page."""

    library: Library
    links: Links
    guide: Guide | None = None

    def render(self, placement: Placement) -> Md:
        """Return the Markdown of one directive, between blank lines."""
        name = placement.name
        if name in PART_KINDS:
            worksheet, _, part = placement.argument.partition(".")
            return self.part(worksheet, self.library.worksheets[worksheet].part(part))
        methods: dict[str, Callable[[Placement], Md]] = {
            "contract": self.contract,
            "worksheet": self.worksheet,
            "faq": self.faq,
            "sources": self.sources,
            "related": lambda _: fill("related.md.j2", guide=self.guide, links=self.links),
            "history": lambda _: fill("history.md.j2", guide=self.guide),
            "guides": lambda _: fill(
                "guide-list.md.j2", guides=list(self.library.guides.values()), links=self.links
            ),
        }
        return methods[name](placement)

    def contract(self, placement: Placement) -> Md:
        """Return the table of areas that a page asks for."""
        options = placement.options
        assert isinstance(options, ContractTable)
        refs = options.areas or [
            one.ref for one in self.library.contracts[placement.argument].areas
        ]
        return self.table(
            [self.library.areas[one] for one in refs], options.columns, options.headings
        )

    def table(self, areas: list[KnownArea], columns: list[str], headings: dict[str, str]) -> Md:
        """Return a table of areas, with a line below it that says what its dates and quotes are."""
        declared: dict[str, str] = {}
        for area in reversed(areas):
            declared |= self.library.contracts[area.contract].record.facets
        titles = [headings.get(one) or _HEADINGS.get(one) or declared[one] for one in columns]
        rows = [[self.cell(area, column) for column in columns] for area in areas]
        sources = {one.id: one for area in areas for one in area.sources}.values()
        facts = {one.ref: one for area in areas for one in area.facts}.values()
        days = [one.accessed for one in sources if one.accessed]
        return fill(
            "table.md.j2",
            titles=titles,
            rows=rows,
            sources=len(sources),
            unread=sum(one.accessed is None for one in sources),
            oldest=min(days, default=None),
            quotes=Quotes.of(facts),
        )

    def cell(self, area: KnownArea, column: str) -> Md:
        """Return one cell of a table of areas, on one line."""
        if column in area.record.facets and column not in _HEADINGS:
            return inline(area.record.facets[column])
        cell = fill("cell.md.j2", column=column, area=area, links=self.links)
        return Md(cell.replace("\n", ""))

    def part(self, worksheet: str, part: Part, titled: bool = True) -> Md:
        """Return one part of a worksheet, as HTML that reads and prints without scripts."""
        record = self.library.worksheets[worksheet].record
        labels = {
            f"{one.id}.{field.id}": field.label
            for one in record.parts
            if isinstance(one, RecordPart)
            for top in one.fields
            for field in top.walk()
        }
        message = slots(part.template, labels) if part.kind == "message" else Md("")
        return fill(
            "part.md.j2",
            worksheet=worksheet,
            version=record.version,
            part=part,
            message=message,
            titled=titled,
            prefix=f"ws-{worksheet}-{part.id}",
        )

    def worksheet(self, placement: Placement) -> Md:
        """Return a whole worksheet."""
        assert isinstance(placement.options, WorksheetPlace)
        known = self.library.worksheets[placement.argument]
        return self.whole(known.id, placement.options.level)

    def whole(self, worksheet: str, level: int) -> Md:
        """Return all parts of a worksheet, each under a heading."""
        parts = self.library.worksheets[worksheet].record.parts
        return fill(
            "worksheet.md.j2",
            worksheet=worksheet,
            parts=[(one, self.part(worksheet, one, titled=False)) for one in parts],
            level=Md("#" * level),
        )

    def faq(self, placement: Placement) -> Md:
        """Return questions as headings, each with its answer."""
        options = placement.options
        assert isinstance(options, FaqPlace)
        known = self.library.faqs[placement.argument]
        return fill(
            "questions.md.j2",
            questions=[
                (one, tuple(self.library.facts[ref] for ref in one.facts))
                for one in known.chosen(options.only)
            ],
            prefix=f"faq-{known.id}-",
            level=Md("#" * options.level),
            links=self.links,
        )

    def sources(self, placement: Placement) -> Md:
        """Return the sources of a guide, or of the whole project."""
        assert isinstance(placement.options, SourceList)
        used = list(self.guide.sources) if self.guide else []
        if only := placement.options.only:
            by_id = {one.source.id: one for one in used}
            known = self.library.sources
            used = [by_id.get(one) or UsedSource(known[one], None, None) for one in only]
        elif not self.guide:
            used = [UsedSource(one, None, None) for one in self.library.sources.values()]
        return fill("sources.md.j2", used=used, guide=self.guide, links=self.links)
