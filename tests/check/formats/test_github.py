"""Annotations of GitHub Actions, and the summary of the job."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from proofpack.check.formats import format_result
from proofpack.check.formats.github import job_summary
from proofpack.check.run import CheckResult
from proofpack.model.problems import Level, Place, Problem
from tests.check.projects import GOOD, check
from tests.conftest import TODAY, Project


def result(**numbers: int) -> CheckResult:
    """Return a result with so many findings of each level."""
    levels: dict[str, Level] = {"errors": "error", "warnings": "warning", "notes": "note"}
    problems = tuple(
        Problem(Place("a.md", line + 1), "rule", "", f"{name} {line}", level=levels[name])
        for name, number in numbers.items()
        for line in range(number)
    )
    return CheckResult(TODAY, problems, (), 1)


def test_github_annotations_stay_on_their_line(hostile: Path) -> None:
    """Nothing in a finding can end the command or begin another."""
    lines = check(hostile, "--format", "github").stdout.splitlines()
    assert len(lines) == 4
    assert all(one.startswith("::error file=") for one in lines[:-2])
    assert lines[-2].startswith("::warning file=data")
    assert any("%250A" in one for one in lines)


def test_annotations_are_the_default_in_a_workflow(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GitHub sets the variable that tells."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check(hostile).stdout.startswith("::error file=")


def test_there_are_ten_annotations_of_a_level() -> None:
    """GitHub drops what comes after, so it is counted; the one error comes before all warnings."""
    lines = format_result("github", result(errors=11, warnings=40, notes=1)).splitlines()
    begins = [line.partition(" ")[0] for line in lines]
    assert begins[:21] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert lines[21:] == [
        "Without an annotation: 1 error, 30 warnings. The job's summary has all.",
        "11 errors, 40 warnings, 1 note on 2026-11-20; 1 file checked.",
    ]
    assert "Without" not in format_result("github", result(errors=10, warnings=10))


@pytest.mark.slow
def test_a_cause_of_warnings_is_one_annotation(founding_root: Path) -> None:
    """Beside its first place, with the names of all: ten are soon used up."""
    said = check(founding_root, "--format", "github", today=str(TODAY)).stdout
    assert said.count("::warning") == 7
    assert "title=reading-due::7 sources were never read: quickstart, errors" in said


def test_the_report_goes_to_the_summary_of_the_job(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After what stands there, without a redirection; other formats leave it alone."""
    summary = tmp_path / "summary"
    summary.write_text("Before.")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    root = project(GOOD)
    check(root, "--format", "sarif")
    assert summary.read_text() == "Before."
    check(root, "--format", "github")
    assert summary.read_text().startswith("Before.\n## Check of 2026-06-02\n\n0 errors, 0 warnings")


@pytest.mark.slow
@pytest.mark.parametrize("written", [0, 1000, 1024 * 1024 - 50, 1024 * 1024 + 1])
def test_a_summary_is_cut_between_lines_at_a_mebibyte(written: int) -> None:
    """GitHub refuses a step's summary as a whole that is larger, what stands there included."""
    long = result(errors=40_000)
    assert len(format_result("markdown", long)) > 1024 * 1024
    text = job_summary(long, written)
    assert len(text.encode()) + written <= max(1024 * 1024, written)
    *kept, _, cut = text.splitlines() or ["", "", ""]
    assert all(line.startswith(("- line ", "#", "`a.md`", "40000 errors")) for line in kept if line)
    assert cut == ("" if written > 10_000 else END)


def test_a_cut_summary_does_not_fold_away_that_it_was_cut() -> None:
    """The cut may go through what the baseline lets through."""
    long = result(errors=40_000)
    text = job_summary(replace(long, problems=(), known=long.problems), 0)
    assert text.count("<details>") == text.count("</details>") == 1
    assert text.endswith(f"</details>\n\n{END}\n")


END = "The rest does not fit here: `proofpack check --format markdown` has all."
