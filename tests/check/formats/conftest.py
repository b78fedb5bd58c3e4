"""What tests of formats share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.projects import GOOD, PRICE
from tests.conftest import SMALL, Project

HOSTILE = {
    **GOOD,
    "content/guides/one.md": GOOD["content/guides/one.md"] + PRICE,
    "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"].replace(
        "    facets:\n", "    facets:\n      'a|b<c>&\"%0A::error': x\n"
    ),
}


@pytest.fixture
def hostile(project: Project) -> Path:
    """A project whose findings hold what each voice must escape."""
    return project(HOSTILE)
