"""Which sources a run reads: by name, by shard, or because they are due; and which of them together.

Hosts are the unit: each host is read politely and on its own, hosts side by side, and a shard holds
whole hosts, so that two jobs never ask the same one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from proofpack.model.history import History
from proofpack.model.library import KnownSource, Library
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable
from proofpack.model.records.base import did_you_mean
from proofpack.refresh.fetch import host_of


class Shard(Struct, frozen=True):
    """One of several jobs that share a list: number `index` (from 1) of `of`."""

    index: int
    of: int


class SourceSelection(Struct, frozen=True):
    """What a run is asked to read.

    Attributes:
        names: ids of sources; none means all.
        only_due: only those that policy says are due.
        shard: only the hosts of one shard, or None for all.
    """

    names: tuple[str, ...] = ()
    only_due: bool = False
    shard: Shard | None = None


def address(source: KnownSource) -> str:
    """Return the address that a re-fetch reads."""
    return source.record.read or source.record.url


def selected(library: Library, selection: SourceSelection) -> list[KnownSource]:
    """Return the sources to read, in the order of their packs.

    Raises:
        ProblemsError: a name is not a source.
    """
    unknown = [name for name in selection.names if name not in library.sources]
    if unknown:
        raise ProblemsError(_unknown(name, library) for name in unknown)
    wanted = selection.names or [
        source.id
        for source in library.sources.values()
        if not (source.record.by_hand or source.retired_since)
    ]
    sources = [source for source in library.sources.values() if source.id in wanted]
    if selection.shard:
        hosts = shard_hosts(
            [host_of(address(source)) for source in library.sources.values()], selection.shard
        )
        sources = [source for source in sources if host_of(address(source)) in hosts]
    if selection.only_due:
        sources = [source for source in sources if is_due(source, library)]
    return sources


def retired(library: Library) -> list[KnownSource]:
    """Return the sources that nobody reads any more; they are read where they are named."""
    return [source for source in library.sources.values() if source.retired_since]


def by_hand_alone(sources: Iterable[KnownSource]) -> list[KnownSource]:
    """Return the sources that no program can tell from another page, so that none is asked for them."""
    return [source for source in sources if source.record.is_told_by_hand]


def is_due(source: KnownSource, library: Library) -> bool:
    """Return whether policy says that a source is to be read again.

    It is when its last read by the program is `reading.every_days` or more ago, when a later attempt
    failed, when one of its quotes is missing, and when a quote was never looked for.
    """
    every = datetime.timedelta(days=library.policy.reading.every_days)
    if source.fetched is None or library.today - source.fetched >= every:
        return True
    failed = source.shaky or any(attempt.by == "fetch" for attempt in source.failures)
    return failed or any(not fact.holds for fact in source.facts)


def shard_hosts(hosts: Sequence[str], shard: Shard) -> set[str]:
    """Return the hosts of one shard.

    Every job computes the same: the host with most pages goes first, to the shard with fewest.

    Args:
        hosts: the host of each source of the project, whether or not it is read now.
        shard: which one.
    """
    pages: dict[str, int] = {}
    for host in hosts:
        pages[host] = pages.get(host, 0) + 1
    loads = [0] * shard.of
    mine: set[str] = set()
    for host in sorted(pages, key=lambda host: (-pages[host], host)):
        lightest = loads.index(min(loads))
        loads[lightest] += pages[host]
        if lightest == shard.index - 1:
            mine.add(host)
    return mine


def by_host(sources: Iterable[KnownSource]) -> dict[str, list[KnownSource]]:
    """Return the sources by the host that is asked for them."""
    hosts: dict[str, list[KnownSource]] = {}
    for source in sources:
        hosts.setdefault(host_of(address(source)), []).append(source)
    return hosts


def newest(ledger: Mapping[str, History]) -> datetime.date | None:
    """Return the newest day in a ledger."""
    return max((history.newest for history in ledger.values() if history.newest), default=None)


def _unknown(name: str, library: Library) -> Problem:
    what, remedy = f'no source is called "{name}"', did_you_mean(name, library.sources)
    return unreadable(Place(library.at.of_data("sources")), "unknown-id", what, remedy)
