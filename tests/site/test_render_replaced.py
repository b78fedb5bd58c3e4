"""Pages of an author's own at the addresses of pages that are made from data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from proofpack.check.gates import Gates
from proofpack.site.build import Pipeline, Prepared
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project
from tests.sites import build

ADOPTED = {
    "data/policy.yml": SMALL["data/policy.yml"] + "adopted: true\n",
    "content/guides/one.md": SMALL["content/guides/one.md"].replace(
        "owner:", "kind: guide\nowner:"
    ),
    "mkdocs.yml": "site_name: S\ndocs_dir: content\n",
}
OURS = {
    "sources.md": "sources/index.md",
    "sources/README.md": "sources/index.md",
    "sources/chat/index.md": "sources/chat.md",
    "contracts.md": "contracts/index.md",
    "contracts/chat.md": "contracts/chat.md",
    "guides.markdown": "guides/index.md",
    "guides/README.md": "guides/index.md",
    "worksheets.md": "worksheets/index.md",
    "faq/index.md": "faq.md",
}
"""Pages of an author, each with the one of ours whose address it has."""
ON_TRUST = {
    "freshness/index.md": "freshness.md",
    "contracts/matrix/README.md": "contracts/matrix.md",
}


def prepared(root: Path) -> Prepared:
    """Return what a project is made into for an engine."""
    return Pipeline(root, worksheet_assets, Gates()).markdown(TODAY)


def linked(files: dict[str, str]) -> Iterator[str]:
    """Yield the pages to which pages lead."""
    for target, text in files.items():
        for link in re.findall(r"\]\(([^)#\s]+\.(?:md|markdown))", text):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(target), link))


def listed(entries: Any) -> list[str]:
    """Return the pages of a navigation."""
    if isinstance(entries, str):
        return [entries]
    inner = entries.values() if isinstance(entries, dict) else entries
    return [page for entry in inner for page in listed(entry)]


@pytest.mark.parametrize(
    ("theirs", "adopted"),
    [
        *((theirs, True) for theirs in [*OURS, *ON_TRUST]),
        *((theirs, False) for theirs in ("sources.md", "guides.markdown", "freshness/index.md")),
    ],
)
def test_theirs_stays_and_links_to_ours_lead_to_it(
    project: Project, theirs: str, adopted: bool
) -> None:
    """Ours is not made, whatever theirs is called, and a warning says so where nobody knows of it."""
    bare = {"mkdocs.yml": SMALL["mkdocs.yml"].replace("use_directory_urls: false\n", "")}
    root = project({**(ADOPTED if adopted else bare), f"content/{theirs}": "# Mine\n"})
    made, ours = prepared(root), (OURS | ON_TRUST)[theirs]
    site = made.site
    assert ours not in site.files
    assert site.handed_on[theirs] == f"content/{theirs}"
    stands = {*site.files, *site.handed_on}
    assert {*linked(site.files), *listed(site.nav)} - stands == set()
    told = [problem for problem in made.warnings if problem.rule == "hidden-file"]
    assert [problem.place.path for problem in told] == (
        [f"content/{theirs}"] if adopted and theirs in OURS else []
    )
    assert len(listed(site.nav)) == len({*listed(site.nav)})


def test_where_a_page_is_a_file_the_addresses_are_others(project: Project) -> None:
    """Then `sources.md` and `sources/index.md` are two pages, and both are made."""
    config = {"mkdocs.yml": f"{ADOPTED['mkdocs.yml']}use_directory_urls: false\n"}
    made = prepared(project({**ADOPTED, **config, "content/sources.md": "# Mine\n"}))
    assert {"sources/index.md", "sources/chat.md"} <= {*made.site.files}
    assert not made.site.hidden


def test_links_lead_elsewhere_as_soon_as_a_page_is_there(project: Project) -> None:
    """What was rendered before it came is rendered again."""
    root = project(ADOPTED)
    pipeline = Pipeline(root, worksheet_assets, Gates())
    pipeline.markdown(TODAY)
    assert "(sources/index.md)" in (root / "build/docs/freshness.md").read_text()
    (root / "content" / "sources.md").write_text("# Mine\n")
    pipeline.markdown(TODAY)
    assert "(sources.md)" in (root / "build/docs/freshness.md").read_text()


@pytest.mark.site
@pytest.mark.parametrize("engine", ["mkdocs", "plain"])
def test_an_engine_shows_theirs(project: Project, engine: str) -> None:
    """At its address, with no entry of a navigation that leads nowhere."""
    own = {name: f"# Mine {name}\n" for name in ("sources.md", "guides/README.md", "contracts.md")}
    site = build(project({**ADOPTED, **{f"content/{name}": own[name] for name in own}}), engine)
    for name in own:
        page = site / name.removesuffix(".md").removesuffix("README") / "index.html"
        assert f"Mine {name}" in page.read_text()
    assert ">None<" not in (site / "index.html").read_text()
