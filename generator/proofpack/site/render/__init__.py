"""Stage 4: the Library to pages, in memory. Pure: no file, no clock, no network.

A page says what it shows before it is rendered, so that one that shows the same as in the last build
need not be.
"""

from __future__ import annotations

from collections.abc import Collection
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
        hidden: those of them that stand in the place of one of ours, which is to be told.
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
    pages, on_trust = _ours(library, bases)
    theirs = _theirs(library, bases, {*pages, *on_trust})
    if replaced := {ours: target for ours, target in theirs.items() if ours != target}:
        bases = bases.replacing(replaced)
        pages, on_trust = _ours(library, bases)
    handed_on = {file.target: file.path for file in library.pages if file.handed_on}
    # Many a site has a page of its changes: of those on trust, nothing is told.
    hidden = sorted(theirs[ours] for ours in theirs.keys() & pages if theirs[ours] in handed_on)
    pages = {ours: page for ours, page in (on_trust | pages).items() if ours not in theirs}
    for file in library.pages:
        if file.handed_on:
            continue
        folder = file.target.rpartition("/")[0]
        above = above_folder(file.target, bases.config)
        if (folder, above) not in placers:
            placers[folder, above] = Placer.of(library, folder, bases.config, above)
        placer = placers[folder, above]
        pages[file.target] = written(placer, file, guides.get(file.path), bases)
    return Site(
        pages=dict(sorted(pages.items())),
        nav=navigation(library, pages, replaced),
        origins=handed_on
        | {page.target: page.source_file for page in pages.values() if page.source_file},
        handed_on=handed_on,
        hidden=tuple(hidden),
    )


def _ours(library: Library, bases: Bases) -> tuple[dict[str, SitePage], dict[str, SitePage]]:
    """Return the pages that are made from data, and those on trust, which tell of all of it."""
    on_trust = (
        *matrix_pages(library, bases),
        *freshness_page(library, bases),
        *change_pages(library, bases),
    )
    pages = {page.target: page for page in generated(library, bases)}
    return pages, {page.target: page for page in on_trust}


def _theirs(library: Library, bases: Bases, ours: Collection[str]) -> dict[str, str]:
    """Return the hand-written pages that have the address of one of ours, by the place of that one."""
    page = bases.config.page
    addresses = {page(target): target for target in ours}
    own = {file.target for file in library.pages}
    at_address = {addresses[page(target)]: target for target in own if page(target) in addresses}
    return at_address | {target: target for target in own.intersection(ours)}
