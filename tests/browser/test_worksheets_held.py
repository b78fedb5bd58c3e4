"""Answers that are held to each other on a page, and times as people and logs write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desks import HELD_TOGETHER, Desk
from tests.held import ANSWERS, FOUND

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture
def desk(browser: Browser, every_home: str) -> Iterator[Desk]:
    """The worksheet, in a time zone that is not UTC."""
    context = browser.new_context(timezone_id="Asia/Kathmandu", locale="en-GB")
    yield Desk.open(context.new_page(), every_home + HELD_TOGETHER, "held")
    context.close()


def test_what_other_answers_ask_for_is_left(desk: Desk, every_home: str) -> None:
    """Once they are there, at the foot of the page and where open packets are listed."""
    left = desk.page.locator(".pp-dock-left")
    expect(left).to_have_text("2 checklist items left")
    desk.leaf("record--shape").get_by_role("radio", name="error_json").check()
    desk.page.get_by_role("radio", name=re.compile("^Give up")).check()
    desk.flush()
    expect(left).to_have_text("1 required answer, then 2 checklist items left")
    desk.page.goto(every_home + "worksheets/index.html")
    expect(desk.page.locator(".pp-open li")).to_contain_text(
        "1 required answer, then 2 checklist items left"
    )


def test_a_time_becomes_utc_beside_local_time(desk: Desk) -> None:
    """Once the field is left. What may be two times is offered, and never guessed."""
    first, field = desk.box("First sent"), desk.leaf("record--first")
    first.fill("25/Jun/2026:05:12:00 +0200")
    expect(field.locator(".pp-local")).to_contain_text("25 Jun 2026")
    first.blur()
    expect(first).to_have_value("2026-06-25T03:12:00Z")
    expect(field.locator(".pp-local")).to_contain_text("08:57:00")
    assert desk.answers()["record"]["first"] == "2026-06-25T03:12:00Z"

    first.fill("2026-06-25 08:57")
    first.blur()
    expect(desk.findings("record--first")).to_contain_text(
        '"2026-06-25 08:57" names no time zone. Write 2026-06-25T08:57Z if it is UTC'
    )
    field.get_by_role("button", name="It is local time (UTC+05:45)").click()
    expect(first).to_have_value("2026-06-25T03:12Z")
    expect(desk.findings("record--first")).to_be_hidden()

    first.fill("06/07/2026 03:12 UTC")
    first.blur()
    field.get_by_role("button", name="It is 2026-06-07T03:12Z").click()
    expect(first).to_have_value("2026-06-07T03:12Z")
    expect(field.locator(".pp-offers")).to_be_hidden()


def test_an_hour_that_is_twice_or_never_is_not_guessed(browser: Browser, every_home: str) -> None:
    """Where the clock is put back both are offered, and where it is put forward none."""
    context = browser.new_context(timezone_id="America/Los_Angeles")
    desk = Desk.open(context.new_page(), every_home + HELD_TOGETHER, "held")
    first = desk.box("First sent")
    offers = desk.leaf("record--first").locator(".pp-offers button")
    for written, offsets in (
        ("2026-10-31 01:30", ["-07:00"]),
        ("2026-11-01 01:30", ["-07:00", "-08:00"]),
        ("2026-11-01 02:30", ["-08:00"]),
        ("2027-03-14 02:30", []),
    ):
        first.fill(written)
        first.blur()
        local = [f"It is local time (UTC{offset})" for offset in offsets]
        expect(offers).to_have_text(["It is UTC", *local])
    first.fill("2026-11-01 01:30")
    first.blur()
    offers.last.click()
    expect(first).to_have_value("2026-11-01T09:30Z")
    context.close()


def test_what_contradicts_is_told_beside_the_answer(desk: Desk) -> None:
    """The same as on the command line, as soon as both are there, until one is corrected."""
    packet = {"packet": "proofpack/1", "worksheet": "held", "version": "1", "answers": ANSWERS}
    desk.paste(json.dumps(packet))
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    told = desk.page.locator(".pp-live .pp-verdict:visible")
    rules = [rule for rule in FOUND.values() if rule not in ("bad-http-status", "missing-when")]
    expect(told).to_have_count(len(rules))
    said = " ".join(told.all_text_contents())
    assert '"2026-06-25T03:12:00Z" is before "First sent", "2026-06-25T03:14:30Z".' in said
    expect(desk.leaf("record--error_code").locator(".pp-required")).to_be_visible()

    desk.box("Last sent").fill("2026-06-25T03:15:00Z")
    desk.box("Attempts in all").fill("2")
    desk.box("Error code").fill("empty")
    expect(told).to_have_count(len(rules) - 2)
    expect(desk.leaf("record--error_code").locator(".pp-required")).to_be_hidden()
    decision = desk.leaf("record--decision")
    expect(decision.locator("output")).to_have_text("Go on")
    decision.get_by_role("button", name="Take the decision").click()
    expect(decision.locator("output")).to_have_text("Give up")
    expect(told).to_have_count(len(rules) - 3)

    message = desk.leaf("message").locator("pre .pp-paragraph:visible")
    unsettled = "not settled yet (Safety: 1 of 2 open)"
    expect(message).to_contain_text(
        [f"Status 503; we {unsettled}. Result: {unsettled}.", "Something is open."]
    )
    result = desk.leaf("record--result")
    expect(result).to_contain_text('"pass" rests on "Safety", which is still open (1 of 2 items).')
    result.get_by_role("button", name="Show what is open").click()
    expect(desk.leaf("safety--names").get_by_role("radio", name="Open")).to_be_focused()
    desk.leaf("safety--names").get_by_role("radio", name="Done").check()
    expect(told).to_have_count(len(rules) - 5)
    expect(message.last).to_contain_text("All of it holds.")


def test_an_answer_follows_its_decision(desk: Desk) -> None:
    """It is shown, not asked; and no response is a choice of its own."""
    decision, status = desk.leaf("record--decision"), desk.leaf("record--http_status")
    expect(decision.locator("output")).to_have_text("Not decided yet")
    expect(decision.locator("input")).to_have_count(0)
    desk.page.get_by_role("radio", name=re.compile("^Give up")).check()
    expect(decision.locator("output")).to_have_text("Give up")
    status.get_by_role("checkbox", name="no response").check()
    expect(desk.box("HTTP status")).to_have_value("none")
    expect(desk.leaf("message").locator("pre")).to_contain_text(
        "Status no response; we not settled yet (Safety: 2 of 2 open)."
    )
    desk.page.get_by_role("radio", name=re.compile("^Go on")).check()
    expect(decision.locator("output")).to_have_text("Go on")
    assert desk.answers()["record"] == {"http_status": "none", "decision": "go-on"}
    desk.box("HTTP status").fill("5xx")
    desk.box("HTTP status").blur()
    expect(status.get_by_role("checkbox", name="no response")).not_to_be_checked()
    expect(desk.findings("record--http_status")).to_contain_text("three digits")
    desk.page.get_by_role("button", name="Clear: Ending").click()
    expect(decision.locator("output")).to_have_text("Not decided yet")
