"""Sections of a page: whether the `#section` to which an address leads its readers is still there.

A browser that finds none shows the top of the page and says nothing. What counts is what the page was
written with: an id, the name of an anchor, or a heading of which its generator makes one. Generators
make them in many ways, which differ in blanks, signs and accents alone; so these are not compared.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from proofpack.model.outcomes import Document
from proofpack.refresh.evidence.marked_text import MarkedText

# What is not closed goes on to the end: so each text is read once.
_LEFT_OUT = re.compile(
    r"<!--(?s:.*?)(?:-->|\Z)|<(script|style|template)\b(?s:.*?)(?:</\1\s*>|\Z)", re.IGNORECASE
)
_CODE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?s:.*?)(?:^[ \t>]*\1|\Z)", re.MULTILINE)
_TAG = re.compile(r"<([A-Za-z][\w:-]*+)((?:\s[^<>]*+)?)>")
_NAMED = re.compile(
    r"""(?:^|\s)(id|name)\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>`=]++))""", re.IGNORECASE
)
_OF_MARKDOWN = re.compile(r"\{:?[ \t]*#([\w.:-]{1,200})[^{}\n]*\}")
_OF_RST = re.compile(r"^[ \t]*\.\.[ \t]+_`?([^\n`]{1,200}?)`?:[ \t]*$", re.MULTILINE)
_COUNTED = re.compile(r"[-_.]\d{1,3}\Z")
_NOT_LETTERS = re.compile(r"[\W_]+")


def lost_section(url: str, document: Document, marked_text: MarkedText) -> str:
    """Return the section of an address that is not on its page any more, or nothing.

    Args:
        url: the address that readers follow.
        document: the page as it was read, perhaps at another address.
        marked_text: its text.
    """
    section = urlsplit(url).fragment.partition(":~:")[0]
    # An application keeps its state in such a place; and every page has a top.
    if section.startswith(("/", "!")) or section.casefold() in ("", "top"):
        return ""
    if document.kind in ("text", "openapi"):
        return ""
    wanted = unquote(section)
    if any(name in (section, wanted) for name in _names(document)):
        return ""
    headings = {slug for _, _, text in marked_text.headings for slug in _slugs(text)}
    slugs = {*_slugs(wanted), *_slugs(_COUNTED.sub("", wanted))}
    return "" if slugs & headings else section


def _names(document: Document) -> Iterator[str]:
    """Yield the ids and the names of anchors that are written on a page."""
    text = document.text
    if document.kind != "html":
        text = _CODE.sub("", text)
        yield from _OF_MARKDOWN.findall(text)
        yield from (label.strip() for label in _OF_RST.findall(text))
        yield from (_slug(label) for label in _OF_RST.findall(text))
    for tag in _TAG.finditer(_LEFT_OUT.sub("", text)):
        for kind, *values in _NAMED.findall(tag[2]):
            if kind.lower() == "id" or tag[1].lower() == "a":
                yield html.unescape("".join(values))


def _slug(label: str) -> str:
    return "-".join(_NOT_LETTERS.split(label.casefold())).strip("-")


def _slugs(text: str) -> frozenset[str]:
    """Return a heading, or what was made of one, as letters alone; with accents and without."""
    letters = _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return frozenset({letters, plain}) - {""}
