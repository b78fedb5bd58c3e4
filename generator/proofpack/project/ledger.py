"""The ledger as text: what `data/ledger.yml` looks like, and what it must add up to.

One line an observation, sorted, and a digest over the lines of each source. So the file depends on
what is known and not on the order in which it became known, two branches that read different sources
merge without a conflict, and lines that a merge mixed up are noticed.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import TypeVar

from proofpack.model.history import (
    Days,
    FullRead,
    History,
    LandmarksSeen,
    Looked,
    Nearest,
    Observed,
    TextSeen,
)
from proofpack.model.outcomes import Landmarks
from proofpack.model.passages import AcceptedPassage, FactWords, Passage, WaitingPassage
from proofpack.model.problems import cannot_write
from proofpack.model.records.ledger import PassageRecord, Run, SourceHistory
from proofpack.project.layout import layout
from proofpack.text.yaml_scalars import word
from proofpack.util.atomic_swap import replace

SCHEMA = 1

K = TypeVar("K")

_HEAD = f"""\
# yaml-language-server: $schema=schema/ledger.schema.json
# Written by proofpack. People change it only through `proofpack stamp`, and join two of them with
# `proofpack ledger merge`.

schema: {SCHEMA}
"""
# Without its last line, a ledger was cut short.
_END = "\ncomplete: true\n"


def dump(ledger: Mapping[str, History]) -> str:
    """Return the text of a ledger. Equal ledgers give equal texts."""
    if not ledger:
        return f"{_HEAD}\nsources: {{}}\n{_END}"
    entries = (f"\n  {name}:\n{_entry(name, ledger[name])}" for name in sorted(ledger))
    text = f"{_HEAD}\nsources:{''.join(entries)}{_END}"
    return text.replace("sources:\n\n", "sources:\n")


def check(source: str, history: History) -> str:
    """Return the digest that stands in the entry of a source."""
    return _digest(source, _body(history))


def to_history(record: SourceHistory) -> History:
    """Make a history from its record. The gaps of each run add up (see `days`)."""
    page, seen = record.page, record.landmarks
    return History(
        _runs((Observed(run.by, run.who, run.outcome, run.status), run) for run in record.observations),
        _runs(
            (Looked(fact.fact, fact.words, fact.by, fact.found == "true"), fact) for fact in record.facts
        ),
        _runs((TextSeen(run.rules, run.text), run) for run in record.texts),
        FullRead(page.on, page.basis, page.etag, page.modified) if page else None,
        {
            (near.fact, near.words): Nearest(near.on, near.likeness, near.text)
            for near in record.nearest
        },
        LandmarksSeen(
            seen.on, Landmarks(seen.title or "", seen.heading or "", seen.outline or "")
        ) if seen else None,
        _accepted(record),
        _runs(((run.fact, run.words), run) for run in record.changed),
        {
            (entry.fact, entry.words): WaitingPassage(
                entry.on, _passage(entry), entry.listed_signs, entry.notice
            )
            for entry in record.waiting
        },
    )  # fmt: skip


def _accepted(record: SourceHistory) -> dict[FactWords, frozenset[AcceptedPassage]]:
    accepted: dict[FactWords, frozenset[AcceptedPassage]] = {}
    for entry in record.passages:
        key = entry.fact, entry.words
        passage = AcceptedPassage(entry.on, entry.by, _passage(entry))
        accepted[key] = accepted.get(key, frozenset()) | {passage}
    return accepted


def _passage(entry: PassageRecord) -> Passage:
    return Passage(
        entry.sentence,
        entry.text,
        entry.heading,
        entry.row,
        tuple(entry.notices.split()),
        entry.times,
        entry.retracted == "true",
    )


def days(run: Run) -> Days | None:
    """Return the days of a run, or None if its gaps do not add up to its last day."""
    span = (run.last - run.first).days
    if run.gaps is None:
        return frozenset({run.first, run.last}) if span >= 0 else None
    pairs = [[int(number) for number in f"{gap}x1".split("x")[:2]] for gap in run.gaps.split()]
    if sum(gap * times for gap, times in pairs) != span:
        return None
    known, day = [run.first], run.first
    for gap, times in pairs:
        for _ in range(times):
            day += datetime.timedelta(days=gap)
            known.append(day)
    return frozenset(known)


def _runs(pairs: Iterable[tuple[K, Run]]) -> dict[K, Days]:
    known: dict[K, Days] = {}
    for key, run in pairs:
        known[key] = known.get(key, frozenset()) | (days(run) or frozenset())
    return known


def _entry(source: str, history: History) -> str:
    body = _body(history)
    return f"    check: {_digest(source, body)}\n{body}"


def _digest(source: str, body: str) -> str:
    return hashlib.sha256(f"{source}\n{body}".encode()).hexdigest()[:12]


def _body(history: History) -> str:
    return "".join(f"    {line}\n" for line in _lines(history))


def _lines(history: History) -> Iterator[str]:
    yield "observations:"
    for seen, when in sorted(history.observed.items()):
        who = f"who: {word(seen.who)}, " if seen.who else ""
        status = f", status: {seen.status}" if seen.status else ""
        yield f"  - {{by: {seen.by}, {who}outcome: {seen.outcome}{status}, {_run(when)}}}"
    if history.looked:
        yield "facts:"
    for look, when in sorted(history.looked.items()):
        holds = "true" if look.found else "false"
        what = f"fact: {look.fact}, words: {look.words}, by: {look.by}, found: {holds}"
        yield f"  - {{{what}, {_run(when)}}}"
    if history.texts:
        yield "texts:"
    for text, when in sorted(history.texts.items()):
        yield f"  - {{rules: {text.rules}, text: {text.text}, {_run(when)}}}"
    if page := history.page:
        etag = f", etag: {word(page.etag)}" if page.etag else ""
        modified = f", modified: {word(page.modified)}" if page.modified else ""
        yield f"page: {{on: {page.on}, basis: {page.basis}{etag}{modified}}}"
    if history.nearest:
        yield "nearest:"
    for (fact, words), near in sorted(history.nearest.items()):
        where = f"fact: {fact}, words: {words}, on: {near.on}, likeness: {near.likeness}"
        yield f"  - {{{where}, text: {word(near.text)}}}"
    if marks := history.landmarks:
        known = (f", {name}: {digest}" for name, digest in marks.of._asdict().items() if digest)
        yield f"landmarks: {{on: {marks.on}{''.join(known)}}}"
    yield from _passages(history)


def _passages(history: History) -> Iterator[str]:
    if history.accepted:
        yield "passages:"
    for key, accepted in sorted(history.accepted.items()):
        for each in sorted(accepted):
            by = f", by: {word(each.by)}" if each.by else ""
            yield f"  - {{{_about(key)}, on: {each.on}{by}, {_in_words(each.passage)}}}"
    if history.changed:
        yield "changed:"
    for key, when in sorted(history.changed.items()):
        yield f"  - {{{_about(key)}, {_run(when)}}}"
    if history.waiting:
        yield "waiting:"
    for key, seen in sorted(history.waiting.items()):
        notice = f", notice: {word(seen.notice)}" if seen.notice else ""
        signs = f'signs: "{" ".join(seen.signs)}"'
        yield f"  - {{{_about(key)}, on: {seen.on}, {signs}{notice}, {_in_words(seen.passage)}}}"


def _about(key: FactWords) -> str:
    return f"fact: {key[0]}, words: {key[1]}"


def _in_words(passage: Passage) -> str:
    parts = [
        f"sentence: {passage.sentence}",
        f"times: {passage.times}" if passage.times != 1 else "",
        f"heading: {word(passage.heading)}" if passage.heading else "",
        f"row: {word(passage.row)}" if passage.row else "",
        f'notices: "{" ".join(passage.notices)}"' if passage.notices else "",
        "retracted: true" if passage.retracted else "",
        f"text: {word(passage.text)}",
    ]
    return ", ".join(filter(None, parts))


def _run(when: Days) -> str:
    ordered = sorted(when)
    ends = f"first: {ordered[0]}, last: {ordered[-1]}"
    gaps = [(after - before).days for before, after in pairwise(ordered)]
    if len(gaps) < 2:
        return ends
    runs = ((gap, len(list(same))) for gap, same in groupby(gaps))
    listed = " ".join(f"{gap}x{times}" if times > 1 else str(gap) for gap, times in runs)
    return f"{ends}, gaps: {listed}"


def write_ledger(root: Path, ledger: Mapping[str, History]) -> None:
    """Put a ledger in the place of the project's, in one step."""
    put_ledger(root / layout(root).ledger, dump(ledger).encode())


def put_ledger(path: Path, text: bytes) -> None:
    """Put the text of a ledger in the place of a file.

    Raises:
        ProblemsError: the file cannot be written; it stays as it was.
    """
    try:
        # What a link leads to is written, not a file in the place of the link.
        replace(path.resolve(), text, durable=True)
    except OSError as error:
        raise cannot_write(path, error) from None
