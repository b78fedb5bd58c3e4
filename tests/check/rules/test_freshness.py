"""What has changed, lapsed, or is due: found on its day, on its line."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from proofpack.model.history import History
from proofpack.model.library import Due, Library
from proofpack.model.records.sources import Absence, Fact
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.check.projects import FILES, GOOD, GUIDE, check, found
from tests.check.rules.planted import GUIDES, Garden, named
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import day, days, digest, history, ledger, pattern_digest


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> ProjectReader:
    """A small project that is read again and again."""
    root = tmp_path_factory.mktemp("kept")
    for name, text in SMALL.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return ProjectReader(root)


@given(
    reviewed=st.dates(datetime.date(1999, 12, 1), datetime.date(2100, 3, 31)),
    every=st.integers(1, 800),
    warn=st.integers(0, 120),
    age=st.integers(0, 900),
)
def test_a_review_is_due_by_days_of_the_calendar(
    reviewed: datetime.date,
    every: int,
    warn: int,
    age: int,
    kept: ProjectReader,
) -> None:
    """Over leap years and the ends of months: due soon within the window, overdue the day after."""
    policy = f"review: {{every_days: {every}, warn_days: {warn}}}\n"
    (kept.root / "data/policy.yml").write_text(SMALL["data/policy.yml"] + policy)
    guide = GUIDE.replace("2026-06-01", str(reviewed))
    (kept.root / "content/guides/one.md").write_text(guide)
    today = reviewed + datetime.timedelta(days=age)
    rules = {one.rule for one in judged(kept, today)}
    late = age - every
    assert ("review-overdue" in rules) == (late > 0)
    assert ("review-due-soon" in rules) == (-warn <= late <= 0)
    wanted = Due.OVERDUE if late > 0 else Due.SOON if late >= -warn else Due.LATER
    assert kept.read(today)[1].guides["one"].due is wanted


LOOKED = {("route", digest(), True): "2026-06-01"}

LOST = {**LOOKED, ("route", digest(), False): "2026-06-10"}


@pytest.mark.parametrize(
    ("known", "today", "rule", "what"),
    [
        (
            history({"confirmed": "2026-06-01", "quote-missing": "2026-06-10"}, looked=LOST),
            "2026-06-20",
            "fact-lost",
            "its quote has not been found since 2026-06-10; last found on 2026-06-01; used by one",
        ),
        (
            history({"confirmed": "2026-06-01", "quote-missing": "2026-06-10"}, looked=LOST),
            "2026-07-26",
            "fact-lapsed",
            "its quote has not been found since 2026-06-10; last found on 2026-06-01; used by one",
        ),
        (
            structs.replace(
                history(
                    {"confirmed": "2026-06-01", "passage-changed": "2026-06-10"}, looked=LOOKED
                ),
                changed={("route", digest()): days("2026-06-10")},
            ),
            "2026-06-20",
            "passage-changed",
            (
                "what stands around it changed on 2026-06-10, and nobody has accepted that yet; "
                "last found on 2026-06-01; used by one"
            ),
        ),
        (
            history(
                {"confirmed": "2026-06-01", "too-slow": "2026-06-10 2026-06-12"}, looked=LOOKED
            ),
            "2026-06-20",
            "source-failing",
            "reads fail since 2026-06-10 (too-slow); last read on 2026-06-01, 19 days ago",
        ),
        (
            history(
                {"confirmed": "2026-06-01", "not-the-document": "2026-06-10 2026-06-12"},
                looked=LOOKED,
            ),
            "2026-06-20",
            "source-replaced",
            (
                "the page was replaced, or every quote is gone: read it"
                " (since 2026-06-10; 1 fact unchecked)"
            ),
        ),
        (
            history({"confirmed": "2026-06-01"}, looked=LOOKED),
            "2026-07-02",
            "reading-due",
            "last read on 2026-06-01, 31 days ago",
        ),
        (
            history({"read": "2026-06-01"}),
            "2026-06-02",
            "fact-unconfirmed",
            "1 of 1 fact was never looked for: route",
        ),
        (
            history(
                {"confirmed": "2026-06-01", "quote-missing": "2026-06-05"},
                looked={**LOOKED, ("route", digest(), False): "2026-06-05"},
                texts={("a" * 8, "1" * 8): "2026-06-01", ("a" * 8, "2" * 8): "2026-06-05"},
            ),
            "2026-06-06",
            "source-changed",
            "the text of chat changed on 2026-06-05, after the last review, and touches chat.route",
        ),
        (
            history({"confirmed": "2026-04-01 2026-06-05"}, looked=LOOKED),
            "2026-06-06",
            "reviewed-unread",
            "reviewed on 2026-06-01, and 1 of 1 source not read for it: chat",
        ),
    ],
)
def test_each_rule_of_freshness_says_what_is_stale(
    project: Project, known: object, today: str, rule: str, what: str
) -> None:
    """With the days that matter, and nothing else of that kind the day before it begins."""
    assert isinstance(known, type(history()))
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    assert found(root, today)[rule] == what
    if rule not in ("fact-unconfirmed", "reviewed-unread"):
        assert rule not in found(root, "2026-06-01")


def test_a_page_is_replaced_on_the_second_day(project: Project) -> None:
    """One day may be an accident; from the second on it is an error, and nothing else is one."""
    days = {"confirmed": "2026-06-01", "not-the-document": "2026-06-10 2026-06-11"}
    root = project({**GOOD, "data/ledger.yml": ledger(chat=history(days, looked=LOOKED))})
    assert found(root, "2026-06-10").keys() == {"source-failing"}
    assert found(root, "2026-06-11").keys() == {"source-replaced"}
    for today, since in (("2026-06-10", None), ("2026-06-11", day("2026-06-10"))):
        fact = ProjectReader(root).read(day(today))[1].facts["chat.route"]
        assert (fact.unchecked_since, fact.holds) == (since, since is None)
        assert not fact.lapsed


def test_what_a_person_reads_is_not_replaced(project: Project) -> None:
    """A stamp after these days ends it."""
    known = history(
        {"confirmed": "2026-06-01", "not-the-document": "2026-06-10 2026-06-11"},
        by_hand={"am": "2026-06-12"},
        looked=LOOKED,
    )
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    assert "source-replaced" not in found(root, "2026-06-20")


RETIRED = SMALL["data/sources/api.yml"].replace(
    "    facts:", "    retired: 2026-06-10\n    facts:", 1
)


def test_a_retired_page_is_not_due_and_its_guides_are_told(project: Project) -> None:
    """Before its day it is like any other; from then on, what stands on it is unchecked."""
    known = history({"confirmed": "2026-06-01", "too-slow": "2026-06-08"}, looked=LOOKED)
    root = project({**GOOD, "data/sources/api.yml": RETIRED, "data/ledger.yml": ledger(chat=known)})
    assert "source-failing" in found(root, "2026-06-09")
    late = found(root, "2026-09-01")
    assert late["source-retired"] == "it stands on chat, which is retired since 2026-06-10"
    assert late.keys().isdisjoint({"source-failing", "reading-due", "fact-unconfirmed"})
    fact = ProjectReader(root).read(day("2026-06-10"))[1].facts["chat.route"]
    assert fact.trouble == "unchecked since 2026-06-10, because nobody reads its page any more"
    assert (fact.holds, fact.lapsed) == (False, False)


def test_a_page_that_a_person_reads_has_the_remedy_that_works(project: Project) -> None:
    """No refresh looks for its facts."""
    pack = SMALL["data/sources/api.yml"].replace("    facts:", "    by_hand: true\n    facts:", 1)
    known = history(by_hand={"am": "2026-06-01"})
    root = project({**GOOD, "data/sources/api.yml": pack, "data/ledger.yml": ledger(chat=known)})
    output = check(root, today="2026-06-02").output
    assert "Read it, then `proofpack stamp chat --by INITIALS --fact route`." in output


def test_days_that_have_not_come_are_findings(project: Project) -> None:
    """A review or a change after tomorrow is an error of content; tomorrow has begun somewhere."""
    guide = GOOD["content/guides/one.md"].replace(
        "owner: docs", "history: [{date: 2026-06-03, change: Later}]\nowner: docs"
    )
    result = check(project({**GOOD, "content/guides/one.md": guide}), today="2026-05-30")
    assert result.exit_code == 1
    assert "one.md:4:1: error date-in-future last_reviewed: 2026-06-01 is after" in result.output
    assert "date-in-future history[0].date: 2026-06-03 is after today, 2026-05-30" in result.output
    root = project({**GOOD, "content/guides/one.md": guide})
    assert "date-in-future" not in check(root, today="2026-06-02").output
    assert "date-in-future last_reviewed" not in check(root, today="2026-05-31").output


def test_readings_of_days_that_have_not_come_are_findings(project: Project) -> None:
    """A mistyped `--today` of `stamp` gives no date that is shown as soon as that day has come."""
    known = history(by_hand={"am": "2026-06-03"})
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    result = check(root, today="2026-06-01")
    assert result.exit_code == 1
    assert (
        "data/ledger.yml:1:1: error date-in-future sources.chat: a reading or an acceptance is of "
        "2026-06-03, and today is 2026-06-01." in result.output
    )
    assert "date-in-future" not in check(root, today="2026-06-02").output


def test_reviews_that_bunch_are_spread_by_advice(project: Project) -> None:
    """Three guides on one day: the second a week earlier, the third two."""
    more = {
        f"content/guides/{name}.md": GUIDE.replace("title: One", f"title: {name}")
        for name in ("two", "three")
    }
    root = project({**GOOD, **more})
    bunched = [
        problem
        for problem in judged(ProjectReader(root), day("2026-06-02"))
        if problem.rule == "reviews-bunched"
    ]
    assert [problem.what for problem in bunched] == ["3 guides are due for review on 2026-11-28"]
    assert ": 173" in bunched[0].remedy
    assert ": 166" in bunched[0].remedy


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


def test_a_change_that_touches_no_passage_is_no_finding(project: Project) -> None:
    """The page has another text; every quote stands there."""
    known = history(
        {"confirmed": "2026-06-01 2026-06-05"},
        looked={("route", digest(), True): "2026-06-01 2026-06-05"},
        texts={("a" * 8, "1" * 8): "2026-06-01", ("a" * 8, "2" * 8): "2026-06-05"},
    )
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    assert "source-changed" not in found(root, "2026-06-06")


def stale_faults(
    library: Library,
) -> Iterator[tuple[str, str, dict[str, History | None], str, str]]:
    """Yield rule, source, changed history, day, and the text on whose line the finding stands."""
    failing = history({"confirmed": f"2026-05-14 2026-06-05 {ALL_READ}", "too-slow": "2026-06-25"})
    texts = {("ab" * 6, "cd" * 6): "2026-05-14 2026-06-24", ("ab" * 6, "ef" * 6): "2026-06-26"}
    changed = structs.replace(
        lost(library, "retry.raw-body", "2026-06-26"), texts=history({}, texts=texts).texts
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
    yield "source-changed", GUIDES["EN"], {"retry": changed}, "", "last_reviewed"
    yield (
        "reviewed-unread",
        GUIDES["EN"],
        {"support": history({"read": "2026-06-25"})},
        "",
        "last_rev",
    )


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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


NEW = GUIDE.replace("last_reviewed: 2026-06-01", "last_reviewed: never")
"""A guide that nobody has reviewed yet."""
UNREAD = {"fact-unconfirmed", "reading-due"}


def levels(root: Path) -> dict[str, str]:
    """Return the levels of what is found, by rule."""
    findings = json.loads(check(root, "--format", "json").stdout)["findings"]
    return {finding["rule"]: finding["level"] for finding in findings}


EMPTY = "schema: 1\nsources: {}\ncomplete: true\n"


def test_what_a_new_project_has_not_done_yet_is_a_note(project: Project) -> None:
    """Nothing read, nothing reviewed: told, and worth no more than that, whatever `--fail-on` says."""
    root = project(
        {
            **GOOD,
            "data/ledger.yml": "schema: 1\nsources: {}\ncomplete: true\n",
            "content/guides/one.md": NEW,
        }
    )
    assert levels(root) == dict.fromkeys(("review-missing", *sorted(UNREAD)), "note")
    result = check(root, "--fail-on", "warning", "--all")
    assert result.exit_code == 0
    assert (
        "content/guides/one.md:4:1: note review-missing last_reviewed: not reviewed yet. Run"
        in (result.output)
    )
    said = f"0 errors, 0 warnings, 3 notes on 2026-06-02; {FILES} files checked.\n"
    assert result.output.endswith(said)
    for form, sign in (("github", "::notice file="), ("sarif", '"level": "note"')):
        assert sign in check(root, "--format", form).stdout
    assert "### Notes" in check(root, "--format", "markdown").stdout
    assert 'failures="0" errors="0" skipped="3"' in check(root, "--format", "junit").stdout


def test_after_the_first_refresh_what_was_not_read_is_a_warning(project: Project) -> None:
    """One page was read, another was not: that is left over, and not new."""
    second = SMALL["data/sources/api.yml"].replace("id: chat", "id: other").replace("/chat", "/o")
    root = project({**GOOD, "data/sources/other.yml": second})
    assert {rule: levels(root)[rule] for rule in UNREAD} == dict.fromkeys(UNREAD, "warning")
    assert check(root, "--fail-on", "warning").exit_code != 0


def test_after_the_first_review_a_guide_without_one_is_a_warning(project: Project) -> None:
    """As soon as somebody reviews guides here, one that was forgotten is told as such."""
    root = project({**GOOD, "content/guides/two.md": NEW.replace("title: One", "title: Two")})
    assert levels(root)["review-missing"] == "warning"


@pytest.mark.parametrize("word", ["never", "Never", "no", "2026-02-30"])
def test_never_is_the_only_word_for_no_review(project: Project, word: str) -> None:
    """Anything else is a day, or a mistake with its place."""
    root = project({"content/guides/one.md": NEW.replace("never", word)})
    result = check(root)
    assert result.exit_code == (0 if word == "never" else 1)
    if word != "never":
        assert "content/guides/one.md:4:16: error bad-date last_reviewed" in result.output
