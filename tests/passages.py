"""Whether a changed passage is seen, and what it costs: `python -m tests.passages FOLDER`.

Behind FOLDER may stand HALF and any number of RENDERED. FOLDER holds `cases.json` and `pages/` (quotes
with an old and a new version of their page, and what people judged of them) and `not-documents.json`
with its pages. Each old page is read as `refresh` reads it, and taken into a history; then the new one
is read against that history. HALF (`odd` or `even`) takes half of the cases. RENDERED are folders with
the same pages as HTML (see `tests/rendered.py`): each gets a column beside the one of the Markdown. What
is printed is Markdown, and holds figures alone; with `--write`, it goes to `docs/fidelity.md`, too.
"""

from __future__ import annotations

import datetime
import itertools
import json
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from proofpack.model.history import History
from proofpack.model.library.sources import KnownSource
from proofpack.model.outcomes import Document, FetchResult, Outcome, QuoteMatch, SourceReading
from proofpack.model.passages import AcceptedPassage
from proofpack.model.quotes import words
from proofpack.refresh.evaluations import Evaluations
from proofpack.refresh.evidence import basis
from proofpack.refresh.evidence.passages import Occurrence, heading_advice
from proofpack.refresh.run import evaluated
from tests.documents import URL, served, source
from tests.fidelity.table import MEASURED, PAGE, table
from tests.parts import chosen
from tests.secrets import rules

_EVALUATIONS = Evaluations(None, [rules()])
Case = dict[str, Any]
Kind = Literal["html", "markdown"]
_FIRST, _SECOND = datetime.date(2026, 6, 1), datetime.date(2026, 12, 1)
_SERVED = 6
"""Documented pages in whose place each page that is no document is served."""
_INTRODUCTION = """\
## On pages and edits of others

These figures are of quotes that a program drew from documentation in public repositories, each with an
older and a newer version of its page; people judged whether the fact still stands.
The pages are not part of this project, and nobody wrote them for it.
Each old page is read and its passages are accepted, then the new one is read, as `refresh` does it.
The set is rich in changes.
So misses are counted, and alarms are stated by weight: how many of some 9,000 quotes drawn by chance one
case stands for.
Rendered to HTML, with navigation around them, the same pages are measured again; a quote that the
generator does not show in one piece is no case there.
Which signals count, and the words of notices, were chosen while looking at the passages of every second
case; the others were only counted.
A few heavy cases decide the rate of alarms, so it is coarse: it differs between the halves.
`python -m tests.passages FOLDER RENDERED ... --write` writes this part of the page.
"""
SIGNALS = {
    "sentence": "the sentence of the quote",
    "notice": "a new notice",
    "retraction": "something beside it that takes it back",
    "row": "the name of its row",
    "heading": "the heading, where the old one still stands or the quote stood in several places",
    "other heading": "the heading, where it shares no word with the old one",
    "any heading": "the heading, however it differs",
    "page": "anything in the text of the page",
}
"""What may differ between two passages. The first five make a passage another one."""
COUNTED = tuple(SIGNALS)[:5]


class Source:
    """A source of one quote, as `refresh` knows it."""

    def __init__(self, quote: str) -> None:
        record = source(quote)
        self.known = KnownSource(record, "pack.yml", "Publisher", (), ())
        self.words = {fact.id: words(fact) for fact in record.facts}

    def reading(self, text: str, kind: Kind, history: History) -> SourceReading:
        """Return what `refresh` would say of a page, where this is known of it."""
        fetched = FetchResult(None, Document(URL, URL, kind, text))
        return evaluated(self.known, [fetched], _EVALUATIONS, history)

    def taken_in(
        self, reading: SourceReading, on: datetime.date, history: History | None = None
    ) -> History:
        """Return the history with a reading in it, as `refresh` keeps it."""
        known = history or History()
        return known.with_reading(reading, self.words, basis(self.known.record), on)


@dataclass(frozen=True)
class Judged:
    """What was said of one case.

    Attributes:
        case: the case.
        before: what came of reading its old page.
        after: what came of reading its new page.
        match: of its quote on the new page, or None where that is not the document.
        signals: what differs, by the names of `SIGNALS`.
    """

    case: Case
    before: Outcome
    after: Outcome
    match: QuoteMatch | None
    signals: frozenset[str]


def judged(case: Case, old: str, new: str, kind: Kind) -> Judged:
    """Return what is said of a case whose page has these texts."""
    of = Source(case["quote"])
    first = of.reading(old, kind, History())
    history = of.taken_in(first, _FIRST)
    second = of.reading(new, kind, history)
    match = next(iter(second.evaluation.matches), None) if second.evaluation else None
    signals: set[str] = {*match.signs} if match else set()
    for accepted in history.accepted.values():
        signals |= _more(match, accepted) if match else set()
    if _digest(first) != _digest(second):
        signals.add("page")
    return Judged(case, first.outcome, second.outcome, match, frozenset(signals))


def _more(match: QuoteMatch, accepted: Collection[AcceptedPassage]) -> set[str]:
    """Return the signals of a match that its outcome does not count."""
    if match.at is None or match.at.heading in {each.passage.heading for each in accepted}:
        return set()
    no_word = heading_advice(Occurrence(match.at), accepted)
    return {"other heading", "any heading"} if no_word else {"any heading"}


def _digest(reading: SourceReading) -> str:
    return reading.evaluation.digest if reading.evaluation else ""


def every(cases: Iterable[Case], pages: Path) -> Iterator[Judged]:
    """Yield what is said of the cases whose pages stand in a folder, as Markdown or as HTML."""
    for case in cases:
        paths = [pages / case[age] for age in ("old", "new")]
        kind: Kind = "markdown"
        if not all(path.exists() for path in paths):
            paths, kind = [path.with_suffix(".html") for path in paths], "html"
        if all(path.exists() for path in paths):
            old, new = (path.read_text("utf-8", "replace") for path in paths)
            yield judged(case, old, new, kind)


def moved(folder: Path, cases: Sequence[Case], half: str) -> tuple[int, int]:
    """Return how many pages that are no documents moved a date, and how many there are."""
    histories = []
    for case in cases[: 7 * _SERVED]:
        of, text = Source(case["quote"]), (folder / "pages" / case["old"]).read_text("utf-8")
        histories.append((of, of.taken_in(of.reading(text, "markdown", History()), _FIRST)))
    places, wrong, pages = itertools.cycle(histories), 0, list(served(folder, half))
    for _, text in pages:
        told = [of.reading(text, "html", known) for of, known in itertools.islice(places, _SERVED)]
        wrong += any(reading.outcome.is_reading for reading in told)
    return wrong, len(pages)


def _share(part: Iterable[Judged], whole: Iterable[Judged]) -> str:
    part, whole = list(part), list(whole)
    weight = sum(one.case["weight"] for one in part) / (
        sum(one.case["weight"] for one in whole) or 1
    )
    return f"{weight:.1%} ({len(part)} of {len(whole)})"


def _of(part: Iterable[Judged], whole: Sequence[Judged]) -> str:
    return f"{len(list(part))} of {len(whole)}"


def _truth(judgements: Iterable[Judged], truth: str, *, firm: bool | None = None) -> list[Judged]:
    return [
        one
        for one in judgements
        if one.case["truth"] == truth and (firm is None or one.case.get("firm", False) is firm)
    ]


def _are(judgements: Iterable[Judged], *outcomes: Outcome) -> list[Judged]:
    return [one for one in judgements if one.after in outcomes]


def _quiet(judgements: list[Judged]) -> str:
    confirmed = _are(judgements, Outcome.CONFIRMED)
    advised = sum(bool(one.match and one.match.warning) for one in confirmed)
    with_advice = f", {advised} with advice" if advised else ""
    return f"{_of(confirmed, judgements)}{with_advice}"


Measure = Callable[[list[Judged]], str]
_LOST, _CHANGED = Outcome.QUOTE_MISSING, Outcome.PASSAGE_CHANGED
MEASURES: dict[tuple[str, str], Measure] = {
    ("no longer stands, two readers agree: confirmed", "at most 2 of 14"): lambda all_: _quiet(
        _truth(all_, "no-longer-stands", firm=True)
    ),
    ("no longer stands, two readers differ: confirmed", ""): lambda all_: _quiet(
        _truth(all_, "no-longer-stands", firm=False)
    ),
    ("stands: passage changed, by weight", "at most 3 %"): lambda all_: _share(
        _are(_truth(all_, "stands"), _CHANGED), _truth(all_, "stands")
    ),
    ("stands: confirmed with advice, by weight", ""): lambda all_: _share(
        (
            one
            for one in _are(_truth(all_, "stands"), Outcome.CONFIRMED)
            if one.match and one.match.warning
        ),
        _truth(all_, "stands"),
    ),
    ("stands: lost, by weight", "none"): lambda all_: _share(
        _are(_truth(all_, "stands"), _LOST), _truth(all_, "stands")
    ),
    ("reworded by a trifle: lost", "at most 3 of 10"): lambda all_: _of(
        _are(reworded := _truth(all_, "stands-reworded"), _LOST), reworded
    ),
    ("reworded by a trifle: passage changed", ""): lambda all_: _of(
        _are(reworded := _truth(all_, "stands-reworded"), _CHANGED), reworded
    ),
    ("gone: found", "none"): lambda all_: _of(
        _are(gone := _truth(all_, "gone"), _CHANGED, Outcome.CONFIRMED), gone
    ),
    ("documents refused, by weight", "at most 1 %"): lambda all_: _share(
        (one for one in all_ if not one.after.is_reading), all_
    ),
}
"""What is measured, and what is wanted: how each figure is had of what was said of the cases."""


def measures(columns: dict[str, list[Judged]], no_documents: tuple[int, int]) -> Iterator[str]:
    """Yield the lines of the table of measures. A quote that the old page does not show is no case."""
    shown = {name: _shown(judgements) for name, judgements in columns.items()}
    yield f"| measure | wanted | {' | '.join(columns)} |"
    yield "| --- " * (2 + len(columns)) + "|"
    found = (_of(part, columns[name]) for name, part in shown.items())
    yield f"| the quote is found on the old page | all | {' | '.join(found)} |"
    for (name, wanted), measure in MEASURES.items():
        yield f"| {name} | {wanted} | {' | '.join(map(measure, shown.values()))} |"
    blank = " |" * (len(columns) - 1)
    wrong, count = no_documents
    yield f"| pages that are no documents: a date moved | none | {wrong} of {count} |{blank}"


def _shown(judgements: Iterable[Judged]) -> list[Judged]:
    return [one for one in judgements if one.before is Outcome.CONFIRMED]


_ROW = "| {} | {} | {} | {} | {} | {} |"
_ALONE = ("caught by no other that counts", "alarms by no other")


def curve(all_: list[Judged]) -> Iterator[str]:
    """Yield the lines of the table of signals: what each catches, and what it costs."""
    stands, misses = _truth(all_, "stands"), _truth(all_, "no-longer-stands")
    parts = [_truth(misses, "no-longer-stands", firm=firm) for firm in (True, False)]

    def cells(signals: Collection[str]) -> str:
        shown = [_of((one for one in part if one.signals & set(signals)), part) for part in parts]
        alarms = _share((one for one in stands if one.signals & set(signals)), stands)
        return " | ".join([*shown, alarms])

    def alone(name: str, part: list[Judged]) -> int:
        return sum(one.signals & {name, *COUNTED} == {name} for one in part)

    yield _ROW.format(
        "signal", "caught, readers agree", "readers differ", "alarms by weight", *_ALONE
    )
    yield "| --- " * 6 + "|"
    for name, told in SIGNALS.items():
        counted = "" if name in COUNTED else " (not counted)"
        own = f"{alone(name, misses)} | {alone(name, stands)}"
        yield f"| {told}{counted} | {cells({name})} | {own} |"
    for end in range(2, len(SIGNALS)):
        *_, last = names = list(SIGNALS)[:end]
        yield f"| … and {SIGNALS[last]} | {cells(names)} | | |"


def report(folder: Path, half: str, rendered: Iterable[Path]) -> str:
    """Return the tables, as Markdown."""
    listed = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    cases: list[Case] = [case for case in listed if chosen(case["id"], half)]
    columns = {"Markdown": list(every(cases, folder / "pages"))}
    columns |= {pages.name: list(every(cases, pages)) for pages in rendered}
    lines = [*measures(columns, moved(folder, cases, half))]
    for name, judgements in columns.items():
        lines += [
            "",
            f"What each signal catches and costs, {name}:",
            "",
            *curve(_shown(judgements)),
        ]
    return "\n".join([*lines, ""])


def main(folder: Path, *options: str) -> None:
    """Print the tables, and write them for `docs/fidelity.md` if asked."""
    half = next((option for option in options if option in ("odd", "even")), "")
    rendered = [Path(option) for option in options if option not in (half, "--write")]
    tables = report(folder, half, rendered)
    print(tables)
    if "--write" in options:
        MEASURED.write_text(f"{_INTRODUCTION}\n{tables}", encoding="utf-8")
        PAGE.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
