"""`ledger merge`: joins ledgers as the union of what they know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from proofpack.model.history import History, joined
from proofpack.model.problems import Problem, ProblemsError
from proofpack.model.records.base import Names
from proofpack.project.ledger import dump, put_ledger
from proofpack.project.load import read_ledger_file
from proofpack.project.locked import locked
from proofpack.project.reader import ProjectReader
from proofpack.project.validate import read_ledger
from proofpack.refresh.commands.ledger import pruned


def merge(root: Path, files: Sequence[Path], into: Path, prune: bool) -> tuple[int, bool]:
    """Join ledgers.

    Args:
        root: folder of the project.
        files: the ledgers to take in.
        into: the ledger that takes them in; may not exist yet.
        prune: whether what is no source or fact any more is left out.

    Returns:
        How many sources the joined ledger knows, and whether the file changed.

    Raises:
        ProblemsError: a ledger is not sound; nothing was written.
    """
    reader = ProjectReader(root)
    with locked(reader.folder, "ledger merge"):
        problems: list[Problem] = []
        ledgers: list[dict[str, History]] = []
        for path in [*([into] if into.exists() else []), *files]:
            try:
                ledgers.append(_read_ledger(path))
            except ProblemsError as error:
                problems += (problem.elsewhere(str(path)) for problem in error.problems)
        if problems:
            raise ProblemsError(problems)
        ledger = joined(ledgers)
        if prune:
            _, records = reader.records()
            ledger = pruned(ledger, records.sources)
        text = dump(ledger).encode()
        if into.exists() and into.read_bytes() == text:
            return len(ledger), False
        put_ledger(into, text)
        return len(ledger), True


def _read_ledger(path: Path) -> dict[str, History]:
    nodes = read_ledger_file(path)
    ledger, problems = read_ledger(nodes, Names(unread=frozenset(["sources"])))
    if problems:
        raise ProblemsError(problems)
    return ledger
