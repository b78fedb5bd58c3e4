"""Pages in the manner of real documentation, and edits of them that matter or do not.

Each edit is made to its page, and the page is judged as a re-fetch would judge it. A material edit
must be caught, at the facts that it touches and no others; an immaterial one must change nothing.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import yaml

from proofpack.model.history import History
from proofpack.model.outcomes import Document, Evaluation, SourceReading
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import evaluate
from tests.secrets import mask

FOLDER = Path(__file__).parent / "pages"
_KINDS: dict[str, Literal["html", "markdown", "text"]] = {
    ".html": "html",
    ".md": "markdown",
    ".txt": "text",
}
_KEYS = {
    "name",
    "mark",
    "replace",
    "regex",
    "with",
    "every",
    "lost",
    "warned",
    "overturned",
    "changed",
    "outcome",
}
_DAY = datetime.date(2026, 6, 1)


@dataclass(frozen=True)
class Case:
    """A page with its source, before any edit."""

    name: str
    source: Source
    kind: Literal["html", "markdown", "text"]
    text: str

    def judged(self, text: str) -> Evaluation:
        """Return what the page would say with another text."""
        return evaluate(self.source, self._document(text), mask())

    def read_again(self, text: str) -> Evaluation:
        """Return what another text says after the page was read as it stands here."""
        known = self._known
        landmarks = known.landmarks.of if known.landmarks else None
        return evaluate(self.source, self._document(text), mask(), landmarks, known.accepted)

    @cached_property
    def _known(self) -> History:
        evaluation = self.judged(self.text)
        digests = {match.fact: match.words for match in evaluation.matches}
        reading = SourceReading(self.source.id, evaluation.outcome, evaluation=evaluation)
        return History().with_reading(reading, digests, "basis", _DAY)

    def _document(self, text: str) -> Document:
        url = self.source.read or self.source.url
        return Document(url, url, self.kind, text)


@dataclass(frozen=True)
class Edit:
    """One edit of a page, and what must be said of it."""

    case: Case
    name: str
    mark: Literal["material", "immaterial"]
    text: str
    lost: tuple[str, ...]
    warned: tuple[str, ...]
    overturned: tuple[str, ...]
    outcome: str
    changed: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.case.name}: {self.name}"

    @property
    def wanted(self) -> str:
        """What must be said."""
        return _line(self.outcome, self.lost, self.warned, self.overturned, self.changed)

    @cached_property
    def said(self) -> str:
        """What is said."""
        evaluation = self.case.judged(self.text)
        absences = {one.id for one in self.case.source.absences}
        gone = [one.fact for one in evaluation.matches if not one.found]
        return _line(
            evaluation.outcome.value,
            tuple(one for one in gone if one not in absences),
            tuple(one.fact for one in evaluation.matches if one.warning),
            tuple(one for one in gone if one in absences),
            self.asked,
        )

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The facts whose passages it changes, so that a person is asked."""
        matches = self.case.read_again(self.text).matches
        return tuple(match.fact for match in matches if match.signs)


def _line(outcome: str, *lists: tuple[str, ...]) -> str:
    kinds = zip(("lost", "warned", "overturned", "changed"), lists, strict=True)
    parts = [f"{kind} {', '.join(sorted(names))}" for kind, names in kinds if names]
    return "; ".join([outcome, *parts])


@cache
def cases() -> tuple[Case, ...]:
    """Return every page."""
    return tuple(_case(path, _read(path)) for path in sorted(FOLDER.glob("*.yml")))


@cache
def edits() -> tuple[Edit, ...]:
    """Return every edit of every page."""
    found = []
    for path, case in zip(sorted(FOLDER.glob("*.yml")), cases(), strict=True):
        found += [_edit(case, entry) for entry in _read(path)["edits"]]
    return tuple(found)


def _read(path: Path) -> Any:
    # As in the project itself, every scalar is text. This loader makes nothing but text.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - text only


def _case(path: Path, data: Any) -> Case:
    page = FOLDER / data["page"]
    source = Source.model_validate(data["source"])
    return Case(path.stem, source, _KINDS[page.suffix], page.read_text(encoding="utf-8"))


def _edit(case: Case, entry: dict[str, Any]) -> Edit:
    if unknown := entry.keys() - _KEYS:
        raise ValueError(f"{case.name}: {entry['name']}: unknown {unknown}")
    text = _edited(case.text, entry)
    if text == case.text:
        raise ValueError(f"{case.name}: {entry['name']}: changes nothing")
    lost, overturned = tuple(entry.get("lost", ())), tuple(entry.get("overturned", ()))
    missing = "quote-missing" if lost or overturned else "confirmed"
    return Edit(
        case,
        entry["name"],
        entry["mark"],
        text,
        lost,
        tuple(entry.get("warned", ())),
        overturned,
        entry.get("outcome", missing),
        tuple(entry.get("changed", entry.get("warned", ()))),
    )


def _edited(text: str, entry: dict[str, Any]) -> str:
    if "regex" in entry:
        return re.sub(entry["regex"], entry["with"], text)
    return text.replace(entry["replace"], entry["with"], -1 if entry.get("every") else 1)
