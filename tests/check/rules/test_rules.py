"""Faults planted in the founding project, one at a time: each is found, and nothing else."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from proofpack.check.rule import Memory, RuleContext
from proofpack.check.rules import RULES, run_rules
from proofpack.model.history import History
from proofpack.model.library import Library
from proofpack.model.problems import Exit, Problem
from proofpack.model.records.sources import Absence, Fact
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.conftest import ROOT, SMALL, TODAY, Project, copy_founding
from tests.ledgers import day, digest, history, ledger, pattern_digest
from tests.synthetic import write_project

PLANTED = ROOT / "tests" / "planted"
GUIDES = {
    "EN": "content/guides/escalation-note.md",
    "EP": "content/guides/evidence-packet.md",
    "RN": "content/guides/reproduction-note.md",
    "CR": "content/guides/contract-review.md",
    "PV": "content/guides/production-validation.md",
}
OURS = [rule for rule in RULES if rule.exit is Exit.FINDINGS and not rule.gate]


def faults() -> list[dict[str, Any]]:
    """Return the planted faults."""
    read = yaml.safe_load((PLANTED / "faults.yml").read_text(encoding="utf-8"))
    return [one for group in read.values() for one in group]


def path_of(name: str) -> str:
    """Return the path of a guide by its short name, or a path as it is."""
    return GUIDES.get(name, name)


@dataclass
class Garden:
    """A copy of the founding project that is changed and mended again, and read by one reader."""

    root: Path
    reader: ProjectReader
    memory: Memory

    def found(self, today: datetime.date = TODAY) -> list[Problem]:
        """Return everything that is said of the project as it is."""
        return judged(self.reader, today, memory=self.memory)

    def edited(self, fault: dict[str, Any]) -> tuple[list[Problem], str, int]:
        """Plant a fault, and return what is found, and the place where it should be."""
        path = self.root / path_of(fault["file"])
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        old = fault.get("after", fault.get("old", ""))
        assert old in before
        new = old + fault["add"] if "add" in fault else fault["new"]
        after = before.replace(old, new, 1)
        assert after != before
        try:
            path.write_text(after, encoding="utf-8")
            problems = self.found()
            where = path_of(fault.get("in", fault["file"]))
            line = self.line(where, fault.get("at"), before, after)
        finally:
            if before:
                path.write_text(before, encoding="utf-8")
            else:
                path.unlink()
        return problems, where, line

    def line(self, where: str, at: str | None, before: str, after: str) -> int:
        """Return the line of a text, or the one on which a change begins."""
        text = (self.root / where).read_text(encoding="utf-8")
        if at is not None:
            return text.count("\n", 0, text.index(at)) + 1
        pairs = zip(before + "\0", after, strict=False)
        first = next((n for n, (old, new) in enumerate(pairs) if old != new), len(before))
        while after[first : first + 1].isspace():
            first += 1
        return after.count("\n", 0, first) + 1


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    """A copy of the founding project."""
    root = copy_founding(tmp_path_factory.mktemp("garden"))
    return Garden(root, ProjectReader(root), Memory())


@pytest.fixture(scope="module")
def sound(garden: Garden) -> set[tuple[str, str, str]]:
    """What is found in the founding project as it is."""
    return {named(one) for one in garden.found()}


def named(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem is, whatever line it has moved to."""
    return problem.rule, problem.place.path, problem.what


def label(fault: dict[str, Any]) -> str:
    """Return a name for a test."""
    return f"{fault['rule']}-{fault['file'].rpartition('/')[2]}"


@pytest.mark.parametrize("fault", faults(), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden, sound: set[tuple[str, str, str]]
) -> None:
    """The right rule, at the right line, and no other finding that was not there before."""
    problems, where, line = garden.edited(fault)
    fresh = [one for one in problems if named(one) not in sound]
    also = fault.get("also", [])
    told = [(one.rule, one.place.path, one.place.line) for one in fresh if one.rule not in also]
    assert told == [(fault["rule"], where, line)], [str(one) for one in fresh]
    assert fault.get("hint", "") in fresh[0].remedy


def test_there_are_enough_planted_faults_and_every_claim_has_one() -> None:
    """Ninety at least, and each kind of claim is among them."""
    planted = {one["rule"] for one in faults()}
    claims = yaml.safe_load((ROOT / "data/rules/assertions.yml").read_text("utf-8"))["assertions"]
    assert len(faults()) >= 90
    assert planted >= {f"claim-{one['id']}" for one in claims}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if not rule.gate])
def test_every_rule_has_a_test(rule: str) -> None:
    """It is planted, or named in the tests of its module."""
    tests = [*Path(__file__).parent.glob("test_*.py"), PLANTED / "faults.yml"]
    assert any(rule in path.read_text(encoding="utf-8") for path in tests)


def test_the_founding_project_is_silent(garden: Garden) -> None:
    """No rule about what is written finds an error in it."""
    errors = [one for one in garden.found() if one.level == "error" and one.exit is Exit.FINDINGS]
    assert errors == []


# --- freshness ----------------------------------------------------------------------------------

ALL_READ = "2026-06-24"
JUDGED = datetime.date(2026, 6, 26)


def fresh_ledger(library: Library) -> dict[str, History]:
    """Return a ledger in which every page was read, and every fact held, before the last review."""
    known = {}
    for source in library.sources.values():
        looked = {}
        for one in source.facts:
            words = (
                pattern_digest(one.record.pattern)
                if isinstance(one.record, Absence)
                else digest(one.record.quote)
            )
            looked[one.record.id, words, True] = ALL_READ
        outcome = "confirmed" if source.facts else "read"
        known[source.id] = history({outcome: f"2026-05-14 2026-06-05 {ALL_READ}"}, looked=looked)
    return known


def lost(library: Library, ref: str, when: str, outcome: str = "quote-missing") -> History:
    """Return the history of a source of which one fact was not found on some days."""
    source, _, name = ref.partition(".")
    looked = {}
    for one in library.sources[source].facts:
        record = one.record
        words = digest(record.quote) if isinstance(record, Fact) else pattern_digest(record.pattern)
        looked[record.id, words, True] = ALL_READ
        if record.id == name:
            looked[record.id, words, False] = when
    return history({"confirmed": f"2026-05-14 2026-06-05 {ALL_READ}", outcome: when}, looked=looked)


def stale_faults(
    library: Library,
) -> Iterator[tuple[str, str, dict[str, History | None], str, str]]:
    """Yield rule, source, changed history, day, and the text on whose line the finding stands."""
    failing = history({"confirmed": f"2026-05-14 2026-06-05 {ALL_READ}", "too-slow": "2026-06-25"})
    changed = history(
        {"read": f"2026-05-14 {ALL_READ} 2026-06-26"},
        texts={("ab" * 6, "cd" * 6): "2026-05-14 2026-06-24", ("ab" * 6, "ef" * 6): "2026-06-26"},
    )
    sources = "data/sources/cometapi.yml"
    yield (
        "fact-lost",
        sources,
        {"retry": lost(library, "retry.raw-body", "2026-06-25")},
        "",
        "id: raw-body",
    )
    yield (
        "fact-lapsed",
        sources,
        {"retry": lost(library, "retry.raw-body", "2026-06-25")},
        "2026-08-20",
        "id: raw-body",
    )
    yield (
        "absence-overturned",
        sources,
        {"limits": lost(library, "limits.no-figure", "2026-06-25")},
        "",
        "id: no-figure",
    )
    yield "source-failing", sources, {"docs-home": failing}, "", "id: docs-home"
    yield "reading-due", sources, {"support": None}, "", "id: support\n"
    yield "fact-unconfirmed", sources, {"errors": history({"read": ALL_READ})}, "", "id: errors\n"
    yield "source-changed", GUIDES["EN"], {"support": changed}, "", "last_reviewed"
    yield (
        "reviewed-unread",
        GUIDES["EN"],
        {"support": history({"read": "2026-06-25"})},
        "",
        "last_rev",
    )


def test_stale_things_are_found_where_they_are(garden: Garden) -> None:
    """A ledger in which one thing is amiss brings the finding for it, on its line."""
    path = garden.root / "data" / "ledger.yml"
    before = path.read_text(encoding="utf-8")
    library = garden.reader.read(TODAY)[1]
    whole = fresh_ledger(library)
    quiet: dict[datetime.date, set[tuple[str, str, str]]] = {}
    try:
        for rule, where, amiss, today, at in stale_faults(library):
            when = day(today) if today else JUDGED
            if when not in quiet:
                path.write_text(dump_all(whole), encoding="utf-8")
                quiet[when] = {named(one) for one in garden.found(when)}
            path.write_text(dump_all({**whole, **amiss}), encoding="utf-8")
            told = [one for one in garden.found(when) if named(one) not in quiet[when]]
            places = [(one.place.path, one.place.line) for one in told if one.rule == rule]
            text = (garden.root / where).read_text(encoding="utf-8")
            assert (where, text.count("\n", 0, text.index(at)) + 1) in places, (rule, told)
    finally:
        path.write_text(before, encoding="utf-8")


def dump_all(known: Mapping[str, History | None]) -> str:
    """Return the text of a ledger. What has no history is not in it."""
    return ledger(**{name.replace("-", "__"): one for name, one in known.items() if one})


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (("last_reviewed: 2026-06-18", "last_reviewed: 2027-06-18"), "date-in-future"),
        (("- date: 2026-06-18", "- date: 2027-06-18"), "date-in-future"),
        (("last_reviewed: 2026-06-18", "last_reviewed: 2025-06-18"), "review-overdue"),
        (("last_reviewed: 2026-06-18", "last_reviewed: 2026-06-01"), "review-due-soon"),
    ],
)
def test_dates_of_a_guide_are_found_on_their_line(
    edit: tuple[str, str], rule: str, garden: Garden
) -> None:
    """A date that has not come, and a review that is due."""
    problems, where, line = garden.edited(
        {"file": "EN", "old": edit[0], "new": edit[1], "at": edit[1]}
    )
    found = [(one.place.path, one.place.line) for one in problems if one.rule == rule]
    assert (where, line) in found


def test_reviews_on_one_day_are_found(garden: Garden) -> None:
    """Three guides that were reviewed on one day are due on one day."""
    paths = [garden.root / GUIDES[name] for name in ("EN", "EP", "RN")]
    before = [one.read_text(encoding="utf-8") for one in paths]
    try:
        for path, text in zip(paths, before, strict=True):
            head, key, rest = text.partition("last_reviewed: ")
            path.write_text(f"{head}{key}2026-06-18{rest[10:]}", encoding="utf-8")
        problems = garden.found()
    finally:
        for path, text in zip(paths, before, strict=True):
            path.write_text(text, encoding="utf-8")
    found = [one.place.path for one in problems if one.rule == "reviews-bunched"]
    assert found == [GUIDES["EN"]]


# --- what is no fault ---------------------------------------------------------------------------


def test_an_api_that_documents_itself_has_no_mixed_hosts(project: Project) -> None:
    """Where pages and API share a host, nothing tells which address is meant for which."""
    pack = "says: Requests go to `POST https://docs.example.com/v1/chat`"
    sources = SMALL["data/sources/api.yml"].replace("says: Requests go to `POST /chat`", pack)
    guide = SMALL["content/guides/one.md"] + "\nSend `POST https://docs.example.com/v1/chat`.\n"
    contract = SMALL["data/contracts/chat.yml"].replace("POST /chat", "POST /v1/chat")
    files = {"data/sources/api.yml": sources, "data/contracts/chat.yml": contract}
    root = project({**files, "content/guides/one.md": guide})
    assert judged(ProjectReader(root), day("2026-06-02"), OURS) == []


@pytest.mark.parametrize(
    "text",
    [
        "Keep `pass`, `fail` and `needs_review_by_hand.md` apart.",
        "Write `<API_KEY_PLACEHOLDER>` and send `Content-Type: text/plain` with `Retry-After`.",
        "It took 300 ms and 500 requests, on 12 of 400 pages.",
        "A link to [a page](https://other.example.net/api/v1/things) is a link.",
        "The word `TODO` in backticks is talked about.",
        "```text\n??? XXX\n```",
    ],
)
def test_what_only_looks_like_a_fault_passes(project: Project, text: str) -> None:
    """Words, placeholders, headers of HTTP itself, measures and foreign links are no contract."""
    root = project({"content/guides/one.md": SMALL["content/guides/one.md"] + f"\n{text}\n"})
    assert judged(ProjectReader(root), day("2026-06-02"), OURS) == []


def test_a_thousand_guides_are_judged_in_linear_time(tmp_path: Path) -> None:
    """Ten times the guides take about ten times as long: nothing is compared pair by pair."""
    taken = []
    for guides in (10, 100):
        root = tmp_path / str(guides)
        root.mkdir()
        reader = ProjectReader(write_project(root, guides))
        context = RuleContext(reader.snapshot(reader.tree(), day("2026-06-02")))
        started = time.process_time()
        assert list(run_rules(context, OURS))
        taken.append(time.process_time() - started)
    assert taken[1] < 40 * taken[0]
