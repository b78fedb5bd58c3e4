"""Stage 4: the Library to pages, in memory. Pure: no file, no clock, no network.

A page says what it shows before it is rendered, so that one that shows the same as in the last build
need not be.
"""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from proofpack.model.library import Library
from proofpack.site.render.bases import Bases
from proofpack.site.render.changes import change_pages
from proofpack.site.render.directives import Placer
from proofpack.site.render.freshness import freshness_page
from proofpack.site.render.links import above_folder
from proofpack.site.render.matrix import matrix_pages
from proofpack.site.render.nav import Nav, navigation
from proofpack.site.render.pages import SitePage, generated, written

__all__ = ["Nav", "Site", "render"]


class Site(Struct, frozen=True, dict=True):
    """What the engine is given.

    Attributes:
        pages: the pages by their place in the site. Each is rendered when its text is asked for.
        nav: the navigation, as MkDocs writes it.
        origins: the file that made each page, where it is one file.
        handed_on: the files of pages that the engine gets as they are, by their place in the site.
        hidden: the pages of ours in whose place one of them stands.
    """

    pages: dict[str, SitePage]
    nav: Nav
    origins: dict[str, str]
    handed_on: dict[str, str]
    hidden: tuple[str, ...] = ()

    @cached_property
    def files(self) -> dict[str, str]:
        """The Markdown of every page."""
        return {target: page.text for target, page in self.pages.items()}


def render(library: Library, bases: Bases | None = None) -> Site:
    """Return every page of a project.

    Args:
        library: the project on one day.
        bases: tells what each page shows, for whoever keeps pages that show the same.

    Returns:
        The pages and the navigation. A hand-written page takes the place of a generated one.
    """
    bases = bases or Bases(library, {})
    placers: dict[tuple[str, str], Placer] = {}
    guides = {guide.file.path: guide for guide in library.guides.values()}
    pages = {page.target: page for page in generated(library, bases)}
    own = {file.target for file in library.pages} if library.at.adopted else set()
    for page in (
        *matrix_pages(library, bases),
        *freshness_page(library, bases),
        *change_pages(library, bases),
    ):
        if page.target not in own:
            pages.setdefault(page.target, page)
    handed_on = {file.target: file.path for file in library.pages if file.handed_on}
    hidden = tuple(sorted(handed_on.keys() & pages.keys()))
    for file in library.pages:
        if file.handed_on:
            pages.pop(file.target, None)
            continue
        folder = file.target.rpartition("/")[0]
        above = above_folder(file.target, bases.config)
        if (folder, above) not in placers:
            placers[folder, above] = Placer.of(library, folder, bases.config, above)
        placer = placers[folder, above]
        pages[file.target] = written(placer, file, guides.get(file.path), bases)
    return Site(
        pages=dict(sorted(pages.items())),
        nav=navigation(library, pages),
        origins=handed_on
        | {page.target: page.source_file for page in pages.values() if page.source_file},
        handed_on=handed_on,
        hidden=hidden,
    )
