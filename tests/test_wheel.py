"""What is published is what was tested: the wheel, outside of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SMALL, Project

pytestmark = pytest.mark.site


def test_the_wheel_builds_a_project(project: Project, tmp_path: Path) -> None:
    """All of the program is in it: a project elsewhere has looks, worksheets that work, and rules."""
    made, installed = tmp_path / "dist", tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    plain = ["--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *plain, "--wheel-dir", str(made), str(ROOT)], check=True)
    (wheel,) = made.glob("proofpack_guides-*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True
    )
    assert (installed / "proofpack" / "py.typed").is_file()
    claim = SMALL["content/index.md"] + "\nThe gateway is down.\n"
    root = project({})
    code = "import proofpack.cli, sys; sys.stderr.write(proofpack.__file__); proofpack.cli.main()"

    def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, "--project", str(root), *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(installed)},
            check=False,
            capture_output=True,
            text=True,
        )

    done = run(root, "build")
    assert done.returncode == 0, done.stderr
    assert done.stderr == str(installed / "proofpack" / "__init__.py")
    site = root / "build" / "site"
    assert (site / "guides" / "one.html").is_file()
    layer = ROOT / "site-overrides" / "assets"
    for path in layer.iterdir():
        assert (site / "assets" / path.name).read_bytes() == path.read_bytes()
    assert "ProofpackPage" in (site / "assets" / "worksheets" / "worksheets.js").read_text("utf-8")
    (root / "content" / "index.md").write_text(claim, encoding="utf-8")
    done = run(root, "build")
    assert (done.returncode, "error claim-availability" in done.stderr) == (1, True)
