"""`check --fix`: what it puts right, what it leaves alone, and how it tells."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.check.fix import fixes
from proofpack.cli import cli
from proofpack.project.reader import ProjectReader
from tests.check.judged import CONTENT, judged
from tests.conftest import SMALL, TODAY, Project

GUIDE, FAQ, CHAT = "content/guides/one.md", "data/faq/chat.yml", "data/contracts/chat.yml"
SOURCES = "data/sources/api.yml"


def run(root: Path, *words: str) -> Result:
    """Run `check` of a project with some options."""
    options = ["--project", str(root), "--today", TODAY.isoformat()]
    return CliRunner().invoke(cli, [*options, "check", *words])


def after(root: Path) -> dict[str, str]:
    """Return the lines that are to be other ones, by what stood there."""
    reader = ProjectReader(root)
    tree = reader.tree()
    changed: dict[str, str] = {}
    for file in fixes(tree, reader.snapshot(tree, TODAY).problems):
        pairs = zip(file.before.split("\n"), file.after.split("\n"), strict=True)
        changed |= {old.strip(): new.strip() for old, new in pairs if old != new}
    return changed


@pytest.mark.parametrize(
    ("path", "right", "slip"),
    [
        (CHAT, "facts: [chat.route]", "facts: [chat.rout]"),
        (CHAT, "facts: [chat.route]", 'facts: ["chat.ruote"]  '),
        (FAQ, "questions:", "question:"),
        (GUIDE, "to one place.[^chat.route]", "to one place.[^chat.roude]"),
        (GUIDE, "description:", "descripton:"),
    ],
)
def test_a_slip_with_one_right_answer_is_put_right(
    project: Project, path: str, right: str, slip: str
) -> None:
    """In its place, and nothing else of the file is another."""
    assert right in SMALL[path]
    root = project({path: SMALL[path].replace(right, slip)})
    assert run(root, "--ignore-stale").exit_code in (1, 2)
    done = run(root, "--ignore-stale", "--fix")
    assert done.exit_code == 0, done.output
    assert "fixed: " in done.stderr
    expected = SMALL[path].replace(right, slip.replace(slip.strip(), right))
    kept = (root / path).read_text(encoding="utf-8").replace('"chat.route"', "chat.route")
    assert kept == expected
    again = run(root, "--ignore-stale", "--fix")
    assert (again.exit_code, again.stderr) == (0, "")


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("[There](two.md)", {}),
        ("[There](onne.md#top)", {"[There](onne.md#top)": "[There](one.md#top)"}),
        ("##Where", {"##Where": "## Where"}),
        ("#Where `#x` is\n\ntext", {"#Where `#x` is": "# Where `#x` is"}),
        ("```sh\n#x\n```", {}),
        ("Text.\n\n    #x", {}),
        ("::: reladed", {"::: reladed": "::: related"}),
        ("[There](something-else.md)", {}),
    ],
)
def test_links_headings_and_directives(
    project: Project, prose: str, expected: dict[str, str]
) -> None:
    """A link is put right where one page is near; code is left alone."""
    assert after(project({GUIDE: f"{SMALL[GUIDE]}\n{prose}\n"})) == expected


def test_what_has_two_answers_stays_a_finding(project: Project) -> None:
    """Both are named, and nobody chooses."""
    facts = "      - {id: road-1, says: One, quote: The words of the first}\n"
    facts += "      - {id: road-2, says: Two, quote: The words of the second}\n"
    text = SMALL[SOURCES].replace("    facts:\n", f"    facts:\n{facts}")
    assert facts in text
    guide = SMALL[GUIDE].replace("[^chat.route]", "[^chat.road-3]")
    root = project({SOURCES: text, GUIDE: guide})
    assert after(root) == {}
    assert 'Did you mean "chat.road-2" or "chat.road-1"?' in run(root, "--fix").stdout


@pytest.mark.parametrize(
    ("path", "right", "slip"),
    [
        (SOURCES, "quote:", "qoute:"),
        (GUIDE, "last_reviewed:", "last_reviewd:"),
        (GUIDE, "title:", "titel: There\ntitle:"),
    ],
)
def test_dates_quotes_and_what_would_stand_twice_are_left_alone(
    project: Project, path: str, right: str, slip: str
) -> None:
    """A key that would make a date or a quote count is the author's to write."""
    assert right in SMALL[path]
    root = project({path: SMALL[path].replace(right, slip, 1)})
    before = (root / path).read_bytes()
    assert run(root, "--fix").exit_code in (1, 2)
    assert (root / path).read_bytes() == before


def test_line_ends_comments_and_a_byte_order_mark_stay(project: Project) -> None:
    """The file is the same but for one word."""
    root = project({})
    text = "\ufeff# A remark.\n" + SMALL[FAQ].replace("questions:", "question:")
    old = text.replace("\n", "\r\n").encode()
    (root / FAQ).write_bytes(old)
    assert run(root, "--ignore-stale", "--fix").exit_code == 0
    assert (root / FAQ).read_bytes() == old.replace(b"question:\r", b"questions:\r")


def test_the_difference_is_shown_and_nothing_changed(project: Project) -> None:
    """As a patch that git takes; it does what `--fix` does."""
    slip = SMALL[CHAT].replace("chat.route", "chat.rout")
    root = project({CHAT: slip, GUIDE: f"{SMALL[GUIDE]}\n##Where\n\nHere."})
    shown = run(root, "--fix", "--diff")
    assert (shown.exit_code, shown.stderr) == (1, "")
    assert (root / CHAT).read_text() == slip
    assert not (root / "build").exists()
    (root / "fix.patch").write_bytes(shown.stdout_bytes)
    subprocess.run(["git", "apply", "fix.patch"], cwd=root, check=True, capture_output=True)
    patched = {path: (root / path).read_text() for path in (CHAT, GUIDE)}
    assert patched == {CHAT: SMALL[CHAT], GUIDE: f"{SMALL[GUIDE]}\n## Where\n\nHere."}
    assert run(root, "--fix", "--diff").stdout == ""
    assert run(root, "--fix", "--diff").exit_code == 0


def test_a_difference_alone_is_wrong_usage(project: Project) -> None:
    """It says what it belongs to."""
    done = run(project({}), "--diff")
    assert (done.exit_code, "--diff belongs to --fix." in done.stderr) == (2, True)


def test_what_was_fixed_is_told_beside_the_report(project: Project) -> None:
    """The report keeps its format; the rest stays in it."""
    root = project({CHAT: SMALL[CHAT].replace("chat.route", "chat.rout")})
    done = run(root, "--fix", "--format", "json")
    assert done.stdout.startswith("{")
    assert done.stderr.endswith('fixed: "chat.rout" is now "chat.route"\n')


PACK = SMALL[SOURCES].replace(
    "        quote: Send a POST request to /chat\n",
    "        quote: Send a POST request to /chat\n"
    "      - {id: wait, says: '`Retry-After` and `error.param` come with a `429`',"
    " quote: Retry-After in seconds}\n",
)
RETIRED = (
    PACK
    + """\
  - id: chats
    title: Old chat reference
    url: https://docs.example.com/chats
    kind: API reference
    retired: 2026-05-01
    facts:
      - {id: rout, says: Requests go to `POST /chat`, quote: Send a POST request}
"""
)
OFFERED = re.compile(r'Did you mean "([^"]+)"\?')


@pytest.mark.parametrize(
    ("path", "right", "slip", "offered"),
    [
        (GUIDE, "[^chat.route]", "[^chats.route]", "chat.route"),
        (GUIDE, "owner: docs", "owner: dosc", "docs"),
        (GUIDE, "columns: [area, verify, source]", "columns: [area, verfy, source]", "verify"),
        (GUIDE, "::: contract chat", "::: contrat chat", "contract"),
        (GUIDE, "one place", "`error.parm`", "error.param"),
        (GUIDE, "one place", "`Retry-Aftr`", "Retry-After"),
        ("content/index.md", "guides/one.md", "guides/on.md", "guides/one.md"),
        ("content/index.md", "Welcome.", "::: historie", ""),
        (CHAT, "facts: [chat.route]", "sources: [chats1]", "chat"),
        (CHAT, "    facts:", "    fact: x\n    facts:", ""),
        (CHAT, "    facets:", "    confirmed: {standing: documentd, basis: B}\n    facets:", ""),
    ],
)
def test_what_is_offered_would_pass(
    project: Project, path: str, right: str, slip: str, offered: str
) -> None:
    """In its place nothing is found; what is retired, set already or not allowed is not offered."""
    files = {SOURCES: RETIRED, path: SMALL[path].replace(right, slip, 1)}
    assert files[path] != SMALL[path]
    root = project(files)
    found = judged(ProjectReader(root), TODAY, CONTENT)
    meant = {match[1] for one in found if (match := OFFERED.search(one.remedy))}
    assert meant == ({offered} if offered else set()), found
    if offered:
        wrong = next(re.findall(r'"([^"]+)"', one.what) or [slip.split()[1]] for one in found)[0]
        fixed = files[path].replace(wrong, offered, 1)
        root = project({**files, path: fixed})
        left = judged(ProjectReader(root), TODAY, CONTENT)
        assert [one for one in left if not one.rule.startswith("unused")] == []


def test_a_choice_may_be_called_as_the_api_calls_it(project: Project) -> None:
    """Its id may hold dots; texts may spell it, for it is the project's own."""
    sheet = SMALL["data/worksheets/note.yml"].replace("[ok, failed]", "[ok, error.param_name]")
    guide = SMALL[GUIDE].replace("one place", "`error.param_name`")
    root = project({"data/worksheets/note.yml": sheet, GUIDE: guide})
    assert judged(ProjectReader(root), TODAY, CONTENT) == []
    sheet = sheet.replace("error.param_name", "error..param_name")
    root = project({"data/worksheets/note.yml": sheet})
    assert [one.rule for one in judged(ProjectReader(root), TODAY, CONTENT)] == ["bad-id"]
