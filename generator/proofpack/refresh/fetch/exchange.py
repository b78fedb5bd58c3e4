"""One HTTP request and its response: everything that can come back, as an answer or as an error.

Redirects, retries and waiting are for the callers; here a status is only given its name.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import h11
import httpcore
import httpx
from msgspec import Struct

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.body import SizeLimits, parts_of, read_body
from proofpack.refresh.fetch.client import BODY_BYTES, DEADLINE, LOCATION
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.policy import Deadline
from proofpack.refresh.fetch.urls import Address

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TRANSIENT_STATUSES = frozenset({500, 502, 503, 504})
_CHALLENGES = {
    "cf-mitigated": ("challenge",),
    "x-amzn-waf-action": ("challenge", "captcha"),
    "x-vercel-mitigated": ("challenge",),
}
"""Headers by which known firewalls say that the answer is a challenge, not the page."""
_LONG_AGO_OR_JUNK = -1.0
_HEADERS_TOO_LARGE = 431

_NETWORK_ERRORS = (
    httpx.HTTPError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    h11.ProtocolError,
    OSError,
)
"""What a server can raise while it answers. httpcore passes on some exceptions of h11 as they are."""

_URL_ERRORS = (
    httpx.InvalidURL,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.LocalProtocolError,
    h11.LocalProtocolError,
    ValueError,
)
"""What an address can raise before it is asked. `UnicodeError` and those of `idna` are ValueErrors."""


class Answer(Struct, frozen=True):
    """The response of a server to one request.

    Attributes:
        address: who was asked.
        status: 200, 304 or a redirect.
        headers: without `Location`.
        locations: what the `Location` headers said.
        body: the body of a 200, inflated.
        challenged: whether the headers call it a challenge.
    """

    address: Address
    status: int
    headers: httpx.Headers
    locations: tuple[str, ...] = ()
    body: bytes = b""
    challenged: bool = False


class RequestOptions(Struct, frozen=True):
    """What one request asks for: headers, such as conditions, and how much of a body is taken.

    Attributes:
        sizes: how much of a body is taken.
        headers: headers for this request only.
        admit: raises an error for an answer whose body need not be read.
    """

    sizes: SizeLimits
    headers: Mapping[str, str]
    admit: Callable[[Address, httpx.Headers], object]


def send_request(
    client: httpx.Client, address: Address, options: RequestOptions, deadline: Deadline
) -> Answer:
    """Send one request, and return its response within the deadline.

    Args:
        client: the network.
        address: who to ask.
        options: what to ask for.
        deadline: when to give up.

    Returns:
        An answer with 200, 304 to a conditional request, or a redirect.

    Raises:
        FetchError: for anything else.
    """
    deadline.left()
    response = _send(client, address, options, deadline)
    try:
        return _answer(response, address, options, deadline)
    except FetchError as error:
        error.status = response.status_code
        raise
    except _NETWORK_ERRORS as error:
        raise _error_of(error, deadline, response.status_code) from error
    finally:
        response.close()


def _send(
    client: httpx.Client, address: Address, options: RequestOptions, deadline: Deadline
) -> httpx.Response:
    try:
        extensions = {DEADLINE: deadline, BODY_BYTES: options.sizes.sent}
        request = client.build_request(
            "GET", address.url, headers=dict(options.headers), extensions=extensions
        )
        return client.send(request, stream=True)
    except _URL_ERRORS as error:
        raise FetchError(Outcome.BAD_URL, "it cannot be asked for") from error
    except _NETWORK_ERRORS as error:
        raise _error_of(error, deadline) from error


def _answer(
    response: httpx.Response, address: Address, options: RequestOptions, deadline: Deadline
) -> Answer:
    status, headers = response.status_code, response.headers
    if _has_no_body(status, headers):
        deque(parts_of(response), maxlen=0)  # read its end, so that the connection is kept
    challenged = _is_challenge(headers)
    if status in REDIRECTS:
        locations = response.extensions.get(LOCATION) or headers.get_list("Location")
        return Answer(address, status, headers, tuple(locations))
    if status == HTTPStatus.NOT_MODIFIED and options.headers:
        return Answer(address, status, headers)
    if status != HTTPStatus.OK:
        raise _status_error(status, headers, challenged=challenged)
    options.admit(address, headers)
    body = read_body(response, options.sizes, deadline.left)
    return Answer(address, status, headers, body=body, challenged=challenged)


def _has_no_body(status: int, headers: httpx.Headers) -> bool:
    if status in (HTTPStatus.OK, HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        return status != HTTPStatus.OK
    return headers.get("Content-Length") == "0" and "Transfer-Encoding" not in headers


def _status_error(status: int, headers: httpx.Headers, *, challenged: bool) -> FetchError:
    phrase = _phrase(status)
    if challenged:
        return FetchError(Outcome.CHALLENGE, f"{phrase}, with a challenge", status=status)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED):
        return FetchError(Outcome.LOGIN_WALL, phrase, status=status)
    if status == HTTPStatus.FORBIDDEN:
        return FetchError(Outcome.CHALLENGE, phrase, status=status)
    after = headers.get("Retry-After")
    if status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and after is not None
    ):
        retry_after = _retry_after_seconds(after or "", headers.get("Date", ""))
        return FetchError(Outcome.RATE_LIMITED, phrase, status=status, retry_after=retry_after)
    return FetchError(
        Outcome.HTTP_ERROR, phrase, status=status, transient=status in _TRANSIENT_STATUSES
    )


def _phrase(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _is_challenge(headers: httpx.Headers) -> bool:
    return any(headers.get(name, "").lower() in values for name, values in _CHALLENGES.items())


def _retry_after_seconds(after: str, date: str) -> float:
    """Return the seconds of a Retry-After header; less than nothing if it cannot be told.

    A date is measured against the `Date` of the same answer: it is the server's clock that it was
    written by, and ours does not come into it.
    """
    if re.fullmatch(r"[0-9]+", after):
        return float(after) if len(after) < len("1000000000") else math.inf
    try:
        return (parsedate_to_datetime(after) - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        # A naive and an aware date cannot be subtracted (TypeError).
        return _LONG_AGO_OR_JUNK


def _error_of(error: Exception, deadline: Deadline, status: int | None = None) -> FetchError:
    classified = _classified(error, deadline)
    classified.status = status
    return classified


def _classified(error: Exception, deadline: Deadline) -> FetchError:
    if isinstance(error, (httpx.TimeoutException, httpcore.TimeoutException)):
        return deadline.timeout_error()
    if isinstance(error, (httpx.RemoteProtocolError, httpcore.RemoteProtocolError)):
        return _protocol_error(error, str(error))
    if isinstance(error, httpcore.ProxyError):
        return FetchError(Outcome.NETWORK_ERROR, f"the proxy refuses ({error})")
    reason = (error.strerror if isinstance(error, OSError) else str(error)) or "connection lost"
    return FetchError(Outcome.NETWORK_ERROR, f"connection broken ({reason})", transient=True)


def _protocol_error(error: Exception, text: str) -> FetchError:
    cause = error.args[0] if error.args else None
    if text.startswith("peer closed connection"):
        return FetchError(
            Outcome.TRUNCATED, "the connection was closed before the body was complete"
        )
    if text.startswith("Server disconnected"):
        return FetchError(Outcome.NETWORK_ERROR, "closed without an answer", transient=True)
    if getattr(cause, "error_status_hint", None) == _HEADERS_TOO_LARGE:
        return FetchError(Outcome.TOO_BIG, "its headers are too large")
    return FetchError(Outcome.NETWORK_ERROR, "the answer is not proper HTTP")
