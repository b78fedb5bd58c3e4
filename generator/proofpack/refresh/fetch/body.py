"""Bodies of responses, read and decompressed (gzip) within size limits.

httpx inflates a chunk whole before anyone can look at its size, and says nothing of a stream that is
cut short. So bodies are read as they are sent, and inflated here with a bound.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import httpx
from msgspec import Struct

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError, one_line

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_MEMBERS = 64


class SizeLimits(Struct, frozen=True):
    """Size limits of a body: how much of it is taken.

    Attributes:
        sent: bytes as they are sent.
        text: bytes once they are inflated.
        cut: whether a longer body is cut there, instead of refused.
    """

    sent: int
    text: int
    cut: bool = False


class _FullError(Exception):
    """Enough was taken of a body that may be cut."""


def read_body(response: httpx.Response, sizes: SizeLimits, check: Callable[[], object]) -> bytes:
    """Read and decompress the body of a response.

    Args:
        response: an answer whose body is unread.
        sizes: how much to take.
        check: called for each part; raises when time is over.

    Returns:
        The body, inflated.

    Raises:
        FetchError: `bad-encoding`, `too-big` or `truncated`.
    """
    inflate = _inflater(response.headers.get("Content-Encoding", ""), sizes)
    _check_announced(response, sizes)
    body = bytearray()
    try:
        _take(response, sizes, check, inflate, body)
        inflate.end()
    except _FullError:
        del body[sizes.text :]
    return bytes(body)


def parts_of(response: httpx.Response) -> Iterable[bytes]:
    """Return the parts of a body as they are sent."""
    assert isinstance(response.stream, httpx.SyncByteStream)
    return response.stream


def _take(
    response: httpx.Response,
    sizes: SizeLimits,
    check: Callable[[], object],
    inflate: _Plain | _Gzip,
    body: bytearray,
) -> None:
    sent = 0
    for part in parts_of(response):
        check()
        sent += len(part)
        if sent > sizes.sent and not sizes.cut:
            raise FetchError(Outcome.TOO_BIG, f"more than {sizes.sent} bytes")
        inflate.feed(part, body)
        if sent > sizes.sent:
            raise _FullError


def _check_announced(response: httpx.Response, sizes: SizeLimits) -> None:
    length = response.headers.get("Content-Length", "")
    if not sizes.cut and length.isdecimal() and int(length) > sizes.sent:
        raise FetchError(Outcome.TOO_BIG, f"{int(length)} bytes, more than {sizes.sent}")


class _Plain:
    """Takes bytes as they are."""

    def __init__(self, sizes: SizeLimits) -> None:
        self._caps = sizes

    def feed(self, part: bytes, body: bytearray) -> None:
        """Add a part to the body."""
        body += part
        if len(body) > self._caps.text:
            raise _too_much(self._caps)

    def end(self) -> None:
        """Take note that nothing more comes."""


class _Gzip:
    """Decompresses gzip, and never makes more than one byte too many."""

    def __init__(self, sizes: SizeLimits) -> None:
        self._caps = sizes
        self._members = 1
        self._fed = False
        self._zlib = zlib.decompressobj(_GZIP)

    def feed(self, part: bytes, body: bytearray) -> None:
        """Inflate a part, and add it to the body."""
        self._fed = self._fed or bool(part)
        while part:
            if self._zlib.eof:
                part = self._next_member(part)
                continue
            try:
                body += self._zlib.decompress(part, self._caps.text - len(body) + 1)
            except zlib.error:
                raise FetchError(Outcome.BAD_ENCODING, "its gzip data are corrupt") from None
            if len(body) > self._caps.text:
                raise _too_much(self._caps)
            part = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail

    def _next_member(self, part: bytes) -> bytes:
        """Begin what follows the end of a gzip member: another one, or zeros that fill up."""
        if not part.strip(b"\0"):
            return b""
        self._members += 1
        if not _GZIP_MAGIC.startswith(part[:2]) or self._members > _MOST_MEMBERS:
            raise FetchError(Outcome.BAD_ENCODING, "data after the end of its gzip stream")
        self._zlib = zlib.decompressobj(_GZIP)
        return part

    def end(self) -> None:
        """Take note that nothing more comes."""
        if self._fed and not self._zlib.eof:
            raise FetchError(Outcome.TRUNCATED, "its gzip stream is cut short")


def _inflater(coding: str, sizes: SizeLimits) -> _Plain | _Gzip:
    name = coding.strip().lower()
    if name in ("", "identity"):
        return _Plain(sizes)
    if name in ("gzip", "x-gzip"):
        return _Gzip(sizes)
    what = one_line(name)[:40]
    raise FetchError(Outcome.BAD_ENCODING, f"encoded as {what}, which was not asked for")


def _too_much(sizes: SizeLimits) -> Exception:
    if sizes.cut:
        return _FullError()
    return FetchError(Outcome.TOO_BIG, f"more than {sizes.text} bytes once inflated")
