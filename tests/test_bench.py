"""The bench runs to its end and writes its page. No figure of it is judged here."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.__main__ import HEAD, section, written
from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.site
def test_a_small_bench_has_a_line_for_each_build() -> None:
    """Cold, without a change, and after each edit; the stock command builds all, whatever changed."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.bench.build",
            "--sizes",
            "2",
            "--rounds",
            "1",
            "--stock-alone",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.count(".") == 6]
    assert [line.split("  ")[0] for line in lines] == [
        "stock MkDocs, cold",
        "Proofpack, cold",
        "Proofpack, nothing changed",
        "Proofpack, one guide edited",
        "Proofpack, one fact edited",
        "stock without search, cold",
        "Proofpack, own search, cold",
        "Proofpack, own search, nothing changed",
        "Proofpack, own search, one guide edited",
        "Proofpack, own search, one fact edited",
    ]
    assert lines[0].split()[-4:] == ["1.000"] * 4


def test_a_part_that_runs_again_replaces_its_own_section() -> None:
    """The others stay as they were measured, in the order of the parts."""
    page = written("", {"tests.bench.check": section("tests.bench.check", (), "figure 1")})
    page = written(page, {"tests.bench.build": section("tests.bench.build", (), "figure 2")})
    again = written(page, {"tests.bench.check": section("tests.bench.check", (), "figure 3")})
    assert page.startswith(HEAD)
    assert page.index("figure 2") < page.index("figure 1")
    assert again == page.replace("figure 1", "figure 3")
    assert again != page
