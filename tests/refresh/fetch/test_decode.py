"""Content types and character sets: decoded strictly, or not at all."""

from __future__ import annotations

import zlib

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import MakeFetcher, Serve
from tests.refresh.fetch.servers import answer, page, says

pytestmark = pytest.mark.faults


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
