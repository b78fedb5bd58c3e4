"""Annotations of GitHub Actions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.projects import check


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
