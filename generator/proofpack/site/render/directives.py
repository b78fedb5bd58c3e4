"""Each directive to the Markdown that stands in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from proofpack.model.library import (
    Guide,
    KnownArea,
    KnownTable,
    Library,
    Quotes,
    ResolvedDirective,
    UsedSource,
    area_refs,
)
from proofpack.model.records.directives import (
    ContractTable,
    FaqPlace,
    FieldsPlace,
    PartPlace,
    SourceList,
    SymptomsPlace,
    WorksheetPlace,
)
from proofpack.model.records.faq import Question
from proofpack.model.records.worksheets import (
    SLOT,
    MessagePart,
    Paragraph,
    Part,
    RecordPart,
    Worksheet,
    WorksheetField,
)
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.project.worksheet_schema import relation_notes
from proofpack.site.render.environment import fill
from proofpack.site.render.links import Links
from proofpack.text.escape import Md, inline, text

_HEADINGS = {
    "area": "Area",
    "source": "Source",
    "url": "Source URL",
    "accessed": "Accessed",
    "standing": "Status",
    "facts": "What the pages say",
    "when": "What you see",
    "verdict": "What to do",
    "tunable": "Yours to set",
    "seen": "What you see",
    "do": "What to do",
    "set": "Yours to set",
    "quotes": "Where it says so",
}


@dataclass(frozen=True)
class Placer:
    """Renders directives for the pages of one folder.

    What several pages show in the same words (a cell, a part, an answer) is rendered once.
    """

    library: Library
    links: Links
    _cells: dict[tuple[str, str], Md] = field(default_factory=dict, compare=False)
    _parts: dict[tuple[str, str, bool], Md] = field(default_factory=dict, compare=False)
    _questions: dict[tuple[str, ...], Md] = field(default_factory=dict, compare=False)
    _tables: dict[object, Md] = field(default_factory=dict, compare=False)
    _notes: dict[str, Md] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, library: Library, folder: str, config: MkdocsConfig, above: str = "") -> Placer:
        """Return a placer for the pages of a folder of the site. Arguments as of `Links`."""
        return cls(library, Links(library, folder, config, above))

    def render(self, directive: ResolvedDirective, guide: Guide | None) -> Md:
        """Return the Markdown of one directive, to stand between blank lines.

        Args:
            directive: the directive.
            guide: the guide it stands on, or None on another page.
        """
        name, argument, options = directive.name, directive.argument, directive.options
        if isinstance(options, PartPlace):
            worksheet, _, part = argument.partition(".")
            return self.part(worksheet, self.library.worksheets[worksheet].part(part))
        if isinstance(options, ContractTable):
            refs = area_refs(directive, self.library.rows)
            key = tuple(refs), tuple(options.columns), tuple(options.headings.items())
            if key not in self._tables:
                areas = [self.library.areas[ref] for ref in refs]
                self._tables[key] = self.table(areas, options.columns, options.headings)
            return self._tables[key]
        if isinstance(options, SymptomsPlace):
            return self.symptoms(self.library.tables[argument])
        if isinstance(options, WorksheetPlace):
            return self.worksheet(argument, options.level)
        if isinstance(options, FieldsPlace):
            worksheet, _, part = argument.partition(".")
            return self.fields(worksheet, part, options.columns)
        if isinstance(options, FaqPlace):
            chosen = self.library.faqs[argument].chosen(options.only)
            level = 0 if options.folded else options.level
            return self.questions(argument, chosen, level, f"faq-{argument}-")
        if isinstance(options, SourceList):
            return self.sources(options.only, guide)
        if name == "lately":
            return self.lately()
        guides = list(self.library.guides.values())
        return fill(f"{name}.md.j2", guide=guide, guides=guides, links=self.links)

    def table(self, areas: list[KnownArea], columns: list[str], headings: dict[str, str]) -> Md:
        """Return a table of areas, with a line below it that says what its dates and quotes are."""
        titles = self.titles(areas, columns, headings)
        sources = {source.id: source for area in areas for source in area.sources}.values()
        facts = {fact.ref: fact for area in areas for fact in area.facts}.values()
        days = [source.accessed for source in sources if source.accessed]
        return fill(
            "contract.md.j2",
            links=self.links,
            titles=titles,
            rows=[
                (area.ref if area.contract in self.library.tables else "", self.row(area, columns))
                for area in areas
            ],
            sources=len(sources),
            unread=sum(source.accessed is None for source in sources),
            oldest=min(days, default=None),
            quotes=Quotes.of(facts),
        )

    def titles(
        self, areas: list[KnownArea], columns: list[str], headings: Mapping[str, str] | None = None
    ) -> list[str]:
        """Return the headings of the columns of a table of areas."""
        declared: dict[str, str] = {}
        for area in reversed(areas):
            declared |= self.library.contract_of(area).record.facets
        known = {**declared, **_HEADINGS, **(headings or {})}
        return [known[column] for column in columns]

    def symptoms(self, table: KnownTable) -> Md:
        """Return what one may see, each with the verdict and the first step of its rows."""
        rows = {area.record.id: area for area in table.areas}
        return fill(
            "symptoms.md.j2",
            table=table,
            symptoms=[
                (symptom.title, [rows[row] for row in symptom.rows])
                for symptom in table.record.symptoms
            ],
            words=table.record.verdicts,
            mixed=len({area.standing for area in table.areas if area.facts}) > 1,
            quotes=Quotes.of(
                {fact.ref: fact for row in table.areas for fact in row.facts}.values()
            ),
            links=self.links,
        )

    def lately(self) -> Md:
        """Return what changed last and how fresh all of it is, in a line each."""
        guides, sources = list(self.library.guides.values()), self.library.sources.values()
        days = [change.date for guide in guides for change in guide.meta.history]
        day = max(days, default=None)
        due = [(guide.next_review, guide.id) for guide in guides if guide.next_review]
        return fill(
            "lately.md.j2",
            day=day,
            known=any(date <= self.library.today for date in days),
            changed=[g for g in guides if any(change.date == day for change in g.meta.history)],
            quotes=Quotes.of(self.library.facts.values()),
            pages=len(sources),
            read=[source.accessed for source in sources if source.accessed],
            guide=self.library.guides[min(due)[1]] if due else None,
            unreviewed=sum(guide.next_review is None for guide in guides),
            links=self.links,
        )

    def row(self, area: KnownArea, columns: list[str]) -> list[Md]:
        """Return the cells of one area. Where its facts have lapsed, its fallback says so.

        It stands in the first column that would state what the facts carried; where a table has no
        such column, in the first of all, after what that shows.
        """
        cells = [self.cell(area, column) for column in columns]
        if area.lapsed:
            fallback = Md(fill("fallback.md.j2", area=area, links=self.links).replace("\n", ""))
            stating = [
                n
                for n, column in enumerate(columns)
                if column in ("facts", "verdict", "do") or column in area.asserts
            ]
            for position in stating:
                cells[position] = Md("withheld until its facts hold again")
            if stating:
                cells[stating[0]] = fallback
            else:
                cells[0] = Md(f"{cells[0]}<br>{fallback}")
        return cells

    def cell(self, area: KnownArea, column: str) -> Md:
        """Return one cell of a table of areas, on one line."""
        key = (area.ref, column)
        if key not in self._cells:
            if column in _HEADINGS:
                table = self.library.contract_of(area).record
                cell = fill("cell.md.j2", column=column, area=area, links=self.links, table=table)
                self._cells[key] = Md(cell.replace("\n", ""))
            else:
                self._cells[key] = inline(area.record.facets.get(column, ""))
        return self._cells[key]

    def part(self, worksheet: str, part: Part, titled: bool = True) -> Md:
        """Return one part of a worksheet, as HTML that reads and prints without scripts."""
        key = (worksheet, part.id, titled)
        if key not in self._parts:
            record = self.library.worksheets[worksheet].record
            self._parts[key] = fill(
                "part.md.j2",
                worksheet=worksheet,
                version=record.version,
                part=part,
                message=_message(part, record),
                channel=self.library.sources[record.send_to].record if record.send_to else None,
                notes=_notes(part, record),
                titled=titled,
                prefix=f"ws-{worksheet}--{part.id}",
            )
        return self._parts[key]

    def fields(self, worksheet: str, part: str, columns: Sequence[str]) -> Md:
        """Return the fields of a record as a table to read, those of groups after their group."""
        record = self.library.worksheets[worksheet].part(part)
        assert isinstance(record, RecordPart), "checked when it was read"
        fields = [inner for top in record.fields for inner in top.walk()]
        return fill("fields.md.j2", fields=fields, columns=columns)

    def worksheet(self, worksheet: str, level: int) -> Md:
        """Return all parts of a worksheet, each under a heading."""
        parts = self.library.worksheets[worksheet].record.parts
        return fill(
            "worksheet.md.j2",
            parts=[(part, self.part(worksheet, part, titled=False)) for part in parts],
            level=Md("#" * level),
            links=self.links,
        )

    def questions(self, faq: str, chosen: list[Question], level: int, prefix: str) -> Md:
        """Return questions as headings or folded, each with its answer.

        Args:
            faq: id of the file they are from.
            chosen: the questions, in order.
            level: level of the headings, or 0 to fold each answer under its question.
            prefix: what their anchors begin with.
        """
        key = (faq, str(level), prefix, *(question.id for question in chosen))
        if key not in self._questions:
            facts = self.library.facts
            self._questions[key] = fill(
                "faq.md.j2" if level else "faq-folded.md.j2",
                questions=[
                    (question, tuple(facts[ref] for ref in question.facts)) for question in chosen
                ],
                prefix=prefix,
                level=Md("#" * level),
                links=self.links,
            )
        return self._questions[key]

    def note(self, ref: str) -> Md:
        """Return the quote of a fact as a note of a page that cites it."""
        if ref not in self._notes:
            fact = self.library.facts[ref]
            source = self.library.sources[ref.partition(".")[0]]
            self._notes[ref] = fill("note.md.j2", fact=fact, source=source, links=self.links)
        return self._notes[ref]

    def sources(self, only: list[str], guide: Guide | None) -> Md:
        """Return the sources of a guide, those named, or those of the whole project."""
        known = self.library.sources
        by_id = {used.source.id: used for used in guide.sources} if guide else {}
        names = only or list(by_id if guide else known)
        used = [by_id.get(source) or UsedSource(known[source], None, None) for source in names]
        return fill("sources.md.j2", used=used, guide=guide, links=self.links)


def _notes(part: Part, worksheet: Worksheet) -> dict[str, list[str]]:
    """Return what fields have to do with other answers, by their paths in a record."""
    return dict(_noted(part.fields, worksheet, "")) if isinstance(part, RecordPart) else {}


def _noted(
    fields: Sequence[WorksheetField], worksheet: Worksheet, within: str
) -> Iterator[tuple[str, list[str]]]:
    beside = {child.id for child in fields}
    for child in fields:
        path = f"{within}{child.id}"
        yield path, list(relation_notes(worksheet, child, beside))
        yield from _noted(child.fields, worksheet, f"{path}--")


def _message(part: Part, worksheet: Worksheet) -> Md:
    """Return the text of a message part, with its slots shown by the labels of their fields."""
    if not isinstance(part, MessagePart):
        return Md("")
    labels = {
        f"{record.id}.{inner.id}": inner.label
        for record in worksheet.parts
        if isinstance(record, RecordPart)
        for top in record.fields
        for inner in top.walk()
    }
    for other in worksheet.parts:
        labels |= {f"{other.id}.option": other.title, f"{other.id}.labels": other.title}
    # Each paragraph by itself: a page that is filled in shows those whose conditions hold.
    return Md(
        "".join(
            f'<span class="pp-paragraph">{_condition(paragraph, labels)}{_slots(paragraph.text, labels)}'
            "&#10;&#10;</span>"
            for paragraph in part.template
        ).removesuffix("&#10;&#10;</span>")
        + "</span>"
    )


def _condition(paragraph: Paragraph, labels: dict[str, str]) -> Md:
    """Return the words that say on paper when a paragraph belongs into the message."""
    words = [
        f"{word} {labels.get(path, path)} is {' or '.join(values)}"
        for word, conditions in (("if", paragraph.when), ("unless", paragraph.unless))
        for path, values in conditions.items()
    ]
    if not words:
        return Md("")
    return Md(f'<span class="pp-when">({text(", ".join(words))})&#10;</span>')


def _slots(value: str, labels: dict[str, str]) -> Md:
    """Return a message template with its slots shown by the labels of their fields.

    Args:
        value: the template.
        labels: label by `part.field`.
    """
    pieces: list[str] = []
    end = 0
    for match in SLOT.finditer(value):
        pieces.append(text(value[end : match.start()]))
        label = text(labels.get(match[1], match[1]))
        pieces.append(
            f'<span class="pp-slot" data-slot="{text(match[1])}">&#91;{label}&#93;</span>'
        )
        end = match.end()
    pieces.append(text(value[end:]))
    return Md("".join(pieces).replace("\n", "&#10;"))
