"""What is published is what was tested: the wheel, outside of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from proofpack.site.theme import theme
from tests.browser.conftest import Tab
from tests.browser.desks import Desk, key
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
Run = Callable[..., subprocess.CompletedProcess[str]]
_CODE = "import proofpack.cli, sys; sys.stderr.write(proofpack.__file__); proofpack.cli.main()"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A function that runs the command line of the wheel in a folder: nothing of this repository."""
    folder = tmp_path_factory.mktemp("wheel")
    made, installed = folder / "dist", folder / "installed"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    plain = ["--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *plain, "--wheel-dir", str(made), str(ROOT)], check=True)
    (wheel,) = made.glob("proofpack_guides-*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True
    )
    assert (installed / "proofpack" / "py.typed").is_file()

    def run(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-c", _CODE, *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(installed)},
            check=False,
            capture_output=True,
            text=True,
        )
        program = str(installed / "proofpack" / "__init__.py")
        assert done.stderr.startswith(program)
        done.stderr = done.stderr.removeprefix(program)
        return done

    return run


@pytest.fixture(scope="module")
def begun(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that the wheel has begun and built."""
    folder = tmp_path_factory.mktemp("own")
    answers = ["--api", "Acme Gate", "--docs", "https://docs.acme.example/", "--ci", "github"]
    for cwd, words in (
        (folder, ["init", "guides", *answers]),
        (folder / "guides", ["check", "--fail-on", "warning"]),
        (folder / "guides", ["build"]),
    ):
        done = run(cwd, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "guides"


def test_nothing_but_the_wheel_makes_a_site(begun: Path) -> None:
    """With the looks, the code of worksheets and the workflows of this repository."""
    site = begun / "build" / "site"
    for path, data in theme(begun).files.items():
        if path.startswith("assets/"):
            assert (site / path).read_bytes() == data
    assert not (site / "scripts").exists()
    assert "ProofpackPage" in (site / "assets" / "worksheets" / "worksheets.js").read_text("utf-8")
    names = {path.name for path in (ROOT / "examples" / "github").iterdir()}
    assert {path.name for path in (begun / ".github" / "workflows").iterdir()} == names


def test_its_worksheet_works_in_a_browser(begun: Path, tab: Tab) -> None:
    """Opened from the folder: what is typed is kept, and a key in it is found."""
    page = begun / "build" / "site" / "worksheets" / "failure-report.html"
    desk = Desk.open(tab.page, page.as_uri(), "failure-report")
    desk.box("Operation").fill("POST /v1/items")
    desk.box("HTTP status").fill(key())
    expect(desk.findings("record--status")).to_contain_text("key")
    desk.box("HTTP status").fill("503")
    expect(desk.findings("record--status")).to_be_empty()
    desk.flush()
    tab.page.reload()
    expect(desk.ready().box("Operation")).to_have_value("POST /v1/items")
    assert tab.complaints == []


def test_a_key_or_a_statement_stops_every_command(begun: Path, run: Run) -> None:
    """The rules that came with the wheel hold; what was built before stays as it was."""
    before = (begun / "build" / "site" / "index.html").read_bytes()
    home = begun / "content" / "index.md"
    (guide,) = (begun / "content" / "guides").glob("*.md")
    for path, added, rule in (
        (home, key(), "secret-provider-key"),
        (guide, "Acme Gate is down.", "claim-availability"),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n{added}\n", encoding="utf-8")
        for words in (["build"], ["check"], ["build", "--engine", "none"]):
            done = run(begun, *words)
            assert done.returncode == 1
            assert f"error {rule}" in done.stdout + done.stderr
            assert key()[:8] not in done.stdout + done.stderr
        assert (begun / "build" / "site" / "index.html").read_bytes() == before
        path.write_text(text, encoding="utf-8")
    assert run(begun, "build").returncode == 0
