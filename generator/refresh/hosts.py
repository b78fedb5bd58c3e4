"""What one run knows of the hosts it asks, shared by all of its workers.

A robots.txt is read once; whoever asks meanwhile waits for that one reading. A host that says "later"
is waited for once; after that it is left alone for the rest of the run.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from .robots import Rules


@dataclass(slots=True)
class _Host:
    """One host: the lock is held while its robots.txt is read."""

    reading: threading.Lock = field(default_factory=threading.Lock)
    rules: Rules | None = None
    free_at: float | None = None
    waited: bool = False
    spent: bool = False


class Hosts:
    """Hosts by `scheme://host:port`. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())

    def rules(
        self, host: str, read: Callable[[], tuple[Rules, bool]], patience: float
    ) -> Rules | None:
        """Return what the robots.txt of a host says.

        Args:
            host: the host.
            read: reads it, and tells whether what came of it holds for the rest of the run.
            patience: how many seconds to wait for someone else who is reading it.

        Returns:
            The rules, or None if the wait was too long.
        """
        one = self._of(host)
        if not one.reading.acquire(timeout=max(0.0, patience)):
            return None
        try:
            if one.rules is not None:
                return one.rules
            rules, lasting = read()
            if lasting:
                one.rules = rules
            return rules
        finally:
            one.reading.release()

    def turn(self, host: str, now: float) -> float:
        """Take the next turn at a host.

        Args:
            host: the host.
            now: what the clock says.

        Returns:
            How many seconds to wait for it: what is left of the host's `Crawl-delay`.
        """
        one = self._of(host)
        with self._lock:
            delay = one.rules.delay if one.rules is not None else 0.0
            start = now if one.free_at is None else max(now, one.free_at + delay)
            one.free_at = start
            return start - now

    def may_wait(self, host: str, seconds: float, most: float) -> bool:
        """Ask for leave to wait for a host; if there is none, the host is left alone from now on.

        Args:
            host: the host.
            seconds: how long it asks to wait.
            most: how long a run waits for a host.

        Returns:
            Whether to wait.
        """
        one = self._of(host)
        with self._lock:
            allowed = not one.waited and not one.spent and seconds <= most
            one.waited = True
            one.spent = one.spent or not allowed
            return allowed

    def is_left_alone(self, host: str) -> bool:
        """Whether a host asked for more patience than this run has."""
        one = self._of(host)
        with self._lock:
            return one.spent
