"""Retries of what may pass, and waits for hosts that ask for them by a rate limit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch import Hosts
from tests.refresh.fetch.conftest import Clock, MakeFetcher, Serve
from tests.refresh.fetch.servers import Gone, Peer, Request, answer, page, says

pytestmark = pytest.mark.faults


PAGE = page()


@pytest.mark.parametrize("status", ["500 X", "502 X", "503 X", "504 X"])
def test_a_status_that_may_pass_is_asked_three_times(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, status: str
) -> None:
    """At most two retries, after pauses that grow."""
    server = serve(says(answer(status)))
    result = fetcher().fetch(server.url())
    assert (result.outcome, result.status) == (Outcome.HTTP_ERROR, int(status[:3]))
    assert len(server.requests) == 3
    assert clock.sleeps == [0.5, 1.0]


def test_a_fault_that_passes_leaves_no_trace(serve: Serve, fetcher: MakeFetcher) -> None:
    """A page that comes at the third try was read."""
    server = serve(says(answer("502 X"), answer("504 X"), PAGE))
    result = fetcher().fetch(server.url())
    assert (result.outcome, result.status) == (None, 200)
    assert result.chain == (server.url(),)


def test_retries_are_of_the_fetch_not_of_each_hop(serve: Serve, fetcher: MakeFetcher) -> None:
    """Redirects give no new retries."""
    away = answer("302 Found", "Location: /other")
    server = serve(says(answer("500 X"), away, answer("500 X"), answer("500 X"), PAGE))
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.HTTP_ERROR
    assert len(server.requests) == 4


def test_no_retry_begins_after_the_deadline(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """A pause that does not fit into the deadline is not begun."""
    server = serve(says(answer("500 X")))
    result = fetcher(deadline_seconds=1.2).fetch(server.url())
    assert result.outcome is Outcome.HTTP_ERROR
    assert clock.sleeps == [0.5]


def test_a_reset_is_asked_again(serve: Serve, fetcher: MakeFetcher) -> None:
    """A connection that breaks off before or in the answer is a network error, after three tries."""

    def handle(request: Request, peer: Peer) -> None:
        if request.number:
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nhel")
        peer.reset()

    server = serve(handle)
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.NETWORK_ERROR
    assert len(server.requests) == 3


def test_an_answer_that_never_comes_is_asked_again(serve: Serve, fetcher: MakeFetcher) -> None:
    """A connection that is closed without a word is a network error."""

    def handle(request: Request, peer: Peer) -> None:
        if not request.number:
            raise Gone
        peer.send(PAGE)

    server = serve(handle)
    assert fetcher().fetch(server.url()).outcome is None
    assert len(server.requests) == 2


# --- please come back later ----------------------------------------------------------------------

NOON = "Date: Fri, 20 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ("Retry-After: 7", 7.0),
        ("Retry-After: 60", 60.0),
        ("Retry-After: 0", 1.0),
        (f"{NOON}|Retry-After: Fri, 20 Nov 2026 12:00:20 GMT", 20.0),
        (f"{NOON}|Retry-After: Fri, 20 Nov 2026 11:00:00 GMT", 5.0),
        ("Retry-After: Fri, 20 Nov 2026 12:00:20 GMT", 5.0),
        ("Retry-After: -30", 5.0),
        ("Retry-After: soon", 5.0),
        ("Retry-After: ٣", 5.0),
        ("Retry-After: 1.5", 5.0),
        (f"{NOON}|Retry-After: Fri, 99 Foo 2026", 5.0),
        ("Retry-After:", 5.0),
    ],
)
def test_a_host_that_says_later_is_waited_for_once(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, status: str, headers: str, seconds: float
) -> None:
    """The wait is what the host asks for; junk means a short one. It costs nothing of the deadline."""
    server = serve(says(answer(status, headers), PAGE))
    result = fetcher(deadline_seconds=4.0).fetch(server.url())
    assert result.outcome is None
    assert clock.sleeps == [seconds]


def test_429_without_retry_after_is_a_short_wait(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """A host that says "later" and not when is given five seconds."""
    assert fetcher().fetch(serve(says(answer("429 X"), PAGE)).url()).outcome is None
    assert clock.sleeps == [5.0]


@pytest.mark.parametrize(
    "headers",
    [
        "Retry-After: 61",
        "Retry-After: 315360000",
        "Retry-After: " + "9" * 5000,
        f"{NOON}|Retry-After: Thu, 20 Nov 2036 12:00:00 GMT",
        "Date: junk|Retry-After: 86400",
    ],
)
def test_a_wait_that_is_too_long_is_not_begun(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, headers: str
) -> None:
    """A host that wants more patience than we have is left alone, for the rest of the run."""
    server = serve(says(answer("429 X", headers)))
    hosts = Hosts()
    result = fetcher(hosts=hosts).fetch(server.url())
    assert (result.outcome, result.status) == (Outcome.RATE_LIMITED, 429)
    assert result.detail.startswith("429 Too Many Requests; the host asks to wait")
    again = fetcher(hosts=hosts).fetch(server.url("/other"))
    assert (again.outcome, again.status) == (Outcome.RATE_LIMITED, None)
    assert again.detail == "not asked: the host asked to wait"
    assert len(server.requests) == 1
    assert clock.sleeps == []


def test_a_host_is_waited_for_once_in_a_run(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """The second time that a host says "later", it is left alone."""
    server = serve(says(answer("429 X", "Retry-After: 3"), PAGE, answer("429 X", "Retry-After: 3")))
    one = fetcher()
    assert one.fetch(server.url()).outcome is None
    assert one.fetch(server.url()).outcome is Outcome.RATE_LIMITED
    assert one.fetch(server.url()).outcome is Outcome.RATE_LIMITED
    assert clock.sleeps == [3.0]
    assert len(server.requests) == 3


def test_one_host_does_not_use_up_the_patience_for_another(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """Each host has a wait of its own."""
    one = fetcher()
    for _ in range(2):
        server = serve(says(answer("429 X", "Retry-After: 3"), PAGE))
        assert one.fetch(server.url()).outcome is None
    assert clock.sleeps == [3.0, 3.0]


def test_workers_wait_for_a_host_together(serve: Serve, fetcher: MakeFetcher, clock: Clock) -> None:
    """Pages that were asked for side by side, and all told "later", share the one wait."""
    workers = 3
    together = threading.Barrier(workers)

    def handle(request: Request, peer: Peer) -> None:
        if request.number >= workers:
            peer.send(PAGE)
        else:
            together.wait(20)
            peer.send(answer("429 X", "Retry-After: 8"))

    server = serve(handle)
    hosts = Hosts()
    fetchers = [fetcher(hosts=hosts) for _ in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        results = list(pool.map(lambda one: one.fetch(server.url()), fetchers))
    assert [one.outcome for one in results] == [None] * workers
    assert len(server.requests) == 2 * workers
    assert clock.sleeps
    assert max(clock.sleeps) == 8.0


def test_a_clock_that_stands_still_does_not_keep_a_fetch(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fetch waits for a host once, whatever the clock says."""
    monkeypatch.setattr(clock, "now", lambda: 0.0)
    server = serve(says(answer("429 X", "Retry-After: 8")))
    assert fetcher().fetch(server.url()).outcome is Outcome.RATE_LIMITED
    assert len(server.requests) == 2
