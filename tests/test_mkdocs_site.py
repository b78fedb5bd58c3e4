"""A site of MkDocs keeps everything: adopted, with its first guide, it is what MkDocs alone makes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from proofpack.model.problems import ProblemsError
from proofpack.project.reader import ProjectReader
from tests.adopted import differences, words
from tests.conftest import SMALL
from tests.mkdocs_site import CONFIG, PAGES, built, plain, write_site

pytestmark = pytest.mark.site
GUIDE = """\
---
title: The first <guide>
description: Beside pages of a site.
kind: guide
last_reviewed: 2026-06-01
owner: docs
audience: [Testers]
tags: [setup]
hide:
  - toc
own_key: "as it is"
---

Requests go to <b>one</b> place.[^chat.route] Set `<API_KEY>` to <your key>.[^note]

[^note]: A footnote.

<div markdown>
*Inside* of an element, with a citation.[^chat.route]
</div>

<p>Raw.[^chat.route]</p>

--8<-- "part.md"

::: contract chat
    columns: [area, verify, source]

::: faq chat
"""
PLACED = """\
# Placed

::: module

::: contract chat
    columns: [area, verify]

As is: <b>x</b> {{ where }}
"""
POLICY = "adopted: true\nfront_matter: [own_key]\nowners:\n  - {id: docs, name: Docs}\n"
DRIVEN = (
    re.sub(r"hooks: .*\n", "", CONFIG.partition("  - tags\n")[0]),
    re.compile(r"  pymdownx\.snippets.*\n"),
)


def adopted(root: Path, *, known: bool) -> Path:
    """Write the site, build it with MkDocs alone beside it, and adopt it with a guide of ours.

    Args:
        root: an empty folder.
        known: whether nothing is in it of which its pages may be made in ways that are not known.
    """
    site = root / "site"
    site.mkdir()
    write_site(site)
    if known:
        (site / "mkdocs.yml").write_text(DRIVEN[0].replace("  - Tags: tags.md\n", ""))
        base = site / "config" / "base.yml"
        base.write_text(DRIVEN[1].sub("", base.read_text()))
        for name in ("samples.md", "blog/index.md", "blog/posts/first.md"):
            (site / "docs" / name).unlink()
        (site / "mkdocs.yml").write_text(
            (site / "mkdocs.yml")
            .read_text()
            .replace("INHERIT: config/base.yml\n", base.read_text())
            .replace("samples.md, ", "")
            .replace("  - Blog: [blog/index.md]\n", "")
        )
    plain(site, root / "plain")
    ours = {
        name: text
        for name, text in SMALL.items()
        if name.startswith(("data/sources", "data/contracts", "data/faq"))
    }
    ours |= {"data/policy.yml": POLICY, "docs/setup/first.md": GUIDE, "docs/placed.md": PLACED}
    if known:
        ours["docs/setup/first.md"] = GUIDE.replace('--8<-- "part.md"\n', "")
    for name, text in ours.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The site with all of its plugins and hooks, with a guide: its folder, and what was said."""
    site = adopted(tmp_path_factory.mktemp("whole"), known=False)
    return site, built(site)


OURS = re.compile(
    r"contracts/|sources/|faq/|freshness/|changes|guides/|setup/first/|placed/|assets/proofpack"
    r"|reviews\.ics"
)


def unexplained(site: Path) -> list[str]:
    """Return in what a site differs from that of MkDocs, but for pages and files that we add."""
    found = differences(site.parent / "plain", site / "build" / "site")
    return [one for one in found if not (OURS.match(one) and one.endswith(": new"))]


def test_every_page_is_what_mkdocs_makes(whole: tuple[Path, list[str]]) -> None:
    """Articles, addresses and assets of all pages but ours are the same; nothing is complained of."""
    site, said = whole
    assert len(PAGES) > 30
    # The tag of the guide is on the list of tags.
    assert unexplained(site) == ["tags.json: another content", "tags/index.html: another article"]
    assert ["unguarded" in one for one in said] == [True]


def test_a_guide_has_what_pages_have(whole: tuple[Path, list[str]]) -> None:
    """Elements, footnotes, snippets and front matter work in it; placeholders are shown."""
    soup = BeautifulSoup((whole[0] / "build/site/setup/first/index.html").read_text(), "lxml")
    article = soup.select("article")[0]
    text = re.sub(r"\s+", " ", article.get_text())
    assert "Set <API_KEY> to <your key>." in text
    assert "A part of several pages." in text
    assert "setup" in [tag.get_text(strip=True) for tag in article.select(".md-tag")]
    assert article.select(".footnote li p")[0].get_text().startswith("A footnote.")
    assert [one.get_text() for one in article.select("div > p > em, div > em")][:1] == ["Inside"]
    cites = article.select("a.pp-cite")
    assert [one["href"] for one in cites] == ["../../sources/chat/#route"] * 3
    assert [one.parent.get_text() for one in cites if one.parent][2] == "Raw.1"
    assert article.select("#faq-chat-retry, [id=endpoint]")
    assert "The first &lt;guide&gt;" in str(soup.title)


def test_a_directive_stands_on_a_page_of_the_author(whole: tuple[Path, list[str]]) -> None:
    """What is placed is there, and all around it is what MkDocs makes of the rest."""
    page = "\n".join(words(whole[0] / "build/site/placed/index.html"))
    assert "::: module" in page
    assert "contract chat" not in page
    assert "<b>x</b> placed.md has" in page
    assert "Requests go to" in page


def test_page_by_page_it_is_the_same(tmp_path: Path) -> None:
    """Where all is known that pages are made from, they are made one by one, and come out the same."""
    site = adopted(tmp_path, known=True)
    built(site)
    assert list((site / "build/cache/converted").iterdir())
    assert unexplained(site) == []
    (site / "docs/words.md").write_text("# Words\n\nOther words.\n")
    built(site)
    assert unexplained(site) == ["words/index.html: another article"]


def test_what_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """A linked folder or file is followed inside the project alone, and never around in a ring."""
    (tmp_path / "site" / "data").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("secret")
    site = write_site(tmp_path / "site")
    (site / "data/policy.yml").write_text(POLICY)
    (site / "docs/out").symlink_to(tmp_path)
    (site / "docs/out.md").symlink_to(tmp_path / "secret.md")
    (site / "docs/out.png").symlink_to(tmp_path / "secret.md")
    (site / "docs/setup/ring").symlink_to("..")
    tree = ProjectReader(site).tree()
    assert sorted(str(one) for one in tree.problems) == [
        "docs/out.md:1:1: error outside: a link that leads out of the project.",
        "docs/out.png:1:1: error outside: a link that leads out of the project.",
        "docs/out:1:1: error outside: a link that leads out of the project.",
        "docs/setup/ring:1:1: error outside: a link to a folder around it never ends. Remove it.",
    ]
    assert {"docs/shared/policy.md", "docs/changes.md"} <= {page.path for page in tree.pages}
    assert not any("secret" in text for text in tree.texts.values())


@pytest.mark.parametrize("strict", [False, True])
def test_a_warning_stops_a_site_that_asks_for_it(tmp_path: Path, strict: bool) -> None:
    """Elsewhere it is told by each build, whether or not anything was made."""
    files = {
        "mkdocs.yml": f"site_name: S\nstrict: {str(strict).lower()}\nnav: [index.md, none.md]\n",
        "docs/index.md": "# Home\n\nSee [another](other.md).\n",
        "data/policy.yml": "adopted: true\nowners:\n  - {id: docs, name: Docs}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    link = "docs/index.md:3:15: %s engine: the link `other.md`"
    if strict:
        with pytest.raises(ProblemsError, match=link % "error"):
            built(tmp_path)
        return
    for _ in range(2):
        said = "\n".join(built(tmp_path))
        assert link % "warning" in said
        assert "none.md" in said
        assert (tmp_path / "build" / "site" / "index.html").is_file()


def guided(root: Path, config: str) -> Path:
    """Write an adopted site with a guide in a folder of guides."""
    files = {
        "mkdocs.yml": config,
        "data/policy.yml": POLICY,
        "docs/index.md": "# Home\n",
        "docs/guides/first.md": GUIDE.partition("---\n\n")[0] + "---\n\nSay `<API_KEY>`.\n",
    }
    files |= {name: text for name, text in SMALL.items() if name.startswith("data/sources")}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("plugins", ["[search]", "[search, tags]"], ids=["driven", "whole"])
def test_a_navigation_need_not_name_guides_that_join_it(tmp_path: Path, plugins: str) -> None:
    """A site that looks for omitted pages is told of none, unless it names ours where it wants them."""
    looks = "validation: {nav: {omitted_files: warn}}\n"
    config = f"site_name: S\ntheme: material\nplugins: {plugins}\n{looks}nav: [index.md%s]\n"
    site = guided(tmp_path, config % "")
    said = built(site)
    assert ["unguarded" in line for line in said] == [True]
    assert 'href="guides/first/"' in (site / "build/site/index.html").read_text()
    (site / "mkdocs.yml").write_text(config % ", sources/index.md")
    with pytest.raises(ProblemsError, match=r"guides/first\.md:1:1: error engine: stands nowhere"):
        built(site)


def test_an_anchor_of_a_guide_needs_no_extension(tmp_path: Path) -> None:
    """A site without attribute lists shows no braces, and a link to the anchor leads there."""
    config = "site_name: S\nstrict: true\nvalidation: {links: {anchors: warn}}\n"
    site = guided(tmp_path, config)
    with (site / "docs/guides/first.md").open("a") as guide:
        guide.write("\n## What to do { #to-do }\n\nDo [it](#to-do).\n")
    built(site)
    page = BeautifulSoup((site / "build/site/guides/first/index.html").read_text(), "lxml")
    (heading,) = [head for head in page.select("h2") if head.select("#to-do")]
    assert heading.get_text(strip=True) == "What to do"


def test_guides_in_a_folder_of_their_own_have_one_section(tmp_path: Path) -> None:
    """A site without a navigation has a section for each folder: the list of guides stands in theirs."""
    built(guided(tmp_path, "site_name: S\ntheme: {name: material}\n"))
    soup = BeautifulSoup((tmp_path / "build/site/index.html").read_text(), "lxml")
    shown = [link.get_text(strip=True) for link in soup.select(".md-sidebar--primary li > label")]
    assert shown.count("Guides") == 1
    guides = [
        link["href"]
        for link in soup.select(".md-sidebar--primary a")
        if str(link["href"]).startswith("guides/")
    ]
    assert guides == ["guides/", "guides/first/"]
