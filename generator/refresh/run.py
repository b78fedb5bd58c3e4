"""A refresh: hosts side by side, each politely, every reading kept as soon as it is there.

Workers take sources of one host and bring readings home; the caller's thread alone writes. A worker
never fails: whatever happens to one source is that source's outcome.
"""

from __future__ import annotations

import datetime
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from typing import Protocol

from ..history import FullRead, History
from ..library import KnownSource
from ..problems import ProblemsError
from ..quotes import words
from ..readings import Judgement, Outcome, Reading, Validators, Visit
from .judge import basis, judge
from .plan import address, by_host

MAXIMUM_WORKERS = 32
# A server that answers 304 for ever is asked for the whole page at least this often.
FULL_READ_DAYS = 30


class Visits(Protocol):
    """Asks servers: the network, as an argument."""

    def visit(self, url: str, validators: Validators | None = None) -> Visit:
        """Ask for one address."""
        ...


@dataclass(frozen=True, slots=True)
class Manner:
    """How a run reads.

    Attributes:
        connections: how many pages of one host are asked for at once.
        twice: whether each page is read a second time, to tell which change by themselves.
        open_visitor: makes what a worker asks servers with.
    """

    connections: int
    twice: bool
    open_visitor: Callable[[], AbstractContextManager[Visits]]


@dataclass(frozen=True)
class Item:
    """One source of a run, with what came of it.

    Attributes:
        source: as it was known before.
        reading: what came of reading it.
        fault: what went wrong within Proofpack itself, or None.
        resumed: whether a run that was stopped had read it already.
    """

    source: KnownSource
    reading: Reading
    fault: Exception | None = None
    resumed: bool = False

    @property
    def words(self) -> dict[str, str]:
        """Digests of what was looked for, by fact."""
        return {one.record.id: words(one.record) for one in self.source.facts}


@dataclass
class _Host:
    """The sources of one host that are still to be read."""

    sources: deque[KnownSource]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> KnownSource | None:
        with self.lock:
            return self.sources.popleft() if self.sources else None


class Readers:
    """The workers of a run."""

    def __init__(
        self,
        sources: Sequence[KnownSource],
        ledger: Mapping[str, History],
        today: datetime.date,
        manner: Manner,
        keep: Callable[[Item], None],
    ) -> None:
        """Make the workers.

        Args:
            sources: what to read.
            ledger: what is known of them, for conditional requests.
            today: the day of the readings.
            manner: how to read.
            keep: called by one worker at a time with each reading, before the next page is asked for.
        """
        self.manner, self.ledger, self.today, self.keep = manner, ledger, today, keep
        self._count = len(sources)
        self._stopped = threading.Event()
        self._keeping = threading.Lock()
        self._done: queue.SimpleQueue[Item | ProblemsError] = queue.SimpleQueue()
        hosts = [_Host(deque(one)) for one in by_host(sources).values()]
        slots = min(manner.connections, max((len(one.sources) for one in hosts), default=0))
        self._waiting = deque(host for _ in range(slots) for host in hosts)
        self._size = min(MAXIMUM_WORKERS, len(self._waiting))

    def read(self) -> Iterator[Item]:
        """Yield what came of each source, as it comes.

        Whoever stops listening stops the workers; what they are at is lost, and nothing waits for it.

        Raises:
            ProblemsError: a reading could not be kept.
        """
        with ExitStack() as stack:
            stack.callback(self.stop)
            visitors = [stack.enter_context(self.manner.open_visitor()) for _ in range(self._size)]
            workers = [
                threading.Thread(target=self._work, args=[one], daemon=True) for one in visitors
            ]
            for worker in workers:
                worker.start()
            for _ in range(self._count):
                yield _item_of(self._done.get())
            for worker in workers:
                worker.join()

    def stop(self) -> None:
        """Let nothing more be kept."""
        with self._keeping:
            self._stopped.set()

    def rest(self) -> Iterator[Item]:
        """Yield what was kept, and not listened to, before the stop."""
        while not self._done.empty():
            yield _item_of(self._done.get())

    def _work(self, visitor: Visits) -> None:
        while not self._stopped.is_set():
            try:
                host = self._waiting.popleft()
            except IndexError:
                return
            while not self._stopped.is_set() and (source := host.take()):
                self._bring(self._item(source, visitor))

    def _bring(self, item: Item) -> None:
        with self._keeping:
            if not self._stopped.is_set():
                try:
                    self.keep(item)
                    self._done.put(item)
                except ProblemsError as error:
                    self._done.put(error)

    def _item(self, source: KnownSource, visitor: Visits) -> Item:
        try:
            history = self.ledger.get(source.id)
            return Item(source, read(source, history, self.today, visitor, self.manner.twice))
        except Exception as fault:  # noqa: BLE001 - a fault of ours must not cost the other sources
            what = f"a fault of Proofpack's own ({type(fault).__name__})"
            return Item(source, Reading(source.id, Outcome.NOT_RUN, what), fault)


def _item_of(brought: Item | ProblemsError) -> Item:
    if isinstance(brought, ProblemsError):
        raise brought
    return brought


def read(
    source: KnownSource,
    history: History | None,
    today: datetime.date,
    visitor: Visits,
    twice: bool,
) -> Reading:
    """Read one source.

    Args:
        source: which.
        history: what is known of it, for a conditional request.
        today: the day of the reading.
        visitor: asks servers.
        twice: whether to read it a second time.
    """
    known = history.page if history else None
    validators = None if twice else _conditions(known, basis(source.record), today)
    visit = visitor.visit(address(source), validators)
    reading = _reading(source, visit)
    if not (twice and reading.judgement):
        return reading
    again = _reading(source, visitor.visit(address(source)))
    same = again.judgement and again.judgement.digest == reading.judgement.digest
    return replace(reading, unstable=not same)


def _conditions(known: FullRead | None, wanted: str, today: datetime.date) -> Validators | None:
    """Return what to ask "has it changed?" with, where a "no" would tell something."""
    if known is None or known.basis != wanted or not (known.etag or known.modified):
        return None
    fresh = 0 <= (today - known.on).days < FULL_READ_DAYS
    return Validators(known.etag, known.modified) if fresh else None


def _reading(source: KnownSource, visit: Visit) -> Reading:
    judgement: Judgement | None = None
    outcome, detail = visit.outcome, visit.detail
    if visit.document:
        judgement = judge(source.record, visit.document)
        if outcome is None:
            outcome, detail = judgement.outcome, judgement.detail or detail
    return Reading(
        source.id,
        outcome or Outcome.NOT_RUN,
        detail,
        visit.status,
        tuple(_without_query(one) for one in visit.chain),
        judgement,
        visit.validators,
    )


def _without_query(url: str) -> str:
    """Return an address without its query: a redirect may carry what is nobody's business."""
    path, mark, _ = url.partition("?")
    return f"{path}?…" if mark else path
