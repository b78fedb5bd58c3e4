"""Following redirects from one address to the next, and no further than is reasonable."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.exchange import REDIRECTS, Answer, RequestOptions
from proofpack.refresh.fetch.retry import FetchProgress, RetryingClient
from proofpack.refresh.fetch.urls import Address, UrlError, join_url

_PERMANENT = frozenset({301, 308})


def follow(
    client: RetryingClient,
    start: Address,
    progress: FetchProgress,
    options: RequestOptions,
    *,
    max_redirects: int,
    check_robots: Callable[[Address], None] | None = None,
) -> Answer:
    """Ask for an address, and follow its redirects.

    Args:
        client: who asks.
        start: the first address.
        progress: takes note of the addresses asked.
        options: what to ask for. Its headers are for the first address only: what a server said of
            one page is no question to another.
        max_redirects: how many redirects to follow.
        check_robots: raises an error for an address that shall not be asked.

    Returns:
        The answer of the last address, which is no redirect.

    Raises:
        FetchError: if there is none.
    """
    address = start
    while True:
        progress.chain.append(address.text)
        if check_robots is not None:
            check_robots(address)
        answer = _request(client, address, progress, options)
        if answer.status not in REDIRECTS:
            return answer
        address = _next_address(answer, progress, max_redirects)
        progress.moved = progress.moved or answer.status in _PERMANENT
        options = replace(options, headers={})


def _request(
    client: RetryingClient, address: Address, progress: FetchProgress, options: RequestOptions
) -> Answer:
    try:
        return client.fetch(address, progress, options)
    except FetchError as error:
        if error.outcome is Outcome.BAD_URL and len(progress.chain) > 1:
            raise _redirect_error(error.detail) from error
        raise


def _next_address(answer: Answer, progress: FetchProgress, max_redirects: int) -> Address:
    if not answer.locations:
        raise _redirect_error(f"{answer.status} without Location")
    if len(set(answer.locations)) > 1:
        raise _redirect_error(f"{answer.status} with more than one Location")
    if len(progress.chain) > max_redirects:
        raise _redirect_error(f"redirected {len(progress.chain)} times")
    try:
        target = join_url(answer.address, answer.locations[0])
    except UrlError as error:
        raise _redirect_error(f"redirected to an address that is not asked: {error}") from None
    if answer.address.url.scheme == "https" and target.url.scheme == "http":
        raise _redirect_error(f"redirected from https to {target.shown}")
    if target.text in progress.chain:
        raise _redirect_error(f"redirected in a circle, back to {target.shown}")
    return target


def _redirect_error(what: str) -> FetchError:
    return FetchError(Outcome.BAD_REDIRECT, what)
