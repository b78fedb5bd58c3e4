"""How long `serve` takes to show a save in the browser: a part of `make bench`.

From the moment that a file is saved to the one when a page that is open in Chromium shows the new words:
those of the guide itself, and those of a fact that fifty guides use; and until all pages and the search
have them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.install import find
from tests.conftest import TODAY
from tests.synthetic import OWN, write_project

GUIDES, ROUNDS = 1000, 5
_PATIENCE_MS = 120_000


@dataclass
class Edit:
    """An edit that is made again and again.

    Attributes:
        what: what is edited.
        name: the file.
        old: the words after which new ones are put.
        shown: where a page shows them, as a selector in which `{}` stands for them.
        open_page: seconds until the page that is open shows them.
        built: seconds until all pages and the search have them.
    """

    what: str
    name: str
    old: str
    shown: str
    open_page: list[float] = field(default_factory=list)
    built: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        return "  ".join(
            [f"{self.what:24}", *(_spread(column) for column in (self.open_page, self.built))]
        )


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    middle = ordered[len(ordered) // 2]
    return f"{ordered[0]:7.2f} {middle:6.2f} {ordered[-1]:6.2f}"


@contextmanager
def served(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Serve a project; give the process."""
    command = [sys.executable, "-m", "proofpack", "--project", str(root)]
    command += ["--today", str(TODAY), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.terminate()


def heard(process: subprocess.Popen[str], word: str) -> str:
    """Return the next line in which a word stands.

    Raises:
        RuntimeError: it ended before.
    """
    assert process.stdout is not None
    for line in process.stdout:
        if word in line:
            return line
    raise RuntimeError("serve has ended")


def make(edit: Edit, root: Path, page: Page, process: subprocess.Popen[str], words: str) -> None:
    """Make an edit, and note how long it took to be seen."""
    path = root / edit.name
    text = path.read_text("utf-8")
    started = time.perf_counter()
    path.write_text(text.replace(edit.old, f"{edit.old}{words} ", 1), "utf-8")
    page.locator(edit.shown.format(words)).first.wait_for(state="attached", timeout=_PATIENCE_MS)
    edit.open_page.append(time.perf_counter() - started)
    heard(process, "built in")
    edit.built.append(time.perf_counter() - started)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guides", type=int, default=GUIDES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    guide, pack = "content/guides/guide-0.md", "data/sources/pack-0.yml"
    edits = [
        Edit("a guide", guide, "## Section 0 ", "article h2:has-text('{}')"),
        Edit("a fact of fifty guides", pack, "says: ", "article [aria-label*='{}']"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), options.guides, settings=OWN)
        with served(root) as process, sync_playwright() as playwright:
            address = heard(process, "Serving").split()[1]
            heard(process, "built in")
            browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
            page = browser.new_page()
            page.goto(f"{address}guides/guide-0.html")
            for turn in range(options.rounds):
                for number, edit in enumerate(edits):
                    make(edit, root, page, process, f"edit{turn}{number}")
            browser.close()
    print(
        f"serve, {options.guides} guides, {options.rounds} edits of each: seconds after a save.\n"
    )
    print("                            on the open page      everywhere, search, too")
    print("edited                      least  median    most    least  median   most")
    print(*edits, sep="\n")


if __name__ == "__main__":
    main()
