"""SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from proofpack.check.formats import format_result
from proofpack.check.rule_docs import pages as rule_pages
from proofpack.check.run import CheckResult
from proofpack.model.problems import Place, Problem
from tests.check.formats.conftest import HOSTILE, NODE_MODULES, accepted
from tests.check.projects import ENTRY, GOOD, check
from tests.conftest import TODAY, Project


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
    kinds, levels = ("--rule-kind", "Sarif;GHAS"), ("--level", "Error;Warning;Note")
    said = accepted(found, "validate", report, *kinds, *levels)
    # Of a file that it cannot parse it says nothing; that results quote no text is worth a note to it.
    assert set(re.findall(r"\): (\w+) [A-Z]+\d+: runs", said)) == {"note"}, said
    assert "note SARIF2010: runs[0].results[0]" in said


@pytest.mark.parametrize("form", ["sarif", "gitlab"])
def test_a_name_that_is_no_text_is_told(form: str) -> None:
    """A system may name a file by bytes that are no characters."""
    problem = Problem(Place("a\udcff.md"), "rule", "", "it is wrong")
    said = format_result(form, CheckResult(TODAY, (problem,), (), 1))
    assert ("a%FF.md" in said) == (form == "sarif")
    assert "it is wrong" in said
