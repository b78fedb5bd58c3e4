"""Stage 4: the Library to pages and assets, in memory. Pure: no file, no clock, no network."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field

from proofpack.model.library import Library, PageFile
from proofpack.site.render import environment
from proofpack.site.render.directives import Placer
from proofpack.site.render.pages import SitePage, generated, publishers, written

__all__ = ["Nav", "Site", "SiteRenderer", "render"]

Nav = list["str | dict[str, str | Nav]"]


@dataclass(frozen=True)
class Site:
    """What the engine is given.

    Attributes:
        files: Markdown pages by their place in the site.
        nav: the navigation, as MkDocs writes it.
        origins: the file that made each page, where it is one file.
    """

    files: dict[str, str]
    nav: Nav
    origins: dict[str, str]


@dataclass
class SiteRenderer:
    """Renders libraries, and remembers pages for as long as nothing that they show has changed."""

    _edited: float = 0.0
    _basis: object = None
    _uses: object = None
    _generated: list[SitePage] = field(default_factory=list)
    _written: dict[str, tuple[PageFile, SitePage]] = field(default_factory=dict)

    def render(self, library: Library) -> Site:
        """Render every page of the project.

        Args:
            library: the project on one day.

        Returns:
            The pages and the navigation. A hand-written page takes the place of a generated one.
        """
        self._forget(library)
        if not self._generated:
            self._generated = list(generated(library))
        pages = {page.target: page for page in self._generated}
        pages |= {page.target: page for page in self._pages(library)}
        return Site(
            files={target: page.text for target, page in sorted(pages.items())},
            nav=_nav(library, pages),
            origins={page.target: page.source_file for page in pages.values() if page.source_file},
        )

    def _forget(self, library: Library) -> None:
        """Drop what may show something that has changed since the last render."""
        edited, uses = environment.edited(), (library.used_by, library.placed_by)
        if edited != self._edited:
            environment.forget()
        if (edited, library.basis) != (self._edited, self._basis):
            self._generated, self._written = [], {}
        elif uses != self._uses:
            self._generated = []
        self._edited, self._basis, self._uses = edited, library.basis, uses

    def _pages(self, library: Library) -> Iterator[SitePage]:
        placers: dict[str, Placer] = {}
        guides = {guide.file.path: guide for guide in library.guides.values()}
        for file in library.pages:
            known = self._written.get(file.path)
            if known is None or known[0] is not file:
                folder = file.target.rpartition("/")[0]
                placer = placers.setdefault(folder, Placer.of(library, folder))
                known = (file, written(placer, file, guides.get(file.path)))
                self._written[file.path] = known
            yield known[1]


def render(library: Library) -> Site:
    """Render a library once. See `SiteRenderer.render`."""
    return SiteRenderer().render(library)


def _nav(library: Library, pages: dict[str, SitePage]) -> Nav:
    """Return the navigation: it comes from the data, so a new guide appears by itself."""

    def entry(target: str) -> dict[str, str | Nav]:
        # The theme prints titles raw.
        return {html.escape(pages[target].title, quote=False): target}

    def section(title: str, targets: list[str]) -> Iterator[dict[str, str | Nav]]:
        if targets:
            yield {title: [targets[0], *(entry(target) for target in targets[1:])]}

    guides = [f"guides/{guide}.md" for guide in library.guides]
    nav: Nav = [{"Home": "index.md"}]
    nav += section("Guides", ["guides/index.md", *guides])
    for title, folder, names in (
        ("Worksheets", "worksheets", list(library.worksheets)),
        ("Decision tables", "tables", list(library.tables)),
        ("Contracts", "contracts", list(library.contracts)),
    ):
        targets = [f"{folder}/{name}.md" for name in names]
        nav += section(title, [f"{folder}/index.md", *targets] if targets else [])
    by_publisher: Nav = ["sources/index.md"]
    for publisher, sources in publishers(library).items():
        listed: Nav = [
            {html.escape(source.name, quote=False): f"sources/{source.id}.md"} for source in sources
        ]
        by_publisher.append({html.escape(publisher, quote=False): listed})
    nav.append({"Sources": by_publisher})
    if "faq.md" in pages:
        nav.append(entry("faq.md"))
    return nav + list(_other(library, pages))


def _other(library: Library, pages: dict[str, SitePage]) -> Iterator[dict[str, str | Nav]]:
    """Yield the hand-written pages that have no place above: single ones, then one group a folder."""
    above = ("index.md", "faq.md")
    folders: dict[str, list[str]] = {}
    for file in sorted(library.pages, key=lambda page: (page.meta.order, page.meta.title)):
        folder, _, _ = file.target.rpartition("/")
        top = folder.partition("/")[0]
        if file.target in above or top in (
            "guides",
            "worksheets",
            "contracts",
            "tables",
            "sources",
        ):
            continue
        folders.setdefault(top, []).append(file.target)
    for folder, targets in sorted(folders.items()):
        listed: Nav = [
            {html.escape(pages[target].title, quote=False): target} for target in targets
        ]
        if not folder:
            yield from (entry for entry in listed if isinstance(entry, dict))
        else:
            title = folder.replace("-", " ").capitalize()
            index = f"{folder}/index.md"
            first: Nav = [index] if index in targets else []
            rest: Nav = [
                entry for entry in listed if isinstance(entry, dict) and index not in entry.values()
            ]
            yield {title: first + rest}
