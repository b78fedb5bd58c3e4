"""What grows with a site, and how: a part of `make bench`.

Each size is a cold build in a process of its own, so that peak memory is that size's alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from tests.conftest import TODAY
from tests.synthetic import OWN, write_project

SIZES = (300, 1000, 3000)
_ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
_HEAD = """\
A cold build of a project that leaves all to Proofpack, its search, too: seconds of all its
processes, MiB of the largest at its peak, MB of output and how many of them are guides as
Markdown for programs, kB of navigation on the page of a guide; in brackets, the ratio to the
size above. Below, the stock command on what was made for it: it has neither a search nor
anything for programs.

guides          pages  processor s       MiB peak      MB output  Markdown  kB navigation"""


class Size(NamedTuple):
    """A site: its pages, what its build took, its bytes, and those of guides as Markdown."""

    pages: int
    cpu: float
    memory: float
    output: float
    twins: float
    navigation: float


def measure(guides: int, *, grouped: bool = False, stock: bool = False) -> Size:
    """Build a project of so many guides, cold.

    Args:
        guides: how many.
        grouped: whether they stand in groups.
        stock: whether the stock command makes the site, of what was made for it.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = write_project(Path(folder), guides, grouped=grouped, settings=OWN)
        build = [sys.executable, "-m", "proofpack", "--today", str(TODAY), "build"]
        if stock:
            subprocess.run([*build, "--engine", "none"], cwd=root, check=True, capture_output=True)
            build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
            build += ["--config-file", "build/mkdocs.yml"]
        process = subprocess.Popen(build, cwd=root, stdout=subprocess.DEVNULL, env=_ENVIRONMENT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        site = root / "build" / "site"
        files = [path for path in site.rglob("*") if path.is_file()]
        soup = BeautifulSoup((site / "guides" / "guide-0.html").read_text(), "lxml")
        nav = soup.select_one(".md-sidebar--primary")
        assert isinstance(nav, Tag)
        return Size(
            sum(path.suffix == ".html" for path in files),
            used.ru_utime + used.ru_stime,
            used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10),
            sum(path.stat().st_size for path in files) / 1e6,
            sum(path.stat().st_size for path in files if path.suffix == ".md") / 1e6,
            len(str(nav)) / 1e3,
        )


_KINDS: dict[str, dict[str, bool]] = {
    "flat": {},
    "in groups": {"grouped": True},
    "flat, stock": {"stock": True},
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of guides")
    options = parser.parse_args(arguments)
    sizes = list(map(int, options.sizes.split(",")))
    print(_HEAD)
    for kind, of_kind in _KINDS.items():
        before = None
        for guides in sizes:
            size = measure(guides, **of_kind)
            ratios = [
                "" if before is None else f"({now / other:.1f})"
                for now, other in zip(size[1:4], (before or size)[1:4], strict=True)
            ]
            print(
                f"{f'{guides} {kind}':15} {size.pages:5}  {size.cpu:6.1f} {ratios[0]:5}  "
                f"{size.memory:8.0f} {ratios[1]:5}  {size.output:7.1f} {ratios[2]:5}  "
                f"{size.twins:7.1f}  {size.navigation:8.1f}",
                flush=True,
            )
            before = size


if __name__ == "__main__":
    main()
