"""Encodings, character sets and kinds of content: read strictly, or not at all."""

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


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("/page", "text/html", "html"),
        ("/page.md", "TEXT/HTML ; charset=utf-8", "html"),
        ("/page", "application/xhtml+xml", "html"),
        ("/page", "text/markdown; charset=UTF-8; variant=CommonMark", "markdown"),
        ("/page", "text/x-markdown", "markdown"),
        ("/page.md", "text/plain", "markdown"),
        ("/PAGE.MD?raw=1", "text/plain", "markdown"),
        ("/page?raw=.md", "text/plain", "text"),
        ("/page.txt", "text/plain;charset=utf-8", "text"),
    ],
)
def test_html_markdown_and_text_are_read(
    serve: Serve, fetcher: MakeFetcher, path: str, kind: str, expected: str
) -> None:
    """The content type tells how a page is written; for plain text the path helps."""
    result = fetcher().fetch(serve(says(page(kind=kind))).url(path))
    assert result.document is not None
    assert result.document.kind == expected


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: application/pdf",
        "Content-Type: application/json",
        "Content-Type: image/png",
        "Content-Type: text/css",
        "Content-Type: text",
        "Content-Type: text/html, application/pdf",
        "Content-Type: text/html|Content-Type: application/pdf",
        "Content-Type: text/\u202ehtml",
        "Content-Type:",
        "X: y",
    ],
)
def test_other_content_is_not_readable(serve: Serve, fetcher: MakeFetcher, header: str) -> None:
    """What is not text for people is not read, and its body is not waited for."""
    data = answer("200 OK", f"{header}|Content-Length: 99", length=False)
    result = fetcher(deadline_seconds=5.0).fetch(serve(says(data)).url())
    assert (result.outcome, result.status) == (Outcome.NOT_READABLE, 200)
    assert "content type" in result.detail
    assert result.detail.isprintable()


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html", "é".encode(), "é"),
        ("text/html; charset=utf-8", b"\xef\xbb\xbf\xc3\xa9", "é"),
        ('text/html; charset="UTF-8"', "é".encode(), "é"),
        ("text/html; x=y; Charset = 'utf8'", "é".encode(), "é"),
        ("text/html; charset=us-ascii", b"e", "e"),
        ("text/html; charset=ISO-8859-1", b"\x93\xe9\x94", "\u201cé\u201d"),
        ("text/html; charset=windows-1252", b"\x80", "€"),
        ("text/plain; charset=latin1", b"\xe9", "é"),
        ("text/html", b"<meta charset=windows-1252>\xe9", "<meta charset=windows-1252>é"),
        (
            "text/html",
            b'<meta http-equiv=x content="text/html; charset=latin1">\xe9',
            '<meta http-equiv=x content="text/html; charset=latin1">é',
        ),
        (
            "text/html",
            b"<!-- <meta charset=utf-16> -->\xc3\xa9",
            "<!-- <meta charset=utf-16> -->é",
        ),
        ("text/html", b" " * 1024 + b"<meta charset=x>", " " * 1024 + "<meta charset=x>"),
        ("text/html; charset=utf-8", b"<meta charset=latin1>\xc3\xa9", "<meta charset=latin1>é"),
        ("text/markdown", b"<meta charset=latin1>\xc3\xa9", "<meta charset=latin1>é"),
    ],
)
def test_character_sets_of_the_list_are_decoded(
    serve: Serve, fetcher: MakeFetcher, kind: str, body: bytes, text: str
) -> None:
    """The header decides, then for HTML a byte order mark or `<meta charset>`, then UTF-8."""
    result = fetcher().fetch(serve(says(page(body, kind))).url())
    assert result.document is not None
    assert result.document.text == text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=utf-7", b"+AGE-"),
        ("text/html; charset=utf-16", "é".encode("utf-16")),
        ("text/html; charset=idna", b"xn--"),
        ("text/html; charset=unicode_escape", b"\\u0041"),
        ("text/html; charset=zlib", zlib.compress(b"x")),
        ("text/html; charset=" + "x" * 5000, b"x"),
        ("text/html; charset=", b"x"),
        ("text/html; charset=\u202e", b"x"),
        ("text/html; charset=shift_jis", b"x"),
        ("text/html", b"\xe9"),
        ("text/html; charset=us-ascii", "é".encode()),
        ("text/html; charset=windows-1252", b"\x81"),
        ("text/html", b"\xff\xfee\0"),
        ("text/html", b"<meta charset='gb2312'>"),
        ("text/html", b"<meta charset=\xff\xfe>"),
        ("text/markdown", b"\xff\xfee\0"),
        ("text/html", b"NUL \0 here"),
    ],
)
def test_other_characters_are_not_readable(
    serve: Serve, fetcher: MakeFetcher, kind: str, body: bytes
) -> None:
    """What is not on the list, or not what it says, is not guessed at."""
    result = fetcher().fetch(serve(says(page(body, kind))).url())
    assert (result.outcome, result.document) == (Outcome.NOT_READABLE, None)
    assert result.detail.isprintable()
    assert len(result.detail) <= 200
