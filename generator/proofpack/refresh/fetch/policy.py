"""The fetch policy: User-Agent, and limits on time, size, redirects, retries and rate-limit waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.proxy import Proxy

_KIB = 1024
_MIB = 1024 * _KIB


class Clock(Protocol):
    """Time that only goes forwards, and the way to let it pass."""

    def now(self) -> float:
        """Return seconds since some moment in the past."""
        ...

    def sleep(self, seconds: float) -> None:
        """Come back after so many seconds."""
        ...


class Limits(Struct, frozen=True):
    """Limits: how much of anything a server may take from us.

    Attributes:
        deadline_seconds: for a whole fetch: names, connections, answers, redirects, retries. Waiting
            because a host asks for it does not count.
        body_bytes: for a body as it is sent.
        text_bytes: for a body once it is inflated.
        redirects: hops from one address to the next.
        retries: of one fetch, after errors that may pass.
        wait_seconds: what a host may ask us to wait, once in a run.
        short_wait_seconds: how long we wait for a host that says "later" and not when.
        crawl_delay_seconds: how much of a `Crawl-delay` is honoured.
        robots_bytes: how much of a robots.txt is read. RFC 9309 asks for 500 KiB at least.
    """

    deadline_seconds: float = 30.0
    body_bytes: int = 4 * _MIB
    text_bytes: int = 8 * _MIB
    redirects: int = 5
    retries: int = 2
    wait_seconds: float = 60.0
    short_wait_seconds: float = 5.0
    crawl_delay_seconds: float = 10.0
    robots_bytes: int = 512 * _KIB


class FetchPolicy(Struct, frozen=True):
    """With what a run fetches.

    Attributes:
        agent: the `User-Agent` line.
        allow_private: whether addresses that are not of the public internet may be dialled. For
            tests and intranets.
        authorities: a PEM file of certificate authorities to trust besides the usual ones.
        limits: what a server may take from us.
        proxy: what is dialled instead of the hosts themselves, or None.
    """

    agent: str
    allow_private: bool = False
    authorities: Path | None = None
    limits: Limits = field(default_factory=Limits)
    proxy: Proxy | None = None

    def __post_init__(self) -> None:
        if not (self.agent.isascii() and self.agent.isprintable() and self.agent.strip()):
            raise ValueError("the User-Agent must be one line of printable ASCII")


class Deadline:
    """The deadline of a fetch: the moment at which it is over, whatever the server is doing by then."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self.seconds = seconds
        self._now = clock.now
        self._end = self._now() + seconds

    @property
    def remaining(self) -> float:
        """Seconds to go; nothing or less when it is over."""
        return self._end - self._now()

    def left(self) -> float:
        """Return the seconds to go.

        Raises:
            FetchError: `too-slow`, when there are none.
        """
        remaining = self.remaining
        if remaining <= 0:
            raise self.timeout_error()
        return remaining

    def timeout_error(self) -> FetchError:
        """Return the error of a timeout: the deadline was missed."""
        return FetchError(Outcome.TOO_SLOW, f"no complete answer within {self.seconds:g} s")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stop the deadline for a wait that a host asks for, which is not the server's slowness."""
        before = self._now()
        try:
            yield
        finally:
            self._end += self._now() - before
