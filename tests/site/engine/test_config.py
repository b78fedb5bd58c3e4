"""What the engine is told: the project's own words, ours where it has none, and nothing run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from proofpack.site.engine.config import configuration, settings_problems
from tests.conftest import Project
from tests.sites import article, build


def config(root: Path, text: str, pages: int = 1) -> Any:
    """Return what the engine is told for a `mkdocs.yml`, and a navigation of so many pages."""
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    nav = [{"Home": "index.md"}] * pages
    return yaml.safe_load(configuration(root, root / "build", nav, "site"))


def test_without_the_plugin_nothing_is_filled_in(tmp_path: Path) -> None:
    """A project that does not ask for our settings keeps those of MkDocs, and has the theme layer."""
    assert config(tmp_path, "site_name: A\nplugins: [search, tags]\n") == {
        "INHERIT": "../mkdocs.yml",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"name": "mkdocs", "custom_dir": "theme"},
        "extra_css": ["assets/proofpack.css"],
        "extra_javascript": [
            "assets/proofpack-build.js",
            "assets/proofpack.js",
            "assets/proofpack-trust.js",
        ],
        "extra": {"pages_folder": "content"},
        "nav": [{"Home": "index.md"}],
        "exclude_docs": "*~\n*.orig\n*.rej\n*.bak\n*.swp\n*.tmp\n\\#*#\n",
        "not_in_nav": (
            "/contracts/\n/sources/\n/tables/\n/worksheets/\n/guides/groups/\n/guides/index.md\n/faq.md\n"
            "/changes.md\n/changes/\n/freshness.md\n/guides/\n"
        ),
    }


def test_a_navigation_of_the_projects_own_is_never_changed(tmp_path: Path) -> None:
    """It is inherited as it stands; pages made from data need not be in it, and its guides do."""
    told = config(tmp_path, "nav: [index.md]\nnot_in_nav: drafts/\ntheme: material\n", 200)
    assert "nav" not in told
    assert told["theme"] == {"name": "material", "custom_dir": "theme"}
    assert told["not_in_nav"].startswith("drafts/\n/contracts/\n")
    assert "/guides/" not in told["not_in_nav"].split()


@pytest.mark.parametrize(
    ("theme", "pages", "features"),
    [
        ("material", 60, None),
        ("material", 61, ["navigation.prune"]),
        (
            "{name: material, features: [navigation.top]}",
            61,
            ["navigation.top", "navigation.prune"],
        ),
        ("{name: material, features: [navigation.expand]}", 61, ["navigation.expand"]),
        ("readthedocs", 61, None),
    ],
)
def test_a_long_navigation_is_pruned_where_the_theme_can(
    tmp_path: Path, theme: str, pages: int, features: list[str] | None
) -> None:
    """A page then holds its own section and the outermost entries; the other features stay."""
    told = config(tmp_path, f"theme: {theme}\n", pages)
    assert told["theme"].get("features") == features


def test_absent_keys_are_filled_in_and_present_ones_are_whole(tmp_path: Path) -> None:
    """`theme:` of the project is all of the theme; `markdown_extensions:` comes from us."""
    told = config(tmp_path, "site_name: A\ntheme: readthedocs\nplugins: [proofpack]\n")
    assert told["theme"] == {"name": "readthedocs", "custom_dir": "theme"}
    assert "site_name" not in told  # stands in the file that is inherited
    assert told["use_directory_urls"] is False
    assert "pymdownx.superfences" in told["markdown_extensions"]
    assert list(told["plugins"][0]) == ["search"]
    told = config(tmp_path, "plugins: [proofpack]\ntheme: {name: material, custom_dir: own}\n")
    assert told["theme"] == {"name": "material", "custom_dir": "theme"}
    told = config(tmp_path, "plugins: [proofpack]\nmarkdown_extensions: [toc]\n")
    assert "markdown_extensions" not in told


@pytest.mark.parametrize(
    ("plugins", "theme", "told", "ours"),
    [
        ("[tags, proofpack, blog]", "", ["tags", "blog"], True),
        ("[tags, proofpack]", "theme: {name: material}", ["tags"], True),
        ("[tags, proofpack, blog]", "theme: readthedocs", ["tags", "search", "blog"], False),
        ("{proofpack: {}, tags: {}}", "theme: {language: de}", ["search", "tags"], False),
        ("[search, proofpack]", "", ["search"], False),
        ("[{search: {lang: de}}, proofpack]", "", ["search"], False),
        ("[material/search, proofpack]", "", ["material/search"], False),
        ("[]", "", [], False),
    ],
)
def test_the_search_is_ours_or_the_themes(
    tmp_path: Path, plugins: str, theme: str, told: list[str], ours: bool
) -> None:
    """Ours stands with Material, unless the project lists a plugin that searches, which is its own."""
    made = config(tmp_path, f"plugins: {plugins}\n{theme}\n")
    found = made.get("plugins", [])
    assert [one if isinstance(one, str) else next(iter(one)) for one in found] == told
    assert ("assets/proofpack-search.js" in made["extra_javascript"]) == ours
    if "lang: de}}" in plugins:
        assert found == [{"search": {"lang": "de"}}]


def test_the_projects_styles_come_after_ours(tmp_path: Path) -> None:
    """So they can overrule them; what names ours again stands once."""
    told = config(tmp_path, "extra_css: [own.css, assets/proofpack.css]\n")
    assert told["extra_css"] == [
        "assets/proofpack.css",
        "own.css",
    ]


@pytest.mark.site
def test_six_lines_are_a_site_and_stop_a_plain_build(project: Project) -> None:
    """`proofpack build` makes it; `mkdocs build` ends with one sentence, and publishes nothing."""
    lines = "site_name: Small\ndocs_dir: content\nplugins: [proofpack]\n"
    root = project({"mkdocs.yml": lines})
    assert article(build(root) / "guides" / "one.html").select_one("table.pp-table, table")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", "plain"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr.splitlines()) == (
        1,
        ["Error: Build this site with `proofpack build`: MkDocs alone cannot show directives."],
    )
    assert not (root / "plain").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plugins: [proofpack]\ndocs_dir: content\n", []),
        ("plugins: [proofpack]\nmarkdown_extensions: [extra, admonition]\n", []),
        ("plugins: [proofpack]\nnav: [a.md]\n", []),
        ("docs_dir: docs\nmarkdown_extensions: [admonition, attr_list]\n", []),
        (
            "site_dir: public\n",
            [
                "mkdocs.yml:1:11: warning unused-setting site_dir: is not used. The site is built into b"
            ],
        ),
        ("site_name: A\n", []),
    ],
)
def test_settings_that_cannot_be_are_told(tmp_path: Path, text: str, said: list[str]) -> None:
    """What does not count is a warning. Our pages ask for no extension."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    problems = [str(problem) for problem in settings_problems(tmp_path)]
    assert [problem[: len(start)] for problem, start in zip(problems, said, strict=True)] == said


ADOPTED = {
    "data/policy.yml": "adopted: true\nowners: [{id: docs, name: Docs}]\n",
    "mkdocs.yml": """\
INHERIT: base.yml
nav: [index.md, {Sources: sources/index.md}]
theme: {name: material, custom_dir: docs/looks}
hooks: [hooks/one.py]
plugins: [search, proofpack]
""",
    "base.yml": "site_name: Theirs\nmarkdown_extensions: [footnotes]\nextra_css: [own.css]\n",
}
JOINS = [{"Sources": ["sources/index.md", {"RFC": "sources/rfc.md"}]}]


def _adopted(project: Project, lays_over: bool) -> dict[str, object]:
    root = project(ADOPTED)
    text = configuration(root, root / "build", JOINS, "site", lays_over=lays_over)
    told = yaml.safe_load(text)
    assert isinstance(told, dict)
    return told


def test_nothing_is_added_to_an_adopted_site(project: Project) -> None:
    """The engine reads its own file: its pages where they are, and no plugin that would stop it."""
    assert _adopted(project, lays_over=True) == {
        "INHERIT": "../mkdocs.yml",
        "docs_dir": "docs",
        "site_dir": "build/site",
        "plugins": ["search"],
    }


def test_what_is_written_down_is_seen_from_elsewhere(project: Project) -> None:
    """For other commands: paths as seen from `build/`, and our pages after its navigation."""
    assert _adopted(project, lays_over=False) == {
        "INHERIT": "../mkdocs.yml",
        "docs_dir": "docs",
        "site_dir": "site",
        "plugins": ["search"],
        "theme": {"name": "material", "custom_dir": "../docs/looks"},
        "hooks": ["../hooks/one.py"],
        "nav": [
            "index.md",
            {"Sources": "sources/index.md"},
            {"Sources": [{"RFC": "sources/rfc.md"}]},
        ],
    }


@pytest.mark.parametrize(
    ("plugins", "guides", "told"),
    [
        ("", True, ["1:1", "Write `plugins: [search, proofpack]`"]),
        ("", False, []),
        ("[tags]", True, ["2:10", "List `proofpack` there"]),
        ("null", True, ["2:10", "Write `plugins: [search, proofpack]`"]),
        ("{}", True, ["2:10", "List `proofpack` there"]),
        ("[search, proofpack]", True, []),
    ],
)
def test_guides_beside_a_plain_build_are_pointed_out(
    project: Project, plugins: str, guides: bool, told: list[str]
) -> None:
    """Once there is one, and until the plugin is listed that stops it; a first list keeps the search."""
    stated = f"plugins: {plugins}\n" if plugins else ""
    root = project({**ADOPTED, "mkdocs.yml": f"site_name: Theirs\n{stated}"})
    said = [str(problem) for problem in settings_problems(root, guides)]
    assert len(said) == bool(told)
    for line in said:
        assert line.startswith(f"mkdocs.yml:{told[0]}: warning unguarded plugins: ")
        assert told[1] in line
