"""`ledger merge`: joins ledgers as the union of what they know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from proofpack.model.history import History, joined
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.model.records.base import Names
from proofpack.project.ledger import dump, put_ledger
from proofpack.project.load import read_ledger_sides, read_text
from proofpack.project.load.text import decode
from proofpack.project.locked import locked
from proofpack.project.reader import ProjectReader
from proofpack.project.validate import read_ledger
from proofpack.refresh.commands.ledger import dropped, pruned
from proofpack.util.git import GitError, git


class Merged(Struct, frozen=True):
    """What came of joining ledgers.

    Attributes:
        sources: how many sources the joined ledger knows.
        changed: whether the file changed.
        resolved: the ledgers that stood in a merge conflict.
        dropped: what the project has no more, and `prune` left out.
    """

    sources: int
    changed: bool
    resolved: tuple[Path, ...] = ()
    dropped: tuple[str, ...] = ()


def merge(
    root: Path, files: Sequence[Path], into: Path, prune: bool, name: str | None = None
) -> Merged:
    """Join ledgers. Of one in a merge conflict, both sides are taken in.

    Args:
        root: folder of the project.
        files: the ledgers to take in.
        into: the ledger that takes them in; may not exist yet.
        prune: whether what is no source or fact any more is left out.
        name: what problems call the ledgers, where git hands them over under names of its own.

    Raises:
        ProblemsError: a ledger is not sound; nothing was written.
    """
    reader = ProjectReader(root)
    with locked(reader.folder, "ledger merge"):
        problems: list[Problem] = []
        ledgers: list[dict[str, History]] = []
        resolved: list[Path] = []
        for path in [*([into] if into.exists() else []), *files]:
            try:
                sides = _ledgers(path)
            except ProblemsError as error:
                problems += (problem.elsewhere(name or str(path)) for problem in error.problems)
            else:
                ledgers += sides
                resolved += [path] if len(sides) > 1 else []
        if problems:
            raise ProblemsError(problems)
        ledger = joined(ledgers)
        left_out: list[str] = []
        before = into.read_bytes() if into.exists() else b""
        if prune:
            if into in resolved:  # the project cannot be read before that
                put_ledger(into, dump(ledger).encode())
            _, records = reader.records()
            whole, ledger = ledger, pruned(ledger, records.sources)
            left_out = dropped(whole, ledger)
        text = dump(ledger).encode()
        if before != text:
            put_ledger(into, text)
        return Merged(len(ledger), before != text, tuple(resolved), tuple(left_out))


def _ledgers(path: Path) -> list[dict[str, History]]:
    """Return what a ledger knows; of one in a merge conflict, what each side does, checked whole."""
    texts = read_ledger_sides(path)
    try:
        return [_ledger(path.name, text) for text in texts]
    except ProblemsError:
        if len(texts) == 1:
            raise
    try:
        # Lines that one side alone has changed stand in both, where they are near no others that differ.
        staged = [git(path.parent, "show", f":{stage}:./{path.name}") for stage in (2, 3)]
        return [_ledger(path.name, decode(path.name, text)) for text in staged]
    except (GitError, ProblemsError):
        what = "a side of the merge conflict does not add up: lines of both are mixed"
        remedy = (
            "Take one side as it was committed (`git checkout --ours`), and join the other with it."
        )
        fault = unreadable(Place(path.name), "ledger", what, remedy)
        raise ProblemsError([fault]) from None


def _ledger(name: str, text: str) -> dict[str, History]:
    ledger, problems = read_ledger(read_text(name, text), Names(unread=frozenset(["sources"])))
    if problems:
        raise ProblemsError(problems)
    return ledger
