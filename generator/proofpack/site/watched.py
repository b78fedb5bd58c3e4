"""What a site is built from, for whoever waits for a save: files, folders, and where links lead."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from proofpack.model.problems import ProblemsError
from proofpack.project.layout import layout
from proofpack.project.mkdocs_config import mkdocs_files_to_fault, mkdocs_settings
from proofpack.project.yaml_settings import named, value
from proofpack.site import theme
from proofpack.util.stamps import below

_TEMPLATES = Path(__file__).parent / "render" / "templates"


def watched(root: Path) -> list[Path]:
    """Return the files and folders that a project is built from, whether or not they are there.

    These are its pages and data, `mkdocs.yml` with what it inherits, its hooks, what it names under
    `watch:`, the theme, and what links in these lead to.

    Args:
        root: folder of the project.
    """
    at = layout(root)
    tops = [root / at.config, root / at.data, root / at.docs, _TEMPLATES]
    tops += mkdocs_files_to_fault(root)
    with contextlib.suppress(ProblemsError):  # the build tells what is wrong with mkdocs.yml
        tops += theme.watched(root)
        tops += _named(root)
    tops = [Path(os.path.abspath(top)) for top in tops]  # noqa: PTH100 - no link is followed
    return list(dict.fromkeys([*tops, *(target for top in tops for target in _linked(top))]))


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    """Return time and size of everything that a project is built from, by its path."""
    build = os.path.abspath(root / layout(root).build)  # noqa: PTH100 - no link is followed
    by_path = {}
    for top in watched(root):
        if top.is_relative_to(build):
            continue
        with contextlib.suppress(OSError):
            by_path[os.fspath(top)] = _stamp(top.stat())
        for entry in below(os.fspath(top), build):
            with contextlib.suppress(OSError):  # a link that leads nowhere
                by_path[entry.path] = _stamp(entry.stat())
    return by_path


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


def _named(root: Path) -> Iterator[Path]:
    """Yield the hooks of a project, and what it wants to be watched."""
    settings = mkdocs_settings(root)
    for key in ("hooks", "watch"):
        for name, node in named(settings.get(key)):
            if path := name or value(node):
                yield root / path


def _linked(top: Path) -> Iterator[Path]:
    """Yield what the links in a folder lead to: a save is seen where a file lies."""
    links = (Path(entry.path) for entry in below(os.fspath(top)) if entry.is_symlink())
    for path in (*([top] if top.is_symlink() else []), *links):
        with contextlib.suppress(OSError, RuntimeError):  # one that leads round in circles
            yield path.resolve()
