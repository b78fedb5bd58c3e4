"""Every kind of page as a reader meets it: on a screen, on a phone, on paper, by keyboard, offline."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Page, ViewportSize, expect

from proofpack.model.library import Library
from proofpack.model.records.faq import Question
from proofpack.site.render.environment import fill
from proofpack.site.search.extract import article, units
from proofpack.text.html_policy import blocked_in_html
from tests.browser.axe import violations
from tests.browser.conftest import Build, Serve, Tab, search
from tests.conftest import FOUNDING

pytestmark = [pytest.mark.browser, pytest.mark.site]

KINDS = {
    "home": "index.html",
    "guide": "guides/production-validation.html",
    "guide with two code samples": "guides/contract-review.html",
    "worksheet": "worksheets/production-validation.html",
    "contract": "contracts/chat-completions.html",
    "source": "sources/errors.html",
    "a list with a filter": "sources/index.html",
    "faq": "faq.html",
    "about": "about/safe-evidence.html",
}
GUIDE = "guides/escalation-note.html"
RECORD = "worksheets/escalation-note.html"
SCHEMES = {"light": "default", "dark": "slate"}
PHONE: ViewportSize = {"width": 390, "height": 844}
CONFIG = yaml.safe_load((FOUNDING / "mkdocs.yml").read_text(encoding="utf-8"))
CONTACT = yaml.safe_load((FOUNDING / "data/policy.yml").read_text(encoding="utf-8"))["contact"]


# --- what a page asks of the network ----------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_no_request_leaves_the_site(kind: str, tab: Tab, home: str) -> None:
    """A page asks its own origin only, search and icons included, and complains about nothing."""
    page = tab.open(home + KINDS[kind])
    page.locator("footer").scroll_into_view_if_needed()
    assert search(page, "retry")
    page.wait_for_load_state("networkidle")
    assert f"{home}assets/search/root.js" in tab.requests
    assert [one for one in tab.requests if not one.startswith(home)] == []
    assert tab.complaints == []


def test_a_repository_on_github_is_not_asked(
    tab: Tab, building: Build, serving: Serve, tmp_path: Path
) -> None:
    """With a repository on GitHub, where Material would fetch its stars, still nothing leaves."""
    github = "repo_url: https://github.com/example/proofpack"
    site = building(tmp_path, {f"repo_url: {CONFIG['repo_url']}": github})
    with serving(site) as url:
        page = tab.open(url)
        page.wait_for_load_state("networkidle")
    assert page.locator("a.md-source[href^='https://github.com/']").count() == 2
    assert [one for one in tab.requests if not one.startswith(url)] == []


_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_every_page_has_the_same_policy_and_nothing_that_it_blocks(site: Path) -> None:
    """Also the page for what is not found. The theme's own scripts come from a file."""
    policies = set()
    for path in _pages(site):
        text = (site / path).read_text(encoding="utf-8")
        policies.add(tuple(_POLICY.findall(text)))
        assert [*blocked_in_html(text)] == [], path
    assert len(policies) == 1 == len(policies.pop())


@pytest.mark.parametrize("where", ["served", "folder"])
def test_what_gets_into_a_page_does_not_run(
    where: str, fresh_tab: Tab, home: str, site: Path
) -> None:
    """And what the theme keeps of its reader works: their colours are there before the page is."""
    url = home + GUIDE if where == "served" else (site / GUIDE).as_uri()
    page = fresh_tab.open(url)
    page.locator("label[for=__palette_1]:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.add_init_script(
        """self.schemes = new Set();
        (function before_each_painting() {
          if (document.body) self.schemes.add(document.body.dataset.mdColorScheme)
          requestAnimationFrame(before_each_painting)
        })()"""
    )
    page.reload()
    page.wait_for_load_state("load")
    assert page.evaluate("[...self.schemes]") == ["slate"]
    assert search(page, "retry")
    page.keyboard.press("Escape")
    assert fresh_tab.complaints == []
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"self.ran=1\">')"
    )
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {text: 'ran=1'}))"
    )
    page.evaluate("fetch('https://example.org/').catch(() => 0)")
    expect(page.locator("img[src=x]")).to_be_attached()
    assert page.evaluate("self.ran") is None
    assert len([one for one in fresh_tab.complaints if "Content Security Policy" in one]) >= 3
    assert [one for one in fresh_tab.requests if not one.startswith((home, site.as_uri()))] == []


# --- accessibility ----------------------------------------------------------------------------


_TOKENS = """one => [...one.querySelectorAll('pre span[class]')].map(
  token => getComputedStyle(token).color)"""


_STILL = "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => null)"


def faults(page: Page, within: str | None = None, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds, a line for each element."""
    # Off unless it is asked for: WCAG 2.2, 2.5.8.
    options = {"runOnly": rules} if rules else {"rules": {"target-size": {"enabled": True}}}
    page.evaluate(_STILL)
    return [
        f"{violation['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
        for violation in violations(page, within, options)
        for node in violation["nodes"]
        if "partially obscured"
        not in node["failureSummary"]  # by a bar, until the page is scrolled: see test_zoom.py
    ]


def _open_in(scheme: str, tab: Tab, url: str) -> Page:
    """Go to a page as somebody does who prefers a colour scheme."""
    tab.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page = tab.open(url)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    return page


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, scheme: str, tab: Tab, home: str) -> None:
    """No rule of axe-core is broken in the light scheme, and none on colours in the dark one."""
    rules = ["color-contrast", "link-in-text-block"] if scheme == "dark" else None
    assert faults(_open_in(scheme, tab, home + KINDS[kind]), rules=rules) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_search_or_on_a_phone(scheme: str, tab: Tab, home: str) -> None:
    """The list of results with its marked words, and the narrow layout, break no rule either."""
    page = _open_in(scheme, tab, home + KINDS["worksheet"])
    assert search(page, "retry")
    expect(page.locator(".pp-search mark").first).to_be_visible()
    listed = faults(page, ".pp-search")
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE)
    assert listed + faults(page) == []


@pytest.mark.parametrize("path", [KINDS["guide"], "index.html"])
def test_a_phone_finds_nothing_either(path: str, tab: Tab, home: str) -> None:
    """What a finger hits is large enough, and nothing else is broken there."""
    tab.page.set_viewport_size(PHONE)
    assert faults(_open_in("light", tab, home + path)) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_code_sample_can_be_read(scheme: str, tab: Tab, home: str, founding: Library) -> None:
    """The colours of code have the contrast that axe-core asks for, in every guide."""
    seen: set[str] = set()
    for guide in founding.guides:
        page = _open_in(scheme, tab, f"{home}guides/{guide}.html")
        seen |= set(page.locator(".highlight").first.evaluate(_TOKENS))
        assert faults(page, ".highlight", ["color-contrast"]) == [], guide
    assert len(seen) > 4, seen


def test_the_keyboard_reaches_the_text_then_search(tab: Tab, home: str) -> None:
    """The first stop is a link past the navigation; search comes soon after and needs no mouse."""
    page = tab.open(home + KINDS["guide"])
    skip, box = page.locator(".md-skip"), page.locator(".pp-search-open")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("opacity", "1")
    expect(skip).to_be_in_viewport(ratio=1)
    heading = urlsplit(skip.get_attribute("href") or "").fragment
    expect(page.locator(f"article h1[id='{heading}']")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pp-search-input")).to_be_focused()
    assert search(page, "invalid_request")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html?h=**")


# --- a phone, paper, a folder -----------------------------------------------------------------

_SPILLS = """() => {
  const scrolls = one => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
  const spilled = []
  for (const one of document.querySelectorAll('article *')) {
    if (one.getBoundingClientRect().right <= innerWidth + 1) continue
    let up = one.parentElement
    while (!scrolls(up) && up.tagName !== 'ARTICLE') up = up.parentElement
    if (!scrolls(up)) spilled.push(one.outerHTML.slice(0, 80))
  }
  return spilled
}"""
_WIDE_TABLES = """() => [...document.querySelectorAll('article table')]
  .filter(one => one.getBoundingClientRect().right > innerWidth)
  .map(one => one.outerHTML.slice(0, 60))"""


def test_no_page_scrolls_sideways_on_a_phone(tab: Tab, home: str, site: Path) -> None:
    """At 390 px a page is as wide as the screen, tables are cards, and only code scrolls in itself."""
    tab.page.set_viewport_size(PHONE)
    wide: list[str] = []
    tables = 0
    for path in _pages(site):
        page = tab.open(home + path)
        bare = "article table:not([class]):not(.md-typeset__table > *)"
        expect(page.locator(bare)).to_have_count(0)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(_SPILLS) == [], path
        wide += page.evaluate(_WIDE_TABLES)
        tables += page.locator("article table").count()
    assert tables > 20
    assert wide == []
    assert [one for one in tab.requests if not one.startswith(home)] == []
    assert tab.complaints == []


def test_paper_has_room_for_answers_and_no_navigation(unscripted: Page, home: str) -> None:
    """In print a plain worksheet shows the blanks that the screen hides, and hides what is pressed."""
    furniture = [".md-header", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-footer"]
    furniture += [".md-content__button", ".headerlink", ".md-footer__link"]
    page = unscripted
    page.goto(home + RECORD)
    blanks = page.locator("td.pp-blank").all()
    assert len(blanks) > 5
    assert not any(one.is_visible() for one in blanks)
    assert all(page.locator(one).first.is_visible() for one in furniture)
    page.emulate_media(media="print")
    boxes = [one.bounding_box() for one in blanks]
    assert all(box and box["width"] > 100 and box["height"] > 20 for box in boxes), boxes
    assert [one for one in furniture if page.locator(one).first.is_visible()] == []


_LONGEST = """() => {
  const range = document.createRange()
  const texts = [...document.querySelectorAll('article :is(p, li, dd)')].filter(
    one => one.checkVisibility() && !one.closest('td, th, pre') && !one.querySelector('p, li, pre')
  )
  const counted = texts.map(one => {
    const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
    const lines = new Map()
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      for (let at = 0; at < node.length; at++) {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const box = range.getClientRects()[0]
        const line = box && Math.round(box.bottom / 8)
        if (box) lines.set(line, (lines.get(line) || 0) + 1)
      }
    }
    return [Math.max(0, ...lines.values()), one.textContent.slice(0, 60)]
  })
  return counted.sort((one, other) => other[0] - one[0])[0]
}"""


def test_no_line_of_text_is_longer_than_eighty_characters(tab: Tab, home: str) -> None:
    """However wide the screen is: where one ends, an eye finds the next."""
    tab.page.set_viewport_size({"width": 1920, "height": 1000})
    for path in (GUIDE, "faq.html"):
        longest, text = tab.open(home + path).evaluate(_LONGEST)
        assert 40 < longest <= 80, text


def test_a_guide_is_six_pages_of_paper_at_most(tab: Tab, home: str) -> None:
    """With addresses and dates, its folds open, and its forms as lists of what they ask."""
    page = tab.open(home + GUIDE)
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert 2 < len(re.findall(rb"/Type\s*/Page\b", paper)) <= 6
    page.emulate_media(media="print")
    expect(page.locator(".pp-notes .pp-address").first).to_be_visible()
    expect(page.locator(".pp-head time").first).to_be_visible()
    part = page.locator(".pp-part").first
    expect(part.locator(".pp-part-title")).to_be_visible()
    expect(part.locator(".pp-input").first).to_be_hidden()


def test_a_guide_weighs_little_and_is_painted_without_our_scripts(
    tab: Tab, home: str, site: Path
) -> None:
    """Before anything is pasted: 120 kB of pages, styles and scripts that are not the theme's."""
    page = tab.open(home + KINDS["guide"])
    page.wait_for_load_state("networkidle")
    paths = {urlsplit(url).path.lstrip("/") for url in tab.requests if url.startswith(home)}
    theirs = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "sitemap.xml")
    ours = {path: gzip.compress((site / path).read_bytes()) for path in paths}
    weights = {path: len(data) for path, data in ours.items() if not path.startswith(theirs)}
    assert len(weights) > 4
    assert sum(weights.values()) < 120_000, weights
    head = (site / KINDS["guide"]).read_text(encoding="utf-8").partition("</head>")[0]
    assert re.findall(r"<script src=\"\S*/([^\"/]+)\"(?! defer)", head) == ["proofpack-theme.js"]


def test_a_folded_question_opens_for_its_anchor_and_on_paper(
    tab: Tab, unscripted: Page, home: str, site: Path
) -> None:
    """A link to it opens it and no other; paper shows all answers, also where no script runs."""
    asked = [(Question(id=name, question=f"{name}?", answer="So."), ()) for name in ("one", "two")]
    folded = fill("faq-folded.md.j2", questions=asked, prefix="faq-x-")
    page = (site / GUIDE).read_text("utf-8").replace("</article>", f"{folded}</article>")
    for each in (tab.page, unscripted):
        each.route(f"**/{GUIDE}", lambda route: route.fulfill(body=page, content_type="text/html"))
    shown = tab.open(f"{home}{GUIDE}#faq-x-two").locator("#faq-x-two p")
    expect(shown).to_be_in_viewport()
    expect(tab.page.locator("#faq-x-one p")).to_be_hidden()
    unscripted.emulate_media(media="print")
    unscripted.goto(home + GUIDE)
    answer = unscripted.locator("#faq-x-one p").bounding_box()
    question = unscripted.locator("#faq-x-one").bounding_box()
    assert answer
    assert question
    assert answer["height"]
    assert answer["y"] + answer["height"] <= question["y"] + question["height"]


def test_a_list_is_whole_without_scripts_and_narrows_with_them(
    tab: Tab, unscripted: Page, home: str
) -> None:
    """The box leaves the rows that have all the words, and each menu those with the cell chosen."""
    unscripted.goto(home + "sources/index.html")
    everything = unscripted.locator("tbody tr:visible").count()
    assert everything > 12
    assert unscripted.locator(".pp-filter *").count() == 0
    page = tab.open(home + "sources/index.html")
    rows, count = page.locator("tbody tr:visible"), page.locator(".pp-filter output")
    expect(count).to_have_text(f"{everything} of {everything}")
    first = rows.first.inner_text()
    page.get_by_label("Filter sources").fill("  ".join(reversed(first.upper().split())))
    expect(rows).to_have_count(1)
    assert rows.first.inner_text() == first
    assert page.locator("article table:visible").count() == 1
    assert page.locator("article h2:visible").count() == 1
    expect(count).to_have_text(f"1 of {everything}")
    page.get_by_label("Filter sources").fill("")
    menu = page.locator(".pp-filter select").first
    menu.select_option(index=1)
    chosen, column = menu.input_value(), int(menu.get_attribute("data-column") or "") + 1
    kept = page.locator(f"tbody tr:visible td:nth-child({column})").all_inner_texts()
    assert set(kept) == {chosen}
    assert len(kept) < everything
    page.get_by_label("Filter sources").fill("the")
    left = rows.count()
    expect(page.locator(".pp-filtered")).to_be_hidden()
    page.emulate_media(media="print")
    of = menu.evaluate("menu => menu.labels[0].firstChild.textContent.trim()")
    wanted = f"{left} of {everything}. Filter sources “the”, {of} “{chosen}”"
    expect(page.locator(".pp-filtered")).to_have_text(wanted)
    expect(page.locator(".pp-filtered")).to_be_visible()
    page.emulate_media(media="null")
    menu.select_option(index=0)
    page.get_by_label("Filter sources").fill("")
    page.emulate_media(media="print")
    expect(page.locator(".pp-filtered")).to_be_hidden()


@pytest.mark.parametrize("path", ["contracts/matrix.html", "sources/index.html"])
def test_a_filter_that_comes_back_filters(path: str, tab: Tab, home: str) -> None:
    """The browser fills its boxes in again: the table is the one that they say."""
    page = tab.open(home + path)
    box, count = page.locator(".pp-filter input"), page.locator(".pp-filter output")
    box.fill("error")
    page.locator(".pp-filter select").last.select_option(index=1)
    said = count.inner_text()
    tab.open(home + "faq.html")
    page.go_back()
    expect(box).to_have_value("error")
    expect(count).to_have_text(said)


def test_a_very_long_list_begins_with_a_hundred(tab: Tab, home: str) -> None:
    """The rest is one press away, found by the filter, and there on paper."""
    rows = "".join(f"<tr><td>Guide {n}</td></tr>" for n in range(300))
    body = f"<table><thead><tr><th>Guide</th></tr></thead><tbody>{rows}</tbody></table>"
    page = tab.open(home + "faq.html")
    page.locator("article").evaluate(
        """(article, body) => {
          article.innerHTML = '<h1>Guides</h1><div class="pp-filter" data-what="guides"></div>' + body
        }""",
        body,
    )
    seen, count = page.locator("article tbody tr:visible"), page.locator(".pp-filter output")
    expect(count).to_have_text("300 of 300, 100 shown")
    assert seen.count() == 100
    page.get_by_label("Filter guides").fill("guide 29")
    expect(count).to_have_text("13 of 300")
    assert seen.last.inner_text() == "Guide 299"
    page.get_by_label("Filter guides").fill("")
    page.emulate_media(media="print")
    assert seen.count() == 300
    page.emulate_media(media="null")
    page.get_by_role("button", name="Show all").click()
    expect(count).to_have_text("300 of 300")
    assert seen.count() == 300


def test_a_link_to_a_row_that_is_filtered_away_shows_it(tab: Tab, home: str) -> None:
    """The filter makes way for it; for a row that is shown, it stays."""
    page = tab.open(home + "contracts/matrix.html")
    rows, box = page.locator("article tbody tr"), page.locator(".pp-filter input")
    for number, name in ((0, "first"), (-1, "last")):
        rows.nth(number).evaluate("(row, name) => { row.cells[0].id = name }", name)
    menu = page.locator(".pp-filter select").first
    menu.select_option(rows.first.locator("td").nth(1).inner_text())
    expect(rows.last).to_be_hidden()
    page.evaluate("location.hash = 'first'")
    expect(rows.last).to_be_hidden()
    box.fill("nothing has this")
    page.evaluate("location.hash = 'last'")
    expect(rows.last).to_be_in_viewport()
    expect(box).to_have_value("")
    expect(menu).to_have_value("")


def test_the_site_opens_from_a_folder(tab: Tab, home: str, site: Path) -> None:
    """Without a server a guide has its looks, and its links lead to files."""
    looks = """[".pp-head", ".md-header", "article h2", ".pp-cite"].map(one => {
      const style = getComputedStyle(document.querySelector(one))
      return [style.display, style.backgroundColor, style.fontSize, style.color]
    })"""
    served = tab.open(home + GUIDE).evaluate(looks)
    page = tab.open((site / GUIDE).as_uri())
    assert served[0][0] == "flex"
    assert page.evaluate(looks) == served
    page.locator("article a[href*='worksheets/escalation-note']").first.click()
    page.wait_for_url((site / RECORD).as_uri() + "**")
    expect(page.locator("article .pp-live .pp-form").first).to_be_visible()


def test_a_phone_shows_a_command_whole(tab: Tab, home: str) -> None:
    """On one, code wraps that would go on beyond its edge; on a wide screen lines stay as written."""
    page = tab.page
    wide = """[...document.querySelectorAll("article pre > code")].filter(one => one.checkVisibility())
      .map(one => one.scrollWidth > one.clientWidth)"""
    page.set_viewport_size({"width": 320, "height": 640})
    tab.open(home + GUIDE)
    assert set(page.evaluate(wide)) == {False}
    code = page.locator("article pre > code").first
    code.evaluate("one => { one.style.whiteSpace = 'pre' }")
    assert True in page.evaluate(wide), "it has a line that is long enough"
    code.evaluate("one => { one.style.whiteSpace = '' }")
    page.set_viewport_size({"width": 900, "height": 640})
    assert code.evaluate("one => getComputedStyle(one).whiteSpace") == "pre"


def test_the_bar_of_a_form_comes_with_the_form(tab: Tab, home: str) -> None:
    """Who only reads a guide has its whole page; at the form the bar is in sight."""
    page = tab.open(home + GUIDE)
    bar = page.locator(".pp-dock")
    expect(bar).to_be_attached()
    expect(bar).to_be_hidden()
    page.locator(".pp-part").first.scroll_into_view_if_needed()
    expect(bar).to_be_in_viewport()


# --- what a page says and where it leads ------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "made_by"),
    [
        ("index.html", "content/index.md"),
        ("guides/escalation-note.html", "content/guides/escalation-note.md"),
        ("about/safe-evidence.html", "content/about/safe-evidence.md"),
        ("worksheets/escalation-note.html", "data/worksheets/escalation-note.yml"),
        ("contracts/escalation.html", "data/contracts/escalation.yml"),
        ("sources/errors.html", "data/sources/cometapi.yml"),
    ],
)
def test_edit_leads_to_the_file_that_made_the_page(
    path: str, made_by: str, tab: Tab, home: str
) -> None:
    """The pencil opens the Markdown of a written page, and the YAML of one made from data."""
    pencil = tab.open(home + path).get_by_role("link", name="Edit this page")
    expect(pencil).to_have_attribute("href", f"{CONFIG['repo_url']}/edit/main/{made_by}")
    assert (FOUNDING / made_by).is_file()


@pytest.mark.parametrize("path", ["faq.html", "guides/index.html", "sources/index.html"])
def test_pages_made_by_many_files_have_no_pencil(path: str, tab: Tab, home: str) -> None:
    """Where no single file could be edited, nothing offers to edit it."""
    page = tab.open(home + path)
    expect(page.locator("article h1")).to_be_visible()
    expect(page.get_by_title("Edit this page")).to_have_count(0)
    expect(page.locator("a[href*='/edit/']")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "where", "text"),
    [
        ("guides/escalation-note.html", "article > ul > li", "<API_KEY_PLACEHOLDER>"),
        ("guides/escalation-note.html", "article > p", "<API_KEY_PLACEHOLDER>"),
        ("guides/escalation-note.html", "article pre", "Bearer <API_KEY_PLACEHOLDER>'"),
        ("guides/escalation-note.html", "article pre", '"model": "<MODEL_ID>"'),
        ("guides/escalation-note.html", "table td", "Bearer <API_KEY_PLACEHOLDER>"),
        ("about/safe-evidence.html", "table td", "<API_KEY_PLACEHOLDER>"),
        ("contracts/chat-completions.html", "article dd", "<API_KEY_PLACEHOLDER>"),
        ("faq.html", "article p", "<MODEL_ID>"),
    ],
)
def test_placeholders_are_read_as_text(
    path: str, where: str, text: str, tab: Tab, home: str
) -> None:
    """What stands in angle brackets reaches the eye, and no browser takes it for a tag."""
    page = tab.open(home + path)
    held = page.locator(where).filter(has_text=text).first
    expect(held).to_be_visible()
    expect(held).to_contain_text(text, use_inner_text=True)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("worksheets/escalation-note.html", "<MODEL_ID_VERIFIED_SEPARATELY>"),
        ("worksheets/evidence-packet.html", '{"model": "<MODEL_ID>"'),
        ("worksheets/production-validation.html", "<VALIDATED_MODEL_ID>"),
        ("worksheets/reproduction-note.html", "INC-PLACEHOLDER"),
    ],
)
def test_placeholders_of_worksheets_are_read_as_text(
    path: str, text: str, tab: Tab, unscripted: Page, home: str
) -> None:
    """What a field starts as, or shows as an example, is read without scripts and with them."""
    unscripted.goto(home + path)
    held = unscripted.locator("td").filter(has_text=text).first
    expect(held).to_be_visible()
    expect(held).to_contain_text(text, use_inner_text=True)
    page = tab.open(home + path)
    expect(page.locator(".pp-live").first).to_be_visible()
    shown = page.locator(".pp-input").evaluate_all("all => all.map(one => one.value)")
    shown += page.locator(".pp-answer-help").all_inner_texts()
    assert [one for one in shown if text in one]


def _pages(site: Path) -> list[str]:
    found = sorted(one.relative_to(site).as_posix() for one in site.rglob("*.html"))
    return [one for one in found if one != "404.html"]


def _anchors(soup: BeautifulSoup) -> set[str]:
    return {str(one["id"]) for one in soup.select("[id]")} | {""}


def _links(path: str, soup: BeautifulSoup) -> Iterator[tuple[str, bool]]:
    """Yield where a page leads, as seen from the site's root, and whether one has to press it."""
    for one in soup.select("[href], [src]"):
        link = str(one.get("href") or one.get("src"))
        pressed = one.name == "a" or one.get("rel") == ["canonical"]
        yield urljoin(f"{CONFIG['site_url']}{path}", link), pressed


def _found(site: Path) -> Iterator[str]:
    """Yield where search leads, to each part of each page."""
    for path in _pages(site):
        for unit in units(article((site / path).read_bytes())):
            yield urljoin(CONFIG["site_url"], f"{path}#{unit.anchor}")


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    """Links of all pages and of the search index end at an existing file and anchor."""
    soups = {one: BeautifulSoup((site / one).read_bytes(), "lxml") for one in _pages(site)}
    anchors = {path: _anchors(soup) for path, soup in soups.items()}
    links = {(path, *one) for path, soup in soups.items() for one in _links(path, soup)}
    links |= {("search", one, True) for one in _found(site)}
    broken = []
    for path, link, pressed in sorted(links):
        inside = link.startswith(CONFIG["site_url"]) and link != CONTACT
        address, _, anchor = link.removeprefix(CONFIG["site_url"]).partition("#")
        # Scripts of worksheets carry their digest as a query.
        target = unquote(address.partition("?")[0]) or "index.html"
        exists = anchor in anchors.get(target, {""}) and (site / target).is_file()
        if not (exists if inside else pressed):
            broken.append((path, link))
    assert broken == []
    assert sum("#" in link for _, link, _ in links) > 500
