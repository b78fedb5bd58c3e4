"""A server on loopback whose pages hold the quotes of a project's sources.

What it answers is plain data that a test can change between two reads; every request is remembered.
Each page is reached as `/HOST/PATH`, so one server stands in for the hosts of a whole project, and
addresses of loopback (`127.0.0.1`, `127.0.0.2`, ...) stand in for several hosts.
"""

from __future__ import annotations

import hashlib
import html
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from proofpack.model.library import Library
from proofpack.model.records.sources import Source

FILLER = (
    "This page is written in the manner of a reference. It has a few paragraphs of plain prose, so "
    "that there is something to read beside the words that matter here."
)


@dataclass
class Answer:
    """What the server says to one path."""

    body: str
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    own_etag: bool = True

    @property
    def etag(self) -> str:
        """Name of this edition."""
        return f'"{hashlib.sha256(self.body.encode()).hexdigest()[:16]}"'


@dataclass
class Mirror:
    """A running server.

    Attributes:
        port: where it listens, on every address of loopback.
        pages: answers by path; anything else is a 404.
        asked: path and status of each request, in order, robots.txt left out.
        before: called with the path before a request is answered.
    """

    port: int
    pages: dict[str, Answer]
    asked: list[tuple[str, int]] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"


@contextmanager
def serving(pages: dict[str, Answer]) -> Iterator[Mirror]:
    """Run a server for as long as the block lasts."""
    mirror = Mirror(0, pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            answer = pages.get(self.path)
            if answer is None:
                answer = Answer("<title>Not found</title>", status=404)
            same = answer.status == 200 and self.headers["If-None-Match"] == answer.etag
            status = 304 if same else answer.status
            if self.path != "/robots.txt":
                mirror.asked.append((self.path, status))
                mirror.before(self.path)
            body = b"" if same else answer.body.encode()
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.own_etag:
                self.send_header("ETag", answer.etag)
            if not same:
                self.send_header("Content-Type", answer.kind)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing: a client may hang up when it has seen enough."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    try:
        mirror.port = server.server_address[1]
        yield mirror
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Hurried:
    """A clock on which every wait is over at once."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def now(self) -> float:
        """Return the seconds of this machine, and those that were not waited for."""
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        """Come back at once."""
        self.skipped += seconds


def page_html(title: str, paragraphs: list[str]) -> str:
    """Return a page as a documentation site renders it."""
    body = "\n".join(f"<p>{html.escape(one, quote=False)}</p>" for one in paragraphs)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title></head>
<body><nav><a href="/">Home</a> <a href="/guides">Guides</a></nav>
<main><h1>{html.escape(title)}</h1>
<p>{FILLER}</p>
{body}
<p>{FILLER}</p></main>
<footer>Build 1</footer></body></html>
"""


def page_markdown(title: str, paragraphs: list[str]) -> str:
    """Return a page as the Markdown twin that a documentation site serves."""
    body = "\n\n".join(re.sub(r"([\\`*_<\[])", r"\\\1", one) for one in paragraphs)
    return f"> The index of all pages is at /llms.txt\n\n# {title}\n\n{FILLER}\n\n{body}\n"


def answer(source: Source, without: tuple[str, ...] = (), more: tuple[str, ...] = ()) -> Answer:
    """Return a page that holds the quotes of a source.

    Args:
        source: the source.
        without: ids of facts whose quotes it shall not hold.
        more: paragraphs it shall hold besides.
    """
    quotes = [f"Here it says: {one.quote}" for one in source.facts if one.id not in without]
    paragraphs = [*source.expect, *quotes, *more]
    if (source.read or source.url).endswith(".md"):
        return Answer(page_markdown(source.title, paragraphs), "text/markdown; charset=utf-8")
    return Answer(page_html(source.title, paragraphs))


def path_of(address: str) -> str:
    """Return the path at which a mirror has a page."""
    return "/" + address.partition("://")[2]


def mirrored(library: Library) -> dict[str, Answer]:
    """Return pages for all sources of a project."""
    records = [one.record for one in library.sources.values()]
    return {path_of(one.read or one.url): answer(one) for one in records}


def redirect_packs(root: Path, mirror: Mirror) -> None:
    """Make the sources of a project be read from a mirror. What readers follow stays."""
    for pack in (root / "data" / "sources").glob("*.yml"):
        text = pack.read_text(encoding="utf-8")
        text = re.sub(r"^    read: .*\n", "", text, flags=re.MULTILINE)
        original = pack.read_text(encoding="utf-8")
        for found in re.finditer(
            r"^    url: (\S+)\n(?:    read: (\S+)\n)?", original, re.MULTILINE
        ):
            address = mirror.address(path_of(found[2] or found[1]))
            line = f"    url: {found[1]}\n"
            text = text.replace(line, f"{line}    read: {address}\n", 1)
        pack.write_text(text, encoding="utf-8")
