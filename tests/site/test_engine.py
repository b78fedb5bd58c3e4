"""The engine at the end of the line: equal sites, and what it complains of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import SMALL, TODAY, Project
from tests.sites import article, build, digests, proofpack

pytestmark = pytest.mark.site


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


@pytest.mark.parametrize("engine", ["mkdocs", "plain"])
def test_extensions_look_for_files_from_the_project(project: Project, engine: str) -> None:
    """Where an author runs MkDocs; a module that lies there is none of the engine's."""
    extension = "markdown_extensions:\n  - pymdownx.snippets: {check_paths: true}\n"
    root = project(
        {
            "mkdocs.yml": SMALL["mkdocs.yml"] + extension,
            "part.txt": "Read from beside.",
            "markdown.py": "raise ValueError",
            "content/more.md": '---\ntitle: More\n---\n\n--8<-- "part.txt"\n',
        }
    )
    done = proofpack(root, "build", "--engine", engine)
    assert done.returncode == 0, done.stderr
    assert "Read from beside." in (root / "build/site/more.html").read_text()


def test_what_editors_leave_behind_is_not_published(project: Project) -> None:
    """Nobody has looked at it; what a project leaves out by itself stays out, too."""
    left = {
        f"content/{name}": "x" for name in ("a.bak", "one.md.orig", "#b#", "c~", "d.txt", "e.txt")
    }
    config = SMALL["mkdocs.yml"] + "exclude_docs: e.txt\n"
    site = build(project({**left, "mkdocs.yml": config}))
    assert (site / "d.txt").is_file()
    assert [
        name for name in ("a.bak", "one.md.orig", "#b#", "c~", "e.txt") if (site / name).exists()
    ] == []


def test_a_mistake_in_the_engines_configuration_is_told_at_its_file(project: Project) -> None:
    """What MkDocs says of its own configuration is passed on."""
    root = project({"mkdocs.yml": SMALL["mkdocs.yml"] + "plugins: [nonsense]\n"})
    done = proofpack(root, "build")
    assert done.returncode == 1
    line = SMALL["mkdocs.yml"].count("\n") + 1
    assert f'mkdocs.yml:{line}:11: error engine plugins: The "nonsense" plugin' in done.stderr
    (root / "mkdocs.yml").write_text("site_name: [\n")
    done = proofpack(root, "build")
    assert (done.returncode, done.stderr.split(" ")[:3]) == (
        2,
        ["mkdocs.yml:2:1:", "error", "yaml:"],
    )


def test_what_is_handed_to_the_engine_builds_without_us(
    founding_copy: Path, tmp_path: Path
) -> None:
    """The way out: Markdown with tables, for stock MkDocs, its own theme and four extensions."""
    done = proofpack(founding_copy, "build", "--engine", "none")
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    shutil.copytree(founding_copy / "build" / "docs", out / "docs")
    extensions = "[admonition, attr_list, tables, pymdownx.superfences]"
    config = f"site_name: Out\nuse_directory_urls: false\nmarkdown_extensions: {extensions}\n"
    (out / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    stock = subprocess.run(command, cwd=out, check=False, capture_output=True, text=True)
    assert stock.returncode == 0, stock.stderr
    ours = build(founding_copy)
    pages = {path.relative_to(ours).as_posix() for path in ours.rglob("*.html")}
    assert {
        path.relative_to(out / "site").as_posix() for path in (out / "site").rglob("*.html")
    } >= (pages - {"404.html"})
    for name in ("guides/contract-review.html", "contracts/chat-completions.html"):
        plain = BeautifulSoup((out / "site" / name).read_text("utf-8"), "lxml")
        rows = [row.get_text(" ", strip=True) for row in plain.select("[role=main] table tr")]
        assert rows == [
            row.get_text(" ", strip=True) for row in article(ours / name).select("table tr")
        ]
        assert len(rows) > 5
        assert ":::" not in plain.get_text()


def test_what_programs_read_stands_beside_the_pages(founding_site: Path) -> None:
    """With every engine, at the addresses of the pages; no day in the map of the site is the build's."""
    for path in sorted((founding_site / "guides").glob("[a-z]*-*.html")):
        twin = path.with_suffix(".md").read_text(encoding="utf-8")
        heading = article(path).find("h1")
        assert heading is not None
        assert twin.startswith(f"# {heading.get_text().strip()}\n")
        assert path.read_text(encoding="utf-8").count("application/ld+json") == 1
    assert (founding_site / "llms.txt").read_text(encoding="utf-8").startswith("# ")
    assert len([*(founding_site / "api" / "v1").rglob("*.json")]) == 14
    sitemap = (founding_site / "sitemap.xml").read_text(encoding="utf-8")
    dated = dict(re.findall(r"<loc>(.+)</loc>\s+<lastmod>(.+)</lastmod>", sitemap))
    assert any("/guides/" in url for url in dated)
    assert any("/sources/" in url for url in dated)
    assert not any(day == str(TODAY) for day in dated.values()), dated
    assert len(dated) < sitemap.count("<url>")
