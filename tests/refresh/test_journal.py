"""What a killed run has left is read, and what was cut short is dropped."""

from __future__ import annotations

import json
from pathlib import Path

from proofpack.model.outcomes import (
    Evaluation,
    Landmarks,
    Outcome,
    QuoteMatch,
    SourceReading,
    Validators,
)
from proofpack.refresh.journal import Entry, Journal
from tests.ledgers import day

READING = SourceReading(
    "chat",
    Outcome.CONFIRMED,
    status=200,
    chain=("https://docs.example.com/chat",),
    evaluation=Evaluation(
        Outcome.CONFIRMED,
        "",
        (QuoteMatch("route", "1" * 16, found=True),),
        "",
        "2" * 16,
        "3" * 16,
        Landmarks("4" * 12, "", "5" * 12),
    ),
    validators=Validators('"v1"'),
)
ENTRY = Entry(day("2026-06-01"), READING, {"route": "1" * 16}, "4" * 16)
FAILED = Entry(day("2026-06-01"), SourceReading("errors", Outcome.TOO_SLOW), {}, "5" * 16)


def written(folder: Path) -> Path:
    """Write a journal, as a run does that is killed; return its file."""
    journal = Journal(folder)
    journal.add(ENTRY)
    journal.add(FAILED)
    journal.close(done=False)
    return journal.path


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Entry for entry, whether or not there was a page to evaluate."""
    written(tmp_path)
    assert Journal(tmp_path).left() == [ENTRY, FAILED]


def test_a_line_that_was_cut_short_is_dropped(tmp_path: Path) -> None:
    """The lines before it stay, and the next one stands on a line of its own."""
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:-20])
    journal = Journal(tmp_path)
    assert journal.left() == [ENTRY]
    journal.add(FAILED)
    journal.close(done=False)
    assert Journal(tmp_path).left() == [ENTRY, FAILED]


def test_the_journal_of_an_older_version_is_read(tmp_path: Path) -> None:
    """A run of 0.1.0 that was killed loses nothing when the program is newer by the next run."""
    path = written(tmp_path)
    lines = []
    for line in path.read_text().splitlines():
        entry = json.loads(line)
        evaluation = entry["reading"]["judgement"] = entry["reading"].pop("evaluation")
        if evaluation:
            evaluation["sightings"] = evaluation.pop("matches")
        lines.append(json.dumps(entry) + "\n")
    path.write_text("".join(lines))
    assert Journal(tmp_path).left() == [ENTRY, FAILED]
