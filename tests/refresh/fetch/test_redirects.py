"""From address to address: as far as is reasonable, never to where we do not ask."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome
from tests.refresh.fetch.conftest import MakeVisitor, Serve
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
def test_redirects_are_followed_and_shown(serve: Serve, visitor: MakeVisitor, status: str) -> None:
    """A redirect for good is `moved`, with the document found there; another one is none of that."""
    server = serve(says(to("../new?a=b#part", f"{status} X"), page(headers='ETag: "x"')))
    visit = visitor().visit(server.url("/old/page"))
    assert visit.document is not None
    assert visit.document.asked == server.url("/old/page")
    assert visit.document.url == server.url("/new?a=b")
    assert visit.chain == (server.url("/old/page"), server.url("/new?a=b"))
    assert visit.status == 200
    assert visit.validators.etag == ""
    if status in ("301", "308"):
        assert (visit.outcome, visit.detail) == (Outcome.MOVED, f"moved to {server.url('/new')}")
    else:
        assert (visit.outcome, visit.detail) == (None, "")


def test_a_move_among_other_hops_is_a_move(serve: Serve, visitor: MakeVisitor) -> None:
    """One redirect for good is enough, wherever it stands."""
    server = serve(says(to("/b"), to("/c", "308 X"), to("/d"), page()))
    visit = visitor().visit(server.url("/a"))
    assert visit.outcome is Outcome.MOVED
    assert [one.rpartition("/")[2] for one in visit.chain] == ["a", "b", "c", "d"]


def test_a_move_to_what_is_no_page_is_the_fault_of_that(serve: Serve, visitor: MakeVisitor) -> None:
    """What was found at the new address is what counts."""
    server = serve(says(to("/b", "301 X"), answer("404 X")))
    visit = visitor().visit(server.url("/a"))
    assert (visit.outcome, visit.status) == (Outcome.HTTP_ERROR, 404)
    assert len(visit.chain) == 2


@pytest.mark.parametrize(("count", "outcome"), [(5, None), (6, Outcome.BAD_REDIRECT)])
def test_five_hops_are_enough(
    serve: Serve, visitor: MakeVisitor, count: int, outcome: Outcome | None
) -> None:
    """The sixth redirect is not followed, and the chain shows the rest."""
    server = serve(hops(count))
    visit = visitor().visit(server.url("/0"))
    assert visit.outcome is outcome
    assert len(visit.chain) == len(server.requests) == 6
    assert visit.detail == ("redirected 6 times" if outcome else "")


@pytest.mark.parametrize("chain", [["/a"], ["/a#x"], ["/b", "/a"], ["/b", "/c", "/b"]])
def test_circles_are_seen(serve: Serve, visitor: MakeVisitor, chain: list[str]) -> None:
    """An address that was asked is not asked again."""
    server = serve(says(*map(to, chain)))
    visit = visitor().visit(server.url("/a"))
    assert visit.outcome is Outcome.BAD_REDIRECT
    assert "in a circle, back to" in visit.detail
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
def test_bad_locations_are_refused(serve: Serve, visitor: MakeVisitor, location: str) -> None:
    """Junk in `Location` is an outcome, whatever httpx raises for it; the chain is shown."""
    server = serve(says(to(location)))
    visit = visitor().visit(server.url())
    assert (visit.outcome, visit.status) == (Outcome.BAD_REDIRECT, 302)
    assert visit.chain == (server.url(),)
    assert visit.detail.isprintable()
    assert len(visit.detail) <= 200
    assert "secret" not in visit.detail


@pytest.mark.parametrize(
    "headers", ["X: y", "Location:", "Location: ", "Location: /a|Location: /b"]
)
def test_a_redirect_to_nowhere_is_refused(serve: Serve, visitor: MakeVisitor, headers: str) -> None:
    """No `Location`, an empty one, or two that differ."""
    visit = visitor().visit(serve(says(answer("301 X", headers))).url())
    assert visit.outcome is Outcome.BAD_REDIRECT


def test_two_locations_that_agree_are_one(serve: Serve, visitor: MakeVisitor) -> None:
    """What a proxy doubled is still one address."""
    server = serve(says(answer("302 X", "Location: /b|Location: /b"), page()))
    assert visitor().visit(server.url("/a")).outcome is None


@pytest.mark.parametrize(
    "url",
    [one for one in LOCATIONS if one.startswith(("http:", "https:", "f", "j", "d"))]
    + ["", " ", "page", "/page", "//example.org/", "HTTP", "http//example.org", "x" * 5000],
)
def test_bad_addresses_of_sources_are_refused(visitor: MakeVisitor, url: str) -> None:
    """The same junk in a source's own address is `bad-url`, and nothing is asked."""
    visit = visitor().visit(url)
    assert (visit.outcome, visit.status, visit.chain) == (Outcome.BAD_URL, None, ())
    assert visit.detail.startswith("not an address that is asked: ")
    assert "secret" not in visit.detail


def test_details_show_no_query(serve: Serve, visitor: MakeVisitor) -> None:
    """A redirect can carry what is nobody's business; the detail leaves it out."""
    server = serve(says(to("/b?ticket=abc", "301 X"), page()))
    assert "ticket" not in visitor().visit(server.url("/a?ticket=abc")).detail
