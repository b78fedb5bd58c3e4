"""Three incidents, filled in, told what is documented, exported and printed, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from proofpack.secrets import expand
from tests.browser.conftest import Tab, search, serve_folder
from tests.browser.desks import Desk
from tests.browser.incidents import INCIDENTS, INTERNAL, SHEET, incident_site
from tests.browser.test_paste import PASTE, paste
from tests.pastes import known

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture(scope="module")
def incidents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the founding site, with tables on its worksheets and each quote found."""
    with serve_folder(incident_site(tmp_path_factory.mktemp("incidents"))) as url:
        yield url


_DOCUMENTED = ".pp-verdict:has(.pp-facets):visible"


def _choose(desk: Desk, path: str, value: str) -> None:
    """Choose a value of a field, which is named by its id, or an option, which is named by its words."""
    words = value.replace("_", "[_ ]")
    radio = desk.leaf(path).get_by_role("radio", name=re.compile(rf"^{words}\b", re.IGNORECASE))
    radio.check(timeout=3000)


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
    message = desk.leaf("escalation").locator(".pp-message")
    result = {**incident.chosen, wrong: choice}["record--operator_result"]
    expect(desk.leaf("record--operator_result")).to_contain_text(
        f'"{result}" rests on "Minimum assertions", which is still open (5 of 5 items).'
    )
    expect(message).to_contain_text("not settled yet (Minimum assertions: 5 of 5 open)")
    for item in desk.leaf("assertions").get_by_role("radio", name="Done").all():
        item.check()
    desk.flush()

    documented = desk.leaf("record").locator(_DOCUMENTED).first
    expect(documented).to_contain_text(f"{verdict} documented")
    expect(documented).to_contain_text(quote)
    expect(documented.get_by_role("link").first).to_have_attribute("href", re.compile("^https://"))
    told = desk.leaf(wrong).locator(".pp-verdict:visible")
    expect(told).to_contain_text(f'"{choice}" is against what is documented for {row}: {verdict}.')
    expect(told).to_contain_text(f'The page says "{quote}"')
    expect(told).to_contain_text("confirmed on 15 Nov 2026")

    _choose(desk, wrong, incident.right)
    desk.flush()
    expect(told).to_be_hidden()
    for form in ("Markdown", "Slack", "Jira", "Plain text"):
        sent = desk.exported(form)
        assert INTERNAL not in sent
        assert incident.text["http_status"] in sent
    assert [said for said in incident.sent if said not in sent] == []
    assert re.search(r"decision_reason|record\.|proofpack/1|confirmed", sent) is None
    assert INTERNAL in desk.exported("JSON")
    assert tab.page.pdf(format="A4").count(b"/Type /Page\n") == 2
    assert tab.complaints == []


def test_a_decision_stands_with_a_reason(tab: Tab, incidents: str) -> None:
    """The field for it comes with the contradiction; what was typed is in the packet."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    reason = desk.leaf("record--decision_reason")
    expect(reason).to_be_hidden()
    desk.leaf("record--http_status").get_by_role("textbox").fill("200")
    _choose(desk, "record--what_came_back", "cut_stream")
    _choose(desk, "record--operator_result", "pass")
    desk.flush()
    expect(reason).to_be_visible()
    reason.get_by_role("textbox").fill("Our test cut it off on purpose.")
    desk.flush()
    told = desk.leaf("record--operator_result").locator(".pp-verdict:visible")
    expect(told.last).to_contain_text(
        '"pass" stands against what is documented for A stream that stops'
    )
    assert desk.answers()["record"]["decision_reason"] == "Our test cut it off on purpose."


def test_the_answers_of_an_incident_agree(tab: Tab, incidents: str) -> None:
    """A last attempt before the first is told, an attempt has its own verdict; one decision counts."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    attempts = desk.leaf("attempts")
    for label, text in (
        ("First attempt sent at", "2026-11-20T02:14:00Z"),
        ("Last attempt sent at", "2026-11-20T02:10:00Z"),
        ("HTTP status", "500"),
        ("Error code", "invalid_request"),
    ):
        attempts.get_by_role("textbox", name=label, exact=True).fill(text)
    _choose(desk, "attempts--attempt--decision", "retry")
    _choose(desk, "retry-decision", "escalate")
    desk.flush()
    expect(desk.leaf("attempts--last_sent_at")).to_contain_text("is before")
    told = desk.leaf("attempts--attempt--decision").locator(".pp-verdict")
    expect(told).to_contain_text(
        '"retry" is against what is documented for 500 with invalid_request'
    )
    shown = desk.leaf("record--retry_decision")
    expect(shown).to_contain_text("Escalate")
    expect(shown.get_by_role("radio")).to_have_count(0)


def test_only_what_is_known_and_confirmed_is_held_against_somebody(
    tab: Tab, incidents: str
) -> None:
    """Not a code that is half typed, and not a row of which a quote was never compared."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    desk.leaf("record--http_status").get_by_role("textbox").fill("500")
    code = desk.leaf("record--error_code").get_by_role("textbox")
    code.press_sequentially("invalid_req")
    desk.flush()
    documented = desk.leaf("record").locator(".pp-verdict:visible:not(:has(button))")
    expect(documented).to_have_text(["What is documented depends on: Error code."])
    code.press_sequentially("uest")
    desk.flush()
    expect(documented).to_contain_text(["Do not retry"])
    code.fill("upstream_failed")
    code.blur()
    _choose(desk, "retry-decision", "do_not_retry")
    desk.flush()
    expect(documented).to_have_count(1)
    for words in (
        "Retry with back-off unchecked",
        "unchecked: its page was last read on 15 Nov 2026",
        "Yours to set",
    ):
        expect(documented).to_contain_text(words)
    desk.leaf("record--http_status").get_by_role("textbox").fill("200")
    _choose(desk, "record--what_came_back", "expected")
    expect(documented).to_have_text(["The table “What do you see?” has no row for this."])


# --- from a paste, by keyboard alone ----------------------------------------------------------

MOST_ACTIONS = 25
_TYPED = {"attempt_budget": "3"}
_PASTED = {
    "bursts of 429": (["burst-json-log", "burst-curl-i"], 0),
    "a 500 that is an invalid request": (["malformed-session"], 2),
    "a stream that was cut off": (["burst-curl-command", "cut-stream-curl"], 1),
}
"""What is pasted, and how many lines of what it would fill wait for a tick: the decision that is
documented, and that it was the first try."""
_CHOSEN = {
    "reproducibility": "Space",
    "operator_result": "ArrowUp",
    "stopping_reason": "ArrowDown",
    "retry-decision": "ArrowDown",
}
"""Keys that choose: the first, the last and the second."""


def _on_its_page(tab: Tab, incidents: str, text: str, name: str) -> tuple[Desk, int]:
    """Paste on the page of the worksheet; return it, and how many actions that took."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    tab.page.keyboard.press("Alt+Shift+V")
    expect(tab.page.locator(".pp-paste textarea")).to_be_focused()
    paste(tab.page, text)
    documented = tab.page.locator(".pp-paste-read .pp-verdict")
    expect(documented.filter(has_text=INCIDENTS[name].told[2])).to_have_count(1)
    unticked = _PASTED[name][1]
    expect(tab.page.locator(".pp-paste-read input:not(:checked)")).to_have_count(unticked)
    for key in (*["Shift+Tab", "Space"] * unticked, *["Tab"] * unticked, "Enter"):
        tab.page.keyboard.press(key)
    return desk, 3 + 3 * unticked


def _on_the_index(tab: Tab, incidents: str, text: str, name: str) -> tuple[Desk, int]:
    """Paste on a page that fills in nothing, and choose the worksheet."""
    page, keys = tab.page, tab.page.keyboard
    tab.open(f"{incidents}worksheets/index.html")
    box = page.locator(".pp-paste-here textarea")
    focused = "one => one === document.activeElement"
    actions = 0
    for key in ("Tab", "Enter"):  # skip to the content
        keys.press(key)
        actions += 1
    while not box.evaluate(focused) and actions < MOST_ACTIONS:
        keys.press("Tab")
        actions += 1
    page.evaluate(PASTE, [box.element_handle(), text])
    documented = page.locator(".pp-paste-here .pp-verdict")
    told = documented.filter(has_text=INCIDENTS[name].told[2])
    expect(told).to_have_count(1, timeout=15_000)  # schemas are loaded first
    expect(documented).to_have_count(1)
    beside = documented.evaluate("card => card.nextElementSibling.className")
    assert beside == "pp-offer", "what takes it stands right below"
    expect(page.locator(".pp-paste-read")).to_be_focused()
    offer = page.locator(".pp-offer button").first
    while not offer.evaluate(focused) and actions < MOST_ACTIONS:
        keys.press("Tab")
        actions += 1
    expect(offer).to_be_focused()  # else Enter would follow a link of the page
    keys.press("Enter")
    page.wait_for_url(f"{incidents}worksheets/{SHEET}.html")
    desk = Desk(page, SHEET).ready()
    desk.with_rules()
    return desk, actions + 2


@pytest.mark.parametrize("name", _PASTED)
def test_from_paste_to_message_by_keyboard_alone(tab: Tab, incidents: str, name: str) -> None:
    """In at most 25 actions; nothing is typed that stood in what was pasted."""
    page, keys = tab.page, tab.page.keyboard
    pasted, _ = _PASTED[name]
    texts = {one["name"]: one["text"] for one in known("own")}
    begin = _on_the_index if name == "bursts of 429" else _on_its_page
    desk, actions = begin(tab, incidents, "".join(texts[one] for one in pasted), name)
    left = page.locator(".pp-dock-left")
    filled = []
    while "required answer" in left.inner_text() and actions < MOST_ACTIONS:
        keys.press("Alt+Shift+N")
        here = page.evaluate("document.activeElement.id").split("--", 2)[1:]
        field = re.split(r"--|\.", here[0] if here[0] == "retry-decision" else here[1])[0]
        if field in _TYPED:
            keys.insert_text(_TYPED[field])
        else:
            keys.press(_CHOSEN[field])
        actions += 2
        filled.append(field)
        desk.flush()
    # What no paste says: how it repeats, what it means, how often it may be tried, why nobody went on.
    decided = {"retry-decision"} if "a 500" in name else set()
    assert sorted(filled) == sorted({*_TYPED, *_CHOSEN} - decided)
    keys.press("Alt+Shift+M")
    assert actions + 1 <= MOST_ACTIONS, filled
    message = desk.leaf("escalation").locator(".pp-message").inner_text()
    assert INCIDENTS[name].sent[0] in message
    assert "Compared with: https://" in message
    assert re.search("<|not settled", message) is None
    assert tab.complaints == []


def test_what_is_documented_is_offered_with_its_quote(tab: Tab, incidents: str) -> None:
    """One press takes the decision or the page; the wait that the answer asked for stands beside it."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    desk.with_rules()
    for key, text in {"http_status": "429", "error_code": "none", "retry_after": "20"}.items():
        desk.leaf(f"record--{key}").get_by_role("textbox").fill(text)
    desk.flush()
    documented = desk.leaf("record").locator(".pp-verdict", has_text="How to wait")
    expect(documented).to_contain_text("Retry-After of the response20 s")
    offer = desk.leaf("retry-decision").locator(".pp-verdict")
    expect(offer).to_contain_text("Rate limiting or temporary saturation.")
    offer.get_by_role("button", name="Take “Retry”").click()
    source = desk.leaf("record--source_reference")
    page = source.locator(".pp-verdict").get_by_role("link").inner_text()
    source.get_by_role("button", name="Take the page “CometAPI error codes and handling”").click()
    desk.flush()
    expect(offer).to_be_hidden()
    expect(desk.leaf("record--retry_decision")).to_contain_text("Retry")
    answers = desk.answers()
    assert answers["retry-decision"]["option"] == "retry"
    assert answers["record"]["source_reference"] == page
    assert page.startswith("https://")
    desk.leaf("record--http_status").get_by_role("textbox").fill("none")
    desk.flush()
    expect(tab.page.locator(".pp-verdict:visible button")).to_have_count(0)
    assert tab.complaints == []


def test_a_later_paste_is_told_by_what_it_says(tab: Tab, incidents: str) -> None:
    """The verdict above the list has the wait of the paste, and none where that has none."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    documented = tab.page.locator(".pp-paste-read .pp-verdict")
    head = "HTTP/2 429\ndate: Wed, 25 Nov 2026 03:12:0{} GMT\n{}\n"
    body = '{"error": {"message": "slow down", "code": "rate_limit_exceeded"}}'
    paste(tab.page, head.format(1, "retry-after: 20\n") + body)
    expect(documented).to_contain_text("Retry-After of the response20 s")
    tab.page.get_by_role("button", name=re.compile("^Fill")).first.click()
    desk.flush()
    paste(tab.page, head.format(5, "retry-after: 12\n") + body)
    expect(documented).to_contain_text("Retry-After of the response12 s")
    tab.page.get_by_role("button", name="Discard").click()
    paste(tab.page, head.format(7, "") + body)
    expect(documented).to_contain_text("Rate limiting or temporary saturation.")
    expect(documented).not_to_contain_text("Retry-After of the response")
    assert tab.complaints == []


def test_a_quote_says_for_what_it_is_documented(tab: Tab, incidents: str) -> None:
    """Where a field takes it, it is no expectation: the status stands before it."""
    Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    tab.page.evaluate(
        """sheet => {
          const { fields } = Proofpack.schemas[sheet].parts.find(part => part.id === "record")
          fields.find(field => field.id === "sanitary_error_summary").maps_to = "verdict.quote"
        }""",
        SHEET,
    )
    paste(tab.page, "status=429 path=/v1/x code=rate_limit_exceeded")
    quoted = re.compile("Documented for 429.*: “Rate limiting or temporary saturation\\.”")
    expect(tab.page.locator(".pp-paste-fields")).to_contain_text(quoted)


def test_what_somebody_sees_leads_to_its_row(tab: Tab, incidents: str) -> None:
    """On the first screen of a phone, from a list and from search, and a filter leaves that row."""
    tab.page.set_viewport_size({"width": 390, "height": 844})
    page = tab.open(f"{incidents}see.html")
    seen = page.locator("article > ul > li")
    expect(seen).to_have_count(6)
    expect(seen.last).to_be_in_viewport(ratio=0.5)
    page.get_by_role("link", name="403, the firewall").click()
    row = page.locator("tr:has(:target)")
    expect(row).to_contain_text("Escalate with the request's id")
    expect(row).to_be_in_viewport()
    for width in (390, 320, 703):
        page.set_viewport_size({"width": width, "height": 844})
        wide = "document.scrollingElement.scrollWidth > innerWidth"
        assert not page.evaluate(wide), width
        assert page.locator("td").evaluate_all(
            "(all, most) => all.every(td => td.getBoundingClientRect().right <= most)", width
        )
    page.get_by_label("Filter by status or words").fill("524")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    page.get_by_label("Filter by status or words").blur()
    found = search(page, "524")
    assert found[0] == "tables/statuses.html", page.locator(".pp-search-list").inner_text()
    page.locator(".pp-search-list [role=option]").first.click()
    page.wait_for_url("**/tables/statuses.html?*#upstream")
    assert tab.complaints == []


def test_what_stays_inside_is_in_no_sentence_for_support(tab: Tab, incidents: str) -> None:
    """The one attempt that was pasted has its entry; its id, which stays there, is in no summary."""
    desk = Desk.open(tab.page, f"{incidents}worksheets/{SHEET}.html", SHEET)
    tab.page.keyboard.press("Alt+Shift+V")
    expect(tab.page.locator(".pp-paste textarea")).to_be_focused()
    text = next(one["text"] for one in known("own") if one["name"] == "malformed-session")
    paste(tab.page, text)
    tab.page.get_by_role("button", name=re.compile("^Fill")).first.click()
    desk.flush()
    answers = desk.answers()
    assert answers["attempts"]["attempt"][0]["request_id"] == "0dd1-500"
    assert answers["attempts"]["attempt"][0]["status"] == "500"
    assert "invalid_request" in answers["record"]["sanitary_error_summary"]
    assert "0dd1-500" not in json.dumps({**answers, "attempts": None})
    summary = tab.page.get_by_role("checkbox", name=re.compile("in these words"))
    paste(
        tab.page,
        f"Since this night it fails on and off, with {expand('sk-{base62:48}')} as before.",
    )
    expect(tab.page.locator(".pp-paste-read")).to_contain_text("An error of a program")
    expect(summary).not_to_be_checked()
    expect(tab.page.get_by_role("button", name="Fill 0 fields")).to_be_disabled()
    summary.check()
    tab.page.get_by_role("button", name="Fill 1 field").click()
    desk.flush()
    kept = desk.answers()["record"]["sanitary_error_summary"]
    assert kept == "Since this night it fails on and off, with <REDACTED:provider-key-1> as before."
