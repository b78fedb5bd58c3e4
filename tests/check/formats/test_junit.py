"""JUnit's XML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from tests.check.projects import check


def test_junit_is_xml_with_a_failure_for_each_error(hostile: Path) -> None:
    """Counts fit, and hostile keys are text."""
    suite = ET.fromstring(check(hostile, "--format", "junit").stdout)  # noqa: S314 - our own output
    assert suite.attrib["failures"] == "2"
    assert len(suite.findall("testcase/failure")) == 2
    assert 'a|b<c>&"%0A::error' in "".join(suite.itertext())
