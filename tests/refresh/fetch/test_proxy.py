"""A proxy that the caller names: what is dialled, checked, sent to it and shown of it."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch import UrlError, proxies_of, read_proxy
from tests.refresh.fetch.conftest import MakeFetcher, Serve, loopback_lookup
from tests.refresh.fetch.servers import NO_ROBOTS, Handler, Peer, Request, answer, page, says

pytestmark = pytest.mark.faults
PASSWORD = "hu" + "sh"


def forwards(data: bytes) -> Handler:
    """Return what a proxy does that has one answer for every page of every host."""

    def handle(request: Request, peer: Peer) -> None:
        peer.send(NO_ROBOTS if request.path.endswith("/robots.txt") else data)

    return handle


def test_pages_are_asked_of_the_proxy(serve: Serve, fetcher: MakeFetcher) -> None:
    """No name is looked up but its own, and its login goes to it alone."""
    proxy = serve(forwards(page()))
    one = fetcher(proxy=f"http://me:{PASSWORD}%40@localhost:{proxy.port}", lookup=loopback_lookup)
    for url in ("http://docs.example.com/a", "http://10.0.0.1/b?c=d"):
        assert one.fetch(url).outcome is None
    assert [request.path for request in proxy.requests if "robots" not in request.path] == [
        "http://docs.example.com/a",
        "http://10.0.0.1/b?c=d",
    ]
    assert proxy.requests[1].headers["host"] == "docs.example.com"
    assert proxy.requests[1].headers["proxy-authorization"] == "Basic bWU6aHVzaEA="


def test_without_a_login_none_is_sent(serve: Serve, fetcher: MakeFetcher) -> None:
    """A proxy may want none."""
    proxy = serve(forwards(page()))
    assert fetcher(proxy=proxy.url("")).fetch("http://docs.example.com/a").outcome is None
    assert "proxy-authorization" not in proxy.requests[0].headers


def test_the_address_of_the_proxy_is_checked(serve: Serve, fetcher: MakeFetcher) -> None:
    """One that is not public has to be allowed, as any other."""
    proxy = serve(forwards(page()))
    one = fetcher(proxy=proxy.url(""), allow_private=False)
    result = one.fetch("http://docs.example.com/a")
    assert (result.outcome, proxy.connections) == (Outcome.BLOCKED_ADDRESS, 0)
    assert "127.0.0.1 is not a public address" in result.detail


@pytest.mark.parametrize(
    ("url", "data", "detail"),
    [
        ("http://docs.example.com/a", "407 X", "the proxy refuses (407 Proxy Authentication"),
        ("https://docs.example.com/a", "407 No \x1b[2J", "the proxy refuses (407 No [2J)"),
        ("https://docs.example.com/a", "403 Never", "the proxy refuses (403 Never)"),
    ],
)
def test_a_proxy_that_refuses_is_named(
    serve: Serve, fetcher: MakeFetcher, url: str, data: str, detail: str
) -> None:
    """It is no fault of the page, and no wall of its host."""
    proxy = serve(says(answer(data)))
    one = fetcher(proxy=f"http://me:{PASSWORD}@127.0.0.1:{proxy.port}")
    for _ in range(9):
        result = one.fetch(url)
        assert result.outcome is Outcome.NETWORK_ERROR
        assert detail in result.detail
        assert PASSWORD not in repr(result)


def test_a_proxy_that_is_not_there_is_a_network_error(serve: Serve, fetcher: MakeFetcher) -> None:
    """As a host that is not there."""
    proxy = serve(forwards(page()))
    proxy.close()
    result = fetcher(proxy=proxy.url("")).fetch("http://docs.example.com/a")
    assert result.outcome is Outcome.NETWORK_ERROR


@pytest.mark.parametrize(
    ("text", "shown", "login"),
    [
        ("http://proxy.example.com:3128", "http://proxy.example.com:3128", None),
        (" HTTP://Proxy.example.com/ ", "http://proxy.example.com:80", None),
        ("http://me:a%3Ab%40@[::1]:8080/", "http://[::1]:8080", ("me", "a:b@")),
        ("http://me:a@b@proxy.example.com", "http://proxy.example.com:80", ("me", "a@b")),
        ("http://me@proxy.example.com", "http://proxy.example.com:80", ("me", "")),
    ],
)
def test_the_url_of_a_proxy(text: str, shown: str, login: tuple[str, str] | None) -> None:
    """Host, port and login; what is shown of it holds no login."""
    proxy = read_proxy(text)
    assert (proxy.shown, proxy.login) == (shown, login)
    assert "me" not in repr(proxy).replace("scheme", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "proxy.example.com:3128",
        "https://me:{}@proxy.example.com",
        "socks5://me:{}@proxy.example.com",
        "http://me:{}@",
        "http://me:{}@proxy.example.com:99999",
        "http://me:{}@proxy.example.com/path",
        "http://me:{}@proxy.example.com/?a",
        "http://me:{}@[::1",
        "http://me:{}@a b",
        "http://me:{}#@proxy.example.com",
        "http://me:{}/@proxy.example.com",
        "{}://proxy.example.com",
    ],
)
def test_what_is_no_proxy_is_refused_without_being_repeated(text: str) -> None:
    """Its password may be anywhere in it."""
    with pytest.raises(UrlError) as error:
        read_proxy(text.format(PASSWORD))
    assert PASSWORD not in str(error.value)
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_the_variables_that_name_a_proxy() -> None:
    """By name alone, in either case."""
    named = {"https_proxy": "http://a", "HTTP_PROXY": "x", "ALL_PROXY": " ", "NO_PROXY": "*"}
    assert proxies_of(named) == ["https_proxy", "HTTP_PROXY"]
    assert proxies_of({}) == []
