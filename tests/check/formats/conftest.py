"""What tests of formats share."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.check.projects import GOOD, PRICE
from tests.conftest import ROOT, SMALL, Project

HOSTILE = {
    **GOOD,
    "content/guides/one.md": GOOD["content/guides/one.md"] + PRICE,
    "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"].replace(
        "    facets:\n", "    facets:\n      'a|b<c>&\"%0A::error': x\n"
    ),
}
NODE_MODULES = ROOT / "node_modules"
"""Tools that judge our outputs and were not written here; `make test` installs them."""


@pytest.fixture
def hostile(project: Project) -> Path:
    """A project whose findings hold what each voice must escape."""
    return project(HOSTILE)


def accepted(*words: str | Path) -> str:
    """Run a tool, which must succeed and cannot reach the network, and return what it printed."""
    offline = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        words, check=False, capture_output=True, text=True, env={**os.environ, **offline}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
