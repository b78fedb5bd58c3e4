"""Stage 4: the Library to pages and assets, in memory. Pure: no file, no clock, no network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from proofpack.model.library import Library, PageFile
from proofpack.site.render import environment
from proofpack.site.render.directives import Placer
from proofpack.site.render.nav import Nav, navigation
from proofpack.site.render.pages import SitePage, generated, written

__all__ = ["Nav", "Site", "SiteRenderer", "render"]


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
            nav=navigation(library, pages),
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
