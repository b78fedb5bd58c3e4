"""`refresh`: re-reads documented pages and brings home to the ledger what was observed.

Under the lock. A command that fails leaves the ledger as it was; an interrupted one keeps what was read.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct, structs

from proofpack.model.history import History
from proofpack.model.library import KnownSource, Library
from proofpack.model.outcomes import Outcome
from proofpack.model.problems import Exit, Problem
from proofpack.project.layout import layout
from proofpack.project.ledger import write_ledger
from proofpack.project.locked import locked
from proofpack.project.reader import ProjectReader
from proofpack.project.resolve import resolve
from proofpack.refresh.cache import Cache
from proofpack.refresh.commands.ledger import dropped, not_before, pruned
from proofpack.refresh.commands.patch import QuotePatch, quote_patch
from proofpack.refresh.evaluations import Evaluations
from proofpack.refresh.evidence import basis
from proofpack.refresh.evidence.rewording import Rewording, rewording
from proofpack.refresh.journal import Entry, Journal
from proofpack.refresh.plan import SourceSelection, by_hand_alone, by_host, retired, selected
from proofpack.refresh.run import ReadingOptions, SourceReaders, SourceResult
from proofpack.secrets.masking import Mask
from proofpack.text.sentences import Changes
from proofpack.util.atomic_swap import remove_leftovers


class RefreshOptions(Struct, frozen=True):
    """How a refresh is run.

    Attributes:
        selection: which sources.
        dry: whether nothing is written.
        prune: whether what is no source or fact any more leaves the ledger.
        patch: whether a diff is made that takes the new words of lost quotes.
    """

    selection: SourceSelection = field(default_factory=SourceSelection)
    dry: bool = False
    prune: bool = False
    patch: bool = False


@dataclass
class RefreshRun:
    """What a refresh did.

    Attributes:
        today: the day of its readings.
        results: what came of each source, in the order of their packs.
        before: for each source and digest of a quote, the passage where it last stood.
        rewordings: for each source and fact whose quote is lost, what its page says nearly as that did.
        changes: for each source whose text has changed, the sentences that went and came; None where
            the text before is not known here.
        patch: the diff that was asked for, or None.
        by_hand: the sources that were not asked for, because nothing shows that a page is theirs.
        retired: the sources that were not asked for, because nobody reads them any more.
        dropped: what left the ledger because the project has it no more.
        left: how many sources were not come to, because this run was interrupted.
        wrote: whether the ledger was written.
        library: the project as known after the run.
        warnings: about the ledger.
    """

    today: datetime.date
    results: list[SourceResult]
    library: Library
    before: dict[tuple[str, str], str] = field(default_factory=dict)
    rewordings: dict[tuple[str, str], Rewording] = field(default_factory=dict)
    changes: dict[str, Changes | None] = field(default_factory=dict)
    patch: QuotePatch | None = None
    by_hand: list[KnownSource] = field(default_factory=list)
    retired: list[KnownSource] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    left: int = 0
    wrote: bool = False
    warnings: tuple[Problem, ...] = ()

    @property
    def offline(self) -> bool:
        """Whether no server answered at all, of more than one host or of the only one there is."""
        if {result.reading.outcome for result in self.results} != {Outcome.NETWORK_ERROR}:
            return False
        asked = by_host([result.source for result in self.results])
        return len(asked) > 1 or len(by_host(self.library.sources.values())) == 1

    @property
    def fault(self) -> Exception | None:
        """The first fault of Proofpack's own, or None."""
        return next((result.fault for result in self.results if result.fault), None)

    @property
    def exit(self) -> Exit:
        """What the command exits with."""
        if self.fault:
            return Exit.FAULT
        good = (Outcome.CONFIRMED, Outcome.UNCHANGED, Outcome.READ)
        clean = not self.left and all(result.reading.outcome in good for result in self.results)
        return Exit.CLEAN if clean else Exit.OUTSIDE


def refresh(
    root: Path,
    today: datetime.date,
    options: RefreshOptions,
    reading_options: Callable[[Library], ReadingOptions],
    progress: Callable[[str, int, int], None],
) -> RefreshRun:
    """Read documented pages, and bring home what was observed.

    Args:
        root: folder of the project.
        today: the day that readings count for.
        options: what to read, and whether to write.
        reading_options: makes from the Library how to read: the network comes in here.
        progress: told about progress.

    Raises:
        ProblemsError: the project is not valid, the clock stands before the ledger, another run
            holds the lock, or the ledger cannot be written.
    """
    reader = ProjectReader(root)
    with locked(reader.folder, "refresh"):
        remove_leftovers((root / layout(root).ledger).resolve())
        tree, records = reader.records()
        not_before(records, today)
        library = resolve(records, today)
        chosen = selected(library, options.selection)
        run = RefreshRun(today, [], library, warnings=library.warnings)
        run.by_hand = by_hand_alone(chosen)
        run.retired = [] if options.selection.names else retired(library)
        sources = [source for source in chosen if source not in run.by_hand]
        journal, cache = Journal(reader.folder), Cache(reader.folder / "pages")
        run.before = _before(cache, sources)
        # A run with a wrong clock may have been killed; what it dated after today is worth nothing.
        unfinished = [] if options.dry else [entry for entry in journal.left() if entry.on <= today]
        run.results = _resumed(unfinished, sources, today)
        folder = None if options.dry else reader.folder / "evaluations"
        evaluations = Evaluations(folder, reader.rules)
        readers = SourceReaders(
            _unread(run, sources), records.history, today, reading_options(library), evaluations
        )
        stores = None if options.dry else (journal, cache, evaluations.mask)
        _read(run, readers, sources, stores, progress)
        run.rewordings = dict(_rewordings(run, evaluations.mask))
        run.changes = dict(_changes(run, cache, evaluations.mask))
        if options.patch:
            run.patch = quote_patch(tree, run.results, run.rewordings)
        ledger = _taken_in(run, unfinished, records.history)
        if options.prune:
            whole, ledger = ledger, pruned(ledger, records.sources)
            run.dropped = dropped(whole, ledger)
        if not options.dry:
            if ledger != records.history:
                write_ledger(root, ledger)
                run.wrote = True
            journal.close(done=True)
        run.library = resolve(structs.replace(records, history=ledger), today)
        return run


def _before(cache: Cache, sources: Sequence[KnownSource]) -> dict[tuple[str, str], str]:
    """Return where each quote last stood, as known before the run."""
    return {
        (source.id, digest): passage
        for source in sources
        for digest, passage in cache.passages(source.id).items()
    }


def _resumed(
    unfinished: Sequence[Entry], sources: Sequence[KnownSource], today: datetime.date
) -> list[SourceResult]:
    """Return what a killed run has read today, where it looked for what is looked for now."""
    known = {source.id: source for source in sources}
    results = {}
    for entry in unfinished:
        source = known.get(entry.reading.source)
        if source and entry.on == today and entry.basis == basis(source.record):
            results[source.id] = SourceResult(source, entry.reading, resumed=True)
    return list(results.values())


def _unread(run: RefreshRun, sources: Sequence[KnownSource]) -> list[KnownSource]:
    ids = {result.source.id for result in run.results}
    return [source for source in sources if source.id not in ids]


def _read(
    run: RefreshRun,
    readers: SourceReaders,
    sources: Sequence[KnownSource],
    stores: tuple[Journal, Cache, Mask] | None,
    progress: Callable[[str, int, int], None],
) -> None:
    """Read what is left to read. An interrupt ends it; what was read by then counts."""
    try:
        progress("pages", len(run.results), len(sources))
        for result in readers.read():
            # First of all: an interrupt between any two lines must not lose what was read.
            run.results.append(result)
            if stores and not result.fault:
                journal, cache, mask = stores
                journal.add(
                    Entry(run.today, result.reading, result.words, basis(result.source.record))
                )
                if result.reading.evaluation and result.reading.outcome.is_reading:
                    cache.keep(result.source.id, result.reading.evaluation, mask)
            progress("pages", len(run.results), len(sources))
    except KeyboardInterrupt:
        run.left = len(sources) - len(run.results)
    order = {source.id: position for position, source in enumerate(sources)}
    run.results.sort(key=lambda result: order[result.source.id])


def _changes(run: RefreshRun, cache: Cache, mask: Mask) -> Iterator[tuple[str, Changes | None]]:
    """Yield which sources have another text than the time before, with what changed."""
    for result in run.results:
        evaluation, source = result.reading.evaluation, result.source
        if evaluation is None or not result.reading.outcome.is_reading:
            continue
        same = [known for known in source.editions if known.rules == evaluation.rules]
        if same and same[-1].text != evaluation.digest:
            old = cache.text(source.id, same[-1].text)
            new = cache.text(source.id, evaluation.digest) or mask(evaluation.counted)
            yield source.id, Changes.between(old, new) if old and new else None


def _rewordings(run: RefreshRun, mask: Mask) -> Iterator[tuple[tuple[str, str], Rewording]]:
    """Yield what pages say nearly as their lost quotes did."""
    for result in run.results:
        evaluation = result.reading.evaluation
        quotes = {fact.id: fact.quote for fact in result.source.record.facts}
        if evaluation is None:
            continue
        for match in evaluation.matches:
            lost = not match.found and match.fact in quotes
            if lost and (now := rewording(quotes[match.fact], evaluation.text, mask)):
                yield (result.source.id, match.fact), now


def _taken_in(
    run: RefreshRun, unfinished: Sequence[Entry], ledger: Mapping[str, History]
) -> dict[str, History]:
    """Return the ledger with what this run and one that was killed have read."""
    entries = [
        Entry(run.today, result.reading, result.words, basis(result.source.record))
        for result in run.results
        if not run.offline and not result.fault and not result.resumed
    ]
    joined = dict(ledger)
    for entry in [*unfinished, *entries]:
        history = joined.get(entry.reading.source, History())
        joined[entry.reading.source] = history.with_reading(
            entry.reading, entry.words, entry.basis, entry.on
        )
    return joined
