"""A worksheet whose storage is missing, closed, full, strange, old, new, or shared by two tabs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from proofpack.worksheets.scripts import ORDER, constants_script
from tests.browser.conftest import Serve, Tab, new_tab, wipe
from tests.browser.desks import HUNDRED, SOME, WHOLE, Desk, every_built
from tests.conftest import ROOT, SMALL
from tests.every import EVERY, GUIDE

pytestmark = [pytest.mark.browser, pytest.mark.site]

REFUSAL = "throw new DOMException('no', 'SecurityError')"
CLOSED = f"Object.defineProperty(window, one, {{get() {{ {REFUSAL} }}}})"
NOT_SAVED = "Not saved: this browser keeps nothing. Export before you leave."


@pytest.fixture
def desk(tab: Tab, every_home: str) -> Desk:
    """The worksheet of every kind on its own page."""
    return Desk.open(tab.page, every_home + WHOLE)


# --- no storage -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', {value: null})",
        f"for (const one of ['localStorage', 'sessionStorage']) {CLOSED}",
        f"for (const one of ['getItem', 'setItem']) Storage.prototype[one] = () => {{ {REFUSAL} }}",
    ],
    ids=["missing", "closed", "throwing"],
)
def test_without_storage_it_works_and_says_so(broken: str, fresh_tab: Tab, every_home: str) -> None:
    """Packets are filled in, switched, reset and exported; the bar says that nothing is saved."""
    fresh_tab.page.add_init_script(broken)
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.box("Summary").fill("in memory")
    desk.flush()
    expect(desk.state).to_have_text(NOT_SAVED)
    desk.press("New")
    desk.box("Summary").fill("another")
    fresh_tab.page.get_by_label("Switch to", exact=True).select_option(label="Packet 1")
    expect(desk.box("Summary")).to_have_value("in memory")
    desk.press("Reset")
    desk.bar.get_by_role("button", name="Undo").click()
    expect(desk.box("Summary")).to_have_value("in memory")
    assert "in memory" in desk.exported("Markdown")
    expect(fresh_tab.page.locator("label[title='Switch to dark mode']")).to_be_visible()
    assert fresh_tab.complaints == []


def test_without_storage_the_theme_may_swap_the_page(fresh_tab: Tab, every_instant: str) -> None:
    """What could not be stored survives a page that is swapped without a load."""
    fresh_tab.page.add_init_script(f"Storage.prototype.setItem = () => {{ {REFUSAL} }}")
    desk = Desk.open(fresh_tab.page, every_instant + WHOLE)
    desk.box("Summary").fill("in memory")
    fresh_tab.page.evaluate("self.sameDocument = true")
    fresh_tab.page.get_by_role("link", name="Some", exact=True).first.click()
    fresh_tab.page.wait_for_url(f"**/{SOME}*")  # with the heading in sight, perhaps
    expect(desk.ready().box("Summary")).to_have_value("in memory")
    assert fresh_tab.page.evaluate("self.sameDocument")


def test_leaving_what_is_not_saved_is_asked_about(fresh_tab: Tab, every_home: str) -> None:
    """The browser asks before a page goes whose answers lie nowhere else, and only then."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    fresh_tab.page.on("dialog", answer)
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.box("Summary").press_sequentially("saved")
    desk.flush()
    desk.reload()
    assert asked == []
    fresh_tab.page.evaluate(f"() => {{ Storage.prototype.setItem = () => {{ {REFUSAL} }} }}")
    desk.box("Summary").press_sequentially(" not saved")
    expect(desk.state).to_have_text(NOT_SAVED)
    desk.reload()
    assert asked == ["beforeunload"]


def test_full_storage_is_said_and_nothing_is_lost(desk: Desk) -> None:
    """With no room left the answers stay on the page; with room again they are saved."""
    desk.box("Summary").fill("before")
    desk.flush()
    desk.page.evaluate("""() => {
      let text = 'x'.repeat(1 << 20)
      for (let n = 0; text.length; n++) {
        try { localStorage.setItem('other' + n, text) }
        catch (full) { text = text.slice(0, text.length >> 1) }
      }
    }""")
    desk.box("Summary").fill("more than there is room for")
    desk.flush()
    expect(desk.state).to_have_text(
        "Not saved: the storage of this browser is full. Export before you leave, or delete packets."
    )
    assert "more than there is room for" in desk.exported("JSON")
    (packet,) = desk.stored()
    assert packet["answers"]["record"]["summary"] == "before"
    desk.page.evaluate("localStorage.removeItem('other0')")
    desk.box("Summary").fill("more than there was room for")
    desk.flush()
    expect(desk.state).to_contain_text("Saved on this device")
    assert desk.answers()["record"]["summary"] == "more than there was room for"


# --- strange texts under our keys -------------------------------------------------------------


def spoilt(desk: Desk, text: str) -> str:
    """Fill something in, put another text in the place of the packet, reload, and return the key."""
    desk.box("Summary").fill("before")
    desk.flush()
    key = desk.packet_key()
    desk.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    desk.reload()
    return key


@pytest.mark.parametrize("text", ["words of another program", "[1, 2]", '{"theme": "dark"}', "7"])
def test_what_is_not_ours_is_left_alone(text: str, desk: Desk) -> None:
    """Something else under the key of a packet is neither read nor overwritten, and it is said."""
    key = spoilt(desk, text)
    expect(desk.bar).to_contain_text("Something that is no packet lies where packets")
    expect(desk.box("Summary")).to_have_value("")
    desk.box("Summary").fill("mine")
    desk.flush()
    assert desk.kept()[key] == text
    others = [
        json.loads(one) for name, one in desk.kept().items() if "/packet/" in name and name != key
    ]
    assert [one["packet"]["answers"]["record"]["summary"] for one in others] == ["mine"]


def test_what_was_cut_short_is_kept_aside(desk: Desk) -> None:
    """A packet of which the end is missing is offered as it is, and then no longer in the way."""
    desk.box("Summary").fill("before")
    desk.flush()
    text = desk.kept()[desk.packet_key()][:-40]
    spoilt(desk, text)
    expect(desk.box("Summary")).to_have_value("")
    expect(desk.bar).to_contain_text("was cut short and cannot be read. Its text is kept.")
    assert [one for key, one in desk.kept().items() if "/aside/" in key] == [text]
    desk.box("Summary").fill("mine")
    desk.reload()
    with desk.page.expect_download() as downloading:
        desk.bar.get_by_role("button", name="Download it").click()
    assert downloading.value.path().read_text(encoding="utf-8") == text
    desk.bar.get_by_role("button", name="Delete it").click()
    expect(desk.bar).not_to_contain_text("cut short")
    assert text not in desk.kept().values()
    assert desk.answers()["record"]["summary"] == "mine"


def test_an_older_schema_is_read(desk: Desk) -> None:
    """A bare packet, as it was before there were envelopes, is shown and stored in today's form."""
    desk.box("Summary").fill("before")
    (packet,) = desk.stored()
    packet["answers"]["record"]["summary"] = "from before"
    key = spoilt(desk, json.dumps(packet))
    expect(desk.box("Summary")).to_have_value("from before")
    desk.box("Layers").fill("and after")
    desk.flush()
    envelope = json.loads(desk.kept()[key])
    assert envelope["schema"] == 1
    assert envelope["packet"]["answers"]["record"]["summary"] == "from before"


@pytest.mark.parametrize(
    "text", ['{"schema": 99, "packet": {}}', '{"packet": "proofpack/2", "answers": []}']
)
def test_a_newer_schema_is_not_touched(text: str, desk: Desk) -> None:
    """What a newer page has stored is shown as locked, can be downloaded, and stays as it is."""
    key = spoilt(desk, text)
    expect(desk.bar).to_contain_text("A newer version of this page saved this packet.")
    expect(desk.state).to_contain_text("Not changed")
    expect(desk.box("Summary")).to_be_disabled()
    expect(desk.leaf("checks--route").get_by_role("radio", name="Done")).to_be_disabled()
    expect(desk.bar.get_by_role("button", name="Reset")).to_be_disabled()
    with desk.page.expect_download() as downloading:
        desk.bar.get_by_role("button", name="Download it as it is").click()
    assert downloading.value.path().read_text(encoding="utf-8") == text
    desk.press("New")
    desk.box("Summary").fill("beside it")
    desk.flush()
    assert desk.kept()[key] == text
    assert "beside it" in str(desk.kept())


def test_a_guide_knows_its_own_words_better_than_an_old_script(
    tab: Tab, every_home: str, every_site: Path
) -> None:
    """A packet that is begun on a guide is pinned to the words that stand on it."""
    script = (every_site / "assets/worksheets/every.js").read_text(encoding="utf-8")
    digests = re.findall('"digest":"([0-9a-f]+)"', script)
    old = re.sub('"digest":"[0-9a-f]+"', '"digest":"0"', script)
    tab.page.route("**/every.js?*", lambda route: route.fulfill(body=old))
    desk = Desk.open(tab.page, every_home + SOME)
    desk.box("Summary").fill("begun")
    (packet,) = desk.stored()
    pins = {pin["id"]: pin["digest"] for pin in packet["guides"]}
    assert pins == {"one": "0", "some": digests[1]}


def test_a_script_of_another_day_is_not_mixed_with_the_page(
    tab: Tab, every_site: Path, serving: Serve, tmp_path: Path
) -> None:
    """Where page and script name different fields the page stays plain, says so, and stores nothing."""
    site = tmp_path / "site"
    shutil.copytree(every_site, site)
    script = site / "assets" / "worksheets" / "every.js"
    text = script.read_text(encoding="utf-8")
    assert '"id":"day"' in text
    script.write_text(text.replace('"id":"day"', '"id":"other"'), encoding="utf-8")
    with serving(site) as url:
        tab.page.goto(url + WHOLE)
        expect(tab.page.locator("article")).to_contain_text(
            "are of different days: load the page again."
        )
        expect(tab.page.locator("table.pp-record")).to_be_visible()
        assert Desk(tab.page).kept() == {}


def test_two_projects_on_one_host_stay_apart(
    tab: Tab, every_site: Path, serving: Serve, tmp_path: Path
) -> None:
    """The same worksheet under two addresses of one host has packets of its own under each."""
    for name in ("a", "b"):
        (tmp_path / name).symlink_to(every_site, target_is_directory=True)
    with serving(tmp_path) as url:
        desk = Desk.open(tab.page, f"{url}a/{WHOLE}")
        desk.box("Summary").fill("of a")
        desk.flush()
        desk = Desk.open(tab.page, f"{url}b/{WHOLE}")
        expect(desk.box("Summary")).to_have_value("")
        desk.box("Summary").fill("of b")
        desk.flush()
        desk = Desk.open(tab.page, f"{url}a/{WHOLE}")
        expect(desk.box("Summary")).to_have_value("of a")
        heads = sorted(one.split("/worksheet/")[0] for one in desk.kept() if "/packet/" in one)
        assert heads == ["proofpack/1/a", "proofpack/1/b"]


# --- two tabs ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages(browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Two tabs of one browser with storage of its own."""
    first = new_tab(browser).page
    yield first, first.context.new_page()
    first.context.close()


@pytest.fixture
def two(pages: tuple[Page, Page], every_home: str) -> Iterator[tuple[Desk, Desk]]:
    """The same packet in two tabs."""
    first = Desk.open(pages[0], every_home + WHOLE)
    first.box("Summary").fill("shared")
    first.flush()
    yield first, Desk.open(pages[1], every_home + WHOLE)
    for page in pages:
        wipe(page)


def test_two_tabs_follow_one_another(two: tuple[Desk, Desk]) -> None:
    """What one tab stores, the other shows; different answers come together."""
    first, second = two
    expect(second.box("Summary")).to_have_value("shared")
    first.box("Layers").fill("from the first")
    first.flush()
    expect(second.box("Layers")).to_have_value("from the first")
    second.leaf("decision").get_by_role("radio", name="Ship").check()
    expect(first.leaf("decision").get_by_role("radio", name="Ship")).to_be_checked()


def test_different_answers_of_two_tabs_come_together(
    two: tuple[Desk, Desk], every_home: str
) -> None:
    """Before a packet is stored, what another tab has stored since is brought in."""
    first, second = two
    second.box("Layers").fill("theirs")
    second.box("Summary").focus()
    first.box("Summary").press_sequentially(" mine")
    second.flush()
    first.flush()
    expect(second.box("Summary")).to_have_value("shared mine")
    expect(first.box("Layers")).to_have_value("theirs")
    answers = first.answers()["record"]
    assert (answers["summary"], answers["layers"]) == ("shared mine", ["theirs"])


def test_the_same_answer_in_two_tabs_loses_neither(two: tuple[Desk, Desk]) -> None:
    """Mine stays and theirs is offered, in both tabs and after a reload, until one decides."""
    first, second = two
    box = first.box("Summary")
    box.press_sequentially("!")
    stored = json.loads(second.kept()[second.packet_key()])
    theirs = json.loads(json.dumps(stored))
    theirs["packet"]["answers"]["record"]["summary"] = "theirs"
    theirs |= {"rev": "f" * 20}
    first.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [first.packet_key(), json.dumps(theirs)]
    )
    first.flush()
    expect(box).to_have_value("shared!")
    offer = "Two answers were written to Summary at once. “shared!” stays; the other was “theirs”."
    expect(first.bar).to_contain_text(offer)
    expect(second.bar).to_contain_text(offer)
    expect(first.reload().bar).to_contain_text(offer)
    first.bar.get_by_role("button", name="Take theirs").click()
    expect(box).to_have_value("theirs")
    expect(box).to_be_focused()
    expect(first.bar).not_to_contain_text("Two answers were written")
    expect(second.bar).not_to_contain_text("Two answers were written")
    expect(second.box("Summary")).to_have_value("theirs")


def test_of_entries_it_is_said_which_and_what_they_hold(desk: Desk) -> None:
    """What one tab removed while the other wrote to it; one of them, or a field; what changed places."""
    busy, limited = {"status": "503", "code": "busy"}, {"status": "429"}
    answers = {"record": {"attempt": [busy, limited]}}
    desk.paste(json.dumps({"packet": "proofpack/1", "worksheet": "every", "answers": answers}))
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    key = desk.packet_key()
    envelope = json.loads(desk.kept()[key])
    attempts = ["answers", "record", "attempt"]
    envelope["conflicts"] = [
        {"path": attempts, "value": [limited]},
        {"path": attempts, "value": [limited, busy]},
        {"path": [*attempts, 1], "value": ""},
        {"path": [*attempts, 1, "status"], "value": "500"},
        {"path": ["answers", "record", "layers"], "value": ["a", "b"]},
    ]
    desk.page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(envelope)]
    )
    first, last = "(HTTP status “503”, Error code “busy”)", "(HTTP status “429”)"
    expect(desk.reload().bar.locator(".pp-notice-warn > p")).to_have_text(
        [
            f"Two answers were written to {place} at once. {mine} stays; the other was {theirs}."
            for place, mine, theirs in (
                ("Attempt", f"Attempt 1 {first}", "nothing"),
                (
                    "Attempt",
                    f"Attempt 1 {first}, Attempt 2 {last}",
                    f"Attempt 1 {last}, Attempt 2 {first}",
                ),
                ("Attempt 2", "HTTP status “429”", "nothing"),
                ("Attempt 2: HTTP status", "“429”", "“500”"),
                ("Layers", "nothing", "“a”, “b”"),
            )
        ]
    )
    desk.bar.get_by_role("button", name="Take theirs").first.click()
    assert desk.answers()["record"]["attempt"] == [limited]


def test_two_tabs_that_store_at_once_settle(two: tuple[Desk, Desk]) -> None:
    """A write that did not know of mine is merged with it, and both tabs end with the same."""
    first, second = two
    key = first.packet_key()
    before = json.loads(first.kept()[key])
    first.box("Summary").fill("mine")
    first.box("Operator").fill("me")
    first.flush()
    expect(second.box("Operator")).to_have_value("me")
    for desk in two:
        desk.count_writes()
    blind = json.loads(json.dumps(before))
    blind["packet"]["answers"]["record"]["summary"] = "theirs"
    blind["packet"]["answers"]["record"]["layers"] = ["theirs"]
    blind |= {"rev": "0" * 20}
    third = second.page.context.new_page()
    third.goto(first.page.url.replace("every.html", "hundred.html"))
    third.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(blind)])
    for desk in two:
        expect(desk.box("Layers")).to_have_value("theirs")
        expect(desk.box("Operator")).to_have_value("me")
        expect(desk.box("Summary")).to_have_value("mine")
        expect(desk.bar).to_contain_text("the other was “theirs”.")
    # Each stored what the other had left out, and neither answered that.
    assert first.page.evaluate("self.writes") + second.page.evaluate("self.writes") <= 2
    third.close()


def test_writes_that_cross_end_alike(two: tuple[Desk, Desk]) -> None:
    """Two tabs that each hear of the other's blind write make the same packet of both."""
    for desk in two:
        desk.page.evaluate(
            """key => {
          const read = Storage.prototype.getItem, write = Storage.prototype.setItem
          self.seen = read.call(localStorage, key)
          self.shut = true
          self.caught = []
          Storage.prototype.getItem = function (one) {
            return one === key && self.seen ? self.seen : read.call(this, one)
          }
          Storage.prototype.setItem = function (one, text) {
            if (one === key) { self.caught.push(text) } else write.call(this, one, text)
          }
          addEventListener('storage', event => self.shut && event.stopImmediatePropagation(), true)
        }""",
            desk.packet_key(),
        )
    first, second = two
    written = []
    for desk, text in ((first, "one"), (second, "two")):
        desk.box("Summary").fill(text)
        desk.box("Layers" if desk is first else "Operator").fill(text)
        desk.flush()
        written.append(desk.page.evaluate("caught.pop()"))
    made = []
    for desk, heard in zip(two, reversed(written), strict=True):
        desk.page.evaluate(
            """([key, text]) => {
              self.seen = text
              self.shut = false
              dispatchEvent(new StorageEvent('storage', {key}))
            }""",
            [desk.packet_key(), heard],
        )
        made.append(json.loads(desk.page.evaluate("caught.pop()")))
    one, other = made
    assert one["packet"] == other["packet"]
    assert one["conflicts"] == other["conflicts"]
    answers = one["packet"]["answers"]["record"]
    assert (answers["layers"], answers["operator"]) == (["one"], "two")
    assert {answers["summary"], one["conflicts"][0]["value"]} == {"one", "two"}


def test_a_packet_that_another_tab_deletes_stays_in_view(two: tuple[Desk, Desk]) -> None:
    """A tab says that its packet was deleted elsewhere, and typing saves it again."""
    first, second = two
    second.press("Delete")
    expect(first.state).to_contain_text("this packet was deleted in another tab")
    expect(first.box("Summary")).to_have_value("shared")
    first.box("Summary").fill("still here")
    first.flush()
    expect(first.state).to_contain_text("Saved on this device")
    assert "still here" in str(first.kept())


def test_a_packet_that_another_tab_stores_while_a_form_loads_is_opened(
    tab: Tab, every_home: str
) -> None:
    """The form can be filled in, and nothing of the other tab is lost."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.box("Summary").fill("shared")
    desk.flush()
    kept = desk.kept()
    wipe(tab.page)

    def store(route: Route) -> None:
        stored = f"Object.assign(localStorage, {json.dumps(kept)})\n"
        # Without the headers of the answer, by which the browser would keep it for other tests.
        route.fulfill(body=stored + route.fetch().text(), content_type="text/javascript")

    tab.page.route("**/worksheets/every.js*", store)
    again = Desk.open(tab.page, every_home + WHOLE)
    expect(again.box("Summary")).to_have_value("shared")
    again.box("Layers").fill("more")
    again.flush()
    answers = again.answers()["record"]
    assert (answers["summary"], answers["layers"]) == ("shared", ["more"])
    assert tab.complaints == []


def test_a_new_packet_of_another_tab_is_listed(two: tuple[Desk, Desk]) -> None:
    """The list of packets follows what other tabs add."""
    first, second = two
    second.press("New")
    second.box("Summary").fill("another")
    second.flush()
    expect(first.bar.locator("[id='ws-every.bar.packets'] option")).to_have_text(
        ["Packet 1", "Packet 2"]
    )
    expect(first.box("Summary")).to_have_value("shared")


# --- a worksheet that changes -----------------------------------------------------------------


def renamed(root: Path, origin: Path) -> None:
    """Put a later edition of a site into its place: a field renamed, one dropped, a quote changed."""
    worksheet = EVERY.replace("version: 3", "version: 4")
    field = "{id: operator, label: Operator, required: true, default: <operator_initials>}"
    assert field in worksheet
    new = "{id: who, label: Who, required: true, renamed_from: [operator]}"
    worksheet = worksheet.replace(field, new)
    dropped = "      - {id: fallback, label: Fallback?, type: yes-no}\n"
    assert dropped in worksheet
    changes = {
        "data/worksheets/every.yml": worksheet.replace(dropped, "").replace(
            "{record.operator}", "{record.who}"
        ),
        "content/guides/one.md": GUIDE.replace("goes to one route", "goes to just one route"),
        "data/sources/api.yml": _pack("Send a POST request to /chat, always"),
    }
    shutil.rmtree(origin)
    shutil.copytree(every_built(root, changes), origin)


def _pack(quote: str) -> str:
    old = "quote: Send a POST request to /chat\n"
    assert old in SMALL["data/sources/api.yml"]
    return SMALL["data/sources/api.yml"].replace(old, f"quote: {quote}\n")


def test_answers_outlive_a_rename(
    fresh_tab: Tab, every_site: Path, serving: Serve, tmp_path: Path
) -> None:
    """Fill, leave, rename and drop fields, rebuild, come back: nothing is lost, and it is said."""
    origin = tmp_path / "origin"
    shutil.copytree(every_site, origin)
    with serving(origin) as url:
        desk = Desk.open(fresh_tab.page, url + WHOLE)
        desk.box("Operator").fill("AB")
        desk.page.get_by_role("radio", name="Yes").check()
        desk.flush()
        fresh_tab.page.goto("about:blank")
        session = fresh_tab.page.context.new_cdp_session(fresh_tab.page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        (tmp_path / "later").mkdir()
        renamed(tmp_path / "later", origin)
        desk = Desk.open(fresh_tab.page, url + WHOLE)
        expect(desk.box("Who")).to_have_value("AB")
        expect(desk.bar.locator(".pp-orphan-box")).to_contain_text("record.fallback")
        expect(desk.bar).to_contain_text("It was made with version 3; this page has version 4.")
        expect(desk.bar).to_contain_text("The guide “One” has changed since.")
        expect(desk.bar).to_contain_text("The quote of chat.route has changed since.")
        expect(desk.bar).to_contain_text("Fields were renamed since. 1 answer moved along.")
        desk.box("Summary").fill("after")
        (packet,) = desk.stored()
    assert packet["answers"]["record"]["who"] == "AB"
    assert packet["orphans"] == [{"at": "record.fallback", "value": "yes"}]
    assert packet["version"] == "3"


# --- three ways to one ------------------------------------------------------------------------

MERGES: dict[str, tuple[Any, Any, Any, Any, list[Any]]] = {
    "only mine changed": ({"a": "1"}, {"a": "2"}, {"a": "1"}, {"a": "2"}, []),
    "only theirs changed": ({"a": "1"}, {"a": "1"}, {"a": "2"}, {"a": "2"}, []),
    "both alike": ({"a": "1"}, {"a": "2"}, {"a": "2"}, {"a": "2"}, []),
    "both apart": ({"a": "1"}, {"a": "2"}, {"a": "3"}, {"a": "2"}, [{"path": ["a"], "value": "3"}]),
    "different keys": ({}, {"a": "1"}, {"b": "2"}, {"a": "1", "b": "2"}, []),
    "theirs took it away": ({"a": "1"}, {"a": "1"}, {}, {}, []),
    "mine took it away": ({"a": "1"}, {}, {"a": "1"}, {}, []),
    "away and changed": ({"a": "1"}, {}, {"a": "2"}, {}, [{"path": ["a"], "value": "2"}]),
    "changed and away": ({"a": "1"}, {"a": "2"}, {}, {"a": "2"}, [{"path": ["a"], "value": ""}]),
    "entries of both": ([], [{"s": "1"}], [{"s": "2"}], [{"s": "1"}, {"s": "2"}], []),
    "an entry in both": (
        [{"s": "1"}],
        [{"s": "1", "c": "x"}],
        [{"s": "2"}],
        [{"s": "2", "c": "x"}],
        [],
    ),
    "an entry away": (
        [{"s": "1"}, {"s": "2"}],
        [{"s": "2"}],
        [{"s": "1"}, {"s": "2"}],
        [{"s": "2"}],
        [],
    ),
    "lists of text": (
        ["1"],
        ["1", "2"],
        ["1", "3"],
        ["1", "2"],
        [{"path": [], "value": ["1", "3"]}],
    ),
    "a name of objects": ({}, {"constructor": "1"}, {"b": "2"}, {"constructor": "1", "b": "2"}, []),
}


@pytest.mark.parametrize("case", MERGES)
def test_three_ways_become_one(case: str, desk: Desk) -> None:
    """Changes of both are kept where they touch different answers; else mine, and theirs beside it."""
    base, mine, theirs, wanted, conflicts = MERGES[case]
    needs = [name for name in ORDER if not name.startswith("worksheet-")]
    paths = [ROOT / "site-overrides/scripts" / f"{name}.js" for name in (*needs, "worksheet-store")]
    scripts = [constants_script(), *(path.read_text(encoding="utf-8") for path in paths)]
    merge = "(given => JSON.stringify(ProofpackStore.merge(...given)))"
    made = json.loads(desk.page.evaluate(";\n".join((*scripts, merge)), [base, mine, theirs]))
    assert made == {"value": wanted, "conflicts": conflicts}


def test_a_key_says_whose_it_is(desk: Desk) -> None:
    """Every key names the format, the site, the worksheet and the packet; nothing else is stored."""
    desk.box("Summary").fill("a")
    desk.flush()
    shapes = [
        r"proofpack/1/worksheet/every/active",
        r"proofpack/1/worksheet/every/packet/[0-9a-f]{20}",
    ]
    found = sorted(desk.kept())
    assert len(found) == len(shapes)
    assert all(re.fullmatch(shape, key) for shape, key in zip(shapes, found, strict=True)), found
    assert (
        desk.page.evaluate("Object.keys(sessionStorage).filter(one => one.includes('proofpack'))")
        == []
    )


def test_everything_is_forgotten_with_one_button(tab: Tab, every_home: str) -> None:
    """Packets of each worksheet, what was deleted and what was put aside; other things stay."""
    Desk.open(tab.page, every_home + HUNDRED, "hundred").box("Field 0").fill("other")
    tab.page.evaluate("localStorage.setItem('mine', 'stays')")
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.box("Summary").fill("first")
    desk.flush()
    desk.press("Delete")
    desk.box("Summary").fill("second")
    desk.flush()
    assert len(desk.kept()) > 2
    desk.press("Forget everything on this device")
    desk.dialog.get_by_role("button", name="Forget everything").click()
    expect(desk.box("Summary")).to_have_value("")
    assert desk.kept() == {}
    assert tab.page.evaluate("localStorage.mine") == "stays"


def test_packets_of_over_a_month_are_offered_for_deletion(fresh_tab: Tab, every_home: str) -> None:
    """Named, and never the one that is open; who keeps them is not asked again on this page."""
    fresh_tab.page.clock.set_fixed_time("2026-10-01T09:00:00Z")
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.name.fill("Of October")
    desk.flush()
    fresh_tab.page.clock.set_fixed_time("2026-11-28T09:00:00Z")
    desk.press("New")
    desk.name.fill("Of today")
    desk.flush()
    notice = desk.bar.locator(".pp-notice")
    expect(notice).to_contain_text("1 packet of this form lay here for over 30 days")
    expect(notice).to_contain_text("Of October")
    desk.press("Delete for good")
    expect(notice).to_have_count(0)
    assert [packet["name"] for packet in desk.stored()] == ["Of today"]


THEME = [
    "",
    "x",
    "{",
    "null",
    "5",
    '"light"',
    "[1]",
    '{"index":99,"color":{}}',
    '{"color":null}',
    '{"color":"x"}',
    "\u202e",
]


def test_foreign_values_and_addresses_stop_no_script(tab: Tab, every_home: str) -> None:
    """Under the keys of the theme and behind the `#`: nothing is thrown, and the page fills in."""
    tab.page.goto(every_home + WHOLE)
    scope = tab.page.evaluate("__md_scope.pathname")
    for value in THEME:
        for name in ("__palette", "__tabs", "__announce", "__consent", "__outdated"):
            for storage in ("localStorage", "sessionStorage"):
                tab.page.evaluate(
                    f"([k, v]) => {storage}.setItem(k, v)", [f"{scope}.{name}", value]
                )
        desk = Desk.open(tab.page, f"{every_home}{WHOLE}#%ff%fe")
        desk.reload()
    desk.box("Summary").fill("still here")
    assert desk.answers()["record"]["summary"] == "still here"
    assert tab.complaints == []
