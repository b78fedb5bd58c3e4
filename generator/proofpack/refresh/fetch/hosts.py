"""Rate limits, crawl delays and robots.txt of the hosts of one run, shared by all of its workers.

A robots.txt is read once; whoever asks meanwhile waits for that one reading. A host that says "later"
is waited for once, by all workers together; after that it is left alone for the rest of the run.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from proofpack.refresh.fetch.policy import Deadline
from proofpack.refresh.fetch.robots import RobotsRules

_LONG_AGO = float("-inf")


@dataclass(slots=True)
class _HostState:
    """One host: the lock is held while its robots.txt is read."""

    reading: threading.Lock = field(default_factory=threading.Lock)
    rules: RobotsRules | None = None
    last_turn: float = _LONG_AGO
    waits_until: float | None = None
    rate_limited: bool = False


class Hosts:
    """Hosts by `scheme://host:port`. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hosts: dict[str, _HostState] = {}

    def _of(self, host: str) -> _HostState:
        with self._lock:
            return self._hosts.setdefault(host, _HostState())

    def rules(
        self,
        host: str,
        read: Callable[[], tuple[RobotsRules, bool]],
        deadline: Deadline,
        patience: float,
    ) -> RobotsRules | None:
        """Return what the robots.txt of a host says.

        Args:
            host: the host.
            read: reads it, and tells whether what came of it holds for the rest of the run.
            deadline: of the fetch; it does not run while someone else is reading.
            patience: how many seconds to wait for someone else.

        Returns:
            The rules, or None if the wait was too long.
        """
        state = self._of(host)
        with deadline.paused():
            if not state.reading.acquire(timeout=patience):
                return None
        try:
            if state.rules is not None:
                return state.rules
            rules, lasting = read()
            if lasting:
                state.rules = rules
            return rules
        finally:
            state.reading.release()

    def take_turn(self, host: str, now: float) -> float:
        """Take the next turn at a host, as its crawl delay or rate limit allows.

        Args:
            host: the host.
            now: what the clock says.

        Returns:
            How many seconds to wait for it: what is left of the host's `Crawl-delay`, or of a wait
            that it asked for.
        """
        state = self._of(host)
        with self._lock:
            delay = state.rules.delay if state.rules is not None else 0.0
            start = max(now, state.last_turn + delay, state.waits_until or _LONG_AGO)
            state.last_turn = start
            return start - now

    def wait_after_rate_limit(
        self, host: str, seconds: float, longest: float, asked: float, now: float
    ) -> float:
        """Ask for leave to wait for a host that answered with a rate limit (429, or 503).

        Without it, the host is left alone from now on.

        Args:
            host: the host.
            seconds: how long it asks to wait.
            longest: how long a run waits for a host.
            asked: when the request was sent that it answers.
            now: what the clock says.

        Returns:
            How many seconds to wait; less than nothing if that is no use.
        """
        state = self._of(host)
        with self._lock:
            if state.waits_until is None and seconds <= longest:
                state.waits_until = now + seconds
            # What was asked before the end of that wait is part of it, and not a second "later".
            if state.rate_limited or state.waits_until is None or asked >= state.waits_until:
                state.rate_limited = True
                return -1.0
            return max(0.0, state.waits_until - now)

    def is_rate_limited(self, host: str) -> bool:
        """Whether a host asked, by a rate limit, for more patience than this run has."""
        state = self._of(host)
        with self._lock:
            return state.rate_limited
