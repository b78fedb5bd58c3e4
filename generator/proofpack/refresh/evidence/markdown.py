"""Markdown of a documentation page to HTML, so that one extraction serves both.

Pages are written in dialects: front matter, MDX comments, imports and components, shortcodes. What
the dialect's reader would not see is taken out here, outside of code; the rest is CommonMark.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference

LONGEST = 2_000_000
"""Characters of Markdown that are read; more has never been a page, and takes seconds."""
MOST_LINES = 50_000
"""Lines of Markdown that are read; each may become a block, and blocks cost most."""
DENSEST = 20_000
"""Brackets, stars and underscores that one paragraph may have before markdown-it slows down."""

_FRONT = re.compile(
    r"\A\s*---[ \t]*\n(?=[\w\"'#-]+[ \t]*:|#)(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_IMPORTS = re.compile(r"\A(?:\s*+(?:import|export)\b[^\n]*\n)+")
_FENCE = re.compile(
    r"^[ \t>]*+(`{3,}|~{3,})[^\n`]*\n(?s:.*?)(?:^[ \t>]*+\1[`~]*+[ \t]*$|\Z)", re.MULTILINE
)
_SHORTCODE = re.compile(r"\{\{[<%][^\n{}]{0,400}?[%>]\}\}")
_HEADING_ID = re.compile(r"(?m)^(#{1,6} [^\n{]*+)\{#[\w.-]{1,200}\}[ \t]*$")
_COMPONENT = re.compile(r"<[A-Z][A-Za-z.]*[\s/>]")
_TAG = re.compile(r"""<([A-Z][\w.]*+)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_TAG_LINE = re.compile(r"(?m)^[ \t]*(</?[A-Z][\w.]*(?:[ \t][^\n]*)?>)[ \t]*$")
_REFERENCE = re.compile(r"\]\[([^\[\]\n]{1,200})\]")
_DENSE = re.compile(r"[\[\]*_~`<!]")


class TooDenseError(ValueError):
    """Raised for Markdown that is made to be slow."""


def to_html(text: str) -> str:
    """Return the page as HTML.

    Args:
        text: Markdown, with or without front matter, MDX or shortcodes.

    Raises:
        TooDenseError: it is longer, or denser with marks, than any page.
    """
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        raise TooDenseError("the Markdown is too long")
    text = _without_dialect(text.replace("\r\n", "\n").replace("\r", "\n"))
    _refuse_dense(text)
    # A link shows its text whether or not the file that defines its target came along.
    labels = {normalizeReference(label) for label in _REFERENCE.findall(text)}
    env = {"references": {label: {"href": "#", "title": ""} for label in labels}}
    components = _COMPONENT.search(text) is not None
    html: str = _parser(indented_code=not components).render(text, env)
    return _TAG.sub(_closed, html) if components else html


def closed(html: str) -> str:
    """Return a piece of a page whose tags end with it, so that none takes in the pieces after it."""
    tree = etree.HTML(f"<div>{html}</div>")
    parts = [] if tree is None else [etree.tostring(part, method="html") for part in tree]
    return b"".join(parts).decode()


def _closed(tag: re.Match[str]) -> str:
    """Return a component's tag; HTML knows no `<Card />`, and would nest what follows in it."""
    name, attributes = tag.groups()
    if not attributes.endswith("/"):
        return tag[0]
    return f"<{name}{attributes[:-1]}></{name}>"


@lru_cache(maxsize=2)
def _parser(*, indented_code: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # MDX has no indented code: what stands deep inside components is prose.
    return parser if indented_code else parser.disable("code")


def _without_dialect(text: str) -> str:
    text = _IMPORTS.sub("", _FRONT.sub("", text))
    pieces, last = [], 0
    for fence in _FENCE.finditer(text):
        pieces += [_prose(text[last : fence.start()]), fence[0]]
        last = fence.end()
    pieces.append(_prose(text[last:]))
    return "".join(pieces)


def _prose(text: str) -> str:
    if "{" in text:
        text = _HEADING_ID.sub(r"\1", _SHORTCODE.sub("", _without_comments(text)))
    # Without blank lines around the tag, CommonMark would read what a component holds as raw HTML.
    return _TAG_LINE.sub(r"\n\1\n", text) if "<" in text else text


def _without_comments(text: str) -> str:
    pieces = []
    while (start := text.find("{/*")) >= 0 and (end := text.find("*/}", start)) >= 0:
        pieces.append(text[:start])
        text = text[end + 3 :]
    return "".join([*pieces, text])


def _refuse_dense(text: str) -> None:
    if len(text) < DENSEST:
        return
    for paragraph in text.split("\n\n"):
        if len(paragraph) > DENSEST and len(_DENSE.findall(paragraph)) > DENSEST:
            raise TooDenseError("the Markdown is denser with marks than any page")
