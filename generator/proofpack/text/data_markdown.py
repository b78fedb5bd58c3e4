"""Markdown of values: how markdown-it reads what comes from data, and writes it.

A module of its own, because markdown-it takes a while to load.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from proofpack.text.escape import text, url

_ALLOWED = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class _Renderer(RendererHTML):
    """Writes tokens as tags around encoded text."""

    def text(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return text(tokens[idx].content)

    def text_special(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return text(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<code>{text(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        # A line break as an entity: raw HTML blocks must not contain blank lines in every engine.
        content = text(tokens[idx].content.rstrip("\n")).replace("\n", "&#10;")
        return f"<pre><code>{content}</code></pre>\n"

    def fence(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        return self.code_block(tokens, idx)

    def softbreak(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return " "

    def hardbreak(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return "<br>"

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f'<a href="{url(str(tokens[idx].attrGet("href")))}">'


def _leads_out(url: str) -> bool:
    return bool(_ALLOWED.match(url))


@cache
def parser() -> MarkdownIt:
    """Return the parser of values: HTML, pictures and headings are text, and links lead out."""
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    markdown.disable(
        ["image", "entity", "reference", "html_block", "html_inline", "heading", "lheading"]
    )
    # Links from data lead out of the site: inside it, pages move, and only the renderer knows where to.
    markdown.validateLink = _leads_out  # type: ignore[method-assign] # as its manual says
    return markdown
