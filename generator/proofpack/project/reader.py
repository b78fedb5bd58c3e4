"""From files to the Library: the first three stages, for whoever needs no site.

`check`, `refresh` and `review` start here: they load nothing that renders and builds, and begin sooner.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from proofpack.model.documents import Tree
from proofpack.model.library import Library, Records
from proofpack.model.problems import Problem, ProblemsError
from proofpack.model.records.baseline import Known
from proofpack.model.records.rules import Rules
from proofpack.project.layout import layout
from proofpack.project.load import Loader
from proofpack.project.resolve import resolve
from proofpack.project.validate import Validator
from proofpack.util.kept import Kept


class Snapshot(Struct, frozen=True):
    """A project as it was read at one time, whether or not it is valid.

    Attributes:
        today: the day for which it was read.
        tree: its files.
        rules: the files of rules that are valid.
        baseline: the entries of the baseline, as far as it could be read.
        library: what the files mean on the day, or None where they are not valid.
        problems: what is wrong; warnings alone where there is a Library.
    """

    today: datetime.date
    tree: Tree
    rules: Sequence[Rules]
    baseline: tuple[Known, ...]
    library: Library | None
    problems: tuple[Problem, ...]


@dataclass
class ProjectReader:
    """Reads a project. Kept between reads, it does again only what an edit changed."""

    root: Path
    kept: Kept = field(default_factory=Kept)
    _loader: Loader = field(init=False)
    _validator: Validator = field(init=False)

    def __post_init__(self) -> None:
        self._loader, self._validator = Loader(self.kept), Validator(self.kept)

    @property
    def folder(self) -> Path:
        """Where everything is built."""
        return self.root / layout(self.root).build

    @property
    def rules(self) -> Sequence[Rules]:
        """The files of rules that were valid when the project was last read."""
        return self._validator.rules

    def tree(self) -> Tree:
        """Read the files of the project. Raises `ProblemsError` where it is none."""
        return self._loader.load(self.root)

    def records(self) -> tuple[Tree, Records]:
        """Read and validate the project. Raises `ProblemsError` with everything that is wrong."""
        tree = self.tree()
        return tree, self._records(tree)

    def _records(self, tree: Tree) -> Records:
        """Validate a tree. What is wrong with a value may quote it, and repeats no secret."""
        try:
            return self._validator.validate(tree)
        except ProblemsError as error:
            from proofpack.secrets import Secrets, redacted

            secrets = Secrets.of(self.rules)
            raise ProblemsError(redacted(secrets, error.problems)) from None

    def snapshot(self, tree: Tree, today: datetime.date) -> Snapshot:
        """Return what a tree that was read means, or what is wrong with it."""
        library: Library | None = None
        try:
            library = resolve(self._records(tree), today)
            problems = library.warnings
        except ProblemsError as error:
            problems = error.problems
        return Snapshot(today, tree, self.rules, self._validator.baseline, library, problems)

    def without_pages(self, tree: Tree, today: datetime.date) -> Library | None:
        """Return what the data of a tree means, whatever state guides and pages are in.

        None where the data is not valid either. Packets need worksheets and facts alone.
        """
        problems = tuple(
            problem for problem in tree.problems if not tree.at.in_docs(problem.place.path)
        )
        unread = tree.unread | {tree.at.of_docs("index.md")}
        return self.snapshot(
            replace(tree, pages=[], problems=problems, unread=unread), today
        ).library

    def read(self, today: datetime.date) -> tuple[Tree, Library]:
        """Read and join the project. Raises `ProblemsError` with everything that is wrong."""
        tree, records = self.records()
        return tree, resolve(records, today)
