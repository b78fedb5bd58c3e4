"""Links from one page of the site to another, as the engine checks and rewrites them."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from proofpack.model.library import KnownFact, KnownSource, Library
from proofpack.model.library.groups import lineage
from proofpack.model.records.sources import Absence
from proofpack.project.mkdocs_config import UNKNOWN, MkdocsConfig
from proofpack.text.escape import Md, attribute, plain, text, url
from proofpack.text.markdown import scan
from proofpack.text.text_fragment import text_fragment

LEGEND = ("freshness.md", "words")
"""The page that says what the words for what is not known mean, and where on it."""


@dataclass(frozen=True)
class Links:
    """Makes links that stand on the pages of one folder, each link once.

    Attributes:
        library: what can be linked to.
        folder: where the links stand, such as `guides`, or nothing for the top.
        config: what addresses and anchors are made from.
        above: what leads from a page to the folder, such as `../`, for links in HTML.
    """

    library: Library
    folder: str
    config: MkdocsConfig = UNKNOWN
    above: str = ""
    _known: dict[tuple[str, str, str], Md] = field(default_factory=dict, compare=False)
    _cites: dict[tuple[str, str], Md] = field(default_factory=dict, compare=False)
    _html: dict[tuple[str, str, str], Md] = field(default_factory=dict, compare=False)
    _places: dict[str, Md] = field(default_factory=dict, compare=False)

    def to(self, target: str, label: str, anchor: str = "") -> Md:
        """Return a link to a page, by its place in the site."""
        key = (target, label, anchor)
        if key not in self._known:
            file = dict(self.config.replaced).get(target, target)
            path = posixpath.relpath(file, self.folder or ".")
            fragment = f"#{anchor}" if anchor else ""
            shown = label if isinstance(label, Md) else text(label)
            self._known[key] = Md(f"[{shown}]({path}{fragment})")
        return self._known[key]

    def guide(self, guide: str) -> Md:
        """Return a link to a guide, by its id."""
        known = self.library.guides[guide]
        return self.to(known.file.target, known.meta.title)

    def guides(self, guides: tuple[str, ...]) -> Md:
        """Return links to several guides."""
        return Md(", ".join(self.guide(guide) for guide in guides))

    def group(self, path: str) -> Md:
        """Return a link to the page of a group, by its path."""
        return self.to(f"guides/groups/{path}.md", self.library.groups[path].title)

    def path(self, group: str) -> Md:
        """Return links to the list of guides, to the groups above a group, and to the group."""
        listed = [self.to("guides/index.md", "Guides"), *map(self.group, lineage(group))]
        return Md(" / ".join(listed))

    def source(self, source: KnownSource) -> Md:
        """Return a link to the page of a source."""
        return self.to(f"sources/{source.id}.md", source.name)

    def fact(self, fact: KnownFact, label: str = "") -> Md:
        """Return a link to a fact on the page of its source, with the fact as its title."""
        key = (fact.ref, label)
        if key not in self._cites:
            source = self.library.sources[fact.ref.partition(".")[0]]
            shown = label or source.name
            link = self.to(f"sources/{source.id}.md", shown, fact.record.id)
            says = plain(fact.record.says) + (f" ({fact.trouble})" if fact.trouble else "")
            self._cites[key] = Md(f'{link[:-1]} "{attribute(says)}")')
        return self._cites[key]

    def place(self, fact: KnownFact) -> Md:
        """Return the address of a quote on its page, for an attribute."""
        if fact.ref not in self._places:
            place = self.library.sources[fact.ref.partition(".")[0]].record.url
            if not isinstance(fact.record, Absence):
                place = text_fragment(place, fact.record.quote, fact.around)
            self._places[fact.ref] = url(place)
        return self._places[fact.ref]

    def to_fact(self, fact: KnownFact, label: str = "", style: str = "") -> Md:
        """Return a link to a fact as HTML, which may stand where no Markdown is read."""
        key = (fact.ref, label, style)
        if key not in self._html:
            source = self.library.sources[fact.ref.partition(".")[0]]
            says = attribute(f"{label}: {plain(fact.record.says)}") if style else ""
            styled = f' class="{style}" aria-label="{says}"' if style else ""
            href = self._href(f"sources/{source.id}.md", fact.record.id)
            self._html[key] = Md(f'<a{styled} href="{href}">{text(label or source.name)}</a>')
        return self._html[key]

    def unknown(self, word: str) -> Md:
        """Return a word for what is not known as a link, in HTML, to what it means."""
        return Md(f'<a href="{self._href(*LEGEND)}">{text(word)}</a>')

    def legend(self, label: str) -> Md:
        """Return a link to what the words for what is not known mean."""
        return self.to(LEGEND[0], label, LEGEND[1])

    def _href(self, target: str, anchor: str) -> str:
        place = self.config.page(target)
        path = posixpath.relpath(place, self.folder or ".") + "/" * place.endswith("/")
        return f"{self.above}{path}#{anchor}"

    def anchored(self, anchor: str, title: str, label: str = "") -> Md:
        """Return the words of a heading that can be linked to by a name of ours.

        It is the id of the heading where a site has attribute lists. No extension is needed for it:
        elsewhere it is that of an empty element, unless the heading has it by itself.

        Args:
            anchor: the name.
            title: the words.
            label: what stands in a table of contents for them, where that can be said.
        """
        shown = title if isinstance(title, Md) else text(title)
        if self.config.attributes:
            labelled = f' data-toc-label="{attribute(label)}"' if label else ""
            return Md(f"{shown} {{ #{anchor}{labelled} }}")
        words = html.unescape(re.sub(r"<[^>]*>", "", shown))
        return Md(f"{self._element(anchor, words)}{shown}")

    def with_anchors(self, value: str) -> str:
        """Return Markdown of an author whose headings have the anchors that attribute lists give them.

        Where a site has no attribute lists, empty elements take the place of those in headings.
        """
        if self.config.attributes or "{" not in value:
            return value
        pieces, at = [], 0
        for mark in scan(value).marks:
            if mark.kind == "anchor":
                begin = value.rindex("{", at, mark.start)
                line = value[value.rfind("\n", 0, begin) + 1 : begin]
                words = line.strip(" #")
                # Closing marks go, too, as attribute lists let them.
                shown = value[at:begin].rstrip(" #") + " " if words else value[at:begin]
                pieces += [shown, self._element(mark.text, words)]
                at = value.index("}", mark.end) + 1
        return "".join([*pieces, value[at:]])

    def _element(self, anchor: str, words: str) -> Md:
        """Return what gives a heading a name, or nothing where its words do."""
        if self.config.slugs and _slug(words) == anchor:
            return Md("")
        return Md(f'<a class="pp-anchor" id="{attribute(anchor)}"></a>')

    def facts(self, facts: Iterable[KnownFact], as_html: bool = False) -> Md:
        """Return links to several facts: the name of each source once, with numbers for more of it."""
        link = self.to_fact if as_html else self.fact
        grouped: dict[str, list[KnownFact]] = {}
        for fact in facts:
            grouped.setdefault(fact.ref.partition(".")[0], []).append(fact)
        shown = (
            ", ".join([link(first), *(link(fact, str(n)) for n, fact in enumerate(more, 2))])
            for first, *more in grouped.values()
        )
        return Md("; ".join(shown))

    def area(self, ref: str, label: str = "") -> Md:
        """Return a link to an area on the page of its contract, with its title or other words."""
        contract, _, area = ref.partition(".")
        shown = label or self.library.areas[ref].record.title
        folder = "tables" if contract in self.library.tables else "contracts"
        return self.to(f"{folder}/{contract}.md", shown, area)

    def contract(self, contract: str) -> Md:
        """Return a link to the page of a contract, or of a decision table."""
        if contract in self.library.tables:
            return self.table(contract)
        title = self.library.contracts[contract].record.title
        return self.to(f"contracts/{contract}.md", title)

    def table(self, table: str) -> Md:
        """Return a link to the page of a decision table."""
        return self.to(f"tables/{table}.md", self.library.tables[table].record.title)

    def worksheet(self, worksheet: str) -> Md:
        """Return a link to the page of a worksheet."""
        title = self.library.worksheets[worksheet].record.title
        return self.to(f"worksheets/{worksheet}.md", title)


def above_folder(target: str, config: MkdocsConfig) -> str:
    """Return what leads from the address of a page to the folder in which it stands."""
    folder = target.rpartition("/")[0]
    return (
        "../" if config.page(target).rstrip("/") not in (folder, "") and config.directories else ""
    )


def _slug(title: str) -> str:
    """Return the id that Python-Markdown gives a heading."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())
