"""What a site is built from: what `serve` waits for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from proofpack.project.layout import layout
from proofpack.site.watched import stamps, watched

FILES = {
    "site/mkdocs.yml": "INHERIT: ../base.yml\nhooks: [hooks/one.py]\nwatch: [src, ../README.md]\n",
    "base.yml": "docs_dir: pages\ntheme: {name: material, custom_dir: looks}\n",
    "site/data/policy.yml": "adopted: true\n",
    "site/pages/index.md": "# One\n",
    "site/hooks/one.py": "",
    "site/looks/main.html": "",
    "site/src/code.py": "",
    "site/shared/deep/part.md": "",
    "README.md": "",
    "site/build/site/index.html": "",
}


def _site(root: Path) -> Path:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "site" / "pages" / "linked").symlink_to(root / "site" / "shared")
    (root / "site" / "pages" / "ring").symlink_to("ring")
    return root / "site"


def test_everything_that_a_site_is_built_from_is_watched(tmp_path: Path) -> None:
    """Inherited settings, hooks, `watch:`, the theme, and what links lead to; nothing that is made."""
    site = _site(tmp_path)
    seen = {path.relative_to(tmp_path).as_posix() for path in watched(site) if _in(path, tmp_path)}
    assert seen == {
        *("site/mkdocs.yml", "base.yml", "README.md", "site/hooks/one.py"),
        *("site/data", "site/pages", "site/src", "site/looks", "site/shared"),
    }
    assert watched(site) == watched(site)


def test_a_save_of_any_of_it_is_seen(tmp_path: Path) -> None:
    """A stamp changes with each file, but not with what a build writes, even where that is watched."""
    site = _site(tmp_path)
    (site / "mkdocs.yml").write_text(
        f"{FILES['site/mkdocs.yml']}strict: false\n".replace("src", ".")
    )
    changed = []
    for name in FILES:
        before = stamps(site)
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n# more\n")
        changed += [name] if stamps(site) != before else []
    assert changed == [name for name in FILES if not name.startswith("site/build/")]


def test_a_broken_configuration_is_still_watched(tmp_path: Path) -> None:
    """So that the save which fixes it is seen."""
    site = _site(tmp_path)
    (site / "mkdocs.yml").write_text("nav: [\n", encoding="utf-8")
    assert {site / "mkdocs.yml", site / "data"} <= set(watched(site))
    shutil.rmtree(site / "data")
    assert site / layout(site).data in watched(site)


@pytest.mark.parametrize("text", ["nav: [\n", None], ids=["broken", "not there"])
def test_what_is_inherited_is_watched_until_it_can_be_read(
    tmp_path: Path, text: str | None
) -> None:
    """So that the save which fixes it is seen."""
    site, base = _site(tmp_path), tmp_path / "base.yml"
    base.unlink()
    if text:
        base.write_text(text, encoding="utf-8")
    assert base in watched(site)


def _in(path: Path, root: Path) -> bool:
    return path.is_relative_to(root)
