"""What people and re-fetches observe, brought home to the ledger.

Beside the straight line: each command here starts from the Library, and ends by writing the ledger in
one step, under the lock. A command that fails leaves the ledger as it was.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from proofpack.model.history import History, joined
from proofpack.model.library import KnownSource, Library
from proofpack.model.outcomes import Outcome
from proofpack.model.problems import Exit, Place, Problem, ProblemsError, cannot_write, unreadable
from proofpack.model.quotes import words
from proofpack.model.records.base import Names, did_you_mean
from proofpack.model.records.sources import Absence, Fact, Source
from proofpack.project.ledger import dump
from proofpack.project.load import read_ledger_file
from proofpack.project.locked import locked
from proofpack.project.reader import ProjectReader
from proofpack.project.resolve import resolve
from proofpack.project.validate import read_ledger
from proofpack.refresh.cache import Cache
from proofpack.refresh.evidence import basis
from proofpack.refresh.journal import Entry, Journal
from proofpack.refresh.plan import SourceSelection, by_host, chosen
from proofpack.refresh.run import ReadingOptions, SourceReaders, SourceResult
from proofpack.util.atomic_swap import remove_leftovers, replace

LEDGER = Path("data") / "ledger.yml"
_INITIALS = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,31}\Z")


@dataclass(frozen=True)
class RefreshOptions:
    """How a refresh is run.

    Attributes:
        choice: which sources.
        dry: whether nothing is written.
        prune: whether what is no source or fact any more leaves the ledger.
    """

    choice: SourceSelection = field(default_factory=SourceSelection)
    dry: bool = False
    prune: bool = False


@dataclass
class RefreshRun:
    """What a refresh did.

    Attributes:
        today: the day of its readings.
        items: what came of each source, in the order of their packs.
        before: for each source and digest of a quote, the passage where it last stood.
        left: how many sources were not come to, because this run was interrupted.
        wrote: whether the ledger was written.
        library: the project as known after the run.
        warnings: about the ledger.
    """

    today: datetime.date
    items: list[SourceResult]
    library: Library
    before: dict[tuple[str, str], str] = field(default_factory=dict)
    left: int = 0
    wrote: bool = False
    warnings: tuple[Problem, ...] = ()

    @property
    def offline(self) -> bool:
        """Whether no server answered at all, of more than one host or of the only one there is."""
        if {one.reading.outcome for one in self.items} != {Outcome.NETWORK_ERROR}:
            return False
        asked = by_host([one.source for one in self.items])
        return len(asked) > 1 or len(by_host(self.library.sources.values())) == 1

    @property
    def fault(self) -> Exception | None:
        """The first fault of Proofpack's own, or None."""
        return next((one.fault for one in self.items if one.fault), None)

    @property
    def exit(self) -> Exit:
        """What the command exits with."""
        if self.fault:
            return Exit.FAULT
        good = (Outcome.CONFIRMED, Outcome.UNCHANGED, Outcome.READ)
        clean = not self.left and all(one.reading.outcome in good for one in self.items)
        return Exit.CLEAN if clean else Exit.OUTSIDE


def refresh(
    root: Path,
    today: datetime.date,
    options: RefreshOptions,
    manner: Callable[[Library], ReadingOptions],
    say: Callable[[str, int, int], None],
) -> RefreshRun:
    """Read documented pages, and bring home what was observed.

    Args:
        root: folder of the project.
        today: the day that readings count for.
        options: what to read, and whether to write.
        manner: makes from the Library how to read: the network comes in here.
        say: told about progress.

    Raises:
        ProblemsError: the project is not valid, the clock stands before the ledger, another run
            holds the lock, or the ledger cannot be written.
    """
    reader = ProjectReader(root)
    with locked(reader.folder, "refresh"):
        remove_leftovers((root / LEDGER).resolve())
        _, records = reader.records(today)
        _not_before(records.history, today)
        library = resolve(records, today)
        sources = chosen(library, options.choice)
        run = RefreshRun(today, [], library, warnings=library.warnings)
        journal, cache = Journal(reader.folder), Cache(reader.folder / "pages")
        run.before = _before(cache, sources)
        # A run with a wrong clock may have been killed; what it dated after today is worth nothing.
        left = [] if options.dry else [one for one in journal.left() if one.on <= today]
        run.items = _resumed(left, sources, today)
        _read(run, sources, records.history, manner(library), (journal, cache), options.dry, say)
        found = _taken_in(run, left, records.history)
        if options.prune:
            found = pruned(found, records.sources)
        if not options.dry:
            if found != records.history:
                write_ledger(root, found)
                run.wrote = True
            journal.close(done=True)
        run.library = resolve(dataclasses.replace(records, history=found), today)
        return run


def _before(cache: Cache, sources: Sequence[KnownSource]) -> dict[tuple[str, str], str]:
    """Return where each quote last stood, as known before the run."""
    return {
        (one.id, digest): passage
        for one in sources
        for digest, passage in cache.passages(one.id).items()
    }


def _resumed(
    left: Sequence[Entry], sources: Sequence[KnownSource], today: datetime.date
) -> list[SourceResult]:
    """Return what a killed run has read today, where it looked for what is looked for now."""
    known = {one.id: one for one in sources}
    items = {}
    for one in left:
        source = known.get(one.reading.source)
        if source and one.on == today and one.basis == basis(source.record):
            items[source.id] = SourceResult(source, one.reading, resumed=True)
    return list(items.values())


def _read(
    run: RefreshRun,
    sources: Sequence[KnownSource],
    ledger: Mapping[str, History],
    manner: ReadingOptions,
    kept: tuple[Journal, Cache],
    dry: bool,
    say: Callable[[str, int, int], None],
) -> None:
    """Read what is left to read. An interrupt ends it; what was read by then counts."""
    journal, cache = kept
    done = {one.source.id for one in run.items}
    waiting = [one for one in sources if one.id not in done]
    try:
        say("pages", len(done), len(sources))
        for item in SourceReaders(waiting, ledger, run.today, manner).read():
            # First of all: an interrupt between any two lines must not lose what was read.
            run.items.append(item)
            if not dry and not item.fault:
                journal.add(Entry(run.today, item.reading, item.words, basis(item.source.record)))
                if item.reading.judgement and item.reading.outcome.is_reading:
                    cache.keep(item.source.id, item.reading.judgement)
            say("pages", len(run.items), len(sources))
    except KeyboardInterrupt:
        run.left = len(sources) - len(run.items)
    order = {one.id: position for position, one in enumerate(sources)}
    run.items.sort(key=lambda one: order[one.source.id])


def _taken_in(
    run: RefreshRun, left: Sequence[Entry], ledger: Mapping[str, History]
) -> dict[str, History]:
    """Return the ledger with what this run and one that was killed have read."""
    entries = [
        Entry(run.today, one.reading, one.words, basis(one.source.record))
        for one in run.items
        if not run.offline and not one.fault and not one.resumed
    ]
    found = dict(ledger)
    for one in [*left, *entries]:
        history = found.get(one.reading.source, History())
        found[one.reading.source] = history.with_reading(one.reading, one.words, one.basis, one.on)
    return found


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
        _, records = reader.records(today)
        _not_before(records.history, today)
        library = resolve(records, today)
        problems = list(_stamp_faults(library, source, who, facts))
        if problems:
            raise ProblemsError(problems)
        known = library.sources[source]
        digests = {one.record.id: words(one.record) for one in known.facts}
        found = dict(records.history)
        history = found.get(source, History())
        found[source] = history.with_stamp(who, _own(source, facts), digests, today)
        write_ledger(root, found)
        return resolve(dataclasses.replace(records, history=found), today)


def _own(source: str, facts: Mapping[str, bool]) -> dict[str, bool]:
    """Return facts by their names within the source; `source.fact` names them too."""
    return {name.removeprefix(f"{source}."): found for name, found in facts.items()}


def _stamp_faults(
    library: Library, source: str, who: str, facts: Mapping[str, bool]
) -> Iterator[Problem]:
    place = Place("data/sources")
    if source not in library.sources:
        what, remedy = f'no source is called "{source}"', did_you_mean(source, library.sources)
        yield unreadable(place, "unknown-id", what, remedy)
    else:
        known = {one.record.id for one in library.sources[source].facts}
        for one in _own(source, facts):
            if one not in known:
                what, remedy = f'{source} has no fact "{one}"', did_you_mean(one, known)
                yield unreadable(place, "unknown-id", what, remedy)
    if not _INITIALS.match(who):
        what = "not initials"
        remedy = "Wanted: letters and digits, such as `am` or `on-call`; no address, no full name."
        yield unreadable(Place("--by"), "bad-initials", what, remedy)


def merge(
    root: Path, today: datetime.date, files: Sequence[Path], into: Path, prune: bool
) -> tuple[int, bool]:
    """Join ledgers.

    Args:
        root: folder of the project.
        today: the day, for reading the project where something is pruned.
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
                problems += error.problems
        if problems:
            raise ProblemsError(problems)
        found = joined(ledgers)
        if prune:
            _, records = reader.records(today)
            found = pruned(found, records.sources)
        text = dump(found).encode()
        if into.exists() and into.read_bytes() == text:
            return len(found), False
        _put(into, text)
        return len(found), True


def _read_ledger(path: Path) -> dict[str, History]:
    nodes = read_ledger_file(path)
    ledger, problems = read_ledger(nodes, Names(unread=frozenset(["sources"])))
    if problems:
        raise ProblemsError(problems)
    return ledger


def pruned(
    ledger: Mapping[str, History], sources: Mapping[str, tuple[str, str, Source]]
) -> dict[str, History]:
    """Return a ledger without sources, facts and words that the project has no more."""
    kept = {}
    for name, history in ledger.items():
        if name in sources:
            source = sources[name][2]
            stated: list[Fact | Absence] = [*source.facts, *source.absences]
            kept[name] = history.of_words({(one.id, words(one)) for one in stated})
    return kept


def write_ledger(root: Path, ledger: Mapping[str, History]) -> None:
    """Put a ledger in the place of the project's, in one step."""
    _put(root / LEDGER, dump(ledger).encode())


def _put(path: Path, text: bytes) -> None:
    try:
        # What a link leads to is written, not a file in the place of the link.
        replace(path.resolve(), text, durable=True)
    except OSError as error:
        raise cannot_write(path, error) from None


def _not_before(ledger: Mapping[str, History], today: datetime.date) -> None:
    """Refuse a day before the newest of the ledger: the clock is wrong, or was."""
    newest = max((one.newest for one in ledger.values() if one.newest), default=today)
    if newest > today:
        what = f"today is {today}, and the ledger has observations of {newest}"
        remedy = (
            "Set the clock right. If a day was mistyped, restore the file from version control."
        )
        problem = Problem(Place(LEDGER.as_posix()), "clock", "", what, remedy, exit=Exit.OUTSIDE)
        raise ProblemsError([problem])
