"""A refresh run: worker threads fetch the pages of each host, and the caller evaluates them.

Workers take sources of one host and bring home what servers answered; the caller's thread alone
evaluates and writes. So a page is evaluated while the next is on its way, and nothing needs a lock but a
queue. A worker never fails: whatever happens to one source is that source's outcome.
"""

from __future__ import annotations

import datetime
import queue
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from proofpack.model.history import FullRead, History
from proofpack.model.library import KnownSource
from proofpack.model.outcomes import (
    FetchResult,
    Kind,
    Landmarks,
    Outcome,
    SourceReading,
    Validators,
)
from proofpack.model.passages import Accepted
from proofpack.model.quotes import words
from proofpack.refresh.evaluations import Evaluations
from proofpack.refresh.evidence import basis
from proofpack.refresh.plan import address, by_host
from proofpack.secrets.masking import Mask

MAXIMUM_WORKERS = 32
# RFC 9110, 8.8.3 and 5.6.7.
_ETAG = re.compile(r'(?:W/)?"[!#-~]{0,100}"')
_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
# A server that answers 304 for ever is asked for the whole page at least this often.
FULL_READ_DAYS = 30


class FetchesPages(Protocol):
    """A fetcher of pages: the network, as an argument."""

    def fetch(
        self,
        url: str,
        validators: Validators | None = None,
        *,
        kind: Kind | None = None,
        most_bytes: int | None = None,
    ) -> FetchResult:
        """Fetch one address, by a conditional request where validators are given."""
        ...


class ReadingOptions(Struct, frozen=True):
    """How a run reads.

    Attributes:
        connections: how many pages of one host are asked for at once.
        twice: whether each page is read a second time, to tell which change by themselves.
        open_fetcher: makes what a worker asks servers with.
    """

    connections: int
    twice: bool
    open_fetcher: Callable[[], AbstractContextManager[FetchesPages]]


class SourceResult(Struct, frozen=True):
    """One source of a run, with what came of it.

    Attributes:
        source: as it was known before.
        reading: what came of reading it.
        fault: what went wrong within Proofpack itself, or None.
        resumed: whether a run that was stopped had read it already.
    """

    source: KnownSource
    reading: SourceReading
    fault: Exception | None = None
    resumed: bool = False

    @property
    def words(self) -> dict[str, str]:
        """Digests of what was looked for, by fact."""
        return {fact.record.id: words(fact.record) for fact in self.source.facts}


@dataclass
class _HostQueue:
    """The sources of one host that are still to be read."""

    sources: deque[KnownSource]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> KnownSource | None:
        with self.lock:
            return self.sources.popleft() if self.sources else None


class _Fetched(Struct, frozen=True):
    """What a worker brings home.

    Attributes:
        source: what it was sent for.
        results: what came of fetching, once or twice, or the fault of ours that came instead.
        slot: to be released when the reading is kept.
    """

    source: KnownSource
    results: tuple[FetchResult, ...] | Exception
    slot: threading.Semaphore


# A worker fetches the next page while the last one is evaluated, and waits before it asks for a third.
_PREFETCHED = 2


class SourceReaders:
    """The workers of a run."""

    def __init__(
        self,
        sources: Sequence[KnownSource],
        ledger: Mapping[str, History],
        today: datetime.date,
        options: ReadingOptions,
        evaluations: Evaluations,
    ) -> None:
        """Make the workers.

        Args:
            sources: what to read.
            ledger: what is known of them, for conditional requests.
            today: the day of the readings.
            options: how to read.
            evaluations: judges documents, and knows those that were judged before.
        """
        self.options, self.ledger, self.today = options, ledger, today
        self.evaluations = evaluations
        self._count = len(sources)
        self._stopped = threading.Event()
        self._done: queue.SimpleQueue[_Fetched] = queue.SimpleQueue()
        hosts = [_HostQueue(deque(pages)) for pages in by_host(sources).values()]
        slots = min(options.connections, max((len(host.sources) for host in hosts), default=0))
        self._waiting = deque(host for _ in range(slots) for host in hosts)
        size = min(MAXIMUM_WORKERS, len(self._waiting))
        self._slots = [threading.Semaphore(_PREFETCHED) for _ in range(size)]

    def read(self) -> Iterator[SourceResult]:
        """Yield what came of each source, as it comes.

        Whoever takes a reading keeps it before asking for the next: only then does its worker go on.
        Whoever stops listening stops the workers; what they are at is lost, and nothing waits for it.
        """
        with ExitStack() as stack:
            stack.callback(self._stop)
            fetchers = [stack.enter_context(self.options.open_fetcher()) for _ in self._slots]
            workers = [
                threading.Thread(target=self._work, args=arguments, daemon=True)
                for arguments in zip(fetchers, self._slots, strict=True)
            ]
            for worker in workers:
                worker.start()
            for _ in range(self._count):
                fetched = self._done.get()
                yield self._result(fetched)
                fetched.slot.release()
            for worker in workers:
                worker.join()

    def _result(self, fetched: _Fetched) -> SourceResult:
        source, fault = fetched.source, fetched.results
        if not isinstance(fault, Exception):
            try:
                history = self.ledger.get(source.id) or History()
                reading = evaluated(source, fault, self.evaluations, history)
                result = SourceResult(source, reading)
                if reading.evaluation:
                    looked_for = (result.words, basis(source.record), self.today)
                    following = history.with_reading(reading, *looked_for)
                    self.evaluations.keep(source.record, following)
            except Exception as error:  # noqa: BLE001 - it costs this source its reading, and no other
                fault = error
            else:
                return result
        what = f"a fault of Proofpack's own ({type(fault).__name__})"
        return SourceResult(source, SourceReading(source.id, Outcome.NOT_RUN, what), fault)

    def _stop(self) -> None:
        self._stopped.set()
        for slot in self._slots:
            slot.release()

    def _work(self, fetcher: FetchesPages, slot: threading.Semaphore) -> None:
        while not self._stopped.is_set():
            try:
                host = self._waiting.popleft()
            except IndexError:
                return
            while slot.acquire() and not self._stopped.is_set() and (source := host.take()):
                self._done.put(_Fetched(source, self._fetch(source, fetcher), slot))
            slot.release()

    def _fetch(
        self, source: KnownSource, fetcher: FetchesPages
    ) -> tuple[FetchResult, ...] | Exception:
        try:
            return fetch_source(
                source, self.ledger.get(source.id), self.today, fetcher, self.options.twice
            )
        except Exception as fault:  # noqa: BLE001 - a fault of ours must not cost the other sources
            return fault


def fetch_source(
    source: KnownSource,
    history: History | None,
    today: datetime.date,
    fetcher: FetchesPages,
    twice: bool,
) -> tuple[FetchResult, ...]:
    """Fetch the page of a source, by a conditional request where a 304 would tell something.

    Args:
        source: which.
        history: what is known of it, for a conditional request.
        today: the day of the reading.
        fetcher: the network.
        twice: whether to ask a second time, if there was something to read.
    """
    # Landmarks and passages are read off the whole page: older ledgers have nothing of that.
    known = (
        history.page if history and history.landmarks and _is_accepted(source, history) else None
    )
    validators = None if twice else _conditions(known, basis(source.record), today)
    record = source.record
    fetch = partial(
        fetcher.fetch, address(source), kind=record.kind_read, most_bytes=record.most_bytes
    )
    first = fetch(validators)
    return (first, fetch()) if twice and first.document else (first,)


def _is_accepted(source: KnownSource, history: History) -> bool:
    return all((fact.id, words(fact)) in history.accepted for fact in source.record.facts)


def evaluated(
    source: KnownSource,
    results: Sequence[FetchResult],
    evaluations: Evaluations,
    history: History,
) -> SourceReading:
    """Return what a source's page said when it was asked for, once or twice.

    Args:
        source: which.
        results: what servers answered.
        evaluations: judges documents, and knows those that were judged before.
        history: what is known of the source: landmarks of its page, and passages that count.
    """
    known = history.landmarks.of if history.landmarks else None
    first = _reading(source, results[0], evaluations, known, history.accepted)
    if not (results[1:] and first.evaluation):
        return first
    known = first.evaluation.landmarks or known
    second = _reading(source, results[1], evaluations, known, history.accepted)
    if not (second.outcome.is_reading and second.evaluation):
        return second
    # What one of two readings denies is not confirmed.
    doubtful = max(first, second, key=_doubt)
    return replace(doubtful, unstable=first.evaluation.digest != second.evaluation.digest)


def _doubt(reading: SourceReading) -> int:
    doubts = (Outcome.PASSAGE_CHANGED, Outcome.QUOTE_MISSING)
    return doubts.index(reading.outcome) + 1 if reading.outcome in doubts else 0


def _conditions(known: FullRead | None, wanted: str, today: datetime.date) -> Validators | None:
    """Return the validators of a conditional request, where a 304 would tell something."""
    if known is None or known.basis != wanted or not (known.etag or known.modified):
        return None
    fresh = 0 <= (today - known.on).days < FULL_READ_DAYS
    return Validators(known.etag, known.modified) if fresh else None


def _reading(
    source: KnownSource,
    result: FetchResult,
    evaluations: Evaluations,
    known: Landmarks | None,
    accepted: Accepted,
) -> SourceReading:
    mask, evaluation = evaluations.mask, None
    outcome, detail = result.outcome, result.detail
    if result.document:
        evaluation = evaluations.of(source.record, result.document, known, accepted)
        if outcome is None:
            outcome, detail = evaluation.outcome, evaluation.detail or detail
    return SourceReading(
        source.id,
        outcome or Outcome.NOT_RUN,
        detail,
        result.status,
        tuple(_without_query(url, mask) for url in result.chain),
        evaluation,
        _storable(result.validators, mask),
    )


def _storable(validators: Validators, mask: Mask) -> Validators:
    """Return validators as the ledger may hold them: nothing that is no tag, no date, or a secret."""
    etag, modified = validators.etag, validators.modified
    plain = _ETAG.fullmatch(etag) and mask(etag) == etag
    return Validators(etag if plain else "", modified if _DATE.fullmatch(modified) else "")


def _without_query(url: str, mask: Mask) -> str:
    """Return an address without its query: a redirect may carry what is nobody's business."""
    path, mark, _ = url.partition("?")
    shown = "/".join(mask(part.partition(";")[0]) for part in path.split("/"))
    return f"{shown}?…" if mark else shown
