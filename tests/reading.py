"""How soon a guide comes to the point: `python -m tests.reading [PROJECT ...]`.

Of each guide: the words that stand there before anything is unfolded, screens down to the first step
and to the first part of a form, on a laptop and on a phone, where the first command or question of its
step stands once *Start* was pressed, and pages of paper. Without arguments the frozen first edition is
compared with the project of this repository, anchors of the first edition that lead nowhere today are
named, and eight situations are looked up on a phone, tap by tap.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.conftest import ARGUMENTS, serve_folder
from tests.browser.install import find
from tests.conftest import FOUNDING, ROOT
from tests.sites import proofpack

LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
_DAY = "2026-11-28"
_ASIDE = (
    "//details/*[not(self::summary)]|//aside[@class='pp-notes']|//table|//pre|//sup|//script|//style"
    "|//dl[@class='pp-head' or @class='pp-about']"
    "|//*[contains(concat(' ', @class, ' '), ' pp-part ')]|//*[@class='headerlink']"
    "|//*[contains(@class, 'md-content__button') or contains(@class, 'source-file')]"
)
"""What is no text that a reader meets on arriving: folds, forms, tables, samples of code, marks."""
SITUATIONS = {
    "429 in a burst": (["429"], "Lower the concurrency"),
    "500 with invalid_request": (["500 with invalid_request"], "Fix the request"),
    "403": (["403, field or model"], "Take out the fields"),
    "a key got out": (["Rotate it first"], "Treat it as exposed"),
    "the stream was cut": (["The stream stops"], "Discard the part"),
    "it goes live tomorrow": (["production validation", "Start"], "Write down the contract"),
    "support asks for evidence": (["evidence packet", "Start"], "Freeze the source references"),
    "the contract has changed": (["contract review", "Start"], "Freeze the evidence"),
}
"""What somebody is in, the links that he taps from the start page on, and what he has to see then."""
_STARTED = """address => {
  const step = document.getElementById(new URL(address, location).hash.slice(1))
  const asked = [...document.querySelectorAll("article :is(pre, .pp-live :is(.pp-input, .pp-choice))")]
    .find(one => one.checkVisibility() && step.compareDocumentPosition(one) & 4)
  return [step, asked].map(one => Math.round(one.getBoundingClientRect().top))
}"""
"""Where the step that *Start* leads to begins, and its first command or question, from the top."""
_SIGHT = """() => {
  const dock = document.querySelector(".pp-dock:not([hidden])")
  const end = dock ? dock.getBoundingClientRect().top : innerHeight
  return [document.querySelector(".md-header").getBoundingClientRect().bottom, end]
}"""
"""What is in sight: from below the header to above what stays at the foot."""
_TOP = "element => element.getBoundingClientRect().top + scrollY"
_HEAD = [
    "guide",
    "words",
    "first step",
    "first form",
    "on a phone",
    "Start (px): laptop; phone",
    "pages",
]


class Reading(NamedTuple):
    """What a guide asks of its reader; screens as laptop and phone have them."""

    words: int
    step: list[float]
    form: list[float]
    start: list[str]
    pages: int


def words(page: bytes) -> int:
    """Return how many words of a page stand there before anything is unfolded."""
    (article,) = html.fromstring(page.decode("utf-8")).xpath("//article")
    article = html.fromstring(html.tostring(article))
    for aside in article.xpath(_ASIDE):
        if aside.getparent() is not None:
            aside.drop_tree()
    return len(article.text_content().split())


def read(site: Path, page: Page) -> Iterator[tuple[str, Reading]]:
    """Yield the name of each guide of a site, and what it asks of its reader.

    Args:
        site: the folder of the site.
        page: a page of a browser.
    """
    with serve_folder(site) as home:
        for path in sorted((site / "guides").glob("*.html")):
            if path.name == "index.html":
                continue
            down: dict[str, list[float]] = {"step": [], "form": []}
            started = []
            for screen in (LAPTOP, PHONE):
                page.set_viewport_size(screen)
                page.goto(f"{home}guides/{path.name}")
                page.wait_for_load_state("networkidle")
                if (part := page.locator("article .pp-part").first).count():
                    page.locator("article .pp-bar").first.wait_for()
                    part.and_(page.locator(".pp-live")).wait_for()
                first = page.locator(
                    "article :is(h2, h3)", has_text=re.compile(r"^\s*1\W|[Ss]tep 1")
                )
                for name, place in (
                    ("step", first),
                    ("form", page.locator("article :is(.pp-bar, .pp-part)")),
                ):
                    at = place.first.evaluate(_TOP) if place.count() else float("inf")
                    down[name].append(at / screen["height"])
                if (start := page.locator("article a.md-button", has_text="Start").first).count():
                    start.click()
                    page.wait_for_load_state("networkidle")
                    step, asked = page.evaluate(_STARTED, start.get_attribute("href"))
                    started.append(f"{step}, {asked}")
            paper = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
            told = words(path.read_bytes())
            yield path.stem, Reading(told, down["step"], down["form"], started, paper)


def taps(site: Path, page: Page) -> Iterator[tuple[str, int, float, bool]]:
    """Yield each situation, the taps that its step takes on a phone, and whether it is in sight then.

    Between the two stands how many screens down what is tapped is, added up.
    """
    page.set_viewport_size(PHONE)
    with serve_folder(site) as home:
        for situation, (links, wanted) in SITUATIONS.items():
            page.goto(f"{home}index.html")
            looked = 0.0
            for text in links:
                link = page.locator("article a", has_text=text).first
                looked += link.evaluate(_TOP) / PHONE["height"]
                link.click()
                page.wait_for_load_state("networkidle")
            steps = page.locator("article").get_by_text(wanted).all()
            heights = [step.evaluate("one => one.getBoundingClientRect().top") for step in steps]
            first, end = page.evaluate(_SIGHT)
            yield situation, len(links), looked, any(first <= one < end for one in heights)


def gone(old: Path, new: Path) -> list[str]:
    """Return the anchors of sections on pages of an old site that lead nowhere on a new one."""
    return [
        f"{path.relative_to(old)}#{anchor}"
        for path in sorted(old.rglob("*.html"))
        for anchor in _anchors(path) - _anchors(new / path.relative_to(old))
    ]


def _anchors(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    found = html.fromstring(path.read_bytes()).xpath("//article//*[@id]/@id")
    return {one for one in found if not re.match(r"__|fn|.*--.*--", one)}


def _row(name: str, read: Reading) -> str:
    (step, far), (form, farther) = read.step, read.form
    phone = f"{far:.1f}, {farther:.1f}"
    start = "; ".join(read.start) or "none"
    return f"| {name} | {read.words} | {step:.1f} | {form:.1f} | {phone} | {start} | {read.pages} |"


def _copied(project: Path, root: Path) -> Path:
    for name in ("data", "content"):
        shutil.copytree(project / name, root / name)
    shutil.copy(project / "mkdocs.yml", root)
    return root


def main(projects: list[Path]) -> None:
    """Print a table for each project."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        sites = []
        for number, project in enumerate(projects):
            copy = _copied(project, Path(folder) / str(number))
            done = proofpack(copy, "--today", _DAY, "build")
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
            sites.append(copy / "build" / "site")
            print(f"{project.name}\n\n| {' | '.join(_HEAD)} |\n|{' --- |' * len(_HEAD)}")
            for name, reading in read(sites[-1], browser.new_page()):
                print(_row(name, reading))
            print()
        if lost := gone(sites[0], sites[-1]):
            print("Anchors that lead nowhere today:", *lost, sep="\n- ")
        if projects[-1] == ROOT:
            print("\n| situation | taps | screens down | in sight |\n| --- | --- | --- | --- |")
            for situation, count, looked, seen in taps(sites[-1], browser.new_page()):
                print(f"| {situation} | {count} | {looked:.1f} | {'yes' if seen else 'no'} |")
        browser.close()


if __name__ == "__main__":
    main([Path(name).resolve() for name in sys.argv[1:]] or [FOUNDING, ROOT])
