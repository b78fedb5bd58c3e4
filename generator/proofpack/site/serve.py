"""The site in a browser while its files are edited.

A small server of our own, because the engine must stay replaceable: MkDocs has one, other engines
have others, and none of them shows our problems. It serves the last good site. After each build the
browser loads the page anew; after a failed one, the problems stand above the page until a save fixes
them.
"""

from __future__ import annotations

import contextlib
import functools
import html
import http.server
import json
import os
import posixpath
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import watchfiles
from watchfiles import Change
from watchfiles.main import FileChange

from proofpack.model.problems import Elsewhere, Problem, ProblemsError, unreadable
from proofpack.site.engine import StoppedError
from proofpack.site.viewer import Viewer
from proofpack.site.watched import stamps, watched

BuildOnce = Callable[[Viewer], ProblemsError | None]
_VERSION = "/__proofpack/version/"
_DIGITS = 20  # of a version at most
_WAIT_SECONDS = 25.0
_LOOK_SECONDS = 0.5
_QUIET_MS = 100
_COURTESY_SECONDS = 0.3
"""How long a build lets browsers load what they were shown first, which it would slow down."""
_RELOAD = "/__proofpack/reload.js"
_SCRIPT = """
(function wait(version) {
  fetch("%s" + version + location.pathname, {cache: "no-store"})
    .then(function (answer) { return answer.json() })
    .then(function (now) { if (now !== version) location.reload(); else wait(version) })
    .catch(function () { setTimeout(function () { wait(version) }, 1000) })
})(Number(document.currentScript.dataset.version))
"""
"""A file, because a page may run no script that stands in it."""
_OVERLAY = """
<section role="alert" id="proofpack-problems" style="position:fixed;inset:0 0 auto 0;z-index:1000;
max-height:60vh;overflow:auto;padding:1rem 1.25rem;background:#7a1220;color:#fff;
font:15px/1.5 ui-monospace,monospace;box-shadow:0 2px 12px #0008">
<strong>The site was not built. This page is from the last good build.</strong>
<ul style="margin:.5rem 0 0;padding-left:1.2rem">%s</ul></section>
"""


class Server:
    """Serves a site and keeps it built.

    Attributes:
        url: where the home page is.
        mount: the path of the home page, which is that of the site's address.
        version: how often browsers were told of something; each page has that of the last time.
        problems: what is wrong with what was saved.
        first: files of the build that is under way, before they stand in the site.
    """

    def __init__(
        self, root: Path, site: Path, build_once: BuildOnce, host: str, port: int, mount: str = "/"
    ) -> None:
        self.mount = mount
        self.root, self.site, self.build_once = root, site, build_once
        self.version = self._told = 0
        self.first: dict[str, bytes] = {}
        self._versions: dict[str, int] = {}
        self._waiting: list[tuple[str, int]] = []
        self.problems: tuple[Problem, ...] = ()
        self._changed = threading.Condition()
        self._stop, self._saved, self._anew = (threading.Event() for _ in range(3))
        self._built_from: dict[str, tuple[int, int]] = {}
        handler = functools.partial(_Handler, self)
        try:
            self._http = _HttpServer((host, port), handler)
        except (OSError, OverflowError) as error:
            reason = error.strerror if isinstance(error, OSError) else "no such port"
            what = f"cannot listen on {host}:{port} ({reason})"
            remedy = "Choose another --port, or 0 for any."
            raise ProblemsError([unreadable(Elsewhere("serve"), "address", what, remedy)]) from None
        self.url = f"http://{host}:{self._http.server_address[1]}{mount}"

    def run(self) -> None:
        """Build, serve and watch until interrupted or stopped."""
        threads = [
            threading.Thread(target=self._http.serve_forever, daemon=True),
            threading.Thread(target=self._watch, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            while not self._stop.is_set():
                self._saved.clear()
                before = self._built_from = stamps(self.root)
                self.build(functools.partial(self._newer, before))
                # What was saved during a build may have been read before or after: build again.
                if stamps(self.root) == before:
                    # An interrupt that comes just before this thread falls asleep, or that another
                    # thread gets, does not wake it: so it looks now and then.
                    while not self._saved.wait(_LOOK_SECONDS):
                        continue
        finally:
            self.stop()
            self._http.shutdown()
            self._http.server_close()
            for thread in threads:
                thread.join()

    def stop(self) -> None:
        """End `run`."""
        self._stop.set()
        self._anew.set()
        self._saved.set()

    def _newer(self, before: dict[str, tuple[int, int]]) -> bool:
        """Return whether the server ends, or a file was saved since it had these stamps."""
        if self._saved.is_set():
            self._saved.clear()  # a late word of an earlier save
            if self._stop.is_set() or stamps(self.root) != before:
                self._saved.set()
        return self._saved.is_set()

    def _watch(self) -> None:
        """Wake the builder at each save, of what is watched and inside it.

        A file is watched through its folder, because many editors save by putting a new file in the
        place of the old one. What is watched may change with what is saved, as a new line `watch:` does,
        and a folder that came back is another one: then both watches begin anew.
        """
        while True:
            self._anew.clear()
            if self._stop.is_set():
                return
            known = watched(self.root)
            stood = _around(known)
            beside = {next(filter(Path.is_dir, path.parents)) for path in known}
            inside = threading.Thread(target=self._watch_inside, args=(known, stood), daemon=True)
            for changes in self._changes(beside, stood.__contains__, recursive=False):
                if not inside.ident:
                    inside.start()  # from now on it is seen which folders come and go
                self._heed(changes, known, stood)
            if inside.ident:
                inside.join()

    def _watch_inside(self, known: list[Path], stood: Mapping[str, bool]) -> None:
        """Wake the builder at each save inside the watched folders, as long as these are the same."""
        if _around(known) == stood and watched(self.root) == known:
            begins = True
            for changes in self._changes(
                filter(Path.is_dir, known), lambda _: True, recursive=True
            ):
                if begins and stamps(self.root) != self._built_from:
                    self._saved.set()  # by what was saved just before
                begins = False
                self._heed(changes, known, stood)
        self._anew.set()

    def _changes(
        self, folders: Iterable[Path], wanted: Callable[[str], bool], *, recursive: bool
    ) -> Iterator[set[FileChange]]:
        """Yield what changes in folders; nothing as soon as they are watched, and now and then."""
        with contextlib.suppress(FileNotFoundError):  # one of them went away just now
            yield from watchfiles.watch(
                *folders,
                watch_filter=lambda _, path: wanted(path),
                stop_event=self._anew,
                raise_interrupt=False,
                debounce=200,
                recursive=recursive,
                yield_on_timeout=True,
                rust_timeout=_QUIET_MS,
            )

    def _heed(self, changes: set[FileChange], known: list[Path], stood: Mapping[str, bool]) -> None:
        """Wake the builder where something changed, and watch anew where that is something else."""
        if changes:
            self._saved.set()
            if _replaced(changes, stood) or watched(self.root) != known:
                self._anew.set()

    def build(self, stopped: Callable[[], bool]) -> None:
        """Build once and tell the browsers that wait, unless a newer save made that useless.

        They are told as soon as the pages can be seen, and again only of problems.
        """
        before = self._told
        try:
            error = self.build_once(Viewer(stopped, self.looks_at, self.show_first, self._tell))
        except StoppedError:
            return
        if error or self._told == before:
            self._tell(*error.problems if error else ())

    def looks_at(self) -> Collection[str]:
        """Return the pages that are open in browsers, as files of the site."""
        with self._changed:
            return {name for name, _ in self._waiting}

    def show_first(self, files: Mapping[str, bytes]) -> None:
        """Show files as the build that is under way will leave them, to whoever has one of them open.

        Returns once they have them, or after a while.
        """
        with self._changed:
            self.version += 1
            self.first |= files
            self._versions |= dict.fromkeys(files, self.version)
            loading = {(name, self.version) for name, _ in self._waiting if name in files}
            self._changed.notify_all()
            self._changed.wait_for(lambda: loading <= {*self._waiting}, _COURTESY_SECONDS)

    def _tell(self, *problems: Problem) -> None:
        """Tell the browsers that wait what there is to see, and what is wrong."""
        with self._changed:
            self.version += 1
            self._told = self.version
            # Whoever saw first what stands there now has nothing to load, unless there is more to tell.
            self._versions = {
                name: self._versions[name]
                for name, data in self.first.items()
                if not self.problems and not problems and self._holds(name, data)
            }
            self.problems, self.first = problems, {}
            self._changed.notify_all()

    def _holds(self, name: str, data: bytes) -> bool:
        path = self.site / name
        return path.is_file() and path.read_bytes() == data

    def wait(self, version: int, path: str = "") -> int:
        """Return the version of a page as soon as it is not `version`, or after a while.

        Args:
            version: the one that is known.
            path: the page, as browsers ask for it.
        """
        name = self.file_of(path)
        with self._changed:
            self._waiting.append((name, version))
            self._changed.notify_all()
            try:
                self._changed.wait_for(lambda: self._version(name) != version, _WAIT_SECONDS)
            finally:
                self._waiting.remove((name, version))
            return self._version(name)

    def _version(self, name: str) -> int:
        return self._versions.get(name, self._told)

    def file_of(self, path: str) -> str:
        """Return the file of the site that a browser asks for, which need not be there."""
        name = unquote(urlsplit(path).path).removeprefix(self.mount).lstrip("/")
        within = not name or name.endswith("/") or _is(Path.is_dir, self.site / name)
        return posixpath.join(name, "index.html") if within else name

    def extras(self, name: str) -> bytes:
        """Return what is added to a page: the problems, and the script that loads it anew."""
        script = f'\n<script src="{_RELOAD}" data-version="{self._version(name)}"></script>\n'
        listed = "".join(f"<li>{html.escape(str(problem))}</li>" for problem in self.problems)
        return ((_OVERLAY % listed if listed else "") + script).encode()


def _around(known: Iterable[Path]) -> dict[str, bool]:
    """Return the paths of what is watched and of all folders around it, and whether each is a folder."""
    paths = {above for path in known for above in (path, *path.parents)}
    return {os.fspath(path): path.is_dir() for path in paths}


def _replaced(changes: Iterable[FileChange], stood: Mapping[str, bool]) -> bool:
    """Return whether one of these folders went away, or is there now."""
    return any(
        path in stood and (stood[path] or Path(path).is_dir())
        for change, path in changes
        if change is not Change.modified
    )


def _is(what: Callable[[Path], bool], path: Path) -> bool:
    """Return whether a path is something: nothing, where no file system takes its name."""
    try:
        return what(path)
    except OSError:
        return False


class _HttpServer(http.server.ThreadingHTTPServer):
    """Answers each connection in a thread of its own, and says nothing of browsers that went away."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A tab that is closed resets its connection, or leaves a broken pipe: no fault of anybody.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files of the site; adds to pages what a person who edits them needs."""

    def __init__(self, server: Server, *args: Any) -> None:
        self.app = server
        super().__init__(*args, directory=str(server.site))

    def do_GET(self) -> None:
        if self.path.startswith(_VERSION):
            self._wait(*self.path.removeprefix(_VERSION).partition("/"))
            return
        if self.path == _RELOAD:
            self._send(HTTPStatus.OK, "text/javascript", (_SCRIPT % _VERSION).encode())
            return
        if not self.path.startswith(self.app.mount):
            # As MkDocs does: whoever asks for the host is led to the site.
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.app.mount)
            self.end_headers()
            return
        name = self.app.file_of(self.path)
        self.path = self.path[len(self.app.mount) - 1 :]
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if _is(Path.is_dir, path) else path
        first = self.app.first.get(name)
        if path.suffix == ".html" or not (first or _is(Path.exists, path)):
            self._page(name, path, first)
        elif first:
            self._send(HTTPStatus.OK, self.guess_type(name), first)
        else:
            super().do_GET()

    def _wait(self, version: str, slash: str, path: str) -> None:
        known = int(version) if version.isdecimal() and len(version) < _DIGITS else -1
        now = self.app.wait(known, slash + path)
        self._send(HTTPStatus.OK, "application/json", json.dumps(now).encode())

    def _page(self, name: str, path: Path, first: bytes | None) -> None:
        status = HTTPStatus.OK
        extras = self.app.extras(name)  # a version that is older than the page is told again
        if not (first or _is(Path.is_file, path)):
            status, path = HTTPStatus.NOT_FOUND, self.app.site / "404.html"
        stands = first or (path.is_file() and path.read_bytes())
        page = stands or b"<!doctype html><body>No site yet.</body>"
        before, end, after = page.rpartition(b"</body>")
        self._send(status, "text/html; charset=utf-8", before + extras + end + after)

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal belongs to builds and problems."""
