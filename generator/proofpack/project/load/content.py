"""Which files stand in the folder of pages: what MkDocs finds there, links followed as it follows them.

A link to a folder or a file of the project is followed. One that leads out of the project is refused:
what stands there is nobody's to publish.

Whatever is published is here, so that it is looked at for secrets: hidden files that `exclude_docs` lets
through, and in a site that was adopted what editors leave behind. Our own configuration leaves that out.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from proofpack.model.layout import Layout
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.project.leftovers import LEFTOVER
from proofpack.project.load.text import closed
from proofpack.project.mkdocs_config import mkdocs_settings
from proofpack.project.yaml_settings import setting

if TYPE_CHECKING:
    from pathspec.gitignore import GitIgnoreSpec


class _Content:
    """The folder of pages of a project."""

    def __init__(self, at: Layout, problems: list[Problem]) -> None:
        self.root, self.top, self.problems = at.root, at.root / at.docs, problems
        self.leftovers = at.adopted

    @cached_property
    def hidden(self) -> GitIgnoreSpec | None:
        """Tells of a hidden file whether it is left out, where some are not."""
        with contextlib.suppress(ProblemsError):  # whoever builds or checks is told
            lines = setting(mkdocs_settings(self.root), "exclude_docs").splitlines()
            if any(line.lstrip().startswith("!") for line in lines):
                from pathspec.gitignore import GitIgnoreSpec  # few projects need it

                return GitIgnoreSpec.from_lines([".*", *lines])  # as MkDocs has it
        return None

    def skips(self, path: Path, name: str, *, folder: bool) -> bool:
        """Return whether nobody publishes a file or a folder."""
        if not self.leftovers and LEFTOVER.search(name):
            return True
        if self.hidden is None:
            return name.startswith(".")
        place = path.relative_to(self.top).as_posix()
        return not folder and "/." in f"/{place}" and self.hidden.match_file(place)

    def files(self, folder: Path, above: tuple[Path, ...]) -> Iterator[Path]:
        """Yield the files of a folder, and of those below it."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
            real = folder.resolve()
        except OSError as error:
            fault = closed(Place(folder.relative_to(self.root).as_posix()), error)
            if not above and isinstance(error, FileNotFoundError):
                why = "`docs_dir` of mkdocs.yml names the folder of the pages."
                fault = fault._replace(remedy=why)
            self.problems.append(fault)
            return
        for entry in entries:
            path, is_folder = folder / entry.name, _is_folder(entry)
            if self.skips(path, entry.name, folder=is_folder):
                continue
            if not is_folder:
                yield path
            elif not entry.is_symlink() or _leads_inside(
                self.root, path, (*above, real), self.problems
            ):
                yield from self.files(path, (*above, real))


def content_files(at: Layout, problems: list[Problem]) -> list[Path]:
    """Return the pages and the files beside them, in order of their paths.

    Args:
        at: where the parts of the project stand.
        problems: gets what is wrong: links that lead out of the project, or into themselves.
    """
    content = _Content(at, problems)
    return sorted(content.files(content.top, ()))


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
