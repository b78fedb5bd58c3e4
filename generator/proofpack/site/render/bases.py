"""Who shows what is known: for each page, one digest of everything that it shows.

A page whose digest is that of the last build is neither rendered nor written again. What a source, a
contract, a worksheet and a file of questions say, and what is known of them on the day, is told by their
`repr`, which leaves nothing out; what a page itself says, by the digest of its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from proofpack.model.library import (
    Guide,
    KnownContract,
    Library,
    PageFile,
    ResolvedDirective,
    area_refs,
    directives,
)
from proofpack.model.library.groups import lineage
from proofpack.model.records.directives import (
    FieldsPlace,
    PartPlace,
    RowsPlace,
    SourceList,
    WorksheetPlace,
)
from proofpack.project.mkdocs_config import UNKNOWN, MkdocsConfig

_OF_THE_PAGE = ("related", "history")
"""Directives that show front matter of their page, and of others titles at most."""


class Bases:
    """Makes the digests of pages. What many pages show is told once."""

    def __init__(
        self,
        library: Library,
        digests: Mapping[str, str],
        config: MkdocsConfig = UNKNOWN,
    ) -> None:
        """Take what all pages stand on.

        Args:
            library: the project on one day.
            digests: digest of each hand-written page, by its path.
            config: what addresses and anchors are made from.
        """
        self._library, self._digests, self.config = library, digests, config
        self._told_of_config = repr(config)
        self._known: dict[tuple[str, str], str] = {}

    def replacing(self, replaced: Mapping[str, str]) -> Bases:
        """Return what makes the digests of pages whose links lead elsewhere.

        Args:
            replaced: the pages to which they lead, by those of ours in whose place these stand.
        """
        config = replace(self.config, replaced=tuple(sorted(replaced.items())))
        return Bases(self._library, self._digests, config)

    def of(self, *things: tuple[str, str]) -> str:
        """Return the digest of a page.

        Args:
            things: what it shows, each by kind and id, in the order in which it does.
        """
        made_from = (self._told_of_config, *map(self._digest, things))
        return hashlib.sha256("\n".join(made_from).encode()).hexdigest()

    def written(self, file: PageFile, guide: Guide | None) -> str:
        """Return the digest of a hand-written page."""
        return self.of(*dict.fromkeys(self._shown(file, guide)))

    def schema(self, worksheet: str, *, words: bool = True) -> str:
        """Return the digest of what browsers load of a worksheet: it tells of guides, too.

        Args:
            worksheet: its id.
            words: whether the words of its guides count.
        """
        known = self._library.worksheets[worksheet]
        tables = [self._library.tables[binding.table] for binding in known.record.verdicts]
        facts = [fact.ref for name in known.guides for fact in self._library.guides[name].facts]
        facts += [fact.ref for table in tables for row in table.areas for fact in row.facts]
        guide = "guide" if words else "listed"
        shown = [(guide, name) for name in known.guides] + [("table", table.id) for table in tables]
        return self.of(("worksheet", worksheet), *shown, *dict.fromkeys(_sources_of(facts)))

    def all(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield all sources, contracts, tables and so on as things that a page shows."""
        return ((kind, name) for name in getattr(self._library, f"{kind}s"))

    def listed(self) -> Iterator[tuple[str, str]]:
        """Yield all guides as they stand in a list, in which their words do not count."""
        return (("listed", name) for name in self._library.guides)

    def titles(self, guides: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the titles of guides as things that a page shows."""
        return (("title", name) for name in guides)

    def _digest(self, thing: tuple[str, str]) -> str:
        if thing not in self._known:
            kind, name = thing
            record = f"{kind} {name} {self._told(kind, name)!r}"
            self._known[thing] = hashlib.sha256(record.encode()).hexdigest()
        return self._known[thing]

    def _told(self, kind: str, name: str) -> object:
        """Tell a thing by all that pages show of it; one of another kind says all by its name."""
        library = self._library
        match kind:
            case "source":
                return library.sources[name]
            case "contract":
                return _rows(library.contracts[name])
            case "table":
                return _rows(library.tables[name])
            case "worksheet":
                return self._worksheet(name)
            case "faq":
                return self._faq(name)
            case "guide":
                return self._guide(name)
            case "listed":
                return self._listed(name)
            case "title":
                return name and library.guides[name].meta.title
            case _:
                return None

    def _worksheet(self, name: str) -> object:
        record = self._library.worksheets[name].record
        return record, record.send_to and self._digest(("source", record.send_to))

    def _faq(self, name: str) -> object:
        faq = self._library.faqs[name]
        facts = (ref for question in faq.record.questions for ref in question.facts)
        return faq.record, [self._digest(source) for source in _sources_of(facts)]

    def _guide(self, name: str) -> object:
        """Tell a guide as it is listed, and its own page: what it says, and when it is due."""
        guide = self._library.guides[name]
        return self._digests.get(guide.file.path), self._review(guide), self._groups(guide)

    def _listed(self, name: str) -> object:
        """Tell a guide as it is listed: its front matter, but for words, and what it stands on."""
        guide = self._library.guides[name]
        meta, owner = guide.meta, guide.owner
        front = meta.title, meta.description, meta.kind, meta.audience, meta.last_reviewed
        days = [change.date for change in meta.history]
        uses = [fact.ref for fact in guide.facts], [used.source.id for used in guide.sources]
        owned = owner.name, owner.contact
        review = self._review(guide)
        return guide.file.target, front, days, review, meta.group, self._groups(guide), owned, uses

    def _groups(self, guide: Guide) -> list[str]:
        return [self._library.groups[path].title for path in lineage(guide.meta.group or "")]

    def _review(self, guide: Guide) -> object:
        return guide.next_review, guide.due, guide.due_soon_on

    def _shown(self, file: PageFile, guide: Guide | None) -> Iterator[tuple[str, str]]:
        yield "file", f"{file.path} {self._digests.get(file.path)}"
        yield from _sources_of(file.cites)
        if guide:
            yield "guide", guide.id
            yield "owner", repr(guide.owner)
            yield from (("source", used.source.id) for used in guide.sources)
            yield from _sources_of(fact.ref for fact in guide.facts)
            yield from self.titles(related.guide for related in guide.meta.related if related.guide)
        for directive in directives(file):
            yield from self._placed(directive, guide)

    def _placed(
        self, directive: ResolvedDirective, guide: Guide | None
    ) -> Iterator[tuple[str, str]]:
        name = directive.argument.partition(".")[0]
        if isinstance(directive.options, RowsPlace):
            for ref in area_refs(directive, self._library.rows):
                placed = ref.partition(".")[0]
                yield "table" if placed in self._library.tables else "contract", placed
        elif isinstance(directive.options, PartPlace | WorksheetPlace | FieldsPlace):
            yield "worksheet", name
        elif directive.name == "faq":
            yield "faq", name
        elif isinstance(directive.options, SourceList):
            only = directive.options.only
            yield from (("source", source) for source in only)
            yield from self.all("source") if not only and not guide else ()
        elif directive.name not in _OF_THE_PAGE:
            yield from self.listed()
            yield from self.all("source") if directive.name == "lately" else ()


def _rows(contract: KnownContract) -> object:
    """Tell a contract or a decision table, but for sets, which each process tells in its own order."""
    rows = [(area.facts, area.sources) for area in contract.areas]
    return contract.path, contract.record, rows


def _sources_of(facts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the sources of facts: a link to a fact names them both."""
    return (("source", ref.partition(".")[0]) for ref in facts)
