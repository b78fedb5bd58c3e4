"""Retries with backoff, rate limits and crawl delays: asking in turn, again, or later."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.exchange import Answer, RequestOptions, send_request
from proofpack.refresh.fetch.hosts import Hosts
from proofpack.refresh.fetch.policy import Clock, Deadline, Limits
from proofpack.refresh.fetch.urls import Address

_FIRST_PAUSE_SECONDS = 0.5
_SHORTEST_WAIT_SECONDS = 1.0


@dataclass(slots=True)
class FetchProgress:
    """The progress of a fetch: its redirect chain, its retries left, its last status.

    Attributes:
        deadline: when it is over.
        retries_left: how often it may ask again.
        chain: the addresses asked so far.
        status: the last HTTP status.
        moved: whether a redirect said that it is for good.
        asked_at: when the last request was sent.
        waited_for: the hosts that it waited for.
    """

    deadline: Deadline
    retries_left: int
    chain: list[str] = field(default_factory=list)
    status: int | None = None
    moved: bool = False
    asked_at: float = 0.0
    waited_for: set[str] = field(default_factory=set)


class RetryingClient:
    """Sends the requests of one worker: with retries, crawl delays, and waits after a rate limit."""

    def __init__(
        self,
        client: httpx.Client,
        hosts: Hosts,
        limits: Limits,
        clock: Clock,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._hosts = hosts
        self._limits = limits
        self._clock = clock
        self._now = clock.now
        self._jitter = jitter

    def fetch(self, address: Address, progress: FetchProgress, options: RequestOptions) -> Answer:
        """Ask for one address, with retries and without following redirects.

        Args:
            address: the address.
            progress: the fetch that it is part of.
            options: what to ask for.

        Returns:
            The answer.

        Raises:
            FetchError: if there is none that can be used.
        """
        while True:
            try:
                return self._with_retries(address, progress, options)
            except FetchError as error:
                if error.retry_after is None:
                    raise
                self._wait_for_host(address.host, error, progress)

    def _with_retries(
        self, address: Address, progress: FetchProgress, options: RequestOptions
    ) -> Answer:
        """Ask, and retry what may pass, with exponential backoff and jitter.

        A pause doubles, give or take a half, so that clients do not march in step. Nobody begins one
        that the deadline would not outlive.
        """
        whole = _FIRST_PAUSE_SECONDS
        while True:
            try:
                return self._request(address, progress, options)
            except FetchError as error:
                pause = whole * (0.5 + self._jitter())
                in_time = pause < progress.deadline.remaining
                if not (error.transient and progress.retries_left > 0 and in_time):
                    raise
            progress.retries_left -= 1
            self._clock.sleep(pause)
            whole *= 2

    def _request(
        self, address: Address, progress: FetchProgress, options: RequestOptions
    ) -> Answer:
        if self._hosts.is_rate_limited(address.host):
            raise FetchError(Outcome.RATE_LIMITED, "not asked: the host asked to wait")
        pause = self._hosts.take_turn(address.host, self._now())
        if pause > 0:
            with progress.deadline.paused():
                self._clock.sleep(pause)
        progress.asked_at = self._now()
        try:
            answer = send_request(self._client, address, options, progress.deadline)
        except FetchError as error:
            progress.status = error.status or progress.status
            raise
        progress.status = answer.status
        return answer

    def _wait_for_host(self, host: str, error: FetchError, progress: FetchProgress) -> None:
        """Wait as long as a rate limit (Retry-After) asks, if that is not too long, and only once."""
        asked = error.retry_after if error.retry_after is not None else 0.0
        seconds = max(asked, _SHORTEST_WAIT_SECONDS) if asked >= 0 else self._short_wait
        # A fetch that waited for a host cannot have asked before that wait was over.
        asked_at = math.inf if host in progress.waited_for else progress.asked_at
        progress.waited_for.add(host)
        pause = self._hosts.wait_after_rate_limit(
            host, seconds, self._limits.wait_seconds, asked_at, self._now()
        )
        if pause < 0:
            raise FetchError(
                Outcome.RATE_LIMITED, _detail(error.detail, asked), status=error.status
            )
        with progress.deadline.paused():
            self._clock.sleep(pause)

    @property
    def _short_wait(self) -> float:
        return min(self._limits.short_wait_seconds, self._limits.wait_seconds)


def _detail(answer: str, seconds: float) -> str:
    if seconds < 0 or math.isinf(seconds):
        return f"{answer}; the host asks to wait"
    return f"{answer}; the host asks to wait {seconds:.0f} s"
