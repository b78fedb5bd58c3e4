"""What tests of whole sites share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import build


@pytest.fixture(scope="session")
def founding_site(founding_root: Path) -> Path:
    """The founding site, built with MkDocs."""
    return build(founding_root)
