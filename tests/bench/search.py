"""How long a first answer takes, and what it loads: `python -m tests.bench.search [SITE | GUIDES]`.

Without a site that was built, pages are written as an engine would leave them, with a vocabulary like
that of prose: many rare words, and a few that stand everywhere.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from proofpack.site.engine import PageCache
from proofpack.site.search.version import FOLDER
from proofpack.site.search.write import write_search
from tests.browser.conftest import ARGUMENTS, serve_folder
from tests.browser.install import find
from tests.conftest import ROOT

BOX = "assets/proofpack-search.js"
ASKED = (
    *("rate limit", "retry-after", "insufficient_quota", "timeout", "how do I rotate a key"),
    *("guide 17", "streaming", "strea", "limt", "500 error code", "what is unchecked"),
)
SLIPS = ("limt", "insuficient_quota", "tiemout", "streem", "yuota")
"""Words with a slip of the finger, in the last at their first letter."""
_RUNS = 5
_TIMED = """async asked => {
  const list = document.querySelector('.pp-search-list')
  const input = document.querySelector('.pp-search-input')
  const times = []
  for (const text of asked) {
    input.value = text
    const began = performance.now()
    input.dispatchEvent(new Event('input'))
    await new Promise(done => {
      const look = () => list.ariaBusy === 'false' ? done() : setTimeout(look, 1)
      setTimeout(look, 0)
    })
    times.push(performance.now() - began)
  }
  return times
}"""
_KNOWN = """error request response code retry limit quota key token stream timeout header model status
body rate insufficient_quota Retry-After rotate support answer guide check after before wait when
""".split()  # noqa: SIM905 - reads better than a list of quoted words


def write_site(folder: Path, guides: int) -> Path:
    """Write pages as an engine leaves them, with the box of search, and return the folder."""
    draw = random.Random(guides)  # noqa: S311 - words, not secrets
    rare = [
        "".join(draw.choices("abcdefghilmnoprstuv", k=draw.randint(4, 11))) for _ in range(20_000)
    ]
    words = [*_KNOWN, *rare]
    weights = [1 / (place + 1) for place in range(len(words))]
    text = draw.choices(words, weights, k=guides * 1500)
    shared = "".join(_row(iter(text[at:]), f"Area {at}") for at in range(10))
    for number in range(guides):
        path = folder / "guides" / f"guide-{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(iter(text[number * 1500 :]), number, shared), encoding="utf-8")
    (folder / "assets").mkdir()
    shutil.copy(ROOT / "site-overrides" / BOX, folder / BOX)
    return folder


def _page(words: Iterator[str], number: int, shared: str) -> str:
    sections = "".join(
        f'<h2 id="s{section}">{_some(words, 4)}</h2><p>{_some(words, 130)}</p>'
        for section in range(9)
    )
    rows = "".join(_row(words, _some(words, 3)) for _ in range(8))
    return (
        '<!doctype html><html class="js"><meta charset="utf-8"><nav class="md-header__inner"></nav>'
        f'<article><h1 id="top">Guide {number}: {_some(words, 5)}</h1><p>{_some(words, 40)}</p>'
        f"{sections}<table><tbody>{rows}{shared}</tbody></table></article>"
        f'<script src="../{BOX}"></script></html>'
    )


def _row(words: Iterator[str], head: str) -> str:
    return f"<tr><td>{head}</td><td>{_some(words, 16)}</td></tr>"


def _some(words: Iterator[str], count: int) -> str:
    return " ".join(next(words) for _ in range(count))


def measure(site: Path) -> dict[str, float]:
    """Return what first and later questions cost on a site: milliseconds, kilobytes, as medians.

    Args:
        site: the folder of a site with the search in it.
    """
    page_path = min(site.glob("guides/*.html")).relative_to(site).as_posix()
    firsts, loaded, warm, slipped = [], [], [], []
    with serve_folder(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        for run in range(_RUNS):
            page, first, size = _first(browser, home + page_path, ASKED[run % len(ASKED)])
            firsts.append(first)
            loaded.append(size)
            page.evaluate(_TIMED, list(ASKED))
            warm += page.evaluate(_TIMED, list(ASKED))
            page.context.close()
        for slip in SLIPS:
            page, _, size = _first(browser, home + page_path, slip)
            slipped.append(size)
            page.context.close()
        browser.close()
    return {
        "first answer, ms": statistics.median(firsts),
        "first answer, most, ms": max(firsts),
        "loaded for it, most, kB": max(loaded),
        "loaded for it after a slip, median, kB": statistics.median(slipped),
        "loaded for it after a slip, most, kB": max(slipped),
        "warm, median, ms": statistics.median(warm),
        "warm, most, ms": max(warm),
        "root.js, kB": (site / FOLDER / "root.js").stat().st_size / 1000,
        "all of it, kB": sum(path.stat().st_size for path in (site / FOLDER).iterdir()) / 1000,
        "scripts": len(list((site / FOLDER).iterdir())),
    }


def _first(browser: Browser, address: str, asked: str) -> tuple[Page, float, float]:
    """Return a new page on which one question was asked, the milliseconds of that, and its kilobytes."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    sizes = _sizes(page)
    page.keyboard.press("/")
    (first,) = page.evaluate(_TIMED, [asked])
    return page, first, sum(sizes) / 1000


def _sizes(page: Page) -> list[int]:
    """Return a list to which each answer adds its bytes."""
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    return sizes


def written(site: Path, kept: Path) -> dict[str, float]:
    """Return the processor time of writing the search: with nothing kept, again, and after an edit."""
    times = {}
    for name in ("cold", "nothing changed", "one page edited"):
        if name == "one page edited":
            page = min(site.glob("guides/*.html"))
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("</article>", "<p>edited</p></article>"), encoding="utf-8")
        began = time.process_time()
        write_search(site, site / FOLDER, PageCache(kept), {}, [])
        times[f"written, {name}, s"] = time.process_time() - began
    return times


def main(argument: str = "1000") -> None:
    """Print the figures of a site that was built, or of pages written for it."""
    with tempfile.TemporaryDirectory() as folder:
        site = (
            Path(argument)
            if not argument.isdigit()
            else write_site(Path(folder) / "site", int(argument))
        )
        figures = written(site, Path(folder) / "kept") | measure(site)
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:2])
