"""Sockets with a deadline instead of timeouts, that connect only to IP addresses that were checked.

A timeout of httpx covers one read. A server that sends a byte a second is never late by it. Here each
step gets what is left of the deadline of the whole fetch.

The name is looked up here and the very address that was checked is dialled, so a name server that
answers differently the second time is not asked a second time.
"""

from __future__ import annotations

import select
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import httpcore

from proofpack.model.outcomes import Outcome
from proofpack.refresh.fetch.addresses import why_blocked
from proofpack.refresh.fetch.errors import FetchError
from proofpack.refresh.fetch.policy import Deadline

Lookup = Callable[[str, int], Iterable[str]]
"""From a name and a port to IP addresses, best first. Raises OSError if there are none."""

_MOST_ADDRESSES = 4
_CERTIFICATE_ERRORS = {
    9: "its certificate is not yet valid",
    10: "its certificate has expired",
    18: "its certificate is from an unknown authority",
    19: "its certificate is from an unknown authority",
    20: "its certificate is from an unknown authority",
    21: "its certificate is from an unknown authority",
    62: "its certificate is for another host",
    64: "its certificate is for another address",
}
"""By error number of X.509 verification (`man verify`, X509_V_ERR_...)."""


def system_lookup(host: str, port: int) -> list[str]:
    """Ask the operating system for the addresses of a name.

    Args:
        host: a name, or an address in any spelling that the system takes.
        port: a port number.

    Returns:
        IP addresses, best first.

    Raises:
        OSError: if there are none.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(slots=True)
class ReadBudget:
    """The time and the bytes that one request may still take. Each transport has one, for one thread.

    Attributes:
        deadline: when the fetch is over.
        bytes_left: how much may still be read, headers and framing included.
    """

    deadline: Deadline
    bytes_left: int

    def spend(self, count: int) -> None:
        """Take note of bytes that were read, against the size limit.

        Raises:
            FetchError: `too-big`, if they were too many.
        """
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise FetchError(Outcome.TOO_BIG, "the answer does not end")


class DeadlineStream(httpcore.NetworkStream):
    """A network stream whose every read, write and TLS handshake times out at the deadline."""

    def __init__(self, sock: socket.socket, budget: ReadBudget) -> None:
        self._sock = sock
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, or wait for it."""
        del timeout  # the deadline stands in for it, here and below
        self._sock.settimeout(self._budget.deadline.left())
        try:
            data = self._sock.recv(max_bytes)
        except TimeoutError:
            raise self._budget.deadline.timeout_error() from None
        except ssl.SSLError as error:
            raise tls_error(error) from error
        except OSError as error:
            raise httpcore.ReadError(error.strerror or "") from error
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write everything."""
        del timeout
        if not buffer:
            return  # sending nothing would take a reset off the socket, and reading not see it
        self._sock.settimeout(self._budget.deadline.left())
        try:
            self._sock.sendall(buffer)
        except TimeoutError:
            raise self._budget.deadline.timeout_error() from None
        except OSError as error:
            raise httpcore.WriteError(error.strerror or "") from error

    def close(self) -> None:
        """Close the connection."""
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Shake hands. Python's `wrap_socket` takes the timeout for the whole of it."""
        del timeout
        try:
            self._sock.settimeout(self._budget.deadline.left())
            # A name may end in a dot, a certificate does not say so.
            name = (server_hostname or "").rstrip(".")
            return DeadlineStream(
                ssl_context.wrap_socket(self._sock, server_hostname=name), self._budget
            )
        except TimeoutError:
            raise self._budget.deadline.timeout_error() from None
        except ssl.SSLError as error:
            raise tls_error(error) from error
        except OSError as error:
            raise httpcore.ConnectError(error.strerror or "") from error
        finally:
            # After success the descriptor belongs to the new socket, and this does nothing.
            self._sock.close()

    def get_extra_info(self, info: str) -> Any:
        """Tell whether an idle connection has news, which can only be that it ended."""
        return _is_readable(self._sock) if info == "is_readable" else None


class CheckedBackend(httpcore.NetworkBackend):
    """A network backend that looks names up, blocks IP addresses that are not public, and connects."""

    def __init__(self, budget: ReadBudget, lookup: Lookup, *, allow_private: bool) -> None:
        self._budget = budget
        self._lookup = lookup
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that may be dialled and answers."""
        del timeout, local_address, socket_options
        addresses = self._allowed(self._addresses(host, port))
        for index, address in enumerate(addresses):
            # An address that swallows packets leaves time for the next one.
            share = self._budget.deadline.left() / (len(addresses) - index)
            try:
                return DeadlineStream(_dial(address, port, share), self._budget)
            except OSError as error:
                last = error
        if isinstance(last, TimeoutError):
            raise self._budget.deadline.timeout_error()
        reason = last.strerror or type(last).__name__
        raise FetchError(Outcome.NETWORK_ERROR, f"no connection ({reason})", transient=True)

    def _addresses(self, host: str, port: int) -> list[str]:
        """Look a name up (DNS) in a thread of its own, since the system's look-up knows no timeout."""
        if ":" in host:
            return [host.partition("%")[0]]
        answer: Future[list[str]] = Future()

        def look_up() -> None:
            try:
                answer.set_result(list(self._lookup(host, port)))
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                answer.set_exception(error)

        threading.Thread(target=look_up, name=f"lookup {host}", daemon=True).start()
        try:
            addresses = answer.result(timeout=self._budget.deadline.left())
        except TimeoutError:
            raise self._budget.deadline.timeout_error() from None
        except (OSError, ValueError):
            addresses = []
        if not addresses:
            raise FetchError(Outcome.NETWORK_ERROR, f"no address is known for {host}")
        return addresses

    def _allowed(self, addresses: list[str]) -> list[str]:
        blocked = (
            {} if self._allow_private else {address: why_blocked(address) for address in addresses}
        )
        allowed = [address for address in addresses if not blocked.get(address)]
        if not allowed:
            address = addresses[0]
            what = f"{address} is not a public address ({blocked[address]})"
            raise FetchError(Outcome.BLOCKED_ADDRESS, what)
        return allowed[:_MOST_ADDRESSES]


def tls_error(error: ssl.SSLError) -> FetchError:
    """Return the error of a TLS handshake or certificate, with the reason."""
    if isinstance(error, ssl.SSLCertVerificationError):
        known = _CERTIFICATE_ERRORS.get(error.verify_code)
        return FetchError(Outcome.TLS_ERROR, known or f"bad certificate ({error.verify_message})")
    reason = (error.reason or type(error).__name__).replace("_", " ").lower()
    return FetchError(Outcome.TLS_ERROR, f"no safe connection ({reason})")


def _dial(address: str, port: int, seconds: float) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        sock.close()
        raise
    return sock


def _is_readable(sock: socket.socket) -> bool:
    if sock.fileno() < 0:
        return True
    if sys.platform == "win32":
        return bool(select.select([sock], [], [], 0)[0])
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
