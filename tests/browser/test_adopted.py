"""What is ours in a site that was adopted, whatever its theme: forms are filled in there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Tab
from tests.sites import build, proofpack

pytestmark = pytest.mark.browser


@pytest.fixture
def adopted(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of such a site, with a guide that has a form."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: S\ntheme: {{name: {request.param}}}\n")
    adopting = [sys.executable, "-m", "proofpack", "init", "--owner", "Team"]
    subprocess.run(adopting, cwd=tmp_path, check=True, capture_output=True)
    for words in (
        ("new", "source", "api", "--url", "https://docs.example.com/"),
        ("new", "worksheet", "ticket"),
        ("new", "guide", "first"),
    ):
        done = proofpack(tmp_path, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    with (tmp_path / "docs" / "guides" / "first.md").open("a") as guide:
        guide.write("\n::: worksheet ticket\n")
    return build(tmp_path)


@pytest.mark.parametrize("adopted", ["material", "mkdocs", "readthedocs"], indirect=True)
def test_a_form_is_filled_in(adopted: Path, serving: Serve, tab: Tab) -> None:
    """Its fields and its bar are there, whatever our styles say of paper."""
    with serving(adopted) as home:
        tab.page.goto(f"{home}guides/first/")
        box = tab.page.locator(".pp-live .pp-input").first
        box.fill("What I saw")
        expect(box).to_have_value("What I saw")
        expect(tab.page.locator(".pp-bar").first).to_be_visible()
        told = tab.page.get_by_text("not filled in here")
        assert not any(text.is_visible() for text in told.all())
