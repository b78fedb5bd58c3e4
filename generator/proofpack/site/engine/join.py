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

    A navigation that MkDocs made of the folders has a section for that of guides, perhaps: what ours
    has in a section of the same name stands there, first, as it would if its files were the project's.

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
        sections = {} if config.nav else {item.title: item for item in nav.items if item.is_section}
        for item in _data_to_navigation(added, files, config):
            if item.title in sections and item.is_section:
                sections[item.title].children[:0] = item.children
            else:
                nav.items.append(item)
        _add_parent_links(nav.items)
        nav.pages = _get_by_type(nav.items, Page)
        _add_previous_and_next_links(nav.pages)
    return nav
