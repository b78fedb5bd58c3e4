"""Our pages in the navigation of a site that was adopted: where it names them, or at its end."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from mkdocs.structure.nav import (
    Navigation,
    _add_parent_links,
    _add_previous_and_next_links,
    _data_to_navigation,
    _get_by_type,
)
from mkdocs.structure.pages import Page

from proofpack.site.engine.entries import without

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def join(
    nav: Navigation, ours: list[Any], generated: Collection[str], files: Files, config: MkDocsConfig
) -> Navigation:
    """Add our pages to a navigation, unless it names one of those that are made from data alone.

    Args:
        nav: the navigation, as MkDocs and the plugins of the project made it.
        ours: the entries of our pages, as MkDocs writes them.
        generated: the pages that are made from data alone.
        files: all files of the site.
        config: its configuration.
    """
    shown = {page.file.src_uri for page in nav.pages}
    added = [] if shown & set(generated) else without(ours, shown)
    if added:
        items = _data_to_navigation(added, files, config)
        _add_parent_links(items)
        nav.items += items
        nav.pages = _get_by_type(nav.items, Page)
        _add_previous_and_next_links(nav.pages)
    return nav
