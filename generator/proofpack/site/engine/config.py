"""The engine's configuration: the project's own, with the navigation added.

`INHERIT` takes over everything the author wrote. It does not rebase relative paths, so those that
matter are stated again, as seen from `build/`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from proofpack.model.problems import Place, ProblemsError, unreadable


def configuration(root: Path, build: Path, nav: object, site: str) -> str:
    """Return the text of the configuration file that stands in `build`.

    Args:
        root: the project's folder, with `mkdocs.yml`.
        build: the folder in which the engine works.
        nav: the navigation.
        site: name of the folder in `build` that the engine fills.
    """
    inherited = os.path.relpath(root / "mkdocs.yml", build)
    config: dict[str, Any] = {"INHERIT": inherited, "docs_dir": "docs", "site_dir": site}
    if overrides := _custom_dir(root):
        config["theme"] = {"custom_dir": os.path.relpath(root / overrides, build)}
    config["nav"] = nav
    head = "# Made by proofpack from the project's mkdocs.yml. Edits are lost.\n"
    return head + yaml.safe_dump(config, sort_keys=False, allow_unicode=True, width=100)


def _custom_dir(root: Path) -> str | None:
    """Return `theme.custom_dir` of the project's `mkdocs.yml`, without running any of its tags."""
    path = root / "mkdocs.yml"
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        fault = unreadable(Place("mkdocs.yml"), "unreadable", f"cannot be read ({error})")
        raise ProblemsError([fault]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place("mkdocs.yml", mark.line + 1, mark.column + 1) if mark else Place("mkdocs.yml")
        raise ProblemsError([unreadable(place, "yaml", f"not YAML: {error.problem}")]) from None
    theme = _value(node, "theme")
    folder = _value(theme, "custom_dir")
    return str(folder.value) if isinstance(folder, yaml.ScalarNode) else None


def _value(node: Any, key: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == key:
                return value
    return None
