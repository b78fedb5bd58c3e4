"""The command line: words, exit codes, and what a fault of ours looks like."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack import __version__
from proofpack.cli import cli
from proofpack.cli.app import Bar
from proofpack.model.library import Library
from proofpack.site.build import Pipeline
from proofpack.site.notices import notices
from tests.conftest import ROOT, SMALL, Project
from tests.ledgers import history, ledger


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


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["biuld"], "No such command 'biuld'"),
        (["build", "--engine", "hugo"], "'hugo' is not one of 'mkdocs', 'zensical', 'none'"),
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

    def fail(*_: object) -> None:
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


def test_a_build_ends_with_what_it_wrote_and_what_needs_attention(project: Project) -> None:
    """Counts, place, then one line for each thing that needs attention."""
    result = run(
        "--project", str(project({})), "--today", "2026-12-01", "build", "--engine", "none"
    )
    first, second, *rest = result.output.splitlines()
    assert first == "Read 7 files, made 10 pages (13 files changed)."
    assert second.startswith("Wrote build/docs in ")
    assert rest == [
        "",
        "Needs attention on 2026-12-01:",
        "  overdue    content/guides/one.md: review was due on 2026-11-28, 3 days ago",
        "  unread     1 of 1 sources have no reading on record: chat",
        "  unchecked  0 of 1 quotes found: run proofpack refresh",
    ]


def test_the_founding_project_says_what_needs_attention(founding: Library) -> None:
    """One guide overdue, the next three due soon, and nothing claimed to be checked."""
    told = [(one.sort, one.what) for one in notices(founding)]
    assert [sort for sort, _ in told].count("overdue") == 1
    assert told[0][1].startswith("content/guides/production-validation.md: review was due on")
    quotes = sum(not one.is_absence for one in founding.facts.values())
    assert ("unchecked", f"0 of {quotes} quotes found: run proofpack refresh") in told
    assert told[-1][0] == "planned"


def test_an_orphan_in_the_ledger_is_a_warning(project: Project) -> None:
    """History of a source that is gone does not fail a build, and is not silent."""
    text = ledger(gone=history(by_hand={"am": "2026-06-01"}))
    root = str(project({"data/ledger.yml": text}))
    result = run("--project", root, "build", "--engine", "none")
    assert result.exit_code == 0
    assert (
        "data/ledger.yml:8:3: warning orphan sources.gone: no such source any more."
        in result.output
    )


def test_schema_check_tells_what_is_old(project: Project) -> None:
    """`schema` writes, `schema --check` compares."""
    root = project({})
    assert run("--project", str(root), "schema", "--check").exit_code == 1
    assert run("--project", str(root), "schema").output.startswith("Wrote 11 of 11 files")
    assert run("--project", str(root), "schema", "--check").exit_code == 0
    (root / "data" / "schema" / "faq.schema.json").write_text("{}")
    result = run("--project", str(root), "schema", "--check")
    assert (result.exit_code, "faq.schema.json" in result.output) == (1, True)


def test_the_module_runs_too(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m proofpack` is the same command."""
    import runpy

    monkeypatch.setattr(sys, "argv", ["proofpack", "--project", str(project({})), "--version"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("proofpack", run_name="__main__")
    assert caught.value.code == 0


def test_a_taken_port_is_told(project: Project) -> None:
    """Wrong usage (exit code 2) with a remedy, not a fault of ours; also a port that cannot be."""
    root = str(project({}))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (str(taken.getsockname()[1]), "80000"):
            result = run("--project", root, "serve", "--port", port)
            assert result.exit_code == 2
            assert f"cannot listen on 127.0.0.1:{port}" in result.output
            assert "Choose another --port" in result.output


def test_a_fact_with_its_quote_is_no_unsupported_claim(project: Project) -> None:
    """What a page settles may be a figure; the note beside it may not add one."""
    rules = (ROOT / "data" / "rules" / "assertions.yml").read_text()
    pack = SMALL["data/sources/api.yml"]
    pack = pack.replace("Requests go to `POST /chat`", "The limit is 60 requests per minute")
    files = {"data/rules/assertions.yml": rules, "data/sources/api.yml": pack}
    root = project(files)
    assert run("--project", str(root), "build", "--engine", "none").exit_code == 0
    noted = pack.replace("    facts:", "    note: The limit is 90 requests per minute.\n    facts:")
    (root / "data" / "sources" / "api.yml").write_text(noted)
    result = run("--project", str(root), "build", "--engine", "none")
    assert result.exit_code == 1
    assert "claim-limit sources[0].note" in result.output


def test_a_second_policy_is_not_passed_over(project: Project) -> None:
    """`policy.yaml` beside `policy.yml` is told: one of them would have been ignored."""
    root = project({"data/policy.yaml": SMALL["data/policy.yml"]})
    result = run("--project", str(root), "build", "--engine", "none")
    assert result.exit_code == 2
    assert 'error duplicate-id: "policy" has a file already. Keep one of the two.' in result.output


def test_a_project_elsewhere_is_built_there(project: Project, tmp_path: Path) -> None:
    """`--project` leads; the folder one stands in is not touched."""
    root = project({})
    assert run("--project", str(root), "build", "--engine", "none").exit_code == 0
    assert (root / "build" / "mkdocs.yml").is_file()
    assert tmp_path == root


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
