"""The texts of a project that rules look at, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from proofpack.check.rule import RuleContext
from proofpack.model.documents import Code, KeyPath, Nodes, Prose, key_path
from proofpack.model.library import Guide
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


@dataclass(frozen=True, slots=True)
class Text:
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


def of_guide(checked: RuleContext, guide: Guide) -> Iterator[Text]:
    """Yield the prose and the code of a guide, in order."""
    for block in checked.pages[guide.file.path].body:
        if isinstance(block, Prose | Code):
            yield Text(block.text, guide.file.path, block.line, isinstance(block, Code))


def of_data(checked: RuleContext) -> Iterator[Text]:
    """Yield the texts of data that say something themselves: sources only say what pages say."""
    for kind in (kind for kind in WORDED if kind != "sources"):
        for nodes in checked.tree.data[kind]:
            yield from of_nodes(nodes)


def of_all(checked: RuleContext) -> Iterator[Text]:
    """Yield every text of the guides and of the data that they place."""
    for guide in checked.library.guides.values():
        yield from of_nodes(checked.pages[guide.file.path].meta)
        yield from of_guide(checked, guide)
    yield from of_data(checked)


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
