"""A packet that begins with the answers of another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.model.library import Library
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.worksheets.adopt import adopt
from proofpack.worksheets.carry import carried
from proofpack.worksheets.formats import to_json
from proofpack.worksheets.packet import canonical, fresh
from proofpack.worksheets.packet_rules import PacketChecker
from proofpack.worksheets.read import read
from tests.worksheets import pairs
from tests.worksheets.cases import SHEET
from tests.worksheets.test_worksheets import MADE, every, every_read, full, run

__all__ = ["every", "every_read"]


@pytest.mark.slow
def test_every_answer_stands_in_a_new_packet_of_the_same_worksheet() -> None:
    """All of 200 packets: entries, texts of several lines and orphans; name and time are new."""
    for sheet, raw in pairs(200, 0.5):
        packet = adopt(sheet, raw).packet
        made, left = carried(sheet, "New", MADE, sheet, packet)
        assert (made["name"], made["made"], left) == ("New", MADE, [])
        assert made["answers"] == packet["answers"]
        assert made["orphans"] == packet["orphans"]


def test_another_worksheet_takes_what_stands_under_its_ids() -> None:
    """Fields of records by their ids, other parts by theirs; the rest is named."""
    other = type(SHEET)(SHEET.data | {"id": "other"})
    answers = {"record": {"summary": "s", "steps": ["a"]}, "way": {"option": "stop"}}
    packet = canonical(other, fresh(other, "Old", MADE) | {"answers": answers})
    made, left = carried(SHEET, "New", MADE, other, packet)
    assert made["answers"]["record"]["summary"] == "s"
    assert made["answers"]["way"] == {"option": "stop"}
    assert left == []
    small = type(SHEET)(other.data | {"parts": [SHEET.parts[0]], "id": "small"})
    assert carried(small, "New", MADE, other, packet)[1] == ["way.option"]


def test_the_command_writes_it_with_notes(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """What is printed is read back with every answer, in both forms."""
    root, library, _ = every
    sheet = WorksheetSchema.of(library, "every")
    packet = full(sheet)
    path = tmp_path / "a.json"
    path.write_text(to_json(packet), encoding="utf-8")
    for form in ("yaml", "json"):
        told = run(root, "new", "every", "--from", str(path), "--format", form)
        assert told.exit_code == 0, told.output
        again = adopt(sheet, read("new", told.stdout).data).packet
        assert again["answers"] == packet["answers"]
        assert again["orphans"] == packet["orphans"]
        assert again["name"] == "Night"
