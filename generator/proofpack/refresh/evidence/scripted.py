"""Parts of a page that come by script: whether the markup shows that something is still to come.

What a page does not say can be confirmed only on a whole page. Each sign here is one that a browser,
too, sees before the script has run: a place without its part, an empty element that a script knows, a
word that asks to wait.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from proofpack.refresh.evidence.assemble import PENDING
from proofpack.refresh.evidence.marked_text import names
from proofpack.refresh.evidence.tree import (
    APART,
    Element,
    is_comment,
    is_element,
    is_in,
    own_texts,
    text_of,
)

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
_NAMING = names("a button code h1 h2 h3 li")
"""Elements that name something; they ask nobody to wait."""
_NAMED = re.compile(r"[\"'`#]([\w:.-]{1,80})[\"'`\]]")


@dataclass
class _Scripts:
    """What the scripts of a page say of its elements."""

    any: bool = False
    named: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)


def comes_by_script(
    page: Element, roots: Iterable[Element], ignored: Collection[Element], *, within: bool
) -> bool:
    """Return whether a part of the document is still to come by script.

    Args:
        page: the root of its tree.
        roots: its parts that are the document.
        ignored: elements that the source ignores.
        within: whether they are its main part, where an empty element is no frame of the site.
    """
    scripts = _scripts(page)
    return any(
        _is_to_come(node, scripts, within) for root in roots for node in _nodes(root, ignored)
    )


def _nodes(root: Element, ignored: Collection[Element]) -> Iterator[Element]:
    """Return an element and all nodes in it that are not ignored, in any order."""
    if not ignored:
        yield from root.iter()
        return
    waiting: list[Element] = [root]
    while waiting:
        node = waiting.pop()
        if node not in ignored:
            yield node
            waiting.extend(node)


def _scripts(page: Element) -> _Scripts:
    known = _Scripts()
    for script in page.iter("script"):
        kind = script.get("type", "").lower()
        if kind in {"", "module"} or "javascript" in kind:
            known.any = True
            known.named.update(_NAMED.findall(text_of(script)))
    if known.any:
        links = (link.get("href", "") for link in page.iter("a"))
        known.targets.update(link[1:] for link in links if link.startswith("#"))
    return known


def _is_to_come(node: Element, scripts: _Scripts, within: bool) -> bool:
    if is_comment(node):
        return (node.text or "").strip() in PENDING
    if not is_element(node):
        return False
    if scripts.any and node.tag not in _NAMING and any(map(_is_wait, own_texts(node))):
        return True
    return _is_awaited(node, scripts, within)


def _is_wait(text: str) -> bool:
    return len(text) < _LONGEST_WAIT and _WAIT.fullmatch(text.strip()) is not None


def _is_awaited(tag: Element, scripts: _Scripts, within: bool) -> bool:
    attributes, name = tag.attrib, tag.tag
    if name == "script":
        return "document.write(" in text_of(tag)
    if name == "noscript":
        return "javascript" in text_of(tag).lower()
    if not attributes or "hidden" in attributes:
        return False
    if attributes.get("aria-busy", "").lower() == "true":
        return True
    if "hx-get" in attributes and _AT_ONCE.search(attributes.get("hx-trigger", "")):
        return True
    if any(map(_BOUND.fullmatch, attributes)):
        return True
    if "-" in name or name in {"redoc", *_BLOCKS}:
        return _is_empty(tag) and _is_known(tag, scripts, within)
    return False


def _is_known(tag: Element, scripts: _Scripts, within: bool) -> bool:
    """Return whether something fills an empty element."""
    attributes = tag.attrib
    if (tag.tag not in _BLOCKS or scripts.any) and any(map(_FETCHES.fullmatch, attributes)):
        return True
    if not scripts.any:
        return False
    if not _WAITING.isdisjoint(attributes.get("class", "").lower().split()):
        return True
    own = attributes.get("id", "")
    if not own or (tag.tag == "span" and own not in scripts.named):
        return False
    return own in _MOUNTS or own in scripts.named or (within and own not in scripts.targets)


def _is_empty(tag: Element) -> bool:
    """Return whether an element holds no element, and no text that is shown."""
    if any(map(is_element, tag)):
        return False
    return not any(map(str.strip, own_texts(tag))) or is_in(tag, APART)
