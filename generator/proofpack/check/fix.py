"""`check --fix`: what has one right answer is put right, and nothing else of a file is touched.

A misspelled id, key or link that resembles exactly one of those that there are is given that one, where
it stands; a heading gets the blank after its `#`. What is to be written is read first: where a file
could not be read any more, as with a key that stands there twice, it stays as it was.

No date and no quote is touched, nor a key that makes one count; neither are the ledger and the baseline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from proofpack.model.documents import Prose, Tree
from proofpack.model.problems import Exit, Place, Problem, ProblemsError
from proofpack.model.records.base import likeness
from proofpack.project.load.markdown import read_markdown
from proofpack.project.load.text import decode
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.text.markdown import text_blocks
from proofpack.util.atomic_swap import replace

_RULES = ("unknown-id", "unknown-key", "unknown-choice", "unknown-directive", "broken-link")
_MEANT = re.compile(r'Did you mean "([^"]+)"\?')
_NAMED = re.compile(r'"([^"]+)"')
_KEEP_OUT = frozenset({"quote", "last_reviewed", "date", "expires", "retired"})
"""Keys whose values are dates and quotes."""
_OURS = ("ledger.yml", "ledger.yaml", "baseline.yml", "baseline.yaml")
_NEAR = 0.75
"""How near a misspelled name has to be to what it is taken for, from 0 to 1."""
_PART = re.compile(r"[\w./-]")


class Edit(NamedTuple):
    """One word in the place of another: where it begins, what stands there, and what shall."""

    place: Place
    old: str
    new: str

    def __str__(self) -> str:
        what = f'"{self.old}" is now "{self.new}"' if self.old else "a blank after `#`"
        return f"{self.place}: fixed: {what}"


class Fixed(NamedTuple):
    """A file with its edits: its path, what it holds, and what it shall hold."""

    path: str
    before: str
    after: str
    edits: tuple[Edit, ...]

    @property
    def diff(self) -> str:
        """The difference, as `diff -u` and `patch` know it."""
        before, after = (_lines(text) for text in (self.before, self.after))
        return "".join(unified_diff(before, after, f"a/{self.path}", f"b/{self.path}"))


def fixes(tree: Tree, problems: Iterable[Problem]) -> list[Fixed]:
    """Return the files in which something has one right answer.

    Args:
        tree: what was read.
        problems: what is wrong with it.
    """
    wanted: dict[str, set[Edit]] = defaultdict(set)
    for edit in (*_names(tree, problems), *_headings(tree)):
        wanted[edit.place.path].add(edit)
    files = (_fixed(tree.root, path, edits) for path, edits in sorted(wanted.items()))
    return [file for file in files if file.edits]


def write(root: Path, files: Iterable[Fixed]) -> None:
    """Put files in the place of what they were made from, each in one step."""
    for file in files:
        replace(root / file.path, file.after.encode())


def _names(tree: Tree, problems: Iterable[Problem]) -> Iterator[Edit]:
    """Yield the names that resemble exactly one that there is."""
    for problem in problems:
        meant = _MEANT.fullmatch(problem.remedy)
        if problem.rule not in _RULES or not meant or tree.at.in_data(problem.place.path) in _OURS:
            continue
        named = _NAMED.search(problem.what)
        old, new = named[1] if named else re.split(r"[. ]", problem.key)[-1], meant[1]
        text = tree.texts.get(problem.place.path, "")
        if (
            new not in _KEEP_OUT
            and likeness(old, new) >= _NEAR
            and (place := _where(text, problem.place, old))
        ):
            yield Edit(place, old, new)


def _where(text: str, place: Place, word: str) -> Place | None:
    """Return where a word stands: where its problem is told, or once in the rest of the line."""
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    starts = [
        match.start()
        for match in re.finditer(re.escape(word), line)
        if match.start() >= place.column - 1
        and not _PART.match(line[match.start() - 1 : match.start()])
        and not _PART.match(line[match.end() : match.end() + 1])
    ]
    near = [at for at in starts if at - (place.column - 1) <= 2]
    if near or len(starts) == 1:
        return place._replace(column=(near or starts)[0] + 1)
    return None


def _headings(tree: Tree) -> Iterator[Edit]:
    """Yield the headings that have no blank after their `#`."""
    for page in (page for page in tree.pages if page.guide):
        for block in page.body:
            for stretch in text_blocks(block.text) if isinstance(block, Prose) else ():
                start = stretch.offset(0) if stretch.kind == "heading" and stretch.text else 0
                if isinstance(block, Prose) and block.text[start - 1 : start] == "#":
                    line = block.line + block.text.count("\n", 0, start)
                    column = start - block.text.rfind("\n", 0, start)
                    yield Edit(Place(page.path, line, column), "", " ")


def _fixed(root: Path, path: str, edits: Iterable[Edit]) -> Fixed:
    """Return a file with those of some edits with which it can be read."""
    before = after = (root / path).read_bytes().decode("utf-8")
    mark = len(before) - len(before.removeprefix("\ufeff"))
    applied = []
    # From its end on, so that what comes before stays in its place.
    for edit in sorted(edits, reverse=True):
        lines = after.split("\n")
        row = edit.place.line - 1
        at = edit.place.column - 1 + (mark if row == 0 else 0)
        line = lines[row]
        if line[at : at + len(edit.old)] != edit.old or (root / path).is_symlink():
            continue
        lines[row] = line[:at] + edit.new + line[at + len(edit.old) :]
        changed = "\n".join(lines)
        if not _is_readable(path, changed):
            continue
        after = changed
        applied.append(edit)
    return Fixed(path, before, after, tuple(reversed(applied)))


def _is_readable(path: str, text: str) -> bool:
    try:
        decoded = decode(path, text.encode())
        if path.endswith(".md"):
            return all(
                problem.exit is not Exit.UNREADABLE
                for problem in read_markdown(path, decoded).problems
            )
        read_yaml(path, decoded)
    except ProblemsError:
        return False
    return True


def _lines(text: str) -> list[str]:
    """Return the lines of a text; what no line end closes gets what `diff` says of it."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + (
        [f"{last}\n\\ No newline at end of file\n"] if last else []
    )
