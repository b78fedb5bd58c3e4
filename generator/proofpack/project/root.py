"""Where a project and its repository begin: the root, found from any folder below it.

A root is a folder with everything that `load` wants. A `mkdocs.yml` alone marks none: it may be that of
another site, in a folder that has nothing to do with the project.
"""

from __future__ import annotations

from pathlib import Path

PARTS = ("mkdocs.yml", "data", "content")
"""What the root of a project holds."""


def missing(folder: Path) -> list[str]:
    """Return what a folder lacks to be the root of a project; nothing where it is one."""
    return [name for name in PARTS if not _exists(folder / name)]


def find_root(start: Path) -> tuple[Path | None, list[Path]]:
    """Return the nearest root of a project upwards, and what was passed over on the way.

    Args:
        start: the folder to begin at, as an absolute path.

    Returns:
        The root, or None where there is none; and each `mkdocs.yml` below it that marks no project.
        That of `build/`, which the program writes, is not among them.
    """
    passed: list[Path] = []
    for folder in (start, *start.parents):
        if not missing(folder):
            return folder, [path for path in passed if path.parent != folder / "build"]
        if _exists(folder / "mkdocs.yml"):
            passed.append(folder / "mkdocs.yml")
    return None, passed


def repository_root(root: Path) -> Path | None:
    """Return the top folder of the git repository in which a project stands, or None. Runs no git.

    Args:
        root: folder of the project, as an absolute path.
    """
    # In a linked working tree and in a submodule, `.git` is a file.
    return next((path for path in (root, *root.parents) if _exists(path / ".git")), None)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that may not be looked into
        return False
