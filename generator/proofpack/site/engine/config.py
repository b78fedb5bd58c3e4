"""The engine's configuration: the project's own, with the navigation added.

`INHERIT` takes over everything the author wrote. It does not rebase relative paths, so those that
matter are stated again, as seen from `build/`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from proofpack.project.mkdocs_config import mapping, mkdocs_settings


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
    folder = mapping(mkdocs_settings(root).get("theme")).get("custom_dir")
    return str(folder.value) if isinstance(folder, yaml.ScalarNode) else None
