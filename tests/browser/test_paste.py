"""The box on a worksheet: what somebody pastes fills it once she agrees, and nothing of it is kept."""

from __future__ import annotations

import json
import re
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, expect

from proofpack.secrets import expand
from tests.browser.conftest import Tab
from tests.browser.desks import INCIDENT, WHOLE, Desk, key
from tests.browser.test_worksheets_page import faults
from tests.pastes import known

pytestmark = [pytest.mark.browser, pytest.mark.site]
PASTE = """([box, text]) => {
  const data = new DataTransfer()
  data.setData("text/plain", text)
  const given = { clipboardData: data, bubbles: true, cancelable: true }
  box.dispatchEvent(new ClipboardEvent("paste", given))
}"""
_KEPT = "Object.keys(localStorage).filter(key => key.startsWith('proofpack'))"


@pytest.fixture
def desk(tab: Tab, every_home: str) -> Desk:
    """A worksheet whose fields say what they take."""
    return Desk.open(tab.page, every_home + INCIDENT, "incident")


def paste(page: Page, text: str) -> None:
    """Paste into the box, and wait until it was read."""
    box = page.locator(".pp-paste textarea")
    page.evaluate(PASTE, [box.element_handle(), text])
    expect(page.locator(".pp-paste-read details").last).to_be_visible(timeout=15_000)


def everywhere(tab: Tab) -> str:
    """Return whatever the page keeps or tells: storage, title, address, requests, console, source."""
    kept = "[localStorage, sessionStorage].map(one => ({...one})).concat(document.title)"
    page = tab.page
    return json.dumps([page.evaluate(kept), page.url, tab.requests, tab.complaints, page.content()])


def test_a_paste_fills_once_she_agrees(tab: Tab, desk: Desk) -> None:
    """It shows what it would fill; Enter fills it; what she had typed stays; undo brings all back."""
    page = desk.page
    desk.box("Error code").fill("typed by hand")
    desk.flush()
    before = desk.kept()
    pastes = {one["name"]: one["text"] for one in known("own")}
    text = pastes["burst-plain-log"] + pastes["burst-curl-v"]
    assert "paste.js" not in " ".join(tab.requests)
    paste(page, text)
    expect(page.locator(".pp-paste-read")).to_contain_text("1 secret taken out before it was read")
    expect(page.get_by_role("button", name=re.compile(r"^Fill \d+ fields$"))).to_be_focused()
    expect(page.get_by_role("checkbox", name=re.compile("^Error code"))).not_to_be_checked()
    assert desk.kept() == before
    assert key()[3:] not in everywhere(tab)
    page.keyboard.press("Enter")
    expect(desk.box("HTTP status")).to_have_value("429")
    expect(desk.box("Error code")).to_have_value("typed by hand")
    answers = desk.stored()[0]["answers"]["record"]
    assert answers["first"] == "2026-11-25T03:12:00.120Z"
    assert answers["shape"] == "error_json"
    assert answers["tries"] == [{"number": str(n), "status": "429"} for n in (1, 2, 3)]
    sent = "POST https://api.cometapi.com/v1/chat/completions"
    assert answers["request"] == sent + "\nAuthorization: Bearer <API_KEY_PLACEHOLDER>"
    assert key()[3:] not in everywhere(tab)
    desk.bar.get_by_role("button", name="Undo").click()
    expect(desk.box("HTTP status")).to_have_value("")
    expect(desk.box("Error code")).to_have_value("typed by hand")
    assert "paste.js" in " ".join(tab.requests)


def test_what_is_discarded_leaves_nothing(tab: Tab, desk: Desk) -> None:
    """Of a paste in which nothing was recognised, and of one that she does not want."""
    page = desk.page
    paste(page, "Since three some requests fail, " + key())
    expect(page.locator(".pp-paste-read")).to_contain_text("Nothing that a field could take")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".pp-paste textarea")).to_be_focused()
    paste(page, f"status=503 request_id={expand('{hex:12}')} key={key()}")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".pp-paste-read")).to_be_empty()
    assert desk.kept() == {}
    said = everywhere(tab)
    assert not [one for one in (key()[3:], expand("{hex:12}")) if one in said]


def test_a_recording_is_dropped_as_a_file(desk: Desk) -> None:
    """The route that failed last comes first; another can be chosen; what was not read is said."""
    page = desk.page

    def entry(url: str, status: int) -> dict[str, object]:
        headers = [{"name": "Authorization", "value": f"Bearer {key()}"}]
        body = json.dumps({"error": {"message": "slow down", "code": f"code_{status}"}})
        return {
            "startedDateTime": "2026-11-25T03:12:00Z",
            "time": 120,
            "request": {"method": "POST", "url": url, "headers": headers},
            "response": {"status": status, "headers": [], "content": {"text": body}},
        }

    chat, other = (
        "https://api.example.org/v1/chat/completions?a=b",
        "https://api.example.org/v1/files",
    )
    log = {"log": {"entries": [entry(other, 404), entry(chat, 429), entry(chat, 200)]}}
    made = FilePayload(name="a.har", mimeType="", buffer=json.dumps(log).encode())
    page.locator(".pp-paste input[type=file]").set_input_files(made)
    read = page.locator(".pp-paste-read")
    expect(read).to_contain_text("1 other request of this recording not read")
    expect(read).to_contain_text("code_429")
    page.get_by_label("Request of the recording").select_option("POST api.example.org/v1/files")
    expect(read).to_contain_text("code_404")
    assert key()[3:] not in page.content()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_file_is_read_in_the_encoding_that_it_names(desk: Desk, encoding: str) -> None:
    """As PowerShell writes what a program prints."""
    text = f"\ufeffHTTP/2 429\r\nretry-after: 20\r\nx-request-id: req-é\r\n\r\n{key()}\r\n"
    made = FilePayload(name="out.txt", mimeType="", buffer=text.encode(encoding))
    desk.page.locator(".pp-paste input[type=file]").set_input_files(made)
    read = desk.page.locator(".pp-paste-read")
    expect(read).to_contain_text("Read: an answer. 1 secret taken out")
    expect(read).to_contain_text("req-é")


def test_a_long_paste_says_what_was_not_read(desk: Desk) -> None:
    """The first and the last of it are read, and the page stays alive meanwhile."""
    page = desk.page
    page.evaluate("""() => {
      self.longest = 0
      let last = performance.now()
      const beat = () => {
        const now = performance.now()
        self.longest = Math.max(self.longest, now - last)
        last = now
        setTimeout(beat)
      }
      beat()
    }""")
    line = "2026-11-25T03:12:00Z status=502 path=/v1/chat/completions note=nothing-to-see-here\n"
    paste(page, line * (600_000 // len(line)))
    expect(page.locator(".pp-paste-read")).to_contain_text("kB between them were not")
    assert page.evaluate("self.longest") < 1000  # a turn has 12 ms; this machine may be busy


def test_of_many_attempts_the_first_and_the_last_are_filled_in(desk: Desk) -> None:
    """As many as somebody looks through; how many there were is said."""
    lines = [f"attempt={n} status=429 path=/v1/x\n" for n in range(1, 31)]
    paste(desk.page, "".join(lines))
    said = desk.page.locator(".pp-paste-read")
    expect(said).to_contain_text("Attempt Record, the first and the last 10 of 30")
    desk.page.keyboard.press("Enter")
    tries = desk.answers()["record"]["tries"]
    assert [int(one["number"]) for one in tries] == [*range(1, 11), *range(21, 31)]


def test_rules_that_cannot_be_loaded_are_said(tab: Tab, desk: Desk) -> None:
    """Without them nothing is read at all."""
    tab.page.route("**/rules.js*", lambda way: way.abort())
    box = desk.page.locator(".pp-paste textarea")
    desk.page.evaluate(PASTE, [box.element_handle(), "status=503"])
    expect(desk.page.locator(".pp-paste [role=status]")).to_contain_text("could not be loaded")
    expect(desk.page.locator(".pp-paste-read")).to_be_empty()
    tab.complaints.clear()


# --- on a page that fills in nothing -----------------------------------------------------------


def test_a_paste_on_another_page_is_carried_to_a_worksheet(tab: Tab, every_home: str) -> None:
    """Nothing of it is loaded before, and nothing stored until she chooses; then it is open there."""
    page = tab.page
    page.goto(every_home + "worksheets/index.html")
    box = page.locator(".pp-paste-here textarea")
    expect(box).to_be_visible()
    before = [one.split("/")[-1] for one in tab.requests if "/assets/worksheets/" in one]
    assert before == ["paste-box.js"]  # of less than 1 kB
    pastes = {one["name"]: one["text"] for one in known("own")}
    page.evaluate(PASTE, [box.element_handle(), pastes["burst-curl-v"]])
    offer = page.get_by_role("button", name="Fill Incident with this")
    shown = page.locator(".pp-paste-here")
    expect(shown.locator(".pp-paste-read")).to_be_focused()
    expect(offer).to_be_visible()
    expect(shown).to_contain_text("1 secret taken out before it was read")
    page.get_by_text("fields, all required is there").click()
    expect(shown).to_contain_text("rate_limit_exceeded")
    assert faults(page) == []
    assert page.evaluate(_KEPT) == []
    assert key()[3:] not in everywhere(tab)
    page.evaluate("""() => {
      self.set = Storage.prototype.setItem
      Storage.prototype.setItem = () => { throw new DOMException("no", "SecurityError") }
    }""")
    offer.press("Enter")
    expect(shown).to_contain_text(
        "keeps nothing from one page to the next. Paste it once more there: "
    )
    page.evaluate("() => { Storage.prototype.setItem = self.set }")
    assert page.evaluate(_KEPT) == []
    offer.press("Enter")
    page.wait_for_url(every_home + INCIDENT)
    desk = Desk(page, "incident").ready()
    expect(desk.box("HTTP status")).to_have_value("429")
    expect(desk.bar).to_contain_text("Fields were filled from what was pasted.")
    assert key()[3:] not in everywhere(tab)
    desk.bar.get_by_role("button", name="Undo").click()
    expect(desk.box("HTTP status")).to_have_value("")


def test_a_paste_on_another_page_may_fit_nowhere(tab: Tab, every_home: str) -> None:
    """It says so, and what cannot be loaded is said, too; typed text has a button."""
    page = tab.page
    page.goto(every_home + "worksheets/index.html")
    shown = page.locator(".pp-paste-here")
    page.route("**/packets.js*", lambda way: way.abort())
    page.locator(".pp-paste-here textarea").fill("nothing in particular")
    shown.get_by_role("button", name="Read", exact=True).click()
    expect(shown).to_contain_text("What reads it could not be loaded.")
    page.unroute("**/packets.js*")
    page.locator(".pp-paste-here textarea").fill("nothing in particular")
    shown.get_by_role("button", name="Read", exact=True).click()
    expect(shown).to_contain_text("No form takes anything from it.")
    shown.get_by_role("button", name="Discard").press("Enter")
    expect(shown.locator("textarea")).to_be_focused()
    assert page.evaluate(_KEPT) == []
    tab.complaints.clear()


# --- what stays in sight ----------------------------------------------------------------------


def test_the_dock_leads_to_what_is_required(desk: Desk) -> None:
    """It counts what is left, goes on from where the focus is, and hands over in either way."""
    page = desk.page
    page.evaluate("navigator.share = given => Promise.resolve((self.shared = given))")
    dock = page.locator(".pp-dock")
    expect(dock).to_be_in_viewport()
    expect(dock).to_contain_text("2 required answers left")
    onward = dock.get_by_role("button", name="Next")
    onward.click()
    expect(desk.box("HTTP status")).to_be_focused()
    page.keyboard.press("Alt+Shift+N")
    expect(desk.box("Error code")).to_be_focused()
    desk.box("Error code").fill("none")
    desk.box("HTTP status").fill("503")
    desk.flush()
    expect(onward).to_be_disabled()
    expect(dock).to_contain_text("All required is there")
    expect(dock).to_contain_text("Saved on this device")
    page.keyboard.press("Alt+Shift+V")
    expect(page.locator(".pp-paste textarea")).to_be_focused()
    expect(page.locator(".pp-answer-head > code").first).to_be_hidden()
    page.keyboard.press("Alt+Shift+R")
    expect(page.get_by_role("radio", name="JSON", exact=True)).to_be_checked()
    page.get_by_role("button", name="Share…").click()
    expect(page.get_by_role("dialog")).to_contain_text("Shared.")
    assert page.evaluate("self.shared.title") == "Incident"
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+S")
    expect(page.get_by_role("radio", name="JSON", exact=True)).not_to_be_checked()
    page.keyboard.press("Escape")
    dock.get_by_role("button", name="Show ids").click()
    expect(page.locator(".pp-answer-head > code").first).to_be_visible()
    dock.get_by_role("button", name="Shortcuts").click()
    expect(page.get_by_role("dialog")).to_contain_text("Alt + Shift + N")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_for_a_thumb(
    tab: Tab, every_home: str, scheme: Literal["light", "dark"]
) -> None:
    """Controls of 44 px, text of 16 px, nothing wider than the screen, and no rule of axe broken."""
    page = tab.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)
    desk = Desk.open(page, every_home + INCIDENT, "incident")
    paste(page, known("own")[3]["text"])
    small = page.evaluate("""() => [...document.querySelectorAll(
      ":is(.pp-dock, .pp-bar, .pp-paste, .pp-live) :is(button, .pp-input)")]
      .filter(one => one.checkVisibility() && !one.closest('.pp-unseen'))
      .filter(one => one.offsetHeight < 44 || parseFloat(getComputedStyle(one).fontSize) < 16)
      .map(one => one.outerHTML)""")
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert desk.bar.is_visible()
    assert faults(page) == []


# --- packets of several worksheets ------------------------------------------------------------


def test_open_packets_stand_on_the_index(tab: Tab, desk: Desk, every_home: str) -> None:
    """With worksheet, age and what is required; a link opens that packet, and not the last used."""
    page = desk.page
    desk.box("HTTP status").fill("503")
    desk.name.fill("Night <b>shift</b>")
    desk.press("New")
    desk.box("HTTP status").fill("429")
    desk.box("Error code").fill("none")
    desk.flush()
    page.goto(every_home + "worksheets/index.html")
    items = page.locator(".pp-open li")
    expect(items).to_have_count(2)
    expect(items.first).to_have_text(re.compile("^Packet 1 Incident, .*, all required is there$"))
    expect(items.last).to_have_text(
        re.compile("^Night <b>shift</b> Incident, .*, 1 required answer left$")
    )
    items.last.get_by_role("link").click()
    expect(desk.ready().box("HTTP status")).to_have_value("503")
    page.evaluate("localStorage.clear()")
    before = len(tab.requests)
    page.goto(every_home + "worksheets/index.html")
    expect(page.locator(".pp-open")).to_be_empty()
    assert not [one for one in tab.requests[before:] if "packets.js" in one]
    assert tab.complaints == []


def test_answers_are_taken_over_from_another_worksheet(tab: Tab, every_home: str) -> None:
    """What maps to the same, or has the same id and type, in either direction, once she agrees."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.box("Request").fill("POST /v1/x")
    desk.name.fill("Night shift")
    desk.flush()
    incident = Desk.open(tab.page, every_home + INCIDENT, "incident")
    box = tab.page.get_by_label("Or take over answers from")
    box.select_option(label="Night shift: Every kind")
    expect(tab.page.locator(".pp-paste-read")).to_contain_text("From “Night shift”, Every kind:")
    tab.page.get_by_role("button", name="Fill 1 field").click()
    expect(incident.box("Request")).to_have_value("POST /v1/x")
    incident.box("Request").fill("POST /v1/y")
    incident.flush()
    desk = Desk.open(tab.page, every_home + WHOLE)
    tab.page.get_by_label("Or take over answers from").select_option(index=1)
    tab.page.get_by_role("checkbox", name=re.compile("^Request")).check()
    tab.page.get_by_role("button", name="Fill 1 field").click()
    expect(desk.box("Request")).to_have_value("POST /v1/y")
    assert tab.complaints == []


def test_an_event_of_now_and_the_next_review(fresh_tab: Tab, every_home: str) -> None:
    """An entry gets the time, and the focus goes on; the review is in an hour, or in a calendar."""
    page = fresh_tab.page
    page.clock.install(time="2026-11-25T03:12:00Z")
    desk = Desk.open(page, every_home + INCIDENT, "incident")
    page.keyboard.press("Alt+Shift+T")
    expect(desk.box("At")).to_have_value(re.compile("^2026-11-25T03:1"))
    expect(desk.box("What")).to_be_focused()
    desk.box("What").fill("seen")
    page.get_by_role("button", name="+ event now").click()
    expect(page.get_by_role("textbox", name="What", exact=True).nth(1)).to_be_focused()
    page.get_by_role("button", name="+1 h: Next review").click()
    expect(desk.box("Next review")).to_have_value(re.compile("^2026-11-25T04:1"))
    expect(page.get_by_role("button", name="+1 h")).to_have_count(1)
    desk.box("Next review").fill("2026-11-26T08:30:00Z")
    with page.expect_download() as download:
        page.get_by_role("button", name="Calendar file: Next review").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "review-incident.ics"
    assert "DTSTART:20261126T083000Z\n" in text.replace("\r\n", "\n")
    assert "SUMMARY:Review: Incident\n" in text
    assert "seen" not in text
