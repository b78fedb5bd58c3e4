"""Asking with patience: in turn, again after what may pass, and later if a host says so."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.exchange import Answer, Wanted, ask
from proofpack.refresh.fetch.hosts import Hosts
from proofpack.refresh.fetch.policy import Clock, Deadline, Limits
from proofpack.refresh.fetch.urls import Address

_FIRST_PAUSE_SECONDS = 0.5
_SHORTEST_WAIT_SECONDS = 1.0


@dataclass(slots=True)
class FetchProgress:
    """A visit under way.

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
    """Asks hosts, as one worker."""

    def __init__(
        self,
        client: httpx.Client,
        hosts: Hosts,
        limits: Limits,
        clock: Clock,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._hosts = hosts
        self._limits = limits
        self._clock = clock
        self._now = clock.now
        self._chance = chance

    def fetch(self, address: Address, journey: FetchProgress, wanted: Wanted) -> Answer:
        """Ask for one address, without following redirects.

        Args:
            address: the address.
            journey: the visit that it is part of.
            wanted: what to ask for.

        Returns:
            The answer.

        Raises:
            VisitError: if there is none that can be used.
        """
        while True:
            try:
                return self._with_retries(address, journey, wanted)
            except FetchError as fault:
                if fault.wait is None:
                    raise
                self._wait(address.host, fault, journey)

    def _with_retries(self, address: Address, journey: FetchProgress, wanted: Wanted) -> Answer:
        """Ask, and retry what may pass, with exponential backoff and jitter.

        A pause doubles, give or take a half, so that clients do not march in step. Nobody begins one
        that the deadline would not outlive.
        """
        whole = _FIRST_PAUSE_SECONDS
        while True:
            try:
                return self._ask(address, journey, wanted)
            except FetchError as fault:
                pause = whole * (0.5 + self._chance())
                in_time = pause < journey.deadline.remaining
                if not (fault.passing and journey.retries_left > 0 and in_time):
                    raise
            journey.retries_left -= 1
            self._clock.sleep(pause)
            whole *= 2

    def _ask(self, address: Address, journey: FetchProgress, wanted: Wanted) -> Answer:
        if self._hosts.is_left_alone(address.host):
            raise FetchError(Outcome.RATE_LIMITED, "not asked: the host asked to wait")
        pause = self._hosts.turn(address.host, self._now())
        if pause > 0:
            with journey.deadline.stopped():
                self._clock.sleep(pause)
        journey.asked_at = self._now()
        try:
            answer = ask(self._client, address, wanted, journey.deadline)
        except FetchError as fault:
            journey.status = fault.status or journey.status
            raise
        journey.status = answer.status
        return answer

    def _wait(self, host: str, fault: FetchError, journey: FetchProgress) -> None:
        """Wait as long as a host asks, if that is not too long, and was not done before."""
        asked = fault.wait if fault.wait is not None else 0.0
        seconds = max(asked, _SHORTEST_WAIT_SECONDS) if asked >= 0 else self._short
        # A visit that waited for a host cannot have asked before that wait was over.
        asked_at = math.inf if host in journey.waited_for else journey.asked_at
        journey.waited_for.add(host)
        pause = self._hosts.wait_for(
            host, seconds, self._limits.wait_seconds, asked_at, self._now()
        )
        if pause < 0:
            raise FetchError(Outcome.RATE_LIMITED, _asked(fault.detail, asked), status=fault.status)
        with journey.deadline.stopped():
            self._clock.sleep(pause)

    @property
    def _short(self) -> float:
        return min(self._limits.short_wait_seconds, self._limits.wait_seconds)


def _asked(said: str, seconds: float) -> str:
    if seconds < 0 or math.isinf(seconds):
        return f"{said}; the host asks to wait"
    return f"{said}; the host asks to wait {seconds:.0f} s"
