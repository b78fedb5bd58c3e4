"""What the browser tests share: the founding site, built and served, and a browser to look at it."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.desks import every_built
from tests.browser.install import find
from tests.conftest import ROOT, TODAY, copy_founding

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no test leaves this machine
]
_PATIENCE_MS = 20_000
SCREEN: ViewportSize = {"width": 1280, "height": 800}
FOR_SECRETS = ("python", "matching", "derived-announced", "secrets")
"""The scripts that look for secrets, each after those that it stands on."""


@dataclass
class Tab:
    """A tab of the browser.

    Attributes:
        page: what it shows.
        requests: every address it asked for.
        complaints: every error on its console, and every error that no script caught.
        said: every line on its console.
    """

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Write down a line of the console."""
        self.said.append(message.text)
        if message.type == "error":
            self.complaints.append(message.text)

    def wipe(self) -> None:
        """Leave the page, and take back what a test stored, routed, allowed or set."""
        wipe(self.page)
        for memory in (self.requests, self.complaints, self.said):
            memory.clear()

    def open(self, url: str) -> Page:
        """Go to a page and wait until its scripts have put everything in its place."""
        self.page.goto(url)
        # What waits inside of the page would need `eval`, which the policy for browsers blocks.
        expect(self.page.locator("html.js")).to_be_attached()
        self.page.evaluate("document.fonts.ready.then(() => null)")
        return self.page


def wipe(page: Page) -> None:
    """Leave a page, and take back what a test stored, routed, allowed or set."""
    context = page.context
    page.unroute_all(behavior="ignoreErrors")
    context.set_offline(False)
    page.goto("about:blank")
    page.evaluate("name = ''")
    page.set_viewport_size(SCREEN)
    page.emulate_media(media="null", color_scheme="light")
    context.clear_permissions()
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    session.detach()


def search(page: Page, text: str) -> list[str]:
    """Type into the search, and return the pages that it lists, best first."""
    if not page.locator("dialog.pp-search").is_visible():
        page.keyboard.press("/")
    box = page.locator(".pp-search-input")
    box.fill("")
    box.fill(text)
    page.wait_for_selector(".pp-search-list[aria-busy=false]", state="attached")
    links = page.locator(".pp-search-page > a:first-child[href*='h=']").all()
    found = [urlsplit(str(link.get_attribute("href"))).path for link in links]
    return [path.removeprefix("/") for path in found]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and leaves the terminal to the tests."""

    def log_message(self, *_: Any) -> None:
        """Say nothing of a request."""


class _Server(http.server.ThreadingHTTPServer):
    """Serves a browser that may leave a page before all of it has arrived."""

    def handle_error(self, *_: Any) -> None:
        """Say nothing of a broken connection: what a test misses, it says itself."""


Ask = Callable[[list[str]], list[Any]]


def asking(page: Page, script: str) -> Ask:
    """Return a function that hands texts to a script of a page, as JSON, and returns what comes back."""

    def asked(batch: list[str]) -> list[Any]:
        answer: list[Any] = json.loads(page.evaluate(script, json.dumps(batch)))
        return answer

    return asked


_SLOWEST = """([texts, most]) => Math.max(...texts.map(text => {
  let took = Infinity
  for (let n = 0; n < 9 && took >= most; n++) {
    const began = performance.now()
    FIND(text)
    took = Math.min(took, performance.now() - began)
  }
  return took
}))"""


def slowest(page: Page, find: str, texts: Sequence[str], most: int) -> float:
    """Return the milliseconds that a function of a page takes for the text that takes longest.

    Where that is `most` or longer, the text is tried again, whatever else the machine does.
    """
    took: float = page.evaluate(_SLOWEST.replace("FIND", find), [texts, most])
    return took


Serve = Callable[[Path], AbstractContextManager[str]]
Build = Callable[[Path, dict[str, str]], Path]


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def serving() -> Serve:
    """A function that serves a folder on a free port of this machine, and gives its address."""
    return serve_folder


def _built(folder: Path, replaced: dict[str, str]) -> Path:
    copy_founding(folder)
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    for old, new in replaced.items():
        assert old in config, f"mkdocs.yml no longer says {old}"
        config = config.replace(old, new)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "proofpack", "--project", str(folder)]
    command += ["--today", TODAY.isoformat(), "build"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder / "build" / "site"


@pytest.fixture(scope="session")
def building() -> Build:
    """A function that builds the founding site in a folder, with parts of `mkdocs.yml` replaced."""
    return _built


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the founding site."""
    return _built(tmp_path_factory.mktemp("founding"), {})


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address under which the founding site is served. It ends with a slash."""
    with serve_folder(site) as url:
        yield url


@pytest.fixture(scope="session")
def every_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small site with a worksheet of every kind."""
    return every_built(tmp_path_factory.mktemp("every"))


@pytest.fixture(scope="session")
def every_home(every_site: Path) -> Iterator[str]:
    """The address under which that site is served. It ends with a slash."""
    with serve_folder(every_site) as url:
        yield url


@pytest.fixture(scope="session")
def every_instant(every_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, where Material swaps pages without a load: it does so on the address of the sitemap."""
    folder = tmp_path_factory.mktemp("instant") / "site"
    shutil.copytree(every_site, folder)
    sitemap = folder / "sitemap.xml"
    with serve_folder(folder) as url:
        text = sitemap.read_text(encoding="utf-8")
        sitemap.write_text(text.replace("https://docs.example.org/", url), encoding="utf-8")
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium. Without one the tests fail: they do not pass for want of it."""
    executable = find()
    assert executable, "no Chromium; run `python -m tests.browser.install`"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chromium
        chromium.close()


def new_tab(browser: Browser, **options: Any) -> Tab:
    """Open a tab with storage of its own, which writes down what it asks for and what it says."""
    context = browser.new_context(viewport=SCREEN, reduced_motion="reduce", **options)
    context.set_default_timeout(_PATIENCE_MS)
    tab = Tab(context.new_page())
    context.on("request", lambda request: tab.requests.append(request.url))
    context.on("weberror", lambda error: tab.complaints.append(str(error.error)))
    context.on("console", tab.hear)
    return tab


@pytest.fixture(scope="session")
def _used(browser: Browser) -> Iterator[Tab]:
    tab = new_tab(browser)
    yield tab
    tab.page.context.close()


@pytest.fixture
def tab(_used: Tab) -> Iterator[Tab]:
    """The tab of all tests, wiped after each.

    A page in a new context costs four times as much. Who sets a clock, adds a script to each page or
    listens to one takes `fresh_tab`: that cannot be taken back.
    """
    yield _used
    _used.wipe()


@pytest.fixture
def fresh_tab(browser: Browser) -> Iterator[Tab]:
    """A tab that no other test has used or will use."""
    tab = new_tab(browser)
    yield tab
    tab.page.context.close()


@pytest.fixture(scope="session")
def _plain(browser: Browser) -> Iterator[Tab]:
    tab = new_tab(browser, java_script_enabled=False)
    yield tab
    tab.page.context.close()


@pytest.fixture
def unscripted(_plain: Tab) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    yield _plain.page
    _plain.wipe()
