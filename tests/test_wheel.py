"""What is published is what was tested: the wheel, outside of this folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Project

pytestmark = pytest.mark.site


def test_the_wheel_builds_a_project(project: Project, tmp_path: Path) -> None:
    """Modules, templates and the type marker are in it, and a project elsewhere builds with it."""
    made, installed = tmp_path / "dist", tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    plain = ["--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "wheel", *plain, "--wheel-dir", str(made), str(ROOT)], check=True)
    (wheel,) = made.glob("proofpack_guides-*.whl")
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True
    )
    assert (installed / "proofpack" / "py.typed").is_file()
    root = project({})
    code = "import proofpack.cli, sys; sys.stderr.write(proofpack.__file__); proofpack.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--project", str(root), "build"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == str(installed / "proofpack" / "__init__.py")
    assert (root / "build" / "site" / "guides" / "one.html").is_file()
