"""Nothing that a server sends makes us take more than our share of memory."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from functools import cache

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import MakeFetcher, Serve
from tests.refresh.fetch.servers import Handler, Peer, Request, answer, page, says

pytestmark = pytest.mark.faults

MIB = 1024 * 1024
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HTML + b"Transfer-Encoding: chunked\r\n"


@cache
def bomb(mebibytes: int = 200) -> bytes:
    """Return nothing but spaces, packed tightly."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(b" " * MIB) for _ in range(mebibytes)) + packer.flush()


@pytest.fixture
def growth() -> Iterator[None]:
    """Python's memory may grow by less than 64 MiB during the test."""
    bomb()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak - before < 64 * MIB


def endless_body(request: Request, peer: Peer) -> None:
    """Send a body that ends when the connection does, which is never."""
    peer.send(HTML + b"\r\n")
    peer.endlessly(b"x" * 65536)


def endless_chunks(request: Request, peer: Peer) -> None:
    """Send chunk after chunk."""
    peer.send(CHUNKED + b"\r\n")
    peer.endlessly(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def tiny_chunks(request: Request, peer: Peer) -> None:
    """Send more framing than body."""
    peer.send(CHUNKED + b"\r\n")
    peer.endlessly((b"1;ext=" + b"e" * 1000 + b"\r\nx\r\n") * 10)


def announced(request: Request, peer: Peer) -> None:
    """Announce a body that nobody would read, and send it."""
    peer.send(HTML + b"Content-Length: 99999999999\r\n\r\n")
    peer.endlessly(b"x" * 65536)


def packed(request: Request, peer: Peer) -> None:
    """Send a compression bomb."""
    peer.send(answer("200 OK", "Content-Type: text/html|Content-Encoding: gzip", bomb()))


def packed_chunk(request: Request, peer: Peer) -> None:
    """Send a compression bomb as one chunk."""
    head = CHUNKED + b"Content-Encoding: gzip\r\n\r\n%x\r\n" % len(bomb())
    peer.send(head + bomb() + b"\r\n0\r\n\r\n")


def packed_endlessly(request: Request, peer: Peer) -> None:
    """Send a gzip stream that does not end."""
    peer.send(HTML + b"Content-Encoding: gzip\r\n\r\n")
    packer = zlib.compressobj(9, wbits=31)
    while True:
        peer.send(packer.compress(b" " * MIB) + packer.flush(zlib.Z_SYNC_FLUSH))


def many_headers(request: Request, peer: Peer) -> None:
    """Send header after header."""
    peer.send(b"HTTP/1.1 200 OK\r\n")
    peer.endlessly(b"X-Flood: yes\r\n" * 1000)


def long_header(request: Request, peer: Peer) -> None:
    """Send a header that does not end."""
    peer.send(b"HTTP/1.1 200 OK\r\nX-Flood: ")
    peer.endlessly(b"y" * 65536)


def endless_interim(request: Request, peer: Peer) -> None:
    """Send interim answers for ever."""
    peer.endlessly(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 500)


def endless_trailers(request: Request, peer: Peer) -> None:
    """Send a complete chunked body, and then trailers for ever."""
    peer.send(CHUNKED + b"\r\n5\r\nhello\r\n0\r\n")
    peer.endlessly(b"X-Flood: yes\r\n" * 1000)


@pytest.mark.parametrize(
    "handler",
    [
        endless_body,
        endless_chunks,
        tiny_chunks,
        announced,
        packed,
        packed_chunk,
        packed_endlessly,
        many_headers,
        long_header,
        endless_interim,
        endless_trailers,
    ],
)
def test_what_is_too_big_is_not_taken_in(
    serve: Serve, fetcher: MakeFetcher, growth: None, handler: Handler
) -> None:
    """Reading stops at the cap, and the connection is closed."""
    server = serve(handler)
    result = fetcher().fetch(server.url())
    assert (result.outcome, result.document) == (Outcome.TOO_BIG, None)
    server.close()
    assert server.sent < 32 * MIB


def test_a_length_beyond_the_cap_is_believed(serve: Serve, fetcher: MakeFetcher) -> None:
    """A body that is announced as too big is not begun."""

    def handle(request: Request, peer: Peer) -> None:
        peer.send(HTML + b"Content-Length: 5000000\r\n\r\n")
        peer.silence()

    result = fetcher(deadline_seconds=5.0).fetch(serve(handle).url())
    assert result.outcome is Outcome.TOO_BIG
    assert result.detail == "5000000 bytes, more than 4194304"
    assert result.status == 200


@pytest.mark.parametrize("extra", [0, 1])
def test_the_caps_are_exact(serve: Serve, fetcher: MakeFetcher, extra: int) -> None:
    """As much as a cap is read, and one byte more is not."""
    body = b"x" * (1000 + extra)
    packed_body = gzip.compress(body)
    whole = page(body)
    zipped = page(packed_body, headers="Content-Encoding: gzip")
    chunked = CHUNKED + b"\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    one = fetcher(body_bytes=1000, text_bytes=1000)
    for data in (whole, zipped, chunked):
        expected = Outcome.TOO_BIG if extra else None
        assert one.fetch(serve(says(data)).url()).outcome is expected


@pytest.mark.parametrize("extra", [0, 1])
def test_a_source_may_have_bounds_of_its_own(
    serve: Serve, fetcher: MakeFetcher, extra: int
) -> None:
    """What `most_bytes` says counts instead of the policy: more or less of it, sent and inflated."""
    one = fetcher(body_bytes=1000, text_bytes=2000)
    for most in (500, 3_000_000):
        body = b"x" * (most + extra)
        zipped = page(gzip.compress(body), headers="Content-Encoding: gzip")
        for data in (page(body), zipped):
            result = one.fetch(serve(says(data)).url(), most_bytes=most)
            assert result.outcome is (Outcome.TOO_BIG if extra else None)
    assert one.fetch(serve(says(page(b"x" * 1001))).url()).outcome is Outcome.TOO_BIG


@pytest.mark.parametrize("status", ["404 X", "302 X", "429 X", "503 X", "403 X"])
def test_the_body_of_a_refusal_is_not_read(
    serve: Serve, fetcher: MakeFetcher, growth: None, status: str
) -> None:
    """What a server says besides "no" is of no interest, however long it is."""

    def handle(request: Request, peer: Peer) -> None:
        peer.send(f"HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        peer.endlessly(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    server = serve(handle)
    result = fetcher().fetch(server.url())
    assert result.outcome is not None
    assert result.status == int(status[:3])
    server.close()
    assert server.sent < 32 * MIB


def test_the_largest_page_fits_into_memory(
    serve: Serve, fetcher: MakeFetcher, growth: None
) -> None:
    """A page of 8 MiB that Python has to hold with four bytes per character is read."""
    body = "\U0001f600".encode() + b"x" * (8 * MIB - 4)
    zipped = gzip.compress(body)
    data = page(zipped, kind="text/html; charset=utf-8", headers="Content-Encoding: gzip")
    del body, zipped
    result = fetcher().fetch(serve(says(data)).url())
    assert result.document is not None
    assert len(result.document.text) == 8 * MIB - 3


def test_a_robots_txt_is_cut_not_refused(serve: Serve, fetcher: MakeFetcher, growth: None) -> None:
    """Half a megabyte of it counts; what comes after that is not read."""
    rules = b"User-agent: *\nDisallow: /no\n" + b"#" * 600_000 + b"\nDisallow: /page\n"

    def endless(request: Request, peer: Peer) -> None:
        peer.send(b"HTTP/1.1 200 OK\r\n\r\n" + rules)
        peer.endlessly(b"#" * 65536)

    for robots in (answer("200 OK", "", rules), endless):
        server = serve(says(page()), robots=robots)
        one = fetcher()
        assert one.fetch(server.url("/no")).outcome is Outcome.ROBOTS_DISALLOWED
        assert one.fetch(server.url("/page")).outcome is None


def test_a_packed_robots_txt_is_cut_not_refused(
    serve: Serve, fetcher: MakeFetcher, growth: None
) -> None:
    """A compression bomb of a robots.txt is inflated up to the cap."""
    packer = zlib.compressobj(9, wbits=31)
    body = packer.compress(b"User-agent: *\nDisallow: /no\n")
    body += b"".join(packer.compress(b"\n" * MIB) for _ in range(200)) + packer.flush()
    server = serve(says(page()), robots=answer("200 OK", "Content-Encoding: gzip", body))
    one = fetcher()
    assert one.fetch(server.url("/no")).outcome is Outcome.ROBOTS_DISALLOWED
    assert one.fetch(server.url("/page")).outcome is None


def test_a_robots_txt_made_to_be_slow_is_not(
    serve: Serve, fetcher: MakeFetcher, growth: None
) -> None:
    """Thousands of agents with thousands of rules take neither memory nor time."""
    agents = b"".join(b"User-agent: a%d*\n" % one for one in range(15_000))
    rules = b"".join(b"Allow: /%x*\n" % one for one in range(15_000))
    robots = answer("200 OK", "", agents + b"User-agent: *\n" + rules)
    server = serve(says(page()), robots=robots)
    begin = time.monotonic()
    assert fetcher().fetch(server.url()).outcome is None
    assert time.monotonic() - begin < 10


def test_a_connection_that_was_cut_off_is_not_used_again(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """What is left of a body that was too big does not end up in the next answer."""
    first = page(b"x" * 3000)
    server = serve(says(first, page()))
    one = fetcher(body_bytes=1000)
    assert one.fetch(server.url()).outcome is Outcome.TOO_BIG
    result = one.fetch(server.url())
    assert result.document is not None
    assert result.document.text == "<p>hello</p>"
    assert server.connections == 2  # robots.txt and the first page shared one


def test_a_body_that_is_sent_too_late_is_not_taken_for_the_next(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """Bytes after a complete answer end the connection; they are not the next answer."""

    def handle(request: Request, peer: Peer) -> None:
        # The connection stays open: nothing but the surplus tells that it must not be used again.
        peer.send(page(b"<p>%d</p>" % request.number) + page(b"smuggled"))

    server = serve(handle)
    one = fetcher()
    for number in range(2):
        result = one.fetch(server.url())
        assert result.document is not None
        assert result.document.text == f"<p>{number}</p>"
