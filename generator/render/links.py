"""Links from one page of the site to another, as the engine checks and rewrites them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from ..library import KnownFact, KnownSource, Library
from .markup import Md, attribute, plain, text


@dataclass(frozen=True)
class Links:
    """Makes links that stand on one page.

    Attributes:
        library: what can be linked to.
        page: where the links stand, such as `guides/escalation-note.md`.
    """

    library: Library
    page: str

    def to(self, target: str, label: str, anchor: str = "") -> Md:
        """Return a link to a page, by its place in the site."""
        path = posixpath.relpath(target, posixpath.dirname(self.page) or ".")
        if target == self.page:
            path = ""
        fragment = f"#{anchor}" if anchor else ""
        label = label if isinstance(label, Md) else text(label)
        return Md(f"[{label}]({path}{fragment})" if path or fragment else label)

    def guide(self, guide: str) -> Md:
        """Return a link to a guide, by its id."""
        return self.to(f"guides/{guide}.md", self.library.guides[guide].meta.title)

    def guides(self, guides: tuple[str, ...]) -> Md:
        """Return links to several guides."""
        return Md(", ".join(self.guide(one) for one in guides))

    def source(self, source: KnownSource) -> Md:
        """Return a link to the page of a source."""
        return self.to(f"sources/{source.id}.md", source.name)

    def fact(self, fact: KnownFact, label: str = "") -> Md:
        """Return a link to a fact on the page of its source, with the fact as its title."""
        source = fact.ref.partition(".")[0]
        link = self.to(f"sources/{source}.md", label or fact.ref, fact.record.id)
        return Md(f'{link[:-1]} "{attribute(plain(fact.record.says))}")')

    def facts(self, facts: tuple[KnownFact, ...]) -> Md:
        """Return links to several facts."""
        return Md(", ".join(self.fact(one) for one in facts))

    def area(self, ref: str) -> Md:
        """Return a link to an area on the page of its contract."""
        contract, _, area = ref.partition(".")
        title = self.library.areas[ref].record.title
        return self.to(f"contracts/{contract}.md", title, area)

    def contract(self, contract: str) -> Md:
        """Return a link to the page of a contract."""
        title = self.library.contracts[contract].record.title
        return self.to(f"contracts/{contract}.md", title)

    def worksheet(self, worksheet: str) -> Md:
        """Return a link to the page of a worksheet."""
        title = self.library.worksheets[worksheet].record.title
        return self.to(f"worksheets/{worksheet}.md", title)
