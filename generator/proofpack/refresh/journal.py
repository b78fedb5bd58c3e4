"""The journal: what a run has read so far, on disk, so that a run that is killed loses nothing.

The ledger is written once, at the end: writing it anew for each page would take longer than reading
the pages. Until then each reading is a line of this file. The next run takes the lines of a killed one
into the ledger and goes on from there; a line that was cut short is dropped.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from proofpack.model.outcomes import (
    Evaluation,
    Landmarks,
    Outcome,
    QuoteMatch,
    SourceReading,
    Validators,
)
from proofpack.model.passages import Passage
from proofpack.model.problems import cannot_write
from proofpack.util import atomic_swap as files

# Only some systems can leave out what a reader of the file does not need, such as its times.
_to_disk = getattr(os, "fdatasync", os.fsync)


class Entry(Struct, frozen=True):
    """One line: a reading, its day, and what was looked for.

    Attributes:
        on: the day of the reading.
        reading: the reading, without the text of the page.
        words: digests of what was looked for, by fact.
        basis: digest of everything that was looked for, and how.
    """

    on: datetime.date
    reading: SourceReading
    words: dict[str, str]
    basis: str


class Journal:
    """The file `build/refresh.jsonl`, open for adding lines."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "refresh.jsonl"
        self._file: TextIO | None = None

    def left(self) -> list[Entry]:
        """Return what a killed run has left, and keep it apart from a line that was cut short."""
        try:
            lines = self.path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise cannot_write(self.path, error) from None
        known = [(line, entry) for line in lines if (entry := _entry(line))]
        if len(known) < len(lines) or (lines and not lines[-1].endswith(b"\n")):
            with self._writing():
                files.replace(self.path, b"".join(line.rstrip() + b"\n" for line, _ in known))
        return [entry for _, entry in known]

    def add(self, entry: Entry) -> None:
        """Add a line, and see that it is on the disk.

        Raises:
            ProblemsError: it cannot be written.
        """
        evaluation = entry.reading.evaluation and replace(
            entry.reading.evaluation, text="", counted=""
        )
        record = to_builtins(replace(entry, reading=replace(entry.reading, evaluation=evaluation)))
        line = json.dumps({**record, "on": str(entry.on)})
        with self._writing():
            if self._file is None:
                self._file = self.path.open("a", encoding="utf-8")
            self._file.write(f"{line}\n")
            self._file.flush()
            _to_disk(self._file.fileno())

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise cannot_write(self.path, error) from None

    def close(self, done: bool) -> None:
        """Close the file; remove it if its lines are in the ledger."""
        if self._file:
            self._file.close()
            self._file = None
        if done:
            self.path.unlink(missing_ok=True)


def _entry(line: bytes) -> Entry | None:
    """Return what a line says, or None for one that a kill cut short."""
    try:
        entry = json.loads(line)
        on = datetime.date.fromisoformat(entry["on"])
        return Entry(on, _reading(entry["reading"]), entry["words"], entry["basis"])
    except (ValueError, KeyError, TypeError):
        return None


def _match(record: dict[str, Any]) -> QuoteMatch:
    passage, signs = record.get("at"), record.get("signs", ())
    return QuoteMatch(
        **{**record, "at": Passage.of(passage) if passage else None, "signs": tuple(signs)}
    )


def evaluation_of(record: dict[str, Any]) -> Evaluation:
    """Return an evaluation that was kept as JSON.

    Args:
        record: what `to_builtins` gave of it, written and read.

    Raises:
        ValueError, KeyError, TypeError: it is none.
    """
    matches = record.pop("sightings", None) or record.get("matches", ())  # 0.1.0 has called them so
    seen = record.get("landmarks")
    read = {
        "matches": tuple(map(_match, matches)),
        "landmarks": Landmarks(*seen) if seen else None,
        "outcome": Outcome(record["outcome"]),
    }
    return Evaluation(**{**record, **read})


def _reading(record: dict[str, Any]) -> SourceReading:
    # A run of 0.1.0 that was killed has called it so.
    evaluation = record.pop("judgement", None) or record.get("evaluation")
    return SourceReading(
        **{
            **record,
            "outcome": Outcome(record["outcome"]),
            "chain": tuple(record["chain"]),
            "evaluation": evaluation_of(evaluation) if evaluation else None,
            "validators": Validators(**record["validators"]),
        }
    )
