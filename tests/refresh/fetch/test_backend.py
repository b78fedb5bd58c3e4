"""A fetch is over at its deadline, whatever the server is doing by then."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch import backend as wire
from tests.refresh.fetch.conftest import Clock, MakeFetcher, Serve
from tests.refresh.fetch.servers import Handler, Peer, Request, Server, answer, page, says

pytestmark = pytest.mark.faults

SECONDS = 0.4
TICK = 0.02


def silence(request: Request, peer: Peer) -> None:
    """Accept, and say nothing."""
    peer.silence()


def dripped_status(request: Request, peer: Peer) -> None:
    """Send a status line that does not end."""
    peer.send(b"HTTP/1.1 200 ")
    peer.endlessly(b"O", TICK)


def dripped_headers(request: Request, peer: Peer) -> None:
    """Send headers that do not end."""
    peer.send(b"HTTP/1.1 200 OK\r\n")
    peer.endlessly(b"X: y\r\n", TICK)


def dripped_interim(request: Request, peer: Peer) -> None:
    """Send one interim answer after the other."""
    peer.endlessly(b"HTTP/1.1 103 Early Hints\r\n\r\n", TICK)


def dripped_body(request: Request, peer: Peer) -> None:
    """Send a body a byte at a time."""
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n")
    peer.endlessly(b"x", TICK)


def dripped_chunks(request: Request, peer: Peer) -> None:
    """Send a chunked body a byte at a time."""
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    peer.endlessly(b"1\r\nx\r\n", TICK)


def dripped_gzip(request: Request, peer: Peer) -> None:
    """Send gzip members that hold nothing."""
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    peer.send(b"\x1f\x8b\x08\x08\0\0\0\0\0\3")
    peer.endlessly(b"n", TICK)  # a file name that does not end


def slow_hops(request: Request, peer: Peer) -> None:
    """Redirect, each time after a quarter of the deadline."""
    peer.over.wait(SECONDS / 4)
    peer.send(answer("302 Found", f"Location: /{request.number}"))


HANDLERS = [
    silence,
    dripped_status,
    dripped_headers,
    dripped_interim,
    dripped_body,
    dripped_chunks,
    dripped_gzip,
    slow_hops,
]


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_slow_answer_ends_with_the_deadline(
    serve: Serve, fetcher: MakeFetcher, handler: Handler
) -> None:
    """Silence and drips are too slow, and take no longer than the deadline."""
    one, url = fetcher(deadline_seconds=SECONDS), serve(handler).url()
    begin = time.monotonic()
    result = one.fetch(url)
    assert time.monotonic() - begin < 3 * SECONDS
    assert result.outcome is Outcome.TOO_SLOW
    assert result.detail == f"no complete answer within {SECONDS} s"
    assert result.chain[0] == url


def test_retries_share_the_deadline(serve: Serve, fetcher: MakeFetcher, clock: Clock) -> None:
    """What the first tries used up is not given to the next one."""

    def fail(request: Request, peer: Peer) -> None:
        clock.skip(13.0)
        peer.send(answer("500 X"))

    clock.stands = True
    server = serve(fail)
    result = fetcher(deadline_seconds=27.4, retries=9).fetch(server.url())
    assert result.outcome is Outcome.HTTP_ERROR
    # 13 + 0.5 + 13 seconds are gone, and the next pause would be 1 second.
    assert (len(server.requests), clock.sleeps) == (2, [0.5])


def test_an_address_that_swallows_packets_leaves_time_for_the_next(
    fetcher: MakeFetcher, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each address of a name gets its share of what is left."""
    shares = []

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        shares.append(round(seconds))
        clock.skip(seconds)
        raise TimeoutError

    clock.stands = True
    monkeypatch.setattr(wire, "_dial", dial)
    one = fetcher(
        deadline_seconds=30.0, lookup=lambda host, port: ["127.0.0.1", "::1", "127.0.0.2"]
    )
    assert one.fetch("http://docs.example.org/").outcome is Outcome.TOO_SLOW
    assert shares == [10, 10, 10]


@pytest.mark.parametrize("handler", HANDLERS[:-1])
def test_a_slow_robots_txt_ends_with_the_deadline(
    serve: Serve, fetcher: MakeFetcher, handler: Handler
) -> None:
    """The page has that fault too, and is not asked for; nor is robots.txt a second time."""
    server = serve(says(page()), robots=handler)
    one = fetcher(deadline_seconds=SECONDS)
    begin = time.monotonic()
    for _ in range(2):
        result = one.fetch(server.url())
        assert result.outcome is Outcome.TOO_SLOW
        assert result.detail.startswith("robots.txt: ")
    assert time.monotonic() - begin < 3 * SECONDS
    assert (server.requests, server.robots_read) == ([], 1)


def mute(peer: Peer) -> None:
    """Take a connection and never speak TLS."""
    peer.silence()


def dripped_handshake(peer: Peer) -> None:
    """Speak TLS a byte at a time."""
    peer.send(b"\x16\x03\x03\x40\x00")
    peer.endlessly(b"\0", TICK)


@pytest.mark.parametrize("greet", [mute, dripped_handshake])
def test_a_slow_handshake_ends_with_the_deadline(
    serve: Serve, fetcher: MakeFetcher, greet: object
) -> None:
    """A server that does not finish shaking hands is too slow."""
    server: Server = serve(says(page()), greet=greet)
    one = fetcher(deadline_seconds=SECONDS)
    begin = time.monotonic()
    result = one.fetch(server.url().replace("http:", "https:"))
    assert time.monotonic() - begin < 3 * SECONDS
    assert result.outcome is Outcome.TOO_SLOW


@pytest.fixture
def stuck() -> Iterator[threading.Event]:
    """An event for a look-up to be stuck at; its thread ends with the test."""
    event = threading.Event()
    yield event
    event.set()
    for thread in threading.enumerate():
        if thread.name.startswith("lookup"):
            thread.join()


def test_a_slow_look_up_ends_with_the_deadline(
    fetcher: MakeFetcher, stuck: threading.Event
) -> None:
    """The system's look-up knows no timeout; the fetch does."""

    def lookup(host: str, port: int) -> list[str]:
        stuck.wait()
        return ["127.0.0.1"]

    one = fetcher(deadline_seconds=SECONDS, lookup=lookup)
    begin = time.monotonic()
    assert one.fetch("http://docs.example.org/").outcome is Outcome.TOO_SLOW
    assert time.monotonic() - begin < 3 * SECONDS


def test_each_fetch_has_a_deadline_of_its_own(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """A connection that is kept does not keep the deadline of the fetch that opened it."""
    server = serve(says(page()))
    one = fetcher(deadline_seconds=5.0)
    assert one.fetch(server.url()).outcome is None
    clock.sleep(4.9)
    assert one.fetch(server.url()).outcome is None
    clock.sleep(4.9)
    assert one.fetch(server.url()).outcome is None
    assert server.connections == 1
