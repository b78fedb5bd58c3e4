"""Packets side by side: named, reset, deleted and brought back, handed over and taken in."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import FilePayload, expect

from proofpack.project.load.text import MAXIMUM_BYTES
from tests.browser.conftest import Tab
from tests.browser.desks import HELD_TOGETHER, SOME, WHOLE, Desk, key, mail

pytestmark = [pytest.mark.browser, pytest.mark.site]


@pytest.fixture
def desk(tab: Tab, every_home: str) -> Desk:
    """The worksheet of every kind on its own page."""
    return Desk.open(tab.page, every_home + WHOLE)


def names(desk: Desk) -> list[str]:
    """Return the names that the list of packets shows."""
    return desk.bar.locator("[id='ws-every.bar.packets'] option").all_text_contents()


def test_nothing_is_stored_until_something_is_typed(desk: Desk) -> None:
    """A look at a worksheet leaves no packet behind."""
    expect(desk.state).to_have_text("Nothing is stored yet. What you type is saved on this device.")
    assert desk.kept() == {}
    desk.box("Summary").fill("a")
    expect(desk.state).to_have_text(re.compile(r"^Saved on this device, \d\d:\d\d UTC\.$"))
    assert len(desk.stored()) == 1


def test_what_is_typed_comes_back(desk: Desk) -> None:
    """After a pause without a further key the answer is stored, and a reload shows it."""
    desk.box("Summary").press_sequentially("kept")
    expect(desk.state).to_contain_text("Saved on this device")
    assert "kept" in str(desk.kept())
    expect(desk.reload().box("Summary")).to_have_value("kept")


def test_packets_lie_side_by_side(desk: Desk) -> None:
    """New and duplicate make packets with names of their own, between which one switches."""
    desk.box("Summary").fill("first")
    expect(desk.bar.locator("[id='ws-every.bar.packets']")).to_be_hidden()
    desk.press("New")
    expect(desk.name).to_be_focused()
    expect(desk.name).to_have_value("Packet 2")
    expect(desk.box("Summary")).to_have_value("")
    desk.name.fill("Night shift")
    desk.box("Summary").fill("second")
    desk.press("Duplicate")
    expect(desk.name).to_have_value("Night shift (2)")
    desk.box("Summary").fill("third")
    desk.flush()
    assert sorted(names(desk)) == ["Night shift", "Night shift (2)", "Packet 1"]
    switch = desk.page.get_by_label("Switch to", exact=True)
    for name, text in (("Packet 1", "first"), ("Night shift", "second")):
        switch.select_option(label=name)
        expect(desk.name).to_have_value(name)
        expect(desk.box("Summary")).to_have_value(text)
    desk.reload()
    expect(desk.name).to_have_value("Night shift")
    summaries = {one["name"]: one["answers"]["record"]["summary"] for one in desk.stored()}
    wanted = {"Packet 1": "first", "Night shift": "second", "Night shift (2)": "third"}
    assert summaries == wanted


def test_a_reset_is_undone_after_a_reload(desk: Desk) -> None:
    """A reset leaves the defaults; Undo brings everything back, and keeps what was typed since."""
    desk.box("Summary").fill("before")
    desk.leaf("decision").get_by_role("radio", name="Ship").check()
    desk.press("Reset")
    expect(desk.box("Summary")).to_have_value("")
    expect(desk.box("Attempts")).to_have_value("1")
    expect(desk.bar.get_by_role("button", name="Undo")).to_be_focused()
    desk.box("Layers").fill("typed since")
    desk.reload()
    expect(desk.box("Summary")).to_have_value("")
    desk.bar.get_by_role("button", name="Undo").click()
    expect(desk.box("Summary")).to_have_value("before")
    expect(desk.box("Layers")).to_have_value("typed since")
    expect(desk.leaf("decision").get_by_role("radio", name="Ship")).to_be_checked()
    expect(desk.bar.get_by_role("button", name="Undo")).to_have_count(0)
    assert desk.answers()["record"]["summary"] == "before"


def test_a_deletion_is_undone_after_a_reload(desk: Desk) -> None:
    """What was deleted can be brought back, until it is deleted for good."""
    desk.box("Summary").fill("gone?")
    desk.press("Delete")
    expect(desk.box("Summary")).to_have_value("")
    assert desk.stored() == []
    desk.reload()
    desk.bar.get_by_role("button", name="Undo").click()
    expect(desk.box("Summary")).to_have_value("gone?")
    assert desk.answers()["record"]["summary"] == "gone?"
    desk.press("Delete")
    desk.bar.get_by_role("button", name="Delete for good").click()
    assert "gone?" not in str(desk.kept())


def test_a_day_later_what_was_deleted_is_gone(fresh_tab: Tab, every_home: str) -> None:
    """A deleted packet does not lie on the device for longer than a day."""
    fresh_tab.page.clock.install(time="2026-11-20T08:00:00Z")
    desk = Desk.open(fresh_tab.page, every_home + WHOLE)
    desk.box("Summary").fill("gone?")
    desk.press("Delete")
    assert "gone?" in str(desk.kept())
    fresh_tab.page.clock.set_system_time("2026-11-21T09:00:00Z")
    desk.reload()
    expect(desk.bar.get_by_role("button", name="Undo")).to_have_count(0)
    assert "gone?" not in str(desk.kept())


# --- handing over -----------------------------------------------------------------------------


EXPORTS = [
    ("Markdown", "md", "# Every kind\n"),
    ("Plain text", "txt", "Every kind\n"),
    ("Slack", "txt", "*Every kind*\n"),
    ("Jira", "txt", "h2. Every kind\n"),
    ("JSON", "json", '{\n  "packet": "proofpack/1"'),
    ("YAML", "yaml", 'packet: "proofpack/1"\n'),
]
"""The formats of the page: name, ending, and how such a file begins."""


def test_each_format_of_the_page_is_tested(desk: Desk) -> None:
    """The next test knows what is offered, in its order."""
    assert desk.formats() == [form for form, _, _ in EXPORTS]


@pytest.mark.parametrize(("form", "ending", "begins"), EXPORTS)
def test_an_export_is_copied_and_downloaded(
    form: str, ending: str, begins: str, desk: Desk
) -> None:
    """What is shown, what is copied and what is downloaded are the same text."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.name.fill("Night: shift / 1")
    desk.box("Summary").fill("handed over")
    desk.box("Seen at").fill("2026-11-20T23:59:00Z")
    desk.hand_over()
    desk.dialog.get_by_role("radio", name=form).check()
    shown = desk.dialog.get_by_label("The packet as it leaves").input_value()
    desk.dialog.get_by_role("button", name="Copy").click()
    expect(desk.dialog.get_by_role("status")).to_have_text(f"Copied as {form}.")
    with desk.page.expect_download() as downloading:
        desk.dialog.get_by_role("button", name="Download").click()
    download = downloading.value
    assert download.suggested_filename == f"night-shift-1-2026-11-20-2359.{ending}"
    assert download.path().read_bytes().decode() == shown
    assert desk.page.evaluate("navigator.clipboard.readText()") == shown
    assert shown.startswith(begins)
    assert "handed over" in shown


def test_an_export_waits_while_a_finding_holds(desk: Desk) -> None:
    """Export, print and copy list what holds, each line with a way to its field; then they go on."""
    page = desk.page
    page.evaluate("() => { self.print = () => { self.printed = (self.printed || 0) + 1 } }")
    desk.box("Summary").fill(f"from {mail()}")
    desk.leaf("table--path").get_by_label("Result").fill(f"sent with {key()}")
    for button in ("Export…", "Print"):
        desk.press(button)
        expect(desk.dialog).to_contain_text("It waits for 2 findings.")
        expect(desk.dialog.get_by_role("listitem")).to_have_count(2)
        expect(desk.dialog.get_by_role("textbox")).to_have_count(0)
        desk.dialog.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Copy message").click()
    desk.dialog.get_by_role("link", name="Summary").click()
    expect(desk.dialog).to_have_count(0)
    expect(desk.box("Summary")).to_be_focused()
    desk.box("Summary").fill("Whether it was available is to verify.")
    page.get_by_role("button", name="Redact: Path: Result").click()
    assert page.evaluate("self.printed") is None
    desk.press("Print")
    assert page.evaluate("self.printed") == 1
    assert "<REDACTED:provider-key-1>" in desk.exported("JSON")


def test_advice_on_parts_that_are_not_on_the_page_leads_there(tab: Tab, every_home: str) -> None:
    """From a guide with some parts, a link leads to the field on the worksheet's own page."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.leaf("decision").get_by_label("Because").fill('data: {"id": 1}')
    desk.flush()
    desk = Desk.open(tab.page, every_home + SOME)
    desk.hand_over()
    desk.dialog.get_by_text("None of it holds the packet back").click()
    desk.dialog.get_by_role("link", name="Decision: because").click()
    tab.page.wait_for_url(f"**/{WHOLE}#*")
    expect(desk.ready().leaf("decision").get_by_label("Because")).to_be_visible()


def test_open_checklists_are_one_question_once(desk: Desk) -> None:
    """Each item leads to its field, and Enter goes on. What was chosen last stays chosen."""
    desk.leaf("checks--route").get_by_role("radio", name="Done").check()
    desk.press("Export…")
    expect(desk.dialog).to_contain_text("Checks: 1 of 2 items open")
    desk.dialog.get_by_role("link").click()
    expect(desk.leaf("checks--parsed").get_by_role("radio", name="Open")).to_be_focused()
    desk.press("Export…")
    expect(desk.dialog.get_by_role("button", name="Copy")).to_be_focused()
    desk.dialog.get_by_role("radio", name="Slack").check()
    with desk.page.expect_download() as downloading:
        desk.dialog.get_by_role("button", name="Download").click()
    assert downloading.value.suggested_filename.startswith("every-20"), "it has no name of its own"
    desk.dialog.get_by_text("open checklists. None of it holds").click()
    desk.dialog.locator(".pp-dialog-list").get_by_role("link").first.click()
    expect(desk.leaf("checks--parsed").get_by_role("radio", name="Open")).to_be_focused()
    desk.press("Export…")
    expect(desk.dialog.get_by_role("radio", name="Slack")).to_be_checked()
    expect(desk.dialog.get_by_role("button", name="Download")).to_be_focused()
    desk.dialog.get_by_role("button", name="Close").click()
    desk.press("New")
    desk.press("Export…")
    desk.page.keyboard.press("Enter")
    expect(desk.dialog.get_by_role("button", name="Download")).to_be_focused()


def test_what_is_internal_never_leaves_for_support(desk: Desk, every_home: str) -> None:
    """In no format and in no name of a file; on paper neither. Our records hold it."""
    desk.name.fill("INC-4711 night")
    desk.box("Owner").fill("INC-4711")
    desk.leaf("decision").get_by_role("radio", name="Hold").check()
    desk.leaf("decision").get_by_label("Because").fill("only for us")
    for form, _, _ in EXPORTS:
        inside = form in ("JSON", "YAML")
        for text in ("INC-4711", "only for us"):
            assert (text in desk.exported(form)) == inside, form
    desk.hand_over()
    desk.dialog.get_by_role("radio", name="Jira").check()
    with desk.page.expect_download() as downloading:
        desk.dialog.get_by_role("button", name="Download").click()
    assert downloading.value.suggested_filename.startswith("every-20")
    desk.dialog.get_by_role("button", name="Close").click()
    paper = """() => {
      dispatchEvent(new Event('beforeprint'))
      const texts = Array.from(document.querySelectorAll('.pp-printed'), one => one.textContent)
      dispatchEvent(new Event('afterprint'))
      return texts.join()
    }"""
    printed = str(desk.page.evaluate(paper))
    assert "(stays inside)" in printed
    assert "INC-4711" not in printed
    desk.name.fill("only for us")
    desk.flush()
    some = Desk.open(desk.page, every_home + SOME)
    assert "only for us" not in str(some.page.evaluate(paper)), "and is written on another page"


_OLDER = {
    "packet": "proofpack/1",
    "worksheet": "held",
    "version": "1",
    "answers": {"record": {"gone": "Initech, who left"}},
}


def test_paper_repeats_nothing_that_stays_inside(tab: Tab, every_home: str) -> None:
    """No finding does, no name, no word to who does not see; nor has it what no field takes."""
    desk = Desk.open(tab.page, every_home + HELD_TOGETHER, "held")
    desk.box("Planned for").fill("when Initech calls")
    desk.name.fill("when Initech calls")
    desk.flush()
    expect(desk.findings("record--planned")).to_contain_text("Initech")
    desk.press("Delete")
    expect(desk.bar).to_contain_text("“when Initech calls” was deleted")
    desk.paste(json.dumps(_OLDER))
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    desk.box("Planned for").fill("2026-06-25T03:12Z")
    desk.box("Begun").fill("2026-06-24T03:12Z")
    desk.name.fill("Packet of 2026-06-25T03:12Z")
    desk.flush()
    expect(desk.leaf("record--begun")).to_contain_text("2026-06-25T03:12Z")
    desk.page.emulate_media(media="print")
    desk.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(desk.leaf("record--planned").locator(".pp-printed")).to_have_text("(stays inside)")
    expect(desk.bar.locator(".pp-name .pp-printed")).to_have_text("(stays inside)")
    expect(desk.bar).to_contain_text("Answers without a field")
    paper = desk.page.locator("body").inner_text()
    assert "2026-06-24T03:12Z" in paper
    assert "2026-06-25T03:12Z" not in paper
    assert "Initech" not in paper


def test_what_is_open_is_said_and_does_not_wait(desk: Desk) -> None:
    """Required fields that are empty are listed beside the export, which goes on."""
    desk.hand_over()
    expect(desk.dialog.get_by_role("button", name="Download")).to_be_enabled()
    desk.dialog.get_by_text("None of it holds the packet back").click()
    desk.dialog.get_by_role("link", name="Seen at").click()
    expect(desk.box("Seen at")).to_be_focused()


# --- taking in --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JSON", "YAML"])
def test_a_packet_is_taken_in_with_a_preview(form: str, desk: Desk) -> None:
    """An import shows field, now and then; replacing can be undone; keeping both adds a packet."""
    desk.box("Summary").fill("theirs\nin lines")
    taken = desk.exported(form)
    desk.box("Summary").fill("mine")
    desk.paste(taken)
    row = desk.dialog.get_by_role("row").filter(has_text="Summary")
    expect(row.get_by_role("cell")).to_have_text(["mine", "theirs\nin lines"])
    desk.dialog.get_by_role("button", name="Cancel").click()
    expect(desk.box("Summary")).to_have_value("mine")
    desk.paste(taken)
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    expect(desk.box("Summary")).to_have_value("theirs\nin lines")
    expect(desk.bar.get_by_role("button", name="Undo")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.box("Summary")).to_have_value("mine")
    desk.paste(taken)
    desk.dialog.get_by_role("button", name="Keep both").click()
    expect(desk.name).to_have_value("Packet 1 (2)")
    summaries = {one["name"]: one["answers"]["record"]["summary"] for one in desk.stored()}
    assert summaries == {"Packet 1": "mine", "Packet 1 (2)": "theirs\nin lines"}


def test_a_file_is_taken_in(desk: Desk) -> None:
    """A chosen file is read on the device."""
    desk.box("Summary").fill("from a file")
    taken = desk.exported("JSON")
    desk.press("New")
    desk.press("Import…")
    file: FilePayload = {"name": "p.json", "mimeType": "application/json", "buffer": taken.encode()}
    desk.dialog.get_by_label("A file").set_input_files(file)
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    expect(desk.box("Summary")).to_have_value("from a file")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choose a file, or paste the text of a packet."),
        ("{\n  'packet': 1}", "Line 2: "),
        ("just words", "Line 1: "),
        ('{"packet": "proofpack/1", "worksheet": "other"}', "This is a packet of other"),
        ('{"packet": "proofpack/2", "worksheet": "every"}', "format 2"),
        ("packet: &a proofpack/1\nworksheet: *a", "Line 1: "),
        ("# P\n\n- Packet (`packet`): `proofpack/1`\n", "Markdown is for people"),
    ],
)
def test_what_is_no_packet_is_refused_in_words(text: str, said: str, desk: Desk) -> None:
    """Text that cannot be read changes nothing, and the dialog says where and why."""
    desk.paste(text)
    expect(desk.dialog.get_by_role("alert")).to_contain_text(said)
    expect(desk.dialog.get_by_role("button", name="Replace this packet")).to_have_count(0)
    assert desk.stored() == []


def test_a_file_that_is_too_large_is_refused(desk: Desk) -> None:
    """A file beyond what the program reads is not even read. Its bytes count, as they do there."""
    desk.press("Import…")
    text = "é".encode() * (MAXIMUM_BYTES // 2 + 1)
    file: FilePayload = {"name": "a.md", "mimeType": "text/plain", "buffer": text}
    desk.dialog.get_by_label("A file").set_input_files(file)
    expect(desk.dialog.get_by_role("alert")).to_contain_text("larger than 1 MiB")
    desk.dialog.get_by_label("Or its text").fill(text.decode())
    desk.dialog.get_by_role("button", name="Show what changes").click()
    expect(desk.dialog.get_by_role("alert")).to_contain_text("a file of over 1 MiB")


def test_who_keeps_what_cannot_come_back_is_told_before(desk: Desk) -> None:
    """An export that no import takes is called one while it can still be shortened; a message is not."""
    desk.box("Summary").fill("é" * (MAXIMUM_BYTES // 2))
    desk.hand_over()
    fault = desk.dialog.get_by_role("alert")
    expect(fault).to_be_empty()
    for form in ("JSON", "YAML"):
        desk.dialog.get_by_role("radio", name=form).check()
        expect(fault).to_contain_text("cannot be imported again")
    desk.dialog.get_by_role("radio", name="Slack").check()
    expect(fault).to_be_empty()


def test_an_import_stores_no_secret(desk: Desk) -> None:
    """Secrets in a file are redacted before it is shown or stored, and the preview says so."""
    desk.box("Summary").fill("SECRET")
    taken = desk.exported("JSON").replace("SECRET", f"used {key()}")
    desk.paste(taken)
    expect(desk.dialog).to_contain_text("1 secret in it: redacted before anything is stored.")
    expect(desk.dialog).to_contain_text("used <REDACTED:provider-key-1>")
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    assert desk.answers()["record"]["summary"] == "used <REDACTED:provider-key-1>"
    assert key() not in json.dumps(desk.kept())
    assert key() not in desk.page.content()


def test_values_that_no_choice_has_are_kept_and_shown(desk: Desk) -> None:
    """A choice, a day or a line that the controls do not know stays as it was until it is changed."""
    answers = {
        "record": {"result": "maybe", "day": "yesterday", "operator": "A\nB", "scope": ["x"]}
    }
    packet = {"packet": "proofpack/1", "worksheet": "every", "answers": answers}
    desk.paste(json.dumps(packet))
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    expect(desk.page.get_by_role("radio", name="maybe (not a choice here)")).to_be_checked()
    expect(desk.page.get_by_role("checkbox", name="x (not a choice here)")).to_be_checked()
    expect(desk.findings("record--result")).to_contain_text("is none of the choices")
    expect(desk.box("Day")).to_have_value("yesterday")
    expect(desk.box("Operator")).to_have_value("A\nB")
    desk.box("Summary").fill("touched")
    assert desk.answers()["record"] == {
        "operator": "A\nB",
        "summary": "touched",
        "day": "yesterday",
        "result": "maybe",
        "scope": ["x"],
    }
    desk.page.get_by_role("radio", name="pass").check()
    assert desk.answers()["record"]["result"] == "pass"


def test_answers_without_a_field_are_shown(desk: Desk) -> None:
    """Orphans stand in a box from which each is copied or deleted; until then they are exported."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answers = {"record": {"old": "an old answer", "older": ["a", "b"]}}
    packet = {"packet": "proofpack/1", "worksheet": "every", "answers": answers}
    desk.paste(json.dumps(packet))
    expect(desk.dialog).to_contain_text("2 answers without a field")
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    box = desk.bar.locator(".pp-orphan-box")
    expect(box).to_contain_text("an old answer")
    box.get_by_role("button", name="Copy: record.old", exact=True).click()
    expect(box.get_by_role("button", name="Copy: record.old", exact=True)).to_have_text("Copied")
    assert desk.page.evaluate("navigator.clipboard.readText()") == "an old answer"
    box.get_by_role("button", name="Delete: record.old", exact=True).click()
    expect(box).not_to_contain_text("an old answer")
    expect(desk.reload().bar.locator(".pp-orphan-box")).to_contain_text("record.older")
    assert '"at": "record.older"' in desk.exported("JSON")
