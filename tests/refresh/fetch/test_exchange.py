"""What each HTTP status, and each broken response, means."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import Clock, MakeFetcher, Serve
from tests.refresh.fetch.servers import answer, hangs_up, page, says

pytestmark = pytest.mark.faults


PAGE = page()


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


def test_a_challenge_with_status_200_is_left_to_the_evaluation(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """The document says that its headers call it a challenge."""
    result = fetcher().fetch(serve(says(page(headers="cf-mitigated: challenge"))).url())
    assert result.document is not None
    assert result.document.challenged is True
