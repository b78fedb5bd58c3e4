"""What is read of `mkdocs.yml`, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.model.problems import ProblemsError
from proofpack.project.mkdocs_config import (
    MkdocsConfig,
    mkdocs_config,
    mkdocs_files,
    mkdocs_settings,
)
from proofpack.project.yaml_settings import setting
from proofpack.site.engine.config import configuration


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            b"site_name: a\nnav: [\n",
            "mkdocs.yml:3:1: error yaml: not YAML: expected the node content",
        ),
        (b"site_name: a\x01b\n", "mkdocs.yml:1:1: error yaml: not YAML: special characters"),
        (b"site_name: \xff\n", "mkdocs.yml:1:1: error unreadable: cannot be read"),
        (b"- a list\n", "mkdocs.yml:1:1: error wrong-type: found no mapping."),
        (b"a text\n", "mkdocs.yml:1:1: error wrong-type: found no mapping."),
    ],
    ids=["open", "control", "bytes", "list", "text"],
)
def test_a_file_that_is_no_yaml_gets_one_line(tmp_path: Path, text: bytes, said: str) -> None:
    """The engine's configuration says what is wrong; what only shows the site's name says nothing."""
    (tmp_path / "mkdocs.yml").write_bytes(text)
    with pytest.raises(ProblemsError) as error:
        configuration(tmp_path, tmp_path / "build", [], "site")
    assert [str(problem)[: len(said)] for problem in error.value.problems] == [said]
    assert mkdocs_config(tmp_path) == MkdocsConfig()


def test_a_file_that_says_nothing_has_no_settings(tmp_path: Path) -> None:
    """It is YAML, so the engine says what it wants of it."""
    (tmp_path / "mkdocs.yml").write_text("# nothing\n", encoding="utf-8")
    assert mkdocs_settings(tmp_path) == {}


def test_tags_are_not_run_but_the_environment_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`!ENV` gives the first variable that is set, else its default; the engine still gets the tag."""
    text = "site_name: !ENV NAME\nsite_url: !ENV [URL, OTHER, 'https://a.example']\n"
    (tmp_path / "mkdocs.yml").write_text(f"{text}extra_css: [!ENV CSS]\n", encoding="utf-8")
    told = mkdocs_config(tmp_path)
    assert (told.name, told.url, told.path) == (MkdocsConfig().name, "https://a.example/", "/")
    monkeypatch.setenv("NAME", "Named")
    monkeypatch.setenv("OTHER", "https://b.example/c")
    told = mkdocs_config(tmp_path)
    assert (told.name, told.url, told.path) == ("Named", "https://b.example/c/", "/c/")
    text = configuration(tmp_path, tmp_path / "build", [], "site")
    assert "\n- !ENV CSS\n" in text.replace("'", "")


def test_what_is_inherited_fills_in_what_is_not_said(tmp_path: Path) -> None:
    """Mappings are joined and lists replaced, through several files; marks name the file."""
    files = {
        "mkdocs.yml": "INHERIT: a/one.yml\ntheme: {language: de}\nnav: [b.md]\n",
        "a/one.yml": "INHERIT: ../two.yml\nsite_name: One\n",
        "two.yml": "site_name: Two\ntheme: {name: material, language: en}\nnav: [a.md]\n",
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    settings = mkdocs_settings(tmp_path)
    assert [setting(settings, *keys) for keys in (("site_name",), ("theme", "name"))] == [
        "One",
        "material",
    ]
    assert setting(settings, "theme", "language") == "de"
    assert [node.value for node in settings["nav"].value] == ["b.md"]
    assert settings["site_name"].start_mark.name == "a/one.yml"
    assert mkdocs_files(tmp_path) == [tmp_path / name for name in files]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (None, 'mkdocs.yml:2:10: error unreadable: no file "other.yml".'),
        ("INHERIT: mkdocs.yml\n", "other.yml:1:10: error yaml: inherits itself."),
        ("a: [\n", "other.yml:2:1: error yaml: not YAML: expected the node content"),
    ],
)
def test_what_cannot_be_inherited_gets_one_line(
    tmp_path: Path, other: str | None, said: str
) -> None:
    """In the file where it is said."""
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nINHERIT: other.yml\n", encoding="utf-8")
    if other is not None:
        (tmp_path / "other.yml").write_text(other, encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        mkdocs_settings(tmp_path)
    assert [str(problem)[: len(said)] for problem in error.value.problems] == [said]
