"""Visiting documented pages: the only room that goes to the network, and its door.

Those who visit need this module, and nothing behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from .client import open_client
from .hosts import Hosts
from .manners import Clock, Limits, Manners
from .urls import host_of
from .visitor import Visitor

__all__ = [
    "Clock",
    "Hosts",
    "Limits",
    "Manners",
    "Visitor",
    "host_of",
    "open_client",
    "visitors",
]


def visitors(manners: Manners, clock: Clock) -> Callable[[], AbstractContextManager[Visitor]]:
    """Return what opens the visitors of one run. They share what is known of hosts.

    Args:
        manners: who we are, and what a server may take from us.
        clock: the time that deadlines and waits go by.
    """
    hosts = Hosts()

    @contextmanager
    def open_visitor() -> Iterator[Visitor]:
        with open_client(manners, clock) as client:
            yield Visitor(client, hosts, manners, clock)

    return open_visitor
