"""Our pages in the navigation of a site that was adopted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, get_navigation

from proofpack.site.engine.entries import without
from proofpack.site.engine.join import join

OURS: list[Any] = [
    {"Guides": ["guides/index.md", {"One": "how/one.md"}]},
    {"Sources": ["sources/index.md", {"IETF": [{"RFC": "sources/rfc.md"}]}]},
]
MADE = ["guides/index.md", "sources/index.md", "sources/rfc.md"]


def _joined(root: Path, nav: list[Any] | None) -> Navigation:
    config = MkDocsConfig(config_file_path=str(root / "mkdocs.yml"))
    (root / "docs").mkdir()
    config.load_dict({"site_name": "Theirs", "nav": nav})
    assert config.validate()[0] == []
    theirs = ["index.md", "how/one.md", "how/two.md"]
    files = Files([_file(root, name, InclusionLevel.UNDEFINED) for name in theirs])
    for name in MADE:
        files.append(_file(root, name, InclusionLevel.NOT_IN_NAV))
    return join(get_navigation(files, config), OURS, MADE, files, config)


def _file(root: Path, name: str, inclusion: InclusionLevel) -> File:
    return File(name, str(root), str(root / "site"), use_directory_urls=True, inclusion=inclusion)


def _shape(items: Any) -> list[Any]:
    return [
        {item.title: _shape(item.children)} if item.is_section else item.file.src_uri
        for item in items
    ]


@pytest.mark.parametrize(
    ("nav", "shape"),
    [
        (
            None,
            [
                "index.md",
                {"How": ["how/one.md", "how/two.md"]},
                {"Guides": ["guides/index.md"]},
                {"Sources": ["sources/index.md", {"IETF": ["sources/rfc.md"]}]},
            ],
        ),
        (
            ["index.md", "how/two.md"],
            [
                "index.md",
                "how/two.md",
                {"Guides": ["guides/index.md", "how/one.md"]},
                {"Sources": ["sources/index.md", {"IETF": ["sources/rfc.md"]}]},
            ],
        ),
        (
            [{"Evidence": ["sources/index.md"]}, "index.md"],
            [{"Evidence": ["sources/index.md"]}, "index.md"],
        ),
    ],
    ids=["none", "theirs", "names ours"],
)
def test_ours_join_at_the_end_or_where_they_are_named(
    tmp_path: Path, nav: list[Any] | None, shape: list[Any]
) -> None:
    """What is shown already is not shown twice; whoever names one of ours says where they stand."""
    joined = _joined(tmp_path, nav)
    assert _shape(joined.items) == shape
    pages = [page.file.src_uri for page in joined.pages]
    after = [page.next_page and page.next_page.file.src_uri for page in joined.pages]
    assert after == [*pages[1:], None]
    assert all(child.parent is item for item in joined.items for child in item.children or ())


def test_no_section_is_left_empty() -> None:
    """A section of which every page is shown elsewhere goes with them."""
    shown = {"sources/rfc.md", "guides/index.md"}
    assert without(OURS, shown) == [
        {"Guides": [{"One": "how/one.md"}]},
        {"Sources": ["sources/index.md"]},
    ]
