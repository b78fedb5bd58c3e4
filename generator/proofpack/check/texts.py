"""The texts of a project that rules look at, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from proofpack.check.rule import RuleContext
from proofpack.model.documents import Code, KeyPath, MarkdownFile, Nodes, Prose, key_path
from proofpack.model.problems import Place
from proofpack.project.load import FOLDERS

WORDED = tuple(kind for kind in FOLDERS if kind != "rules")
"""The kinds of data file whose words people read: all but rules, which are patterns and samples."""
_NO_WORDS = frozenset(
    {
        "id",
        "source",
        "guide",
        "owner",
        "kind",
        "type",
        "facts",
        "sources",
        "sensitivity",
        "when",
        "verdict",
    }
)


class Text(Struct, frozen=True):
    """A text that people wrote.

    Attributes:
        text: the text.
        path: path of its file.
        line: the line on which it begins.
        code: whether it is a block of code, fence included.
        place: where it stands if it is a value of YAML, else None.
        key: its key, in YAML.
    """

    text: str
    path: str
    line: int
    code: bool = False
    place: Place | None = None
    key: str = ""

    def at(self, offset: int) -> Place:
        """Return the place of a character. In YAML it is that of the value."""
        if self.place:
            return self.place
        line = self.line + self.text.count("\n", 0, offset)
        return Place(self.path, line, offset - self.text.rfind("\n", 0, offset))


def guides(checked: RuleContext) -> Iterator[MarkdownFile]:
    """Yield the guides, as they were read."""
    for guide in checked.library.guides.values():
        yield checked.pages[guide.file.path]


def files(checked: RuleContext) -> Iterator[MarkdownFile | Nodes]:
    """Yield the guides, and the data that says something itself: sources only say what pages say."""
    yield from guides(checked)
    for kind in (kind for kind in WORDED if kind != "sources"):
        yield from checked.tree.data[kind]


def of_body(page: MarkdownFile) -> Iterator[Text]:
    """Yield the prose and the code of a page, in order."""
    for block in page.body:
        if isinstance(block, Prose | Code):
            yield Text(block.text, page.path, block.line, isinstance(block, Code))


def of_file(file: MarkdownFile | Nodes) -> Iterator[Text]:
    """Yield every text of a file: of a page, those of its front matter first."""
    if isinstance(file, Nodes):
        yield from of_nodes(file)
    else:
        yield from of_nodes(file.meta)
        yield from of_body(file)


def of_nodes(nodes: Nodes) -> Iterator[Text]:
    """Yield the texts of a YAML document. Ids, references and choices of the program are none."""
    yield from _walk(nodes, nodes.data, ())


def _walk(nodes: Nodes, value: Any, path: KeyPath) -> Iterator[Text]:
    if isinstance(value, str):
        place = nodes.place(path)
        yield Text(value, nodes.path, place.line, place=place, key=key_path(path))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NO_WORDS or (isinstance(inner, list) and key != "facts"):
                yield from _walk(nodes, inner, (*path, key))
    elif isinstance(value, list):
        # A list of bare names (`choices: [pass, fail]`) holds ids.
        for position, inner in enumerate(value):
            if not isinstance(inner, str) or (
                path and path[-1] not in ("choices", "sources", "facts", "asserts")
            ):
                yield from _walk(nodes, inner, (*path, position))
