"""Values to Markdown that shows them as they are.

Whatever comes from YAML is text. It may say `<API_KEY_PLACEHOLDER>`, `{{ x }}`, `--8<--` or `|`, and
the reader must see just that. HTML escaping alone does not do it, because the engine reads Markdown:
so every character that some Markdown dialect treats apart becomes a numeric entity. The result is
safe in a paragraph, a table cell, a heading and a raw HTML block alike.

Inline Markdown of a value (code, strong, emphasis, links) is read by markdown-it with HTML switched
off and written as tags around such text, so that a pipe in a code span cannot split a table row
(`data_markdown`, which is loaded when the first value is shown).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Container
from functools import lru_cache

from proofpack.text.html_tags import passes, tags
from proofpack.text.markdown import scan
from proofpack.text.markdown_blocks import Mark
from proofpack.text.own_rule import own_rule


class Md(str):
    """Markdown that is ready for the engine. Every other text is encoded where it is shown."""

    __slots__ = ()


_SPECIAL = re.compile(
    r"[&<>\"\\`*_{}\[\]#|~^$@]|:(?=\S)|^:|-(?=-)|(?<=-)-|\+(?=\+)|(?<=\+)\+|=(?==)|(?<==)="
    r"|^[-+=!?](?=[\s!?])|(?<=www)\.|(?<=^\d)[.)]|(?<=^\d\d)[.)]"
    # What some make other characters of: quotes, three dots, (c), 1/2, c/o, +/-, 1st.
    r"|'|\.(?=\.)|(?<=\.)\.|\((?=(?:[cCrR]|tm|TM)\))|(?<=[\dc+=])/|(?<=\d)[snrt](?=[tdh]\b)"
)

_MARKS = re.compile(r"[\\`*_\[\]!<&\n\r\0]")
"""Without any of these, a line of Markdown is text."""


def text(value: object) -> Md:
    """Return a value as Markdown that shows it letter for letter."""
    return _shown(str(value))


@lru_cache(maxsize=20_000)
def _shown(value: str) -> Md:
    """Return a text as `text` does. Titles, quotes and ids stand on one page after the other."""
    return Md(_SPECIAL.sub(lambda match: f"&#{ord(match[0])};", value))


def url(value: str) -> Md:
    """Return an address as it may stand in an attribute or in a Markdown link."""
    quoted = re.sub(r"[^A-Za-z0-9:/?#@!$&,;=%.~+_-]", _percent, value)
    return Md(re.sub(r"[&\"]|-(?=-)|_", lambda match: f"&#{ord(match[0])};", quoted))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


@lru_cache(maxsize=20_000)
def inline(value: str) -> Md:
    """Return one line of inline Markdown from data, ready for a cell, a heading or a paragraph."""
    if not _MARKS.search(value):
        return text(value)  # as the parser would, which takes a while to load
    from proofpack.text.data_markdown import parser

    return Md(parser().renderInline(value))


@lru_cache(maxsize=20_000)
def blocks(value: str) -> Md:
    """Return paragraphs, lists and code from data as one raw HTML block without blank lines."""
    from proofpack.text.data_markdown import parser

    return Md(re.sub(r"\n+", "\n", parser().render(value)).strip())


@lru_cache(maxsize=20_000)
def plain(value: str) -> str:
    """Return inline Markdown as plain text: for titles of links and labels of the contents."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", inline(value))))


def attribute(value: str) -> Md:
    """Return plain text as it may stand in an attribute, in HTML or in an attribute list."""
    return Md(text(value).replace("'", "&#39;").replace("}", "&#125;"))


_BEGINS_TAG = re.compile(r"\\(?:\\|<)|<(?=[A-Za-z/!?])")
_AS_WRITTEN = ("code", "comment", "autolink", "cite", "link", "image")


def prose(
    value: str, cite: Callable[[str], str], closed_on_page: frozenset[str] = frozenset()
) -> Md:
    """Return hand-written Markdown with comments dropped and citations linked.

    Elements of HTML pass. What else begins like a tag is shown, unless it stands in a code span or is an
    address in brackets.

    Args:
        value: the prose.
        cite: a function that takes `source.fact` and returns the Markdown of its link.
        closed_on_page: the names of elements that are closed on the page.
    """
    pieces, at = [], 0
    passing = {tag.start for tag in tags(value) if passes(tag, closed_on_page)}

    def between(begin: int, end: int) -> str:
        def shown(match: re.Match[str]) -> str:
            passed = begin + match.end() - 1 in passing
            return "&lt;" if match[0].endswith("<") and not passed else match[0]

        part = value[begin:end]
        return _BEGINS_TAG.sub(shown, part) if "<" in part else part

    for mark in scan(value).marks:
        if mark.kind in _AS_WRITTEN and mark.start >= at:
            begin, end, shown = _replacement(value, mark, cite)
            pieces += [between(at, begin), shown]
            at = end
    return Md("".join([*pieces, between(at, len(value))]))


def with_citations(value: str, cited: Container[str], cite: Callable[[str], str]) -> Md:
    """Return Markdown of an author's own with its citations linked, and nothing else changed.

    Args:
        value: the Markdown.
        cited: the facts that it cites; what else looks like a citation is none.
        cite: takes a fact or an own rule, and returns the Markdown of its link.
    """
    pieces, at = [], 0
    for mark in scan(value).marks if "[^" in value else ():
        if mark.kind == "cite" and (mark.text in cited or own_rule(mark.text)):
            pieces += [value[at : mark.start], str(cite(mark.text))]
            at = mark.end
    return Md("".join([*pieces, value[at:]]))


def _replacement(value: str, mark: Mark, cite: Callable[[str], str]) -> tuple[int, int, str]:
    """Return which part of a text a mark replaces, and by what."""
    begin, end = mark.start, mark.end
    if mark.kind == "comment":
        return begin, end, ""
    if mark.kind == "cite":
        return begin, end, str(cite(mark.text))
    if mark.kind in ("link", "image"):
        # Without brackets no target can be a tag, however the engine reads what stands around it.
        if value.startswith("<", begin - 1) and value.startswith(">", end):
            return begin - 1, end + 1, mark.text.replace("(", "%28").replace(")", "%29")
        return begin, begin, ""
    return begin, end, value[begin:end]
