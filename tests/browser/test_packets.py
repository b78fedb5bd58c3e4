"""Packets mean the same in Python and in a browser, to the byte, from a page that no server serves."""

from __future__ import annotations

import functools
import hashlib
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from proofpack.model.problems import ProblemsError
from proofpack.model.records.rules import Rules
from proofpack.project.shipped_rules import shipped_rules
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import expand
from proofpack.worksheets.adopt import Adopted, adopt
from proofpack.worksheets.assets import rules_script
from proofpack.worksheets.formats import RECORDS, SUPPORTS
from proofpack.worksheets.messages import WORDS
from proofpack.worksheets.packet import Raw, canonical, clean, cleaned, fresh, pruned, texts
from proofpack.worksheets.packet_rules import PacketChecker
from proofpack.worksheets.progress import progress
from proofpack.worksheets.read import read
from proofpack.worksheets.redact import redacted
from proofpack.worksheets.scripts import LATER, ORDER, constants_script
from proofpack.worksheets.times import read_time
from proofpack.worksheets.verdicts import verdicts
from tests.conftest import ROOT
from tests.secrets.texts import KEYS
from tests.secrets.texts import texts as secret_texts
from tests.worksheets import hostile, pairs, raws, sheets
from tests.worksheets.bound import INPUTS, MATCHING, ROWS, bound_packets
from tests.worksheets.cases import CASES, SHEET, field_of, named, part_of
from tests.worksheets.refused import REFUSED
from tests.worksheets.times import NONE, READ, TOLD

pytestmark = pytest.mark.browser
ASSETS = ROOT / "site-overrides" / "scripts"
SCRIPTS = [
    "../assets/proofpack-js-yaml.umd.min.js",
    *(f"{name}.js" for name in (*ORDER, *LATER) if not name.startswith("worksheet-")),
]
WRITERS = {"json": "toJSON", "yaml": "toYAML"}
FORMATS = RECORDS | SUPPORTS
BATCH = 500
PACKETS = int(os.environ.get("PACKETS", "150"))
"""How many generated packets are compared; with `PACKETS=2000` before the command, more."""

# Everything crosses as JSON: the protocol of the browser would fix lone surrogates on its way.
_DO = """jobs => JSON.stringify(JSON.parse(jobs).map(job => {
  const [sheet, name, ...rest] = job
  const own = { both, back, tried, matching }
  const extra = name === "judge" || name === "redacted" ? [rules] : []
  return (own[name] || ProofpackPacket[name])(...(sheet ? [sheets[sheet]] : []), ...rest, ...extra)
}))"""
_OWN = """
  function matching(rows, inputs, seen) {
    const [found, wanted] = ProofpackPython.modules.verdicts.matching(rows, inputs, seen)
    return [found.map(row => row.id), wanted]
  }
  function both(sheet, raw) {
    const made = ProofpackPacket.adopt(sheet, raw)
    const forms = FORMS.map(one => ProofpackPacket[one](sheet, made.packet))
    for (const form of Object.keys(ProofpackConstants.SUPPORT)) {
      forms.push(ProofpackPacket.toSupport(sheet, made.packet, form))
    }
    return { made, forms, progress: ProofpackPacket.progress(sheet, made.packet) }
  }
  function back(sheet, form, text) {
    const packet = ProofpackPacket.adopt(sheet, ProofpackPacket.read(text)).packet
    return ProofpackPacket[form](sheet, packet)
  }
  function tried(text) {
    try { return { raw: ProofpackPacket.read(text) } }
    catch (error) {
      if (!error.line) throw error
      return { line: error.line, message: error.message }
    }
  }
"""
Job = tuple[Any, ...]


class Tab:
    """A page with the scripts, some sheets and the rules of this project."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def know(self, known: Iterable[WorksheetSchema]) -> None:
        """Hand sheets over, by their ids."""
        self.page.evaluate("text => Object.assign(sheets, JSON.parse(text))", _by_id(known))

    def do(self, jobs: list[Job]) -> list[Any]:
        """Return what the browser makes of jobs: id of a sheet or nothing, function, arguments."""
        made = []
        for at in range(0, len(jobs), BATCH):
            made += json.loads(self.page.evaluate(_DO, json.dumps(jobs[at : at + BATCH])))
        return made


def _by_id(known: Iterable[WorksheetSchema]) -> str:
    return json.dumps({one.id: one.data for one in known})


@functools.cache
def rules() -> list[Rules]:
    """Return the rules of this project."""
    return list(shipped_rules(()))


@functools.cache
def judge() -> PacketChecker:
    """Return the rules of this project, compiled."""
    return PacketChecker.of(rules())


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Tab]:
    """A page with the scripts and without the site."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text))
    page.add_script_tag(content=rules_script(rules()))
    page.add_script_tag(content=constants_script())
    for one in SCRIPTS:
        page.add_script_tag(path=ASSETS / one)
    page.add_script_tag(content=_OWN.replace("FORMS", json.dumps(list(WRITERS.values()))))
    page.add_script_tag(content="var sheets = {}, rules, judge, judged, without")
    page.evaluate("() => { rules = ProofpackPacket.compile(Proofpack.rules) }")
    tab = Tab(page)
    tab.know([*sheets(12), SHEET])
    yield tab
    page.close()
    assert faults == []


def _exports(sheet: WorksheetSchema, packet: Raw) -> list[str]:
    return [write(sheet, packet) for write in FORMATS.values()]


def _as_text(packet: Raw) -> str:
    """Return a packet so that the order of its keys counts."""
    return json.dumps(packet)


@pytest.mark.parametrize(("count", "wild"), [(PACKETS, 0.0), (PACKETS, 0.5)])
def test_packets_go_there_and_back(tab: Tab, count: int, wild: float) -> None:
    """Browser, file, Python, file, browser: packets come back to the byte, in each format."""
    made = list(pairs(count, wild))
    jobs: list[Job] = []
    wanted: list[str] = []
    written = tab.do([(sheet.id, "both", raw) for sheet, raw in made])
    for (sheet, _), one in zip(made, written, strict=True):
        for form, text in zip(WRITERS, one["forms"], strict=False):
            packet = adopt(sheet, _read(text)).packet
            assert _as_text(packet) == _as_text(one["made"]["packet"]), text
            assert FORMATS[form](sheet, packet) == text
            jobs.append((sheet.id, "back", WRITERS[form], text))
            wanted.append(text)
    assert tab.do(jobs) == wanted
    assert sum("|-" in text for text in wanted) > count / 4


def _read(text: str) -> Raw:
    data: Raw = read("packet", text).data
    return data


def test_both_adopt_and_export_alike(tab: Tab) -> None:
    """Over packets that fit badly: the same packet, moves, orphans, counts and exports."""
    made = list(pairs(PACKETS, 0.9))
    total = Counter[str]()
    for (sheet, raw), one in zip(made, tab.do([(s.id, "both", r) for s, r in made]), strict=True):
        adopted = adopt(sheet, raw)
        assert _as_text(one["made"]["packet"]) == _as_text(adopted.packet)
        assert one["made"]["moved"] == _moves(adopted)
        assert one["made"]["orphaned"] == list(adopted.orphaned)
        assert one["forms"] == _exports(sheet, adopted.packet)
        counted = progress(sheet, adopted.packet).items()
        assert one["progress"] == {key: {"done": done, "of": of} for key, (done, of) in counted}
        total.update(moves=len(adopted.moves), orphans=len(adopted.orphaned))
    assert min(total["moves"], total["orphans"]) > 2 * PACKETS


def _moves(adopted: Adopted) -> list[dict[str, str]]:
    return [{"from": one.before, "to": one.after} for one in adopted.moves]


@pytest.mark.parametrize("name", CASES)
def test_what_becomes_of_an_answer(tab: Tab, name: str) -> None:
    """Renamed, gone, of another shape, answered twice, an orphan again: each case ends as written."""
    case = CASES[name]
    head = {"packet": "proofpack/1", "worksheet": "note", "version": "1", "title": "Note"}
    before = [{"at": at, "value": value} for at, value in case.before]
    raw = {**head, "name": "Mine", "made": "", "answers": case.answers, "orphans": before}
    orphans = [{"at": at, "value": value} for at, value in case.orphans]
    moved = [{"from": old, "to": new} for old, new in case.moved]
    (here,) = tab.do([("note", "adopt", raw)])
    adopted = adopt(SHEET, raw)
    there: dict[str, Any] = {"packet": adopted.packet, "moved": _moves(adopted)}
    for one in (here, there):
        packet = {**head, "name": "Mine", "made": "", "answers": case.fitted, "orphans": orphans}
        assert _as_text(one["packet"]) == _as_text({**packet, "guides": [], "facts": []})
        assert one["moved"] == moved


def test_every_writer_of_the_page_is_compared(tab: Tab) -> None:
    """What the page writes, Python writes, too; `toSupport` holds the messages."""
    script = "() => Object.keys(ProofpackPacket).filter(one => /^to[A-Z]/.test(one))"
    assert set(tab.page.evaluate(script)) == {*WRITERS.values(), "toMessage", "toSupport"}


def test_nothing_is_dropped(tab: Tab) -> None:
    """Every line of every answer is in the adopted packet, and adopting again changes nothing."""
    made = list(pairs(600, 1.0))
    found = tab.do([(sheet.id, "adopt", raw) for sheet, raw in made])
    adopted = [one["packet"] for one in found]
    renamed = [[move["from"].partition("=")[2] for move in one["moved"]] for one in found]
    jobs: list[Job] = [
        (sheet.id, "adopt", one) for (sheet, _), one in zip(made, adopted, strict=True)
    ]
    again = [one["packet"] for one in tab.do(jobs)]
    assert [_as_text(one) for one in again] == [_as_text(one) for one in adopted]
    same = tab.do([(sheet, "canonical", packet) for sheet, _, packet in jobs])
    assert [_as_text(one) for one in same] == [_as_text(one) for one in adopted]
    for (sheet, raw), packet, choices in zip(made, adopted, renamed, strict=True):
        assert _as_text(canonical(sheet, packet)) == _as_text(packet)
        everything = "\n".join([*_said(packet), *choices])
        for piece in _pieces(raw):
            assert piece in everything or read_time(piece).utc in everything


def _said(value: Any) -> list[str]:
    """Return every text of raw data, and of data that stands in it as JSON."""
    said = [text for _, text in texts(value)]
    for text in list(said):
        if text.startswith(("[", "{")):
            try:
                said += _said(json.loads(text))
            except (ValueError, TypeError):
                continue  # it only looks like JSON: a reader typed it
    return said


def _pieces(raw: Raw) -> Iterator[str]:
    """Yield the lines that a packet holds. What stands on one line has its lines joined.

    An item that is open, and says no more, holds nothing.
    """
    for at, text in texts(pruned(cleaned(raw))):
        lines = [] if at in ("title", "name") or at.endswith("].at") else text.split("\n")
        yield from (one for one in map(clean, lines) if one and one != "open")


def test_a_new_packet_is_the_same(tab: Tab) -> None:
    """A packet that nobody has filled in is the same in both, and adopting it changes nothing."""
    known = [*sheets(12), SHEET]
    made = "2026-11-21T02:14:00Z"
    for sheet, packet in zip(
        known, tab.do([(one.id, "fresh", "Night", made) for one in known]), strict=True
    ):
        assert _as_text(packet) == _as_text(fresh(sheet, "Night", made))
        assert _as_text(adopt(sheet, packet).packet) == _as_text(packet)


def test_every_character_is_cleaned_alike(tab: Tab) -> None:
    """Over all of Unicode, the same characters are replaced in both."""
    script = """() => {
      const kept = []
      for (let code = 0; code <= 0x10ffff; code++) {
        const one = "a" + String.fromCodePoint(code) + "b"
        const made = ProofpackPacket.clean(one)
        if (made !== one) kept.push([code, made])
      }
      return kept
    }"""
    wanted = [
        [code, made] for code in range(0x110000) if (made := clean(one := f"a{chr(code)}b")) != one
    ]
    assert tab.page.evaluate(script) == wanted
    assert len(wanted) > 2000


class _Told:
    """Texts with secrets, statements and bodies in them, as a generator of packets takes them."""

    def __init__(self) -> None:
        self.pool = [*secret_texts(11, 500)]
        for file in rules():
            for said in file.assertions:
                self.pool += [*said.matches, *said.passes]
            for body in file.bodies:
                self.pool += [*body.matches, *body.passes]

    def text(self, chance: random.Random, longest: int = 6) -> str:
        made = hostile.text(chance, longest)
        return chance.choice(self.pool) if chance.random() < 0.4 else made


@pytest.fixture(scope="module")
def judged() -> list[tuple[WorksheetSchema, Raw]]:
    """Packets of which every other answer holds something that a rule finds."""
    chance = random.Random(20261128)  # noqa: S311 - repeatable on purpose
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raws, "text", _Told().text)
        packets = [(sheet, adopt(sheet, raw).packet) for sheet, raw in pairs(250, 0.4)]
    for sheet, packet in packets:
        # Of each fourth secret it is said that it is none.
        said = [one for one in judge().judge(sheet, packet) if one.holds and chance.random() < 0.25]
        entries = [
            {"rule": one.rule.removeprefix("secret-"), "at": one.at, "reason": "made up"}
            for one in said
        ]
        packet.update({"waived": entries} if entries else {})
    return packets


def test_findings_are_the_same(tab: Tab, judged: list[tuple[WorksheetSchema, Raw]]) -> None:
    """The same findings in the same words at the same places, over each kind of finding there is."""
    told = Counter[str]()
    jobs: list[Job] = [(sheet.id, "judge", packet) for sheet, packet in judged]
    for (sheet, packet), found in zip(judged, tab.do(jobs), strict=True):
        keys = ("rule", "at", "level", "holds", "what", "remedy")
        here = [{key: getattr(one, key) for key in keys} for one in judge().judge(sheet, packet)]
        assert [{key: one[key] for key in keys} for one in found] == here
        assert all(one["start"] < one["end"] for one in found if one["holds"])
        assert all(
            one["holds"] == one["rule"].startswith("secret-") for one in found if one["holds"]
        )
        told.update(one["rule"].partition("-")[0] for one in here)
        told.update(one["rule"] for one in here)
        told.update("waived" for one in here if one["remedy"].startswith("Said to be no secret"))
    kinds = {
        "secret",
        "pasted",
        "phrase",
        "missing",
        "placeholder",
        "unknown",
        "too",
        "no",
        "orphan",
    }
    other = {"secret", "claim", "pasted", "other-worksheet", "unknown-choice", "too-many"}
    kinds |= {rule for rule in WORDS if not rule.startswith("against-")} - other
    assert kinds <= set(told)
    assert told["secret"] > 500
    assert told["waived"] > 50


def test_what_tables_say_is_the_same(tab: Tab) -> None:
    """The rows that count in the cases by hand; then verdicts and findings over 1,000 packets."""
    jobs: list[Job] = [("", "matching", ROWS, INPUTS, seen) for seen, _, _ in MATCHING]
    assert tab.do(jobs) == [[rows, wanted] for _, rows, wanted in MATCHING]
    made = [(sheet, adopt(sheet, raw).packet) for sheet, raw in bound_packets(1000)]
    tab.know(sheet for sheet, _ in made)
    said = tab.do([(sheet.id, "verdicts", packet) for sheet, packet in made])
    assert said == [verdicts(sheet, packet) for sheet, packet in made]
    for (sheet, packet), found in zip(
        made, tab.do([(sheet.id, "judge", packet) for sheet, packet in made]), strict=True
    ):
        keys = ("rule", "at", "level", "what", "remedy")
        here = [{key: getattr(one, key) for key in keys} for one in judge().judge(sheet, packet)]
        assert [{key: one[key] for key in keys} for one in found] == here


def test_times_are_read_alike(tab: Tab) -> None:
    """Each spelling of one table: the same time in UTC, or the same reason and offer."""
    known = [*READ, *TOLD, *NONE]
    script = "texts => JSON.stringify(JSON.parse(texts).map(one => ProofpackTimes.read(one)))"
    found = json.loads(tab.page.evaluate(script, json.dumps(known)))
    assert found == [read_time(one)._asdict() for one in known]


def test_a_packet_of_another_worksheet_is_said_to_be_one(tab: Tab) -> None:
    """A packet is not judged by the wrong worksheet: both say whose it is, and nothing more."""
    packet = fresh(SHEET, "Mine", "") | {"worksheet": "other"}
    (found,) = tab.do([("note", "judge", packet)])
    (here,) = judge().judge(SHEET, packet)
    assert [one["what"] for one in found] == [here.what] == ['a packet of "other", not of "note"']


def test_redacted_packets_are_the_same_and_hold_no_secret(
    tab: Tab, judged: list[tuple[WorksheetSchema, Raw]]
) -> None:
    """The same placeholders in both, and nothing is left that a rule finds."""
    marks = 0
    jobs: list[Job] = [(sheet.id, "redacted", packet) for sheet, packet in judged]
    for (sheet, packet), found in zip(judged, tab.do(jobs), strict=True):
        here = redacted(judge(), sheet, packet)
        assert _as_text(found) == _as_text(here)
        left = judge().judge(sheet, here)
        assert [one for one in left if one.holds] == []
        marks += _as_text(found).count("<REDACTED:")
    assert marks > 500


def test_a_value_keeps_its_number(tab: Tab) -> None:
    """One numbering runs over the answers, also when they are redacted one after the other."""
    key, other = (expand(KEYS[one]) for one in ("provider-key", "github-token"))
    answers = {"summary": f"first {key} then {other}", "steps": [f"again {other}", f"and {key}"]}
    packet = fresh(SHEET, "Mine", "") | {"answers": {"record": answers}}
    wanted = ["first <REDACTED:provider-key-1> then <REDACTED:github-token-1>"]
    wanted += ["again <REDACTED:github-token-1>", "and <REDACTED:provider-key-1>"]
    script = """text => {
      const packet = JSON.parse(text), numbers = ProofpackPacket.numbers(packet)
      const whole = ProofpackPacket.redacted(sheets.note, packet, rules).answers.record
      const { summary, steps } = packet.answers.record
      const one = text => ProofpackPacket.redact("summary", text, rules, numbers)
      return [[whole.summary, ...whole.steps], [summary, ...steps].map(one)]
    }"""
    assert tab.page.evaluate(script, json.dumps(packet)) == [wanted, wanted]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_packet_is_refused(tab: Tab, name: str) -> None:
    """What cannot be read is refused by both on the same line, and the browser says what was wanted."""
    one = REFUSED[name]
    (found,) = tab.do([("", "tried", one.text)])
    assert (found.get("line"), found.get("message")) == (one.line, one.said)
    with pytest.raises(ProblemsError) as refused:
        read("packet", one.text)
    assert min(each.place.line for each in refused.value.problems) == one.line


@pytest.mark.parametrize("form", ["json"])
def test_what_people_make_of_a_file_is_read_alike(tab: Tab, form: str) -> None:
    """Lines taken out, doubled, indented, strewn with oddities: both read the same, or both refuse."""
    chance = random.Random(20261120)  # noqa: S311 - repeatable on purpose
    made = [FORMATS[form](sheet, adopt(sheet, raw).packet) for sheet, raw in pairs(1200, 0.5)]
    edited = [_edited(chance, text) for text in made]
    counts = Counter[bool]()
    for text, found in zip(edited, tab.do([("", "tried", one) for one in edited]), strict=True):
        try:
            here = pruned(_read(text))
        except ProblemsError:
            assert "raw" not in found, text
        else:
            assert pruned(found.get("raw", {})) == here, text
        counts["raw" in found] += 1
    assert min(counts.values()) > 200


def _edited(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at, odd = chance.randrange(len(lines)), chance.choice(hostile.PIECES)
        line = lines[at]
        middle = chance.randint(0, len(line))
        cut = [[], [line[1:]], [line[2:]], [line[:middle]]]
        more = [[line, line], [f"  {line}"], [odd, line], [line[:middle] + odd + line[middle:]]]
        lines[at : at + 1] = chance.choice([*cut, *more])
    return "\n".join(lines).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def test_hostile_files_end(tab: Tab) -> None:
    """Files of half a megabyte, made to keep a reader busy, are read or refused in bounded time."""
    head = "- Packet (`packet`): `proofpack/1`\n- Worksheet (`worksheet`): `x`\n## A (`a`)\n"
    plain = 'packet: "proofpack/1"\nworksheet: "x"\nanswers:\n  a:\n'
    keys = range(30_000)
    batch = [
        *(f"{head}- L (`k`): {one}" for one in ("`" * 500_000, "` " * 250_000, " " * 500_000 + "x")),
        *(f"{head}{one}" for one in ("\\" * 500_000, "- (`a`)" * 70_000, "```\n" * 100_000)),
        head + "".join(f"- L (`k{one}`): `v`\n" for one in keys),
        head + "".join(f"{'  ' * one}- L (`k`):\n" for one in range(600)),
        plain + "".join(f"    k{one}: v\n" for one in keys),
        *(f"{plain}    k: {one}" for one in ("[" * 400_000, "- " * 200_000)),
        plain + '    k: "' + "x\\n" * 150_000 + '"',
        *("[" * 400_000, '{"a":' * 80_000, '{"a":"' + "\\" * 400_000, '{"a":"' + "x" * 400_000),
        "{" + ",\n".join(f'"k{one}": "v"' for one in keys) + "}",
    ]  # fmt: skip
    script = """texts => JSON.stringify(texts.map(text => {
      const began = performance.now()
      const made = tried(text)
      return [performance.now() - began, Object.keys(made)]
    }))"""
    times = json.loads(tab.page.evaluate(script, batch))
    assert max(took for took, _ in times) < 1500


def test_packets_that_differ_are_compared_answer_by_answer(tab: Tab) -> None:
    """A difference names each answer by path and label, in the order of the sheet, with both texts."""
    old = {
        "record": {"summary": "s", "layers": ["a"], "steps": ["x"], "attempt": [{"status": "1"}]},
        "checks": {"read": {"state": "done"}},
        "way": {"option": "stop"},
    }
    new = {
        "record": {
            "summary": "s",
            "layers": ["a", "b"],
            "attempt": [{"status": "1"}, {"status": "2"}],
        },
        "checks": {"read": {"state": "not-applicable", "because": "b"}},
        "cells": {"one": {"seen": "c"}},
    }
    first = fresh(SHEET, "Mine", "") | {"answers": old}
    second = fresh(SHEET, "Theirs", "") | {"answers": new}
    second["orphans"] = [{"at": "record.gone", "value": {"a": "b"}}]
    found = tab.do([("note", "difference", first, second), ("note", "difference", first, first)])
    assert [tuple(one.values()) for one in found[0]] == [
        ("name", "Name", "Mine", "Theirs"),
        ("record.layers", "Layers", "a", "a\nb"),
        ("record.steps", "Steps", "x", ""),
        ("record.attempt[1].status", "Attempt 2: Status", "", "2"),
        ("checks.read", "Read", "done", "not-applicable"),
        ("checks.read.because", "Read: because", "", "b"),
        ("way.option", "Way", "stop", ""),
        ("cells.one.seen", "One: Seen", "", "c"),
        ("orphans.record.gone", "record.gone", "", '{"a":"b"}'),
    ]
    assert found[1] == []


def test_the_libraries_are_the_ones_that_are_named() -> None:
    """The scripts of other people are those that a note names, each with its licence beside it."""
    layer = ROOT / "site-overrides"
    note = (layer / "README.md").read_text(encoding="utf-8")
    row = r"^\| `([^`]+\.js)` .* MIT, `([^`]+)` \| `([0-9a-f]{64})` \|$"
    named = {
        name: (licence, digest) for name, licence, digest in re.findall(row, note, re.MULTILINE)
    }
    there = {path.name for path in (layer / "assets").glob("*.min.js")}
    there |= {f"search/{path.name}" for path in (layer / "search").glob("*.umd.js")}
    assert set(named) == there == {"proofpack-js-yaml.umd.min.js", "search/minisearch.umd.js"}
    for name, (licence, digest) in named.items():
        top = "" if "/" in name else "assets"
        script = (layer / top / name).read_bytes()
        assert hashlib.sha256(script).hexdigest() == digest
        assert b"sourceMappingURL" not in script
        assert "Permission is hereby granted" in (layer / top / licence).read_text("utf-8")


def test_a_decision_may_be_called_null(tab: Tab) -> None:
    """A field that rests on no decision does not rest on the one of that name."""
    parts = [part_of("record", "record", fields=[field_of("summary")])]
    parts += [part_of("null", "decision", options=[named("retry"), named("stop")])]
    sheet = WorksheetSchema({**SHEET.data, "id": "null", "parts": parts})
    answers = {"record": {"summary": "It failed."}, "null": {"option": "stop"}}
    packet = fresh(sheet, "Mine", "") | {"answers": answers}
    tab.know([sheet])
    assert tab.do([("null", "canonical", packet)]) == [canonical(sheet, packet)]


def test_what_may_be_chosen_is_no_secret(tab: Tab) -> None:
    """Beside a format, too: redaction leaves it, so no finding may hold the packet back."""
    field = field_of("password", "code", choices=[named("none-was-sent-at-all1")])
    parts = [part_of("record", "record", fields=[field | {"format": "path"}])]
    sheet = WorksheetSchema({**SHEET.data, "id": "chosen", "parts": parts})
    tab.know([sheet])
    for value, rules in (("none-was-sent-at-all1", []), ("/Hunter2x9!Zq", ["secret-password"])):
        packet = fresh(sheet, "Mine", "") | {"answers": {"record": {"password": value}}}
        (found,) = tab.do([("chosen", "judge", packet)])
        here = [one.rule for one in judge().judge(sheet, packet)]
        assert [one["rule"] for one in found] == here == rules
