"""The command line: words, exit codes, and what a fault of ours looks like."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack import __version__
from proofpack.cli import cli
from proofpack.cli.app import Bar
from proofpack.site.build import Pipeline
from tests.conftest import Project


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
