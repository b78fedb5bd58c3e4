"""Which folder of a project holds what, found by its `policy.yml` and what `mkdocs.yml` says."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import yaml

from proofpack.model.layout import POLICY, Layout
from proofpack.model.problems import ProblemsError
from proofpack.project.mkdocs_config import (
    config_name,
    mapping,
    mkdocs_settings,
    named,
    setting,
    value,
)

_PLACES = (("data", "build"), ("proofpack/data", "proofpack/build"))
"""Where the data of a project stands, and what is made of it: beside what a site had of that name."""
_ENDINGS = (POLICY, POLICY.replace(".yml", ".yaml"))


def policy_of(root: Path) -> Path | None:
    """Return the file by which a folder is known as a project, or None where it is none."""
    found = (root / data / name for data, _ in _PLACES for name in _ENDINGS)
    return next((path for path in found if path.exists()), None)


def layout(root: Path) -> Layout:
    """Return where the parts of a project stand. A `mkdocs.yml` that is no YAML says nothing here.

    Args:
        root: folder of the project.
    """
    policy = policy_of(root)
    at = _PLACES[int(policy is not None and policy.parent == root / _PLACES[1][0])]
    settings: dict[str, yaml.Node] = {}
    with contextlib.suppress(ProblemsError):  # whoever builds or checks is told
        settings = mkdocs_settings(root)
    said = _said(policy) if policy else {}
    adopted = value(said.get("adopted")) == "true"
    folders = tuple(name.strip("/") for name, _ in named(said.get("guides")))
    guides = folders if adopted or folders else ("guides",)
    docs = setting(settings, "docs_dir") or ("docs" if adopted else "content")
    docs = Path(os.path.relpath(root / docs, root)).as_posix()
    return Layout(root, config_name(root), *at, docs, guides, adopted)


def free_place(root: Path) -> Layout:
    """Return where the data of a site that is adopted is to stand: apart from what it has already."""
    taken = any((root / name).exists() for name in _PLACES[0])
    docs = setting(mkdocs_settings(root), "docs_dir") or "docs"
    return Layout(root, config_name(root), *_PLACES[taken], docs, (), adopted=True)


def _said(policy: Path) -> dict[str, yaml.Node]:
    """Return what stands in a policy, which is not judged here."""
    try:
        node = yaml.compose(policy.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return mapping(node)
