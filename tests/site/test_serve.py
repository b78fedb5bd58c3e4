"""The server of `serve`, without a browser: what it says of connections that end early."""

from __future__ import annotations

import contextlib
import queue
import shutil
import signal
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from proofpack.model.problems import Place, Problem, ProblemsError
from proofpack.site import serve
from proofpack.site.engine import StoppedError
from proofpack.site.serve import Server, _Handler
from proofpack.site.viewer import Viewer
from proofpack.site.watched import stamps

_MORE_THAN_A_SOCKET_HOLDS = b"x" * 8_000_000
_LINGER_NOT = struct.pack("ii", 1, 0)
_SAVES = 4
"""More than the builds that are on their way when a folder comes back: the last is seen by a watch."""


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

    def build_once(viewer: Viewer) -> None:
        asked.append(viewer.stopped())
        app._saved.set()
        asked.append(viewer.stopped())
        page.write_text("two words")
        app._saved.set()
        asked.extend([viewer.stopped(), viewer.stopped()])
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


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/" + 300 * "a", b"404"),
        ("/%00", b"404"),
        ("/__proofpack/version/\u00b2/", b"200"),
        (f"/__proofpack/version/{5000 * '1'}/", b"200"),
    ],
    ids=["too long", "no name", "no number", "a long number"],
)
def test_what_nobody_can_ask_for_is_no_fault(
    server: Server, path: str, status: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    """It gets an answer, and nothing is said on the terminal."""
    with _tab(server) as tab:
        tab.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode("latin-1"))
        assert tab.makefile("rb").read()[9:12] == status
    _close(server)
    assert capfd.readouterr() == ("", "")


def test_browsers_are_told_as_soon_as_pages_can_be_seen(tmp_path: Path) -> None:
    """What a build does after that tells them nothing new, but for what is wrong."""
    wrong = ProblemsError([Problem(Place("content/index.md"), "engine", "", "wrong")])
    told: list[int] = []
    ends: list[ProblemsError | None] = [None, wrong]

    def build_once(viewer: Viewer) -> ProblemsError | None:
        assert viewer.shown
        viewer.shown()
        told.append(app.version)
        return ends[len(told) // 2]

    app = Server(tmp_path, tmp_path, build_once, "127.0.0.1", 0)
    for _ in ends:
        app.build(lambda: False)
        told.append(app.version)
    app._http.server_close()
    assert told == [1, 1, 2, 3]
    assert app.problems == wrong.problems


def _asleep(app: Server) -> None:
    """Return once the builder sleeps. The type knows nothing of what is private."""
    while not app._saved._cond._waiters:  # type: ignore[attr-defined] # private
        continue


def test_an_interrupt_that_another_thread_gets_ends_it(tmp_path: Path) -> None:
    """It wakes nobody who waits: as one does not that comes just before the builder falls asleep."""
    built, ends, late = threading.Event(), threading.Event(), list[str]()
    app = Server(tmp_path, tmp_path, lambda _: built.set(), "127.0.0.1", 0)
    other = threading.Thread(target=ends.wait)
    other.start()

    def interrupt() -> None:
        assert built.wait(10)
        _asleep(app)
        assert other.ident
        signal.pthread_kill(other.ident, signal.SIGINT)
        if not ends.wait(10):
            late.append("nothing woke it")
            app.stop()

    sender = threading.Thread(target=interrupt)
    # A shell lets what runs in its background ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    sender.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            app.run()
    finally:
        signal.signal(signal.SIGINT, before)
        ends.set()
    for thread in (other, sender):
        thread.join()
    assert late == []


@pytest.mark.parametrize("away", [True, False], ids=["away for a while", "replaced at once"])
@pytest.mark.parametrize(
    "folder", ["content", "data", "looks", "looks/theme", "../common", "content/linked"]
)
def test_a_folder_that_comes_back_is_watched_on(tmp_path: Path, folder: str, away: bool) -> None:
    """It is another folder of the same name; and so is the one in which something stands."""
    root = tmp_path / "site"
    for other in ("content", "data", "looks/theme", "../common", "../elsewhere"):
        (root / other).mkdir(parents=True)
    (root / "content" / "linked").symlink_to(tmp_path / "elsewhere")
    (root / "mkdocs.yml").write_text("INHERIT: ../common/base.yml\n", encoding="utf-8")
    base = root / "../common/base.yml"
    base.write_text("theme: {custom_dir: looks/theme}\n", encoding="utf-8")
    top = (root / folder).resolve()
    file = top / base.name if top == base.parent.resolve() else top / "theme" / "in" / "it.md"
    with _built(root, file) as until:
        until(base.read_text(encoding="utf-8").strip() if file.is_file() else "")
        shutil.rmtree(top)
        if away:
            until("")
        file.parent.mkdir(parents=True)
        for number in range(_SAVES):
            file.write_text(f"# {number}", encoding="utf-8")
            until(f"# {number}")


@pytest.mark.parametrize(
    ("setting", "folder"),
    [
        ("docs_dir: pages", "pages"),
        ("theme: {custom_dir: looks/of/ours}", "looks/of/ours"),
        ("watch: [../src]", "../src"),
    ],
)
def test_a_folder_that_is_made_after_it_is_named_is_watched(
    tmp_path: Path, setting: str, folder: str
) -> None:
    """With the folders around it, which need not be there either."""
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: 1\n", encoding="utf-8")
    file = root / folder / "in" / "it.md"
    with _built(root, file) as until:
        until("")
        (root / "mkdocs.yml").write_text(f"{setting}\n", encoding="utf-8")
        until("")
        file.parent.mkdir(parents=True)
        for text in map(str, range(_SAVES)):
            file.write_text(text, encoding="utf-8")
            until(text)


@contextlib.contextmanager
def _built(root: Path, file: Path) -> Iterator[Callable[[str], None]]:
    """Run a server; gives what waits until a build finds this in a file, or nothing where it is not."""
    texts = queue.SimpleQueue[str]()

    def build_once(_: Viewer) -> None:
        texts.put(file.read_text(encoding="utf-8").strip() if file.is_file() else "")

    def until(text: str) -> None:
        while texts.get(timeout=10) != text:
            continue
        _asleep(app)  # or it would see for itself what is saved next

    app = Server(root, root / "build" / "site", build_once, "127.0.0.1", 0)
    thread = threading.Thread(target=app.run)
    thread.start()
    try:
        yield until
    finally:
        app.stop()
        thread.join()


def _got(app: Server, path: str) -> bytes:
    with _tab(app) as tab:
        tab.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        return tab.makefile("rb").read().partition(b"\r\n\r\n")[2]


def test_a_page_that_is_open_is_loaded_as_soon_as_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what it loads; and again only if the build leaves another one, or says what is wrong."""
    monkeypatch.setattr(serve, "_COURTESY_SECONDS", 0)
    page, versions = tmp_path / "open.html", []
    app = Server(tmp_path, tmp_path, lambda *_: None, "127.0.0.1", 0)
    thread = threading.Thread(target=app._http.serve_forever, args=[0.01])
    thread.start()
    wrong = Problem(Place("content/index.md"), "engine", "", "wrong")
    for left, problems in (("1", ()), ("another", ()), ("3", (wrong,)), ("4", ()), ("5", ())):
        number = str(app.version)
        page.write_text("<body>the last</body>")
        app.show_first({"open.html": f"<body>{number}</body>".encode(), "a.js": number.encode()})
        assert _got(app, "/a.js") == number.encode()
        assert f"<body>{number}".encode() in (shown := _got(app, "/open.html"))
        assert f'data-version="{app.version}"'.encode() in shown
        versions.append((app._version("open.html"), app._version("other.html")))
        page.write_text(f"<body>{number if left.isdigit() else left}</body>")
        app._tell(*problems)
        assert app.first == {}
        assert (b"wrong" in _got(app, "/open.html")) == bool(problems)
        versions.append((app._version("open.html"), app._version("other.html")))
    _close(app)
    thread.join()
    # Not again after the first and the last; after one that was wrong, what was said of it goes.
    assert [open_page for open_page, _ in versions] == [1, 1, 3, 4, 5, 6, 7, 8, 9, 9]
    assert [other for _, other in versions] == [0, 2, 2, 4, 4, 6, 6, 8, 8, 10]


def test_a_build_lets_browsers_load_what_they_were_shown_first(tmp_path: Path) -> None:
    """It waits for those that have the page open, until they ask what comes after it."""
    app = Server(tmp_path, tmp_path, lambda *_: None, "127.0.0.1", 0, "/hand/")
    (tmp_path / "folder").mkdir()
    asked, loaded = ["/hand/?h=1", "/hand/folder", "/hand/a%20b.html", "/else"], list[int]()

    def tab(path: str) -> None:
        loaded.append(version := app.wait(0, path))
        if version == 1:
            app.wait(version, path)

    threads = [threading.Thread(target=tab, args=[path]) for path in asked]
    for thread in threads:
        thread.start()
    names = {"index.html", "folder/index.html", "a b.html", "else"}
    with app._changed:
        assert app._changed.wait_for(lambda: app.looks_at() == names, 10)
    app.show_first({"index.html": b"1", "a b.html": b"1"})
    assert loaded == [1, 1]
    app._tell()
    for thread in threads:
        thread.join()
    assert loaded == [1, 1, 2, 2]
    assert app.looks_at() == set()
    app._http.server_close()
