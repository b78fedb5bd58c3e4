"""What tests of rules share."""

from __future__ import annotations

import pytest

from proofpack.project.reader import ProjectReader
from tests.check.rules.planted import Garden
from tests.conftest import copy_founding


@pytest.fixture(scope="session")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Garden:
    """A copy of the founding project."""
    root = copy_founding(tmp_path_factory.mktemp("garden"))
    return Garden(root, ProjectReader(root))
