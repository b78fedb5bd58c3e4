"""Pages with little room, and by keyboard there: narrow, at 200 %, and with letters twice as large."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import SCREEN, Tab

pytestmark = [pytest.mark.browser, pytest.mark.site]
NARROW: ViewportSize = {"width": 320, "height": 640}
HALF: ViewportSize = {"width": 640, "height": 400}
"""A laptop at 200 %."""
PHONE: ViewportSize = {"width": 390, "height": 844}
GUIDE = "guides/escalation-note.html"
RECORD = "worksheets/escalation-note.html"

_WIDER = """() => [...document.querySelectorAll('body *')].filter(one => {
  const scrolls = up =>
    up && (/auto|scroll/.test(getComputedStyle(up).overflowX) || scrolls(up.parentElement))
  return one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width
    && one.getBoundingClientRect().right > innerWidth + 1
    && !scrolls(one.parentElement) && !one.closest('svg')
}).map(one => one.outerHTML.slice(0, 80))"""
_HIDDEN = """() => {
  const one = document.activeElement
  const box = one.getBoundingClientRect()
  if (one.closest('.md-header, .pp-dock, .md-skip, body:focus') || !box.width) return ''
  const seen = [0.1, 0.5, 0.9].flatMap(x => [0.1, 0.5, 0.9].map(y => [x, y])).some(([x, y]) => {
    const at = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)
    return at && (at === one || one.contains(at) || !at.closest('.md-header, .pp-dock'))
  })
  return seen ? '' : one.outerHTML.slice(0, 120)
}"""


def test_nothing_is_wider_than_a_narrow_page(tab: Tab, home: str, site: Path) -> None:
    """At 320 px, and at 200 % on a laptop, what does not fit scrolls in itself."""
    folders = {file.parent for file in site.glob("**/*.html")}
    for path in [file for folder in sorted(folders) for file in sorted(folder.glob("*.html"))[:4]]:
        page = tab.open(home + path.relative_to(site).as_posix())
        for size in (NARROW, HALF):
            page.set_viewport_size(size)
            assert page.evaluate(_WIDER) == [], path
            assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("size", [SCREEN, PHONE])
def test_letters_of_twice_the_size_fit(size: ViewportSize, tab: Tab, home: str) -> None:
    """Who sets them in the browser loses nothing, and scrolls in one direction."""
    tab.page.set_viewport_size(size)
    for path in (GUIDE, RECORD, "contracts/matrix.html", "freshness.html"):
        page = tab.open(home + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(_WIDER) == [], path


def _pressed(page: Page, key: str, times: int) -> list[str]:
    """Press a key, and return what of that which had the focus then was below a bar."""
    found = []
    for _ in range(times):
        page.keyboard.press(key)
        found.append(page.evaluate(_HIDDEN))
    return [one for one in found if one]


@pytest.mark.parametrize("size", [SCREEN, PHONE, HALF])
def test_what_has_the_focus_is_in_sight(size: ViewportSize, tab: Tab, home: str) -> None:
    """Below no header and no bar of a form, forwards and backwards; in no closed navigation."""
    tab.page.set_viewport_size(size)
    page = tab.open(home + RECORD)
    expect(page.locator(".pp-form .pp-input").first).to_be_visible()
    page.locator(".pp-form .pp-input").first.focus()
    assert _pressed(page, "Tab", 25) == []
    assert _pressed(page, "Shift+Tab", 25) == []


def test_a_narrow_page_opens_its_navigation_by_key(tab: Tab, home: str) -> None:
    """What is out of sight has no focus, and the button says what it opens."""
    tab.page.set_viewport_size(HALF)
    page = tab.open(home + GUIDE)
    entry = page.locator(".md-sidebar--primary").get_by_role("link", name="Home", exact=True)
    expect(entry).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Navigation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    entry.focus()
    expect(entry).to_be_focused()
