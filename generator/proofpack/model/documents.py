"""What `load` makes of a project and `validate` takes: located nodes, pages in pieces, the tree.

Nothing in here is understood yet. Everything knows where it stands, so that whatever is found wrong
with it later can be said with a line and a column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from proofpack.model.layout import USUAL, Layout
from proofpack.model.problems import Place, Problem

KeyPath = tuple[str | int, ...]
"""The keys and positions that lead to a value, from the outside in."""


def key_path(path: KeyPath) -> str:
    """Return a path of keys and positions as text, such as `sources[2].facts[0].quote`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


T = TypeVar("T")


class LaterSequence(Sequence[T], Generic[T]):
    """A sequence that is made when it is first looked into."""

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Sequence[T]:
        return self._make()

    def __getitem__(self, at: Any) -> Any:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)


class LaterPlaces(Mapping[KeyPath, Place]):
    """Places of a document that are read when one is first asked for: few documents have a problem."""

    def __init__(self, read: Callable[[], Mapping[KeyPath, Place]]) -> None:
        self._read = read

    @cached_property
    def _places(self) -> Mapping[KeyPath, Place]:
        return self._read()

    def __getitem__(self, path: KeyPath) -> Place:
        return self._places[path]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Nodes(Struct, frozen=True):
    """One YAML document.

    Attributes:
        path: path of the file, relative to the project.
        data: dicts, lists and text.
        values: place of each value, by its path of keys and positions.
        keys: place of each key of a mapping, likewise.
    """

    path: str
    data: Any
    values: Mapping[KeyPath, Place]
    keys: Mapping[KeyPath, Place]

    def place(self, path: KeyPath) -> Place:
        """Return the place of the value at `path`, or of the nearest thing around it."""
        while path:
            if path in self.values:
                return self.values[path]
            path = path[:-1]
        return self.values.get((), Place(self.path))

    def key_place(self, path: KeyPath) -> Place:
        """Return the place of the key at `path`, or of the nearest thing around it."""
        return self.keys.get(path) or self.place(path)


class _Lines(Struct, frozen=True):
    """Lines of a page. Their text is no second one in memory.

    Attributes:
        page: the text of the page.
        start: where they begin in it.
        end: where they end.
        line: the line on which they begin.
    """

    page: str
    start: int
    end: int
    line: int

    @property
    def text(self) -> str:
        """What stands in them."""
        return self.page[self.start : self.end]


class Prose(_Lines, frozen=True):
    """Markdown that goes to the engine."""


class Code(_Lines, frozen=True):
    """A block of code, fence included, which goes to the engine letter for letter."""


class Directive(Struct, frozen=True):
    """A place for data: its name, its argument and its options."""

    name: str
    argument: str
    place: Place
    options: Nodes | None
    broken: bool
    """Whether its options could not be read; that is reported already."""


class MarkdownFile(Struct, frozen=True):
    """One page, read but not validated."""

    path: str
    meta: Nodes
    body: Sequence[Prose | Code | Directive]
    problems: tuple[Problem, ...] = ()
    """What was wrong with its lines, where the rest could be read all the same."""
    target: str = ""
    """Its place in the site, such as `guides/one.md`."""
    guide: bool = False
    """Whether it is a guide; else it is a page of its author's own."""
    front: str = ""
    """Its front matter as it is written, with the lines around it."""
    linked: bool = True
    """Whether its links are looked at here; else the engine alone judges them."""
    rooted: bool = False
    """Whether a link that begins with `/` is seen from the folder of pages."""
    footnotes: frozenset[str] = frozenset()
    """The names of the footnotes that it defines, which are no citations."""

    @property
    def judged(self) -> bool:
        """Whether rules look at its words: those of guides, and of pages that ask for it."""
        return self.guide or self.meta.data.get("claims") == "true"


class Tree(Struct, frozen=True, dict=True):
    """Everything that was read of a project.

    Attributes:
        root: the project's folder.
        data: YAML documents by kind (`sources`, `contracts`, ..., `policy`, `ledger`), in order of
            their paths.
        pages: Markdown files, in order of their paths.
        assets: the other files beside the pages, by their paths in the folder of pages.
        texts: every YAML and Markdown file that is text, as it is written, by path.
        unread: paths that could not be read, so that nothing is said to be missing because of them.
        problems: what was wrong with files that could not be read.
        digests: SHA-256 of each file in `texts`, by path.
        at: where the parts of the project stand.
    """

    root: Path
    data: dict[str, list[Nodes]]
    pages: list[MarkdownFile]
    assets: dict[str, Path]
    texts: dict[str, str]
    unread: frozenset[str]
    problems: tuple[Problem, ...]
    digests: dict[str, str] = field(default_factory=dict)
    at: Layout = USUAL

    @cached_property
    def guides(self) -> frozenset[str]:
        """The paths of the guides."""
        return frozenset(page.path for page in self.pages if page.guide)

    @cached_property
    def rules_digest(self) -> str:
        """A digest of the files that say which rules hold."""
        return self._digest("policy", "rules")

    @cached_property
    def carried_digest(self) -> str:
        """A digest of the files that say which rules hold, and what the facts of a project carry."""
        return self._digest("policy", "rules", "sources", "worksheets")

    def _digest(self, *kinds: str) -> str:
        files = [nodes.path for kind in kinds for nodes in self.data[kind]]
        listing = "\n".join(f"{path} {self.digests.get(path)}" for path in files)
        return hashlib.sha256(listing.encode()).hexdigest()
