"""Which files stand in the folder of pages: what MkDocs finds there, links followed as it follows them.

A link to a folder or a file of the project is followed. One that leads out of the project is refused:
what stands there is nobody's to publish.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from proofpack.model.problems import Place, Problem, unreadable
from proofpack.project.load.text import closed

LEFTOVER = re.compile(r"~$|\.(?:orig|rej|bak|swp|tmp)$|^#.*#$")
"""What editors and merges leave behind."""


def content_files(root: Path, docs: Path, problems: list[Problem]) -> list[Path]:
    """Return the files beside the pages but for hidden ones, in order of their paths.

    Args:
        root: the project's folder.
        docs: the folder of pages.
        problems: gets what is wrong: links that lead out of the project, or into themselves.
    """
    return sorted(_files(root, docs, (), problems))


def _files(
    root: Path, folder: Path, above: tuple[Path, ...], problems: list[Problem]
) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        real = folder.resolve()
    except OSError as error:
        fault = closed(Place(folder.relative_to(root).as_posix()), error)
        if not above and isinstance(error, FileNotFoundError):
            fault = fault._replace(remedy="`docs_dir` of mkdocs.yml names the folder of the pages.")
        problems.append(fault)
        return
    for entry in entries:
        if entry.name.startswith(".") or LEFTOVER.search(entry.name):
            continue
        path = folder / entry.name
        if _is_folder(entry):
            if not entry.is_symlink() or _leads_inside(root, path, (*above, real), problems):
                yield from _files(root, path, (*above, real), problems)
        else:
            yield path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether something is a folder; a link that leads in a circle is told as a file."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _leads_inside(root: Path, link: Path, above: tuple[Path, ...], problems: list[Problem]) -> bool:
    """Return whether a link to a folder may be followed, and report one that may not."""
    real, place = link.resolve(), Place(link.relative_to(root).as_posix())
    if not real.is_relative_to(root.resolve()):
        problems.append(unreadable(place, "outside", "a link that leads out of the project"))
    elif real in above:
        what = "a link to a folder around it never ends"
        problems.append(unreadable(place, "outside", what, "Remove it."))
    else:
        return True
    return False
