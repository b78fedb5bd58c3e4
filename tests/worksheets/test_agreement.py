"""Answers that contradict each other are told, in words that name both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proofpack.project.reader import ProjectReader
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.adopt import adopt
from proofpack.worksheets.formats import SUPPORTS, to_message
from proofpack.worksheets.packet import canonical
from proofpack.worksheets.packet_rules import PacketChecker, PacketFinding
from proofpack.worksheets.progress import progress
from tests.conftest import TODAY, Project
from tests.held import ANSWERS, FOUND, HELD
from tests.worksheets.test_worksheets import run


@pytest.fixture
def sheet(project: Project) -> WorksheetSchema:
    """The worksheet of `held.py`."""
    reader = ProjectReader(project({"data/worksheets/held.yml": HELD}))
    return WorksheetSchema.of(reader.read(TODAY)[1], "held")


def found(sheet: WorksheetSchema, answers: dict[str, Any]) -> dict[str, PacketFinding]:
    """Return what is found in answers, by its place."""
    packet = adopt(sheet, {"packet": "proofpack/1", "worksheet": "held", "answers": answers}).packet
    return {one.at: one for one in PacketChecker.of([]).judge(sheet, packet)}


def test_each_contradiction_is_told_at_its_place(sheet: WorksheetSchema) -> None:
    """With what both answers say, and what would settle it. None of them holds an export back."""
    told = found(sheet, ANSWERS)
    assert {at: one.rule for at, one in told.items()} == FOUND
    assert not any(one.holds for one in told.values())
    said = {at.removeprefix("record."): f"{one.what}. {one.remedy}" for at, one in told.items()}
    assert said == {
        "attempt[0].http_status": '"none" is not an HTTP status. Wanted: three digits, as in 503.',
        "last": '"2026-06-25T03:12:00Z" is before "First sent", "2026-06-25T03:14:30Z". '
        "Correct one of the two.",
        "http_status": '"503" is not what "Status" says, "500". Correct one of the two.',
        "error_code": 'nothing is written here, and "Shape" is "error_json". '
        "Fill it in, or hand it over as open.",
        "decision": '"go-on" is not what "Ending" says, "give-up". '
        "The decision counts: take it, or decide anew.",
        "attempts_total": '"3" is not how many entries of "Attempt" there are, "2". '
        "Correct the number, or the entries.",
        "result": '"pass" rests on "Safety", which is still open (1 of 2 items). '
        "Settle these, or choose inconclusive.",
        "ending.option": '"give-up" rests on "Safety", which is still open (1 of 2 items). '
        "Settle these, or choose go-on.",
        "attempt[1].attempt_number": '"1" stands after "2". '
        'Put the entries in the order of "Number", or correct one of the two.',
    }


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"last": "2026-06-25T03:14Z"}, "last"),
        ({"last": ""}, "last"),
        ({"first": "yesterday"}, "last"),
        ({"http_status": "500"}, "http_status"),
        ({"attempt_number": ""}, "http_status"),
        ({"error_code": "empty"}, "error_code"),
        ({"shape": "json"}, "error_code"),
        ({"decision": "give-up"}, "decision"),
        ({"decision": ""}, "decision"),
        ({"attempts_total": "02"}, "attempts_total"),
        ({"attempt": []}, "attempts_total"),
        ({"result": "inconclusive"}, "result"),
        ({"result": ""}, "result"),
    ],
)
def test_what_agrees_or_is_open_is_not_told(
    sheet: WorksheetSchema, changes: dict[str, Any], gone: str
) -> None:
    """Times as far as both say; what is empty, or what cannot be compared, contradicts nothing."""
    answers = {**ANSWERS, "record": {**ANSWERS["record"], **changes}}
    assert f"record.{gone}" in FOUND
    rule = FOUND[f"record.{gone}"]
    told = found(sheet, answers)
    assert f"record.{gone}" not in told or told[f"record.{gone}"].rule != rule


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("open", "not settled yet (Safety: 1 of 2 open)"),
        ({"state": "not-applicable"}, "not settled yet (Safety: 1 of 2 open)"),
        ({"state": "not-applicable", "because": "None was asked for."}, "all of it holds"),
        ("done", "all of it holds"),
    ],
)
def test_no_message_says_what_rests_on_an_open_item(
    sheet: WorksheetSchema, names: Any, says: str
) -> None:
    """Neither in a slot, nor in a paragraph for that answer, nor in any format for support."""
    answers = {"record": {"result": "pass"}, "ending": {"option": "give-up"}}
    answers |= {"safety": {"keys": "done", "names": names}}
    told = found(sheet, answers)
    is_settled = says == "all of it holds"
    assert ("record.result" in told) == ("ending.option" in told) == (not is_settled)
    packet = adopt(sheet, {"packet": "p", "worksheet": "held", "answers": answers}).packet
    message = to_message(sheet, packet, "message")
    given = "Give up" if is_settled else says
    assert message.startswith(f"Status [HTTP status]; we {given}. Result: {says}.")
    assert message.endswith("All of it holds." if is_settled else "Something is open.")
    for form in SUPPORTS.values():
        assert ("ll of it holds" in form(sheet, packet)) == is_settled
    without = WorksheetSchema(sheet.data | {"parts": sheet.parts[:-1]})
    for form in SUPPORTS.values():
        assert ("all of it holds" in form(without, packet)) == is_settled


def test_an_export_says_beside_it_what_it_leaves_out(project: Project, tmp_path: Path) -> None:
    """Each answer that rests on an open item, and the checklist; none of it once that is settled."""
    root, path = project({"data/worksheets/held.yml": HELD}), tmp_path / "packet.json"
    told = """\
Still open: 1 item of Safety.
Not said: "pass" rests on "Safety", which is still open (1 of 2 items).
Not said: "give-up" rests on "Safety", which is still open (1 of 2 items).
"""
    for names, said in (("open", told), ("done", "")):
        answers = ANSWERS | {"safety": {"keys": "done", "names": names}}
        packet = {"packet": "proofpack/1", "worksheet": "held", "version": "1", "answers": answers}
        path.write_text(json.dumps(packet), encoding="utf-8")
        assert run(root, "export", str(path)).stderr == said


def test_an_entry_that_is_named_and_missing_is_told(sheet: WorksheetSchema) -> None:
    """A record that rests on attempt 7 needs an attempt 7."""
    answers = {"record": {**ANSWERS["record"], "attempt_number": "7"}}
    one = found(sheet, answers)["record.http_status"]
    assert (one.rule, one.what) == ("no-entry", 'no entry of "Attempt" has "7"')


def test_a_choice_stands_instead_of_a_value_of_a_format(sheet: WorksheetSchema) -> None:
    """No response is a choice of its own; what is neither is told both."""
    assert found(sheet, {"record": {"http_status": "none"}}) == {}
    one = found(sheet, {"record": {"http_status": "5xx"}})["record.http_status"]
    assert one.what == '"5xx" is not an HTTP status'
    assert one.remedy == "Wanted: three digits, as in 503, or none."


def test_a_decision_fills_what_takes_its_value_from_it(sheet: WorksheetSchema) -> None:
    """Where the record is empty, too. It is not asked, so it does not count as an answer."""
    packet = adopt(
        sheet, {"packet": "p", "worksheet": "held", "answers": {"ending": {"option": "give-up"}}}
    ).packet
    assert packet["answers"]["record"] == {"decision": "give-up"}
    assert canonical(sheet, packet) == packet
    assert progress(sheet, packet)["record"][0] == 0


def test_an_entry_tells_its_number_once(sheet: WorksheetSchema) -> None:
    """For support, where the number says no more than where the entry stands; else beside its label."""
    rows = [{"attempt_number": number, "http_status": "500"} for number in ("1", "3")]
    packet = adopt(sheet, {"packet": "p", "answers": {"record": {"attempt": rows}}}).packet
    told = SUPPORTS["text"](sheet, packet)
    assert "\n- Attempt 1: Status 500\n- Attempt 2: Number 3; Status 500\n" in told


def test_a_slot_names_the_field_outside_of_a_group(project: Project) -> None:
    """Not those of the same id within, which may stay inside: neither in a message nor beside it."""
    inner = "{id: http_status, label: Status, format: http-status"
    held = HELD.replace(inner, f"{inner}, sensitivity: internal")
    reader = ProjectReader(project({"data/worksheets/held.yml": held}))
    sheet = WorksheetSchema.of(reader.read(TODAY)[1], "held")
    record = {"http_status": "503", "attempt": [{"attempt_number": "1", "http_status": "599"}]}
    packet = adopt(sheet, {"packet": "p", "answers": {"record": record}}).packet
    assert to_message(sheet, packet, "message").startswith("Status 503; we ")
    for form in SUPPORTS.values():
        assert "599" not in form(sheet, packet)
