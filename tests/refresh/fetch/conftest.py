"""A clock that does not wait, servers that end with the test, and fetchers for them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from proofpack.refresh.fetch import Fetcher, FetchPolicy, Hosts, Limits, open_client, read_proxy
from proofpack.refresh.fetch.backend import Lookup, system_lookup
from tests.refresh.fetch.servers import Handler, Server

AGENT = "Proofpack/0 (+https://docs.example.org/)"


class Clock:
    """A clock that goes on by itself, and jumps ahead instead of sleeping.

    Attributes:
        stands: whether it goes on by jumps only, so that a test does not depend on its own speed.
        sleeps: every wait, in seconds.
    """

    def __init__(self) -> None:
        self.stands = False
        self.sleeps: list[float] = []
        self._ahead = 0.0

    def now(self) -> float:
        """Return seconds."""
        return self._ahead if self.stands else time.monotonic() + self._ahead

    def skip(self, seconds: float) -> None:
        """Jump ahead."""
        self._ahead += seconds

    def sleep(self, seconds: float) -> None:
        """Take note of a wait."""
        self.sleeps.append(round(seconds, 1))
        self._ahead += seconds


def local_lookup(host: str, port: int) -> list[str]:
    """Ask the system, but only for what it knows without a network: numbers, and itself."""
    if host.lower() != "localhost":
        socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    return system_lookup(host, port)


def loopback_lookup(host: str, port: int) -> list[str]:
    """Ask the system for loopback addresses only: nothing else is dialled, whatever junk says."""
    found = [one for one in local_lookup(host, port) if one.startswith("127.")]
    if not found:
        raise OSError("not on loopback")
    return found


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """Whatever a server does, no thread outlives the test."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(5)  # a look-up that has answered takes a moment to end
        assert not thread.is_alive(), thread.name


@pytest.fixture
def clock() -> Clock:
    """A clock that does not wait."""
    return Clock()


Serve = Callable[..., Server]


@pytest.fixture
def serve(_no_thread_is_left: None) -> Iterator[Serve]:
    """A function that starts a server."""
    servers: list[Server] = []

    def start(handler: Handler, **options: Any) -> Server:
        servers.append(Server(handler, **options))
        return servers[-1]

    yield start
    for one in servers:
        one.close()


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def fetcher(clock: Clock, serve: Serve) -> Iterator[MakeFetcher]:
    """A function that makes a fetcher for loopback; it ends before the servers do."""
    del serve
    clients = []

    def make(
        *,
        hosts: Hosts | None = None,
        lookup: Lookup = local_lookup,
        allow_private: bool = True,
        authorities: Path | None = None,
        proxy: str = "",
        **limits: Any,
    ) -> Fetcher:
        chosen = read_proxy(proxy) if proxy else None
        policy = FetchPolicy(AGENT, allow_private, authorities, Limits(**limits), chosen)
        clients.append(open_client(policy, clock, lookup=lookup))
        return Fetcher(clients[-1], hosts or Hosts(), policy, clock, lambda: 0.5)

    yield make
    for one in clients:
        one.close()
