"""A build that fails, is killed or interrupted: the last site stays as it was."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess

import pytest

from proofpack.check.gates import Gates
from proofpack.model.problems import ProblemsError
from proofpack.site.build import Pipeline
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import ROOT, SMALL, TODAY, Project
from tests.interrupts import heed_interrupts
from tests.sites import build, command, digests, proofpack

pytestmark = pytest.mark.site


def test_an_invalid_file_keeps_the_site(project: Project) -> None:
    """Nothing is written when a file is wrong."""
    root = project({})
    before = digests(build(root))
    (root / "data" / "faq" / "chat.yml").write_text("title: [\n")
    assert proofpack(root, "build").returncode == 2
    assert digests(root / "build" / "site") == before


def test_a_new_guide_appears_and_a_deleted_one_goes(project: Project) -> None:
    """Navigation comes from the data: `mkdocs.yml` is not touched."""
    two = SMALL["content/guides/one.md"].replace("title: One", "title: Number two")
    root = project({"content/guides/two.md": two, "content/img/a.txt": "x"})
    site = build(root)
    home = (site / "index.html").read_text()
    assert re.search(r'href="guides/two.html"[^>]*>\s*<span[^>]*>\s*Number two', home)
    assert (site / "img" / "a.txt").read_text() == "x"
    (root / "content" / "guides" / "two.md").unlink()
    (root / "content" / "img" / "a.txt").unlink()
    site = build(root)
    assert "Number two" not in (site / "index.html").read_text()
    assert not (site / "guides" / "two.html").exists()
    assert not (root / "build" / "docs" / "img").exists()


def test_kill_at_any_moment_leaves_the_old_site_or_the_new(project: Project) -> None:
    """A build that is killed at twenty moments of its life never leaves anything in between."""
    root = project({})
    site = build(root)
    known = [digests(site)]
    outcomes = {"old": 0, "new": 0}
    for moment in range(20):
        (root / "content" / "index.md").write_text(
            SMALL["content/index.md"] + f"\nEdit {moment}.\n"
        )
        process = subprocess.Popen(
            command(root, "build"), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(timeout=0.06 * (moment + 1))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        now = digests(site)
        if now == known[-1]:
            outcomes["old"] += 1
        else:
            assert f"Edit {moment}." in (site / "index.html").read_text()
            assert set(now) == set(known[-1])
            known.append(now)
            outcomes["new"] += 1
    assert outcomes["old"] > 0
    assert "Edit 19." in (build(root) / "index.html").read_text()
    assert not [one.name for one in (root / "build").iterdir() if one.name.startswith(".site-")]


@pytest.mark.parametrize("limit", [1_000, 60_000])
def test_a_full_disk_changes_nothing(project: Project, limit: int) -> None:
    """When no more can be written, a line says so and the site stays, at whichever stage it is."""
    root = project({})
    before = digests(build(root))
    (root / "content" / "index.md").write_text(SMALL["content/index.md"] + "\nmore " * 300)
    done = proofpack(
        root,
        "build",
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # or Python keeps modules cut short
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode in (2, 70)
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert digests(root / "build" / "site") == before
    assert not list((root / "build").glob(".site-*"))


def test_a_folder_that_cannot_be_written(project: Project) -> None:
    """One line, no traceback."""
    root = project({"build": "a file stands where the folder should"})
    done = proofpack(root, "build")
    assert done.returncode == 2
    assert "build/.lock:1:1: error unwritable: cannot write here" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupt_frees_the_lock_and_leaves_nothing_behind(project: Project) -> None:
    """Ctrl+C during a build: no traceback, no leftovers, and the next build works.

    Its many files take a while to put in place, so that the interrupt comes before that is done.
    """
    root = project({f"content/files/{number}.txt": "x" for number in range(1000)})
    with subprocess.Popen(
        command(root, "build"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True, preexec_fn=heed_interrupts,  # noqa: PLW1509 - the child alone
    ) as process:  # fmt: skip
        while process.poll() is None and not list((root / "build").glob(".site-*")):
            pass
        assert process.returncode is None, process.communicate()[0]
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate()
    assert process.returncode != 0
    assert "Traceback" not in said
    assert not list((root / "build").glob(".site-*"))
    assert proofpack(root, "build", "--engine", "none").returncode == 0


def test_a_closed_pipe_is_no_fault(project: Project) -> None:
    """`proofpack build | head -0` ends without a traceback."""
    root = project({})
    line = " ".join(f"'{one}'" for one in command(root, "build", "--engine", "none"))
    done = subprocess.run(
        ["bash", "-c", f"{line} | head -0"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.stderr == ""


def test_leftovers_of_a_killed_swap_return(project: Project) -> None:
    """Where names cannot be exchanged, a site that was moved aside comes back at the next start."""
    root = project({})
    before = digests(build(root))
    (root / "build" / "site").rename(root / "build" / ".site-1-old")
    (root / "data" / "faq" / "chat.yml").write_text("title: [\n")
    with pytest.raises(ProblemsError):
        Pipeline(root, worksheet_assets, Gates()).build(TODAY, "mkdocs", lambda *_: None)
    assert digests(root / "build" / "site") == before
