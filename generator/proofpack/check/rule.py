"""What every rule of `check` shares: the project it judges, and the shape of a rule."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from proofpack.model.documents import MarkdownFile, Nodes, Tree
from proofpack.model.library import Guide, Library
from proofpack.model.problems import Cause, Exit, Level, Place, Problem
from proofpack.project.reader import Snapshot

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
File = TypeVar("File", bound=MarkdownFile | Nodes)
_LARGE = 1_000_000
"""Characters of all that was read."""


class Finding(NamedTuple):
    """One thing that a rule has found: place, key, what is wrong, what to do.

    `kind` tells the kinds apart that a project's own data gives to a rule: `price` of `claim`. A
    finding that is a `note` is of what a new project has not done yet, whatever the level of the rule.
    Findings with the same `cause` but for its name are told in one line.
    """

    place: Place
    key: str
    what: str
    remedy: str = ""
    kind: str = ""
    note: bool = False
    cause: Cause | None = None


class Memory:
    """A cache of what functions returned, for as long as their arguments are the same.

    Attributes:
        clean: where nothing was found in an earlier run: what was looked at, by its key, with a digest.
        still_clean: the same of this run.
        sums: what an earlier run has read off a text, by its key, after a digest.
        new_sums: the same of this run.
    """

    def __init__(
        self, clean: Mapping[str, str] | None = None, sums: Mapping[str, list[str]] | None = None
    ) -> None:
        self.clean, self.sums = clean or {}, sums or {}
        self.still_clean: dict[str, str] = {}
        self.new_sums: dict[str, list[str]] = {}
        self._results: dict[str, tuple[tuple[Any, ...] | None, Any]] = {}

    def unless_clean(self, key: str, digest: str, find: Callable[[], Iterable[T]]) -> list[T]:
        """Return what is found, or nothing where an earlier run has found nothing in the same.

        Args:
            key: what is looked for, and where.
            digest: of all that it depends on.
            find: looks for it.
        """
        findings = [] if self.clean.get(key) == digest else [*find()]
        if not findings:
            self.still_clean[key] = digest
        return findings

    def summed(self, key: str, digest: str, read: Callable[[], list[str]]) -> list[str]:
        """Return what is read off a text, by an earlier run where that was the same.

        Args:
            key: what is read, and where.
            digest: of all that it depends on.
            read: reads it.
        """
        known = self.sums.get(key)
        self.new_sums[key] = known if known and known[0] == digest else [digest, *read()]
        return self.new_sums[key][1:]

    def recall(self, key: str, function: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """Return the result of a function, computed anew only where an argument is another object.

        Of texts only another wording counts, for a file that is read again is another object.

        Args:
            key: under which the last result is kept, such as the path of a file.
            function: what to compute.
            arguments: its arguments, which do not change once made.
        """
        before, result = self._results.get(key, (None, None))
        if before is None or not _same(before, arguments):
            result = function(*arguments)
            self._results[key] = arguments, result
        known: T = result
        return known


def is_large(tree: Tree) -> bool:
    """Return whether it takes longer to judge a project than to start a second process for it."""
    return sum(map(len, tree.texts.values())) > _LARGE


def judged(tree: Tree, path: str, text: str = "") -> str:
    """Return a digest of a file and of the rules that judge it.

    Args:
        tree: what was read.
        path: the file.
        text: what stands in it, where it is none that was read.
    """
    digest = tree.digests.get(path) or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return f"{digest} {tree.rules_digest}"


def _same(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    """Return whether arguments are the ones of the last time."""
    return len(before) == len(after) and all(
        old is new or (isinstance(old, str) and old == new)
        for old, new in zip(before, after, strict=True)
    )


@dataclass(frozen=True)
class RuleContext:
    """A project that rules judge.

    Attributes:
        snapshot: the project as it was read.
        memory: what rules computed for earlier snapshots of the project.
    """

    snapshot: Snapshot
    memory: Memory = field(default_factory=Memory, compare=False)

    @property
    def tree(self) -> Tree:
        """What was read, with the place of everything."""
        return self.snapshot.tree

    @property
    def library(self) -> Library:
        """What it means on the day. Where a project is not valid there is none, and only gates run."""
        assert self.snapshot.library, "a gate judges what was read, whether or not it is valid"
        return self.snapshot.library

    @cached_property
    def pages(self) -> dict[str, MarkdownFile]:
        """The hand-written pages, by path."""
        return {page.path: page for page in self.tree.pages}

    @property
    def judged(self) -> list[MarkdownFile]:
        """The pages whose words rules look at."""
        return [page for page in self.tree.pages if page.judged]

    @cached_property
    def _places(self) -> dict[str, Place]:
        return dict(_declared(self.tree))

    def place(self, kind: str, name: str) -> Place:
        """Return where a source, fact or area is declared: kind and reference."""
        return self._places[f"{kind}:{name}"]

    def in_files(
        self,
        name: str,
        files: Iterable[File],
        find: Callable[[File], Iterable[Finding]],
        *,
        carried: bool = False,
    ) -> Iterator[Finding]:
        """Yield what is found in files, but look into none where an earlier run has found nothing.

        Args:
            name: what is looked for.
            files: where.
            find: looks for it in one file. What it finds depends on the file and the rules alone,
            carried: or on what the facts of the project carry, too.
        """
        for file in files:
            digest = judged(self.tree, file.path) + (self.tree.carried_digest if carried else "")
            look = partial(find, file)
            yield from self.memory.unless_clean(f"{name} in {file.path}", digest, look)

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
    for kind, rows in (("contracts", "areas"), ("tables", "rows")):
        for nodes in tree.data[kind]:
            yield from _areas(nodes, rows)
    for nodes in tree.data["worksheets"]:
        for at, part in enumerate(nodes.data["parts"]):
            key = "template" if "template" in part else "id"
            yield f"part:{_stem(nodes)}.{part['id']}", nodes.place(("parts", at, key))


def _stem(nodes: Nodes) -> str:
    return nodes.path.rpartition("/")[2].partition(".")[0]


def _areas(nodes: Nodes, rows: str) -> Iterator[tuple[str, Place]]:
    for at, area in enumerate(nodes.data[rows]):
        yield f"area:{_stem(nodes)}.{area['id']}", nodes.place((rows, at, "id"))


@dataclass(frozen=True)
class Rule:
    """One rule of `check`. Its name is that of its function, whose docstring is its manual page.

    Attributes:
        find: yields what it finds.
        level: an error fails the command, a warning does not unless it is `urgent`, a note never does.
        exit: whose fault it is: that of what is written (1), or of time and the world (3).
        gate: whether it may stop a build. A gate judges what was read, even where that is not valid,
            so it asks for no Library.
        urgent: whether a warning of it makes `check` exit with 3. What is written is an error instead.
    """

    find: Callable[[RuleContext], Iterator[Finding]]
    level: Level
    exit: Exit = Exit.FINDINGS
    gate: bool = False
    urgent: bool = False

    @property
    def id(self) -> str:
        """Its name, as findings carry it."""
        return self.find.__name__.replace("_", "-")

    @property
    def manual(self) -> str:
        """What it finds, why, and what to do, in Markdown."""
        return inspect.getdoc(self.find) or ""

    def problems(self, context: RuleContext) -> Iterator[Problem]:
        """Yield what it finds as problems."""
        for place, key, what, remedy, kind, note, cause in self.find(context):
            rule = f"{self.id}-{kind}" if kind else self.id
            level: Level = "note" if note else self.level
            yield Problem(place, rule, key, what, remedy, level, self.exit, self.urgent, cause)
