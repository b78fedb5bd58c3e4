"""Where the parts of a project stand, and which folder is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.model.layout import Layout
from proofpack.project.layout import free_place, layout

ADOPTED = "adopted: true\nowners: [{id: docs, name: Docs}]\n"


def _files(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("settings", "policy", "docs", "guides"),
    [
        ("", "", "content", ("guides",)),
        ("docs_dir: pages\n", "", "pages", ("guides",)),
        ("docs_dir: ./pages/\n", "guides: [how/to/]\n", "pages", ("how/to",)),
        ("", ADOPTED, "docs", ()),
        ("docs_dir: !ENV [NOWHERE, pages]\n", f"{ADOPTED}guides: [run]\n", "pages", ("run",)),
        ("INHERIT: ../base.yml\n", ADOPTED, "of-the-base", ()),
    ],
)
def test_pages_stand_where_mkdocs_looks_for_them(
    tmp_path: Path, settings: str, policy: str, docs: str, guides: tuple[str, ...]
) -> None:
    """`docs_dir` counts, from the environment and inherited, too; the default depends on who began."""
    root = tmp_path / "site"
    files = {"../base.yml": "docs_dir: of-the-base\n", "mkdocs.yml": settings}
    _files(root, {**files, "data/policy.yml": policy})
    found = layout(root)
    assert (found.docs, found.guides, found.data, found.build) == (docs, guides, "data", "build")
    assert found.adopted is policy.startswith(ADOPTED)


@pytest.mark.parametrize(
    ("there", "data", "build"),
    [
        ([], "data", "build"),
        (["data/mine.csv"], "proofpack/data", "proofpack/build"),
        (["build/lib/x.py"], "proofpack/data", "proofpack/build"),
    ],
)
def test_what_a_site_has_keeps_its_name(
    tmp_path: Path, there: list[str], data: str, build: str
) -> None:
    """Where `data/` or `build/` is somebody's, all of ours stands apart, and is found there."""
    _files(tmp_path, dict.fromkeys(["mkdocs.yml", *there], ""))
    assert free_place(tmp_path) == Layout(
        tmp_path, "mkdocs.yml", data, build, "docs", (), adopted=True
    )
    _files(tmp_path, {f"{data}/policy.yml": ADOPTED})
    assert layout(tmp_path) == free_place(tmp_path) or there == []
    assert layout(tmp_path).data == data


def test_a_broken_configuration_hides_no_project(tmp_path: Path) -> None:
    """Whoever builds or checks is told; where things stand is known all the same."""
    _files(tmp_path, {"mkdocs.yml": "nav: [\n", "proofpack/data/policy.yml": ADOPTED})
    assert layout(tmp_path).of_data("ledger.yml") == "proofpack/data/ledger.yml"


def test_paths_are_told_apart(tmp_path: Path) -> None:
    """Of a path: what it is called among the data or the pages, and whether it is a guide."""
    at = Layout(tmp_path, data="proofpack/data", docs="docs", guides=("run/books",))
    assert at.in_data("proofpack/data/faq/a.yml") == "faq/a.yml"
    assert at.in_data("proofpack/database.yml") == at.in_docs("docs.md") == ""
    assert at.in_docs("docs/a/b.md") == "a/b.md"
    assert at.of_docs("a/b.md") == "docs/a/b.md"
    guides = ["run/books/a.md", "run/books/deep/a.md", "run/books/index.md", "run/booksy/a.md"]
    assert list(map(at.is_guide, guides)) == [True, True, False, False]
