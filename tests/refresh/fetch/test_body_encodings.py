"""Content encodings: gzip and nothing are read, whole or not at all."""

from __future__ import annotations

import gzip
import zlib

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import MakeFetcher, Serve
from tests.refresh.fetch.servers import answer, hangs_up, page, says

pytestmark = pytest.mark.faults


BODY = b"<p>hello</p>" * 50


PACKED = gzip.compress(BODY, mtime=0)


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


RAW = zlib.compress(BODY)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", PACKED),
        ("GZip", PACKED),
        ("x-gzip", PACKED),
        ("identity", BODY),
        ("", BODY),
        ("gzip", PACKED + b"\0" * 512),
        ("gzip", gzip.compress(BODY[:100], mtime=0) + gzip.compress(BODY[100:], mtime=0)),
    ],
)
def test_gzip_and_nothing_are_read(
    serve: Serve, fetcher: MakeFetcher, coding: str, body: bytes
) -> None:
    """What was asked for is inflated: in one part or several, and filled up with zeros."""
    result = fetcher().fetch(serve(says(page(body, headers=f"Content-Encoding: {coding}"))).url())
    assert result.document is not None
    assert result.document.text == BODY.decode()


def test_an_empty_body_needs_no_gzip_header(serve: Serve, fetcher: MakeFetcher) -> None:
    """Nothing, said to be packed, is nothing."""
    result = fetcher().fetch(serve(says(page(b"", headers="Content-Encoding: gzip"))).url())
    assert result.document is not None
    assert result.document.text == ""


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", BODY),
        ("deflate", RAW),
        ("zstd", BODY),
        ("gzip, gzip", gzip.compress(PACKED, mtime=0)),
        ("gzip, identity", PACKED),
        ("\u202ejunk", BODY),
        ("gzip", BODY),
        ("gzip", RAW),
        ("gzip", PACKED[:10] + b"\xff" * 20),
        ("gzip", PACKED[:-8] + b"\0" * 8),
        ("gzip", PACKED + b"more"),
        ("gzip", gzip.compress(b"", mtime=0) * 100),
    ],
)
def test_other_encodings_are_bad(
    serve: Serve, fetcher: MakeFetcher, coding: str, body: bytes
) -> None:
    """What was not asked for, and what is corrupt, is no page."""
    result = fetcher().fetch(serve(says(page(body, headers=f"Content-Encoding: {coding}"))).url())
    assert (result.outcome, result.document) == (Outcome.BAD_ENCODING, None)
    assert result.detail.isprintable()


@pytest.mark.parametrize("cut", [1, 4, 8, 9, len(PACKED) - 12, len(PACKED) - 1])
def test_gzip_that_is_cut_short_is_truncated(serve: Serve, fetcher: MakeFetcher, cut: int) -> None:
    """A gzip stream without its end is not a page, although the status is 200."""
    result = fetcher().fetch(
        serve(says(page(PACKED[:-cut], headers="Content-Encoding: gzip"))).url()
    )
    assert (result.outcome, result.status) == (Outcome.TRUNCATED, 200)


@pytest.mark.parametrize(
    "data",
    [
        page(BODY)[:-1],
        answer("200 OK", "Content-Type: text/html|Content-Length: 99", BODY[:50], length=False),
        CHUNKED + b"5\r\nhel",
        CHUNKED + b"5\r\nhello\r\n",
        CHUNKED + b"5\r\nhello\r\n0\r\n",
    ],
)
def test_a_body_that_is_cut_short_is_truncated(
    serve: Serve, fetcher: MakeFetcher, data: bytes
) -> None:
    """Half a page has lost quotes that stand on the whole one. It is not asked for again."""
    server = serve(hangs_up(data))
    result = fetcher().fetch(server.url())
    assert (result.outcome, result.status) == (Outcome.TRUNCATED, 200)
    assert len(server.requests) == 1
