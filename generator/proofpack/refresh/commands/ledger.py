"""What the commands of this room share: which day they may run on, and what `--prune` removes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from proofpack.model.history import History
from proofpack.model.library import Records
from proofpack.model.problems import Exit, Place, Problem, ProblemsError
from proofpack.model.quotes import words
from proofpack.model.records.sources import Absence, Fact, Source


def pruned(
    ledger: Mapping[str, History], sources: Mapping[str, tuple[str, str, Source]]
) -> dict[str, History]:
    """Return a ledger without sources, facts and words that the project has no more."""
    remaining = {}
    for name, history in ledger.items():
        if name in sources:
            source = sources[name][2]
            stated: list[Fact | Absence] = [*source.facts, *source.absences]
            remaining[name] = history.of_words({(fact.id, words(fact)) for fact in stated})
    return remaining


def dropped(before: Mapping[str, History], after: Mapping[str, History]) -> list[str]:
    """Return what a pruned ledger knows no more: ids of sources, and `source.fact`."""
    gone = []
    for name, history in before.items():
        if name not in after:
            gone.append(name)
            continue
        looked = {look.fact for look in after[name].looked}
        facts = dict.fromkeys(look.fact for look in history.looked if look.fact not in looked)
        gone += [f"{name}.{fact}" for fact in facts]
    return sorted(gone)


def not_before(records: Records, today: datetime.date) -> None:
    """Refuse a day before the newest of the ledger: the clock is wrong, or was."""
    known = records.history.values()
    newest = max((history.newest for history in known if history.newest), default=today)
    if newest > today:
        what = f"today is {today}, and the ledger has observations of {newest}"
        remedy = (
            "Set the clock right. If a day was mistyped, restore the file from version control."
        )
        problem = Problem(Place(records.at.ledger), "clock", "", what, remedy, exit=Exit.OUTSIDE)
        raise ProblemsError([problem])
