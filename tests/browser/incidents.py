"""Three incidents as somebody fills them in at night, on the founding site with quotes confirmed."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from proofpack.model.history import History, Looked, Observed
from proofpack.model.outcomes import Outcome
from proofpack.model.quotes import words
from proofpack.model.records.sources import Absence, Fact
from proofpack.project.ledger import dump
from proofpack.project.reader import ProjectReader
from tests.conftest import ROOT, TODAY, copy_founding
from tests.sites import build

_FILES = ROOT / "tests" / "projects" / "incidents"
CONFIRMED = datetime.date(2026, 11, 15)
"""The day on which the quotes of the site were found."""
UNCOMPARED = "help-center"
"""A source that a person has read on that day, and no quote of it was looked for."""
SHEET = "reproduction-note"
INTERNAL = "INC-4711-NORTHWIND"
"""What is typed into a field that stays inside."""


@dataclass(frozen=True)
class Incident:
    """One incident: what was seen, what was decided at first, and what the site has to say to it.

    Attributes:
        text: what is typed, by the id of the field in the record.
        chosen: what is chosen, by the path of its field or decision.
        wrong: the path of the one that is against the documentation, and its choice.
        told: the row, the verdict and the quote that it is told with.
        right: the choice that agrees.
        sent: what the message says.
    """

    text: dict[str, str]
    chosen: dict[str, str]
    wrong: tuple[str, str]
    told: tuple[str, str, str]
    right: str
    sent: tuple[str, ...] = field(default=())


INCIDENTS = {
    "bursts of 429": Incident(
        {
            "http_status": "429",
            "error_code": "rate_limit_exceeded",
            "attempt_number": "3",
            "sanitary_error_summary": (
                "41 of 120 calls in 60 s were answered with 429; the median was 3.4 s, and the header "
                "said retry-after: 2.\n2026-11-20T02:14:07Z status=429 duration_ms=312 attempt=3"
            ),
        },
        {
            "record--what_came_back": "expected",
            "record--response_shape_observed": "error_json",
            "record--operator_result": "fail",
        },
        ("retry-decision", "do_not_retry"),
        ("429", "Retry with back-off", "Rate limiting or temporary saturation."),
        "retry",
        ("HTTP status 429", "rate_limit_exceeded", "41 of 120 calls in 60 s", "retry-after: 2"),
    ),
    "a 500 that is an invalid request": Incident(
        {
            "http_status": "500",
            "error_code": "invalid_request",
            "attempt_number": "1",
            "sanitary_error_summary": (
                "Error object with message and type; the message names a field that we send. "
                "The answer took 240 ms."
            ),
        },
        {
            "record--what_came_back": "expected",
            "record--response_shape_observed": "error_json",
            "record--operator_result": "fail",
        },
        ("retry-decision", "retry"),
        (
            "500 with invalid_request",
            "Do not retry",
            "A malformed request surfaced through a server-status response.",
        ),
        "do_not_retry",
        ("HTTP status 500", "invalid_request", "The answer took 240 ms."),
    ),
    "a stream that was cut off": Incident(
        {
            "http_status": "200",
            "error_code": "none",
            "attempt_number": "1",
            "sanitary_error_summary": (
                "The stream stopped after 17 events and 8.2 s; the last one held a delta, no end came."
            ),
        },
        {
            "record--what_came_back": "cut_stream",
            "record--response_shape_observed": "other",
            "retry-decision": "retry",
        },
        ("record--operator_result", "pass"),
        (
            "A stream that stops",
            "Retry once within a budget, or leave it to a person",
            "ends with data: [DONE]",
        ),
        "inconclusive",
        ("HTTP status 200", "17 events and 8.2 s"),
    ),
}


def incident_site(root: Path) -> Path:
    """Build the founding site, with tables on its worksheets and most quotes found.

    Args:
        root: a folder that is there.
    """
    copy_founding(root)
    shutil.copytree(_FILES, root, dirs_exist_ok=True)
    _, library = ProjectReader(root).read(TODAY)
    days = frozenset([CONFIRMED])
    found = Observed("fetch", "", Outcome("confirmed"), 0)
    histories = {
        name: History({found: days}, {_looked(fact.record): days for fact in source.facts}, {})
        for name, source in library.sources.items()
    }
    read = Observed("hand", "ab", Outcome("read"), 0)
    histories[UNCOMPARED] = History({read: days}, {}, {})
    (root / "data" / "ledger.yml").write_text(dump(histories), encoding="utf-8")
    return build(root)


def _looked(fact: Fact | Absence) -> Looked:
    return Looked(fact.id, words(fact), "fetch", found=True)
