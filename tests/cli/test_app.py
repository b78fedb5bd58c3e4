"""The command line: words, exit codes, and what a fault of ours looks like."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack import __version__
from proofpack.check.formats import FORMATS
from proofpack.cli import cli
from proofpack.cli.app import Bar
from proofpack.model.problems import Exit
from proofpack.secrets import expand
from proofpack.site.build import Pipeline
from tests.conftest import SMALL, Project
from tests.secrets.texts import KEYS


def run(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, list(arguments))


def test_help_names_every_command() -> None:
    """What there is, in one screen."""
    result = run("--help")
    assert result.exit_code == 0
    for word in ("build", "serve", "schema", "--project", "--today", "--debug"):
        assert word in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_version() -> None:
    """The version is that of the package."""
    assert run("--version").output == f"proofpack, version {__version__}\n"


@pytest.mark.parametrize("today", ["2026-02-30", "tomorrow", "20261120", "2026-11-20T00:00"])
def test_a_day_that_is_none(today: str, project: Project) -> None:
    """It says what it found and what it wanted, and exits with 2."""
    result = run("--project", str(project({})), "--today", today, "build")
    assert result.exit_code == 2
    assert f'found "{today}"; wanted a day as YYYY-MM-DD.' in result.output


@pytest.mark.parametrize("today", ["9999-12-31", "2200-01-01", "0001-01-01"])
def test_a_day_that_no_date_in_a_file_can_be(today: str, project: Project) -> None:
    """A day before and after it, and a file that is given its time, may be beyond what there is."""
    result = run("--project", str(project({})), "--today", today, "check")
    assert result.exit_code == 2
    assert f"found {today}; wanted a day from 1990 to 2199." in result.output


@pytest.mark.parametrize(
    "words",
    [
        *("review {}", "rules {}", "refresh {}", "worksheet new {}"),
        *("new source y --url {}", "check --only {}", "--project {} check", "check --{}", "{}"),
    ],
)
def test_no_command_repeats_a_credential(words: str, project: Project) -> None:
    """What somebody has pasted into the wrong place stays out of the log."""
    for secret in (
        expand(KEYS["provider-key"]),
        "https://someone:{}@example.com/".format("letmein1"),
    ):
        typed = words.format(secret).split()
        result = run(*([] if "--project" in typed else ["--project", str(project({}))]), *typed)
        assert result.exit_code == 2
        assert secret not in result.output
        assert "letmein1" not in result.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["biuld"], "No such command 'biuld'"),
        (
            ["build", "--engine", "hugo"],
            "'hugo' is not one of 'mkdocs', 'plain', 'zensical', 'none'",
        ),
        (["--project", "/nowhere/at/all", "build"], "does not exist"),
    ],
)
def test_wrong_usage(arguments: list[str], expected: str) -> None:
    """Exit code 2 and a line that helps."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert expected in result.output


def test_a_fault_of_ours_is_one_line(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 70, one line; the traceback only with --debug."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr(Pipeline, "markdown", fail)
    root = str(project({}))
    result = run("--project", root, "build")
    assert result.exit_code == 70
    assert result.output == (
        "proofpack: a fault of its own (RuntimeError: first line). Run again with --debug.\n"
    )
    with pytest.raises(RuntimeError):
        CliRunner().invoke(cli, ["--debug", "--project", root, "build"], catch_exceptions=False)


def test_the_module_runs_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m proofpack` is the same command."""
    import runpy

    monkeypatch.setattr(sys, "argv", ["proofpack", "--project", str(project({})), "--version"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("proofpack", run_name="__main__")
    assert caught.value.code == 0


def test_a_project_elsewhere_is_built_there(project: Project, tmp_path: Path) -> None:
    """`--project` leads; the folder one stands in is not touched."""
    root = project({})
    assert run("--project", str(root), "build", "--engine", "none").exit_code == 0
    assert (root / "build" / "mkdocs.yml").is_file()
    assert tmp_path == root


@pytest.mark.parametrize(
    "arguments",
    [
        ["--project", "ROOT", "--today", "2026-12-01", "build", "--engine", "none"],
        ["build", "--project", "ROOT", "--engine", "none", "--today", "2026-12-01"],
        ["--today", "2026-12-01", "build", "--engine", "none", "--project", "ROOT"],
    ],
    ids=["before", "after", "both"],
)
def test_global_options_stand_before_a_command_or_after_it(
    arguments: list[str], project: Project
) -> None:
    """Wherever they stand, they mean the same."""
    root = project({})
    result = run(*(str(root) if word == "ROOT" else word for word in arguments))
    assert result.exit_code == 0
    assert "Still open on 2026-12-01" in result.output
    assert (root / "build" / "mkdocs.yml").is_file()


def test_a_group_takes_them_too(project: Project) -> None:
    """Before the group, between group and command, and at the end."""
    root = str(project({}))
    outputs = {
        run("--project", root, "worksheet", "list").output,
        run("worksheet", "--project", root, "list").output,
        run("worksheet", "list", "--project", root).output,
    }
    assert len(outputs) == 1
    assert outputs.pop().startswith("note  version 1")


def test_debug_may_stand_after_the_command(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours then shows its traceback."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(Pipeline, "markdown", fail)
    arguments = ["build", "--debug", "--project", str(project({}))]
    with pytest.raises(RuntimeError):
        CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_an_option_that_contradicts_itself_is_refused(project: Project, tmp_path: Path) -> None:
    """Neither of the two is dropped in silence; the same value twice is no matter."""
    root = str(project({}))
    result = run("--project", root, "rules", "--project", str(tmp_path / "data"))
    assert result.exit_code == 2
    assert f"--project is given twice: {root} and {tmp_path / 'data'}." in result.output
    assert run("--project", root, "rules", "--project", root).exit_code == 0


def test_a_project_is_found_from_any_folder_below_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is built stands in its root."""
    root = project({})
    monkeypatch.chdir(root / "content" / "guides")
    assert run("build", "--engine", "none").exit_code == 0
    assert (root / "build" / "mkdocs.yml").is_file()
    assert [path.name for path in Path().iterdir()] == ["one.md"]


def test_a_site_that_is_passed_over_is_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stands in the folder of another site is told which project is meant."""
    root = project({"api/mkdocs.yml": "", "api/docs/index.md": ""})
    monkeypatch.chdir(root / "api" / "docs")
    result = run("worksheet", "list")
    assert result.exit_code == 0
    assert result.stderr == (
        "../mkdocs.yml is of no Proofpack project (missing beside it: data/policy.yml);"
        " ../.. is the project.\n"
    )


@pytest.mark.parametrize("command", ["build", "check", "refresh", "serve", "schema", "calendar"])
def test_without_a_project_one_message_says_what_to_do(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that names `init` and `--project`; nothing is written, and nobody's site is taken."""
    (tmp_path / "mkdocs.yml").write_text("", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    result = run(command)
    assert result.exit_code == 2
    assert result.output == (
        "Error: no Proofpack project in this folder or above it; ../mkdocs.yml is of no Proofpack"
        " project (missing beside it: data/policy.yml). Start one with proofpack init, or name the"
        " folder of one with --project.\n"
    )
    assert not any((tmp_path / "docs").iterdir())


def test_a_folder_that_is_no_project_is_told_in_one_message(tmp_path: Path) -> None:
    """`--project` is taken at its word: nothing is looked for above it."""
    result = run("check", "--project", str(tmp_path))
    assert result.exit_code == 2
    assert result.output == (
        f"Error: {tmp_path} is no Proofpack project (missing: mkdocs.yml, data/policy.yml)."
        f" To start one there: proofpack init {tmp_path}\n"
    )


def test_rules_need_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manual pages of `check` can be read anywhere."""
    monkeypatch.chdir(tmp_path)
    assert run("rules", "review-overdue").exit_code == 0


def test_a_progress_bar_is_for_terminals_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line stands over the last one and covers it; elsewhere nothing is printed."""
    with Bar() as say:
        say("pages", 1, 2)
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with Bar() as say:
        say("pages", 9, 10)
        say("mkdocs", 0, 0)
    out, err = capsys.readouterr()
    _, first, second, gone = err.rstrip("\r").replace("\r\r", "\r").split("\r")
    assert out == ""
    assert first == f"pages [{'#' * 36}....] 9/10"
    assert second.rstrip() == f"mkdocs [{'.' * 40}] 0/0"
    assert gone.strip() == ""
    assert len(first) <= len(second) <= len(gone)


@pytest.mark.slow
@pytest.mark.parametrize(("words", "code"), [(["check"], 1), (["check", "--bad"], 2)])
def test_a_reader_that_goes_away_changes_no_exit_code(
    project: Project, words: list[str], code: int
) -> None:
    """`check | head -1` fails where `check` fails: a pipeline is not green by chance."""
    guide = SMALL["content/guides/one.md"] + "\nThe gateway is down.\n"
    root = project({"content/guides/one.md": guide})
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "proofpack", *words],
        cwd=root,
        check=False,
        stdout=writing,
        stderr=writing,
    )
    os.close(writing)
    assert done.returncode == code


@pytest.mark.slow
@pytest.mark.parametrize("words", [["check", "--format", "json"], ["rules"], ["--help"]])
def test_an_output_that_cannot_be_written_is_one_line(project: Project, words: list[str]) -> None:
    """On a full disk nothing is green by chance, and nothing is called a fault of ours."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "proofpack", *words],
            cwd=project({}),
            check=False,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr == "Error: cannot write the output: No space left on device.\n"


@pytest.mark.parametrize("output", ["/dev/full", "no/such/folder/report.json"])
def test_a_report_that_cannot_be_written_is_one_line(project: Project, output: str) -> None:
    """It says which, and no verdict is given without its report."""
    words = ("--project", str(project({})), "check", "--format", "json", "--output", output)
    result = run(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: cannot write {output}: No s")
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no file have room for more than 64 bytes, only while the program runs: pytest writes, too."""
    # Python would keep what it compiles, cut short.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    "words",
    [
        *("check --output out", "check --format sarif --output out", "calendar --output out"),
        *(
            "worksheet new note --output out",
            "worksheet export packet.yml --for records --output out",
        ),
        pytest.param("schema", marks=pytest.mark.slow),
        *("new worksheet other", "stamp chat --by me"),
        "baseline --until 2027-01-01 --reason later",
    ],
)
def test_a_file_that_cannot_be_written_is_one_line(
    words: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of every command that writes: exit code 2, no fault of ours, and nothing half written."""
    guide = SMALL["content/guides/one.md"] + "\nThe chat API is always available.\n"
    root = project({"content/guides/one.md": guide})
    (root / "packet.yml").write_text(run("worksheet", "new", "note").stdout, encoding="utf-8")
    before = {path for path in root.rglob("*") if path.is_file()}
    with full_disk(monkeypatch):
        result = run("--today", "2026-11-20", *words.split())
    assert result.exit_code == Exit.UNREADABLE
    assert "File too large" in result.stderr
    assert len(result.stderr.splitlines()) <= 2
    after = {path for path in root.rglob("*") if path.is_file() and "build" not in path.parts}
    assert after <= before


def test_a_broken_configuration_is_a_finding_of_check(project: Project) -> None:
    """It would stop the build; the other findings stand beside it."""
    root = project({"mkdocs.yml": "site_name: [\n"})
    result = run("--project", str(root), "check")
    assert result.exit_code == 2
    assert "mkdocs.yml:2:1: error yaml: not YAML" in result.output
    assert "reading-due" in result.output


def test_rules_of_the_program_have_their_pages_without_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads a finding in a log asks from anywhere."""
    monkeypatch.chdir(tmp_path)
    assert run("rules", "secret-provider-key").output.startswith("secret-provider-key (error)")


# --- characters that move a cursor, turn text or hide -----------------------------------------

HOSTILE = "\x1b]0;x\x07\x1b[2J\x9b1m\x08\u202e\u2066\u200b\u2028\U000e0041"
"""A title of a terminal, a cleared screen, a step back, turned and hidden text."""
SPELLED = "U+001B]0;xU+0007U+001B[2JU+009B1mU+0008U+202EU+2066U+200BU+2028U+E0041"


def is_plain(*texts: str) -> bool:
    """Return whether no character of `HOSTILE` that is no letter stands in texts, raw or by escape."""
    escapes = re.compile(r"\\u(?:00[01189][0-9a-f]|20[26]|db40)|&#(?:x1b|27);", re.IGNORECASE)
    odd = [one for one in HOSTILE if not one.isprintable()]
    return not any(one in text for one in odd for text in texts) and not any(
        escapes.search(text) for text in texts
    )


@pytest.fixture
def hostile(project: Project) -> Path:
    """A project with such characters wherever they may come from but the network."""
    escaped = json.dumps(HOSTILE)[1:-1].replace("\\udb40\\udc41", "\\U000E0041")
    answers = {"record": {f"status{HOSTILE}": HOSTILE}, HOSTILE: "x"}
    packet = {"packet": "proofpack/1", "version": "1", "name": HOSTILE, "made": HOSTILE}
    pins = [{"id": HOSTILE, "title": HOSTILE, "digest": HOSTILE}]
    root = project(
        {
            f"content/guides/{HOSTILE}.md": "---\ntitle: X\n---\n\n[a](nowhere.md)\n",
            "data/faq/more.yml": f'"title{escaped}": "{escaped}"\nquestions: []\n',
            "data/ledger.yml": f'"{escaped}": "{escaped}"\n',
        }
    )
    for name, worksheet in (("packet.json", "note"), ("other.json", f"note{HOSTILE}")):
        data = {**packet, "worksheet": worksheet, "guides": pins, "answers": answers}
        (root / name).write_text(json.dumps(data), encoding="utf-8")
    return root


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_repeats_what_moves_a_cursor(name: str, hostile: Path) -> None:
    """Shown as U+XXXX: on the terminal, in a report, and in what a program decodes."""
    words = ("check", "--format", name)
    first, second = run(*words, "--all"), run(*words, "--output", "report")
    report = (hostile / "report").read_text(encoding="utf-8")
    assert first.exit_code == second.exit_code == 2
    assert is_plain(first.output, second.output, report)
    assert SPELLED in first.output or name == "markdown"
    assert "U+202E" in report


@pytest.mark.parametrize(
    "words",
    [
        *(["build"], ["review", "one"], ["refresh", "--dry-run"], ["stamp", "chat", "--by", "me"]),
        *(["baseline", "--until", "2027-01-01", "--reason", HOSTILE], ["calendar"]),
        pytest.param(["schema"], marks=pytest.mark.slow),
        *(["check", "--only", HOSTILE], ["check", "--fix"], ["rules", HOSTILE], ["check", HOSTILE]),
        *(["worksheet", "new", HOSTILE], ["worksheet", "check", HOSTILE]),
        *(["worksheet", "check", "packet.json", "other.json"], ["worksheet", "diff", "other.json"]),
        ["worksheet", "check", "--format", "json", "packet.json", "other.json"],
    ],
    ids=lambda words: " ".join(words).replace(HOSTILE, "HOSTILE"),
)
def test_no_command_repeats_what_moves_a_cursor(words: list[str], hostile: Path) -> None:
    """Of a project that cannot be built, of packets, of a line that was typed."""
    result = run(*words)
    assert "U+202E" in result.output or words == ["schema"]
    assert is_plain(result.output)
    assert result.exit_code != Exit.FAULT


@pytest.mark.parametrize(
    "words", [["check"], ["check", "--format", "json"], ["diff"], ["diff", "--json"]]
)
def test_no_packet_moves_a_cursor(words: list[str], hostile: Path) -> None:
    """In a project that can be built, its keys and answers are told, and no more."""
    sane(hostile)
    result = run("worksheet", *words, "packet.json")
    assert "U+202E" in result.output
    assert is_plain(result.output)


@pytest.mark.parametrize("name", ["md", "slack", "json", "yaml"])
def test_no_export_moves_a_cursor(name: str, hostile: Path) -> None:
    """Neither on a terminal nor in a file; JSON and YAML hold the characters as their escapes."""
    sane(hostile)
    words = ("worksheet", "export", "packet.json", "--redact", "--format", name)
    shown = run(*words)
    assert shown.exit_code == 0
    assert run(*words, "--output", "out").exit_code == 0
    with (hostile / "out").open(encoding="utf-8", newline="") as file:
        assert file.read().replace("\r\n", "\n") == shown.stdout
    assert not any(one in shown.stdout for one in HOSTILE if not one.isprintable())


def test_colours_pass_and_nothing_that_looks_like_them(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal gets our own colours; those that somebody has written into a name are spelled."""
    root = project({"content/guides/\x1b[31mred.md": "No front matter.\n"})
    monkeypatch.chdir(root)
    result = CliRunner().invoke(cli, ["check"], color=True)
    assert "U+001B[31mred.md" in result.output
    assert re.findall(r"\x1b\[[0-9;]*[a-zA-Z]", result.output)
    assert "\x1b[31mred" not in result.output


def sane(root: Path) -> None:
    """Take away what keeps the project from being read."""
    for path in (root / f"content/guides/{HOSTILE}.md", *map(root.joinpath, BROKEN)):
        path.unlink()


BROKEN = ("data/faq/more.yml", "data/ledger.yml")
