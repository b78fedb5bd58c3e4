"""SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path

from tests.check.projects import ENTRY, GOOD, check
from tests.conftest import Project


def test_sarif_names_rules_places_and_what_is_let_through(project: Project) -> None:
    """Each result points to its rule, has a line, and a fingerprint that outlives the day."""
    entry = ENTRY.replace("DAY", "2027-12-31")
    root = project({**GOOD, "data/baseline.yml": entry})
    told = [
        json.loads(check(root, "--format", "sarif", today=one).stdout)["runs"][0]
        for one in ("2027-01-30", "2027-01-31")
    ]
    prints = [
        {one["partialFingerprints"]["proofpack/v1"] for one in run["results"]} for run in told
    ]
    assert prints[0] == prints[1]
    for one in told[0]["results"]:
        rule = told[0]["tool"]["driver"]["rules"][one["ruleIndex"]]
        assert rule["id"] == one["ruleId"]
        assert rule["shortDescription"]["text"]
        region = one["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
    quiet = [one["ruleId"] for one in told[0]["results"] if "suppressions" in one]
    assert quiet == ["review-overdue"]


def test_a_report_can_go_to_a_file_beside_the_lines(hostile: Path, tmp_path: Path) -> None:
    """A pipeline wants both: SARIF to upload, lines to read."""
    path = tmp_path / "report.sarif"
    result = check(hostile, "--format", "sarif", "--output", str(path))
    assert json.loads(path.read_text())["version"] == "2.1.0"
    assert "error claim-price" in result.output
