"""A refresh: hosts side by side, each politely, every reading kept as soon as it is there.

Workers take sources of one host and bring home what servers answered; the caller's thread alone judges
and writes. So a page is judged while the next is on its way, and nothing needs a lock but a queue. A
worker never fails: whatever happens to one source is that source's outcome.
"""

from __future__ import annotations

import datetime
import queue
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from typing import Protocol

from proofpack.model.history import FullRead, History
from proofpack.model.library import KnownSource
from proofpack.model.outcomes import Evaluation, FetchResult, Outcome, SourceReading, Validators
from proofpack.model.quotes import words
from proofpack.refresh.evidence import basis, evaluate
from proofpack.refresh.plan import address, by_host
from proofpack.secrets.masking import masked

MAXIMUM_WORKERS = 32
# RFC 9110, 8.8.3 and 5.6.7.
_ETAG = re.compile(r'(?:W/)?"[!#-~]{0,100}"')
_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
# A server that answers 304 for ever is asked for the whole page at least this often.
FULL_READ_DAYS = 30


class FetchesPages(Protocol):
    """Asks servers: the network, as an argument."""

    def visit(self, url: str, validators: Validators | None = None) -> FetchResult:
        """Ask for one address."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How a run reads.

    Attributes:
        connections: how many pages of one host are asked for at once.
        twice: whether each page is read a second time, to tell which change by themselves.
        open_visitor: makes what a worker asks servers with.
    """

    connections: int
    twice: bool
    open_visitor: Callable[[], AbstractContextManager[FetchesPages]]


@dataclass(frozen=True)
class SourceResult:
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
        return {one.record.id: words(one.record) for one in self.source.facts}


@dataclass
class _HostQueue:
    """The sources of one host that are still to be read."""

    sources: deque[KnownSource]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> KnownSource | None:
        with self.lock:
            return self.sources.popleft() if self.sources else None


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What a worker brings home.

    Attributes:
        source: what it was sent for.
        visits: what came of asking, or the fault of ours that came instead.
        room: to be released when the reading is kept.
    """

    source: KnownSource
    visits: tuple[FetchResult, ...] | Exception
    room: threading.Semaphore


# A worker asks for the next page while the last one is judged, and waits before it asks for a third.
_AHEAD = 2


class SourceReaders:
    """The workers of a run."""

    def __init__(
        self,
        sources: Sequence[KnownSource],
        ledger: Mapping[str, History],
        today: datetime.date,
        manner: ReadingOptions,
    ) -> None:
        """Make the workers.

        Args:
            sources: what to read.
            ledger: what is known of them, for conditional requests.
            today: the day of the readings.
            manner: how to read.
        """
        self.manner, self.ledger, self.today = manner, ledger, today
        self._count = len(sources)
        self._stopped = threading.Event()
        self._done: queue.SimpleQueue[_Fetched] = queue.SimpleQueue()
        hosts = [_HostQueue(deque(one)) for one in by_host(sources).values()]
        slots = min(manner.connections, max((len(one.sources) for one in hosts), default=0))
        self._waiting = deque(host for _ in range(slots) for host in hosts)
        size = min(MAXIMUM_WORKERS, len(self._waiting))
        self._rooms = [threading.Semaphore(_AHEAD) for _ in range(size)]

    def read(self) -> Iterator[SourceResult]:
        """Yield what came of each source, as it comes.

        Whoever takes a reading keeps it before asking for the next: only then does its worker go on.
        Whoever stops listening stops the workers; what they are at is lost, and nothing waits for it.
        """
        with ExitStack() as stack:
            stack.callback(self._stop)
            visitors = [stack.enter_context(self.manner.open_visitor()) for _ in self._rooms]
            workers = [
                threading.Thread(target=self._work, args=one, daemon=True)
                for one in zip(visitors, self._rooms, strict=True)
            ]
            for worker in workers:
                worker.start()
            for _ in range(self._count):
                brought = self._done.get()
                yield _item(brought)
                brought.room.release()
            for worker in workers:
                worker.join()

    def _stop(self) -> None:
        self._stopped.set()
        for room in self._rooms:
            room.release()

    def _work(self, visitor: FetchesPages, room: threading.Semaphore) -> None:
        while not self._stopped.is_set():
            try:
                host = self._waiting.popleft()
            except IndexError:
                return
            while room.acquire() and not self._stopped.is_set() and (source := host.take()):
                self._done.put(_Fetched(source, self._visits(source, visitor), room))
            room.release()

    def _visits(
        self, source: KnownSource, visitor: FetchesPages
    ) -> tuple[FetchResult, ...] | Exception:
        try:
            return visits(
                source, self.ledger.get(source.id), self.today, visitor, self.manner.twice
            )
        except Exception as fault:  # noqa: BLE001 - a fault of ours must not cost the other sources
            return fault


def visits(
    source: KnownSource,
    history: History | None,
    today: datetime.date,
    visitor: FetchesPages,
    twice: bool,
) -> tuple[FetchResult, ...]:
    """Ask for the page of a source.

    Args:
        source: which.
        history: what is known of it, for a conditional request.
        today: the day of the reading.
        visitor: asks servers.
        twice: whether to ask a second time, if there was something to read.
    """
    known = history.page if history else None
    validators = None if twice else _conditions(known, basis(source.record), today)
    first = visitor.visit(address(source), validators)
    return (first, visitor.visit(address(source))) if twice and first.document else (first,)


def _item(brought: _Fetched) -> SourceResult:
    source, fault = brought.source, brought.visits
    if not isinstance(fault, Exception):
        try:
            return SourceResult(source, judged(source, fault))
        except Exception as error:  # noqa: BLE001 - it costs this source its reading, and no other
            fault = error
    what = f"a fault of Proofpack's own ({type(fault).__name__})"
    return SourceResult(source, SourceReading(source.id, Outcome.NOT_RUN, what), fault)


def judged(source: KnownSource, visits: Sequence[FetchResult]) -> SourceReading:
    """Return what a source's page said when it was asked for, once or twice."""
    first, *again = [_reading(source, one) for one in visits]
    if not (again and first.judgement):
        return first
    second = again[0]
    if not (second.outcome.is_reading and second.judgement):
        return second
    # What one of two readings denies is not confirmed.
    kept = second if second.outcome is Outcome.QUOTE_MISSING else first
    return replace(kept, unstable=first.judgement.digest != second.judgement.digest)


def _conditions(known: FullRead | None, wanted: str, today: datetime.date) -> Validators | None:
    """Return what to ask "has it changed?" with, where a "no" would tell something."""
    if known is None or known.basis != wanted or not (known.etag or known.modified):
        return None
    fresh = 0 <= (today - known.on).days < FULL_READ_DAYS
    return Validators(known.etag, known.modified) if fresh else None


def _reading(source: KnownSource, visit: FetchResult) -> SourceReading:
    judgement: Evaluation | None = None
    outcome, detail = visit.outcome, visit.detail
    if visit.document:
        judgement = evaluate(source.record, visit.document)
        if outcome is None:
            outcome, detail = judgement.outcome, judgement.detail or detail
    return SourceReading(
        source.id,
        outcome or Outcome.NOT_RUN,
        detail,
        visit.status,
        tuple(_without_query(one) for one in visit.chain),
        judgement,
        _kept(visit.validators),
    )


def _kept(validators: Validators) -> Validators:
    """Return validators as the ledger may hold them: nothing that is no tag, no date, or a secret."""
    etag, modified = validators.etag, validators.modified
    plain = _ETAG.fullmatch(etag) and masked(etag) == etag
    return Validators(etag if plain else "", modified if _DATE.fullmatch(modified) else "")


def _without_query(url: str) -> str:
    """Return an address without its query: a redirect may carry what is nobody's business."""
    path, mark, _ = url.partition("?")
    shown = "/".join(masked(one.partition(";")[0]) for one in path.split("/"))
    return f"{shown}?…" if mark else shown
