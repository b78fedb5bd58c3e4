"""Search as a reader uses it: type, look at the list, follow the first line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from proofpack.model.library import Library
from tests.browser.conftest import Build, Serve, Tab, search

pytestmark = [pytest.mark.browser, pytest.mark.site]

_KEY_PAGES = {
    "about/safe-evidence.html",
    "contracts/chat-completions.html",
    "guides/escalation-note.html",
    "guides/reproduction-note.html",
}
EXACT = {
    "<API_KEY_PLACEHOLDER>": ("<API_KEY_PLACEHOLDER>", _KEY_PAGES),
    "API_KEY_PLACEHOLDER": ("<API_KEY_PLACEHOLDER>", _KEY_PAGES),
    "response_shape_observed": (
        "response_shape_observed",
        {
            "guides/escalation-note.html",
            "guides/reproduction-note.html",
        },
    ),
    "invalid_request": (
        "invalid_request",
        {
            "guides/contract-review.html",
            "guides/production-validation.html",
            "guides/escalation-note.html",
            "sources/errors.html",
        },
    ),
}
"""What is typed, to the text that stands on the right pages, and those pages."""


FILES = re.compile(r"/assets/search/")


@pytest.mark.parametrize("typed", EXACT)
def test_an_exact_name_leads_to_the_pages_that_hold_it(typed: str, tab: Tab, home: str) -> None:
    """A placeholder, a field or an error code lists its pages, the first of which shows it."""
    shown, right = EXACT[typed]
    page = tab.open(home)
    found = search(page, typed)
    assert found[0] in right, found
    assert right <= set(found), found
    page.get_by_role("option").first.click()
    page.wait_for_url(f"**/{found[0]}?**")
    expect(page.locator("article")).to_contain_text(shown, use_inner_text=True)


@pytest.mark.parametrize(
    ("faq", "question", "guide"),
    [
        ("contract-review", "limits-from-burst", "contract-review"),
        ("reproduction-note", "when-retries-stop", "reproduction-note"),
    ],
)
def test_a_question_leads_to_its_answer(
    faq: str, question: str, guide: str, tab: Tab, home: str, founding: Library
) -> None:
    """A question typed as it stands lists the page of questions first, and names its guide beside it."""
    (asked,) = founding.faqs[faq].chosen([question])
    page = tab.open(home)
    found = search(page, asked.question)
    assert found[0] == "faq.html", found
    expect(page.get_by_role("option").first).to_contain_text(
        f"Also in {founding.guides[guide].meta.title}"
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/faq.html?**")
    expect(page.get_by_role("heading", name=asked.question)).to_be_visible()


def test_every_question_is_among_the_first_three(tab: Tab, home: str, founding: Library) -> None:
    """No question is crowded out by pages that share its common words."""
    page = tab.open(home)
    asked = [one.question for faq in founding.faqs.values() for one in faq.record.questions]
    lost = {one: found for one in asked if "faq.html" not in (found := search(page, one)[:3])}
    assert len(asked) > 20
    assert not lost


def test_nothing_of_the_index_is_loaded_before_a_key(tab: Tab, home: str) -> None:
    """Opening the box loads nothing, a first letter the root, a word the scripts that hold it."""
    page = tab.open(home + "guides/contract-review.html")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".pp-search-input")).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert not list(filter(FILES.search, tab.requests))
    page.keyboard.press("r")
    page.wait_for_selector(".pp-search-list[aria-busy=false]", state="attached")
    loaded = sorted(path.rpartition("/")[2] for path in filter(FILES.search, tab.requests))
    assert loaded == ["box.css", "box.js", "find.js", "root.js"]
    expect(page.get_by_role("option").first).to_be_visible()
    assert search(page, "retry")
    assert len(list(filter(FILES.search, tab.requests))) > 2


@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_the_keys_of_the_theme_open_it(key: str, tab: Tab, home: str) -> None:
    """And type nothing; in a field they are letters."""
    page = tab.open(home + "guides/contract-review.html")
    page.keyboard.press(key)
    box = page.locator(".pp-search-input")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.pp-search")).to_be_hidden()
    field = page.locator(".pp-live input[type=text]").first
    field.press(key)
    expect(field).to_have_value(key)


def test_the_arrows_choose_and_enter_follows(tab: Tab, home: str) -> None:
    """The list is the box's, for screen readers too; from its end the arrow goes to its start."""
    page = tab.open(home)
    search(page, "rate limit")
    box, options = page.locator(".pp-search-input"), page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "true")
    count = options.count()
    assert count > 3
    page.keyboard.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    target = str(chosen.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(target)
    expect(page.locator("dialog.pp-search")).to_be_hidden()


_AT_ONCE = """([text, more, closes]) => {
  const box = document.querySelector(".pp-search-input")
  box.value = text
  box.dispatchEvent(new Event("input"))
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }))
  if (more) {
    box.value = more
    box.dispatchEvent(new Event("input"))
  }
  if (closes) box.closest("dialog").close()
}"""
"""Words in the box, Enter behind them and what follows, before anything can have answered."""


def test_enter_follows_the_answer_to_what_stands_in_the_box(tab: Tab, home: str) -> None:
    """It waits for that, on the first use of a page too, and never takes a line of an earlier list."""
    page = tab.open(home)
    wanted = {}
    for typed in ("streaming", "quota"):
        search(page, typed)
        wanted[typed] = str(page.get_by_role("option").first.get_attribute("href"))
    page.evaluate(_AT_ONCE, ["streaming"])
    page.wait_for_url(wanted["streaming"])
    expect(page.locator("dialog.pp-search")).to_be_hidden()
    tab.open(home).keyboard.press("/")
    page.evaluate(_AT_ONCE, ["quota"])
    page.wait_for_url(wanted["quota"])


def test_enter_is_forgotten_with_the_words_and_with_the_box(tab: Tab, home: str) -> None:
    """More words ask anew; who closes the box wants nothing more."""
    page = tab.open(home)
    page.keyboard.press("/")
    for words in (["quota", "streaming"], ["quota", "streaming"], ["streaming", "", True]):
        page.evaluate(_AT_ONCE, words)
        page.wait_for_selector(".pp-search-list[aria-busy=false]", state="attached")
        expect(page.locator(".pp-search-list mark", has_text="streaming").first).to_be_attached()
    expect(page.locator("dialog.pp-search")).to_be_hidden()
    expect(page).to_have_url(home)


def test_the_words_are_marked_where_they_led(tab: Tab, home: str) -> None:
    """On a page that is loaded, and on one that the theme swaps in."""
    page = tab.open(home + "guides/contract-review.html?h=retry#retry")
    marks = page.locator("article mark.pp-found")
    expect(marks.first).to_be_visible()
    assert all("retry" in text.lower() for text in marks.all_inner_texts())
    assert page.locator(".pp-notes").count() == 1
    assert page.locator(".pp-notes mark").count() == 0
    assert page.locator("mark mark").count() == 0


def test_a_link_asks_a_question(tab: Tab, home: str) -> None:
    """What stands behind `?q=` is asked, and leaves the address with the box."""
    page = tab.open(home + "?q=invalid_request")
    expect(page.locator(".pp-search-input")).to_have_value("invalid_request")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"^[^?]*$"))


def test_what_is_looked_for_stands_in_the_box_and_has_an_end(tab: Tab, home: str) -> None:
    """Of a long paste or link the rest is cut off where it is seen."""
    page = tab.open(home + "?q=" + "retry+" * 999)
    box = page.locator(".pp-search-input")
    expect(box).to_have_value(("retry " * 999)[:600])
    expect(page.get_by_role("option").first).to_be_visible()
    box.fill("quota " * 999)
    expect(box).to_have_value(("quota " * 999)[:600])


def test_nothing_found_is_no_dead_end(tab: Tab, home: str) -> None:
    """Words that are near, which ask when they are followed, and the list of guides."""
    page = tab.open(home)
    assert search(page, "authentikationless") == []
    options = page.get_by_role("option")
    expect(options.last).to_contain_text("Guides")
    assert options.count() > 1
    word = options.first.inner_text()
    options.first.click()
    expect(page.locator(".pp-search-input")).to_have_value(word)
    page.wait_for_selector(".pp-search-list[aria-busy=false]", state="attached")
    expect(page.locator(".pp-search-title").first).to_be_visible()


def test_it_works_from_a_folder(tab: Tab, site: Path) -> None:
    """Where a browser fetches nothing and starts no worker."""
    page = tab.open((site / "guides" / "contract-review.html").as_uri())
    assert search(page, "rate limit")
    page.keyboard.press("Enter")
    page.wait_for_url("file:///**?h=**")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("article mark.pp-found").first).to_be_attached()
    assert page.locator("mark mark").count() == 0
    assert tab.complaints == []


def test_it_needs_nothing_that_the_policy_forbids(tab: Tab, home: str) -> None:
    """No inline script, no evaluated text, no request but for scripts."""
    policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    body = "<nav class=md-header__inner></nav><script src=assets/proofpack-search.js></script>"
    bare = f"<!doctype html><html class=js>{head}<body>{body}"
    tab.page.route("**/alone.html", lambda way: way.fulfill(content_type="text/html", body=bare))
    page = tab.open(home + "alone.html")
    assert search(page, "insuficient rate limit")
    assert tab.complaints == []
    assert {path.rpartition(".")[2].partition("?")[0] for path in tab.requests} <= {
        "js",
        "css",
        "html",
    }


def test_a_piece_that_is_gone_brings_the_new_root(tab: Tab, home: str) -> None:
    """A site that was published anew while a page stood open; and what cannot be had at all is said."""
    page = tab.open(home)
    lost = re.compile(r"/assets/search/[0-9a-f]{10}\.js$")
    failed: list[str] = []

    def once(way: Route) -> None:
        if failed:
            way.continue_()
        else:
            failed.append("")
            way.abort()

    page.route(lost, once)
    assert search(page, "retry")
    assert any(path.endswith("root.js?1") for path in tab.requests)
    page.unroute(lost)
    page.route(lost, lambda way: way.abort())
    assert search(page, "jitter") == []
    expect(page.get_by_role("status").first).to_contain_text("could not be loaded")
    tab.complaints.clear()


def test_a_project_that_lists_the_themes_search_keeps_it(
    building: Build, serving: Serve, tmp_path: Path, browser: Browser
) -> None:
    """Whole, and ours is not there."""
    site = building(tmp_path, {"plugins: [proofpack]": "plugins: [search, proofpack]"})
    assert (site / "search" / "search_index.json").is_file()
    assert not (site / "assets" / "search").exists()
    with serving(site) as url:
        page = browser.new_page()
        page.goto(url)
        expect(page.locator(".md-search__input")).to_be_visible()
        expect(page.locator(".pp-search-open")).to_have_count(0)
        page.close()
