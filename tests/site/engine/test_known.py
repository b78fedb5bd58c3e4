"""What a driver must know of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.site.engine.known import settings_digest, shortfalls, unknown
from tests.conftest import SMALL, Project

CONFIG = SMALL["mkdocs.yml"]
KNOWN = CONFIG + "extra: {name: !ENV [NAME, none]}\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("x", "x", ""),
        ("[search]", "[search, proofpack]", ""),
        ("[search]", "[search, tags]", "the plugin tags"),
        ("[search]", "[search: {jieba_dict: words.txt}]", "the plugin search"),
        ("admonition", "footnotes, pymdownx.snippets", "the extension pymdownx.snippets"),
        ("admonition", "markdown.extensions.admonition", ""),
        ("site_name", "hooks: [hook.py]\nsite_name", "`hooks`"),
        ("true", "!!python/name:pymdownx.slugs.slugify ''", ""),
        ("true", "!!python/name:os.getcwd ''", "`os.getcwd`"),
        ("true", "!relative ''", "the tag !relative"),
        (
            "admonition",
            "pymdownx.emoji: {options: {custom_icons: [x]}}",
            "`custom_icons` of pymdownx.emoji",
        ),
    ],
)
def test_unknown(project: Project, old: str, new: str, expected: str) -> None:
    """Whatever may read other files or run anything is named."""
    assert unknown(project({"mkdocs.yml": KNOWN.replace(old, new, 1)})) == expected


def test_another_version_of_mkdocs_is_not_known(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its building blocks may be others."""
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1.7")
    assert unknown(project({})) == "MkDocs 1.7"


def test_settings_count_with_the_variables_that_they_name(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that `!ENV` takes over is a part of the settings; others are not."""
    root = project({"mkdocs.yml": KNOWN})
    before = settings_digest(root, "")
    monkeypatch.setenv("OTHER", "x")
    assert settings_digest(root, "") == before
    monkeypatch.setenv("NAME", "x")
    assert settings_digest(root, "") != before
    assert settings_digest(root, "a") != settings_digest(root, "b")


def test_what_git_cannot_tell_of_our_pages_is_said(tmp_path: Path) -> None:
    """A plugin that dates pages by git has no date of what is made from data: one sentence."""
    text = "plugins: [search, git-revision-date-localized, macros]\n"
    (tmp_path / "mkdocs.yml").write_text(text)
    assert [one.partition(" shows")[0] for one in shortfalls(tmp_path)] == [
        "the plugin git-revision-date-localized"
    ]
