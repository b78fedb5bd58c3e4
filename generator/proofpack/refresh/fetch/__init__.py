"""Visiting documented pages: the only room that goes to the network, and its door.

Those who visit need this module, and nothing behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from proofpack.refresh.fetch.client import open_client
from proofpack.refresh.fetch.fetcher import Fetcher
from proofpack.refresh.fetch.hosts import Hosts
from proofpack.refresh.fetch.policy import Clock, FetchPolicy, Limits
from proofpack.refresh.fetch.urls import host_of

__all__ = [
    "Clock",
    "FetchPolicy",
    "Fetcher",
    "Hosts",
    "Limits",
    "host_of",
    "open_client",
    "visitors",
]


def visitors(manners: FetchPolicy, clock: Clock) -> Callable[[], AbstractContextManager[Fetcher]]:
    """Return what opens the visitors of one run. They share what is known of hosts.

    Args:
        manners: who we are, and what a server may take from us.
        clock: the time that deadlines and waits go by.
    """
    hosts = Hosts()

    @contextmanager
    def open_visitor() -> Iterator[Fetcher]:
        with open_client(manners, clock) as client:
            yield Fetcher(client, hosts, manners, clock)

    return open_visitor
