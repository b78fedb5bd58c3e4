"""Refresh, stamp and merge, with a server on loopback whose pages a test can change."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.cli import refresh as reading
from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader
from proofpack.refresh.journal import Journal
from tests.conftest import ROOT, SMALL, TODAY, Project
from tests.ledgers import SMALL_QUOTE, day, history, ledger
from tests.mirror import (
    Answer,
    Hurried,
    Mirror,
    answer,
    mirrored,
    page_html,
    redirect_packs,
    serving,
)

PACK = """\
publisher: Example
sources:
  - id: chat
    title: Chat reference
    url: https://docs.example.com/chat
    kind: API reference
    facts:
      - id: route
        says: Requests go to `POST /chat`
        quote: Send a POST request to /chat
    absences:
      - id: no-limit
        says: No limit is stated.
        pattern: '\\b\\d+ requests per minute'
  - id: errors
    title: Error reference
    url: https://docs.example.com/errors
    kind: API reference
    facts:
      - id: retry
        says: A refused request is not retried
        quote: Do not retry a request that was refused
"""
CONTRACT = """\
title: Chat
description: What a chat integration relies on.
facets:
  verify: What to verify
  why: Why it matters
asserts: [verify]
areas:
  - id: endpoint
    title: Endpoint
    facts: [chat.route]
    facets:
      verify: Requests go to `POST /chat`.
      why: Elsewhere nobody answers.
    fallback: The route is unconfirmed at present.
  - id: limits
    title: Limits
    facts: [chat.no-limit]
    facets:
      verify: No limit is stated.
      why: A limit that nobody knows is met by accident.
    fallback: A limit is stated now; read it.
"""
FILES = {
    "data/sources/api.yml": PACK,
    "data/contracts/chat.yml": CONTRACT,
    "data/policy.yml": SMALL["data/policy.yml"] + "reading: {every_days: 30, grace_days: 10}\n",
}
CHAT, ERRORS = "/docs.example.com/chat", "/docs.example.com/errors"
RETRY = "Do not retry a request that was refused"


@pytest.fixture
def mirror(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """A server that holds the pages of a small project, which is read from it without pauses."""
    monkeypatch.setattr(reading, "_SystemClock", Hurried)
    root = project(FILES)
    pages = mirrored(ProjectReader(root).read(TODAY)[1])
    with serving(pages) as server:
        redirect_packs(root, server)
        yield server


def run(root: Path, *arguments: str, today: str = "2026-06-01") -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, ["--project", str(root), "--today", today, *arguments])


def refresh(root: Path, *arguments: str, today: str = "2026-06-01") -> Result:
    """Run `refresh` on loopback."""
    return run(root, "refresh", "--allow-private", *arguments, today=today)


def library(root: Path, today: str = "2026-06-01") -> Library:
    """Return the project as known on a day."""
    return ProjectReader(root).read(day(today))[1]


def told(result: Result) -> dict[str, dict[str, object]]:
    """Return what a run told of each source, as JSON."""
    return {one["id"]: one for one in json.loads(result.stdout)["sources"]}


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file of a project, what was built left out, but for the lock."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def says(root: Path, page: str, today: str) -> str:
    """Return the Markdown of a page, built for a day."""
    assert run(root, "build", "--engine", "none", today=today).exit_code == 0
    return (root / "build" / "docs" / page).read_text(encoding="utf-8")


def test_the_founding_packs_end_with_every_quote_found(
    founding: Library, founding_copy: Path
) -> None:
    """A mirror that holds their quotes confirms them all, and the site then shows it."""
    with serving(mirrored(founding)) as server:
        redirect_packs(founding_copy, server)
        result = refresh(founding_copy, today="2026-11-21")
    assert result.exit_code == 0
    assert "14 sources: 11 confirmed, 3 read." in result.output
    assert "54 of 54 quotes found since 2026-11-21." in result.output
    after = library(founding_copy, "2026-11-21")
    assert all(one.holds for one in after.facts.values())
    assert {one.accessed for one in after.sources.values()} == {day("2026-11-21")}
    index = says(founding_copy, "sources/index.md", "2026-11-21")
    assert "54 of 54 quotes found since <time>2026-11-21</time>." in re.sub(r"&#46;", ".", index)
    chat = says(founding_copy, "sources/chat.md", "2026-11-21")
    assert chat.count("Quote found on <time>2026-11-21</time>") == 11
    assert "Unchecked" not in chat


def test_a_first_refresh_earns_its_dates(mirror: Mirror, tmp_path: Path) -> None:
    """Table, counts and dates, and a ledger that a build can read."""
    result = refresh(tmp_path)
    lines = [line.split() for line in result.output.splitlines()]
    assert ["chat", "confirmed", "1", "of", "1", "2026-06-01"] in lines
    assert ["errors", "confirmed", "1", "of", "1", "2026-06-01"] in lines
    assert "2 sources: 2 confirmed.\n2 of 2 quotes found since 2026-06-01." in result.output
    assert result.exit_code == 0
    facts = library(tmp_path).facts
    assert {one.confirmed for one in facts.values()} == {day("2026-06-01")}
    assert [path for path, _ in mirror.asked] == [CHAT, ERRORS]


def test_no_command_writes_what_people_own(mirror: Mirror, tmp_path: Path) -> None:
    """Nothing but the ledger changes outside build/: no review date, no YAML, no prose."""
    before = snapshot(tmp_path)
    refresh(tmp_path)
    run(tmp_path, "stamp", "chat", "--by", "am")
    after = snapshot(tmp_path)
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if not name.startswith("build/")} == {"data/ledger.yml"}


def test_a_page_that_did_not_change_is_not_sent_again(mirror: Mirror, tmp_path: Path) -> None:
    """A 304 moves the dates, as long as it is about the same quotes and at most 30 days old."""
    refresh(tmp_path)
    assert told(refresh(tmp_path, "--json", today="2026-06-30"))["chat"]["outcome"] == "unchanged"
    assert library(tmp_path, "2026-06-30").facts["chat.route"].confirmed == day("2026-06-30")
    assert told(refresh(tmp_path, "--json", today="2026-07-01"))["chat"]["outcome"] == "confirmed"
    assert [status for path, status in mirror.asked if path == CHAT] == [200, 304, 200]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SMALL_QUOTE, "Send a POST request to"),
        ("kind: API reference", "ignore: [footer]\n    kind: API reference"),
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
    assert told(refresh(tmp_path, "--json", today="2026-06-02"))["chat"]["outcome"] == "confirmed"
    assert (CHAT, 304) not in mirror.asked
    assert library(tmp_path, "2026-06-02").sources["chat"].changed is None


def test_a_lost_quote_keeps_its_date_and_shows_what_stands_there(
    mirror: Mirror, tmp_path: Path
) -> None:
    """The page was read; the quote was not found; the report has the nearest text and the old."""
    refresh(tmp_path)
    page = "Here it says: Send a PUT request to /chat"
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [page]))
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert "chat.route: the quote is not on the page (last found on 2026-06-01)." in result.output
    shown = " ".join(result.output.split())
    assert re.search(r"now there .*Send a PUT request to /chat.*\(\d\d % alike\)", shown)
    assert re.search(r"before .*Send a POST request to /chat", shown)
    known = library(tmp_path, "2026-06-05")
    fact, source = known.facts["chat.route"], known.sources["chat"]
    assert (source.accessed, source.changed) == (day("2026-06-05"), day("2026-06-05"))
    assert (fact.confirmed, fact.missing_since) == (day("2026-06-01"), day("2026-06-05"))
    assert known.facts["errors.retry"].confirmed == day("2026-06-05")
    kept = (tmp_path / "data" / "ledger.yml").read_text(encoding="utf-8")
    assert "Send a PUT request to /chat" in kept
    assert "written in the manner" not in kept


def test_what_has_lapsed_is_replaced_by_its_fallback(mirror: Mirror, tmp_path: Path) -> None:
    """Within the grace the page says what is missing; beyond it the assertion is withheld."""
    refresh(tmp_path)
    record = library(tmp_path).sources["chat"].record
    mirror.pages[CHAT] = answer(record, without=("route",))
    refresh(tmp_path, today="2026-06-05")
    within = says(tmp_path, "guides/one.md", "2026-06-15")
    assert "Requests go to <code>POST /chat</code>" in plain(within)
    assert "The route is unconfirmed at present" not in within
    beyond = plain(says(tmp_path, "guides/one.md", "2026-06-16"))
    assert "Requests go to <code>POST /chat</code>." not in beyond
    assert "The route is unconfirmed at present." in beyond
    assert "its quote has not been found since 2026-06-05" in beyond
    assert "Some words of this guide have lost their source" in beyond
    contract = plain(says(tmp_path, "contracts/chat.md", "2026-06-16"))
    assert "withheld until its facts hold again" in contract
    reason = re.search(
        r"^.*because of \[[^]]+\]\(\.\./sources/chat\.md#route.*$", contract, re.MULTILINE
    )
    assert reason
    assert not reason[0].startswith("<p>")  # in a block of HTML the engine would not see the link
    assert "Elsewhere nobody answers." in contract


def plain(markdown: str) -> str:
    """Return Markdown with its numeric entities as characters, and without marks of time."""
    text = re.sub(r"&#(\d+);", lambda one: chr(int(one[1])), markdown)
    return re.sub(r"</?time>", "", text)


def test_an_absence_that_is_overturned_says_so_at_once(mirror: Mirror, tmp_path: Path) -> None:
    """The page states now what it left unsaid: to be rewritten, without any grace."""
    refresh(tmp_path)
    record = library(tmp_path).sources["chat"].record
    mirror.pages[CHAT] = answer(record, more=("You may send 60 requests per minute.",))
    result = refresh(tmp_path, today="2026-06-02")
    assert result.exit_code == 3
    assert "chat.no-limit: now documented: rewrite what stands on it." in result.output
    assert "60 requests per minute" in result.output
    page = plain(says(tmp_path, "sources/chat.md", "2026-06-02"))
    assert "Now documented: rewrite." in page
    guide = plain(says(tmp_path, "contracts/chat.md", "2026-06-02"))
    assert "A limit is stated now; read it." in guide


def test_a_failing_source_stops_no_other_and_moves_no_date(mirror: Mirror, tmp_path: Path) -> None:
    """Its attempt is recorded apart; everything else of its entry stays letter for letter."""
    refresh(tmp_path)
    before = entry(tmp_path, "chat")
    mirror.pages[CHAT] = Answer("No.", status=404)
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert told(refresh(tmp_path, "--json", today="2026-06-05"))["errors"]["outcome"] == "unchanged"
    after = entry(tmp_path, "chat")
    assert [line for line in after if line not in before] == [
        "- {by: fetch, outcome: http-error, status: 404, first: 2026-06-05, last: 2026-06-05}"
    ]
    assert [line for line in before if line not in after] == []
    known = library(tmp_path, "2026-06-05")
    assert known.sources["chat"].accessed == day("2026-06-01")
    assert known.areas["chat.endpoint"].standing.value == "documented"
    refresh(tmp_path, today="2026-06-06")
    assert library(tmp_path, "2026-06-06").areas["chat.endpoint"].standing.value == "to-verify"
    page = plain(says(tmp_path, "sources/chat.md", "2026-06-06"))
    assert "2 attempts since then failed, and moved no date." in page
    assert "The last was on 2026-06-06: http-error 404." in page


def entry(root: Path, source: str) -> list[str]:
    """Return the lines that the ledger has of a source, its digest left out."""
    text = (root / "data" / "ledger.yml").read_text(encoding="utf-8")
    found = re.search(rf"^  {source}:\n((?:    .*\n)+)", text, re.MULTILINE)
    assert found
    return [one.strip() for one in found[1].splitlines() if "check:" not in one]


def test_a_page_that_has_moved_moves_no_date(mirror: Mirror, tmp_path: Path) -> None:
    """Old and new address are shown, the quotes are looked for there, the YAML stays."""
    mirror.pages["/new"] = mirror.pages[CHAT]
    mirror.pages[CHAT] = Answer("", status=301, headers={"Location": "/new"})
    result = refresh(tmp_path, "chat")
    assert result.exit_code == 3
    assert f"{mirror.address(CHAT)} → {mirror.address('/new')}" in result.output
    assert "2 of 2 facts hold there" in result.output
    known = library(tmp_path)
    assert known.sources["chat"].accessed is None
    assert known.facts["chat.route"].confirmed is None


def test_a_past_day_is_built_as_it_was_then(mirror: Mirror, tmp_path: Path) -> None:
    """Tables, standings and wording: what was learned later changes no page of an earlier day."""
    record = library(tmp_path).sources["chat"].record
    shown: dict[str, dict[str, bytes]] = {}
    pages = {
        "2026-06-01": answer(record),
        "2026-06-03": answer(record, more=("Something new.",)),
        "2026-06-05": answer(record, without=("route",)),
        "2026-06-20": Answer("No.", status=410),
        "2026-06-21": Answer("No.", status=410),
        "2026-06-25": answer(record),
    }
    for today, page in pages.items():
        mirror.pages[CHAT] = page
        refresh(tmp_path, today=today)
        shown[today] = built(tmp_path, today)
    assert len({tuple(one.items()) for one in shown.values()}) == len(pages)
    for today, then in shown.items():
        assert built(tmp_path, today) == then, today


def built(root: Path, today: str) -> dict[str, bytes]:
    """Return every page, built for a day."""
    assert run(root, "build", "--engine", "none", today=today).exit_code == 0
    docs = root / "build" / "docs"
    return {str(one.relative_to(docs)): one.read_bytes() for one in sorted(docs.rglob("*.md"))}


def test_a_dry_run_writes_nothing(mirror: Mirror, tmp_path: Path) -> None:
    """It reads and reports; no file is made or changed."""
    before = snapshot(tmp_path)
    result = refresh(tmp_path, "--dry-run")
    assert "2 of 2" not in result.output.partition("\n")[0]
    assert "2 sources: 2 confirmed." in result.output
    assert "Dry run: nothing was written." in result.output
    assert snapshot(tmp_path) == before


def test_only_due_reads_what_policy_says(mirror: Mirror, tmp_path: Path) -> None:
    """After 30 days, after a failure, and while a quote is missing or was never looked for."""
    refresh(tmp_path, "errors")
    asked = len(mirror.asked)

    def due(today: str) -> list[str]:
        return list(told(refresh(tmp_path, "--only-due", "--dry-run", "--json", today=today)))

    assert due("2026-06-02") == ["chat"]
    assert due("2026-06-30") == ["chat"]
    assert due("2026-07-01") == ["chat", "errors"]
    mirror.pages[ERRORS] = Answer("No.", status=500)
    refresh(tmp_path, today="2026-06-10")
    assert due("2026-06-11") == ["errors"]
    mirror.pages[ERRORS] = answer(library(tmp_path).sources["errors"].record, without=("retry",))
    refresh(tmp_path, today="2026-06-12")
    assert due("2026-06-13") == ["errors"]
    assert len(mirror.asked) > asked


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
    assert (told(result)["chat"]["unstable"], told(result)["errors"]["unstable"]) == (True, False)
    assert told(result)["chat"]["outcome"] == "confirmed"


def test_the_clock_may_not_stand_before_the_ledger(mirror: Mirror, tmp_path: Path) -> None:
    """Nothing is read, and the line tells both days."""
    refresh(tmp_path, today="2026-06-05")
    before = snapshot(tmp_path)
    result = refresh(tmp_path, today="2026-06-04")
    assert result.exit_code == 3
    wanted = "today is 2026-06-04, and the ledger has observations of 2026-06-05"
    assert f"data/ledger.yml:1:1: error clock: {wanted}" in result.output
    assert snapshot(tmp_path) == before


def test_without_a_network_nothing_changes(mirror: Mirror, tmp_path: Path) -> None:
    """No server answers: one line says so, and the ledger stays byte for byte."""
    refresh(tmp_path)
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(pack.read_text().replace("http://127.0.0.1", "http://nowhere.invalid"))
    before = snapshot(tmp_path)
    result = refresh(tmp_path, today="2026-06-05")
    assert result.exit_code == 3
    assert "No network; nothing changed." in result.output
    assert snapshot(tmp_path) == before


def test_what_the_project_has_no_more_is_pruned_on_request(mirror: Mirror, tmp_path: Path) -> None:
    """A warning until then: history is not dropped by a slip in an id."""
    refresh(tmp_path)
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(pack.read_text().replace("id: errors", "id: failures"))
    kept = refresh(tmp_path, today="2026-06-02")
    assert "warning orphan sources.errors: no such source any more." in kept.output
    assert entry(tmp_path, "errors")
    refresh(tmp_path, "--prune", today="2026-06-02")
    assert "\n  errors:" not in (tmp_path / "data" / "ledger.yml").read_text(encoding="utf-8")


def test_markdown_reads_as_the_body_of_a_pull_request(mirror: Mirror, tmp_path: Path) -> None:
    """Counts first, then what a person should look at, then all pages, folded away."""
    refresh(tmp_path)
    mirror.pages[CHAT] = answer(library(tmp_path).sources["chat"].record, without=("route",))
    mirror.pages[ERRORS] = Answer("No.", status=503)
    result = refresh(tmp_path, "--format", "markdown", today="2026-06-02")
    text = result.stdout
    assert text.startswith("## Documented pages read on 2026-06-02\n\n- 2 sources: ")
    parts = [
        "### Look at these",
        "- **chat.route**: the quote is not on the page (last found on 2026-06-01).",
        f"    - We rely on: `{SMALL_QUOTE}`",
        "### Not read, so their dates stay",
        "- **errors**: http-error. ",
        "<details><summary>All pages</summary>",
        "| chat | quote-missing | 0 of 1 | 2026-06-02 | 1 quote lost; the text has changed |",
    ]
    places = [text.index(one) for one in parts]
    assert places == sorted(places)


def test_unknown_sources_are_named_with_a_suggestion(mirror: Mirror, tmp_path: Path) -> None:
    """All of them, and nothing is read."""
    result = refresh(tmp_path, "chatt", "erors")
    assert result.exit_code == 2
    assert 'no source is called "chatt". Did you mean "chat"?' in result.output
    assert 'no source is called "erors". Did you mean "errors"?' in result.output
    assert mirror.asked == []


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_a_shard_that_makes_no_sense_is_refused(project: Project, shard: str) -> None:
    """K is from 1 to N."""
    result = run(project({}), "refresh", "--shard", shard)
    assert result.exit_code == 2
    assert "wanted K/N with K from 1 to N" in result.output


def test_authorities_that_are_no_certificates_are_refused(mirror: Mirror, tmp_path: Path) -> None:
    """Before anything is asked."""
    result = refresh(tmp_path, "--authorities", str(tmp_path / "mkdocs.yml"))
    assert result.exit_code == 2
    assert "mkdocs.yml holds no certificates; wanted a PEM file." in result.output
    assert mirror.asked == []


def test_a_private_address_is_read_only_on_request(mirror: Mirror, tmp_path: Path) -> None:
    """Without the option the server is never asked; with it the run says so."""
    result = run(tmp_path, "refresh", "--json")
    assert {one["outcome"] for one in told(result).values()} == {"blocked-address"}
    assert mirror.asked == []
    assert "Private and loopback addresses are allowed in this run." in refresh(tmp_path).output


def test_the_day_of_a_reading_is_the_clocks_unless_told(mirror: Mirror, tmp_path: Path) -> None:
    """A reading dated by --today says so."""
    assert "The day of these readings is 2026-06-01, from --today." in refresh(tmp_path).output


def test_a_person_stamps_a_page_that_no_program_can_read(project: Project) -> None:
    """The day and the initials; a fact counts only where it is named; the site says who."""
    root = project(FILES)
    result = run(root, "stamp", "chat", "--by", "am", "--fact", "route")
    assert result.exit_code == 0
    assert result.output == "chat: read by am on 2026-06-01; 1 of 1 quotes found.\n"
    known = library(root)
    assert (known.facts["chat.route"].by, known.sources["chat"].fetched) == ("hand", None)
    assert known.facts["chat.no-limit"].confirmed is None
    page = plain(says(root, "sources/chat.md", "2026-06-01"))
    assert "| 2026-06-01 | read by a person (am) |" in page
    assert "Quote found on 2026-06-01, by a person." in page
    run(root, "stamp", "chat", "--by", "am", "--lost", "chat.route", today="2026-06-02")
    assert library(root, "2026-06-02").facts["chat.route"].missing_since == day("2026-06-02")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chatt", "--by", "am"], 'no source is called "chatt". Did you mean "chat"?'),
        (
            ["chat", "--by", "am", "--fact", "rout"],
            'chat has no fact "rout". Did you mean "route"?',
        ),
        (["chat", "--by", "a.m@example.com"], "--by:1:1: error bad-initials: not initials."),
        (["chat", "--by", "am", "--fact", "route", "--lost", "route"], "found and lost at once"),
        (["chat"], "Missing option '--by'"),
    ],
)
def test_a_stamp_with_a_slip_writes_nothing(
    project: Project, arguments: list[str], said: str
) -> None:
    """What is wrong, and no ledger."""
    root = project(FILES)
    result = run(root, "stamp", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not (root / "data" / "ledger.yml").exists()


def test_ledgers_of_several_jobs_are_joined(project: Project, tmp_path: Path) -> None:
    """Each knows its own sources; together they know all, whatever the order."""
    root = project(FILES)
    one, other = tmp_path / "one.yml", tmp_path / "other.yml"
    one.write_text(ledger(chat=history({"read": "2026-06-01"})))
    other.write_text(
        ledger(errors=history({"read": "2026-06-01"}), chat=history({"read": "2026-06-02"}))
    )
    result = run(root, "ledger", "merge", str(one), str(other))
    assert result.output == "Joined 2 ledgers: 2 sources. Wrote ledger.yml.\n"
    text = (root / "data" / "ledger.yml").read_text(encoding="utf-8")
    assert text == ledger(
        chat=history({"read": "2026-06-01 2026-06-02"}), errors=history({"read": "2026-06-01"})
    )
    again = run(root, "ledger", "merge", str(other), str(one))
    assert again.output == "Joined 2 ledgers: 2 sources. ledger.yml stays as it was.\n"


def test_a_ledger_that_is_not_sound_is_not_joined(project: Project, tmp_path: Path) -> None:
    """Every fault of every file, and nothing is written."""
    root = project(FILES)
    broken = tmp_path / "broken.yml"
    broken.write_text(ledger(chat=history({"read": "2026-06-01"})).replace("outcome", "outcom"))
    cut = tmp_path / "cut.yml"
    cut.write_text("schema: 1\nsources:\n  chat: {")
    result = run(root, "ledger", "merge", str(broken), str(cut))
    assert result.exit_code == 2
    assert "broken.yml:11:21: error unknown-key" in result.output
    assert "cut.yml:4:1: error yaml" in result.output
    assert not (root / "data" / "ledger.yml").exists()


@pytest.mark.parametrize(
    "broken", ["schema: 2\nsources: {}\n", "<<<<<<< ours\n", "schema: 1\nsour"]
)
def test_a_broken_ledger_is_never_overwritten(mirror: Mirror, tmp_path: Path, broken: str) -> None:
    """No command writes over what it cannot read."""
    path = tmp_path / "data" / "ledger.yml"
    path.write_text(broken)
    assert refresh(tmp_path).exit_code == 2
    assert run(tmp_path, "stamp", "chat", "--by", "am").exit_code == 2
    assert run(tmp_path, "ledger", "merge", str(path)).exit_code == 2
    assert path.read_text() == broken
    assert mirror.asked == []


def test_jobs_that_share_a_list_end_with_the_ledger_of_one_that_reads_all(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No host is asked by two jobs; their ledgers, joined in any order, are that of a single run."""
    with ExitStack() as stack:
        servers = [stack.enter_context(serving({})) for _ in range(4)]
        rows = ["publisher: Example", "sources:"]
        for number in range(14):
            server = servers[0 if number < 6 else number % 4]
            server.pages[f"/{number}"] = Answer(page_html("Page", [f"The words of page {number}"]))
            name = "chat" if number == 0 else f"page-{number}"
            rows.append(f"  - {{id: {name}, title: Page, url: '{server.address(f'/{number}')}',")
            fact = f"{{id: route, says: Words, quote: The words of page {number}}}"
            rows.append(f"     kind: page, facts: [{fact}]}}")
        whole = project({"data/sources/api.yml": "\n".join(rows) + "\n"})
        jobs = [tmp_path_factory.mktemp("job") / "copy" for _ in range(3)]
        for job in jobs:
            shutil.copytree(whole, job)
        asked = [[len(one.asked) for one in servers]]
        for number, job in enumerate(jobs, 1):
            assert refresh(job, "--shard", f"{number}/3").exit_code == 0
            asked.append([len(one.asked) for one in servers])
        assert refresh(whole).exit_code == 0
    per_job = [
        [after - before for before, after in zip(*pair, strict=True)] for pair in pairwise(asked)
    ]
    assert all(sum(bool(job[host]) for job in per_job) == 1 for host in range(4))
    assert sum(map(sum, per_job)) == 14
    wanted = (whole / "data" / "ledger.yml").read_bytes()
    ledgers = [str(job / "data" / "ledger.yml") for job in jobs]
    for order in permutations(ledgers):
        into = whole / "joined.yml"
        result = run(whole, "ledger", "merge", "--into", str(into), *order)
        assert result.exit_code == 0
        assert into.read_bytes() == wanted
        into.unlink()


def test_git_joins_the_ledgers_of_two_branches(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the driver of the manual: both branches read the same page, and nothing conflicts."""

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    attribute = re.search(r"echo '(.+)' >> .gitattributes", manual)
    driver = re.search(r"git config (\S+) 'proofpack (.+)'", manual)
    assert attribute
    assert driver
    (tmp_path / ".gitattributes").write_text(f"{attribute[1]}\n")
    (tmp_path / ".gitignore").write_text("build/\n")
    git("init", "--initial-branch", "main")
    git("config", driver[1], f"{sys.executable} -m proofpack {driver[2]}")
    git("config", "core.hooksPath", "/dev/null")
    refresh(tmp_path)
    git("add", ".")
    git("commit", "--message", "start")
    git("switch", "--create", "other")
    refresh(tmp_path, today="2026-06-02")
    git("commit", "--all", "--message", "theirs")
    git("switch", "main")
    refresh(tmp_path, today="2026-06-03")
    git("commit", "--all", "--message", "ours")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "generator"))
    git("merge", "other")
    days = [one.day for one in library(tmp_path, "2026-06-05").sources["chat"].readings]
    assert days == [day("2026-06-01"), day("2026-06-02"), day("2026-06-03")]


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
    told_of = told(refresh(tmp_path, "chat", "--twice", "--json"))["chat"]
    assert told_of["outcome"] == ("quote-missing" if second == "lost" else "http-error")
    assert library(tmp_path).facts["chat.route"].confirmed is None


def test_a_page_that_a_person_reads_is_left_alone(mirror: Mirror, tmp_path: Path) -> None:
    """It is asked for only where it is named."""
    pack = tmp_path / "data" / "sources" / "api.yml"
    pack.write_text(
        pack.read_text().replace("  - id: errors\n", "  - id: errors\n    by_hand: true\n")
    )
    assert list(told(refresh(tmp_path, "--json"))) == ["chat"]
    assert list(told(refresh(tmp_path, "errors", "--json"))) == ["errors"]


def test_a_failure_on_the_day_of_a_good_reading_is_due(mirror: Mirror, tmp_path: Path) -> None:
    """It hides behind the reading of its day, so the next due run looks again."""
    refresh(tmp_path)
    mirror.pages[CHAT] = Answer("No.", status=404)
    refresh(tmp_path, "chat")
    due = told(refresh(tmp_path, "--only-due", "--dry-run", "--json", today="2026-06-02"))
    assert list(due) == ["chat"]


def test_text_of_a_page_stays_in_its_code_span(mirror: Mirror, tmp_path: Path) -> None:
    """Backticks of a page cannot end it, and nobody is mentioned."""
    quoted = "Send a POST ``request @somebody to`` /chat [here](https://example.org)"
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [quoted]))
    text = refresh(tmp_path, "--format", "markdown").stdout
    line = next(one for one in text.splitlines() if "Now there" in one)
    assert line.endswith(" ```")
    assert "``` " in line


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
    assert ("etag:" in " ".join(entry(tmp_path, "chat"))) is kept


def test_a_link_to_the_ledger_stays_a_link(mirror: Mirror, tmp_path: Path) -> None:
    """What it leads to is written, with the permissions that it had."""
    real = tmp_path / "data" / "schema" / "kept.yml"
    real.parent.mkdir()
    real.write_text("schema: 1\nsources: {}\ncomplete: true\n")
    real.chmod(0o640)
    (tmp_path / "data" / "ledger.yml").symlink_to(real)
    refresh(tmp_path)
    assert (tmp_path / "data" / "ledger.yml").is_symlink()
    assert "outcome: confirmed" in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o640


def test_an_interrupt_at_the_worst_moment_loses_no_reading(
    mirror: Mirror, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C while a reading is written down: it is in the ledger all the same."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "add", interrupted)
    result = refresh(tmp_path)
    assert result.exit_code == 3
    assert "Interrupted: 1 page not read. Run it again to go on." in result.output
    assert library(tmp_path).sources["chat"].accessed == day("2026-06-01")
