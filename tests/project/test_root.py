"""Where a project and its repository begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.project.root import find_root, missing, repository_root
from tests.conftest import Project


@pytest.mark.parametrize("below", [".", "content/guides", "data", "build/docs/guides"])
def test_a_root_is_found_from_any_folder_below(below: str, project: Project) -> None:
    """Also from `build/`, whose own mkdocs.yml the program has written."""
    root = project({"build/mkdocs.yml": "INHERIT: ../mkdocs.yml", "build/docs/guides/one.md": ""})
    assert find_root(root / below) == (root, [])


def test_the_nearest_root_counts(project: Project) -> None:
    """A project in a project is one of its own."""
    inner = {
        f"examples/{name}": "" for name in ("mkdocs.yml", "data/policy.yml", "content/index.md")
    }
    root = project(inner)
    assert find_root(root / "examples" / "content") == (root / "examples", [])


def test_a_configuration_alone_marks_no_root(project: Project) -> None:
    """Whoever has a mkdocs.yml is passed over, and named."""
    root = project({"api/mkdocs.yml": "", "api/docs/index.md": ""})
    assert find_root(root / "api" / "docs") == (root, [root / "api" / "mkdocs.yml"])
    (root / "mkdocs.yml").unlink()
    assert find_root(root / "api" / "docs") == (None, [root / "api" / "mkdocs.yml"])


@pytest.mark.parametrize("name", ["mkdocs.yml", "data/policy.yml"])
def test_a_root_has_both(name: str, project: Project) -> None:
    """What is missing is named."""
    root = project({})
    assert missing(root) == []
    (root / name).rename(root / "elsewhere")
    assert missing(root) == [name]
    assert find_root(root)[0] is None


def test_a_repository_begins_at_a_folder_or_a_file(tmp_path: Path) -> None:
    """In a submodule or a linked working tree `.git` is a file; the nearest of them counts."""
    inner = tmp_path / "one" / "two"
    inner.mkdir(parents=True)
    assert repository_root(inner) is None
    (tmp_path / ".git").mkdir()
    assert repository_root(inner) == tmp_path
    (tmp_path / "one" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")
    assert repository_root(inner) == tmp_path / "one"
    assert repository_root(tmp_path) == tmp_path
