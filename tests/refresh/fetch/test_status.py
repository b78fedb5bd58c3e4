"""What each status means, and how often it is asked again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from proofpack.model.outcomes import Outcome, Validators
from proofpack.refresh.fetch import Hosts
from tests.refresh.fetch.conftest import Clock, MakeFetcher, Serve
from tests.refresh.fetch.servers import Gone, Peer, Request, answer, hangs_up, page, says

pytestmark = pytest.mark.faults

PAGE = page()


def test_a_page_is_read_where_it_was_asked_for(serve: Serve, fetcher: MakeFetcher) -> None:
    """A 200 gives the document, its validators, and no outcome."""
    server = serve(says(page(headers='ETag: "one"|Last-Modified: Fri, 20 Nov 2026 10:00:00 GMT')))
    result = fetcher().fetch(server.url("/page?a=b#part"))
    assert result.outcome is None
    assert result.document is not None
    assert (result.document.kind, result.document.text) == ("html", "<p>hello</p>")
    assert result.document.url == result.document.asked == server.url("/page?a=b#part")
    assert result.chain == (server.url("/page?a=b"),)
    assert (result.status, result.detail) == (200, "")
    assert result.validators == Validators('"one"', "Fri, 20 Nov 2026 10:00:00 GMT")


@pytest.mark.parametrize(
    ("status", "outcome", "detail"),
    [
        ("400 Bad Request", Outcome.HTTP_ERROR, "400 Bad Request"),
        ("401 Unauthorized", Outcome.LOGIN_WALL, "401 Unauthorized"),
        ("403 Forbidden", Outcome.CHALLENGE, "403 Forbidden"),
        ("404 Gone\tfishing", Outcome.HTTP_ERROR, "404 Not Found"),
        ("407 Proxy", Outcome.LOGIN_WALL, "407 Proxy Authentication Required"),
        ("410 Gone", Outcome.HTTP_ERROR, "410 Gone"),
        ("418 Teapot", Outcome.HTTP_ERROR, "418 I'm a Teapot"),
        ("499 Odd", Outcome.HTTP_ERROR, "499"),
        ("501 Not Implemented", Outcome.HTTP_ERROR, "501 Not Implemented"),
        ("999 Denied", Outcome.HTTP_ERROR, "999"),
        ("201 Created", Outcome.HTTP_ERROR, "201 Created"),
        ("204 No Content", Outcome.HTTP_ERROR, "204 No Content"),
        ("206 Partial Content", Outcome.HTTP_ERROR, "206 Partial Content"),
        ("300 Multiple Choices", Outcome.HTTP_ERROR, "300 Multiple Choices"),
        ("304 Not Modified", Outcome.HTTP_ERROR, "304 Not Modified"),
    ],
)
def test_a_status_that_is_final_is_asked_once(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, status: str, outcome: Outcome, detail: str
) -> None:
    """Each status has its outcome; the server's own phrase is never repeated."""
    server = serve(says(answer(status, "Content-Type: text/html")))
    result = fetcher().fetch(server.url())
    assert (result.outcome, result.detail) == (outcome, detail)
    assert result.status == int(status[:3])
    assert result.document is None
    assert len(server.requests) == 1
    assert clock.sleeps == []


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


def test_retries_are_of_the_visit_not_of_each_hop(serve: Serve, fetcher: MakeFetcher) -> None:
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


def test_a_port_that_nobody_listens_at_is_a_network_error(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """A refused connection is tried three times."""
    server = serve(says(PAGE))
    server.close()
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.NETWORK_ERROR
    assert "refused" in result.detail
    assert clock.sleeps == [0.5, 1.0]


def test_a_name_without_address_is_asked_once(fetcher: MakeFetcher, clock: Clock) -> None:
    """A name that does not resolve is a network error, and no retry follows."""
    asked = []

    def lookup(host: str, port: int) -> list[str]:
        asked.append((host, port))
        raise OSError("no such name")

    result = fetcher(lookup=lookup).fetch("https://docs.example.org/page")
    assert result.outcome is Outcome.NETWORK_ERROR
    assert result.detail == "no address is known for docs.example.org"
    assert asked == [("docs.example.org", 443)]
    assert clock.sleeps == []


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01 hello",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nBad Header: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\nx",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_not_http_is_a_network_error(
    serve: Serve, fetcher: MakeFetcher, data: bytes
) -> None:
    """Junk instead of an answer ends in an outcome, at once."""
    result = fetcher().fetch(serve(hangs_up(data)).url())
    assert (result.outcome, result.document) == (Outcome.NETWORK_ERROR, None)
    assert "not proper HTTP" in result.detail


@pytest.mark.parametrize(
    "header",
    ["cf-mitigated: challenge", "x-amzn-waf-action: captcha", "X-Vercel-Mitigated: Challenge"],
)
@pytest.mark.parametrize("status", ["202 Accepted", "403 Forbidden", "405 No", "429 No", "503 No"])
def test_a_challenge_is_named_and_not_asked_again(
    serve: Serve, fetcher: MakeFetcher, header: str, status: str
) -> None:
    """A firewall that calls its answer a challenge is believed, whatever the status."""
    server = serve(says(answer(status, header + "|Retry-After: 1")))
    assert fetcher().fetch(server.url()).outcome is Outcome.CHALLENGE
    assert len(server.requests) == 1


def test_a_challenge_with_status_200_is_left_to_the_judge(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """The document says that its headers call it a challenge."""
    result = fetcher().fetch(serve(says(page(headers="cf-mitigated: challenge"))).url())
    assert result.document is not None
    assert result.document.challenged is True


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
        visits = list(pool.map(lambda one: one.fetch(server.url()), fetchers))
    assert [one.outcome for one in visits] == [None] * workers
    assert len(server.requests) == 2 * workers
    assert clock.sleeps
    assert max(clock.sleeps) == 8.0


def test_a_clock_that_stands_still_does_not_keep_a_visit(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visit waits for a host once, whatever the clock says."""
    monkeypatch.setattr(clock, "now", lambda: 0.0)
    server = serve(says(answer("429 X", "Retry-After: 8")))
    assert fetcher().fetch(server.url()).outcome is Outcome.RATE_LIMITED
    assert len(server.requests) == 2


# --- has it changed? -----------------------------------------------------------------------------

KNOWN = Validators('W/"one"', "Fri, 20 Nov 2026 10:00:00 GMT")


def test_304_to_a_question_is_unchanged(serve: Serve, fetcher: MakeFetcher) -> None:
    """The validators of the last visit are sent, and a 304 to them is an outcome of its own."""
    server = serve(says(answer("304 Not Modified", 'ETag: W/"one"', length=False)))
    result = fetcher().fetch(server.url(), KNOWN)
    assert (result.outcome, result.status, result.document) == (Outcome.UNCHANGED, 304, None)
    headers = server.requests[0].headers
    assert headers["if-none-match"] == KNOWN.etag
    assert headers["if-modified-since"] == KNOWN.modified


def test_a_304_that_names_no_validators_leaves_those_we_had(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """What identified the page still does."""
    server = serve(says(answer("304 Not Modified", length=False)))
    assert fetcher().fetch(server.url(), KNOWN).validators == KNOWN


def test_validators_are_for_the_address_that_gave_them(serve: Serve, fetcher: MakeFetcher) -> None:
    """After a redirect nothing is asked conditionally, a 304 means nothing, and none are kept."""
    away = answer("302 Found", "Location: /b")
    server = serve(says(away, page(headers='ETag: "two"'), away, answer("304 X", length=False)))
    one = fetcher()
    assert one.fetch(server.url("/a"), KNOWN).validators == Validators()
    assert "if-none-match" not in server.requests[1].headers
    assert one.fetch(server.url("/a"), KNOWN).outcome is Outcome.HTTP_ERROR


@pytest.mark.parametrize("etag", ["", '"ü"', '"' + "x" * 200 + '"', '"a\tb"'])
def test_odd_validators_are_not_kept(serve: Serve, fetcher: MakeFetcher, etag: str) -> None:
    """Only what is printable, ASCII and short is worth a place in the ledger."""
    result = fetcher().fetch(serve(says(page(headers=f"ETag: {etag}"))).url())
    assert result.outcome is None
    assert result.validators == Validators()


@pytest.mark.parametrize("etag", ["", '"a"\r\nX-Evil: 1', '"ü"', "x" * 201])
def test_odd_validators_are_not_sent(serve: Serve, fetcher: MakeFetcher, etag: str) -> None:
    """A ledger that was edited by hand cannot change a request."""
    server = serve(says(PAGE))
    assert fetcher().fetch(server.url(), Validators(etag)).outcome is None
    assert not {"if-none-match", "x-evil"} & set(server.requests[0].headers)
