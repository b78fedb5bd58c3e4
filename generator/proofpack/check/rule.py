"""What every rule of `check` shares: the project it judges, and the shape of a rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from proofpack.model.documents import MarkdownFile, Nodes, Tree
from proofpack.model.library import Guide, Library
from proofpack.model.problems import Exit, Place, Problem


class Finding(NamedTuple):
    """One thing that a rule has found: place, key, what is wrong, what to do."""

    place: Place
    key: str
    what: str
    remedy: str = ""


@dataclass(frozen=True)
class RuleContext:
    """A project under judgement.

    Attributes:
        tree: what was read, with the place of everything.
        library: what it means on the day.
    """

    tree: Tree
    library: Library
    _places: dict[str, Place] = field(default_factory=dict, compare=False)

    @cached_property
    def pages(self) -> dict[str, MarkdownFile]:
        """The hand-written pages, by path."""
        return {one.path: one for one in self.tree.pages}

    def place(self, kind: str, name: str) -> Place:
        """Return where a source, fact or area is declared: kind and reference."""
        if not self._places:
            self._places.update(_declared(self.tree))
        return self._places[f"{kind}:{name}"]

    def front(self, guide: Guide, key: str) -> Place:
        """Return the place of a key in the front matter of a guide."""
        meta = self.pages[guide.file.path].meta
        return meta.key_place((key,)) if (key,) in meta.keys else Place(guide.file.path)


def _declared(tree: Tree) -> Iterator[tuple[str, Place]]:
    for nodes in tree.data["sources"]:
        for at, source in enumerate(nodes.data["sources"]):
            yield f"source:{source['id']}", nodes.place(("sources", at, "id"))
            for kind in ("facts", "absences"):
                for position, fact in enumerate(source.get(kind) or ()):
                    place = nodes.place(("sources", at, kind, position, "id"))
                    yield f"fact:{source['id']}.{fact['id']}", place
    for nodes in tree.data["contracts"]:
        yield from _areas(nodes)


def _areas(nodes: Nodes) -> Iterator[tuple[str, Place]]:
    stem = nodes.path.rpartition("/")[2].partition(".")[0]
    for at, area in enumerate(nodes.data["areas"]):
        yield f"area:{stem}.{area['id']}", nodes.place(("areas", at, "id"))


@dataclass(frozen=True)
class Rule:
    """One rule of `check`. The docstring of its function is its page in the manual.

    Attributes:
        id: its name.
        level: an error fails the command, a warning does not.
        exit: what an error of it exits with: content is at fault (1), or time and the world (3).
        judge: yields what it finds.
    """

    id: str
    level: Literal["error", "warning"]
    exit: Exit
    judge: Callable[[RuleContext], Iterator[Finding]]

    @property
    def manual(self) -> str:
        """What it finds, why, and what to do, in Markdown."""
        return inspect.getdoc(self.judge) or ""

    @property
    def summary(self) -> str:
        """The first line of its manual."""
        return self.manual.partition("\n")[0]

    def problems(self, checked: RuleContext) -> Iterator[Problem]:
        """Yield what it finds as problems."""
        for one in self.judge(checked):
            yield Problem(one.place, self.id, one.key, one.what, one.remedy, self.level, self.exit)


def stale(
    judge: Callable[[RuleContext], Iterator[Finding]], level: Literal["error", "warning"]
) -> Rule:
    """Return a rule about time or the outside world, named after its function."""
    return Rule(judge.__name__.replace("_", "-"), level, Exit.OUTSIDE, judge)


def content(
    judge: Callable[[RuleContext], Iterator[Finding]], level: Literal["error", "warning"]
) -> Rule:
    """Return a rule about what people have written, named after its function."""
    return Rule(judge.__name__.replace("_", "-"), level, Exit.FINDINGS, judge)
