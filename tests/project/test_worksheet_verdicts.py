"""Decision tables as those who fill in a worksheet get them: what binds, and words for the rest."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from proofpack.model.history import Looked
from proofpack.project.reader import ProjectReader
from proofpack.project.worksheet_schema import WorksheetSchema
from tests.conftest import Project
from tests.ledgers import day, days, digest, history, ledger
from tests.tables import BOUND, TABLE

FILES = {"data/tables/statuses.yml": TABLE, "data/worksheets/note.yml": BOUND}


def _rows(root: Any) -> dict[str, dict[str, Any]]:
    """Return the rows of the first table of the worksheet, by their ids."""
    _, library = ProjectReader(root).read(day("2026-11-20"))
    schema = WorksheetSchema.of(library, "note")
    return {row["id"]: row for row in schema.verdicts[0]["rows"]}


def _looked(**days: str) -> str:
    looked = {("route", digest(), name == "found"): when for name, when in days.items()}
    return ledger(chat=history({"confirmed": "2026-06-01"}, looked=looked))


@pytest.mark.parametrize(
    ("written", "standing", "binds", "state"),
    [
        (_looked(found="2026-06-01"), "documented", True, "confirmed on 1 Jun 2026"),
        (
            _looked(found="2026-11-10", lost="2026-11-18"),
            "held",
            False,
            "held, last confirmed on 10 Nov 2026: its quote has not been found since 18 Nov 2026",
        ),
        (
            _looked(found="2026-06-01", lost="2026-07-01"),
            "lapsed",
            False,
            "lapsed, last confirmed on 1 Jun 2026",
        ),
        (
            ledger(chat=history(by_hand={"ab": "2026-06-01"})),
            "unchecked",
            False,
            "unchecked: its page was last read on 1 Jun 2026",
        ),
        (ledger(), "unchecked", False, "unchecked: its page was not read yet"),
    ],
)
def test_only_a_quote_that_was_found_binds(
    project: Project, written: str, standing: str, binds: bool, state: str
) -> None:
    """Of all others, the word for it is there, and its last day."""
    row = _rows(project({**FILES, "data/ledger.yml": written}))["server"]
    assert (row["standing"], row["binds"]) == (standing, binds)
    assert [fact["state"] for fact in row["facts"]] == [state]
    assert row["words"] == "Retry"


def test_what_a_person_read_by_hand_binds(project: Project) -> None:
    """Who stamps a fact has seen its quote on the page."""
    looked = {Looked("route", digest(), "hand", found=True): days("2026-06-01")}
    text = ledger(chat=replace(history(by_hand={"ab": "2026-06-01"}), looked=looked))
    row = _rows(project({**FILES, "data/ledger.yml": text}))["server"]
    assert row["facts"][0]["state"] == "read by hand on 1 Jun 2026"
    assert row["binds"]


def test_a_row_says_all_that_a_page_of_its_table_says(project: Project) -> None:
    """A tunable value with its default, and a rule of our own as such; no lapsed claim."""
    rows = _rows(project({**FILES, "data/ledger.yml": _looked(found="2026-06-01")}))
    assert rows["server"]["tunable"] == "Longest wait: 30 s"
    means, then = ["What it means", "The server failed."], ["Next step", "Send it again."]
    assert rows["server"]["facets"] == [means, then]
    assert rows["server"]["said"] == (
        'The page says "Send a POST request to /chat" '
        "(Chat reference, confirmed on 1 Jun 2026: https://docs.example.com/chat)."
    )
    assert (rows["silent"]["standing"], rows["silent"]["binds"]) == ("our own rule", False)
    assert rows["silent"]["said"] == "Our own rule, decided by Docs on 1 May 2026: Nobody knows."
    assert rows["malformed"]["standing"] == "to verify"
    lost = _rows(
        project({**FILES, "data/ledger.yml": _looked(found="2026-06-01", lost="2026-07-01")})
    )
    assert lost["server"]["said"] == "What it means is open."
    assert [title for title, _ in lost["server"]["facets"]] == ["Next step"]


def test_a_packet_is_pinned_to_the_facts_of_its_tables(project: Project) -> None:
    """So that `diff` tells when one of them has changed."""
    quiet = {"content/guides/one.md": GUIDE_WITHOUT_FACTS}
    _, library = ProjectReader(project({**FILES, **quiet})).read(day("2026-11-20"))
    schema = WorksheetSchema.of(library, "note")
    assert [pin["id"] for pin in schema.facts] == ["chat.route"]


def test_rows_that_need_what_nobody_asks_for_are_left_out(project: Project) -> None:
    """They could never count."""
    changed = BOUND.replace(", code: record.code}", "}\n    unasked: [code]")
    rows = _rows(project({**FILES, "data/worksheets/note.yml": changed}))
    assert list(rows) == ["server", "refused", "blocked", "silent"]


GUIDE_WITHOUT_FACTS = """\
---
title: One
description: A small guide.
last_reviewed: 2026-06-01
owner: docs
audience: [Testers]
---

::: record note.record
"""
