"""Three incidents, filled in, told what is documented, exported and printed, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Tab, serve_folder
from tests.browser.desks import Desk
from tests.browser.incidents import INCIDENTS, INTERNAL, SHEET, incident_site

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture(scope="module")
def incidents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the founding site, with tables on its worksheets and each quote found."""
    with serve_folder(incident_site(tmp_path_factory.mktemp("incidents"))) as url:
        yield url


def _choose(desk: Desk, field: str, value: str) -> None:
    name = re.compile(rf"^{value}\b")
    desk.leaf(f"record--{field}").get_by_role("radio", name=name).check(timeout=3000)


@pytest.mark.parametrize("name", INCIDENTS)
def test_an_incident_is_told_handed_over_and_printed(tab: Tab, incidents: str, name: str) -> None:
    """The wrong decision is told with its quote, nothing honest waits, and nothing internal is sent."""
    incident = INCIDENTS[name]
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    desk.with_rules()
    row, verdict, quote = incident.told
    for key, text in {"incident_id": INTERNAL, **incident.text}.items():
        desk.leaf(f"record--{key}").get_by_role("textbox").fill(text)
    wrong, choice = incident.wrong
    for key, value in {**incident.chosen, wrong: choice}.items():
        _choose(desk, key, value)
    desk.flush()

    documented = desk.leaf("record").locator(".pp-verdict:visible").first
    expect(documented).to_contain_text(f"{verdict} documented")
    expect(documented).to_contain_text(quote)
    expect(documented.get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))
    told = desk.leaf(f"record--{wrong}").locator(".pp-verdict")
    expect(told).to_contain_text(f'"{choice}" is against what is documented for {row}: {verdict}.')
    expect(told).to_contain_text(f'The page says "{quote}"')
    expect(told).to_contain_text("confirmed on 2026-11-15")

    desk.press("Export…")
    expect(desk.dialog).not_to_contain_text("not ready to leave")
    desk.dialog.get_by_role("button", name="Close").click()
    _choose(desk, wrong, incident.right)
    desk.flush()
    expect(told).to_be_hidden()
    message = desk.leaf("escalation").locator(".pp-message").inner_text()
    assert [said for said in incident.sent if said not in message] == []
    assert INTERNAL not in message
    assert tab.page.pdf(format="A4").count(b"/Type /Page\n") == 2
    assert tab.complaints == []


def test_a_decision_stands_with_a_reason(tab: Tab, incidents: str) -> None:
    """The field for it comes with the contradiction; what was typed is in the packet."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    reason = desk.leaf("record--decision_reason")
    expect(reason).to_be_hidden()
    desk.leaf("record--http_status").get_by_role("textbox").fill("400")
    _choose(desk, "retry_decision", "retry")
    desk.flush()
    expect(reason).to_be_visible()
    reason.get_by_role("textbox").fill("Support asked for one more attempt.")
    desk.flush()
    told = desk.leaf("record--retry_decision").locator(".pp-verdict")
    expect(told).to_contain_text('"retry" stands against what is documented for 400: Do not retry.')
    assert desk.answers()["record"]["decision_reason"] == "Support asked for one more attempt."


def test_only_what_is_known_and_confirmed_is_held_against_somebody(
    tab: Tab, incidents: str
) -> None:
    """Not a code that is half typed, and not a row of which a quote was never compared."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    desk.leaf("record--http_status").get_by_role("textbox").fill("500")
    code = desk.leaf("record--error_code").get_by_role("textbox")
    code.press_sequentially("invalid_req")
    desk.flush()
    documented = desk.leaf("record").locator(".pp-verdict:visible")
    expect(documented).to_have_text(["What is documented depends on: Error code."])
    code.press_sequentially("uest")
    desk.flush()
    expect(documented).to_contain_text(["Do not retry"])
    code.fill("upstream_failed")
    code.blur()
    _choose(desk, "retry_decision", "do_not_retry")
    desk.flush()
    expect(documented).to_have_count(1)
    for words in (
        "Retry with back-off not yet compared",
        "not yet compared: its page was last read on 2026-11-15",
        "Yours to set",
    ):
        expect(documented).to_contain_text(words)
    desk.leaf("record--http_status").get_by_role("textbox").fill("200")
    _choose(desk, "what_came_back", "expected")
    expect(documented).to_have_text(["“What do you see?” says nothing about this."])
