"""What decision tables say about answers: which rows count, and what is against them."""

from __future__ import annotations

import random
from typing import Any

from click.testing import CliRunner

from proofpack.cli import cli
from proofpack.project.shipped_rules import shipped_rules
from proofpack.worksheets.adopt import adopt
from proofpack.worksheets.packet import Raw
from proofpack.worksheets.packet_rules import PacketChecker, PacketFinding
from proofpack.worksheets.verdicts import matching, verdicts
from tests.conftest import Project
from tests.ledgers import digest, history, ledger
from tests.tables import BOUND, TABLE
from tests.vectors import each_of
from tests.worksheets.bound import INPUTS, MATCHING, ROWS, bound_packets, sheet


@each_of(("seen", "rows", "wanted"), MATCHING)
def test_a_specific_row_goes_before_a_general_one(
    seen: dict[str, str], rows: list[str], wanted: list[str]
) -> None:
    """None counts while what is not known yet may still say otherwise."""
    found, open_inputs = matching(ROWS, INPUTS, seen)
    assert ([row["id"] for row in found], open_inputs) == (rows, wanted)


def _judged(answers: Raw, **row: Any) -> list[PacketFinding]:
    """Return what is found in a packet of the sheet of these tests, one row changed."""
    bound = sheet(random.Random(1), 1)  # noqa: S311 - repeatable on purpose
    for table in bound.verdicts:
        table["rows"] = [one | row if one["id"] == "malformed" else one for one in ROWS]
        for decision in table["decisions"]:
            decision["agree"] = {"retry": ["retry"], "stop": ["stop", "ask"], "ask": ["ask"]}
    raw = {"packet": "proofpack/1", "worksheet": bound.id, "version": "1", "answers": answers}
    checker = PacketChecker.of(list(shipped_rules(())))
    found = checker.judge(bound, adopt(bound, raw).packet)
    return [one for one in found if one.rule.startswith("against")]


SEEN = {"status": "500", "code": "bad_field"}


def test_a_decision_against_a_quote_is_told_with_it() -> None:
    """A 500 that is really a malformed request, to be sent again: of a record, a part and an entry."""
    again = {**SEEN, "decision": "retry"}
    found = _judged(
        {"record": {**again, "attempt": [{"status": "503"}, again]}, "way": {"option": "retry"}}
    )
    assert [(one.at, one.level, one.holds) for one in found] == [
        ("record.decision", "error", False),
        ("way.option", "error", False),
        ("record.attempt[1].decision", "error", False),
    ]
    assert found[0].what == '"retry" is against what is documented for Row malformed: STOP'
    assert found[0].remedy == (
        'It says "malformed". Choose stop or ask, or give the reason for which it stands.'
    )


def test_it_may_stand_with_a_reason() -> None:
    """The reason is an answer of the packet, and what is documented stays beside it."""
    answers = {
        "record": {**SEEN, "decision": "retry", "why": "The page is older than the gateway."}
    }
    answers["way"] = {"option": "retry", "because": "As above."}
    found = _judged(answers)
    assert [(one.rule, one.level, one.holds) for one in found] == [
        ("against-with-reason", "warning", False)
    ] * 2
    assert found[0].remedy == 'It says "malformed". The reason goes with the packet.'


@each_of(
    ("answers", "row"),
    [
        ({**SEEN, "decision": "stop"}, {}),
        ({**SEEN, "decision": "ask"}, {}),
        ({**SEEN, "decision": ""}, {}),
        ({"status": "500", "decision": "retry"}, {}),  # the code decides
        ({"status": "<HTTP_STATUS>", "code": "bad_field", "decision": "retry"}, {}),
        ({**SEEN, "decision": "retry"}, {"binds": False}),
    ],
)
def test_nothing_else_is_against_it(answers: dict[str, str], row: dict[str, Any]) -> None:
    """What agrees, what is not known yet, and what no quote of today carries."""
    assert _judged({"record": answers}, **row) == []


def test_check_says_what_is_documented(project: Project) -> None:
    """Beside the answer that decides it, with the page; a decision against it is an error."""
    files = {"data/tables/statuses.yml": TABLE, "data/worksheets/note.yml": BOUND}
    looked = {("route", digest(), True): "2026-06-01"}
    files["data/ledger.yml"] = ledger(chat=history({"confirmed": "2026-06-01"}, looked=looked))
    files["a.yaml"] = (
        "packet: proofpack/1\nworksheet: note\nanswers:\n  record:\n    status: '503'\n"
        "    attempt:\n      - {status: '403', decision: again}\n"
    )
    path = project(files) / "a.yaml"
    found = CliRunner().invoke(cli, ["--today", "2026-06-02", "worksheet", "check", str(path)])
    said = 'The page says "Send a POST request to /chat" (Chat reference, confirmed on 1 Jun 2026: '
    said += "https://docs.example.com/chat)."
    stop = 'record.attempt[0].decision: "again" is against what is documented for 403, a field'
    lines = [line.removeprefix(f"{path}:") for line in found.output.splitlines()[:-1]]
    entry = "record.attempt[0]"
    choose = "Choose stop or ask, or give the reason for which it stands."
    assert lines == [
        f"5:13: note documented record.status: The server fails: Retry (documented). {said}",
        f"7:18: note documented {entry}.status: 403, a field: Do not retry (documented). {said}",
        f"7:18: note documented {entry}.status: 403, blocked: Do not retry (documented). {said}",
        f"7:35: error against-documented {stop}: Do not retry. {said} {choose}",
    ]
    assert found.exit_code == 1


def test_packets_by_chance_meet_each_case() -> None:
    """So that what both runtimes make of them is worth comparing."""
    said = [
        one
        for sheet, raw in bound_packets(400)
        for one in verdicts(sheet, adopt(sheet, raw).packet)
    ]
    assert sum(bool(one["rows"]) for one in said) > 200
    assert sum(bool(one["wanted"]) for one in said) > 100
    assert sum(bool(one["against"]) for one in said) > 100
    assert sum(one["entry"] > 0 for one in said) > 50
    assert {bool(one["because"]) for each in said for one in each["against"]} == {True, False}
