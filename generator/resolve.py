"""Stage 3: records and ledger to the Library, as known on one day.

Ids were checked by `validate`, so joining cannot fail. What is decided here: which readings count on
the day, which sources a guide stands on, and when its next review is due.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeVar

from .library import (
    READ_OUTCOMES,
    Due,
    Guide,
    KnownArea,
    KnownContract,
    KnownFact,
    KnownFaq,
    KnownSource,
    KnownWorksheet,
    Library,
    PageFile,
    Placement,
    Records,
    UsedSource,
    area_refs,
    placements,
)
from .records.contracts import Area
from .records.directives import FaqPlace
from .records.guides import GuideMeta
from .records.ledger import Observation
from .records.policy import Policy
from .records.sources import Absence, Fact, Source
from .records.worksheets import PART_KINDS


def resolve(records: Records, today: datetime.date) -> Library:
    """Join the records of a project as they stood on `today`.

    Args:
        records: valid records.
        today: the day to judge for, in UTC. Nothing observed later is shown.
    """
    facts: dict[str, KnownFact] = {}
    sources: dict[str, KnownSource] = {}
    for name, (path, publisher, source) in records.sources.items():
        known = tuple(_fact(records, source, one, today) for one in _stated(source))
        facts.update((one.ref, one) for one in known)
        readings = tuple(_readings(records.history.get(name, ()), today))
        sources[name] = KnownSource(source, path, publisher, known, readings)
    contracts: dict[str, KnownContract] = {}
    for name, (path, contract) in records.contracts.items():
        joined = tuple(_area(name, one, facts, sources) for one in contract.areas)
        contracts[name] = KnownContract(name, path, contract, joined)
    areas = {area.ref: area for one in contracts.values() for area in one.areas}
    guides = dict(_guides(records, areas, sources, today))
    placed = _placed(guides)
    return Library(
        today=today,
        policy=records.policy,
        sources=sources,
        facts=facts,
        contracts=contracts,
        areas=areas,
        worksheets=_in_order(
            guides,
            (
                KnownWorksheet(name, path, one, placed.get(("worksheet", name), ()))
                for name, (path, one) in records.worksheets.items()
            ),
        ),
        faqs=_in_order(
            guides,
            (
                KnownFaq(name, path, one, placed.get(("faq", name), ()))
                for name, (path, one) in records.faqs.items()
            ),
        ),
        guides=guides,
        pages=tuple(records.pages),
        used_by=_used_by(guides, areas, records),
        basis=(today, *records.data, *((one.id, one.meta) for one in guides.values())),
        warnings=records.warnings,
    )


def _stated(source: Source) -> list[Fact | Absence]:
    return [*source.facts, *source.absences]


def _readings(history: Iterable[Observation], today: datetime.date) -> Iterator[Observation]:
    """Yield the readings known on a day.

    Of a run that goes on beyond the day, only its first day is known to have been a reading.
    """
    for one in history:
        if one.first <= today and one.outcome in READ_OUTCOMES:
            yield one if one.last <= today else one.model_copy(update={"last": one.first})


def _fact(
    records: Records, source: Source, record: Fact | Absence, today: datetime.date
) -> KnownFact:
    ref = f"{source.id}.{record.id}"
    confirmed = missing = None
    for first, last, found in records.fact_runs.get(ref, ()):
        if first <= today:
            if found:
                confirmed, missing = (last if last <= today else first), None
            else:
                missing = first
    grace = datetime.timedelta(days=records.policy.reading.grace_days)
    lapsed = missing is not None and today - missing > grace
    return KnownFact(ref, record, confirmed, missing, lapsed)


def _area(
    contract: str, area: Area, facts: dict[str, KnownFact], sources: dict[str, KnownSource]
) -> KnownArea:
    of_facts = (one.partition(".")[0] for one in area.facts)
    names = dict.fromkeys([*area.sources, *of_facts])
    return KnownArea(
        contract,
        area,
        tuple(facts[one] for one in area.facts),
        tuple(sources[one] for one in names),
    )


def _guides(
    records: Records,
    areas: dict[str, KnownArea],
    sources: dict[str, KnownSource],
    today: datetime.date,
) -> Iterator[tuple[str, Guide]]:
    owners = {one.id: one for one in records.policy.owners}
    files = [page for page in records.pages if isinstance(page.meta, GuideMeta)]
    for page in sorted(files, key=lambda one: (one.meta.order, one.meta.title, one.path)):
        meta = page.meta
        assert isinstance(meta, GuideMeta)
        next_review = meta.last_reviewed + datetime.timedelta(days=_interval(meta, records.policy))
        overdue = (today - next_review).days
        warn = records.policy.review.warn_days
        due = Due.OVERDUE if overdue > 0 else Due.SOON if -overdue <= warn else Due.LATER
        name = page.target.removeprefix("guides/").removesuffix(".md")
        used = tuple(_sources(page, meta, areas, sources))
        yield name, Guide(name, page, meta, owners[meta.owner], used, next_review, due, overdue)


def _interval(meta: GuideMeta, policy: Policy) -> int:
    by_kind = policy.review.kinds.get(meta.kind, policy.review.every_days)
    return meta.review_every_days or by_kind


def _sources(
    page: PageFile, meta: GuideMeta, areas: dict[str, KnownArea], sources: dict[str, KnownSource]
) -> Iterator[UsedSource]:
    """Yield the sources of a guide: those it names, then those of its tables and citations."""
    purposes: dict[str, str | None] = {one.source: one.purpose for one in meta.sources}
    for placement in placements(page):
        if placement.name == "contract":
            for ref in area_refs(placement, areas):
                for source in areas[ref].sources:
                    purposes.setdefault(source.id, None)
    for cite in page.cites:
        purposes.setdefault(cite.partition(".")[0], None)
    for name, purpose in purposes.items():
        yield UsedSource(sources[name], purpose, sources[name].read_by(meta.last_reviewed))


Placed = TypeVar("Placed", KnownWorksheet, KnownFaq)


def _in_order(guides: dict[str, Guide], placed: Iterable[Placed]) -> dict[str, Placed]:
    """Return worksheets or questions in the order of the guides that place them first."""
    position = {name: number for number, name in enumerate(guides)}

    def key(one: Placed) -> tuple[int, str]:
        return min((position[name] for name in one.guides), default=len(position)), one.id

    return {one.id: one for one in sorted(placed, key=key)}


def _placed(guides: dict[str, Guide]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the guides that place each worksheet (whole or in part) and each file of questions."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for guide in guides.values():
        for one in placements(guide.file):
            kind = "worksheet" if one.name in PART_KINDS else one.name
            found.setdefault((kind, one.argument.partition(".")[0]), {})[guide.id] = None
    return {key: tuple(names) for key, names in found.items()}


def _used_by(
    guides: dict[str, Guide], areas: dict[str, KnownArea], records: Records
) -> dict[str, tuple[str, ...]]:
    used: dict[str, dict[str, None]] = {}
    for guide in guides.values():
        for key in _uses(guide, areas, records):
            used.setdefault(key, {})[guide.id] = None
    return {key: tuple(names) for key, names in used.items()}


def _uses(guide: Guide, areas: dict[str, KnownArea], records: Records) -> Iterator[str]:
    """Yield what a guide uses, as `source:ID`, `area:REF` and `fact:REF`."""
    yield from (f"source:{one.source.id}" for one in guide.sources)
    yield from (f"fact:{one}" for one in guide.file.cites)
    for placement in placements(guide.file):
        if placement.name == "contract":
            for ref in area_refs(placement, areas):
                yield f"area:{ref}"
                yield from (f"fact:{one.ref}" for one in areas[ref].facts)
        elif placement.name == "faq":
            yield from (f"fact:{one}" for one in _asked(placement, records))


def _asked(placement: Placement, records: Records) -> Iterator[str]:
    """Yield the facts on which the answers of a placed FAQ stand."""
    assert isinstance(placement.options, FaqPlace)
    only = placement.options.only
    _, faq = records.faqs[placement.argument]
    for question in faq.questions:
        if not only or question.id in only:
            yield from question.facts
