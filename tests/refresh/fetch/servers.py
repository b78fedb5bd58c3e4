"""Servers on loopback that misbehave as told, down to the bytes.

A handler gets a request and writes what it likes. Nothing here sleeps to be in step with a test: what
drips waits on the event that also ends the server.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Gone(Exception):  # noqa: N818 - an event, not an error
    """The client closed the connection, or the test is over."""


@dataclass
class Request:
    """A request as it came.

    Attributes:
        path: what was asked for.
        headers: by lower-case name.
        number: how many requests for pages came before it.
    """

    path: str
    headers: dict[str, str]
    number: int


@dataclass
class Peer:
    """The other end of a connection."""

    sock: socket.socket
    over: threading.Event
    sent: int = 0

    def send(self, data: bytes) -> None:
        """Send everything, or end the handler."""
        try:
            self.sock.sendall(data)
        except OSError:
            raise Gone from None
        self.sent += len(data)
        if self.over.is_set():
            raise Gone

    def endlessly(self, data: bytes, seconds: float = 0.0) -> None:
        """Send the same again and again, until the client has had enough."""
        while True:
            self.send(data)
            if seconds:
                self.over.wait(seconds)

    def silence(self) -> None:
        """Say nothing until the client hangs up."""
        with contextlib.suppress(OSError):
            while self.sock.recv(65536):
                pass
        raise Gone

    def reset(self) -> None:
        """Break the connection off, without a proper end."""
        linger = b"\1\0\0\0\0\0\0\0"
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        raise Gone


Handler = Callable[[Request, Peer], None]


@dataclass
class Server:
    """A server on a free port of 127.0.0.1.

    Attributes:
        handler: answers requests for pages.
        robots: the answer to a request for robots.txt, or a handler of its own.
        tls: speaks TLS, if there is a context.
        greet: takes a connection before anything is read, instead of all the others.
        requests: for pages, in order.
        robots_read: how often robots.txt was asked for.
        connections: how many connections came.
        sent: bytes of answers to requests for pages.
    """

    handler: Handler
    robots: bytes | Handler = NO_ROBOTS
    tls: ssl.SSLContext | None = None
    greet: Callable[[Peer], None] | None = None
    requests: list[Request] = field(default_factory=list)
    robots_read: int = 0
    connections: int = 0
    sent: int = 0

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._open: set[socket.socket] = set()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept)
        self._accepting.start()

    def url(self, path: str = "/page", host: str = "127.0.0.1") -> str:
        """Return an address of this server."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def close(self) -> None:
        """End all connections, and wait for the threads."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._socket.close()
        for sock in list(self._open):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._socket.accept()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(sock,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, sock: socket.socket) -> None:
        self._open.add(sock)
        try:
            if self.tls is not None and self.greet is None:
                self._open.discard(sock)
                sock = self.tls.wrap_socket(sock, server_side=True)
                self._open.add(sock)
            with contextlib.suppress(Gone):
                self._talk(Peer(sock, self._over))
        except OSError:
            pass  # a client that hangs up while hands are shaken
        finally:
            self._open.discard(sock)
            sock.close()

    def _talk(self, peer: Peer) -> None:
        if self.greet is not None:
            self.greet(peer)
            return
        while not self._over.is_set():
            head = _head(peer.sock)
            if not head:
                return
            self._answer(head, peer)

    def _answer(self, head: bytes, peer: Peer) -> None:
        request = _parse(head, len(self.requests))
        if request.path == "/robots.txt":
            self.robots_read += 1
            if callable(self.robots):
                self.robots(request, peer)
            else:
                peer.send(self.robots)
            return
        self.requests.append(request)
        peer.sent = 0
        try:
            self.handler(request, peer)
        finally:
            self.sent += peer.sent


def answer(status: str, headers: str = "", body: bytes = b"", *, length: bool = True) -> bytes:
    """Return an answer as bytes; header lines are separated by `|`."""
    lines = [f"HTTP/1.1 {status}", *filter(None, headers.split("|"))]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def page(body: bytes = b"<p>hello</p>", kind: str = "text/html", headers: str = "") -> bytes:
    """Return an answer with a page."""
    return answer("200 OK", f"Content-Type: {kind}|{headers}", body)


def says(*answers: bytes) -> Handler:
    """Return a handler that gives one answer after the other, and stays with the last."""

    def handle(request: Request, peer: Peer) -> None:
        peer.send(answers[min(request.number, len(answers) - 1)])

    return handle


def tunnels(request: Request, peer: Peer) -> None:
    """Be a proxy: connect to what CONNECT names, whatever name it has, and pass on what comes."""
    if not request.path.endswith(tuple("0123456789")):
        raise Gone
    with socket.create_connection(("127.0.0.1", int(request.path.rpartition(":")[2]))) as there:
        peer.send(b"HTTP/1.1 200 Connected\r\n\r\n")
        ways = {peer.sock: there, there: peer.sock}
        while True:
            for sock in select.select([*ways], [], [])[0]:
                data = sock.recv(65536)
                if not data:
                    raise Gone
                ways[sock].sendall(data)


def hangs_up(data: bytes) -> Handler:
    """Return a handler that sends something and closes the connection."""

    def handle(request: Request, peer: Peer) -> None:
        del request
        peer.send(data)
        raise Gone

    return handle


def _head(sock: socket.socket) -> bytes:
    data = b""
    while not data.endswith(b"\r\n\r\n"):
        part = sock.recv(65536)
        if not part:
            return b""
        data += part
    return data


def _parse(head: bytes, number: int) -> Request:
    first, *rest = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.partition(":") for line in rest)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Request(first.split(" ")[1], headers, number)
