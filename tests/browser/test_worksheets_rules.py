"""The rules of secrets come once somebody begins; before them nothing is kept or handed over."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Route, expect

from tests.browser.conftest import Tab
from tests.browser.desks import SOME, WHOLE, Desk, key
from tests.browser.test_worksheets_page import swap

pytestmark = [pytest.mark.browser, pytest.mark.site]
RULES = "**/rules.js*"


class Held:
    """Rules that are asked for and do not come before they are let go."""

    def __init__(self, tab: Tab) -> None:
        self.page = tab.page
        self.routes: list[Route] = []
        tab.page.route(RULES, self.hold)

    def hold(self, route: Route) -> None:
        """Keep what was asked for."""
        self.routes.append(route)

    def let_go(self) -> None:
        """Let the rules come."""
        for route in self.routes:
            route.continue_()


@pytest.fixture
def held(tab: Tab) -> Held:
    """Rules that do not come before they are let go."""
    return Held(tab)


@pytest.fixture
def desk(held: Held, tab: Tab, every_home: str) -> Desk:
    """A worksheet whose rules are held; a copy that is made and a window that is printed are noted."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    tab.page.evaluate("""() => {
      self.left = []
      self.print = () => self.left.push('print')
      navigator.clipboard.writeText = text => { self.left.push(text); return Promise.resolve() }
    }""")
    return desk


ACTS: dict[str, Callable[[Desk], None]] = {
    "export": lambda desk: desk.press("Export…"),
    "import": lambda desk: desk.press("Import…"),
    "print": lambda desk: desk.press("Print"),
    "duplicate": lambda desk: desk.press("Duplicate"),
    "new": lambda desk: desk.press("New"),
    "reset": lambda desk: desk.press("Reset"),
    "delete": lambda desk: desk.press("Delete"),
    "copy": lambda desk: desk.page.get_by_role("button", name="Copy message").click(),
    "a pause": lambda desk: desk.page.evaluate("Proofpack.page.flush()"),
    "hidden": lambda desk: desk.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))"),
}


def test_a_reader_loads_no_rules(held: Held, desk: Desk) -> None:
    """Rules are asked for with the first field that is entered, and not to read."""
    assert held.routes == []
    with desk.page.expect_request(RULES):
        desk.box("Summary").focus()


@pytest.mark.parametrize("act", ACTS)
def test_nothing_leaves_before_the_rules_are_there(act: str, held: Held, desk: Desk) -> None:
    """Whatever is done with what was typed waits, and then finds the key in it."""
    secret = key()
    desk.box("Summary").fill(f"used {secret}")
    ACTS[act](desk)
    expect(desk.state).to_contain_text("Not saved yet")
    assert desk.page.evaluate("left") == []
    assert desk.kept() == {}
    expect(desk.dialog).to_have_count(0)
    expect(desk.box("Summary")).to_have_value(f"used {secret}")
    held.let_go()
    expect(desk.state).not_to_contain_text("Not saved yet")
    desk.flush()
    assert secret not in json.dumps([desk.kept(), desk.page.evaluate("left")])
    if act in ("export", "print", "copy"):
        expect(desk.dialog).to_contain_text("not ready to leave")
    if act in ("a pause", "hidden"):
        assert desk.answers()["record"]["summary"] == "used <REDACTED:provider-key-1>"


def test_paper_shows_nothing_that_no_rule_has_seen(desk: Desk) -> None:
    """The browser's own command for printing cannot be held, so the fields are."""
    secret = key()
    desk.box("Summary").fill(secret)
    desk.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = desk.page.locator(".pp-printed").all_text_contents()
    assert "(held back: not yet looked at for secrets)" in printed
    assert secret not in "".join(printed)


def test_who_leaves_before_the_rules_are_there_is_asked(fresh_tab: Tab, every_home: str) -> None:
    """What was typed is not lost in silence; once it is stored, nobody asks."""
    held, desk = Held(fresh_tab), Desk.open(fresh_tab.page, every_home + WHOLE)
    asked: list[str] = []

    def hear(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    fresh_tab.page.on("dialog", hear)
    desk.box("Summary").fill("typed")
    fresh_tab.page.evaluate("location.href = 'about:blank'")
    expect(desk.box("Summary")).to_have_value("typed")
    assert asked == ["beforeunload"]
    held.let_go()
    expect(desk.state).to_contain_text("Saved")
    assert desk.answers()["record"]["summary"] == "typed"
    fresh_tab.page.goto("about:blank")
    assert asked == ["beforeunload"]


def test_rules_that_cannot_be_loaded_are_said_and_asked_for_again(
    tab: Tab, every_home: str
) -> None:
    """The page says so, keeps nothing, and goes on where they come."""
    tab.page.route(RULES, lambda way: way.abort())
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.box("Summary").fill("typed")
    fault = desk.bar.locator("> .pp-fault")
    expect(fault).to_contain_text("could not be loaded")
    desk.press("Export…")
    expect(desk.dialog).to_have_count(0)
    expect(desk.state).to_contain_text("Not saved yet")
    assert desk.kept() == {}
    tab.page.unroute(RULES)
    desk.hand_over()
    expect(desk.dialog).to_contain_text("Message for support: “Packet 1”")
    expect(fault).to_be_empty()
    assert desk.answers()["record"]["summary"] == "typed"
    tab.complaints.clear()


def test_what_was_typed_outlives_a_page_that_is_swapped(
    held: Held, tab: Tab, every_instant: str
) -> None:
    """Where the theme swaps pages without a load, nobody is asked: the next page waits for the rules."""
    secret = key()
    desk = Desk.open(tab.page, every_instant + WHOLE)
    desk.box("Summary").fill(f"used {secret}")
    swap(tab.page, "Some", SOME)
    expect(tab.page.locator(".pp-bar")).to_have_count(0)
    assert desk.kept() == {}
    held.let_go()
    expect(desk.ready().box("Summary")).to_have_value("used <REDACTED:provider-key-1>")
    assert secret not in json.dumps(desk.kept())
