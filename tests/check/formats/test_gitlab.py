"""GitLab's code quality report."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.check.formats.conftest import HOSTILE, NODE_MODULES, accepted
from tests.check.projects import ENTRY, GOOD, PRICE, check
from tests.conftest import SMALL, Project

UNREAD = {**GOOD, "data/ledger.yml": "schema: 1\nsources: {}\ncomplete: true\n"}
GUIDE = "content/guides/one.md"


def issues(root: Path, today: str = "2026-06-02") -> list[dict[str, object]]:
    """Return the report."""
    found = json.loads(check(root, "--format", "gitlab", today=today).stdout)
    assert isinstance(found, list)
    return found


def test_severities_follow_levels(project: Project) -> None:
    """A file that cannot be read is worse than a statement, and what is due is none of either."""
    root = project({**HOSTILE, "data/faq/chat.yml": "title: ["})
    told = {one["check_name"]: one["severity"] for one in issues(root)}
    assert told == {
        "bad-id": "major",
        "claim-price": "major",
        "not-judged": "minor",
        "yaml": "critical",
    }
    late = {one["severity"] for one in issues(project({**SMALL, **GOOD}), "2027-01-30")}
    assert late == {"minor"}
    new = GOOD[GUIDE].replace("2026-06-01", "never", 1)
    assert {one["severity"] for one in issues(project({**UNREAD, GUIDE: new}))} == {"info"}


def test_a_finding_is_the_same_when_lines_move(project: Project) -> None:
    """So a merge request that adds a line above brings nothing new; two alike are told apart."""
    twice = GOOD[GUIDE] + PRICE + "\nMore.\n" + PRICE
    one = issues(project({**GOOD, GUIDE: twice}))
    other = issues(project({**GOOD, GUIDE: twice.replace("\nMore.", "\nEven\n\nmore.")}))
    prints = [[issue["fingerprint"] for issue in report] for report in (one, other)]
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == len(prints[0]) == 2
    assert one != other


def test_what_the_baseline_lets_through_is_not_in_it(project: Project) -> None:
    """GitLab has no word for it."""
    root = project({**GOOD, "data/baseline.yml": ENTRY.replace("DAY", "2027-12-31")})
    assert "review-overdue" not in {one["check_name"] for one in issues(root, "2027-01-30")}


@pytest.mark.slow
def test_the_report_has_the_types_of_code_climate(hostile: Path, tmp_path: Path) -> None:
    """What GitLab reads is a subset of these; the compiler judges, with types that others wrote."""
    report = check(hostile, "--format", "gitlab").stdout
    (tmp_path / "node_modules").symlink_to(NODE_MODULES)
    program = tmp_path / "report.ts"
    head = "import type { Issue } from 'codeclimate-types'\nexport const report: Issue[] = "
    program.write_text(head + report, encoding="utf-8")
    accepted(
        Path(sys.executable).with_name("node"),
        NODE_MODULES / "typescript" / "bin" / "tsc",
        *("--noEmit", "--strict", "--module", "nodenext", "--types", ""),
        program,
    )
