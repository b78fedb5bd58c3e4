"""Parts of a page that come by script: whether the markup shows that something is still to come.

What a page does not say can be confirmed only on a whole page. Each sign here is one that a browser,
too, sees before the script has run: a place without its part, an empty element that a script knows, a
word that asks to wait.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PageElement

from proofpack.refresh.evidence.assemble import PENDING
from proofpack.refresh.evidence.marked_text import names

_MOUNTS = names("root app __next __nuxt ___gatsby svelte main-app react-root app-root")
_BLOCKS = names("div section main article table tbody ul ol dl p pre figure span output")
_WAITING = names(
    "skeleton shimmer spinner spinner-border spinner-grow loader loading placeholder-glow "
    "skeleton-loader is-loading"
)
_FETCHES = re.compile(
    r"(?:data-|spec-|document-|api-?description-|hx-)?"
    r"(?:src|url|uri|endpoint|api|fetch|remote|get|source|load|props|component)"
)
_BOUND = re.compile(
    r"v-(?:for|html|text)|x-(?:for|html|text)|ng-(?:bind.*|repeat|include)|data-bind"
)
_AT_ONCE = re.compile(r"\b(?:load|revealed|intersect|every)\b")
_WAIT = re.compile(
    r"\W*(?:loading|please wait|fetching|chargement|cargando|wird geladen|lade|laden|carregando"
    r"|caricamento|\u0437\u0430\u0433\u0440\u0443\u0437\u043a\u0430|\u52a0\u8f7d\u4e2d"
    r"|\u6b63\u5728\u52a0\u8f7d|\u8f09\u5165\u4e2d|\u8aad\u307f\u8fbc\u307f\u4e2d|\ub85c\ub529)"
    r"(?:\s\w+){0,3}\W*",
    re.IGNORECASE,
)
_LONGEST_WAIT = 40
_NAMED = re.compile(r"[\"'`#]([\w:.-]{1,80})[\"'`\]]")


@dataclass
class _Scripts:
    """What the scripts of a page say of its elements."""

    any: bool = False
    named: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)


def comes_by_script(
    soup: BeautifulSoup, roots: Iterable[Tag], ignored: Collection[int], *, within: bool
) -> bool:
    """Return whether a part of the document is still to come by script.

    Args:
        soup: the page.
        roots: its parts that are the document.
        ignored: elements that the source ignores, by identity.
        within: whether they are its main part, where an empty element is no frame of the site.
    """
    scripts = _scripts(soup)
    return any(
        _is_to_come(node, scripts, within) for root in roots for node in _nodes(root, ignored)
    )


def _nodes(root: Tag, ignored: Collection[int]) -> Iterator[PageElement]:
    """Return an element and all in it that is not ignored, in any order."""
    waiting: list[PageElement] = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in ignored:
            yield node
            if isinstance(node, Tag):
                waiting.extend(node.contents)


def _scripts(soup: BeautifulSoup) -> _Scripts:
    known = _Scripts()
    for script in soup.find_all("script"):
        kind = str(script.attrs.get("type", "")).lower()
        if kind in {"", "module"} or "javascript" in kind:
            known.any = True
            known.named.update(_NAMED.findall(script.get_text()))
    if known.any:
        links = soup.find_all("a", href=re.compile("^#"))
        known.targets.update(str(link.attrs["href"])[1:] for link in links)
    return known


def _is_to_come(node: PageElement, scripts: _Scripts, within: bool) -> bool:
    if isinstance(node, Comment):
        return node.strip() in PENDING
    if isinstance(node, NavigableString):
        return (
            scripts.any
            and 0 < len(node) < _LONGEST_WAIT
            and _WAIT.fullmatch(node.strip()) is not None
            and _is_alone(node)
        )
    return isinstance(node, Tag) and _is_awaited(node, scripts, within)


def _is_awaited(tag: Tag, scripts: _Scripts, within: bool) -> bool:
    attributes, name = tag.attrs, tag.name
    if name == "script":
        return "document.write(" in tag.get_text()
    if name == "noscript":
        return "javascript" in tag.get_text().lower()
    if not attributes or "hidden" in attributes:
        return False
    if str(attributes.get("aria-busy", "")).lower() == "true":
        return True
    if "hx-get" in attributes and _AT_ONCE.search(str(attributes.get("hx-trigger", ""))):
        return True
    if any(map(_BOUND.fullmatch, attributes)):
        return True
    if "-" in name or name in {"redoc", *_BLOCKS}:
        return _is_empty(tag) and _is_known(tag, scripts, within)
    return False


def _is_known(tag: Tag, scripts: _Scripts, within: bool) -> bool:
    """Return whether something fills an empty element."""
    attributes = tag.attrs
    if (tag.name not in _BLOCKS or scripts.any) and any(map(_FETCHES.fullmatch, attributes)):
        return True
    if not scripts.any:
        return False
    if not _WAITING.isdisjoint(str(attributes.get("class", "")).lower().split()):
        return True
    own = str(attributes.get("id", ""))
    if not own or (tag.name == "span" and own not in scripts.named):
        return False
    return own in _MOUNTS or own in scripts.named or (within and own not in scripts.targets)


def _is_empty(tag: Tag) -> bool:
    return not any(
        isinstance(node, Tag) or (type(node) is NavigableString and node.strip())
        for node in tag.contents
    )


def _is_alone(text: NavigableString) -> bool:
    parent = text.parent
    return parent is not None and parent.name not in {"a", "button", "code", "h1", "h2", "h3", "li"}
