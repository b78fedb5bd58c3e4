"""Which folder of a project holds what, found by its `policy.yml` and what `mkdocs.yml` says."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import yaml

from proofpack.model.layout import Layout
from proofpack.model.problems import ProblemsError
from proofpack.project.mkdocs_config import config_name, mkdocs_settings
from proofpack.project.policy_file import PLACES, policy_of, said
from proofpack.project.yaml_settings import named, setting, value


def layout(root: Path) -> Layout:
    """Return where the parts of a project stand. A `mkdocs.yml` that is no YAML says nothing here.

    Args:
        root: folder of the project.
    """
    policy = policy_of(root)
    at = PLACES[int(policy is not None and policy.parent == root / PLACES[1][0])]
    settings: dict[str, yaml.Node] = {}
    with contextlib.suppress(ProblemsError):  # whoever builds or checks is told
        settings = mkdocs_settings(root)
    policy_says = said(policy) if policy else {}
    adopted = value(policy_says.get("adopted")) == "true"
    folders = tuple(name.strip("/") for name, _ in named(policy_says.get("guides")))
    guides = folders if adopted or folders else ("guides",)
    docs = setting(settings, "docs_dir") or ("docs" if adopted else "content")
    docs = Path(os.path.relpath(root / docs, root)).as_posix()
    return Layout(root, config_name(root), *at, docs, guides, adopted)


def free_place(root: Path) -> Layout:
    """Return where the data of a site that is adopted is to stand: apart from what it has already."""
    taken = any((root / name).exists() for name in PLACES[0])
    docs = setting(mkdocs_settings(root), "docs_dir") or "docs"
    return Layout(root, config_name(root), *PLACES[taken], docs, (), adopted=True)
