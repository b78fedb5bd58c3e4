"""A project whose pages a server on loopback holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from proofpack.cli import refresh as reading
from proofpack.project.reader import ProjectReader
from tests.conftest import TODAY, Project
from tests.mirror import Hurried, Mirror, mirrored, redirect_packs, serving
from tests.refresh.project import FILES


@pytest.fixture
def mirror(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    """A server that holds the pages of a small project, which is read from it without pauses."""
    monkeypatch.setattr(reading, "_SystemClock", Hurried)
    root = project(FILES)
    pages = mirrored(ProjectReader(root).read(TODAY)[1])
    with serving(pages) as server:
        redirect_packs(root, server)
        yield server
