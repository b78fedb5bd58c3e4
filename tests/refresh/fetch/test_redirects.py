"""From address to address: as far as is reasonable, never to where we do not ask."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import MakeFetcher, Serve
from tests.refresh.fetch.servers import Handler, Peer, Request, answer, page, says

pytestmark = pytest.mark.faults


def to(location: str, status: str = "302 Found") -> bytes:
    """Return a redirect."""
    return answer(status, f"Location: {location}")


def hops(count: int) -> Handler:
    """Return a handler that redirects so many times, and then gives a page."""

    def handle(request: Request, peer: Peer) -> None:
        peer.send(to(f"/{request.number + 1}") if request.number < count else page())

    return handle


@pytest.mark.parametrize("status", ["301", "302", "303", "307", "308"])
def test_redirects_are_followed_and_shown(serve: Serve, fetcher: MakeFetcher, status: str) -> None:
    """A redirect for good is `moved`, with the document found there; another one is none of that."""
    server = serve(says(to("../new?a=b#part", f"{status} X"), page(headers='ETag: "x"')))
    result = fetcher().fetch(server.url("/old/page"))
    assert result.document is not None
    assert result.document.asked == server.url("/old/page")
    assert result.document.url == server.url("/new?a=b")
    assert result.chain == (server.url("/old/page"), server.url("/new?a=b"))
    assert result.status == 200
    assert result.validators.etag == ""
    if status in ("301", "308"):
        assert (result.outcome, result.detail) == (Outcome.MOVED, f"moved to {server.url('/new')}")
    else:
        assert (result.outcome, result.detail) == (None, "")


def test_a_move_among_other_hops_is_a_move(serve: Serve, fetcher: MakeFetcher) -> None:
    """One redirect for good is enough, wherever it stands."""
    server = serve(says(to("/b"), to("/c", "308 X"), to("/d"), page()))
    result = fetcher().fetch(server.url("/a"))
    assert result.outcome is Outcome.MOVED
    assert [one.rpartition("/")[2] for one in result.chain] == ["a", "b", "c", "d"]


def test_a_move_to_what_is_no_page_is_the_fault_of_that(serve: Serve, fetcher: MakeFetcher) -> None:
    """What was found at the new address is what counts."""
    server = serve(says(to("/b", "301 X"), answer("404 X")))
    result = fetcher().fetch(server.url("/a"))
    assert (result.outcome, result.status) == (Outcome.HTTP_ERROR, 404)
    assert len(result.chain) == 2


@pytest.mark.parametrize(("count", "outcome"), [(5, None), (6, Outcome.BAD_REDIRECT)])
def test_five_hops_are_enough(
    serve: Serve, fetcher: MakeFetcher, count: int, outcome: Outcome | None
) -> None:
    """The sixth redirect is not followed, and the chain shows the rest."""
    server = serve(hops(count))
    result = fetcher().fetch(server.url("/0"))
    assert result.outcome is outcome
    assert len(result.chain) == len(server.requests) == 6
    assert result.detail == ("redirected 6 times" if outcome else "")


@pytest.mark.parametrize("chain", [["/a"], ["/a#x"], ["/b", "/a"], ["/b", "/c", "/b"]])
def test_circles_are_seen(serve: Serve, fetcher: MakeFetcher, chain: list[str]) -> None:
    """An address that was asked is not asked again."""
    server = serve(says(*map(to, chain)))
    result = fetcher().fetch(server.url("/a"))
    assert result.outcome is Outcome.BAD_REDIRECT
    assert "in a circle, back to" in result.detail
    assert len(server.requests) == len(chain)


LOCATIONS = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,hello",
    "ftp://example.org/",
    "gopher://127.0.0.1:70/_x",
    "mailto:someone",
    "http://user:secret@example.org/",
    "http://user@example.org/",
    "http://",
    "http:///path",
    "//",
    "http://[::1",
    "http://[::1]]/",
    "http://[zz]/",
    "http://exa mple.org/",
    "http://example.org:0/",
    "http://example.org:65536/",
    "http://example.org:-1/",
    "http://example.org:http/",
    "http://example.org:" + "9" * 1000 + "/",
    "http://xn--/",
    "http://xn--a/",
    "http://xn--\u00fc/",
    "http://\u202eevil/",
    "http://\uff11\uff12\uff17.0.0.1/",
    "http://" + "\u00fc" * 70 + ".example/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 200 + "example/",
    "http://.example/",
    "http://a..b/",
    "http://-a.example/",
    "http://%31%32%37.0.0.1/",
    "http://a%00b/",
    "http://a\\b/",
    "/\\example.org/",
    "http://999.1.1.1/",
    "http://1.2.3.4.5.6.7.8:99999/",
    "/" + "x" * 3000,
    "\u2028",
    "http:path",
    "///path",
    "http:",
    "https:",
    ":",
    "http://?",
    "http://#",
]


@pytest.mark.parametrize("location", LOCATIONS)
def test_bad_locations_are_refused(serve: Serve, fetcher: MakeFetcher, location: str) -> None:
    """Junk in `Location` is an outcome, whatever httpx raises for it; the chain is shown."""
    server = serve(says(to(location)))
    result = fetcher().fetch(server.url())
    assert (result.outcome, result.status) == (Outcome.BAD_REDIRECT, 302)
    assert result.chain == (server.url(),)
    assert result.detail.isprintable()
    assert len(result.detail) <= 200
    assert "secret" not in result.detail


@pytest.mark.parametrize(
    "headers", ["X: y", "Location:", "Location: ", "Location: /a|Location: /b"]
)
def test_a_redirect_to_nowhere_is_refused(serve: Serve, fetcher: MakeFetcher, headers: str) -> None:
    """No `Location`, an empty one, or two that differ."""
    result = fetcher().fetch(serve(says(answer("301 X", headers))).url())
    assert result.outcome is Outcome.BAD_REDIRECT


def test_two_locations_that_agree_are_one(serve: Serve, fetcher: MakeFetcher) -> None:
    """What a proxy doubled is still one address."""
    server = serve(says(answer("302 X", "Location: /b|Location: /b"), page()))
    assert fetcher().fetch(server.url("/a")).outcome is None


@pytest.mark.parametrize(
    "url",
    [one for one in LOCATIONS if one.startswith(("http:", "https:", "f", "j", "d"))]
    + ["", " ", "page", "/page", "//example.org/", "HTTP", "http//example.org", "x" * 5000],
)
def test_bad_addresses_of_sources_are_refused(fetcher: MakeFetcher, url: str) -> None:
    """The same junk in a source's own address is `bad-url`, and nothing is asked."""
    result = fetcher().fetch(url)
    assert (result.outcome, result.status, result.chain) == (Outcome.BAD_URL, None, ())
    assert result.detail.startswith("not an address that is asked: ")
    assert "secret" not in result.detail


def test_details_show_no_query(serve: Serve, fetcher: MakeFetcher) -> None:
    """A redirect can carry what is nobody's business; the detail leaves it out."""
    server = serve(says(to("/b?ticket=abc", "301 X"), page()))
    assert "ticket" not in fetcher().fetch(server.url("/a?ticket=abc")).detail
