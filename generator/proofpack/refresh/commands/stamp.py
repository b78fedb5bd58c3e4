"""`stamp`: records in the ledger that a person has read a page."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import structs

from proofpack.model.history import History
from proofpack.model.library import Library
from proofpack.model.problems import Elsewhere, Place, Problem, ProblemsError, unreadable
from proofpack.model.quotes import words
from proofpack.model.records.base import did_you_mean
from proofpack.project.ledger import write_ledger
from proofpack.project.locked import locked
from proofpack.project.reader import ProjectReader
from proofpack.project.resolve import resolve
from proofpack.refresh.commands.ledger import not_before

_INITIALS = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,31}\Z")


def stamp(
    root: Path,
    today: datetime.date,
    source: str,
    who: str,
    facts: Mapping[str, bool],
) -> Library:
    """Record that a person has read a page.

    Args:
        root: folder of the project.
        today: the day of the reading.
        source: id of the page.
        who: initials or role of the person.
        facts: ids of the facts whose words the person looked for, and whether they stood there.
            An id may be written as `source.fact`, too.

    Returns:
        The project as known after that.

    Raises:
        ProblemsError: an id is unknown, `who` is no initials, or the ledger cannot be written.
    """
    reader = ProjectReader(root)
    with locked(reader.folder, "stamp"):
        _, records = reader.records()
        not_before(records, today)
        library = resolve(records, today)
        problems = list(_stamp_faults(library, source, who, facts))
        if problems:
            raise ProblemsError(problems)
        known = library.sources[source]
        digests = {fact.record.id: words(fact.record) for fact in known.facts}
        ledger = dict(records.history)
        history = ledger.get(source, History())
        ledger[source] = history.with_stamp(who, _own(source, facts), digests, today)
        write_ledger(root, ledger)
        return resolve(structs.replace(records, history=ledger), today)


def _own(source: str, facts: Mapping[str, bool]) -> dict[str, bool]:
    """Return facts by their names within the source; `source.fact` names them too."""
    return {name.removeprefix(f"{source}."): held for name, held in facts.items()}


def _stamp_faults(
    library: Library, source: str, who: str, facts: Mapping[str, bool]
) -> Iterator[Problem]:
    place = Place(library.at.of_data("sources"))
    if source not in library.sources:
        what, remedy = f'no source is called "{source}"', did_you_mean(source, library.sources)
        yield unreadable(place, "unknown-id", what, remedy)
    else:
        known = {fact.record.id for fact in library.sources[source].facts}
        for name in _own(source, facts):
            if name not in known:
                what, remedy = f'{source} has no fact "{name}"', did_you_mean(name, known)
                yield unreadable(place, "unknown-id", what, remedy)
    yield from initials_faults(who)


def initials_faults(who: str) -> Iterator[Problem]:
    """Yield what is wrong with the initials or the role of a person.

    Args:
        who: as given with `--by`.
    """
    if not _INITIALS.match(who):
        what = "not initials"
        remedy = "Wanted: letters and digits, such as `am` or `on-call`; no address, no full name."
        yield unreadable(Elsewhere("--by"), "bad-initials", what, remedy)
