"""`proofpack serve` as an author uses it: edit, look, break, fix, stop."""

from __future__ import annotations

import itertools
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from proofpack.site.serve import Server
from proofpack.site.viewer import Viewer
from tests.browser.conftest import Tab
from tests.conftest import SMALL, TODAY, Project
from tests.interrupts import heed_interrupts

pytestmark = [pytest.mark.browser, pytest.mark.site]

_PATIENCE_SECONDS = 60
_PATIENCE_MS = 1000 * _PATIENCE_SECONDS
GUIDE = "content/guides/one.md"
QUESTIONS = "data/faq/chat.yml"


class Serving:
    """A running `proofpack serve`, in a process group of its own.

    Attributes:
        root: the project's folder.
        process: the process.
        said: the lines it has printed so far, as far as they were waited for.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        command = [sys.executable, "-m", "proofpack", "--project", str(root)]
        command += ["--today", TODAY.isoformat(), "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=heed_interrupts,  # noqa: PLW1509 - the child alone
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def hear(self, pattern: str) -> re.Match[str]:
        """Wait until a line is printed that matches, and return the match."""
        while (line := self._next()) is not None:
            if found := re.search(pattern, line):
                return found
        raise AssertionError(f"it did not say {pattern}: {self.said}")

    def _next(self) -> str | None:
        """Return the next line, or nothing once it has ended or is silent for too long."""
        try:
            line = self._lines.get(timeout=_PATIENCE_SECONDS)
        except queue.Empty:
            return None
        if line is not None:
            self.said.append(line)
        return line

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace something in a file, as an editor saves it: at once."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        beside = self.root / ".saved"
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(path)

    def alive(self) -> bool:
        """Return whether anything of its process group still runs."""
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def stop(self) -> int:
        """Interrupt it alone, wait for the end, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(_PATIENCE_SECONDS)
        while self._next() is not None:
            continue
        return code

    def close(self) -> None:
        """End it whatever it is doing."""
        if self.alive():
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(_PATIENCE_SECONDS)
        self._reader.join()


@pytest.fixture
def serving_small(project: Project) -> Iterator[Serving]:
    """The small project, served."""
    serving = Serving(project({}))
    yield serving
    serving.close()


def test_an_author_sees_each_save(serving_small: Serving, tab: Tab) -> None:
    """A save appears by itself; a mistake stands above the page, and goes when it is fixed."""
    serving = serving_small
    url = serving.hear(r"^Serving (http://127\.0\.0\.1:\d+/) ")[1]
    tab.page.goto(f"{url}guides/one.html")
    article, overlay = tab.page.locator("article"), tab.page.locator("#proofpack-problems")
    expect(article).to_contain_text("Requests go to one place.", timeout=_PATIENCE_MS)
    expect(overlay).to_have_count(0)
    serving.hear(r"built in [\d.]+ s\.$")

    serving.edit(GUIDE, "to one place.", "to one place, and never to two.")
    expect(article).to_contain_text("and never to two.", timeout=_PATIENCE_MS)
    # The page, and the script of the worksheet that it places, which is pinned to its words.
    serving.hear(r"^2 files changed, built in [\d.]+ s\.$")

    serving.edit(QUESTIONS, "answer: It is to verify.", "answr: It is to verify.")
    expect(overlay).to_be_visible(timeout=_PATIENCE_MS)
    printed = serving.hear(rf"^{QUESTIONS}:\d+:\d+: error .*answr")
    expect(overlay.get_by_role("listitem").filter(has_text="answr")).to_have_text(printed.string)
    expect(article).to_contain_text("and never to two.")

    serving.edit(QUESTIONS, "answr: It is to verify.", "answer: It is settled.")
    expect(overlay).to_have_count(0, timeout=_PATIENCE_MS)
    expect(article).to_contain_text("It is settled.", timeout=_PATIENCE_MS)


def test_a_page_that_is_open_is_loaded_once_for_a_save(serving_small: Serving, tab: Tab) -> None:
    """It is shown before others are made, as the build leaves it: so nothing has to be loaded again."""
    serving = serving_small
    url = serving.hear(r"^Serving (http://127\.0\.0\.1:\d+/) ")[1]
    serving.hear(r"built in [\d.]+ s\.$")
    tab.page.goto(f"{url}guides/one.html")
    article = tab.page.locator("article")
    for old, new in itertools.pairwise(("to one place", "to a second", "to a third", "nowhere")):
        serving.edit(GUIDE, old, new)
        expect(article).to_contain_text(new, timeout=_PATIENCE_MS)
        serving.hear(r"built in [\d.]+ s\.$")
    assert tab.requests.count(f"{url}guides/one.html") == 1 + 3


def test_a_save_during_the_first_build_is_not_lost(project: Project) -> None:
    """What is saved while the first build runs is built next, with no second save."""
    root = project({})
    again = threading.Event()

    def build_once(_: Viewer) -> None:
        guide = root / GUIDE
        if guide.read_text(encoding="utf-8") == SMALL[GUIDE]:
            guide.write_text(f"{SMALL[GUIDE]}\nOne sentence more.\n", encoding="utf-8")
        else:
            again.set()

    server = Server(root, root / "build" / "site", build_once, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert again.wait(10)
    finally:
        server.stop()
        thread.join(_PATIENCE_SECONDS)


def test_the_configuration_is_watched_however_it_is_saved(serving_small: Serving) -> None:
    """Editors save by putting a new file in the old one's place: each such save is noticed."""
    serving = serving_small
    serving.hear(r"built in")
    serving.edit("mkdocs.yml", "site_name: Small", "site_name: Smaller")
    serving.hear(r"built in")
    serving.edit("mkdocs.yml", "site_name: Smaller", "site_name: Smallest")
    serving.hear(r"built in")
    home = serving.root / "build" / "site" / "index.html"
    assert "Smallest" in home.read_text(encoding="utf-8")


def test_an_interrupt_ends_it_and_all_it_started(serving_small: Serving, tab: Tab) -> None:
    """An interrupt with a browser waiting ends it at once, with code 0, no traceback and no orphan."""
    serving = serving_small
    url = serving.hear(r"^Serving (http://\S+)")[1]
    serving.hear(r"built in")
    tab.page.goto(url)
    expect(tab.page.locator("article h1")).to_be_visible()
    assert serving.alive()
    assert serving.stop() == 0, serving.said
    assert not serving.alive()
    leaked = [one for one in serving.said if re.search("Traceback|Error|KeyboardInterrupt", one)]
    assert leaked == []
