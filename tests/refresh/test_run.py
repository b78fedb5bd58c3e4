"""How a page is asked for: conditionally, twice, and what is kept of the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from proofpack.project.ledger import dump
from proofpack.project.reader import ProjectReader
from tests.ledgers import SMALL_QUOTE, day
from tests.mirror import FILLER, Answer, Mirror, answer, page_html
from tests.refresh.project import CHAT, by_source, ledger_lines, library, refresh


def test_a_page_that_did_not_change_is_not_sent_again(mirror: Mirror, tmp_path: Path) -> None:
    """A 304 moves the dates, as long as it is about the same quotes and at most 30 days old."""
    refresh(tmp_path)
    assert (
        by_source(refresh(tmp_path, "--json", today="2026-06-30"))["chat"]["outcome"] == "unchanged"
    )
    assert library(tmp_path, "2026-06-30").facts["chat.route"].confirmed == day("2026-06-30")
    assert (
        by_source(refresh(tmp_path, "--json", today="2026-07-01"))["chat"]["outcome"] == "confirmed"
    )
    assert [status for path, status in mirror.asked if path == CHAT] == [200, 304, 200]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SMALL_QUOTE, "Send a POST request to"),
        ("kind: API reference", "ignore: [footer]\n    kind: API reference"),
        ("kind: API reference", "as: html\n    kind: API reference"),
        ("requests per minute", "requests per hour"),
    ],
)
def test_what_is_looked_for_anew_is_read_anew(
    mirror: Mirror, tmp_path: Path, old: str, new: str
) -> None:
    """Another quote, pattern or rule of extraction: a 304 would say nothing about it."""
    refresh(tmp_path)
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(pack.read_text().replace(old, new), encoding="utf-8")
    assert (
        by_source(refresh(tmp_path, "--json", today="2026-06-02"))["chat"]["outcome"] == "confirmed"
    )
    assert (CHAT, 304) not in mirror.asked
    assert library(tmp_path, "2026-06-02").sources["chat"].changed is None


@pytest.mark.parametrize(
    ("keys", "outcome"),
    [
        ("", "not-readable"),
        ("as: markdown", "confirmed"),
        ("as: openapi", "not-readable"),
        ("as: text\n    most_bytes: 200", "too-big"),
    ],
)
def test_a_source_says_how_it_is_read(
    mirror: Mirror, tmp_path: Path, keys: str, outcome: str
) -> None:
    """`as:` and `most_bytes:` count for the page whose source says them, at each reading."""
    prose = f"{SMALL_QUOTE} and *wait*.\n\n{FILLER}\n\n{FILLER}"
    mirror.pages[CHAT] = Answer(f"# Chat\n\n{prose}", kind="application/x-page")
    pack = tmp_path / "data/sources/api.yml"
    pack.write_text(pack.read_text().replace("kind:", f"{keys}\n    kind:", 1))
    read = by_source(refresh(tmp_path, "--json", "--dry-run", "--twice"))
    assert (read["chat"]["outcome"], read["errors"]["outcome"]) == (outcome, "confirmed")


def test_a_page_that_changes_by_itself_is_told_by_reading_it_twice(
    mirror: Mirror, tmp_path: Path
) -> None:
    """The dates are earned all the same; the advice is to ignore the part that changes."""
    numbers = iter(range(100))

    class Restless(Answer):
        def __getattribute__(self, name: str) -> object:
            if name == "body":
                words = f"Here it says: {SMALL_QUOTE}", f"Visitor {next(numbers)} of today."
                return page_html("Chat reference", list(words))
            return super().__getattribute__(name)

    mirror.pages[CHAT] = Restless("")
    result = refresh(tmp_path, "--twice", "--json")
    sources = by_source(result)
    assert (sources["chat"]["unstable"], sources["errors"]["unstable"]) == (True, False)
    assert sources["chat"]["outcome"] == "confirmed"


def test_a_ledger_without_landmarks_is_filled_by_a_full_read(
    mirror: Mirror, tmp_path: Path
) -> None:
    """Older ledgers have none; a 304 would not bring them."""
    refresh(tmp_path)
    path = tmp_path / "data/ledger.yml"
    known = {
        source: structs.replace(history, landmarks=None)
        for source, history in ProjectReader(tmp_path).records()[1].history.items()
    }
    path.write_text(dump(known), encoding="utf-8")
    refresh(tmp_path, today="2026-06-02")
    assert "landmarks: {on: 2026-06-02, title: " in path.read_text(encoding="utf-8")
    assert (CHAT, 304) not in mirror.asked
    refresh(tmp_path, today="2026-06-03")
    assert mirror.asked[-1][1] == 304


@pytest.mark.parametrize("second", ["lost", "gone"])
def test_what_one_of_two_readings_denies_is_not_confirmed(
    mirror: Mirror, tmp_path: Path, second: str
) -> None:
    """With `--twice`, the reading that says less counts."""
    record = library(tmp_path).sources["chat"].record
    good = answer(record)
    bad = answer(record, without=("route",)) if second == "lost" else Answer("No.", status=404)
    turns = iter([good, bad])
    mirror.before = lambda path: (
        mirror.pages.update({CHAT: next(turns, bad)}) if path == CHAT else None
    )
    mirror.pages[CHAT] = next(turns)
    chat = by_source(refresh(tmp_path, "chat", "--twice", "--json"))["chat"]
    assert chat["outcome"] == ("quote-missing" if second == "lost" else "http-error")
    assert library(tmp_path).facts["chat.route"].confirmed is None


@pytest.mark.parametrize(
    ("etag", "kept"), [('"v1"', True), ('W/"v1"', True), ('"' + "Ab3" * 20 + '"', False)]
)
def test_a_tag_that_may_be_a_secret_is_not_kept(
    mirror: Mirror, tmp_path: Path, etag: str, kept: bool
) -> None:
    """What a server calls its edition goes into the ledger only if it looks like such a name."""
    mirror.pages[CHAT].headers["ETag"] = etag
    mirror.pages[CHAT].own_etag = False
    refresh(tmp_path)
    assert ("etag:" in " ".join(ledger_lines(tmp_path, "chat"))) is kept
