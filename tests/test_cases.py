"""Broken projects, each with the exact lines that its author gets.

A case is a folder of `tests/cases/`: files that replace or join those of the small project of
`conftest.py`, and `expected.txt` with the exit code and the lines. `UPDATE_CASES=1` writes what is
printed now; read the difference before you commit it.
"""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner

from proofpack.cli import cli
from tests.conftest import ROOT, Project

CASES = ROOT / "tests" / "cases"


@pytest.mark.parametrize("case", sorted(one.name for one in CASES.iterdir()))
def test_case(case: str, project: Project) -> None:
    """A mistake gets its line, column, key and remedy, and the exit code that tells its kind."""
    folder = CASES / case
    files = {
        one.relative_to(folder).as_posix(): one.read_text(encoding="utf-8")
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.name != "expected.txt"
    }
    root = project(files)
    arguments = ["--project", str(root), "--today", "2026-11-20", "build", "--engine", "none"]
    result = CliRunner().invoke(cli, arguments)
    printed = f"exit {result.exit_code}\n{result.output}"
    expected = folder / "expected.txt"
    if os.environ.get("UPDATE_CASES"):
        expected.write_text(printed, encoding="utf-8")
    assert printed == expected.read_text(encoding="utf-8")
    assert not (root / "build" / "docs").exists() or result.exit_code == 0


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        (["data/policy.yml"], "is no Proofpack project (missing: data/policy.yml)."),
        (["data/sources/api.yml"], "data/sources:1:1: error nothing-loaded: not found."),
        (["content/index.md"], "content/index.md:1:1: error nothing-loaded: not found."),
        (["mkdocs.yml"], "is no Proofpack project (missing: mkdocs.yml)."),
    ],
)
def test_what_a_project_cannot_do_without(project: Project, gone: list[str], expected: str) -> None:
    """Zero files loaded is an error, never an empty site."""
    root = project({})
    for name in gone:
        (root / name).unlink()
    result = CliRunner().invoke(cli, ["--project", str(root), "build", "--engine", "none"])
    assert result.exit_code == 2
    assert expected in result.output
