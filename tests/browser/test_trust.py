"""What a page says of its own trust: how long ago, what has become due, and the quotes of citations."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from proofpack.project.reader import ProjectReader
from proofpack.site.render import render
from proofpack.text.text_fragment import text_fragment
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.site]

GUIDE = "guides/escalation-note"
CITES = "guides/production-validation.html"
LATER = "2027-01-15"
"""A day after the review of the guide was due, which the site of an earlier day has not seen."""
QUOTE = "Use CometAPI POST /v1/chat/completions to send multi-message conversations"
_DAYS = re.compile(r'data-(?:from|until)="[^>]*>')


def at(page: Page, day: str) -> None:
    """Let a day stand for today on a page."""
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00"))


def test_a_page_that_was_left_on_a_server_says_what_a_build_of_today_says(
    fresh_tab: Tab, home: str, founding_root: Path
) -> None:
    """A review that became due is overdue, days are counted, and the build keeps its own day."""
    at(fresh_tab.page, LATER)
    page = fresh_tab.open(f"{home}{GUIDE}.html")
    head = page.locator(".pp-head")
    expect(head.locator(".pp-overdue")).to_have_text("overdue since 15 Dec 2026")
    expect(head.locator(".pp-overdue")).to_be_visible()
    expect(head).to_contain_text("18 Jun 2026 · 211 days ago")
    built = render(ProjectReader(founding_root).read(datetime.date.fromisoformat(LATER))[1])
    marks = _DAYS.findall(built.pages[f"{GUIDE}.md"].text)
    shown = page.locator(".pp-head [data-from], .pp-head [data-until]")
    states = [" hidden" in mark for mark in marks]
    assert states == shown.evaluate_all("all => all.map(one => one.hidden)") == [True, True, False]
    expect(page.locator(".pp-foot")).to_contain_text("Built on 20 Nov 2026")
    at(fresh_tab.page, "2026-06-19")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(head).to_contain_text("18 Jun 2026 · yesterday")
    expect(head.locator(".pp-due")).to_have_count(2)
    assert not head.locator(".pp-due:visible").count()
    assert not fresh_tab.complaints


def test_a_citation_shows_its_quote(tab: Tab, home: str) -> None:
    """While it is pointed at or has the focus, with what leads to the words on their page."""
    page = tab.open(home + CITES)
    cite, tip = page.locator("a.pp-cite").first, page.locator(".pp-tip")
    cite.hover()
    expect(tip.locator("q")).to_have_text(QUOTE)
    place = tip.locator("a.pp-place")
    address = "https://apidoc.cometapi.com/api/text/chat"
    expect(place).to_have_attribute("href", text_fragment(address, QUOTE))
    place.hover()
    page.mouse.move(2, 2)
    expect(tip).to_have_count(0)
    cite.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(place).to_be_focused()
    page.keyboard.press("Escape")
    expect(tip).to_have_count(0)
    expect(cite).to_be_focused()
    expect(page.locator(".pp-notes")).to_be_hidden()
    page.emulate_media(media="print")
    notes = page.locator(".pp-notes")
    expect(notes).to_be_visible()
    numbers = page.locator("a.pp-cite").evaluate_all(
        "all => new Set(all.map(a => a.innerText)).size"
    )
    assert notes.locator("li").count() >= numbers > 5
    cited = page.locator("a.pp-cite", has_text=re.compile("^3$")).first.get_attribute("href")
    expect(notes.locator("li").nth(2).locator("a").first).to_have_attribute("href", str(cited))
    assert not tab.complaints


def test_a_tap_shows_a_quote_and_without_scripts_they_stand_below(
    browser: Browser, unscripted: Page, home: str
) -> None:
    """With a finger there is no pointing, and a tap elsewhere closes it."""
    phone = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = phone.new_page()
    page.goto(home + CITES)
    page.locator("a.pp-cite").first.tap()
    expect(page.locator(".pp-tip q")).to_be_visible()
    box = page.locator(".pp-tip").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.url.partition("#")[0] == home + CITES
    page.locator("h1").tap()
    expect(page.locator(".pp-tip")).to_have_count(0)
    phone.close()
    unscripted.goto(home + CITES)
    expect(unscripted.locator(".pp-notes li").first).to_be_visible()
