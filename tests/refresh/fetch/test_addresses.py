"""Only addresses of the public internet are dialled, however they are spelled or answered."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch import Fetcher, FetchPolicy, Hosts, host_of, open_client
from proofpack.refresh.fetch.addresses import why_blocked
from tests.refresh.fetch.conftest import Clock, MakeFetcher, Serve, local_lookup
from tests.refresh.fetch.servers import answer, page, says

pytestmark = pytest.mark.faults

BLOCKED_V4 = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16
192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
""".split()  # noqa: SIM905 - a registry, as a table
BLOCKED_V6 = """
::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32
2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8 4000::/3
""".split()  # noqa: SIM905 - a registry, as a table
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
168.63.129.15 168.63.129.17 169.253.255.255 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255
192.169.0.0 198.17.255.255 198.20.0.0 203.0.112.255 203.0.114.0 223.255.255.255 2001:200:: 2000::
2001:4860:4860::8888 2003:: 2606:4700::1 2620:4f:8001:: 3ffe:: 3fff:1000:: 2001:db7:ffff::
""".split()  # noqa: SIM905 - a table

in_ranges = st.sampled_from(BLOCKED_V4).flatmap(lambda one: st.ip_addresses(network=one))
in_v4 = in_ranges.map(lambda one: ipaddress.IPv4Address(str(one)))
in_v6 = st.sampled_from(BLOCKED_V6).flatmap(lambda one: st.ip_addresses(network=one))


def spellings(address: ipaddress.IPv4Address) -> list[str]:
    """Return an IPv4 address in the spellings that systems and people take."""
    number, parts = int(address), str(address).split(".")
    a, b, c, d = map(int, parts)
    return [
        str(address),
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(f"{int(one):#x}" for one in parts),
        ".".join(f"0{int(one):o}" for one in parts),
        f"{a}.{(b << 16) + (c << 8) + d}",
        f"{a}.{b}.{(c << 8) + d}",
        f"{address}.",
        f"[::ffff:{address}]",
        f"[::{address}]",
        f"[64:ff9b::{address}]",
        f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]",
        str(address).translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789"}),
        str(address).replace(".", "\u3002"),
        f"user@{address}",
    ]


@given(st.one_of(in_v4, in_v6))
def test_special_ranges_are_blocked(address: object) -> None:
    """Every address of every special range is blocked, with the name of what it is."""
    assert why_blocked(str(address))


@pytest.mark.parametrize("network", [*BLOCKED_V4, *BLOCKED_V6])
def test_ranges_are_blocked_from_end_to_end(network: str) -> None:
    """The first and the last address of each range."""
    net = ipaddress.ip_network(network)
    assert why_blocked(str(net[0]))
    assert why_blocked(str(net[-1]))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    """The neighbours of the ranges are not blocked."""
    assert why_blocked(address) == ""


@pytest.mark.parametrize("address", ["", "localhost", "127.1", "1.2.3.4/8", "fe80::1%eth0"])
def test_what_is_no_plain_address_is_blocked(address: str) -> None:
    """A resolver that answers with something else is not believed."""
    assert why_blocked(address)


@pytest.fixture
def no_dialling(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket may be made: who gets that far has dialled."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a blocked address was dialled")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.mark.usefixtures("no_dialling")
@given(in_v4.flatmap(lambda one: st.sampled_from(spellings(one))))
def test_no_spelling_of_a_blocked_address_is_dialled(host: str) -> None:
    """Decimal, octal, hexadecimal, short, mapped or wide: the address is blocked, or no address."""
    clock, policy = Clock(), FetchPolicy("Proofpack/0")
    with open_client(policy, clock, lookup=local_lookup) as client:
        result = Fetcher(client, Hosts(), policy, clock).fetch(f"http://{host}/page")
    # With a dot at its end, an address is a name that the system does not know.
    expected = {Outcome.BLOCKED_ADDRESS, Outcome.BAD_URL}
    assert result.outcome in expected | ({Outcome.NETWORK_ERROR} if host[-1] == "." else set())


@pytest.mark.usefixtures("no_dialling")
@given(in_v6)
def test_no_blocked_ipv6_address_is_dialled(address: object) -> None:
    """Addresses in brackets are not looked up, and checked all the same."""
    clock, policy = Clock(), FetchPolicy("Proofpack/0")
    with open_client(policy, clock, lookup=_never) as client:
        result = Fetcher(client, Hosts(), policy, clock).fetch(f"http://[{address}]:8080/page")
    assert result.outcome is Outcome.BLOCKED_ADDRESS


def _never(host: str, port: int) -> list[str]:
    raise AssertionError("an address is not looked up")


@pytest.mark.usefixtures("no_dialling")
@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "[fe80::1%25lo]", "0", "127.1", "0x7f.1"]
)
def test_names_that_point_inwards_are_blocked(fetcher: MakeFetcher, host: str) -> None:
    """What the system makes of a name is what counts."""
    result = fetcher(allow_private=False).fetch(f"http://{host}/")
    assert result.outcome is Outcome.BLOCKED_ADDRESS
    assert "is not a public address" in result.detail


def lookups(*answers: list[str]) -> Callable[[str, int], list[str]]:
    """Return a look-up that answers differently each time."""
    left = list(answers)
    return lambda host, port: left.pop(0) if len(left) > 1 else left[0]


@pytest.mark.usefixtures("no_dialling")
def test_every_look_up_is_checked(fetcher: MakeFetcher) -> None:
    """A name whose answer points inwards is blocked, and named."""
    result = fetcher(allow_private=False, lookup=lookups(["10.0.0.5"])).fetch("http://a.example/")
    assert result.outcome is Outcome.BLOCKED_ADDRESS
    assert result.detail == "10.0.0.5 is not a public address (private)"


def test_an_answer_that_changes_gets_nowhere(
    serve: Serve, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that was checked is dialled: one look-up for one connection."""
    server = serve(says(page()))
    dialled: list[object] = []
    connect = socket.socket.connect

    def elsewhere(sock: socket.socket, address: object) -> None:
        dialled.append(address)
        connect(sock, ("127.0.0.1", server.port))

    monkeypatch.setattr(socket.socket, "connect", elsewhere)
    one = fetcher(allow_private=False, lookup=lookups(["8.8.8.8"], ["127.0.0.1"]))
    assert one.fetch("http://a.example/page").outcome is None
    assert dialled == [("8.8.8.8", 80)]
    assert server.requests[0].headers["host"] == "a.example"
    # Another connection is another look-up, and another check.
    other = fetcher(allow_private=False, lookup=lookups(["127.0.0.1"]))
    assert other.fetch("http://a.example/page").outcome is Outcome.BLOCKED_ADDRESS
    assert len(dialled) == 1


def test_of_a_mixed_answer_only_the_public_address_is_dialled(
    serve: Serve, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With DNS64, each name has a NAT64 address too. It is left out, the name is not."""
    server = serve(says(page()))
    dialled: list[object] = []
    connect = socket.socket.connect

    def elsewhere(sock: socket.socket, address: object) -> None:
        dialled.append(address)
        connect(sock, ("127.0.0.1", server.port))

    monkeypatch.setattr(socket.socket, "connect", elsewhere)
    lookup = lookups(["64:ff9b::808:808", "10.0.0.1", "8.8.8.8"])
    assert fetcher(allow_private=False, lookup=lookup).fetch("http://a.example/").outcome is None
    assert dialled == [("8.8.8.8", 80)]


def test_an_address_that_does_not_answer_leaves_time_for_the_next(
    serve: Serve, fetcher: MakeFetcher
) -> None:
    """The second address of a name is tried after the first one refused."""
    server = serve(says(page()))
    one = fetcher(lookup=lookups(["127.0.0.2", "127.0.0.1"]))
    assert one.fetch(server.url(host="a.example")).outcome is None


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/"])
def test_a_redirect_inwards_is_blocked(
    serve: Serve, fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    """The address that a redirect leads to is checked like any other; the chain shows it."""
    server = serve(says(answer("302 X", f"Location: {target}")))
    connect = socket.socket.connect

    def elsewhere(sock: socket.socket, address: object) -> None:
        assert address == ("8.8.8.8", 80)
        connect(sock, ("127.0.0.1", server.port))

    monkeypatch.setattr(socket.socket, "connect", elsewhere)

    def lookup(host: str, port: int) -> list[str]:
        return ["8.8.8.8"] if host == "a.example" else [host]

    result = fetcher(allow_private=False, lookup=lookup).fetch("http://a.example/")
    assert result.outcome is Outcome.BLOCKED_ADDRESS
    assert result.chain == ("http://a.example/", target)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Docs.Example.ORG/a?b#c", "https://docs.example.org:443"),
        ("http://docs.example.org", "http://docs.example.org:80"),
        ("HTTP://docs.example.org:8080/", "http://docs.example.org:8080"),
        ("https://docs.example.org:443/", "https://docs.example.org:443"),
        ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example:443"),
        ("not an address", ""),
        ("ftp://docs.example.org/", ""),
        ("http://xn--/", ""),
    ],
)
def test_work_is_grouped_by_scheme_host_and_port(url: str, host: str) -> None:
    """`host_of` names the host that an address is asked at, and never raises."""
    assert host_of(url) == host
