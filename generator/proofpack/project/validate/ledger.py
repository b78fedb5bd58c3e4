"""The ledger's nodes to histories. One that is not sound cannot be read as what it is (exit code 2)."""

from __future__ import annotations

from collections.abc import Iterator

from proofpack.model.documents import Nodes, key_path
from proofpack.model.history import History
from proofpack.model.problems import Exit, Problem, unreadable
from proofpack.model.records.base import Names
from proofpack.model.records.ledger import Ledger, SourceHistory
from proofpack.project.ledger import SCHEMA, check, days, to_history
from proofpack.project.validate.models import make

_MIXED = "Take the last sound one from version control, or join two with `proofpack ledger merge`."


def read_ledger(nodes: Nodes, names: Names) -> tuple[dict[str, History], list[Problem]]:
    """Make the histories of a ledger.

    Args:
        nodes: the document.
        names: declared ids; what is not among them is an orphan, which is a warning.

    Returns:
        The histories by source, and every problem found. With an error among them, no history.
    """
    version = nodes.data.get("schema") if isinstance(nodes.data, dict) else None
    if isinstance(version, str) and version.isdigit() and int(version) > SCHEMA:
        what = f"schema {version} is newer than this program knows ({SCHEMA})"
        place = nodes.place(("schema",))
        return {}, [unreadable(place, "ledger", what, "Install a newer Proofpack.")]
    if isinstance(nodes.data, dict) and "complete" not in nodes.data:
        what = "the file was cut short: its last line, `complete: true`, is not there"
        return {}, [unreadable(nodes.place(()), "ledger", what, _MIXED)]
    ledger, problems = make(Ledger, nodes, names)
    if ledger is None:
        return {}, [problem._replace(exit=Exit.UNREADABLE) for problem in problems]
    problems = list(_faults(nodes, ledger))
    if problems:
        return {}, problems
    histories = {name: to_history(record) for name, record in ledger.sources.items()}
    return histories, list(_orphans(nodes, ledger, names))


def _faults(nodes: Nodes, ledger: Ledger) -> Iterator[Problem]:
    for source, record in ledger.sources.items():
        wrong = list(_runs(nodes, source, record))
        yield from wrong
        if not wrong and record.check != check(source, to_history(record)):
            place = nodes.place(("sources", source, "check"))
            what = "the digest does not fit the entry: it was edited, or a merge mixed it up"
            yield Problem(
                place, "ledger", f"sources.{source}.check", what, _MIXED, exit=Exit.UNREADABLE
            )


def _runs(nodes: Nodes, source: str, record: SourceHistory) -> Iterator[Problem]:
    runs = (
        ("observations", record.observations),
        ("facts", record.facts),
        ("texts", record.texts),
        ("changed", record.changed),
    )
    for key, listed in runs:
        for position, run in enumerate(listed):
            if days(run) is None:
                path = ("sources", source, key, position)
                place, what = nodes.place(path), "the days do not add up"
                yield Problem(place, "ledger", key_path(path), what, _MIXED, exit=Exit.UNREADABLE)


def _orphans(nodes: Nodes, ledger: Ledger, names: Names) -> Iterator[Problem]:
    for source, record in ledger.sources.items():
        what, remedy = "no such source any more", "Its history is kept; `--prune` removes it."
        if names.lacks("source", source):
            place = nodes.key_place(("sources", source))
            yield Problem(place, "orphan", f"sources.{source}", what, remedy, "warning")
            continue
        for fact in sorted({look.fact for look in record.facts}):
            if names.lacks("fact", f"{source}.{fact}"):
                place = nodes.place(("sources", source, "facts"))
                key, what = f"sources.{source}.facts", f'no fact is called "{fact}" any more'
                yield Problem(place, "orphan", key, what, remedy, "warning")
