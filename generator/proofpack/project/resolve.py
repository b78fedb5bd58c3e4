"""Stage 3: records and ledger to the Library, as known on one day.

Ids were checked by `validate`, so joining cannot fail. What is decided here: which readings count on
the day, which sources a guide stands on, and when its next review is due.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from msgspec import structs

from proofpack.model.history import History
from proofpack.model.library import (
    Attempt,
    Due,
    Edition,
    Guide,
    KnownArea,
    KnownContract,
    KnownFact,
    KnownFaq,
    KnownSource,
    KnownTable,
    KnownWorksheet,
    Library,
    PageFile,
    Records,
    ResolvedDirective,
    UsedSource,
    area_refs,
    directives,
)
from proofpack.model.library.facts import FactEvent, FactEventKind
from proofpack.model.library.groups import groups
from proofpack.model.library.pages import guide_id
from proofpack.model.outcomes import Outcome
from proofpack.model.passages import is_accepted
from proofpack.model.quotes import words
from proofpack.model.records.contracts import Area, Contract
from proofpack.model.records.directives import (
    FaqPlace,
    PartPlace,
    RowsPlace,
    WorksheetPlace,
)
from proofpack.model.records.guides import GuideMeta
from proofpack.model.records.policy import Policy
from proofpack.model.records.sources import Absence, Fact, Source

_Shown = Callable[[ResolvedDirective], list[KnownArea]]
"""Gives the areas that a directive shows."""
_NOTHING = History()
# Statuses that say of a page that it is not there.
_GONE = frozenset({404, 410})


def resolve(records: Records, today: datetime.date) -> Library:
    """Join the records of a project as they stood on `today`.

    Args:
        records: valid records.
        today: the day to judge for, in UTC. Nothing observed later is shown.
    """
    facts: dict[str, KnownFact] = {}
    sources: dict[str, KnownSource] = {}
    for name in records.sources:
        sources[name] = _source(records, name, today)
        facts.update((fact.ref, fact) for fact in sources[name].facts)
    contracts: dict[str, KnownContract] = {}
    for name, (path, contract) in records.contracts.items():
        joined = tuple(_area(name, contract, area, facts, sources) for area in contract.areas)
        contracts[name] = KnownContract(name, path, contract, joined)
    tables: dict[str, KnownTable] = {}
    for name, (path, table) in records.tables.items():
        joined = tuple(_area(name, table, row, facts, sources) for row in table.areas)
        tables[name] = KnownTable(name, path, table, joined)
    both = [*contracts.values(), *tables.values()]
    areas = {area.ref: area for contract in both for area in contract.areas}
    rows = {contract.id: [area.ref for area in contract.areas] for contract in both}

    def shown(directive: ResolvedDirective) -> list[KnownArea]:
        return [areas[ref] for ref in area_refs(directive, rows)]

    guides = dict(_guides(records, shown, sources, facts, today))
    placed = _placed(guides)
    return Library(
        today=today,
        policy=records.policy,
        sources=sources,
        facts=facts,
        contracts=contracts,
        tables=tables,
        areas=areas,
        worksheets=_in_order(
            guides,
            (
                KnownWorksheet(name, path, record, placed.get(("worksheet", name), ()))
                for name, (path, record) in records.worksheets.items()
            ),
        ),
        faqs=_in_order(
            guides,
            (
                KnownFaq(name, path, record, placed.get(("faq", name), ()))
                for name, (path, record) in records.faqs.items()
            ),
        ),
        guides=guides,
        pages=tuple(records.pages),
        synonyms=records.synonyms,
        used_by=_used_by(guides, shown, records),
        warnings=records.warnings,
        groups=groups(guides, records.policy.groups),
        at=records.at,
    )


def _stated(source: Source) -> list[Fact | Absence]:
    return [*source.facts, *source.absences]


def _source(records: Records, name: str, today: datetime.date) -> KnownSource:
    path, publisher, source = records.sources[name]
    history = records.history.get(name, _NOTHING)
    attempts = sorted(
        (day, *seen) for seen, days in history.observed.items() for day in days if day <= today
    )
    known = [Attempt(*attempt) for attempt in attempts]
    readings = tuple(attempt for attempt in known if attempt.outcome.is_reading)
    read = readings[-1].day if readings else datetime.date.min
    failures = tuple(attempt for attempt in known if attempt.day > read)
    shaky = any(attempt.day == read and not attempt.outcome.is_reading for attempt in known)
    gone, replaced = _gone_since(failures), _replaced_since(failures)
    grace = datetime.timedelta(days=records.policy.reading.grace_days)
    retired = source.retired if source.retired and source.retired <= today else None
    because = "nobody reads its page any more" if retired else "another page was served"
    newest = history.newest
    return KnownSource(
        source,
        path,
        publisher,
        tuple(
            structs.replace(
                _fact(source, fact, history, today, grace, gone),
                unchecked_since=retired or replaced,
                unchecked_because=because,
            )
            for fact in _stated(source)
        ),
        readings,
        failures,
        tuple(sorted(_editions(history, today))),
        shaky,
        replaced,
        retired,
        newest if newest and newest > today else None,
    )


def _editions(history: History, today: datetime.date) -> Iterator[Edition]:
    for (rules, text), days in history.texts.items():
        yield from (Edition(day, rules, text) for day in days if day <= today)


def _gone_since(failures: tuple[Attempt, ...]) -> datetime.date | None:
    """Return since when a page is not there: on one day it may be an accident, on two it is not."""
    by_day: dict[datetime.date, bool] = {}
    for attempt in failures:
        if attempt.by == "fetch":
            by_day[attempt.day] = by_day.get(attempt.day, False) or attempt.status in _GONE
    gone: list[datetime.date] = []
    for day, is_gone in by_day.items():
        gone = [*gone, day] if is_gone else []
    return gone[0] if len(gone) > 1 else None


def _replaced_since(failures: tuple[Attempt, ...]) -> datetime.date | None:
    """Return since when another page is served: on one day it may be an accident, on two it is not."""
    days = [failure.day for failure in failures if failure.outcome is Outcome.NOT_THE_DOCUMENT]
    return days[0] if days and days[-1] > days[0] else None


def _fact(
    source: Source,
    record: Fact | Absence,
    history: History,
    today: datetime.date,
    grace: datetime.timedelta,
    gone: datetime.date | None,
) -> KnownFact:
    """Return what is known of a fact. Only looks for the words that it has now count."""
    looks = {
        (look.by, look.found): {day for day in days if day <= today}
        for look, days in history.looked.items()
        if look.fact == record.id and look.words == words(record)
    }
    key = record.id, words(record)
    accepted = [each for each in history.accepted.get(key, ()) if each.on <= today]
    waiting = history.waiting.get(key)
    # Two branches may have read it, and one of them accepted it.
    settled = waiting if waiting and is_accepted(waiting.passage, accepted) else None
    changed = {day for day in history.changed.get(key, ()) if day <= today}
    if settled and settled.on <= today:
        changed = {day for day in changed if day > settled.on}
    missing = looks.get(("fetch", False), set()) | looks.get(("hand", False), set())
    fetched = looks.get(("fetch", True), set()) - missing - changed
    if settled and settled.on <= today:
        looks.setdefault(("hand", True), set()).add(settled.on)
    confirming = (looks.get(("hand", True), set()) - missing) | fetched
    confirmed = max(confirming, default=None)
    since = min((day for day in missing if confirmed is None or day > confirmed), default=None)
    last = max(changed, default=None)
    waits = last is not None and (confirmed is None or last > confirmed) and last not in missing
    waits_since = (
        min(day for day in changed if confirmed is None or day > confirmed) if waits else None
    )
    waiting = waiting if waits else None
    nearest = history.nearest.get(key) if since else None
    spare = (
        datetime.timedelta() if isinstance(record, Absence) else grace + datetime.timedelta(days=1)
    )
    lapses = since and since + spare
    return KnownFact(
        f"{source.id}.{record.id}",
        record,
        confirmed,
        "fetch" if confirmed in fetched else "hand",
        since,
        gone,
        (lapses is not None and today >= lapses) or gone is not None,
        nearest if nearest and nearest.on <= today else None,
        changed_since=waits_since,
        waiting=waiting if waiting and waiting.on <= today else None,
        accepted=max(accepted, default=None),
        lapses_on=lapses,
        events=tuple(_events(record, confirming, missing, changed, today, grace)),
    )


def _events(
    record: Fact | Absence,
    confirming: set[datetime.date],
    missing: set[datetime.date],
    changed: set[datetime.date],
    today: datetime.date,
    grace: datetime.timedelta,
) -> Iterator[FactEvent]:
    """Yield what happened to a fact from one look for it to the next, and when it lapsed."""
    is_absence, state, lost = isinstance(record, Absence), "", False
    lapses: datetime.date | None = None
    for day in sorted(confirming | missing | changed):
        if lapses and lapses < day:
            yield FactEvent(lapses, "lapsed")
            lapses = None
        before = state
        state = "lost" if day in missing else "found" if day in confirming else "changed"
        if state == "found":
            lost, lapses = False, None
        elif state == "lost" and not lost:
            lost = True
            lapses = None if is_absence else day + grace + datetime.timedelta(days=1)
        if state != before:
            yield FactEvent(day, _happened(before, state, is_absence))
    if lapses and lapses <= today:
        yield FactEvent(lapses, "lapsed")


def _happened(before: str, state: str, is_absence: bool) -> FactEventKind:
    """Return what happened between two looks for a fact."""
    if state == "lost":
        return "overturned" if is_absence else "lost"
    if state == "changed":
        return "changed"
    return "accepted" if before == "changed" else "found-again" if before else "found"


def _area(
    name: str,
    contract: Contract,
    area: Area,
    facts: dict[str, KnownFact],
    sources: dict[str, KnownSource],
) -> KnownArea:
    of_facts = (ref.partition(".")[0] for ref in area.facts)
    names = dict.fromkeys([*area.sources, *of_facts])
    return KnownArea(
        name,
        area,
        tuple(facts[ref] for ref in area.facts),
        tuple(sources[name] for name in names),
        frozenset(contract.asserts or contract.facets),
    )


def _guides(
    records: Records,
    shown: _Shown,
    sources: dict[str, KnownSource],
    facts: dict[str, KnownFact],
    today: datetime.date,
) -> Iterator[tuple[str, Guide]]:
    owners = {owner.id: owner for owner in records.policy.owners}
    files = [page for page in records.pages if isinstance(page.meta, GuideMeta)]
    for page in sorted(files, key=lambda page: (page.meta.order, page.title, page.path)):
        meta = page.meta
        assert isinstance(meta, GuideMeta)
        next_review, due, soon = _review(meta, records.policy, today)
        name = guide_id(page.path)
        used = tuple(_sources(page, meta, shown, sources))
        owner = owners[meta.owner]
        stands_on = tuple(facts[ref] for ref in dict.fromkeys(_facts(page, shown, records)))
        yield (
            name,
            Guide(name, page, meta, owner, used, next_review, due, soon, stands_on),
        )


def _review(
    meta: GuideMeta, policy: Policy, today: datetime.date
) -> tuple[datetime.date | None, Due, datetime.date | None]:
    """Return when the next review of a guide is due, how that stands, and since when it is soon."""
    if meta.last_reviewed is None:
        return None, Due.NEVER, None
    next_review = meta.last_reviewed + datetime.timedelta(days=_interval(meta, policy))
    soon = next_review - datetime.timedelta(days=policy.review.warn_days)
    due = Due.OVERDUE if today > next_review else Due.SOON if today >= soon else Due.LATER
    return next_review, due, soon


def _interval(meta: GuideMeta, policy: Policy) -> int:
    by_kind = policy.review.kinds.get(meta.kind, policy.review.every_days)
    return meta.review_every_days or by_kind


def _sources(
    page: PageFile, meta: GuideMeta, shown: _Shown, sources: dict[str, KnownSource]
) -> Iterator[UsedSource]:
    """Yield the sources of a guide: those it names, then those of its tables and citations."""
    purposes: dict[str, str | None] = {used.source: used.purpose for used in meta.sources}
    for directive in directives(page):
        if isinstance(directive.options, RowsPlace):
            for area in shown(directive):
                for source in area.sources:
                    purposes.setdefault(source.id, None)
    for cite in page.cites:
        purposes.setdefault(cite.partition(".")[0], None)
    for name, purpose in purposes.items():
        source, reviewed = sources[name], meta.last_reviewed
        yield UsedSource(source, purpose, source.read_by(reviewed) if reviewed else None)


Placed = TypeVar("Placed", KnownWorksheet, KnownFaq)


def _in_order(guides: dict[str, Guide], placed: Iterable[Placed]) -> dict[str, Placed]:
    """Return worksheets or questions in the order of the guides that place them first."""
    position = {name: number for number, name in enumerate(guides)}

    def key(record: Placed) -> tuple[int, str]:
        return min((position[name] for name in record.guides), default=len(position)), record.id

    return {record.id: record for record in sorted(placed, key=key)}


def _placed(guides: dict[str, Guide]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the guides that place each worksheet (whole or in part) and each file of questions."""
    guides_of: dict[tuple[str, str], dict[str, None]] = {}
    for guide in guides.values():
        for directive in directives(guide.file):
            kind = "worksheet" if isinstance(directive.options, PartPlace) else directive.name
            guides_of.setdefault((kind, directive.argument.partition(".")[0]), {})[guide.id] = None
    return {key: tuple(names) for key, names in guides_of.items()}


def _used_by(
    guides: dict[str, Guide], shown: _Shown, records: Records
) -> dict[str, tuple[str, ...]]:
    used: dict[str, dict[str, None]] = {}
    for guide in guides.values():
        for key in _uses(guide, shown, records):
            used.setdefault(key, {})[guide.id] = None
    return {key: tuple(names) for key, names in used.items()}


def _uses(guide: Guide, shown: _Shown, records: Records) -> Iterator[str]:
    """Yield what a guide uses, as `source:ID`, `area:REF` and `fact:REF`."""
    yield from (f"source:{used.source.id}" for used in guide.sources)
    yield from (f"fact:{fact.ref}" for fact in guide.facts)
    for directive in directives(guide.file):
        if isinstance(directive.options, RowsPlace):
            yield from (f"area:{area.ref}" for area in shown(directive))
        elif isinstance(directive.options, PartPlace | WorksheetPlace):
            _, worksheet = records.worksheets[directive.argument.partition(".")[0]]
            for binding in worksheet.verdicts:
                _, table = records.tables[binding.table]
                yield from (f"area:{binding.table}.{row.id}" for row in table.areas)


def _facts(page: PageFile, shown: _Shown, records: Records) -> Iterator[str]:
    """Yield the facts on which a page stands: cited, and those of its tables and questions."""
    yield from page.cites
    for directive in directives(page):
        if isinstance(directive.options, RowsPlace):
            for area in shown(directive):
                yield from (fact.ref for fact in area.facts)
        elif directive.name == "faq":
            yield from _asked(directive, records)


def _asked(directive: ResolvedDirective, records: Records) -> Iterator[str]:
    """Yield the facts on which the answers of a placed FAQ stand."""
    assert isinstance(directive.options, FaqPlace)
    only = directive.options.only
    _, faq = records.faqs[directive.argument]
    for question in faq.questions:
        if not only or question.id in only:
            yield from question.facts
