"""From bytes to text: the content types that are read, and their character sets.

Where a server does not say how a page is written, the ending of its address does. Character sets are
those of browsers (WHATWG Encoding), by the table of webencodings. A few bytes that are no characters
are replaced; a page with more of them is not what it says it is. It would be searched in vain for its
quotes, and "quote missing" would be the wrong thing to say of it.
"""

from __future__ import annotations

import codecs
import re

import httpx
import webencodings  # type: ignore[import-untyped]  # ships no types

from proofpack.model.outcomes import Kind, Outcome
from proofpack.refresh.fetch.errors import FetchError, one_line
from proofpack.refresh.fetch.urls import Address

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/mdx": "markdown",
    "application/json": "openapi",
    "text/json": "openapi",
    "application/yaml": "openapi",
    "application/x-yaml": "openapi",
    "text/yaml": "openapi",
    "text/x-yaml": "openapi",
    "application/vnd.oai.openapi": "openapi",
    "text/x-rst": "rst",
    "text/rst": "rst",
    "text/prs.fallenstein.rst": "rst",
}
_SUFFIXES: dict[str, Kind] = {"+json": "openapi", "+yaml": "openapi"}
"""Structured suffixes of content types, as in `application/vnd.oai.openapi+json`."""
_UNTOLD = frozenset(["", "text/plain", "application/octet-stream", "binary/octet-stream"])
"""Content types that do not say how a page is written."""
_ENDINGS: dict[str, Kind] = {
    "md": "markdown",
    "markdown": "markdown",
    "mdx": "markdown",
    "json": "openapi",
    "yaml": "openapi",
    "yml": "openapi",
    "rst": "rst",
    "txt": "text",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
}
_ENDING = re.compile(r"\.([a-z]+)(?:\.txt)?/?\Z")
"""Sphinx gives the source of a page as `page.rst.txt`."""
_PARAMETER = re.compile(r""";\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^;\s]*))""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([^"'\s/>;]+)""", re.IGNORECASE)
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16le", b"\xfe\xff": "utf-16be"}
_OF_META = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
"""What browsers read where `<meta>` says what its own bytes show to be wrong."""
_HEAD_BYTES = 1024
_MOST_REPLACED = 10
_REPLACED_OF = 200
"""Of so many characters, one may be replaced: a comment with a stray byte, a name pasted from
elsewhere. Text in another character set than it says has more in most languages: each accent of
French or German counts, which is one letter in 40."""


def kind_of(address: Address, headers: httpx.Headers, declared: Kind | None = None) -> Kind:
    """Return how a page is written, by its content type, or the ending of its address.

    Args:
        address: where it was read.
        headers: of the answer.
        declared: how the source says that it is written.

    Returns:
        Its kind.

    Raises:
        FetchError: `not-readable`, if it is nothing that we read.
    """
    if declared is not None:
        return declared
    media = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media in _UNTOLD:
        ending = _ENDING.search(address.url.path.lower())
        kind = _ENDINGS.get(ending[1]) if ending else None
        if media == "text/plain":  # HTML that is meant to be read as it is written
            kind = "text" if kind in (None, "html") else kind
    else:
        kind = _KINDS.get(media) or _SUFFIXES.get(media[-5:])
    if kind is None:
        what = f"its content type is {one_line(media)[:60]}" if media else "it has no content type"
        raise FetchError(Outcome.NOT_READABLE, f"{what}; `as:` of the source says how to read it")
    return kind


def text_of(body: bytes, kind: Kind, headers: httpx.Headers) -> str:
    """Return the text of a page, decoded by its character set.

    Args:
        body: its bytes.
        kind: how it is written.
        headers: of the answer.

    Returns:
        Its text, in which a few bytes may be replaced by U+FFFD.

    Raises:
        FetchError: `not-readable`, if they are not what they are said to be.
    """
    name = _charset(body, kind, headers)
    encoding = webencodings.lookup(name)
    if encoding is None or encoding.name == "replacement":
        raise FetchError(Outcome.NOT_READABLE, f"its character set is {one_line(name)[:40]}")
    text, replaced = _decoded(body, encoding.codec_info)
    if replaced > min(_MOST_REPLACED, len(text) / _REPLACED_OF):
        what = f"it says {one_line(name)[:40]}, and {replaced} of its characters are something else"
        raise FetchError(Outcome.NOT_READABLE, what)
    if "\0" in text:
        raise FetchError(Outcome.NOT_READABLE, "it contains NUL characters")
    return text.removeprefix("\ufeff")


def _decoded(body: bytes, codec: codecs.CodecInfo) -> tuple[str, int]:
    """Return the text of bytes, and how much of it was replaced."""
    try:
        return codec.decode(body, "strict")[0], 0
    except UnicodeDecodeError:
        text = codec.decode(body, "replace")[0]
        return text, text.count("\ufffd")


def _charset(body: bytes, kind: Kind, headers: httpx.Headers) -> str:
    """Return the name of a character set: by the byte order mark, the header, `<meta>`; or UTF-8."""
    for bom, name in _BOMS.items():
        if body.startswith(bom):
            return name
    match = _PARAMETER.search(headers.get("Content-Type", ""))
    if match is not None:
        return next((group for group in match.groups() if group is not None), "")
    return (_charset_of_html(body) if kind == "html" else "") or "utf-8"


def _charset_of_html(body: bytes) -> str:
    match = _META.search(_COMMENT.sub(b"", body[:_HEAD_BYTES]))
    name: str = match[1].decode("latin-1") if match else ""
    encoding = webencodings.lookup(name)
    return _OF_META.get(encoding.name, name) if encoding is not None else name
