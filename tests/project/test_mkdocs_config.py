"""What is read of `mkdocs.yml`, and what is said where it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.model.problems import ProblemsError
from proofpack.project.mkdocs_config import MkdocsConfig, mkdocs_config, mkdocs_settings
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
    ],
    ids=["open", "control", "bytes"],
)
def test_a_file_that_is_no_yaml_gets_one_line(tmp_path: Path, text: bytes, said: str) -> None:
    """The engine's configuration says what is wrong; what only shows the site's name says nothing."""
    (tmp_path / "mkdocs.yml").write_bytes(text)
    with pytest.raises(ProblemsError) as error:
        configuration(tmp_path, tmp_path / "build", [], "site")
    assert [str(problem)[: len(said)] for problem in error.value.problems] == [said]
    assert mkdocs_config(tmp_path) == MkdocsConfig()


@pytest.mark.parametrize("text", ["", "- a list\n", "a text\n"])
def test_what_is_no_mapping_has_no_settings(tmp_path: Path, text: str) -> None:
    """It is YAML, so the engine says what it wants of it."""
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert mkdocs_settings(tmp_path) == {}


def test_tags_are_not_run(tmp_path: Path) -> None:
    """A value of `!ENV` is the name of a variable, not what stands on the site."""
    text = "site_name: !ENV NAME\nsite_url: !ENV [URL, x]\nextra_css: [!ENV CSS]\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert mkdocs_config(tmp_path) == MkdocsConfig()
    assert "\n- !ENV CSS\n" in configuration(tmp_path, tmp_path / "build", [], "site").replace(
        "'", ""
    )
