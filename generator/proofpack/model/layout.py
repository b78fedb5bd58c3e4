"""Where the parts of a project stand, relative to its root."""

from __future__ import annotations

import posixpath
from pathlib import Path

from msgspec import Struct

POLICY = "policy.yml"
"""The file by which a project is known."""


class Layout(Struct, frozen=True):
    """The folders and files of a project, as paths from its root with `/`.

    Attributes:
        root: the project's folder.
        config: the file that MkDocs reads.
        data: what people and the program write down.
        build: what is made.
        docs: the pages (`docs_dir`).
        guides: folders of the pages in which each page is a guide.
        adopted: whether the site is one of MkDocs' own, to whose pages, theme and extensions nothing is
            added.
    """

    root: Path
    config: str = "mkdocs.yml"
    data: str = "data"
    build: str = "build"
    docs: str = "content"
    guides: tuple[str, ...] = ("guides",)
    adopted: bool = False

    def is_guide(self, target: str) -> bool:
        """Return whether a page stands in a folder of guides; an index of the folder is none."""
        folder, _, name = target.rpartition("/")
        inside = any(f"{folder}/".startswith(f"{guides}/") for guides in self.guides)
        return inside and name != "index.md"

    @property
    def ledger(self) -> str:
        """The file of what was observed."""
        return self.of_data("ledger.yml")

    def of_data(self, name: str) -> str:
        """Return the path of a file or folder of the data."""
        return f"{self.data}/{name}"

    def of_docs(self, target: str) -> str:
        """Return the path of a page, by its place in the site."""
        return posixpath.normpath(f"{self.docs}/{target}")

    def in_data(self, path: str) -> str:
        """Return what a path is called within the data; nothing where it stands elsewhere."""
        return _within(self.data, path)

    def in_docs(self, path: str) -> str:
        """Return what a path is called within the pages, its place in the site; nothing elsewhere."""
        return path if self.docs == "." else _within(self.docs, path)


def _within(folder: str, path: str) -> str:
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else ""


USUAL = Layout(Path())
"""Where the parts of a project stand that says nothing else."""
