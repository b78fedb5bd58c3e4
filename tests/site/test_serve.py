"""The server of `serve`, without a browser: what it says of connections that end early."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from proofpack.model.problems import Place, Problem, ProblemsError
from proofpack.site.engine import StoppedError
from proofpack.site.serve import Server, Shown, Stopped, _Handler
from proofpack.site.watched import stamps

_MORE_THAN_A_SOCKET_HOLDS = b"x" * 8_000_000
_LINGER_NOT = struct.pack("ii", 1, 0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server at work, with a page and a script that are larger than what a system buffers."""
    (tmp_path / "index.html").write_bytes(_MORE_THAN_A_SOCKET_HOLDS)
    (tmp_path / "large.js").write_bytes(_MORE_THAN_A_SOCKET_HOLDS)
    server = Server(tmp_path, tmp_path, lambda *_: None, "127.0.0.1", 0)
    server._http.daemon_threads = False  # so that `_close` can wait for each answer to end
    thread = threading.Thread(target=server._http.serve_forever, args=[0.01])
    thread.start()
    yield server
    server._http.shutdown()
    thread.join()
    server._http.server_close()


def _tab(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server._http.server_port))


def _leave(server: Server, request: bytes, read: int) -> None:
    """Send a request, read so many bytes of the answer, and reset the connection."""
    with _tab(server) as tab:
        tab.sendall(request)
        assert len(tab.recv(read)) == read
        tab.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)


def _close(server: Server) -> None:
    """End the server once every connection has been dealt with."""
    server._http.shutdown()
    server._http.server_close()


@pytest.mark.parametrize(
    ("request_line", "read"),
    [("GET / HTTP/1.0", 1), ("GET /large.js HTTP/1.0", 1), ("GET /half", 0)],
    ids=["page", "script", "before the request is whole"],
)
def test_a_tab_that_is_closed_is_no_error(
    server: Server, request_line: str, read: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """A broken pipe or a reset connection is silent, and the next tab is served."""
    ending = "\r\n\r\n" if read else ""
    _leave(server, f"{request_line}{ending}".encode(), read)
    with _tab(server) as tab:
        tab.sendall(b"GET /__proofpack/version/7 HTTP/1.0\r\n\r\n")
        assert tab.recv(1000).startswith(b"HTTP/1.0 200 OK")
    _close(server)
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_our_own_is_not_hidden(
    server: Server, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only connections that end early are silent."""

    def fail(_: object) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr(_Handler, "do_GET", fail)
    with _tab(server) as tab:
        tab.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert tab.recv(1) == b""
    _close(server)
    assert "ValueError: a fault" in capfd.readouterr().err


def test_a_newer_save_stops_a_build(tmp_path: Path) -> None:
    """Word of an earlier save does not, and a build that was stopped is shown to nobody."""
    page = tmp_path / "content" / "index.md"
    page.parent.mkdir()
    page.write_text("one")
    asked: list[bool] = []

    def build_once(stopped: Stopped, _: Shown) -> None:
        asked.append(stopped())
        app._saved.set()
        asked.append(stopped())
        page.write_text("two words")
        app._saved.set()
        asked.extend([stopped(), stopped()])
        raise StoppedError

    app = Server(tmp_path, tmp_path, build_once, "127.0.0.1", 0)
    before = stamps(tmp_path)
    app.build(lambda: app._newer(before))
    app._http.server_close()
    assert asked == [False, False, True, True]
    assert app.version == 0


def test_a_site_is_served_under_the_path_of_its_address(tmp_path: Path) -> None:
    """Pages and files stand there alone; whoever asks for the host is led to it."""
    (tmp_path / "own.css").write_text("body {}", encoding="utf-8")
    (tmp_path / "404.html").write_text("<body>Not here.</body>", encoding="utf-8")
    app = Server(tmp_path, tmp_path, lambda *_: None, "127.0.0.1", 0, "/hand/book/")
    thread = threading.Thread(target=app._http.serve_forever, args=[0.01])
    thread.start()
    answers = []
    for path in ("/hand/book/own.css", "/hand/book/none/", "/", "/hand/book", "/own.css"):
        with _tab(app) as tab:
            tab.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            answers.append(tab.makefile("rb").read())
    _close(app)
    thread.join()
    assert app.url.endswith("/hand/book/")
    assert [answer[9:12] for answer in answers] == [b"200", b"404", b"302", b"302", b"302"]
    assert b"Location: /hand/book/" in answers[2]
    assert b"Not here." in answers[1]


def test_browsers_are_told_as_soon_as_pages_can_be_seen(tmp_path: Path) -> None:
    """What a build does after that tells them nothing new, but for what is wrong."""
    wrong = ProblemsError([Problem(Place("content/index.md"), "engine", "", "wrong")])
    told: list[int] = []
    ends: list[ProblemsError | None] = [None, wrong]

    def build_once(_: Stopped, shown: Shown) -> ProblemsError | None:
        shown()
        told.append(app.version)
        return ends[len(told) // 2]

    app = Server(tmp_path, tmp_path, build_once, "127.0.0.1", 0)
    for _ in ends:
        app.build(lambda: False)
        told.append(app.version)
    app._http.server_close()
    assert told == [1, 1, 2, 3]
    assert app.problems == wrong.problems
