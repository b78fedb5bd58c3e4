"""What the policy for browsers does not let a page do, as it stands in HTML and in Markdown.

The policy is in `partials/javascripts/base.html` of the theme layer: a page runs and shows what its own
site has in files, and nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from proofpack.text.html_tags import tags
from proofpack.text.markdown import scan

_ATTRIBUTE = re.compile(
    r"(?:^|[\s\"'/])(?P<name>[a-z][a-z:-]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA = ("application/json", "application/ld+json", "text/plain", "text/template", "text/html")
_FRAMES = ("iframe", "object", "embed", "audio", "video", "frame", "base", "applet")
_LOADED = {"script": "src", "img": "src", "link": "href", "source": "src"}
_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect")
_TAG = re.compile(
    r"<(?P<name>[a-z][a-z0-9-]*)(?P<attributes>(?:\s[^<>\"']*(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)?)/?>",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"<!--.*?-->|(?P<open><(?P<name>script|style|textarea|title)\b[^>]*>)(?P<text>.*?)(?=</(?P=name)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
"""What is no markup: comments, and what stands in elements that have text alone."""


def blocked(name: str, attributes: str) -> str:
    """Return what of an element a browser does not run or load under the policy; nothing if it does.

    Args:
        name: of the element.
        attributes: as they are written.
    """
    name = name.lower()
    values = {
        match["name"].lower(): html.unescape(
            match["double"] or match["single"] or match["bare"] or ""
        )
        for match in _ATTRIBUTE.finditer(attributes)
    }
    handler = next((key for key in values if key.startswith("on") and len(key) > 3), "")
    if handler:
        return f"an inline script (`{handler}=` of <{name}>)"
    scripted = any(
        value.strip().lower().startswith("javascript:")
        for key, value in values.items()
        if key in ("href", "src", "action", "formaction")
    )
    if scripted:
        return f"an inline script (`javascript:` in <{name}>)"
    if name in _FRAMES:
        return f"<{name}>"
    if name == "form" and values.get("action"):
        return "a form that is sent"
    if name == "script" and "src" not in values:
        return "" if values.get("type", "").lower() in _DATA else "an inline script"
    address = values.get(_LOADED.get(name, ""), "")
    loads = name != "link" or any(kind in values.get("rel", "").lower().split() for kind in _LINKS)
    return f"<{name}> from another origin, {address}" if loads and _ELSEWHERE.match(address) else ""


def blocked_in_html(page: str) -> Iterator[tuple[int, str]]:
    """Yield where in a page of HTML there is what a browser does not run or load, and what it is.

    Args:
        page: its HTML.
    """
    bare = _TEXT.sub(lambda match: (match["open"] or "").ljust(len(match[0])), page)
    for match in _TAG.finditer(bare):
        if what := blocked(match["name"], match["attributes"]):
            yield match.start(), what


def blocked_in_markdown(text: str) -> Iterator[tuple[int, str]]:
    """Yield where in Markdown there is what a browser does not run or load, and what it is.

    Args:
        text: prose of a page.
    """
    for tag in tags(text) if "<" in text else ():
        if not tag.closes and (what := blocked(tag.name, tag.attributes)):
            yield tag.start, what
    for mark in scan(text).marks if "![" in text else ():
        if mark.kind == "image" and _ELSEWHERE.match(mark.text):
            yield mark.start, f"an image from another origin, {mark.text}"
