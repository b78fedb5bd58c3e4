"""A worksheet on its page: what each blank becomes, and that all of it works by hand and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from proofpack.worksheets.constants import FORMS
from proofpack.worksheets.scripts import joined
from tests.browser.conftest import Tab
from tests.browser.desks import HUNDRED, SOME, WHOLE, Desk
from tests.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.site]

RECORD = "ws-every--record--"


@pytest.fixture
def desk(tab: Tab, every_home: str) -> Desk:
    """The worksheet of every kind on its own page."""
    return Desk.open(tab.page, every_home + WHOLE)


def test_without_scripts_the_page_is_as_it_was(unscripted: Page, every_home: str) -> None:
    """Without scripts a worksheet is a plain page: tables and lists, no control and no bar."""
    page = unscripted
    page.goto(every_home + WHOLE)
    expect(page.locator("table.pp-record")).to_be_visible()
    expect(page.locator("table.pp-table td.pp-empty")).to_have_count(4)
    expect(page.locator(".pp-box").first).to_be_visible()
    expect(page.locator("article :is(input, textarea, button, dialog)")).to_have_count(0)


@pytest.mark.parametrize(
    ("field", "tag", "attributes"),
    [
        ("operator", "input", {"type": "text", "aria-required": "true"}),
        ("summary", "textarea", {"spellcheck": "true"}),
        ("seen_at", "input", {"type": "text"}),
        ("day", "input", {"type": "date"}),
        ("page", "input", {"type": "url"}),
        ("attempts", "input", {"inputmode": "decimal", "pattern": FORMS["number"]}),
        ("request", "textarea", {"spellcheck": "false"}),
        ("layers", "textarea", {}),
        ("head--owner", "input", {"spellcheck": "false"}),
        ("attempt--status", "input", {}),
    ],
)
def test_a_blank_becomes_a_native_control(
    field: str, tag: str, attributes: dict[str, str], desk: Desk
) -> None:
    """Each type of field has the control that a browser has for it, named by the field's label."""
    control = desk.page.locator(f"[id='{RECORD}{field}.input']")
    assert control.evaluate("one => one.localName") == tag
    for name, wanted in {**attributes, "autocomplete": "off"}.items():
        expect(control).to_have_attribute(name, wanted)
    label = control.evaluate("one => one.labels[0].textContent")
    assert label == desk.leaf(f"record--{field}").locator("label").first.text_content()
    assert label


@pytest.mark.parametrize(
    ("field", "role", "names"),
    [
        ("result", "radio", ["pass", "fail", "open: Left open"]),
        ("scope", "checkbox", ["all", "region", "tenant"]),
        ("fallback", "radio", ["Yes", "No"]),
    ],
)
def test_choices_are_radios_and_checkboxes(
    field: str, role: str, names: list[str], desk: Desk
) -> None:
    """Choices stand in a fieldset whose legend is the label; radios can be cleared again."""
    box = desk.leaf(f"record--{field}")
    assert box.evaluate("one => one.localName") == "fieldset"
    expect(box.locator("legend")).to_contain_text(field.title(), ignore_case=True)
    found = box.locator(f"input[type={role}]")
    assert found.evaluate_all("all => all.map(one => one.labels[0].textContent)") == names
    found.first.check()
    assert field in desk.answers()["record"]
    if role == "radio":
        box.get_by_role("button", name=re.compile("^Clear")).click()
        expect(found.first).to_be_focused()
        assert field not in desk.answers()["record"]


def test_now_is_the_time_in_utc(fresh_tab: Tab, every_home: str) -> None:
    """A press puts the time with seconds and a Z into the field, and it is stored at once."""
    fresh_tab.page.clock.set_fixed_time("2026-11-21T02:14:05.678Z")
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.page.get_by_role("button", name="Now (UTC): Seen at").click()
    expect(desk.box("Seen at")).to_have_value("2026-11-21T02:14:05Z")
    assert desk.answers()["record"]["seen_at"] == "2026-11-21T02:14:05Z"


def test_a_wrong_shape_is_said_once_the_field_is_left(desk: Desk) -> None:
    """A half-typed time is no fault; one that is left is, in the browser's validity and in words."""
    box = desk.box("Seen at")
    box.press_sequentially("2026-02-30T1")
    desk.flush()
    expect(desk.findings("record--seen_at")).to_be_hidden()
    box.blur()
    expect(desk.findings("record--seen_at")).to_contain_text("is not a time")
    expect(box).to_have_attribute("aria-invalid", "true")
    described = box.get_attribute("aria-describedby") or ""
    assert f"{RECORD}seen_at.findings" in described.split()
    assert not box.evaluate("one => one.checkValidity()")
    assert "not a time" in str(box.evaluate("one => one.validationMessage"))
    box.fill("2026-02-28T10:00Z")
    box.blur()
    expect(desk.findings("record--seen_at")).to_be_hidden()
    assert box.evaluate("one => one.checkValidity()")


def test_a_list_has_one_entry_per_line(desk: Desk) -> None:
    """Lines of a list are its entries; blank lines are none."""
    desk.box("Layers").fill("SDK\n\n  own loop \nqueue\n")
    assert desk.answers()["record"]["layers"] == ["SDK", "  own loop", "queue"]
    expect(desk.reload().box("Layers")).to_have_value("SDK\n  own loop\nqueue")


def test_a_textarea_grows_with_what_is_written(desk: Desk) -> None:
    """Twelve lines are seen without scrolling inside the field."""
    box = desk.box("Summary")
    before = box.bounding_box()
    box.fill("\n".join(f"line {n}" for n in range(12)))
    after = box.bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] + 100
    assert box.evaluate("one => one.scrollHeight <= one.clientHeight + 1")


def test_entries_come_and_go(desk: Desk) -> None:
    """An entry is added with the focus in it, taken away with the focus on Undo, and comes back."""
    page = desk.page
    desk.box("HTTP status").fill("503")
    page.get_by_role("button", name="Add: attempt").click()
    second = page.get_by_role("group", name="Attempt 2")
    expect(second.get_by_role("textbox", name="HTTP status")).to_be_focused()
    page.keyboard.type("200")
    assert [one["status"] for one in desk.answers()["record"]["attempt"]] == ["503", "200"]
    page.get_by_role("button", name="Remove: Attempt 1").click()
    expect(page.get_by_role("button", name="Undo: remove Attempt 1")).to_be_focused()
    assert desk.answers()["record"]["attempt"] == [{"status": "200"}]
    page.keyboard.press("Enter")
    expect(desk.box("HTTP status")).to_be_focused()
    assert [one["status"] for one in desk.answers()["record"]["attempt"]] == ["503", "200"]
    desk.reload()
    expect(page.get_by_role("group", name="Attempt 2").get_by_role("textbox").first).to_have_value(
        "200"
    )


def test_an_item_is_done_or_not_applicable_or_open(desk: Desk) -> None:
    """A reason is asked for what is not applicable, and kept when that changes."""
    item = desk.leaf("checks--route")
    because = item.get_by_label("Because")
    expect(item.get_by_role("radio", name="Open")).to_be_checked()
    expect(because).to_be_hidden()
    item.get_by_role("radio", name="Done").check()
    assert desk.answers()["checks"] == {"route": {"state": "done"}}
    item.get_by_role("radio", name="Not applicable").check()
    because.fill("No route.")
    assert desk.answers()["checks"]["route"] == {"state": "not-applicable", "because": "No route."}
    item.get_by_role("radio", name="Open").check()
    expect(because).to_be_visible()
    assert desk.answers()["checks"]["route"] == {"state": "open", "because": "No route."}


def test_decisions_classes_and_cells_are_answered(desk: Desk) -> None:
    """The other kinds of part have controls, too, and what they hold comes back."""
    desk.leaf("decision").get_by_role("radio", name="Hold").check()
    desk.leaf("decision").get_by_label("Because").fill("Something is open.")
    desk.leaf("class").get_by_role("radio", name="Contract").check()
    desk.leaf("table--path").get_by_label("Result").fill("as documented")
    answers = desk.answers()
    assert answers["decision"] == {"option": "hold", "because": "Something is open."}
    assert answers["class"] == {"labels": ["contract"]}
    assert answers["table"] == {"path": {"result": "as documented"}}
    desk.reload()
    expect(desk.leaf("decision").get_by_role("radio", name="Hold")).to_be_checked()
    expect(desk.leaf("class").get_by_role("radio", name="Contract")).to_be_checked()
    expect(desk.leaf("table--path").get_by_label("Result")).to_have_value("as documented")


def test_a_message_is_composed_while_one_types(desk: Desk) -> None:
    """Slots fill with answers; what is open stays in brackets; the copy is what is shown."""
    message = desk.leaf("message").locator("pre")
    expect(message).to_contain_text("saw [Summary] at [Seen at].")
    desk.box("Summary").fill("a 503")
    desk.box("Layers").fill("SDK\nqueue")
    expect(message).to_contain_text("saw a 503 at [Seen at].")
    expect(message).to_contain_text("Layers: SDK; queue.")
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.get_by_role("button", name="Copy message").click()
    desk.dialog.get_by_role("button", name="Go on").press("Enter")
    expect(desk.page.get_by_role("button", name="Copied")).to_be_visible()
    copied = str(desk.page.evaluate("navigator.clipboard.readText()"))
    assert copied.rstrip("\n") == message.inner_text().rstrip("\n")


def test_progress_is_told_by_part_and_for_the_whole(desk: Desk) -> None:
    """Each part says how much of it is answered, and the bar how much of everything."""
    part = desk.leaf("checks").locator(".pp-progress")
    expect(part).to_have_text("0 of 2 answered")
    whole = desk.bar.locator(".pp-counted")
    before = int((whole.text_content() or "").split()[0])
    desk.leaf("checks--route").get_by_role("radio", name="Done").check()
    expect(part).to_have_text("1 of 2 answered")
    expect(whole).to_have_text(re.compile(rf"^{before + 1} of "))


def test_a_guide_says_that_it_shows_some_parts(tab: Tab, every_home: str) -> None:
    """On a guide with some parts the bar leads to the whole, where the same packet lies."""
    desk = Desk.open(tab.page, every_home + SOME)
    desk.box("Summary").fill("typed on the guide")
    desk.bar.get_by_role("link", name="The whole form").click()
    tab.page.wait_for_url(f"**/{WHOLE}*")
    expect(desk.ready().box("Summary")).to_have_value("typed on the guide")
    expect(desk.bar.get_by_role("link", name="The whole form")).to_have_count(0)


def test_the_keyboard_is_enough(tab: Tab, every_home: str) -> None:
    """With Tab, arrows, Space and Enter alone: a name, an answer, a choice, an export."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    keys = tab.page.keyboard

    def reach(wanted: str) -> None:
        for _ in range(120):
            keys.press("Tab")
            at = "document.activeElement.id || document.activeElement.textContent.trim()"
            if tab.page.evaluate(at) == wanted:
                shown = "getComputedStyle(document.activeElement).outlineStyle"
                assert tab.page.evaluate(shown) != "none", f"the focus on {wanted} is not seen"
                return
        raise AssertionError(f"Tab never reaches {wanted}")

    reach("ws-every.name.input")
    keys.press("Control+A")
    keys.type("By hand")
    reach("Export…")
    keys.press("Enter")
    expect(desk.dialog).to_be_visible()
    keys.press("Escape")
    expect(desk.dialog).to_have_count(0)
    assert tab.page.evaluate("document.activeElement.textContent") == "Export…"
    reach(f"{RECORD}summary.input")
    keys.type("typed")
    reach(f"{RECORD}result--pass")
    keys.press("Space")
    keys.press("ArrowDown")
    reach("ws-every--checks--route--open")
    keys.press("ArrowLeft")
    (packet,) = desk.stored()
    assert packet["name"] == "By hand"
    assert packet["answers"]["record"]["summary"] == "typed"
    assert packet["answers"]["record"]["result"] == "fail"
    assert packet["answers"]["checks"]["route"]["state"] == "not-applicable"


def test_a_key_press_starts_no_work_on_the_packet(tab: Tab, every_home: str) -> None:
    """Of 100 fields none is judged, written or drawn within an input event; after a pause one is."""
    shared = "self.ProofpackPacket = ProofpackPacket\n"  # the code keeps its scope to itself
    code = joined(ROOT / "site-overrides" / "scripts")
    code = code.replace(
        ";Object.assign((self.Proofpack", f";{shared};Object.assign((self.Proofpack"
    )
    tab.page.route(
        "**/worksheets.js*", lambda way: way.fulfill(body=code, content_type="text/javascript")
    )
    desk = Desk.open(tab.page, every_home + HUNDRED, "hundred")
    expect(tab.page.locator("[aria-busy=true]")).to_have_count(0)
    desk.with_rules()  # and with what judges by them
    tab.page.evaluate("""() => {
      self.calls = {}
      for (const name of ['judge', 'judgeField', 'judgeWords', 'canonical', 'progress', 'toMessage']) {
        const real = ProofpackPacket[name]
        ProofpackPacket[name] = (...given) => {
          calls[name] = (calls[name] || 0) + 1
          return real(...given)
        }
      }
      const write = Storage.prototype.setItem
      Storage.prototype.setItem = function (...given) {
        calls.setItem = (calls.setItem || 0) + 1
        return write.apply(this, given)
      }
      const stringify = JSON.stringify
      JSON.stringify = (...given) => {
        calls.stringify = (calls.stringify || 0) + 1
        return stringify(...given)
      }
    }""")
    at_once = tab.page.evaluate("""() => {
      const box = document.getElementById('ws-hundred--record--f50.input')
      box.focus()
      for (const key of 'a few words') {
        box.value += key
        box.dispatchEvent(new InputEvent('input', {bubbles: true, data: key}))
      }
      return {...calls}
    }""")
    assert at_once == {}
    desk.flush()
    later = tab.page.evaluate("({...calls})")
    assert later["judgeField"] == 1
    assert later.get("judge", 0) == 0
    assert desk.answers()["record"]["f50"] == "a few words"


def test_what_is_found_in_a_field_moves_nothing_under_a_press(desk: Desk) -> None:
    """A field is left by pressing what stands below: the press arrives, and then the finding shows."""
    desk.box("Seen at").press_sequentially("heavy")
    radio = desk.leaf("record--result").locator("input[type=radio]").first
    radio.scroll_into_view_if_needed()
    place = radio.bounding_box()
    assert place
    mouse = desk.page.mouse
    mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    mouse.down()
    expect(desk.box("Seen at")).not_to_be_focused()
    mouse.up()
    expect(radio).to_be_checked()
    expect(desk.findings("record--seen_at")).to_contain_text("is not a time")
