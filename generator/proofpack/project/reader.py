"""From files to the Library: the first three stages, for whoever needs no site.

`check`, `refresh` and `review` start here: they load nothing that renders and builds, and begin sooner.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from proofpack.model.documents import Tree
from proofpack.model.library import Library, Records
from proofpack.model.records.baseline import Known
from proofpack.model.records.rules import Rules
from proofpack.project.load import Loader
from proofpack.project.resolve import resolve
from proofpack.project.validate import Validator


@dataclass
class ProjectReader:
    """Reads a project. Kept between reads, it does again only what an edit changed."""

    root: Path
    _loader: Loader = field(default_factory=Loader)
    _validator: Validator = field(default_factory=Validator)

    @property
    def folder(self) -> Path:
        """Where everything is built."""
        return self.root / "build"

    @property
    def baseline(self) -> tuple[Known, ...]:
        """The baseline as it was last read, whether or not the rest of the project is valid."""
        return self._validator.baseline

    @property
    def rules(self) -> list[Rules]:
        """The files of rules that were valid when the project was last read."""
        return self._validator.rules

    def tree(self) -> Tree:
        """Read the files of the project. Raises `ProblemsError` where it is none."""
        return self._loader.load(self.root)

    def records(self, today: datetime.date) -> tuple[Tree, Records]:
        """Read and validate the project. Raises `ProblemsError` with everything that is wrong."""
        tree = self.tree()
        return tree, self._validator.validate(tree, today)

    def joined(self, tree: Tree, today: datetime.date) -> Library:
        """Join a tree that was read. Raises `ProblemsError` with everything that is wrong."""
        return resolve(self._validator.validate(tree, today), today)

    def read(self, today: datetime.date) -> tuple[Tree, Library]:
        """Read and join the project. Raises `ProblemsError` with everything that is wrong."""
        tree = self.tree()
        return tree, self.joined(tree, today)
