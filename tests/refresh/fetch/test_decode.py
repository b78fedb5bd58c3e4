"""Content types, endings of addresses and character sets."""

from __future__ import annotations

import zlib
from typing import get_args

import pytest

from proofpack.model.outcomes import Kind, Outcome
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
        ("/page.html", "text/plain", "text"),
        ("/page", "text/plain", "text"),
        ("/page.md", "", "markdown"),
        ("/page.mdx", "application/octet-stream", "markdown"),
        ("/page.markdown?raw=1", "binary/octet-stream", "markdown"),
        ("/api.json", "application/octet-stream", "openapi"),
        ("/api.yml", "text/plain", "openapi"),
        ("/api.YAML", "", "openapi"),
        ("/page.rst", "", "rst"),
        ("/_sources/page.rst.txt", "text/plain", "rst"),
        ("/page.md.txt", "text/plain", "markdown"),
        ("/page.txt", "", "text"),
        ("/page.htm", "application/octet-stream", "html"),
        ("/api", "application/json", "openapi"),
        ("/api", "application/yaml; charset=utf-8", "openapi"),
        ("/api", "text/x-yaml", "openapi"),
        ("/api", "application/vnd.oai.openapi", "openapi"),
        ("/api", "application/vnd.oai.openapi+json;version=3.1", "openapi"),
        ("/api", "application/vnd.oai.openapi+yaml", "openapi"),
        ("/page", "text/x-rst", "rst"),
        ("/page", "text/prs.fallenstein.rst", "rst"),
    ],
)
def test_how_a_page_is_written(
    serve: Serve, fetcher: MakeFetcher, path: str, kind: str, expected: str
) -> None:
    """The content type tells how a page is written; where it does not, the ending of the path."""
    headers = f"Content-Type: {kind}" if kind else ""
    result = fetcher().fetch(serve(says(answer("200 OK", headers, b"hello"))).url(path))
    assert result.document is not None
    assert result.document.kind == expected


@pytest.mark.parametrize("kind", ["text/html", "application/pdf", ""])
@pytest.mark.parametrize("told", get_args(Kind))
def test_the_source_has_the_last_word(
    serve: Serve, fetcher: MakeFetcher, kind: str, told: Kind
) -> None:
    """What `as:` of a source says counts more than content type and ending."""
    data = answer("200 OK", f"Content-Type: {kind}", b"hello")
    result = fetcher().fetch(serve(says(data)).url("/page.pdf"), kind=told)
    assert result.document is not None
    assert result.document.kind == told


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: application/pdf",
        "Content-Type: application/octet-stream",
        "Content-Type: application/xml",
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
    assert "`as:`" in result.detail
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
        ("text/html; charset=latin1", b"\xef\xbb\xbf\xc3\xa9", "é"),
        ("text/html; charset=utf-16", "é".encode("utf-16"), "é"),
        ("text/html; charset=utf-16be", "é".encode("utf-16-be"), "é"),
        ("text/html", b"\xff\xfee\0", "e"),
        ("text/markdown", b"\xff\xfee\0", "e"),
        ("text/html", b"<meta charset=utf-16>\xc3\xa9", "<meta charset=utf-16>é"),
        ("text/html", b"<meta charset=x-user-defined>\x80", "<meta charset=x-user-defined>€"),
        ("text/html", b"<meta charset=GB2312>\xd6\xd0", "<meta charset=GB2312>中"),
    ],
)
def test_the_character_set_is_that_of_browsers(
    serve: Serve, fetcher: MakeFetcher, kind: str, body: bytes, text: str
) -> None:
    """A byte order mark decides, then the header, then for HTML `<meta charset>`, then UTF-8."""
    result = fetcher().fetch(serve(says(page(body, kind))).url())
    assert result.document is not None
    assert result.document.text == text


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("Shift_JIS", "cp932", "日本語"),
        ("euc-jp", "euc-jp", "日本語"),
        ("iso-2022-jp", "iso-2022-jp", "日本語"),
        ("gb2312", "gbk", "中文"),
        ("gb18030", "gb18030", "中文"),
        ("big5", "big5", "中文"),
        ("euc-kr", "cp949", "한국어"),
        ("koi8-r", "koi8-r", "русский"),
        ("windows-1251", "cp1251", "русский"),
        ("ibm866", "cp866", "русский"),
        ("iso-8859-2", "iso8859-2", "żółć"),
        ("windows-1254", "cp1254", "ğüş"),
        ("iso-8859-9", "cp1254", "ğüş"),
        ("iso-8859-15", "iso8859-15", "œuvre"),
        ("windows-874", "cp874", "ไทย"),
        ("tis-620", "cp874", "ไทย"),
        ("windows-1255", "cp1255", "עברית"),
        ("windows-1256", "cp1256", "عربي"),
        ("macintosh", "mac-roman", "café"),
    ],
)
@pytest.mark.parametrize("in_header", [True, False])
def test_encodings_of_browsers_are_decoded(
    serve: Serve, fetcher: MakeFetcher, label: str, codec: str, text: str, in_header: bool
) -> None:
    """Whatever encoding a browser knows, told by the header or by the page."""
    kind = f"text/html; charset={label}" if in_header else "text/html"
    page_text = f"<meta charset='{label}'>{text}"
    result = fetcher().fetch(serve(says(page(page_text.encode(codec), kind))).url())
    assert result.document is not None
    assert result.document.text == page_text


@pytest.mark.parametrize(
    ("kind", "before", "body", "text"),
    [
        ("text/html", 200, b"\xe9", "\ufffd"),
        ("text/html; charset=us-ascii", 200, b"\x81", "\ufffd"),
        ("text/html; charset=windows-1252", 200, b"\x81", "\ufffd"),
        ("text/html; charset=shift_jis", 200, b"\x81", "\ufffd"),
        ("text/markdown", 2000, b"\xe9" * 10, "\ufffd" * 10),
        ("text/html", 2, "\ufffd\ufffd".encode(), "\ufffd\ufffd"),
    ],
)
def test_a_few_bytes_may_be_no_characters(
    serve: Serve, fetcher: MakeFetcher, kind: str, before: int, body: bytes, text: str
) -> None:
    """One in 200, and ten at most; what the page itself replaced does not count."""
    result = fetcher().fetch(serve(says(page(b"x" * before + body, kind))).url())
    assert result.document is not None
    assert result.document.text == "x" * before + text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", b"x" * 198 + b"\xe9"),
        ("text/html", b"x" * 100_000 + b"\xe9" * 11),
        ("text/html", "Voilà une page déjà écrite où tout est à côté".encode("latin-1") * 9),
        ("text/html; charset=iso-2022-kr", b"x"),
        ("text/html; charset=utf-7", b"+AGE-"),
        ("text/html; charset=idna", b"xn--"),
        ("text/html; charset=unicode_escape", b"\\u0041"),
        ("text/html; charset=zlib", zlib.compress(b"x")),
        ("text/html; charset=" + "x" * 5000, b"x"),
        ("text/html; charset=", b"x"),
        ("text/html; charset=\u202e", b"x"),
        ("text/html", b"\xe9"),
        ("text/html; charset=windows-1252", b"\x81"),
        ("text/html", b"<meta charset=\xff\xfe>"),
        ("text/html", b"NUL \0 here"),
        ("text/html", b"\xff\xfee\0\0\0"),
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
