"""From one address to the next, as redirects say, and no further than is reasonable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.exchange import REDIRECTS, Answer, Wanted
from proofpack.refresh.fetch.retry import FetchProgress, RetryingClient
from proofpack.refresh.fetch.urls import Address, UrlError, join_url

_FOR_GOOD = frozenset({301, 308})


def follow(
    courier: RetryingClient,
    start: Address,
    journey: FetchProgress,
    wanted: Wanted,
    *,
    most: int,
    gate: Callable[[Address], None] | None = None,
) -> Answer:
    """Ask for an address, and for those that it redirects to.

    Args:
        courier: who asks.
        start: the first address.
        journey: takes note of the addresses asked.
        wanted: what to ask for. Its headers are for the first address only: what a server said of
            one page is no question to another.
        most: how many redirects to follow.
        gate: raises a fault for an address that shall not be asked.

    Returns:
        The answer of the last address, which is no redirect.

    Raises:
        VisitError: if there is none.
    """
    address = start
    while True:
        journey.chain.append(address.text)
        if gate is not None:
            gate(address)
        answer = _fetch(courier, address, journey, wanted)
        if answer.status not in REDIRECTS:
            return answer
        address = _next(answer, journey, most)
        journey.moved = journey.moved or answer.status in _FOR_GOOD
        wanted = replace(wanted, headers={})


def _fetch(
    courier: RetryingClient, address: Address, journey: FetchProgress, wanted: Wanted
) -> Answer:
    try:
        return courier.fetch(address, journey, wanted)
    except FetchError as fault:
        if fault.outcome is Outcome.BAD_URL and len(journey.chain) > 1:
            raise _bad(fault.detail) from fault
        raise


def _next(answer: Answer, journey: FetchProgress, most: int) -> Address:
    if not answer.locations:
        raise _bad(f"{answer.status} without Location")
    if len(set(answer.locations)) > 1:
        raise _bad(f"{answer.status} with more than one Location")
    if len(journey.chain) > most:
        raise _bad(f"redirected {len(journey.chain)} times")
    try:
        target = join_url(answer.address, answer.locations[0])
    except UrlError as error:
        raise _bad(f"redirected to an address that is not asked: {error}") from None
    if answer.address.url.scheme == "https" and target.url.scheme == "http":
        raise _bad(f"redirected from https to {target.shown}")
    if target.text in journey.chain:
        raise _bad(f"redirected in a circle, back to {target.shown}")
    return target


def _bad(what: str) -> FetchError:
    return FetchError(Outcome.BAD_REDIRECT, what)
