"""`accept`: records that a person has read what changed around quotes, and that their facts hold."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from proofpack.model.history import History
from proofpack.model.library import KnownFact, Library
from proofpack.model.problems import Elsewhere, Problem, ProblemsError, unreadable
from proofpack.model.quotes import words
from proofpack.model.records.base import did_you_mean
from proofpack.project.ledger import write_ledger
from proofpack.project.locked import locked
from proofpack.project.reader import ProjectReader
from proofpack.project.resolve import resolve
from proofpack.refresh.commands.ledger import not_before
from proofpack.refresh.commands.stamp import initials_faults

_PLACE = Elsewhere("accept")


def accept(root: Path, today: datetime.date, who: str, names: Sequence[str]) -> list[KnownFact]:
    """Accept the passages that facts stand in now.

    Args:
        root: folder of the project.
        today: the day on which the person says so.
        who: initials or role of the person.
        names: of facts as `source.fact`, or of sources: all of theirs that wait. A fact may name the
            passage that was read, as `source.fact@id`; another one is not accepted.

    Returns:
        The facts as known after that.

    Raises:
        ProblemsError: a name is unknown, nothing waits under it, another passage was read since, `who`
            is no initials, or the ledger cannot be written. Nothing is accepted then.
    """
    reader = ProjectReader(root)
    with locked(reader.folder, "accept"):
        _, records = reader.records()
        not_before(records, today)
        library = resolve(records, today)
        problems = [*initials_faults(who)]
        facts: dict[str, KnownFact] = {}
        for name in names:
            ref, _, passage = name.partition("@")
            named = _named(library, ref)
            problems += _faults(library, ref, passage, named)
            facts.update((fact.ref, fact) for fact in named if fact.waiting)
        if problems:
            raise ProblemsError(problems)
        ledger = dict(records.history)
        for fact in facts.values():
            source = fact.ref.partition(".")[0]
            key = fact.record.id, words(fact.record)
            ledger[source] = ledger.get(source, History()).with_accepted([key], who, today)
        write_ledger(root, ledger)
        known = resolve(structs.replace(records, history=ledger), today)
        return [known.facts[ref] for ref in facts]


def _named(library: Library, ref: str) -> tuple[KnownFact, ...]:
    if ref in library.sources:
        return library.sources[ref].facts
    return (library.facts[ref],) if ref in library.facts else ()


def _faults(
    library: Library, ref: str, passage: str, named: Sequence[KnownFact]
) -> Iterator[Problem]:
    if ref not in library.sources and ref not in library.facts:
        remedy = did_you_mean(ref, [*library.facts, *library.sources])
        yield unreadable(_PLACE, "unknown-id", f'no fact or source is called "{ref}"', remedy)
        return
    waiting = [fact.waiting for fact in named if fact.waiting]
    if not waiting:
        what, remedy = f"nothing of {ref} waits to be accepted", "Run `proofpack refresh` first."
        if any(fact.missing_since for fact in named):
            remedy = "A quote that is lost cannot be accepted: correct it, or its fact."
        elif any(fact.accepted for fact in named):
            remedy = "What was read last is accepted already."
        yield unreadable(_PLACE, "nothing-waits", what, remedy)
    elif passage and passage not in {seen.passage.id for seen in waiting}:
        what = f"{ref} stands in another passage since, read on {max(waiting).on}"
        yield unreadable(
            _PLACE, "another-passage", what, f"Read it: `proofpack refresh {_source(ref)}`."
        )


def _source(ref: str) -> str:
    return ref.partition(".")[0]
