"""The plugin that stops a plain build: always in a project of ours, elsewhere where a guide is."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from proofpack.site.engine.guard import Guard

ADOPTED = {
    "mkdocs.yml": "site_name: Theirs\nplugins: [search, proofpack]\n",
    "data/policy.yml": "adopted: true\nowners: [{id: docs, name: Docs}]\n",
    "docs/index.md": "# Theirs\n\n::: package.module\n",
}


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ({}, ""),
        ({"docs/deep/guide.md": "---\nkind: guide\n---\n"}, "docs/deep/guide.md"),
        ({"docs/placed.md": "# Placed\n\n::: contract chat\n"}, "docs/placed.md"),
        ({"data/policy.yml": "owners: [{id: docs, name: Docs}]\n"}, "directives"),
    ],
    ids=["pages", "guide", "directive", "ours"],
)
def test_a_plain_build_ends_where_it_cannot_show_a_page(
    tmp_path: Path, files: dict[str, str], shown: str
) -> None:
    """With one sentence that names the command and the page; else it gives what it gave."""
    for name, text in {**ADOPTED, **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    config = MkDocsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    if not shown:
        Guard().on_config(config)
        return
    said = f"Build this site with `proofpack build`: MkDocs alone cannot show {shown}."
    with pytest.raises(ConfigurationError) as error:
        Guard().on_config(config)
    assert str(error.value) == said
