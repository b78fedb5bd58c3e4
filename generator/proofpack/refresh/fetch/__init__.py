"""Fetching documented pages over HTTP: the only room that goes to the network, and its door.

Those who fetch need this module, and nothing behind it. What is where: `fetcher` (one page, one result),
`robots` (robots.txt), `redirects`, `retry` (retries, backoff, waiting after a 429), `hosts` (rate limit
and crawl delay of each host), `exchange` (one request, one response), `client`, `proxy` and
`backend` (connections, deadline, timeouts, TLS, DNS), `addresses` (blocked IP addresses), `body` and
`decode` (size limits, gzip, character sets), `policy` (all limits in one place).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from proofpack.refresh.fetch.client import open_client
from proofpack.refresh.fetch.fetcher import Fetcher
from proofpack.refresh.fetch.hosts import Hosts
from proofpack.refresh.fetch.policy import Clock, FetchPolicy, Limits
from proofpack.refresh.fetch.proxy import Proxy, proxies_of, read_proxy
from proofpack.refresh.fetch.urls import UrlError, host_of

__all__ = [
    "Clock",
    "FetchPolicy",
    "Fetcher",
    "Hosts",
    "Limits",
    "Proxy",
    "UrlError",
    "fetchers",
    "host_of",
    "open_client",
    "proxies_of",
    "read_proxy",
]


def fetchers(policy: FetchPolicy, clock: Clock) -> Callable[[], AbstractContextManager[Fetcher]]:
    """Return what opens the fetchers of one run, one a worker. They share what is known of hosts.

    Args:
        policy: who we are, and what a server may take from us.
        clock: the time that deadlines and waits go by.
    """
    hosts = Hosts()

    @contextmanager
    def open_fetcher() -> Iterator[Fetcher]:
        with open_client(policy, clock) as client:
            yield Fetcher(client, hosts, policy, clock)

    return open_fetcher
