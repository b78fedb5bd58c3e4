"""Redirects within a page: `Refresh` as a header or in a `meta`, scripts that go elsewhere at once."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from proofpack.model.outcomes import Document
from proofpack.refresh.evidence.tree import Element, at_most, is_in, text_of

_MOST_SECONDS = 30
"""Seconds after which a page that goes elsewhere has been read by then."""
_REFRESH = re.compile(
    r"\s*(\d{1,6})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)", re.IGNORECASE
)
_NAME = re.compile(r"\s*refresh\s*\Z", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"'\s]+)[\"']"
    r"|\blocation\.(?:replace|assign)\(\s*[\"']([^\"'\s]+)[\"']"
)
_MOST_SCRIPT = 20_000


def refreshes_to(document: Document, root: Element | None) -> str:
    """Return where a page sends its readers by `Refresh`: an address without query, or nothing.

    Args:
        document: the page as it was read.
        root: of its tree, or None.
    """
    within = [
        meta.get("content", "")
        for meta in (() if root is None else root.iter("meta"))
        if _NAME.search(meta.get("http-equiv", "")) and not is_in(meta, ["noscript"])
    ]
    for match in filter(None, map(_REFRESH.match, [document.refresh, *within])):
        if int(match[1]) <= _MOST_SECONDS and (target := _elsewhere(document.url, match[2])):
            return target
    return ""


def scripted_to(document: Document, root: Element | None) -> str:
    """Return where a script of a page sends its readers: an address without query, or nothing.

    Documentation holds such scripts, too; so this tells something only of a page that says nothing.

    Args:
        document: the page as it was read.
        root: of its tree, or None.
    """
    for script in () if root is None else at_most(20, root, "script"):
        for match in _SCRIPTED.finditer(text_of(script)[:_MOST_SCRIPT]):
            if target := _elsewhere(document.url, match[1] or match[2]):
                return target
    return ""


def is_elsewhere(address: str, other: str) -> bool:
    """Return whether the paths of two addresses differ by more than a final slash or `.html`."""
    return _path(address) != _path(other)


def _path(address: str) -> str:
    path = urlsplit(address).path
    return re.sub(r"(?:\.html?|/(?:index\.\w+)?)\Z", "", path)


def _elsewhere(here: str, target: str) -> str:
    """Return a target in full, if it is another page of the web."""
    try:
        there = urlsplit(urljoin(here, target))
        now = urlsplit(here)
    except ValueError:
        return ""
    shown = f"{there.scheme}://{there.netloc}{there.path}"
    same = there.netloc == now.netloc and not is_elsewhere(shown, here)
    if there.scheme not in ("http", "https") or not there.netloc or same:
        return ""
    return shown[:300] if shown.isprintable() and "@" not in there.netloc else ""
