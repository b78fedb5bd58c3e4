"""What is sent, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proofpack.model.outcomes import FetchResult, Outcome
from proofpack.refresh.fetch import Fetcher, FetchPolicy, Hosts, open_client
from tests.refresh.fetch.conftest import AGENT, Clock, MakeFetcher, Serve, loopback_lookup
from tests.refresh.fetch.servers import Peer, Request, Server, answer, hangs_up, page, says

pytestmark = pytest.mark.faults


def test_requests_say_who_asks_and_nothing_more(serve: Serve, fetcher: MakeFetcher) -> None:
    """No cookies, no referrer, no encodings but gzip."""
    cookie = "Set-Cookie: session=1; Path=/"
    server = serve(says(answer("302 X", f"Location: /b|{cookie}"), page(headers=cookie), page()))
    one = fetcher()
    assert one.fetch(server.url("/a")).outcome is None
    assert one.fetch(server.url("/c")).outcome is None
    assert len(server.requests) == 3
    for request in server.requests:
        assert request.headers == {
            "host": f"127.0.0.1:{server.port}",
            "accept": "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.8, */*;q=0.1",
            "accept-encoding": "gzip, identity",
            "accept-language": "en",
            "user-agent": AGENT,
        }


def test_the_environment_is_not_asked(
    serve: Serve, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Proxies and passwords of the machine do not get into a request."""
    proxy, server = serve(says(page())), serve(says(page()))
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, proxy.url(""))
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password something\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    assert fetcher().fetch(server.url()).outcome is None
    assert proxy.connections == 0
    assert "authorization" not in server.requests[0].headers


def test_connections_are_kept(serve: Serve, fetcher: MakeFetcher) -> None:
    """Pages of one host share a connection."""
    server = serve(says(page()))
    one = fetcher()
    for number in range(5):
        assert one.fetch(server.url(f"/{number}")).outcome is None
    assert server.connections == 1


def test_a_connection_that_ended_meanwhile_is_opened_again(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """A server that closes what it promised to keep does no harm."""

    def handle(request: Request, peer: Peer) -> None:
        peer.send(page())
        if request.number == 0:
            peer.reset()

    server = serve(handle)
    one = fetcher()
    assert one.fetch(server.url("/a")).outcome is None
    assert one.fetch(server.url("/b")).outcome is None


@pytest.mark.parametrize("agent", ["", " ", "a\r\nX: y", "Proofpäck"])
def test_the_agent_is_one_line(agent: str) -> None:
    """A User-Agent that could not be sent, or would be more than that, is refused at once."""
    with pytest.raises(ValueError, match="User-Agent"):
        FetchPolicy(agent)


# --- junk ----------------------------------------------------------------------------------------

junk = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=60).map(lambda one: one.encode()),
    st.binary(max_size=60),
    st.sampled_from(
        [b"http://", b"//", b"xn--", b"[", b"1e9", b"-", b"text/html;charset=", b"gzip"]
    ),
)
values = st.lists(junk, max_size=3).map(b"".join)
names = st.sampled_from(
    b"Location Retry-After Content-Type Content-Encoding Content-Length Transfer-Encoding "
    b"ETag Last-Modified Date Set-Cookie X".split()
)
headers = st.lists(st.tuples(names, values), max_size=5)
statuses = st.sampled_from([b"200", b"301", b"302", b"304", b"403", b"404", b"429", b"503", b"700"])


@pytest.fixture
def server(serve: Serve) -> Server:
    """One server for all examples of a test."""
    return serve(says(page()))


def ask(server: Server, data: bytes) -> FetchResult:
    """Fetch a page for which the server says this and hangs up; return what came of it."""
    server.handler = hangs_up(data)
    clock, policy = Clock(), FetchPolicy(AGENT, allow_private=True)
    with open_client(policy, clock, lookup=loopback_lookup) as client:
        return Fetcher(client, Hosts(), policy, clock).fetch(server.url())


SETTINGS = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(status=statuses, pairs=headers, body=st.binary(max_size=40))
def test_junk_in_headers_is_an_outcome(
    server: Server, status: bytes, pairs: list[tuple[bytes, bytes]], body: bytes
) -> None:
    """Whatever the headers say, a fetch ends in a document or in a typed outcome, and one line."""
    lines = b"".join(b"%s: %s\r\n" % pair for pair in pairs)
    data = b"HTTP/1.1 %s X\r\nConnection: close\r\n%s\r\n%s" % (status, lines, body)
    result = ask(server, data)
    assert isinstance(result.outcome, Outcome) or result.document is not None
    assert result.detail == "" or result.detail.isprintable()
    assert len(result.detail) <= 200


@SETTINGS
@given(name=st.sampled_from([b"Location", b"Retry-After", b"Content-Type"]), value=values)
def test_junk_in_one_header_is_an_outcome(server: Server, name: bytes, value: bytes) -> None:
    """A header with junk, on the status that makes it count."""
    status = {b"Location": b"302", b"Retry-After": b"429", b"Content-Type": b"200"}[name]
    data = b"HTTP/1.1 %s X\r\nConnection: close\r\n%s: %s\r\n\r\nhello" % (status, name, value)
    result = ask(server, data)
    assert isinstance(result.outcome, Outcome) or result.document is not None
    assert result.detail == "" or result.detail.isprintable()


@SETTINGS
@given(data=st.binary(max_size=200))
def test_junk_instead_of_an_answer_is_an_outcome(server: Server, data: bytes) -> None:
    """Bytes that are no HTTP at all."""
    result = ask(server, data)
    assert isinstance(result.outcome, Outcome)
    assert result.document is None


@given(url=st.one_of(st.text(max_size=80), st.text(max_size=40).map(lambda one: f"http://{one}")))
def test_junk_instead_of_an_address_is_an_outcome(url: str) -> None:
    """Nothing that can stand in YAML makes a fetch raise; what is left of it is not dialled."""
    clock, policy = Clock(), FetchPolicy(AGENT)
    with open_client(policy, clock, lookup=_nowhere) as client:
        result = Fetcher(client, Hosts(), policy, clock).fetch(url)
    assert result.outcome in (
        Outcome.BAD_URL,
        Outcome.NETWORK_ERROR,
        Outcome.BLOCKED_ADDRESS,
    )


def _nowhere(host: str, port: int) -> list[str]:
    raise OSError("no such name")
