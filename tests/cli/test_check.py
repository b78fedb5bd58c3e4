"""`check` and `baseline`: from where the paths count that they print."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from proofpack.cli import cli
from tests.check.projects import GOOD, PRICE
from tests.conftest import Project

PATH = "content/guides/one.md"
FAULTY = {**GOOD, PATH: GOOD[PATH] + PRICE}


@pytest.fixture
def handbook(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one finding, in a folder of a repository."""
    top = tmp_path_factory.mktemp("repository")
    shutil.copytree(project(FAULTY), top / "hand book")
    (top / ".git").mkdir()
    return top / "hand book"


def report(*arguments: str) -> str:
    """Return what `check` prints of the project that is found from here."""
    words = ["--today", "2026-06-02", "check", "--only", "claim-price", *arguments]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        (".", PATH),
        ("content/guides", "one.md"),
        ("data/sources", f"../../{PATH}"),
        ("..", f"hand book/{PATH}"),
    ],
)
def test_lines_for_a_terminal_count_from_the_current_folder(
    here: str, expected: str, handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed can be opened from where one stands."""
    monkeypatch.chdir(handbook / here)
    line = report("--project", str(handbook)).splitlines()[0]
    assert re.match(rf"{re.escape(expected)}:\d+:\d+: error claim-price: ", line)
    assert (handbook / here / line.partition(":")[0]).samefile(handbook / PATH)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("github", f"::error file=hand book/{PATH},line="),
        ("sarif", f'"uri": "hand%20book/{PATH}"'),
        ("junit", f'name="hand book/{PATH}:'),
        ("json", f'"path": "{PATH}"'),
        ("markdown", f"\n`{PATH}`\n"),
    ],
)
def test_reports_are_the_same_from_every_folder(
    form: str, expected: str, handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside lines of a repository paths count from its top; what is kept counts from the project."""
    reports = set()
    for here in (handbook, handbook / "content", handbook.parent):
        monkeypatch.chdir(here)
        reports.add(report("--project", str(handbook), "--format", form))
    assert len(reports) == 1
    assert expected in reports.pop()


def test_without_a_repository_the_project_is_the_top(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths of annotations then count from the project."""
    monkeypatch.chdir(project(FAULTY) / "content")
    assert f"file={PATH},line=" in report("--format", "github")


def test_a_report_in_a_file_has_paths_of_its_format(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines beside it are those of a terminal."""
    monkeypatch.chdir(handbook / "content")
    assert report("--format", "json", "--output", "report.json").startswith("guides/one.md:")
    findings = json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"]
    assert [finding["path"] for finding in findings] == [PATH]


def test_a_report_takes_the_place_of_the_last_one_where_a_link_leads(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one step: whoever reads it meanwhile reads all of one."""
    monkeypatch.chdir(handbook)
    Path("real.json").write_text("{}", encoding="utf-8")
    Path("report.json").symlink_to("real.json")
    with Path("real.json").open(encoding="utf-8") as held:
        report("--format", "json", "--output", "report.json")
        assert held.read() == "{}"
    assert Path("report.json").is_symlink()
    assert json.loads(Path("real.json").read_text(encoding="utf-8"))["findings"]


def test_a_baseline_names_files_as_the_project_does(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes it from elsewhere writes the same, and it lets the same through."""
    monkeypatch.chdir(handbook / "content" / "guides")
    words = ["--today", "2026-06-02", "baseline", "--until", "2026-07-01", "--reason", "Old."]
    result = CliRunner().invoke(cli, words)
    assert result.output == "Let through until 2026-07-01: 1 entry, in ../../data/baseline.yml.\n"
    assert f'path: "{PATH}"' in (handbook / "data" / "baseline.yml").read_text(encoding="utf-8")
    assert CliRunner().invoke(cli, ["--today", "2026-06-02", "check"]).exit_code == 0


def test_an_option_is_no_file(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called the same from everywhere."""
    monkeypatch.chdir(project({}) / "content")
    result = CliRunner().invoke(cli, ["check", "--only", "review-overdu"])
    assert result.output.startswith("--only:1:1: error unknown-id: ")
