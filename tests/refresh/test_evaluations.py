"""Evaluations that are kept: the same as those judged anew, or none."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from proofpack.model.history import History
from proofpack.model.outcomes import Document, Evaluation, Landmarks, Outcome, SourceReading
from proofpack.model.records.rules import Rules
from proofpack.model.records.sources import Source
from proofpack.refresh import evaluations
from proofpack.refresh.evaluations import Evaluations
from proofpack.refresh.evidence import Evaluator, basis
from tests.ledgers import day
from tests.mirror import Mirror, page_html
from tests.refresh.evidence.test_extract import OTHER, QUOTE, URL, source
from tests.refresh.project import CHAT, refresh
from tests.secrets import rules

PAGE = f"<main><h1>Requests</h1><p>Here {QUOTE}.</p>{OTHER}</main>"
DOCUMENT = Document(URL, URL, "html", PAGE)
ABSENCE = {"id": "none", "says": "So.", "pattern": r"\d+ requests"}
SOURCE = source(QUOTE, absences=[ABSENCE], expect=[])


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses of documents that are judged, as they are."""
    known: list[str] = []
    original = Evaluator.evaluate

    def evaluate(self: Evaluator, *arguments: Any) -> Evaluation:
        known.append(self.document.url)
        return original(self, *arguments)

    monkeypatch.setattr(Evaluator, "evaluate", evaluate)
    return known


def secrets() -> list[Rules]:
    """Return the rules of secrets that a project has."""
    return [rules()]


def read(
    folder: Path,
    asked: Source = SOURCE,
    document: Document = DOCUMENT,
    history: History | None = None,
) -> tuple[Evaluation, History]:
    """Read a document in a run of its own; return what came of it, and what is known then."""
    history = history or History()
    kept = Evaluations(folder, secrets())
    known = history.landmarks.of if history.landmarks else None
    evaluation = kept.of(asked, document, known, history.accepted)
    reading = SourceReading("page", evaluation.outcome, evaluation=evaluation)
    looked_for = {match.fact: match.words for match in evaluation.matches}
    following = history.with_reading(reading, looked_for, basis(asked), day("2026-06-01"))
    kept.keep(asked, following)
    return evaluation, following


def test_the_same_document_is_not_judged_again(tmp_path: Path, judged: list[str]) -> None:
    """Neither by what is known after its first reading, nor later; and it says the same."""
    first, history = read(tmp_path)
    assert first.outcome is Outcome.CONFIRMED
    judged.clear()
    for _ in range(2):
        again, history = read(tmp_path, history=history)
        assert again == replace(first, matches=again.matches)
        assert [match.at for match in again.matches] == [match.at for match in first.matches]
    assert judged == []


OTHERS = {
    "text": {"document": replace(DOCUMENT, text=PAGE.replace("Here", "There"))},
    "address": {"document": replace(DOCUMENT, url=f"{URL}/c")},
    "asked": {"document": replace(DOCUMENT, asked=f"{URL}/c")},
    "kind": {"document": replace(DOCUMENT, kind="text")},
    "challenge": {"document": replace(DOCUMENT, challenged=True)},
    "refresh": {"document": replace(DOCUMENT, refresh="0; url=/elsewhere")},
    "quote": {"asked": source(f"{QUOTE} or none", absences=[ABSENCE], expect=[])},
    "pattern": {"asked": source(QUOTE, absences=[{**ABSENCE, "pattern": "carries"}], expect=[])},
    "select": {"asked": source(QUOTE, absences=[ABSENCE], expect=[], select="h1")},
    "ignore": {"asked": source(QUOTE, absences=[ABSENCE], expect=[], ignore=["p"])},
    "expect": {"asked": source(QUOTE, absences=[ABSENCE])},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_what_is_asked_otherwise_is_judged(
    tmp_path: Path, judged: list[str], other: dict[str, Any]
) -> None:
    """Whatever an evaluation depends on makes it another one."""
    _, history = read(tmp_path)
    judged.clear()
    evaluation, _ = read(tmp_path, history=history, **other)
    assert judged
    anew, _ = read(tmp_path / "anew", history=history, **other)
    assert evaluation == anew


def test_what_is_known_counts(tmp_path: Path, judged: list[str]) -> None:
    """Landmarks and accepted passages of a page are part of the question."""
    _, history = read(tmp_path)
    (key,) = history.accepted
    (passage,) = history.accepted[key]
    elsewhere = passage._replace(passage=passage.passage._replace(sentence="0"))
    assert history.landmarks
    for other in (
        replace(history, accepted={key: frozenset([elsewhere])}),
        replace(history, landmarks=history.landmarks._replace(of=Landmarks("0", "0", "0"))),
    ):
        judged.clear()
        read(tmp_path, history=other)
        assert judged


def test_other_rules_of_secrets_mask_otherwise(tmp_path: Path, judged: list[str]) -> None:
    """What is shown of a page is masked by the rules of today."""
    _, history = read(tmp_path)
    judged.clear()
    Evaluations(tmp_path, []).of(SOURCE, DOCUMENT, None, history.accepted)
    assert judged


def test_another_program_judges_anew(
    tmp_path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of the program, or of a library, believes nothing of the old one."""
    _, history = read(tmp_path)
    monkeypatch.setattr(evaluations, "code", lambda: "another")
    judged.clear()
    read(tmp_path, history=history)
    assert judged
    monkeypatch.setattr(evaluations, "code", lambda: "")
    read(tmp_path / "nowhere", history=history)
    assert not (tmp_path / "nowhere").exists()


def _wrong(body: bytes) -> bytes:
    """Return a file whose digest is right, whatever it holds."""
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda kept: b"",
        lambda kept: kept[: len(kept) // 2],
        lambda kept: kept.replace(b'"found": true', b'"found": null'),
        lambda kept: kept.replace(b'"confirmed"', b'"unchanged"'),
        lambda kept: b"\xff" + kept,
        lambda kept: _wrong(b"[]"),
        lambda kept: _wrong(b"{"),
        lambda kept: _wrong(kept.partition(b"\n")[2].replace(b'"matches": [', b'"matches": [1, ')),
        lambda kept: _wrong(kept.partition(b"\n")[2].replace(b'"digest"', b'"digests"')),
    ],
)
def test_a_spoilt_file_is_not_believed(tmp_path: Path, judged: list[str], spoilt: Any) -> None:
    """Cut short, changed, or of another shape: the document is judged anew, and kept anew."""
    first, history = read(tmp_path)
    path = tmp_path / "page.json"
    path.write_bytes(spoilt(path.read_bytes()))
    judged.clear()
    again, _ = read(tmp_path, history=history)
    assert judged
    assert again == replace(first, matches=again.matches)
    judged.clear()
    assert read(tmp_path, history=history)[0] == again
    assert not judged


def test_everything_that_an_evaluation_says_travels(tmp_path: Path, judged: list[str]) -> None:
    """What is read back equals what was judged, in every field."""
    _, history = read(tmp_path)
    anew, _ = read(tmp_path / "anew", history=history)
    judged.clear()
    kept, _ = read(tmp_path, history=history)
    assert not judged
    assert kept == anew
    assert kept.matches[0].at
    assert all(getattr(kept, name) for name in ("text", "digest", "rules", "landmarks"))


def test_a_second_refresh_judges_nothing(mirror: Mirror, tmp_path: Path, judged: list[str]) -> None:
    """A server without validators sends all pages again; only one that changed is judged."""
    for page in mirror.pages.values():
        page.own_etag = False
    first = refresh(tmp_path)
    assert judged
    judged.clear()
    second = refresh(tmp_path, today="2026-06-02")
    assert judged == []
    assert second.output == first.output.replace("2026-06-01", "2026-06-02")
    mirror.pages[CHAT].body = page_html("Chat", ["Nothing of it."])
    assert refresh(tmp_path, today="2026-06-03").exit_code != 0
    assert len(set(judged)) == 1
