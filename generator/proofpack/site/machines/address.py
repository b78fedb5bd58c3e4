"""Where pages stand, as files for programs name them."""

from __future__ import annotations

import posixpath
from urllib.parse import urljoin

from proofpack.project.mkdocs_config import MkdocsConfig


def address(config: MkdocsConfig, target: str, anchor: str = "") -> str:
    """Return the address of a page: in full where the site knows its own, else from its folder.

    Args:
        config: what the site is called, and where it stands.
        target: the file that makes the page, relative to the site.
        anchor: a place on the page.
    """
    page = config.page(target)
    known = urljoin(config.url, page) if config.url else page or "./"
    return f"{known}#{anchor}" if anchor else known


def twin_of(config: MkdocsConfig, target: str) -> str:
    """Return the place of the Markdown twin of a page: its address, with `.md`.

    Args:
        config: where pages stand.
        target: the file that makes the page, relative to the site.
    """
    page = config.page(target)
    if page.endswith(".html"):
        return f"{page.removesuffix('.html')}.md"
    return f"{page.rstrip('/')}.md" if page else "index.md"


def twin_address(config: MkdocsConfig, target: str) -> str:
    """Return the address of the Markdown twin of a page. Arguments as of `twin_of`."""
    twin = twin_of(config, target)
    return urljoin(config.url, twin) if config.url else twin


def seen_from(config: MkdocsConfig, place: str, file: str) -> str:
    """Return the address of something in the site as a file of it links to it.

    Args:
        config: where the site stands.
        place: what is linked to, relative to the site.
        file: the file that links, likewise.
    """
    if config.url:
        return urljoin(config.url, place)
    shown = posixpath.relpath(place or ".", posixpath.dirname(file) or ".")
    return f"{shown}/" if place.endswith("/") else shown
