"""Redirects within a page: `Refresh` as a header or in a `meta`, scripts that go elsewhere at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from proofpack.model.outcomes import Document
from proofpack.refresh.evidence.tree import Element, at_most, is_in, text_of

_MOST_SECONDS = 30
"""Seconds after which a page that goes elsewhere has been read by then."""
_REFRESH = re.compile(
    r"\s*(?=[\d.])0*(\d{0,6})[\d.]*(?:\s*[;,]|\s)\s*(?:url\s*=\s*)?[\"']?([^\"'\s]+)",
    re.IGNORECASE,
)
"""As the HTML standard reads it: what stands behind a dot is passed over, and `.5` is no second."""
_NAME = re.compile(r"\s*refresh\s*\Z", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"'`]([^\"'`\s]+)[\"'`]"
    r"|\blocation\.(?:replace|assign)\(\s*[\"'`]([^\"'`\s]+)[\"'`]"
)
_MOST_SCRIPT = 20_000
_MOST_SCRIPTS = 200
_MOST_READ = 20
"""Scripts of a page that are read, of those that speak of an address at all."""
_NOT_RUN = ("noscript", "template", "textarea")
_RUN = re.compile(r"\s*(?:module|(?:text|application)/(?:java|ecma)script)?\s*\Z", re.IGNORECASE)
"""Types of scripts that are run."""
_TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*(?:`|\Z))"""
    r"""|(?<=[=(,:?!&|])[ \t]{0,9}/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n]){0,50}\]|[^/\\\n\[]){1,200}/"""
    r"""|//[^\n]*|<!--[^\n]*|/\*(?s:.*?)(?:\*/|\Z)|(?P<open>[({\[])|(?P<close>[)}\]])"""
)
"""What in a script is no statement: texts, patterns, remarks; and what statements stand in."""
_AT_ONCE = re.compile(
    r"""(?:(?:\A|[;}])\s*|(?<![\s=(,:?!&|+*/<>-])[^\S\n]*\n\s*)"""
    r"""(?:(?:window|document|self|top|parent|globalThis)\s*\.\s*)*"""
    r"""location\s*(?:(?:\.\s*href\s*)?=\s*"(\d+)"|\.\s*(?:replace|assign)\s*\("(\d+)"\))"""
)
"""A statement by which a page leaves, with the numbers of texts in their place."""
_LONGEST_CONDITION = 60
_CONDITION = re.compile(r"\b(?:if|while|for|with|else|do)\s*(?:\([\d\"]*\))?\s*\Z")
"""What the next statement depends on."""


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
        if int(match[1] or 0) <= _MOST_SECONDS and (target := _elsewhere(document.url, match[2])):
            return target
    return ""


def scripted_to(document: Document, root: Element | None, *, at_once: bool = True) -> str:
    """Return where a script of a page sends its readers: an address without query, or nothing.

    Documentation holds scripts that lead elsewhere on a click, or on a condition.

    Args:
        document: the page as it was read.
        root: of its tree, or None.
        at_once: whether a script counts only where it does so whatever happens.
    """
    scripts = () if root is None else at_most(_MOST_SCRIPTS, root, "script")
    texts = ((script, text_of(script)[:_MOST_SCRIPT]) for script in scripts)
    speaking = (each for each in texts if _SCRIPTED.search(each[1]))
    for script, text in islice(speaking, _MOST_READ):
        for target in (
            (_targets_at_once(text) if _is_run(script) else ()) if at_once else _targets(text)
        ):
            if shown := _elsewhere(document.url, target):
                return shown
    return ""


def _is_run(script: Element) -> bool:
    return _RUN.match(script.get("type", "")) is not None and not is_in(script, _NOT_RUN)


def _targets(text: str) -> Iterator[str]:
    """Yield the addresses to which a script may lead."""
    for match in _SCRIPTED.finditer(text):
        yield match[1] or match[2]


def _targets_at_once(text: str) -> Iterator[str]:
    """Yield the addresses to which a script leads whatever happens: in no function, under no `if`."""
    statements, texts = _outermost(text)
    for match in _AT_ONCE.finditer(statements):
        before = statements[: match.start()]
        if match[0][0] in ";}" or not _CONDITION.search(before[-_LONGEST_CONDITION:]):
            yield texts[int(match[1] or match[2])][1:-1]


def _outermost(text: str) -> tuple[str, list[str]]:
    """Return a script without what its brackets and remarks hold, its texts as numbers; and these."""
    kept: list[str] = []
    texts: list[str] = []
    depth, last = 0, 0
    for token in _TOKEN.finditer(text):
        if depth == 0:
            kept.append(text[last : token.start()])
        last = token.end()
        if token["text"] and depth <= 1:
            kept.append(f'"{len(texts)}"')
            texts.append(token["text"])
        if token["close"]:
            depth -= 1
        if (token["open"] or token["close"]) and depth == 0:
            kept.append(token[0])
        if token["open"]:
            depth += 1
    return "".join([*kept, text[last:] if depth == 0 else ""]), texts


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
