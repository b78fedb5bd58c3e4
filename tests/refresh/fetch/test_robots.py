"""What a robots.txt forbids is not read, and one that cannot be read forbids."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch import Hosts
from tests.refresh.fetch.conftest import Clock, MakeFetcher, Serve
from tests.refresh.fetch.servers import Peer, Request, answer, page, says

pytestmark = pytest.mark.faults


def robots(text: str, headers: str = "Content-Type: text/plain") -> bytes:
    """Return a robots.txt."""
    return answer("200 OK", headers, text.encode())


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /page", False),
        ("User-agent: *\nDisallow: /pages", True),
        ("User-agent: *\nDisallow: /\nAllow: /page", True),
        ("User-agent: *\nDisallow: /*?secret=", False),
        ("User-agent: *\nDisallow: /p*e?secret=*1$", False),
        ("User-agent: proofpack\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: PROOFPACK/2.0\nDisallow: /", False),
        ("User-agent: Proofpack\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: a\nUser-agent: Proofpack # us\nUser-agent: b\nDisallow: /", False),
        ("User-agent: proof\nDisallow: /", True),
        ("User-agent: Proofpack-Images\nDisallow: /", True),
        ("User-agent: otherbot\nDisallow: /", True),
        ("User-agent: **\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("useragent *\ndisallow /", False),
        ("<html><body>Not found</body></html>", True),
        ("\0\x01\x02 Disallow: /", True),
    ],
)
def test_rules_are_obeyed(serve: Serve, fetcher: MakeFetcher, text: str, allowed: bool) -> None:
    """As RFC 9309 says: our product token, else `*`; the longest rule wins."""
    server = serve(says(page()), robots=robots(text))
    result = fetcher().fetch(server.url("/page?secret=1"))
    if allowed:
        assert result.outcome is None
    else:
        assert result.outcome is Outcome.ROBOTS_DISALLOWED
        assert result.detail == f"robots.txt asks not to read {server.url('/page')}"
        assert server.requests == []


@pytest.mark.parametrize("status", ["400 X", "401 X", "403 X", "404 X", "410 X", "418 X", "204 X"])
def test_no_robots_txt_allows(serve: Serve, fetcher: MakeFetcher, status: str) -> None:
    """4xx means that there are no rules."""
    server = serve(says(page()), robots=answer(status))
    assert fetcher().fetch(server.url()).outcome is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (answer("500 X"), "500 Internal Server Error"),
        (answer("503 X"), "503 Service Unavailable"),
        (answer("599 X"), "599"),
        (answer("300 X"), "300 Multiple Choices"),
        (answer("302 X", "Location: javascript:alert(1)"), "redirected to an address that is not"),
        (answer("302 X", "Location: /robots.txt"), "redirected in a circle"),
        (robots("User-agent: *", "Content-Encoding: br"), "encoded as br"),
        (robots("User-agent: *", "Content-Encoding: gzip"), "its gzip data are corrupt"),
    ],
)
def test_a_robots_txt_that_cannot_be_read_forbids(
    serve: Serve, fetcher: MakeFetcher, data: bytes, reason: str
) -> None:
    """Who cannot say what is allowed allows nothing, and the reason is given."""
    server = serve(says(page()), robots=data)
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.ROBOTS_DISALLOWED
    assert result.detail.startswith(f"robots.txt: {reason}")
    assert server.requests == []


def test_a_broken_host_is_not_a_forbidden_one(serve: Serve, fetcher: MakeFetcher) -> None:
    """A host that cannot be talked to gives its pages that fault."""

    def broken(request: Request, peer: Peer) -> None:
        peer.reset()

    server = serve(says(page()), robots=broken)
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.NETWORK_ERROR
    assert server.robots_read == 3


def test_a_host_that_limits_its_robots_txt_is_waited_for(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """429 is not "no rules": it means later, once."""
    server = serve(says(page()), robots=answer("429 X", "Retry-After: 9"))
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.RATE_LIMITED
    assert clock.sleeps == [9.0]
    assert (server.robots_read, server.requests) == (2, [])


def test_redirects_of_robots_txt_are_followed(serve: Serve, fetcher: MakeFetcher) -> None:
    """Up to five hops, to other hosts too; the rules hold for the host that was asked."""
    rules = serve(says(robots("User-agent: *\nDisallow: /page")))
    server = serve(says(page()), robots=answer("301 X", f"Location: {rules.url('/there')}"))
    one = fetcher()
    result = one.fetch(server.url("/page"))
    assert result.outcome is Outcome.ROBOTS_DISALLOWED
    assert result.chain == (server.url("/page"),)
    assert one.fetch(server.url("/other")).outcome is None


def test_targets_of_redirects_are_asked_for_leave(serve: Serve, fetcher: MakeFetcher) -> None:
    """A redirect is no way around the rules of the host that it leads to."""
    target = serve(says(page()), robots=robots("User-agent: *\nDisallow: /"))
    server = serve(says(answer("302 X", f"Location: {target.url()}")))
    result = fetcher().fetch(server.url())
    assert result.outcome is Outcome.ROBOTS_DISALLOWED
    assert result.chain == (server.url(), target.url())
    assert target.requests == []


def test_robots_txt_is_read_once_for_all_workers(serve: Serve, fetcher: MakeFetcher) -> None:
    """Who asks while it is being read waits for that reading."""
    workers = 6
    together = threading.Barrier(workers)

    def slow(request: Request, peer: Peer) -> None:
        together.wait(20)  # until everyone has been asked to fetch, and a moment longer
        peer.over.wait(0.05)
        peer.send(robots("User-agent: *\nDisallow: /no"))

    server = serve(says(page()), robots=slow)
    hosts = Hosts()
    fetchers = [fetcher(hosts=hosts) for _ in range(workers)]
    outcomes: list[Outcome | None] = []

    def work(number: int) -> None:
        if number:
            together.wait(20)
        outcomes.append(fetchers[number].fetch(server.url("/no" if number % 2 else "/yes")).outcome)

    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, number) for number in range(workers)]:
            done.result()
    assert server.robots_read == 1
    assert sorted(map(str, outcomes)) == ["None"] * 3 + ["robots-disallowed"] * 3


def test_the_end_of_a_deadline_says_nothing_of_a_host(
    serve: Serve, fetcher: MakeFetcher, clock: Clock
) -> None:
    """A robots.txt that got too little time is too slow for that fetch, and read again for the next."""

    def robots_later(request: Request, peer: Peer) -> None:
        if target.robots_read == 1:
            peer.silence()
        peer.send(robots(""))

    def late(request: Request, peer: Peer) -> None:
        clock.skip(seconds * 0.8)
        peer.send(answer("302 X", f"Location: {target.url()}"))

    seconds = 2.0
    target = serve(says(page()), robots=robots_later)
    one = fetcher(deadline_seconds=seconds)
    assert one.fetch(serve(late).url()).outcome is Outcome.TOO_SLOW
    assert one.fetch(target.url()).outcome is None
    assert target.robots_read == 2


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("Crawl-delay: 3", [3.0, 3.0]),
        ("Crawl-delay: 600", [10.0, 10.0]),
        ("Crawl-delay: 0", []),
        ("Crawl-delay: -5", []),
        ("Crawl-delay: nan", []),
        ("Crawl-delay: inf", []),
        ("Crawl-delay: soon", []),
    ],
)
def test_a_crawl_delay_is_kept_between_requests(
    serve: Serve, fetcher: MakeFetcher, clock: Clock, text: str, waits: list[float]
) -> None:
    """Up to ten seconds, and the deadline of the fetch does not run meanwhile."""
    server = serve(says(page()), robots=robots(f"User-agent: *\n{text}"))
    clock.stands = True
    one = fetcher(deadline_seconds=2.0)
    assert one.fetch(server.url("/a")).outcome is None
    assert one.fetch(server.url("/b")).outcome is None
    assert clock.sleeps == waits


def test_a_crawl_delay_is_of_one_host(serve: Serve, fetcher: MakeFetcher, clock: Clock) -> None:
    """Another host does not have to be waited for."""
    clock.stands = True
    rules = robots("User-agent: *\nCrawl-delay: 3")
    one = fetcher()
    for server in (serve(says(page()), robots=rules), serve(says(page()))):
        assert one.fetch(server.url()).outcome is None
    assert clock.sleeps == [3.0]
