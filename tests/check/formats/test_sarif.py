"""SARIF 2.1.0."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofpack.check.rule_docs import pages as rule_pages
from tests.check.formats.conftest import HOSTILE, NODE_MODULES, accepted
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


def test_each_rule_brings_its_page(hostile: Path) -> None:
    """`help` is shown beside a finding; the addresses are for those who want to know more."""
    run = json.loads(check(hostile, "--format", "sarif").stdout)["runs"][0]
    driver = run["tool"]["driver"]
    pages = {page.id: page.text for page in rule_pages()}
    assert driver["informationUri"].startswith("https://")
    for rule in driver["rules"]:
        assert rule["help"]["markdown"] == pages[rule["id"]]
        assert rule["help"]["text"]
        assert rule["helpUri"].startswith("https://")


@pytest.mark.slow
def test_sarif_is_accepted_by_the_tool_of_its_authors(project: Project, tmp_path: Path) -> None:
    """With the rules that GitHub asks for, no error and no warning; paths are percent-encoded."""
    entry = ENTRY.replace("DAY", "2027-12-31")
    files = {"data/baseline.yml": entry, "content/guides/ö b%.md": GOOD["content/guides/one.md"]}
    report = tmp_path / "report.sarif"
    words = ("--format", "sarif", "--output", str(report))
    check(project({**HOSTILE, **files}), *words, today="2027-01-30")
    assert '"uri": "content/guides/%C3%B6%20b%25.md"' in report.read_text(encoding="utf-8")
    (found,) = (NODE_MODULES / "@microsoft").glob("sarif-multitool-*/Sarif.Multitool")
    found.chmod(0o755)  # what a script of its package would do, which we do not run
    said = accepted(found, "validate", report, "--rule-kind", "Sarif;GHAS")
    assert "Analysis completed successfully." in said
    assert "report.sarif(" not in said, said
