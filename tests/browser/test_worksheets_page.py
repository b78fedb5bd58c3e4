"""A worksheet as part of a page: swapped, left, printed, on a phone, in both schemes, from a folder."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.axe import violations
from tests.browser.conftest import Tab
from tests.browser.desks import SOME, WHOLE, Desk, key

pytestmark = [pytest.mark.browser, pytest.mark.site]

SCHEMES = {"light": "default", "dark": "slate"}
_PHONE: ViewportSize = {"width": 390, "height": 844}


# --- pages without their scripts --------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "const ProofpackSecrets = /(?<old/",
        None,
    ],
)
def test_a_page_without_a_script_is_plain_and_says_so(
    tab: Tab, every_home: str, body: str | None
) -> None:
    """A script that a browser cannot read, or that is not there, leaves what reads and prints."""
    tab.page.route(
        re.compile(r"/assets/worksheets/worksheets\.js"),
        lambda route: route.abort() if body is None else route.fulfill(body=body),
    )
    tab.page.goto(every_home + WHOLE)
    notice = tab.page.locator(".pp-notice")
    expect(notice).to_contain_text("can be read and printed, but not filled in here: its script")
    expect(tab.page.locator(".pp-bar")).to_have_count(0)
    expect(tab.page.locator("[id='ws-every--record--operator']")).to_contain_text("Operator")


# --- pages that come and go -------------------------------------------------------------------


def swap(page: Page, link: str, address: str) -> None:
    """Follow a link that Material answers by swapping the page, and make sure that it did."""
    page.locator(".pp-bar").first.evaluate("bar => { bar.dataset.before = '' }")
    page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_url(f"**/{address}*")  # with the heading in sight, perhaps
    # The address changes before the page does.
    expect(page.locator("[data-before]")).to_have_count(0)


def test_a_swapped_page_is_mounted_again(tab: Tab, every_instant: str) -> None:
    """A page that comes without a load has its bar once, and the answers of the page before."""
    desk = Desk.open(tab.page, every_instant + WHOLE)
    desk.box("Summary").press_sequentially("typed")
    swap(tab.page, "Some", SOME)
    expect(desk.ready().box("Summary")).to_have_value("typed")
    desk.box("Summary").fill("typed again")
    swap(tab.page, "The whole form", WHOLE)
    expect(desk.ready().box("Summary")).to_have_value("typed again")
    expect(tab.page.locator(".pp-bar")).to_have_count(1)
    tab.page.go_back()
    tab.page.wait_for_url(f"**/{SOME}*")
    expect(desk.ready().box("Summary")).to_have_value("typed again")
    assert tab.complaints == []


def test_a_swapped_page_hears_nothing_twice(tab: Tab, every_instant: str) -> None:
    """After several swaps one change is one write, and the desks of before are put away."""
    desk = Desk.open(tab.page, every_instant + WHOLE)
    for _ in range(3):
        swap(tab.page, "Some", SOME)
        desk.ready()
        swap(tab.page, "The whole form", WHOLE)
        desk.ready()
    desk.count_writes()
    desk.box("Summary").fill("once")
    desk.flush()
    assert tab.page.evaluate("self.writes") == 1
    reads = tab.page.evaluate(
        """key => {
          const read = Storage.prototype.getItem
          let reads = 0
          Storage.prototype.getItem = function (one) {
            reads += one === key
            return read.call(this, one)
          }
          dispatchEvent(new StorageEvent('storage', {key}))
          return reads
        }""",
        desk.packet_key(),
    )
    assert 0 < reads < 4, "each desk looks twice: at its packet, and at the list"


def test_back_swaps_and_loses_nothing(tab: Tab, every_instant: str) -> None:
    """Going back stores what was typed a moment ago, though no field is left and no pause was made."""
    desk = Desk.open(tab.page, every_instant + SOME)
    swap(tab.page, "The whole form", WHOLE)
    desk.ready().box("Summary").evaluate("""box => {
      const wait = self.setTimeout
      self.setTimeout = (act, ms, ...rest) => ms === 300 ? 0 : wait(act, ms, ...rest)
      box.value = 'a moment ago'
      box.dispatchEvent(new InputEvent('input', {bubbles: true}))
      history.back()
    }""")
    tab.page.wait_for_url(f"**/{SOME}*")
    expect(desk.ready().box("Summary")).to_have_value("a moment ago")


def test_a_link_within_a_page_leaves_it_as_it_is(tab: Tab, every_instant: str) -> None:
    """It is not fetched again and put in its own place, with what was typed; other links swap it."""
    desk = Desk.open(tab.page, every_instant + SOME)
    tab.page.locator("article h2 .headerlink").first.click()
    tab.page.wait_for_url(f"**/{SOME}#*")
    swap(tab.page, "Guides", "guides/index.html")  # what was asked for before would be there before
    asked = [address for address in tab.requests if address.partition("#")[0].endswith(SOME)]
    assert len(asked) == 1
    for address in (f"{SOME}#*", SOME):
        tab.page.go_back()
        tab.page.wait_for_url(f"**/{address}")
        desk.ready()
    swap(tab.page, "Guides", "guides/index.html")
    assert tab.complaints == []


def test_a_page_from_memory_is_brought_up_to_date(tab: Tab, every_home: str) -> None:
    """A page that the browser brings back whole shows what was stored in the meantime."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.box("Summary").fill("before")
    desk.flush()
    stored = desk.kept()[desk.packet_key()]
    later = stored.replace('"before"', '"meanwhile"').replace('"rev":"', '"rev":"f')
    tab.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [desk.packet_key(), later]
    )
    tab.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(desk.box("Summary")).to_have_value("meanwhile")


@pytest.mark.parametrize("event", ["pagehide", "visibilitychange", "blur"])
def test_what_takes_the_page_away_stores_first(event: str, fresh_tab: Tab, every_home: str) -> None:
    """No pause is needed before a page is hidden, put to sleep or left."""
    fresh_tab.page.clock.install(time="2026-11-21T02:14:00Z")
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.with_rules()
    fresh_tab.page.clock.pause_at("2026-11-21T02:15:00Z")
    desk.box("Summary").press_sequentially("just typed")
    assert desk.kept() == {}
    if event == "blur":
        desk.box("Summary").blur()
    elif event == "pagehide":
        fresh_tab.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    else:
        fresh_tab.page.evaluate("""() => {
          Object.defineProperty(document, 'visibilityState', {value: 'hidden'})
          document.dispatchEvent(new Event('visibilitychange'))
        }""")
    assert "just typed" in str(desk.kept())
    expect(desk.state).to_have_text("Saved on this device, 02:15 UTC.")


def test_a_pause_is_enough(fresh_tab: Tab, every_home: str) -> None:
    """300 ms after the last key an answer is stored, and not before."""
    fresh_tab.page.clock.install(time="2026-11-21T02:14:00Z")
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.with_rules()  # nothing is stored before what judges is there
    fresh_tab.page.clock.pause_at("2026-11-21T02:15:00Z")
    desk.box("Summary").press_sequentially("typed")
    fresh_tab.page.clock.run_for(290)
    assert desk.kept() == {}
    fresh_tab.page.clock.run_for(20)
    assert "typed" in str(desk.kept())


def test_a_link_to_a_field_finds_it(tab: Tab, every_home: str) -> None:
    """An address with the id of a field leads to its control."""
    desk = Desk.open(tab.page, f"{every_home}{WHOLE}#ws-every--table--auth")
    expect(desk.leaf("table--auth")).to_be_in_viewport()


def test_a_site_opened_from_a_folder_works(tab: Tab, every_site: Path) -> None:
    """Without a server a worksheet is filled in, kept, exported, and read back from YAML."""
    desk = Desk.open(tab.page, (every_site / WHOLE).as_uri())
    desk.box("Summary").fill("from a folder")
    taken = desk.exported("YAML")
    expect(desk.reload().box("Summary")).to_have_value("from a folder")
    desk.press("New")
    desk.paste(taken)
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    expect(desk.box("Summary")).to_have_value("from a folder")
    assert [one for one in tab.requests if not one.startswith(every_site.as_uri())] == []


# --- a phone, paper ---------------------------------------------------------------------------


def crowded(desk: Desk) -> None:
    """Bring a worksheet into a state with findings, notices, orphans and entries."""
    desk.box("Summary").fill(f"The gateway is always available with {key()} " + "x" * 200)
    desk.box("Seen at").fill("yesterday")
    desk.box("Layers").fill("SDK\nqueue")
    desk.page.get_by_role("button", name="Add: attempt").click()
    desk.page.get_by_role("button", name="Remove: Attempt 1").click()
    desk.leaf("checks--route").get_by_role("radio", name="Not applicable").check()
    desk.leaf("class").get_by_role("radio", name="Contract").check()
    answers = '{"record": {"old": "an old answer", "result": "maybe"}}'
    packet = (
        f'{{"packet": "proofpack/1", "worksheet": "every", "version": "1", "answers": {answers}}}'
    )
    desk.press("Duplicate")
    desk.paste(packet)
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    desk.box("Summary").fill(f"The gateway is always available with {key()} " + "x" * 200)
    desk.box("Seen at").fill("yesterday")
    desk.box("Seen at").blur()
    expect(desk.findings("record--seen_at")).to_be_visible()


def test_a_phone_needs_no_scrolling_sideways(tab: Tab, every_home: str) -> None:
    """At 390 px the page is as wide as the screen, with findings, notices and dialogs open."""
    tab.page.set_viewport_size(_PHONE)
    desk = Desk.open(tab.page, every_home + WHOLE)
    crowded(desk)
    fits = "document.scrollingElement.scrollWidth <= innerWidth"
    wide = """() => [...document.querySelectorAll('.pp-bar *, .pp-live *')]
      .filter(one => one.getBoundingClientRect().right > innerWidth)
      .map(one => one.outerHTML.slice(0, 90))"""
    assert tab.page.evaluate(wide) == []
    assert tab.page.evaluate(fits)
    desk.press("Import…")
    assert tab.page.evaluate(fits)
    box = desk.dialog.bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= _PHONE["width"]
    starts = tab.page.evaluate(
        "[...document.querySelectorAll('.pp-form > .pp-answer > .pp-answer-side')]"
        ".map(one => Math.round(one.getBoundingClientRect().left))"
    )
    assert len(set(starts)) == 1, "one column"


_LANDED = """() => {
  const here = document.activeElement
  const box = here.getBoundingClientRect()
  const sight = [".md-header", ".pp-dock"].map(
    name => document.querySelector(name).getBoundingClientRect())
  const isSeen = sight[0].bottom <= box.top && box.bottom <= sight[1].top
  return [here.id, here.closest(".pp-checklist") ? "item" : "answer", isSeen]
}"""


def test_next_leads_through_all_that_is_left_on_a_phone(tab: Tab, every_home: str) -> None:
    """Answers, also of the entry that a group begins with, then items; each in sight above the dock."""
    page = tab.page
    page.set_viewport_size(_PHONE)
    desk = Desk.open(page, every_home + WHOLE)
    dock = page.locator(".pp-dock")
    told = dock.locator(".pp-dock-left").inner_text()
    found = re.fullmatch(r"(\d+) required answers, then (\d+) checklist items left", told)
    assert found, told
    answers, items = map(int, found.groups())
    onward = dock.get_by_role("button", name="Next")
    landed = []
    for _ in range(answers + items + 1):
        onward.click()
        landed.append(page.evaluate(_LANDED))
    assert [kind for _, kind, _ in landed] == ["answer"] * answers + ["item"] * items + ["answer"]
    assert len({name for name, _, _ in landed}) == answers + items
    assert landed[-1] == landed[0]
    assert all(seen for _, _, seen in landed), landed
    size = dock.bounding_box()
    assert size
    assert size["height"] < 60, "a line, before anything is filled in"
    desk.box("Operator").fill("once")
    desk.flush()
    expect(dock).to_contain_text(f"{answers - 1} required answer")
    expect(dock).to_contain_text("Saved on this device")


def test_what_is_wrong_is_left_and_then_the_rest_of_the_worksheet(
    tab: Tab, every_home: str
) -> None:
    """A wrong answer is one to fix; after the last of a page, Next leads to the field elsewhere."""
    desk = Desk.open(tab.page, every_home + SOME)
    dock = tab.page.locator(".pp-dock")
    onward = dock.get_by_role("button", name="Next")
    for name in ("Operator", "Owner", "HTTP status"):
        desk.box(name).fill("there")
    desk.box("Seen at").fill("yesterday")
    desk.flush()
    desk.box("Seen at").blur()
    expect(dock).to_contain_text("1 answer to fix left, and more on the whole form")
    onward.click()
    expect(desk.box("Seen at")).to_be_focused()
    desk.box("Seen at").fill("2026-11-01T03:12Z")
    desk.flush()
    expect(dock).to_contain_text("2 checklist items left on the whole form")
    onward.click()
    tab.page.wait_for_url(f"**/{WHOLE}#ws-every--checks--route")
    desk.ready().leaf("checks--route").get_by_role("radio", name="Done").check()
    desk.leaf("checks--parsed").get_by_role("radio", name="Done").check()
    desk.flush()
    expect(dock).to_contain_text("All required is there")
    expect(dock.get_by_role("button", name="Next")).to_be_disabled()


@pytest.mark.parametrize("width", [320, 360, 390])
def test_a_phone_hands_over_with_nothing_cut(tab: Tab, every_home: str, width: int) -> None:
    """Bar and dialog fit, the text wraps, and buttons say what they make and where it goes."""
    page = tab.page
    page.set_viewport_size({"width": width, "height": 568})
    desk = Desk.open(page, every_home + WHOLE)
    cut = """name => [...document.querySelectorAll(`${name}, ${name} *`)]
      .filter(one => one.checkVisibility() && one.clientWidth)
      .filter(one => one.getBoundingClientRect().right > innerWidth
        || getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1)
      .map(one => one.outerHTML.slice(0, 90))"""
    assert page.evaluate(cut, ".pp-dock") == []
    desk.box("Summary").fill("a" * 300)
    desk.box("Seen at").fill("yesterday")
    desk.flush()
    desk.box("Seen at").blur()
    expect(page.locator(".pp-dock")).to_contain_text("1 answer to fix")
    assert page.evaluate(cut, ".pp-dock") == []
    tops = (
        "[...new Set([...document.querySelectorAll('.pp-dock button')].map(one => one.offsetTop))]"
    )
    assert len([top for top in page.evaluate(tops) if top]) == 1, "one row of buttons"
    desk.press("Export…")
    assert page.evaluate(cut, ".pp-dialog") == []
    desk.dialog.get_by_role("button", name="Go on with 2 open").click()
    expect(desk.dialog).to_have_accessible_name("Message for support: “Packet 1”")
    where = desk.dialog.get_by_role("link", name="Chat reference")
    assert where.get_attribute("href") == "https://docs.example.com/chat"
    expect(desk.dialog.get_by_role("button", name="Download as .md")).to_be_in_viewport()
    desk.dialog.get_by_role("button", name="Copy as Markdown").click()
    expect(desk.dialog.get_by_text(re.compile("^(Copied as|Not copied)"))).to_be_in_viewport()
    desk.dialog.get_by_role("radio", name="JSON").check()
    expect(desk.dialog).to_have_accessible_name("Keep for our records: “Packet 1”")
    expect(desk.dialog.get_by_role("button", name="Download as .json")).to_be_in_viewport()
    assert page.evaluate(cut, ".pp-dialog") == []
    small = """() => [...document.querySelectorAll("dialog[open] :is(button, .pp-choice)")]
      .filter(one => one.offsetHeight < 44).map(one => one.outerHTML)"""
    assert page.evaluate(small) == []


def test_without_scripts_it_is_said_once_what_they_make_of_it(
    unscripted: Page, every_home: str
) -> None:
    """At the first form of a guide; the page of a worksheet says it above its first part."""
    unscripted.goto(every_home + SOME)
    words = """[...document.querySelectorAll(".pp-part")]
      .map(one => getComputedStyle(one, "::before").content)"""
    first, *others = unscripted.evaluate(words)
    assert first == '"With scripts, this is a form that is filled in here, on your device."'
    assert set(others) == {"none"}
    unscripted.goto(every_home + WHOLE)
    said = unscripted.locator("noscript p")
    expect(said).to_be_visible()
    assert said.evaluate("one => one.textContent").startswith("With scripts, this page is a form")
    assert set(unscripted.evaluate(words)) == {"none"}


def test_paper_shows_what_was_written(tab: Tab, every_home: str) -> None:
    """In print a long text is whole, a secret is held back, and nothing is there to be pressed."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    secret = key()
    address = "https://docs.example.com/" + "/".join(f"part-{n}" for n in range(30))
    text = "\n".join(f"line {n} of the summary" for n in range(80))
    desk.box("Page").fill(address)
    desk.box("Summary").fill(text)
    desk.box("Request").fill(f"with {secret}")
    desk.with_rules()
    tab.page.evaluate("""() => addEventListener('beforeprint', () => {
      self.paper = [...document.querySelectorAll('.pp-printed')].map(one => one.textContent)
      self.source = document.documentElement.outerHTML
    })""")
    tab.page.pdf()
    assert address in tab.page.evaluate("paper")
    assert text in tab.page.evaluate("paper")
    assert "(held back: it looks like a secret)" in tab.page.evaluate("paper")
    assert secret not in tab.page.evaluate("source")
    expect(tab.page.locator(".pp-printed")).to_have_count(0)
    tab.page.emulate_media(media="print")
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(tab.page.locator(".pp-printed", has_text="part-29")).to_be_visible()
    pressed = tab.page.locator(
        "article :is(button, dialog, textarea, .pp-control input:not([type=radio], [type=checkbox]))"
    )
    assert [one for one in pressed.all() if one.is_visible()] == []
    expect(desk.leaf("record--result").get_by_role("radio").first).to_be_visible()
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.page.emulate_media(media="screen")
    expect(desk.box("Summary")).to_have_value(text)


def test_a_packet_is_printed_short_and_a_blank_with_lines_to_write_on(
    tab: Tab, every_home: str
) -> None:
    """Each says when and from where it was printed, and of which version; only a blank has the help."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    tab.page.emulate_media(media="print")
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    head = tab.page.locator(".pp-printed-head")
    expect(head).to_contain_text(re.compile(r"^Printed \d{4}-\d\d-\d\d \d\d:\d\d UTC, a blank, "))
    line = desk.leaf("record--summary").locator(".pp-printed").bounding_box()
    assert line
    assert line["height"] > 60
    choices = desk.leaf("record--result").locator(".pp-choice:visible")
    expect(choices).to_have_count(3)
    lines = tab.page.locator(".pp-printed:not(.pp-printed-head)")
    assert {*lines.all_text_contents()} == {""}, "nothing stands on a line of a blank"
    usual = desk.leaf("record--attempts").locator(".pp-printed")
    expect(usual).to_have_attribute("data-usual", "Usually 1")
    expect(tab.page.locator(".pp-progress:visible, .pp-whole:visible")).to_have_count(0)
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.page.emulate_media(media="screen")
    desk.box("Summary").fill("It failed.")
    desk.leaf("record--result").get_by_role("radio").first.check()
    desk.flush()
    tab.page.emulate_media(media="print")
    tab.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wanted = re.compile(
        r"UTC, begun \d{4}-\S+Z, version 3 of the worksheet, http://127.0.0.1:\d+/\S+\.html$"
    )
    expect(head).to_have_text(wanted)
    expect(choices).to_have_count(1)
    line = desk.leaf("record--summary").locator(".pp-printed").bounding_box()
    assert line
    assert line["height"] < 30
    card = "getComputedStyle(document.querySelector('.pp-bar')).backgroundColor"
    light = tab.page.evaluate(card)
    tab.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert tab.page.evaluate(card) == light, "paper is light in the dark scheme, too"
    tab.page.evaluate("dispatchEvent(new Event('afterprint'))")
    tab.page.emulate_media(media="screen")
    assert tab.page.evaluate(card) != light
    tab.page.emulate_media(media="null")
    assert tab.page.pdf(format="A4").count(b"/Type /Page\n") <= 2


# --- accessibility ----------------------------------------------------------------------------


_BESIDE = """() => [...document.querySelectorAll(".pp-columns")].map(columns => {
  const [words, part] = [".pp-beside", ".pp-part"].map(
    name => columns.querySelector(name).getBoundingClientRect())
  return words.right <= part.left ? "beside" : words.bottom <= part.top || part.bottom <= words.top
})"""


def test_a_part_stands_beside_its_step_where_there_is_room(tab: Tab, home: str) -> None:
    """In the order of the guide; below it on a phone and on paper. The bar follows the heading."""
    page = tab.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page = tab.open(home + "guides/evidence-packet.html")
    expect(page.locator(".pp-bar")).to_be_visible()
    shown = page.evaluate(_BESIDE)
    assert len(shown) > 1
    assert {*shown} == {"beside"}
    expect(page.locator(".pp-pair .pp-bar")).to_have_count(0)
    expect(page.locator(":is(h2, h3) + .pp-bar + .pp-paste + .pp-pair")).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 844})
    assert {*page.evaluate(_BESIDE)} == {True}
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(media="print")
    assert {*page.evaluate(_BESIDE)} == {True}


_STILL = "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => null)"


def faults(page: Page) -> list[str]:
    """Return what axe-core finds, a line for each element."""
    page.evaluate(_STILL)
    return [
        f"{violation['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
        for violation in violations(page, None, {})
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", [WHOLE, SOME])
def test_axe_finds_nothing(path: str, scheme: str, tab: Tab, every_home: str) -> None:
    """A worksheet as it is at first breaks no rule, on its own page and on a guide."""
    tab.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk = Desk.open(tab.page, every_home + path)
    expect(tab.page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    assert faults(desk.page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_findings_and_dialogs(scheme: str, tab: Tab, every_home: str) -> None:
    """Findings, notices, orphans, errors and every dialog keep to the rules, too."""
    tab.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk = Desk.open(tab.page, every_home + WHOLE)
    crowded(desk)
    assert faults(tab.page) == []
    desk.press("Export…")
    expect(desk.dialog).to_contain_text("not ready to leave")
    assert faults(tab.page) == []
    desk.dialog.get_by_role("button", name="Close").click()
    desk.paste("no packet")
    expect(desk.dialog.get_by_role("alert")).not_to_be_empty()
    assert faults(tab.page) == []
    desk.dialog.get_by_label("Or its text").fill(
        '{"packet": "proofpack/1", "worksheet": "every", "answers": {"record": {"summary": "a"}}}'
    )
    desk.dialog.get_by_role("button", name="Show what changes").click()
    expect(desk.dialog.get_by_role("table")).to_be_visible()
    assert faults(tab.page) == []
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    desk.hand_over()
    expect(desk.dialog.get_by_role("radio", name="Markdown")).to_be_visible()
    desk.dialog.get_by_text("None of it holds").click()
    assert faults(tab.page) == []
