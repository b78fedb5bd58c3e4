"""Packets on the command line: blank, check, export, diff, and the way there and back."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from proofpack.cli import cli, worksheets
from proofpack.model.library import Library
from proofpack.model.problems import ProblemsError
from proofpack.model.records.worksheets import FieldType
from proofpack.project.reader import ProjectReader
from proofpack.project.worksheet_schema import WorksheetSchema
from proofpack.secrets import expand
from proofpack.worksheets.adopt import adopt
from proofpack.worksheets.blank import BLANKS, blank
from proofpack.worksheets.formats import RECORDS, SUPPORTS, to_json, to_message, to_yaml
from proofpack.worksheets.packet import Raw, canonical, fresh, texts
from proofpack.worksheets.packet_rules import PacketChecker
from proofpack.worksheets.progress import progress
from proofpack.worksheets.read import read
from proofpack.worksheets.redact import redacted
from tests.conftest import ROOT, SMALL, TODAY, Project
from tests.every import EVERY, PROJECT
from tests.vectors import each_of
from tests.worksheets import KEPT
from tests.worksheets.raws import ODD

MADE = "2026-11-21T02:14:00Z"
WORKSHEETS = (
    *("escalation-note", "evidence-packet", "reproduction-note"),
    *("contract-review", "production-validation"),
)


@pytest.fixture(scope="session")
def every_read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Library, PacketChecker]:
    """A project with a worksheet of every kind, read; and its rules. Tests leave it as it is."""
    root = tmp_path_factory.mktemp("every")
    for name, text in {**SMALL, **PROJECT}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    reader = ProjectReader(root)
    _, library = reader.read(TODAY)
    return root, library, PacketChecker.of(reader.rules)


@pytest.fixture
def every(
    every_read: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> tuple[Path, Library, PacketChecker]:
    """The same, in a folder to be changed at will."""
    root, library, checker = every_read
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    return tmp_path, library, checker


def key() -> str:
    """A text that looks like a key of a gateway."""
    return expand("sk-{base62:48}")


FULL: Raw = {
    "record": {
        "operator": "AB",
        "summary": "First line, with `code`.\n\n    indented ``` fence\n```\nlast",
        "seen_at": "2026-11-20T23:59:00Z",
        "day": "2026-11-20",
        "page": "https://docs.example.com/chat",
        "result": "fail",
        "scope": ["region", "tenant"],
        "fallback": "no",
        "attempts": "2",
        "request": "curl \\\n\t-H 'X: y'",
        "layers": ["SDK", "- queue", "two\nlines", "`", "a ` b"],
        "head": {"owner": "on call"},
        "attempt": [{"status": "500", "code": "none"}, {"status": "503"}],
    },
    "checks": {
        "route": {"state": "done"},
        "parsed": {"state": "not-applicable", "because": "streamed | not parsed"},
    },
    "decision": {"option": "hold", "because": "open <b>question</b>"},
    "class": {"labels": ["contract"]},
    "table": {"path": {"confirmed": "=SUM(A1)", "result": "pass"}, "auth": {"result": "@later"}},
}


def full(sheet: WorksheetSchema) -> Raw:
    """Return a packet of the worksheet of every kind with everything filled in."""
    orphans = [
        {"at": "record.old", "value": "kept"},
        {"at": "gone.part[0].x", "value": [{"a": "1"}, {"a": "2", "b": ["p", "q"]}]},
        {"at": "odd `name`", "value": {"no": "off", "7": "seven"}},
    ]
    return canonical(sheet, fresh(sheet, "Night", MADE) | {"answers": FULL, "orphans": orphans})


def run(root: Path, *arguments: str) -> Result:
    """Run a command on a project, on a fixed day."""
    command = ["--project", str(root), "--today", TODAY.isoformat(), "worksheet", *arguments]
    return CliRunner().invoke(cli, command)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a part of a file that is there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@each_of("form", BLANKS)
@each_of("name", WORKSHEETS)
def test_a_blank_is_an_empty_packet(founding: Library, name: str, form: str) -> None:
    """Whatever a blank says beside its fields, it is read as a packet that nobody has filled in."""
    sheet = WorksheetSchema.of(founding, name)
    found = adopt(sheet, read("blank", blank(sheet, form, fresh(sheet, "Packet 1", MADE))).data)
    assert found.packet == fresh(sheet, "Packet 1", MADE)
    assert (found.moves, found.orphaned) == ((), ())


@each_of("name", WORKSHEETS)
def test_a_blank_says_what_belongs_into_each_field(founding: Library, name: str) -> None:
    """The help of a field, its example and its choices stand beside it."""
    sheet = WorksheetSchema.of(founding, name)
    flat = re.sub(r"\s*\n\s*# ", " ", blank(sheet, "yaml", fresh(sheet, "Packet 1", MADE)))
    fields = [one for part in sheet.parts if part["kind"] == "record" for one in part["fields"]]
    assert fields
    for field in fields:
        assert field["help"] in flat
        assert " ".join(field["example"].split()) in flat
        assert ", ".join(one["id"] for one in field["choices"]) in flat


@pytest.mark.parametrize("form", KEPT)
def test_what_a_format_holds_comes_back_as_it_was(
    every: tuple[Path, Library, PacketChecker], form: str
) -> None:
    """Fences, backticks, tabs, lists in groups and orphans survive every format that holds a packet."""
    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    written = RECORDS[form](sheet, packet)
    again = adopt(sheet, read("packet", written).data)
    assert again.packet == packet
    assert RECORDS[form](sheet, again.packet) == written


SUPPORT_TEXT = """\
Every kind

Operator AB saw a `503`, <b>twice</b> at 2026-11-20T23:59:00Z.
Layers: SDK. Status: 500, 503. Environment: [Environment].

Also recorded:

- Day: 2026-11-20
- Page: https://docs.example.com/chat_page
- Result: fail
- Scope: region; tenant
- Fallback?: no
- Attempts: 2
- Request:
curl \\
\t-H 'X: y'
- Attempt 1: Error code none
- Decision: Hold
- Class: Contract
"""


def test_for_support_a_packet_is_a_few_plain_words(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """The message, and what else may leave, in words; each format shows what was typed."""
    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    record = packet["answers"]["record"]
    record |= {"summary": "a `503`, <b>twice</b>", "layers": ["SDK"]}
    record["page"] = "https://docs.example.com/chat_page"
    written = {form: write(sheet, packet) for form, write in SUPPORTS.items()}
    assert written["text"] == SUPPORT_TEXT
    assert "saw a \\`503\\`, \\<b\\>twice" in written["md"]
    assert "- **Page:** https://docs.example.com/chat_page\n" in written["md"]
    assert "* *Request:*\n{noformat}\ncurl" in written["jira"]
    assert written["slack"].startswith("*Every kind*\n\nOperator AB saw a `503`, < b>twice")
    packet["answers"]["record"]["operator"] = "<!channel> and @here"
    assert "Operator < !channel> and @ here saw" in SUPPORTS["slack"](sheet, packet)


def test_markdown_shows_what_was_typed(every_read: tuple[Path, Library, PacketChecker]) -> None:
    """Letter for letter, whatever its characters mean there."""
    sheet = WorksheetSchema.of(every_read[1], "every")
    engine = MarkdownIt("commonmark").enable(["table", "strikethrough"])

    @given(st.text(r"_*`[]()<>~|&@$#+-=.:!\1aé /", min_size=1, max_size=20))
    def shown(text: str) -> None:
        answers = {"record": {"operator": f"({text})"}}
        packet = canonical(sheet, fresh(sheet, "Night", MADE) | {"answers": answers})
        page = BeautifulSoup(engine.render(SUPPORTS["md"](sheet, packet)), "lxml").get_text()
        assert f"Operator {' '.join(f'({text})'.split())} saw" in " ".join(page.split())

    shown()


def test_a_name_with_underscores_stays_as_it_is(
    every_read: tuple[Path, Library, PacketChecker],
) -> None:
    """Whoever gets a message can copy a code or the id of a request out of it; in Jira, too."""
    sheet = WorksheetSchema.of(every_read[1], "every")
    answers = {"record": {"operator": "rate_limit_exceeded, _req_8f21_ and __a"}}
    packet = canonical(sheet, fresh(sheet, "Night", MADE) | {"answers": answers})
    for form in ("md", "jira"):
        told = SUPPORTS[form](sheet, packet)
        assert r"Operator rate_limit_exceeded, \_req_8f21\_ and \_\_a saw" in told


def test_what_is_internal_never_leaves_for_support(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """No format for support holds an internal answer, a reason, a pin or the id of a field."""
    root, library, _ = every
    sheet = WorksheetSchema.of(library, "every")
    packet = full(sheet)
    packet["answers"]["record"]["head"]["owner"] = "the-night-shift"
    path = tmp_path / "a.json"
    path.write_text(to_json(packet), encoding="utf-8")
    for form in SUPPORTS:
        told = run(root, "export", "--format", form, str(path)).stdout
        assert "AB" in told
        for inside in (
            "the-night-shift",
            "open <b>question",
            "SUM(A1)",
            "streamed",
            "kept",
            "seen_at",
        ):
            assert inside not in told, form
        assert run(root, "export", "--for", "records", "--format", form, str(path)).exit_code == 2
    for form in RECORDS:
        assert "the-night-shift" in run(root, "export", "--format", form, str(path)).stdout
    assert run(root, "export", "--for", "records", str(path)).stdout == to_yaml(packet)
    assert run(root, "export", str(path)).stdout == SUPPORTS["md"](sheet, packet)


def test_who_exports_what_cannot_be_read_back_is_told(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes count, in the format that is written. A message is not read back."""
    path, sheet = tmp_path / "a.json", WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    packet["answers"]["record"]["summary"] = "é" * 100
    path.write_text(to_json(packet), encoding="utf-8")
    told = "It is over 1 MiB and cannot be read back: shorten an answer.\n"
    for form, make in (RECORDS | SUPPORTS).items():
        size = len(make(sheet, packet).encode())
        for most, said in ((size, ""), (size - 1, told if form in RECORDS else "")):
            monkeypatch.setattr("proofpack.project.load.text.MAXIMUM_BYTES", most)
            assert run(every[0], "export", "--format", form, str(path)).stderr == said


def test_open_checklists_are_said_beside_an_export(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """A sentence for each, where it is not in the way of what is written."""
    path = tmp_path / "a.json"
    packet = full(WorksheetSchema.of(every[1], "every"))
    for item, said in (("done", ""), ("open", "Still open: 1 item of Checks.\n")):
        packet["answers"]["checks"]["route"]["state"] = item
        path.write_text(to_json(packet), encoding="utf-8")
        assert run(every[0], "export", str(path)).stderr == said


def test_a_message_fits_what_happened(project: Project) -> None:
    """A paragraph is there where its conditions hold: an answer, any answer, or the want of one."""
    paragraphs = """
      - {text: 'Always {decision.option}'}
      - {text: Limit, when: {record.attempts: ['429'], record.result: [fail]}}
      - {text: Deviation, unless: {record.attempts: ['429']}}
      - {text: 'Seen {record.seen_at}', when: {record.seen_at: [answered]}}
"""
    plain = EVERY[EVERY.index("    template: |-") :]
    root = project(
        PROJECT | {"data/worksheets/every.yml": EVERY.replace(plain, f"    template:{paragraphs}")}
    )
    sheet = WorksheetSchema.of(ProjectReader(root).read(TODAY)[1], "every")
    answers = {"record": {"attempts": "429", "result": "fail"}, "decision": {"option": "hold"}}
    packet = canonical(sheet, fresh(sheet, "Night", MADE) | {"answers": answers})
    assert to_message(sheet, packet, "message") == "Always Hold\n\nLimit"
    answers["record"] = {"seen_at": MADE}
    packet = canonical(sheet, packet | {"answers": answers})
    assert to_message(sheet, packet, "message") == f"Always Hold\n\nDeviation\n\nSeen {MADE}"


def test_a_packet_as_yaml_is_read_alike_by_another_reader(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """A YAML 1.1 reader with all its types finds the same text, and no number, date or truth value."""
    import yaml

    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    assert yaml.safe_load(to_yaml(packet)) == packet
    assert json.loads(to_json(packet)) == packet


def test_a_message_says_what_is_open(every: tuple[Path, Library, PacketChecker]) -> None:
    """A slot shows its answer, those of a repeated group in order, or the label of what is open.

    A placeholder that was left as it was is no answer.
    """
    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    packet["answers"]["record"].pop("seen_at")
    packet["answers"]["record"]["summary"] = "{record.operator}"
    lines = to_message(sheet, packet, "message").splitlines()
    assert lines[0] == "Operator AB saw {record.operator} at [Seen at]."
    assert lines[1] == "Layers: SDK; - queue; two", "a list is joined"
    assert lines[-1] == "lines; `; a ` b. Status: 500, 503. Environment: [Environment]."
    packet["answers"]["record"]["operator"] = "<operator_initials>"
    assert to_message(sheet, packet, "message").startswith("Operator [Operator] saw")


def test_progress_counts_answers_and_not_placeholders(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """A placeholder that was left is open; an entry of a group counts by its fields."""
    sheet = WorksheetSchema.of(every[1], "every")
    empty = progress(sheet, fresh(sheet, "Night", MADE))
    assert empty["record"] == (1, 15), "a default that is no placeholder is an answer"
    assert empty["message"] == (0, 0)
    found = progress(sheet, full(sheet))
    assert found["record"] == (15, 17)
    assert (found["checks"], found["decision"], found["class"]) == ((2, 2), (1, 1), (1, 1))
    assert found["table"] == (3, 4)


def formed(every: tuple[Path, Library, PacketChecker], kind: str, value: str) -> bool:
    """Return whether a value of a type has the form of the type."""
    field = {"id": "x", "type": kind, "required": False, "default": "", "sensitivity": "public"}
    field |= {"choices": [], "repeat": False, "fields": []}
    return not any(one.rule.startswith("bad-") for one in every[2].field(field, value, "x"))


@pytest.mark.parametrize("kind", FieldType)
def test_what_needs_a_type_of_field_has_it(
    every: tuple[Path, Library, PacketChecker], kind: str
) -> None:
    """A field in the worksheet of every kind; and good and bad values, if there are bad ones."""
    known = re.search(rf"type: {kind}[,}}\n]", EVERY)
    assert known or kind == "text", "add a field of it to tests/every.py"
    if kind != "group" and not formed(every, kind, "?"):
        values = ODD.get(kind, [])
        judged = {formed(every, kind, value) for value in values}
        assert judged == {True, False}, (
            f"add good and bad ones to ODD, tests/worksheets/raws.py: {values}"
        )


FAULTY = """\
packet: proofpack/1
worksheet: every
version: "2"
name: Night
answers:
  record:
    operator: <operator_initials>
    notes: It was down.
    seen_at: 2026-11-20 23:59
    day: 2026-02-30
    page: docs.example.com
    result: unknown
    scope: [region, moon]
    fallback: maybe
    attempts: two
    head: {}
    attempt:
      - status: "500"
      - code: none
    extra: keep me
  checks:
    route: {state: not-applicable}
    parsed: {state: almost}
  decision: {option: wait}
  class: {labels: [transport, contract]}
"""
EXPECTED = [
    ("3:10", "warning other-version version"),
    ("7:15", "warning placeholder record.operator"),
    ("8:12", "warning phrase-availability record.summary"),
    ("9:14", "error no-zone record.seen_at"),
    ("10:10", "error bad-date record.day"),
    ("11:11", "error bad-url record.page"),
    ("13:21", "error unknown-choice record.scope[1]"),
    ("14:15", "error unknown-choice record.fallback"),
    ("15:15", "error bad-number record.attempts"),
    ("16:11", "error missing record.head.owner"),
    ("19:9", "error missing record.attempt[1].status"),
    ("20:5", "warning orphan record.extra"),
    ("22:12", "error no-reason checks.route"),
    ("23:21", "error unknown-choice checks.parsed.state"),
    ("24:22", "error unknown-choice decision.option"),
    ("25:19", "error too-many class.labels"),
]


def told(output: str) -> list[tuple[str, str]]:
    """Return place, and level, rule and key, of each line of a check."""
    lines = re.findall(r"^[^:\n]+:(\d+:\d+): (\w+ \S+ \S+?): ", output, re.MULTILINE)
    return [(place, said) for place, said in lines]


def test_every_fault_of_a_packet_in_one_pass(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """One line for each field, at its place, whatever it was called when the packet was made."""
    path = tmp_path / "a.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    found = run(every[0], "check", str(path))
    assert told(found.output) == EXPECTED
    assert found.exit_code == 1
    assert path.read_text(encoding="utf-8") == FAULTY


@pytest.mark.parametrize("form", KEPT)
def test_a_fault_has_its_line_in_every_format(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, form: str
) -> None:
    """The place of a finding is where the answer stands in the file, whatever the format."""
    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    packet["answers"]["record"]["attempts"] = "many"
    path = tmp_path / "packet"
    text = RECORDS[form](sheet, packet)
    path.write_text(text, encoding="utf-8")
    found = [
        place for place, said in told(run(every[0], "check", str(path)).output) if "number" in said
    ]
    line = 1 + next(n for n, one in enumerate(text.splitlines()) if "many" in one)
    assert [int(one.partition(":")[0]) for one in found] == [line]


def test_a_clean_packet_is_clean(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """A packet with every required field and no orphan raises nothing."""
    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet) | {"orphans": []}
    path = tmp_path / "clean.json"
    path.write_text(to_json(packet), encoding="utf-8")
    found = run(every[0], "check", str(path))
    assert told(found.output) == []
    assert found.exit_code == 0


def test_findings_as_json(every: tuple[Path, Library, PacketChecker], tmp_path: Path) -> None:
    """A program gets the same findings with the same places."""
    path = tmp_path / "a.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    found = json.loads(run(every[0], "check", "--format", "json", str(path)).output)
    places = [
        (f"{one['line']}:{one['column']}", f"{one['level']} {one['rule']} {one['key']}")
        for one in found
    ]
    assert places == EXPECTED


def _fifo(path: Path) -> None:
    os.mkfifo(path)


UNREADABLE: dict[str, tuple[str | bytes | Callable[[Path], None], str]] = {
    "a pipe": (_fifo, "not-a-file"),
    "a folder": (Path.mkdir, "not-a-file"),
    "nothing": ("", "empty-file"),
    "Latin-1": ("packet: proofpack/1 # caf\u00e9".encode("latin-1"), "encoding"),
    "UTF-16": ("packet: proofpack/1\n".encode("utf-16"), "encoding"),
    "a control character": ("packet: proofpack/1\nname: a\x00b\n", "character"),
    "too big": ("#" * (1024 * 1024 + 1), "too-big"),
    "other YAML": ("title: x\n", "not-a-packet"),
    "a list": ("- x\n", "not-a-packet"),
    "a later format": ("packet: proofpack/2\nworksheet: every\n", "newer-packet"),
    "no worksheet": ("packet: proofpack/1\n", "not-a-packet"),
    "an alias": ("packet: proofpack/1\nworksheet: every\nanswers: &a {}\n", "yaml"),
    "a key twice": ("packet: proofpack/1\nworksheet: every\nname: a\nname: b\n", "duplicate-key"),
    "JSON cut short": ('{"packet": "proofpack/1", "worksheet": "every"', "json"),
    "JSON and more": ('{"packet": "proofpack/1"} x', "json"),
    "a number in JSON": ('{"packet": "proofpack/1", "worksheet": "every", "version": 1}', "not-text"),
    "a key twice in JSON": ('{"packet": "proofpack/1", "packet": "x"}', "duplicate-key"),
    "JSON without end": ("{" + '"a":{' * 5000, "json"),
    "a comma too many": ('{"packet": "proofpack/1",}', "json"),
    "a bad escape": ('{"packet": "proof\\qpack/1"}', "json"),
    "Markdown": ("# P\n\n- P (`packet`): proofpack/1\n- W (`worksheet`): every\n", "not-a-packet"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_packet_is_refused_and_stays(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, name: str
) -> None:
    """One line with the rule, exit code 2, and no traceback."""
    made, rule = UNREADABLE[name]
    path = tmp_path / "input"
    if callable(made):
        made(path)
    else:
        path.write_bytes(made if isinstance(made, bytes) else made.encode())
    for command in ("check", "export", "diff"):
        found = run(every[0], command, str(path))
        assert re.search(rf"input:\d+:\d+: error {rule}", found.output + found.stderr), found.output
        assert found.exit_code == 2
        assert "Traceback" not in found.output


def test_a_secret_is_found_in_a_file_that_cannot_be_read(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """Who fixes the slip of the pen alone would hand over the key; so both are said at once."""
    path = tmp_path / "a.yaml"
    path.write_text(f'packet: proofpack/1\nname: "of {key()}\n', encoding="utf-8")
    found = run(every[0], "check", str(path))
    assert re.search(r"a\.yaml:2:7: error yaml: a quote that is not closed", found.output)
    assert re.search(r"a\.yaml:2:11: error secret-provider-key", found.output)
    assert found.exit_code == 2
    assert key()[:12] not in found.output


def test_a_packet_of_another_project_names_no_worksheet_of_this_one(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """An unknown worksheet is said with what was meant."""
    path = tmp_path / "a.yaml"
    path.write_text("packet: proofpack/1\nworksheet: ever\n", encoding="utf-8")
    found = run(every[0], "check", str(path))
    assert 'a.yaml:2:12: error unknown-id worksheet: no worksheet is called "ever"' in found.output
    assert 'Did you mean "every"?' in found.output
    assert found.exit_code == 1


def secret_packet(sheet: WorksheetSchema) -> Raw:
    """Return a packet that holds one key four times and another once."""
    packet = full(sheet)
    one, other = key(), expand("{hex:8}sk-{base62:48}")[8:]
    packet["name"] = f"night of {one}"
    packet["answers"]["record"]["summary"] = f"The call used {one} and then\n{other}"
    packet["answers"]["record"]["layers"] = ["SDK", f"proxy with {one}"]
    packet["orphans"] = [{"at": "record.old", "value": [one]}]
    return packet


def test_every_format_is_offered_and_described() -> None:
    """The command takes it; the page for programs and the manual name it."""
    assert {*worksheets._SUPPORT} == {*SUPPORTS}
    assert {*worksheets._RECORDS} == {*RECORDS}
    texts = [
        (ROOT / path).read_text(encoding="utf-8") for path in ("docs/manual.md", "docs/packets.md")
    ]
    for name in ("Markdown", "Slack", "Jira", "JSON", "YAML"):
        assert all(name in text for text in texts), name


def test_an_export_waits_for_a_secret(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """Nothing is written while a secret stands in a packet, and no line of any command repeats it."""
    root, library, _ = every
    path = tmp_path / f"packet-{key()}.json"
    path.write_text(to_json(secret_packet(WorksheetSchema.of(library, "every"))), encoding="utf-8")
    for form in (*SUPPORTS, *RECORDS):
        out = tmp_path / f"out.{form}"
        found = run(root, "export", str(path), "--format", form, "--output", str(out))
        assert found.exit_code == 1
        assert not out.exists()
        assert "secret-provider-key" in found.stderr
        assert key()[:12] not in found.output + found.stderr
    for command in (("check",), ("check", "--format", "json"), ("diff",), ("diff", "--json")):
        found = run(root, *command, str(path))
        assert key()[:12] not in found.output + found.stderr


def test_a_wrong_value_is_not_repeated_where_its_key_makes_it_a_secret(
    project: Project, tmp_path: Path
) -> None:
    """A bare password in a field of that name is one, in every finding about it."""
    root = project(PROJECT)
    old, new = "{id: attempts, label: Attempts,", "{id: password, label: P,"
    edit(root / "data/worksheets/every.yml", old, new)
    value = "Hunter2" + "x9!Zq"
    path = tmp_path / "a.yaml"
    answers = f"answers: {{record: {{password: '{value}'}}}}"
    path.write_text(f"packet: proofpack/1\nworksheet: every\n{answers}\n", encoding="utf-8")
    found = run(root, "check", str(path))
    assert "bad-number record.password" in found.output
    assert "secret-password" in found.output
    assert value not in found.output


PACKETS = {
    "yaml": "packet: proofpack/1\nworksheet: every\nname: {}\n",
    "json": '{{"packet": "proofpack/1", "worksheet": "every", "name": "{}"}}',
    "md": "# A packet\n\n{}\n",
}


@pytest.mark.parametrize("form", PACKETS)
@pytest.mark.parametrize("value", [expand("sk-{base62:48}"), "jane.doe@" + "company.co"])
def test_a_packet_is_searched_for_secrets_whatever_is_wrong_with_the_project(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, form: str, value: str
) -> None:
    """Both kinds are errors, beside what is wrong with the project; no other check is claimed."""
    root = every[0]
    (root / "data/faq/chat.yml").write_text("title: [", encoding="utf-8")
    path = tmp_path / f"a.{form}"
    path.write_text(PACKETS[form].format(value), encoding="utf-8")
    found = run(root, "check", str(path))
    assert found.exit_code == 2
    assert "data/faq/chat.yml:2:1: error yaml" in found.output
    assert re.search(r"a\.\w+:\d+:\d+: error secret-(provider-key|email)", found.output)
    assert "packets were searched for secrets alone" in found.output
    assert value[:9] not in found.output
    path.write_text(PACKETS["yaml"].format("Fine"), encoding="utf-8")
    assert "secret-" not in run(root, "check", str(path)).output
    assert "no-such.yaml:1:1: error unreadable" in run(root, "check", "no-such.yaml").output


@pytest.mark.parametrize(
    "text", ["---\ntitle: [\n---\n", "---\ntitle: One\n---\n\n::: worksheet no\n", "x"]
)
def test_a_packet_is_checked_whatever_state_the_guides_are_in(
    text: str, every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """A guide's error is no packet's, and keeps nobody from looking at its fields."""
    root = every[0]
    path = tmp_path / "a.yaml"
    path.write_text(PACKETS["yaml"].format("Night"), encoding="utf-8")
    before = run(root, "check", str(path))
    assert "missing record.operator" in before.output
    (root / "content/guides/one.md").write_text(text, encoding="utf-8")
    (root / "content/index.md").write_bytes(b"\xff")
    after = run(root, "check", str(path))
    assert (after.output, after.exit_code) == (before.output, before.exit_code)


def _in_version(packet: Raw) -> None:
    packet["version"] = key()


def _in_guide(packet: Raw) -> None:
    packet["guides"] = [{"id": key(), "reviewed": key(), "digest": key()}]


def _in_fact(packet: Raw) -> None:
    packet["facts"] = [{"id": key(), "quote": key(), "confirmed": key(), "source": key()}]


def _in_orphan_keys(packet: Raw) -> None:
    packet["orphans"] = [{"at": key(), "value": {"a": {key(): [key()]}}}]


@pytest.mark.slow
@pytest.mark.parametrize("put", [_in_version, _in_guide, _in_fact, _in_orphan_keys])
def test_no_place_of_a_packet_lets_a_secret_out(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, put: Callable[[Raw], None]
) -> None:
    """What a packet is pinned to, and the names of orphans, are looked at like answers."""
    root, library, _ = every
    packet = full(WorksheetSchema.of(library, "every"))
    put(packet)
    path = tmp_path / "a.json"
    path.write_text(to_json(packet), encoding="utf-8")
    for form in (*SUPPORTS, *RECORDS):
        assert run(root, "export", str(path), "--format", form).exit_code == 1
        clean = run(root, "export", str(path), "--format", form, "--redact")
        assert clean.exit_code == 0, clean.stderr
        assert key()[:12] not in clean.stdout
    for command in (("check",), ("check", "--format", "json"), ("diff",), ("diff", "--json")):
        found = run(root, *command, str(path))
        assert key()[:12] not in found.output + found.stderr
        assert command[0] == "diff" or "secret-provider-key" in found.output


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ({"messages": [{"role": "user", "content": "hi"}]}, "pasted-chat-body"),
    ],
)
def test_what_no_field_takes_is_looked_at_like_an_answer(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, value: Any, rule: str
) -> None:
    """A body that was pasted without quotes is no answer, and is advised against as one."""
    packet = full(WorksheetSchema.of(every[1], "every"))
    packet["orphans"] = [{"at": "record.old", "value": value}]
    path = tmp_path / "a.json"
    path.write_text(to_json(packet), encoding="utf-8")
    assert f"warning {rule} record.old" in run(every[0], "check", str(path)).output


def test_redaction_gives_a_value_one_placeholder(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """The same key gets the same number wherever it stands, another key another, and export goes on."""
    root, library, judge = every
    sheet = WorksheetSchema.of(library, "every")
    clean = redacted(judge, sheet, secret_packet(sheet))
    said = dict(
        texts({"name": clean["name"], "answers": clean["answers"], "orphans": clean["orphans"]})
    )
    one = "<REDACTED:provider-key-1>"
    assert said["name"] == f"night of {one}"
    assert said["answers.record.summary"].startswith(f"The call used {one} and then\n<REDACTED:")
    assert said["answers.record.layers[1]"] == f"proxy with {one}"
    assert said["orphans[0].value[0]"] == one
    assert "<REDACTED:provider-key-2>" in said["answers.record.summary"]
    path = tmp_path / "a.json"
    path.write_text(to_json(secret_packet(sheet)), encoding="utf-8")
    found = run(root, "export", "--redact", "--format", "json", str(path))
    assert found.exit_code == 0
    assert json.loads(found.stdout) == clean
    assert key() in path.read_text(encoding="utf-8"), "the file itself stays as it is"


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("summary", '{"messages": [{"role": "user", "content": "hi"}]}', "pasted-chat-body"),
        ("layers", ['data: {"id": "1"}'], "pasted-event-stream"),
    ],
)
def test_a_pasted_body_is_advice(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, field: str, value: Any, rule: str
) -> None:
    """It is said by `check`, and nothing waits for it."""
    sheet = WorksheetSchema.of(every[1], "every")
    packet = full(sheet)
    packet["answers"]["record"][field] = value
    path = tmp_path / "a.json"
    path.write_text(to_json(packet), encoding="utf-8")
    checked = run(every[0], "check", str(path))
    assert (checked.exit_code, f"warning {rule} record.{field}" in checked.output) == (0, True)
    assert run(every[0], "export", str(path)).exit_code == 0


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("The gateway was down for an hour.", ["phrase-availability"]),
        ("The gateway was down for an hour, see https://status.example.com/7.", []),
    ],
)
def test_a_statement_without_source_is_advice(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, said: str, advice: list[str]
) -> None:
    """`check` says it as a warning, an address in its line answers it, and nothing is held back."""
    packet = full(WorksheetSchema.of(every[1], "every"))
    packet["answers"]["record"]["summary"] = said
    path = tmp_path / "a.json"
    path.write_text(to_json(packet | {"orphans": []}), encoding="utf-8")
    checked = run(every[0], "check", "--format", "json", str(path))
    found = [(one["rule"], one["level"]) for one in json.loads(checked.output)]
    assert found == [(rule, "warning") for rule in advice]
    assert checked.exit_code == 0
    assert run(every[0], "export", str(path)).exit_code == 0


def test_what_is_no_secret_is_said_with_a_reason(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path
) -> None:
    """A finding is told how to say so; then it is a warning, wherever the value stands in the file."""
    address = "jane@" + "company.co"
    packet = full(WorksheetSchema.of(every[1], "every")) | {"orphans": []}
    packet["answers"]["record"]["summary"] = f"It came from {address}."
    path = tmp_path / "a.json"
    path.write_text(to_json(packet), encoding="utf-8")
    told = run(every[0], "check", str(path)).output
    assert "say why under `waived:`, as {rule: email, at: record.summary, reason: …}" in told
    entry = {"rule": "email", "at": "record.notes", "reason": "made up"}
    for waived, code in (
        (entry, 0),
        (entry | {"reason": ""}, 1),
        (entry | {"at": "record.day"}, 1),
    ):
        path.write_text(to_json(packet | {"waived": [waived]}), encoding="utf-8")
        moved = path.read_text(encoding="utf-8").replace('"summary"', '"notes"')  # as it was called
        path.write_text(moved, encoding="utf-8")
        assert run(every[0], "check", str(path)).exit_code == code
        exported = run(every[0], "export", "--format", "json", str(path))
        assert exported.exit_code == code
    packet["answers"]["record"]["summary"] = key()
    entry = {"rule": "provider-key", "at": "record.summary", "reason": "mine"}
    path.write_text(to_json(packet | {"waived": [entry]}), encoding="utf-8")
    found = run(every[0], "check", str(path))
    assert (found.exit_code, "waived:" in found.output) == (1, False)


@pytest.mark.parametrize("command", ["check", "export", "diff"])
def test_markdown_is_not_read_back(
    every: tuple[Path, Library, PacketChecker], tmp_path: Path, command: str
) -> None:
    """It is for people: one sentence says what to take instead. A key in it is found all the same."""
    path = tmp_path / "note.md"
    path.write_text(
        f"# Every kind\n\n- Packet (`packet`): `proofpack/1`\n\n{key()}\n", encoding="utf-8"
    )
    found = run(every[0], command, str(path))
    said = "error not-a-packet: Markdown is for people and is not read back. Take the JSON or YAML"
    assert said in found.output + found.stderr
    assert found.exit_code == 2
    assert ("secret-provider-key" in found.output) == (command == "check")
    assert key()[:12] not in found.output + found.stderr


def test_code_may_hold_a_request_with_placeholders(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """A field for code is where a sanitized request belongs."""
    _, library, judge = every
    sheet = WorksheetSchema.of(library, "every")
    packet = full(sheet)
    body = '-d \'{"messages": [{"role": "user", "content": "pong"}]}\''
    request = f"curl -H 'Authorization: Bearer <REDACTED_API_TOKEN>' {body}"
    packet["answers"]["record"]["request"] = request
    assert judge.judge(sheet, packet | {"orphans": []}) == []


def test_answers_follow_a_renamed_field_and_none_is_dropped(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """An earlier id leads to today's field; where both are answered, the earlier one is kept apart."""
    sheet = WorksheetSchema.of(every[1], "every")
    raw = {"packet": "proofpack/1", "worksheet": "every", "answers": {"record": {"notes": "old"}}}
    found = adopt(sheet, raw)
    assert found.packet["answers"] == {"record": {"summary": "old"}}
    assert [(one.before, one.after) for one in found.moves] == [("record.notes", "record.summary")]
    raw["answers"] = {"record": {"notes": "old", "summary": "new", "result": "unknown"}}
    found = adopt(sheet, raw)
    assert found.packet["answers"] == {"record": {"summary": "new", "result": "open"}}
    assert found.packet["orphans"] == [{"at": "record.notes", "value": "old"}]


def test_an_orphan_comes_back_with_its_field(project: Project) -> None:
    """A field that is taken out and put back has its answer again."""
    root = project(PROJECT)
    _, library = ProjectReader(root).read(TODAY)
    sheet = WorksheetSchema.of(library, "every")
    packet = full(sheet) | {"orphans": []}
    without = EVERY.replace("          - {id: code, label: Error code}\n", "")
    _, poorer = ProjectReader(project(PROJECT | {"data/worksheets/every.yml": without})).read(TODAY)
    kept = adopt(WorksheetSchema.of(poorer, "every"), packet)
    assert kept.packet["orphans"] == [{"at": "record.attempt[0].code", "value": "none"}]
    assert adopt(sheet, kept.packet).packet == packet


def test_diff_says_what_has_changed_since(project: Project, tmp_path: Path) -> None:
    """Version, quote, text of the guide, renamed and lost fields: each is said with then and now."""
    root = project(PROJECT)
    _, library = ProjectReader(root).read(TODAY)
    sheet = WorksheetSchema.of(library, "every")
    path = tmp_path / "night.yaml"
    path.write_text(to_yaml(full(sheet) | {"orphans": []}), encoding="utf-8")
    same = run(root, "diff", str(path))
    assert same.exit_code == 0
    assert "1 of 1 fact and 1 of 1 guide are as they were." in same.output
    edit(root / "data/sources/api.yml", "request to /chat", "request to /talk")
    edit(root / "data/worksheets/every.yml", "version: 3", "version: 4")
    edit(root / "data/worksheets/every.yml", "id: day,", "id: date, renamed_from: [day],")
    line = "      - {id: fallback, label: Fallback?, type: yes-no}\n"
    edit(root / "data/worksheets/every.yml", line, "")
    edit(root / "content/guides/one.md", "one route", "a single route")
    found = run(root, "diff", str(path))
    assert found.exit_code == 3
    changes = json.loads(run(root, "diff", "--json", str(path)).output)
    assert [(one["kind"], one["name"], one["what"]) for one in changes] == [
        ("worksheet", "every", "another version"),
        ("answer", "record.day", "stands under another id"),
        ("answer", "record.fallback", "no field takes it any more"),
        ("guide", "one", "its text has changed"),
        ("fact", "chat.route", "its quote has changed"),
    ]
    assert (changes[0]["then"], changes[0]["now"]) == ("3", "4")
    assert changes[4]["now"] == "Send a POST request to /talk"
    assert "0 of 1 fact and 0 of 1 guide are as they were." in found.output


def test_diff_tells_a_later_reading_from_a_loss(project: Project, tmp_path: Path) -> None:
    """Words that were found again on a later day are no reason to look at a packet anew."""
    root = project(PROJECT)
    _, library = ProjectReader(root).read(TODAY)
    sheet = WorksheetSchema.of(library, "every")
    path = tmp_path / "night.yaml"
    packet = full(sheet) | {"orphans": []}
    path.write_text(to_yaml(packet), encoding="utf-8")
    stamp = ["--project", str(root), "--today", "2026-11-20", "stamp", "chat", "--by", "AB"]
    assert CliRunner().invoke(cli, [*stamp, "--fact", "route"]).exit_code == 0
    found = run(root, "diff", str(path))
    assert found.exit_code == 0
    assert "found on another day (for your information)" in found.output


def test_diff_says_what_is_no_more(project: Project, tmp_path: Path) -> None:
    """A guide that places the worksheet no longer, and facts that went with it, are named."""
    root = project(PROJECT)
    _, library = ProjectReader(root).read(TODAY)
    sheet = WorksheetSchema.of(library, "every")
    packet = full(sheet) | {"orphans": []}
    packet["facts"].append({"id": "chat.gone", "quote": "words", "confirmed": "", "source": ""})
    path = tmp_path / "night.yaml"
    path.write_text(to_yaml(packet), encoding="utf-8")
    edit(root / "content/guides/one.md", "::: worksheet every", "Words.")
    changes = json.loads(run(root, "diff", "--json", str(path)).output)
    assert [(one["name"], one["what"]) for one in changes] == [
        ("one", "no longer places this worksheet"),
        ("chat.route", "its guides no longer stand on it"),
        ("chat.gone", "is no more"),
    ]


def test_new_overwrites_nothing(every: tuple[Path, Library, PacketChecker], tmp_path: Path) -> None:
    """A file that is there stays, and the command says so."""
    path = tmp_path / "a.yaml"
    first = run(every[0], "new", "every", "--output", str(path))
    assert first.exit_code == 0
    before = path.read_bytes()
    second = run(every[0], "new", "every", "--output", str(path))
    assert (second.exit_code, path.read_bytes()) == (2, before)
    assert "is there already" in second.stderr
    made = read("a.yaml", before.decode()).data["made"]
    datetime.datetime.strptime(made, "%Y-%m-%dT%H:%M:%S%z")


def test_names_of_worksheets_and_messages_are_suggested(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """A slip of the pen is a usage error with a hint."""
    found = run(every[0], "new", "evry")
    assert (found.exit_code, 'Did you mean "every"?' in found.stderr) == (2, True)
    found = run(every[0], "schema", "evry")
    assert found.exit_code == 2


def test_list_names_the_worksheets_and_their_guides(
    every: tuple[Path, Library, PacketChecker],
) -> None:
    """Each worksheet has its version, its parts and the guides that place it."""
    found = run(every[0], "list")
    assert "every  version 3, 6 parts  Every kind" in found.output
    assert "       in one" in found.output
    listed = json.loads(run(every[0], "list", "--json").output)
    assert [one["id"] for one in listed] == ["every", "note"]


def test_an_id_that_was_renamed_is_not_in_use_again(project: Project) -> None:
    """An earlier id that another field has today would hand it the wrong answers."""
    wrong = EVERY.replace("renamed_from: [notes]", "renamed_from: [operator]")
    with pytest.raises(ProblemsError) as error:
        ProjectReader(project(PROJECT | {"data/worksheets/every.yml": wrong})).read(TODAY)
    [problem] = error.value.problems
    assert (problem.rule, problem.key) == ("renamed-in-use", "parts[0].fields[1].renamed_from[0]")
    assert problem.place.line == 11
