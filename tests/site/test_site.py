"""The whole line, with an engine at its end."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from proofpack.check.gates import Gates
from proofpack.model.problems import ProblemsError
from proofpack.project.locked import locked
from proofpack.site.build import Pipeline
from proofpack.util.atomic_swap import atomic_swap
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import ROOT, SMALL, TODAY, Project
from tests.interrupts import heed_interrupts
from tests.sites import article, build, command, digests, proofpack
from tests.text.test_escape import HOSTILE

pytestmark = pytest.mark.site


@pytest.fixture(scope="session")
def founding_site(founding_root: Path) -> Path:
    """The founding site, built with MkDocs."""
    return build(founding_root)


def test_two_builds_in_different_folders_are_equal_byte_for_byte(
    founding_root: Path, founding_site: Path, tmp_path: Path
) -> None:
    """The same tree and the same day give the same site, wherever and whenever it is built."""
    elsewhere = tmp_path / "another folder with a longer name"
    shutil.copytree(founding_root, elsewhere, ignore=shutil.ignore_patterns("build"))
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    done = proofpack(elsewhere, "build", env=environment)
    assert done.returncode == 0, done.stderr
    one, other = digests(founding_site), digests(elsewhere / "build" / "site")
    assert len(one) > 60
    assert one == other


def test_a_second_build_changes_nothing(founding_root: Path, founding_site: Path) -> None:
    """Without an edit no page is written again and the site is the same."""
    before = digests(founding_site)
    done = proofpack(founding_root, "build")
    assert "(0 files changed)" in done.stdout
    assert digests(founding_site) == before


def test_both_engines_make_the_same_pages(founding_root: Path, tmp_path: Path) -> None:
    """MkDocs and Zensical agree on pages, on the text of each article, and on its anchors."""
    root = tmp_path / "z"
    shutil.copytree(founding_root, root, ignore=shutil.ignore_patterns("build"))
    sites = {"mkdocs": build(founding_root), "zensical": build(root, "zensical")}
    pages = {
        engine: {one.relative_to(site).as_posix() for one in site.rglob("*.html")}
        for engine, site in sites.items()
    }
    assert pages["mkdocs"] == pages["zensical"]
    assert len(pages["mkdocs"]) > 30
    for page in sorted(pages["mkdocs"] - {"404.html"}):
        one, other = (article(site / page) for site in sites.values())
        assert one.get_text(" ", strip=True) == other.get_text(" ", strip=True), page
        assert anchors(one) == anchors(other), page
        assert links(one) == links(other), page


def anchors(found: Tag) -> list[str]:
    """Return the ids of an article, in order, but for those of code lines."""
    ids = [str(one["id"]) for one in found.select("[id]")]
    return [one for one in ids if not one.startswith("__")]


def links(found: Tag) -> list[str]:
    """Return the targets of an article's links, in order."""
    return [str(one["href"]) for one in found.select("a[href]")]


def test_an_engine_warning_fails_the_build_and_keeps_the_site(project: Project) -> None:
    """A link to an anchor that is not there is told at its line, and the last good site stays."""
    root = project({})
    before = digests(build(root))
    index = SMALL["content/index.md"] + "\nSee [this](sources/chat.md#nowhere).\n"
    (root / "content" / "index.md").write_text(index)
    done = proofpack(root, "build")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "content/index.md:8:12: error engine: the link `sources/chat.md#nowhere`: the doc"
    )
    assert digests(root / "build" / "site") == before
    assert not list((root / "build").glob(".site-*"))


def test_a_mistake_in_the_engines_configuration_is_told_at_its_file(project: Project) -> None:
    """What MkDocs says of its own configuration is passed on."""
    root = project({"mkdocs.yml": SMALL["mkdocs.yml"] + "plugins: [nonsense]\n"})
    done = proofpack(root, "build")
    assert done.returncode == 1
    assert "mkdocs.yml:1:1: error engine: Config value 'plugins': The \"nonsense\"" in done.stderr
    (root / "mkdocs.yml").write_text("site_name: [\n")
    done = proofpack(root, "build")
    assert (done.returncode, done.stderr.split(" ")[:3]) == (
        2,
        ["mkdocs.yml:2:1:", "error", "yaml:"],
    )


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


HOSTILE_TITLE = "Say \"x\" <b>bold</b> & <API_KEY_PLACEHOLDER> {{ y }} 'z'"


def test_hostile_titles_stay_text_in_head_navigation_and_page(project: Project) -> None:
    """A title and a description cannot break out of an attribute or become elements."""
    quoted = HOSTILE_TITLE.replace("'", "''")
    guide = SMALL["content/guides/one.md"].replace("title: One", f"title: '{quoted}'")
    guide = guide.replace("description: A small guide.", f"description: '{quoted}'")
    root = project({"content/guides/one.md": guide})
    site = build(root)
    soup = BeautifulSoup((site / "guides" / "one.html").read_text(), "lxml")
    description = soup.select_one("meta[name=description]")
    assert description is not None
    assert description["content"] == HOSTILE_TITLE
    assert soup.title is not None
    assert HOSTILE_TITLE in soup.title.get_text()
    heading = article(site / "guides" / "one.html").find("h1")
    assert heading is not None
    assert heading.get_text() == HOSTILE_TITLE
    for page in (soup, BeautifulSoup((site / "index.html").read_text(), "lxml")):
        shown = [one.get_text(" ", strip=True) for one in page.select("nav .md-ellipsis")]
        assert HOSTILE_TITLE in shown
        assert page.find("b") is None


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_hostile_data_is_shown_as_typed_on_every_page(project: Project, engine: str) -> None:
    """Values that look like Markdown, HTML or template code reach the reader letter for letter."""
    values = [one for one in HOSTILE if "`" not in one and "](javascript" not in one]

    def quoted(value: str) -> str:
        return "'" + value.replace("'", "''") + "'"

    fields = "".join(
        f"      - {{id: f{n}, label: {quoted(one)}, default: {quoted(one)}}}\n"
        for n, one in enumerate(values)
    )
    sheet = SMALL["data/worksheets/note.yml"] + fields
    facts = "".join(
        f"      - {{id: f{n}, says: {quoted(f'`{one}`')}, quote: {quoted('twelve chars ' + one)}}}\n"
        for n, one in enumerate(values)
    )
    rows = "".join(
        f"  - id: a{n}\n    title: {quoted(one)}\n    sources: [chat]\n"
        f"    facets: {{verify: {quoted(f'`{one}`')}}}\n"
        for n, one in enumerate(values)
    )
    root = project(
        {
            "data/worksheets/note.yml": sheet,
            "data/sources/api.yml": SMALL["data/sources/api.yml"] + facts,
            "data/contracts/chat.yml": SMALL["data/contracts/chat.yml"] + rows,
        }
    )
    site = build(root, engine)

    def said(page: str, selector: str) -> list[str]:
        found = article(site / page).select(selector)
        return [" ".join(one.get_text().split()) for one in found]

    for value in values:
        assert value in said("worksheets/note.html", "th code, td code")
        assert f"twelve chars {value}" in said("sources/chat.html", "blockquote p")
        assert value in said("sources/chat.html", "h3 code")
        assert value in said("contracts/chat.html", "h2")
        assert value in said("guides/one.html", "td a")
        assert value in said("guides/one.html", "td code")
    assert article(site / "guides/one.html").find(["script", "img", "b"]) is None


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


def test_two_builds_at_once(project: Project) -> None:
    """The second exits with 4 and names the first; when that is gone, the next one works."""
    root = project({})
    with locked(root / "build", "build"):
        done = proofpack(root, "build")
    assert done.returncode == 4
    assert f"proofpack build (process {os.getpid()}) is at work in this project" in done.stderr
    assert proofpack(root, "build", "--engine", "none").returncode == 0


def test_the_lock_of_a_killed_owner_is_free(project: Project) -> None:
    """A lock dies with its owner, however it ends."""
    root = project({})
    code = "import sys, pathlib, os, signal; from proofpack.project.locked import locked\n"
    code += f"with locked(pathlib.Path({str(root / 'build')!r}), 'build'): "
    code += "os.kill(os.getpid(), signal.SIGKILL)"
    dead = subprocess.run([command(root)[0], "-c", code], cwd=ROOT, check=False)
    assert dead.returncode == -signal.SIGKILL
    assert proofpack(root, "build", "--engine", "none").returncode == 0


@pytest.mark.parametrize("limit", [1_000, 60_000])
def test_a_full_disk_changes_nothing(project: Project, limit: int) -> None:
    """When no more can be written, a line says so and the site stays, at whichever stage it is."""
    root = project({})
    before = digests(build(root))
    (root / "content" / "index.md").write_text(SMALL["content/index.md"] + "\nmore " * 300)
    done = proofpack(
        root,
        "build",
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
    """Ctrl+C during a build: no traceback, no leftovers, and the next build works."""
    root = project({})
    process = subprocess.Popen(
        command(root, "build"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, start_new_session=True, preexec_fn=heed_interrupts,  # noqa: PLW1509 - the child alone
    )  # fmt: skip
    while process.poll() is None and not list((root / "build").glob(".site-*")):
        pass
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


def test_swap_puts_a_folder_in_place_of_another(tmp_path: Path) -> None:
    """The new one stands, the old one is gone; also where there was none."""
    for text in ("first", "second"):
        new = tmp_path / "new"
        new.mkdir()
        (new / "file").write_text(text)
        atomic_swap(new, tmp_path / "old")
        assert (tmp_path / "old" / "file").read_text() == text
        assert not new.exists()


def test_leftovers_of_a_killed_swap_return(project: Project) -> None:
    """Where names cannot be exchanged, a site that was moved aside comes back at the next start."""
    root = project({})
    before = digests(build(root))
    (root / "build" / "site").rename(root / "build" / ".site-1-old")
    (root / "data" / "faq" / "chat.yml").write_text("title: [\n")
    with pytest.raises(ProblemsError):
        Pipeline(root, worksheet_assets, Gates()).build(TODAY, "mkdocs", lambda *_: None)
    assert digests(root / "build" / "site") == before
