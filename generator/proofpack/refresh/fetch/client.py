"""The HTTP client, and so the network as an argument: `httpx` on our own connections.

Nothing of the environment gets in: no proxies but the one that the policy names, no `.netrc`, no
certificates or key logs. Nothing is kept from one request to the next but open connections.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from functools import cache
from http import HTTPStatus
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import certifi
import httpcore
import httpx

from proofpack.refresh.fetch.backend import CheckedBackend, Lookup, ReadBudget, system_lookup
from proofpack.refresh.fetch.policy import Clock, Deadline, FetchPolicy
from proofpack.refresh.fetch.proxy import Proxy

DEADLINE = "proofpack.deadline"
"""The extension of a request that holds its `Deadline`."""
BODY_BYTES = "proofpack.body-bytes"
"""The extension of a request that holds how many bytes of a body are taken, as they are sent."""
LOCATION = "proofpack.location"
"""The extension of a response that holds what its `Location` headers said, as a list."""

_HEADERS = {
    "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.8, */*;q=0.1",
    "Accept-Encoding": "gzip, identity",
    "Accept-Language": "en",
}
_CONNECTIONS = 8
_KEEP_SECONDS = 5.0
_FRAMING_BYTES = 1024 * 1024
_HEAD_BYTES = 256 * 1024
"""For the headers, and the interim answers before them. h11 takes 100 KiB for one set of headers."""


def open_client(
    policy: FetchPolicy,
    clock: Clock,
    *,
    lookup: Lookup = system_lookup,
    transport: httpx.BaseTransport | None = None,
) -> httpx.Client:
    """Return a client for one thread. Close it, or use it in a `with`.

    Args:
        policy: who we are and what a server may take.
        clock: the time that deadlines go by.
        lookup: from a name to its addresses.
        transport: what stands in for the network, in tests.

    Returns:
        A client that follows no redirects and keeps no cookies.

    Raises:
        OSError: if the file of authorities cannot be read, or holds no certificates.
    """
    client = httpx.Client(
        transport=transport or Transport(policy, clock, lookup),
        headers={**_HEADERS, "User-Agent": policy.agent},
        cookies=_NoCookies(),
        event_hooks={"response": [_set_location_aside]},
        timeout=None,  # noqa: S113 - the deadline takes its place, and covers more
        trust_env=False,
        follow_redirects=False,
    )
    del client.headers["Connection"]  # HTTP/1.1 keeps connections without being told
    return client


class Transport(httpx.BaseTransport):
    """Requests of one thread over connections that keep to the deadline of the fetch."""

    def __init__(self, policy: FetchPolicy, clock: Clock, lookup: Lookup = system_lookup) -> None:
        self._clock = clock
        self._limits = policy.limits
        self._budget = ReadBudget(Deadline(clock, policy.limits.deadline_seconds), 0)
        self._proxied = policy.proxy is not None
        self._pool = _pool(
            policy.proxy,
            ssl_context=_tls(policy.authorities),
            max_connections=_CONNECTIONS,
            keepalive_expiry=_KEEP_SECONDS,
            http2=False,
            retries=0,
            network_backend=CheckedBackend(
                self._budget, lookup, allow_private=policy.allow_private
            ),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return the answer, its body unread."""
        deadline = request.extensions.get(DEADLINE)
        if not isinstance(deadline, Deadline):
            deadline = Deadline(self._clock, self._limits.deadline_seconds)
        self._budget.deadline = deadline
        self._budget.bytes_left = _HEAD_BYTES
        answer = self._answer(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=b"",
            )
        )
        # Tiny chunks are sent with more bytes of framing than of body.
        most = request.extensions.get(BODY_BYTES, self._limits.body_bytes)
        self._budget.bytes_left = 2 * most + _FRAMING_BYTES
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.stream))

    def _answer(self, request: httpcore.Request) -> httpcore.Response:
        try:
            answer = self._pool.handle_request(request)
        except BaseException:
            if self._proxied:
                # httpcore counts a tunnel that failed half-way as busy, and waits for it in the end.
                self._pool.close()
            raise
        if self._proxied and answer.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
            self._pool.close()
            raise httpcore.ProxyError(f"{answer.status} Proxy Authentication Required")
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


def _pool(proxy: Proxy | None, **options: Any) -> httpcore.ConnectionPool:
    if proxy is None:
        return httpcore.ConnectionPool(**options)
    name, password = proxy.login or ("", "")
    login = (name.encode(), password.encode()) if proxy.login else None
    return httpcore.HTTPProxy(proxy.address.text, login, **options)


class _Stream(httpx.SyncByteStream):
    """A body as it comes from the connection."""

    def __init__(self, parts: Any) -> None:
        self._parts: Iterable[bytes] = parts
        self._close = parts.close

    def __iter__(self) -> Iterator[bytes]:
        yield from self._parts

    def close(self) -> None:
        connection = _with_surplus(self._parts)
        self._close()
        if connection is not None:
            connection.close()


def _with_surplus(parts: Any) -> Any | None:
    """Return the connection of a body that holds bytes after its answer, or None.

    They would be read as the answer to the next request. httpcore does not tell, so its connection is
    asked for what its parser of HTTP/1.1 has left; a test over a real socket holds that it can be.
    """
    connection = getattr(getattr(parts, "_stream", None), "_connection", None)
    parser = getattr(connection, "_h11_state", None)
    return connection if parser is not None and parser.trailing_data[0] else None


class _NoCookies(CookieJar):
    """Takes no cookie. A policy would not do: what a server sends is parsed before it is asked."""

    def extract_cookies(self, response: Any, request: Any) -> None:
        """Keep nothing."""


def _set_location_aside(response: httpx.Response) -> None:
    """Keep `Location` from httpx, which builds the next request even where it shall not follow.

    Junk in it then raises, in httpx, what the status and the chain are lost with.
    """
    response.extensions[LOCATION] = response.headers.get_list("Location")
    response.headers.pop("Location", None)


@cache
def _tls(authorities: Path | None) -> ssl.SSLContext:
    """Return what checks certificates: one for all workers, for reading the authorities takes 50 ms."""
    # Not `create_default_context`, which takes SSL_CERT_FILE and SSLKEYLOGFILE from the environment.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=certifi.where())
    if authorities is not None:
        context.load_verify_locations(cafile=authorities)
    return context
