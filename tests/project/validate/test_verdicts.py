"""Decision tables that worksheets bind: what does not fit is told at its place."""

from __future__ import annotations

import pytest

from tests.check.projects import check
from tests.conftest import Project
from tests.tables import BOUND, TABLE

TABLES, PATH = "data/tables/statuses.yml", "data/worksheets/note.yml"
_CODE = "{id: code, label: Error code, type: code}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "- table: statuses\n    inputs: {status: record.status",
            "- table: states\n    inputs: {status: record.status",
            'verdicts[0].table: no table is called "states". Did you mean "statuses"?',
        ),
        (
            "{status: record.status, code",
            "{state: record.status, code",
            'unknown-id verdicts[0].inputs.state: no input is called "state"',
        ),
        (
            "{status: record.status, code",
            "{status: record.state, code",
            'verdicts[0].inputs.status: no field is called "record.state"',
        ),
        (
            ", code: record.code}",
            "}",
            'unreachable-rows verdicts[0].inputs: rows that need "code" can never count: malformed',
        ),
        (
            ", code: record.code}",
            "}\n    unasked: [cod]",
            'verdicts[0].unasked[0]: no input is called "cod". Did you mean "code"?',
        ),
        (
            _CODE,
            "{id: code, label: Error code, type: choice, choices: [none]}",
            (
                "unreachable-rows verdicts[0].inputs.code: the field cannot say what rows are for: "
                "bad_field"
            ),
        ),
        (
            "{id: status, label: HTTP status, type: code}",
            "{id: status, label: HTTP status, type: code, format: http-status}",
            "verdicts[0].inputs.status: the field cannot say what rows are for: none",
        ),
        (
            (
                "{id: decision, label: Decision, type: choice, choices: [again, stop, ask]}\n"
                "      - {id: why"
            ),
            "{id: decision, label: Decision, type: choice, decided_by: way}\n      - {id: why",
            'verdicts[0].decisions[0].field: it takes its value from "way". Wanted: way.',
        ),
        (
            _CODE,
            "{id: code, label: Error code, type: list}",
            "verdicts[0].inputs.code: a field of type list answers no input",
        ),
        (
            "field: record.decision",
            "field: record.decisoin",
            (
                'verdicts[0].decisions[0].field: no decision is called "record.decisoin". '
                'Did you mean "record.decision"?'
            ),
        ),
        (
            "field: record.decision",
            "field: record.code",
            "verdicts[0].decisions[0].field: a field of type code is no decision",
        ),
        (
            "        because: record.why\n",
            "",
            "verdicts[0].decisions[0]: no field takes the reason",
        ),
        (
            "because: record.why",
            "because: record.whi",
            'verdicts[0].decisions[0].because: no field is called "record.whi"',
        ),
        (
            "because: record.why",
            "because: record.decision",
            "a field of type choice takes no reason. Wanted: text or long-text.",
        ),
        (
            "- field: way",
            "- field: way\n        because: record.why",
            "verdicts[0].decisions[1].because: a part of kind decision has a reason of its own",
        ),
        (
            "{retry: [again], do-not-retry: [stop], ask: [stop]}",
            "{retry: [again], do-not-retry: [stop], ask: [stop]}\n        offers: {retry: stop}",
            'verdicts[0].decisions[1].offers.retry: "stop" is offered for retry, and does not agree',
        ),
        (
            "{retry: [again], do-not-retry: [stop], ask: [stop]}",
            "{retry: [again], do-not-retry: [stop]}",
            "verdicts[0].decisions[1].agree: it is not said which choices agree with ask",
        ),
        (
            "{retry: [again], do-not-retry: [stop], ask: [stop]}",
            "{retry: [again], do-not-retry: [again], ask: [again]}",
            "verdicts[0].decisions[1].agree: no verdict agrees with stop",
        ),
        (
            "{retry: [again], do-not-retry: [stop], ask: [stop]}",
            "{retry: [again], do-not-retry: [stop], aks: [stop]}",
            'verdicts[0].decisions[1].agree.aks: no verdict is called "aks". Did you mean "ask"?',
        ),
        (
            "{retry: [again], do-not-retry: [stop], ask: [stop]}",
            "{retry: [agian], do-not-retry: [stop, again], ask: [stop]}",
            'agree.retry[0]: no choice is called "agian". Did you mean "again"?',
        ),
        (
            "field: record.attempt.decision",
            "field: way",
            (
                "verdicts[1].decisions[0].field: it does not repeat as the inputs of this table do. "
                'Wanted: a field of "record.attempt".'
            ),
        ),
        (
            "field: record.decision",
            "field: record.attempt.decision",
            (
                "verdicts[0].decisions[0].field: it does not repeat as the inputs of this table do. "
                "Wanted: one that does not repeat."
            ),
        ),
    ],
)
def test_a_slip_in_a_binding_is_told(project: Project, old: str, new: str, said: str) -> None:
    """With what was meant, where that is sure."""
    assert BOUND.count(old) == 1, old
    output = check(project({TABLES: TABLE, PATH: BOUND.replace(old, new)})).output
    assert any(said in line for line in output.splitlines() if line.startswith(f"{PATH}:")), output


def test_a_binding_that_fits_says_nothing(project: Project) -> None:
    """Also one that leaves an input out on purpose, and one that has no decision."""
    status = "{id: status, label: HTTP status, type: code"
    bound = BOUND.replace(status, f"{status}, format: http-status, choices: [none]")
    shown = "  - table: statuses\n    inputs: {status: record.status}\n    unasked: [code]\n"
    output = check(project({TABLES: TABLE, PATH: bound + shown})).output
    assert f"{PATH}:" not in output
