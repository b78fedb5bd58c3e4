"""What a driver of MkDocs' building blocks must know of a project, read without running any of it.

A page can be kept only if all that it is made from is known. So plugins, hooks and extensions that read
other files, or may do anything, are built by the stock command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from proofpack import __version__
from proofpack.project.mkdocs_config import (
    PLUGIN,
    base_settings,
    mkdocs_files,
    mkdocs_settings,
)
from proofpack.project.yaml_settings import mapping, named, nodes
from proofpack.site.engine.cache import bytes_digest, digest

MKDOCS = "1.6.1"
"""The version whose building blocks are driven. It is the last one of its line."""
_PLUGINS = {"search", "material/search", PLUGIN}
_ASK_GIT = {"git-revision-date-localized", "git-revision-date", "git-authors", "git-committers"}
_DICTIONARIES = {"jieba_dict", "jieba_dict_user"}
_MARKDOWN = """
abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em
md_in_html meta nl2br sane_lists smarty tables toc wikilinks
""".split()  # noqa: SIM905 - reads better than a list of quoted words
_PYMDOWNX = """
arithmatex betterem blocks.admonition blocks.caption blocks.definition blocks.details blocks.html
blocks.tab caret critic details emoji escapeall extra fancylists highlight inlinehilite keys magiclink
mark progressbar quotes saneheaders smartsymbols striphtml superfences tabbed tasklist tilde
""".split()  # noqa: SIM905 - reads better than a list of quoted words
_EXTENSIONS = {*_MARKDOWN, *(f"pymdownx.{name}" for name in _PYMDOWNX)}
_PYTHON = "tag:yaml.org,2002:python/"
_MODULES = ("pymdownx.", "material.extensions.", "markdown.")
_ENV = "!ENV"


def shortfalls(root: Path) -> list[str]:
    """Return what plugins of a project cannot do on pages that are made from data, a sentence each.

    Args:
        root: the project's folder.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read.
    """
    return [
        f"the plugin {name} shows the day of the build on pages that are made from data: git knows no"
        " file of theirs"
        for name, _ in named(mkdocs_settings(root).get("plugins"))
        if name in _ASK_GIT
    ]


def unknown(root: Path) -> str:
    """Return what in a project's settings may make its pages from what is not known, or nothing.

    Args:
        root: the project's folder.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read.
    """
    from importlib.metadata import version  # takes a while

    if version("mkdocs") != MKDOCS:
        return f"MkDocs {version('mkdocs')}"
    own = mkdocs_settings(root)
    return next(_unknown(base_settings(root, own) | own), "")


def _unknown(settings: dict[str, yaml.Node]) -> Iterator[str]:
    for key in ("hooks", "extra_templates"):
        if key in settings:
            yield f"`{key}`"
    for name, node in named(settings.get("plugins")):
        if name not in _PLUGINS or _DICTIONARIES & mapping(mapping(node).get(name)).keys():
            yield f"the plugin {name}"
    for name, node in named(settings.get("markdown_extensions")):
        options = mapping(mapping(node).get(name))
        if name.removeprefix("markdown.extensions.") not in _EXTENSIONS:
            yield f"the extension {name}"
        if name.endswith(".emoji") and "custom_icons" in mapping(options.get("options")):
            yield f"`custom_icons` of {name}"
    yield from (tag for node in settings.values() for tag in map(_tag, nodes(node)) if tag)


def _tag(node: yaml.Node) -> str:
    """Return what a tag of YAML runs, where that is not known."""
    if node.tag.startswith(_PYTHON):
        name = node.tag.removeprefix(_PYTHON).partition(":")[2]
        return "" if name.startswith(_MODULES) else f"`{name or node.tag}`"
    return "" if node.tag.startswith("tag:") or node.tag == _ENV else f"the tag {node.tag}"


def settings_digest(root: Path, config: str) -> str:
    """Return a digest of a configuration, and of the programs that read it.

    Args:
        root: the project's folder, with the `mkdocs.yml` that the configuration inherits.
        config: the text of the configuration.

    Raises:
        ProblemsError: `mkdocs.yml` cannot be read.
    """
    names = [
        part.value
        for node in mkdocs_settings(root).values()
        for top in nodes(node)
        if top.tag == _ENV
        for part in nodes(top)
        if isinstance(part, yaml.ScalarNode)
    ]
    text = [path.read_text(encoding="utf-8") for path in mkdocs_files(root)]
    return digest(programs(), config, text, [(name, os.environ.get(name)) for name in names])


@cache
def programs() -> list[str]:
    """Return the programs that can have a part in a page, with the versions of them that run."""
    installed = {
        path.name
        for folder in sys.path
        if folder and Path(folder).is_dir()
        for path in Path(folder).glob("*-info")
    }
    ours = b"".join(path.read_bytes() for path in sorted(Path(__file__).parents[1].rglob("*.py")))
    return [sys.version, __version__, bytes_digest(ours), *sorted(installed)]
