"""From bytes to text: the content types that are read, and their character sets.

Characters are decoded strictly. A page that is not what it says it is would be searched in vain for
its quotes, and "quote missing" would be the wrong thing to say of it.
"""

from __future__ import annotations

import re
from typing import Literal

import httpx

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError, one_line
from proofpack.refresh.fetch.urls import Address

Kind = Literal["html", "markdown", "text"]

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/plain": "text",
}
_CODECS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "unicode-1-1-utf-8": "utf-8-sig",
    "us-ascii": "ascii",
    "ascii": "ascii",
    # The web means windows-1252 when it says Latin-1 (WHATWG Encoding).
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "l1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "cp-1252": "cp1252",
    "x-cp1252": "cp1252",
}
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_PARAMETER = re.compile(r""";\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^;\s]*))""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META = re.compile(rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([^"'\s/>;]+)""", re.IGNORECASE)
_HEAD_BYTES = 1024


def kind_of(address: Address, headers: httpx.Headers) -> Kind:
    """Return how a page is written, by its content type.

    Args:
        address: where it was read.
        headers: of the answer.

    Returns:
        Its kind.

    Raises:
        FetchError: `not-readable`, if it is nothing that we read.
    """
    media = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    kind = _KINDS.get(media)
    if kind is None:
        what = f"its content type is {one_line(media)[:60]}" if media else "it has no content type"
        raise FetchError(Outcome.NOT_READABLE, what)
    if kind == "text" and address.url.path.lower().endswith(".md"):
        return "markdown"
    return kind


def text_of(body: bytes, kind: Kind, headers: httpx.Headers) -> str:
    """Return the text of a page, decoded by its character set.

    Args:
        body: its bytes.
        kind: how it is written.
        headers: of the answer.

    Returns:
        Its text.

    Raises:
        FetchError: `not-readable`, if they are not what they are said to be.
    """
    name = _charset(body, kind, headers)
    codec = _CODECS.get(name)
    if codec is None:
        raise FetchError(Outcome.NOT_READABLE, f"its character set is {one_line(name)[:40]}")
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        what = f"it says {name}, and byte {error.start} is something else"
        raise FetchError(Outcome.NOT_READABLE, what) from None
    if "\0" in text:
        raise FetchError(Outcome.NOT_READABLE, "it contains NUL characters")
    return text


def _charset(body: bytes, kind: Kind, headers: httpx.Headers) -> str:
    match = _PARAMETER.search(headers.get("Content-Type", ""))
    if match is not None:
        return next((group for group in match.groups() if group is not None), "").strip().lower()
    if kind == "html":
        return _charset_of_html(body) or "utf-8"
    return "utf-8"


def _charset_of_html(body: bytes) -> str:
    for bom, name in _BOMS.items():
        if body.startswith(bom):
            return name
    match = _META.search(_COMMENT.sub(b"", body[:_HEAD_BYTES]))
    return match.group(1).decode("latin-1").lower() if match else ""
