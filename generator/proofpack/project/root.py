"""Where a project and its repository begin: the root, found from any folder below it.

A root is a folder with a `mkdocs.yml` and the `policy.yml` of a project. A `mkdocs.yml` alone marks
none: it may be that of another site, in a folder that has nothing to do with the project.
"""

from __future__ import annotations

from pathlib import Path

from proofpack.model.layout import POLICY
from proofpack.project.layout import layout
from proofpack.project.mkdocs_config import config_name
from proofpack.project.policy_file import policy_of


def missing(folder: Path) -> list[str]:
    """Return what a folder lacks to be the root of a project; nothing where it is one."""
    lacks = [] if _is_site(folder) else ["mkdocs.yml"]
    return lacks if _policy(folder) else [*lacks, f"data/{POLICY}"]


def find_root(start: Path) -> tuple[Path | None, list[Path]]:
    """Return the nearest root of a project upwards, and what was passed over on the way.

    Args:
        start: the folder to begin at, as an absolute path.

    Returns:
        The root, or None where there is none; and each `mkdocs.yml` below it that marks no project.
        That of the folder in which the program builds is not among them.
    """
    passed: list[Path] = []
    for folder in (start, *start.parents):
        if not missing(folder):
            built = folder / layout(folder).build
            return folder, [path for path in passed if path.parent != built]
        if _is_site(folder):
            passed.append(folder / config_name(folder))
    return None, passed


def repository_root(root: Path) -> Path | None:
    """Return the top folder of the git repository in which a project stands, or None. Runs no git.

    Args:
        root: folder of the project, as an absolute path.
    """
    # In a linked working tree and in a submodule, `.git` is a file.
    return next((path for path in (root, *root.parents) if _exists(path / ".git")), None)


def _is_site(folder: Path) -> bool:
    try:
        return (folder / config_name(folder)).exists()
    except OSError:  # in a folder that may not be looked into
        return False


def _policy(folder: Path) -> bool:
    try:
        return policy_of(folder) is not None
    except OSError:
        return False


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that may not be looked into
        return False
