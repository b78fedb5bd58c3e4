"""What a baseline lets through, until when, and how it is written."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from proofpack.cli import cli
from tests.check.projects import ENTRY, GOOD, GUIDE, PRICE, check
from tests.conftest import Project

OLD = {"content/guides/one.md": GUIDE.replace("2026-06-01", "2020-01-01") + PRICE}


def test_a_baseline_lets_old_findings_through_and_new_ones_fail(project: Project) -> None:
    """The gate is on from the first day; what is let through is counted, and builds."""
    root = project({**GOOD, **OLD})
    assert check(root).exit_code == 1
    arguments = ["--project", str(root), "--today", "2026-06-02", "baseline"]
    made = CliRunner().invoke(
        cli, [*arguments, "--until", "2026-09-01", "--reason", "From before."]
    )
    assert made.output == "Let through until 2026-09-01: 2 entries, in data/baseline.yml.\n"
    result = check(root)
    assert result.exit_code == 0
    assert "2 findings let through by the baseline" in result.output
    build = CliRunner().invoke(cli, [*arguments[:4], "build", "--engine", "none"])
    assert build.exit_code == 0
    faq = root / "data" / "faq" / "chat.yml"
    faq.write_text(faq.read_text().replace("It is to verify.", "It costs $0.03."))
    again = check(root)
    assert again.exit_code == 1
    assert "data/faq/chat.yml:5:13: error claim-price" in again.output
    assert not re.search(r"one\.md:\d+:\d+: error", again.output)


def test_a_baseline_ends(project: Project) -> None:
    """On the day after, its findings count again, and the entry is an error."""
    entry = ENTRY.replace("DAY", "2027-01-31")
    root = project({**GOOD, "data/baseline.yml": entry})
    assert "let through" in check(root, today="2027-01-31").output
    late = check(root, today="2027-02-01")
    assert "data/baseline.yml:2:5: error baseline-expired known[0]: the entry for" in late.output
    assert "warning review-overdue" in late.output
    early = check(root, today="2026-06-02")
    assert "data/baseline.yml:2:5: warning baseline-unused known[0]: review-overdue" in early.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--until", "2026-06-02", "--reason", "Old"], "wanted a day after today"),
        (["--until", "2026-09-01", "--reason", " "], "wanted a sentence"),
        (["--reason", "Old"], "Missing option '--until'"),
    ],
)
def test_a_baseline_needs_an_end_and_a_reason(
    project: Project, arguments: list[str], said: str
) -> None:
    """Nobody lets everything through for ever, or without saying why."""
    root = project(GOOD)
    result = CliRunner().invoke(
        cli, ["--project", str(root), "--today", "2026-06-02", "baseline", *arguments]
    )
    assert (result.exit_code, said in result.output) == (2, True)
