"""The report of a refresh: as lines for a terminal, as JSON, and as the body of a pull request.

One `RefreshRun`, several formats. Text of pages comes in here already masked.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from proofpack.model.library import KnownFact, KnownSource, Quotes
from proofpack.model.outcomes import Outcome, QuoteMatch
from proofpack.model.passages import PassageChange, changes
from proofpack.text.characters import visible_in
from proofpack.text.difference import marked
from proofpack.text.plural import count
from proofpack.text.sentences import Changes

if TYPE_CHECKING:
    from proofpack.refresh.commands.refresh import RefreshRun
    from proofpack.refresh.run import SourceResult

_BY_HAND = "No fact and no `expect` shows that a page is theirs: their dates move by `stamp` alone."
_SHOWN, _LONGEST = 6, 240
_GOOD = (Outcome.CONFIRMED, Outcome.UNCHANGED, Outcome.READ)


class Row(Struct, frozen=True):
    """One source in the table.

    Attributes:
        source: its id.
        outcome: what came of it.
        good: whether nothing is to be done.
        quotes: how many of its quotes are found, as known after the run.
        accessed: the last day on which it was read, or nothing.
        note: what happened, in a few words.
    """

    source: str
    outcome: str
    good: bool
    quotes: str
    accessed: str
    note: str


class Lost(Struct, frozen=True):
    """A fact that did not hold, or that a person should look at.

    Attributes:
        fact: `source.fact`.
        what: what is the matter, as a sentence.
        quote: the quote, or what an absence says to be unsaid.
        nearest: the text most like a lost quote, or what overturns an absence.
        likeness: of the nearest text, in percent; 0 where it does not apply.
        differences: where the nearest text differs from the quote, if they are nearly the same; the
            letters that differ in brackets.
        before: the passage in which the quote last stood, if this machine knows it.
        changes: what differs around a quote: a label, what was accepted, and what stands there now.
        same: the fact before it around which exactly the same has changed, such as a notice of the page;
            the changes stand there alone.
    """

    fact: str
    what: str
    quote: str
    nearest: str
    likeness: int
    differences: tuple[str, ...]
    before: str
    changes: tuple[PassageChange, ...] = ()
    same: str = ""


def rows(run: RefreshRun) -> list[Row]:
    """Return the table of a run, in the order of the packs."""
    return [_row(run, result) for result in run.results]


def lost(run: RefreshRun) -> list[Lost]:
    """Return what a person should look at, in the order of the packs."""
    return [fact for result in run.results for fact in _lost(run, result)]


def changed(run: RefreshRun) -> list[str]:
    """Return a line for each page whose text has changed: what changed."""
    return [
        f"{result.source.id}: {' | '.join(_sentences(run.changes[result.source.id], str))}"
        for result in run.results
        if result.source.id in run.changes
    ]


def sections(run: RefreshRun) -> list[tuple[str, str]]:
    """Return the sections of addresses that are gone from their pages: the source, and the advice."""
    return [
        (result.source.id, f"#{section} is not on the page any more; correct it in `url`")
        for result in run.results
        if (section := result.reading.evaluation and result.reading.evaluation.lost_section)
    ]


def _sentences(changes: Changes | None, spelled: Callable[[str], str]) -> Iterator[str]:
    """Yield what went from a page and came to it, some sentences of it."""
    if changes is None:
        yield "the text has changed; the one before is not kept here"
        return
    sentences = [("went", sentence) for sentence in changes.went]
    sentences += [("came", sentence) for sentence in changes.came]
    for label, sentence in sentences[:_SHOWN]:
        cut = sentence if len(sentence) <= _LONGEST else sentence[: _LONGEST - 1] + "…"
        yield f"{label}: {spelled(cut)}"
    if len(sentences) > _SHOWN:
        yield f"… and {count(len(sentences) - _SHOWN, 'sentence')} more"


def outcomes(run: RefreshRun) -> list[tuple[str, int]]:
    """Return how often each outcome came, the most frequent first."""
    counted = Counter(str(result.reading.outcome) for result in run.results)
    if run.left:
        counted[str(Outcome.NOT_RUN)] += run.left
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def closing(run: RefreshRun, dry: bool, ledger: str = "data/ledger.yml") -> list[str]:
    """Return the lines that end a report: counts, and what was written.

    Args:
        run: what a refresh did.
        dry: whether nothing was to be written.
        ledger: path of the ledger, as the reader sees it.
    """
    quotes = Quotes.of(run.library.facts.values())
    since = f" since {quotes.since}" if quotes.since else ""
    listed = ", ".join(f"{number} {name}" for name, number in outcomes(run)) or "nothing to read"
    lines = [f"{count(len(run.results) + run.left, 'source')}: {listed}."]
    lines += [f"{quotes} quotes found{since}."] if quotes.total else []
    resumed = sum(result.resumed for result in run.results)
    if resumed:
        lines.append(f"{count(resumed, 'page')} had been read by a run that was stopped.")
    if run.by_hand:
        names = ", ".join(source.id for source in run.by_hand)
        lines.append(f"Not asked for: {names}. {_BY_HAND}")
    if run.left:
        lines.append(f"Interrupted: {count(run.left, 'page')} not read. Run it again to go on.")
    if run.retired:
        names = ", ".join(source.id for source in run.retired)
        lines.append(f"Not asked for, because they are retired: {names}.")
    if run.dropped:
        lines.append(f"Dropped from the ledger: {', '.join(run.dropped)}.")
    if run.offline:
        lines.append("No network; nothing changed.")
    elif dry:
        lines.append("Dry run: nothing was written.")
    else:
        lines.append(f"Wrote {ledger}." if run.wrote else "The ledger stays as it was.")
    return lines


def waiting(run: RefreshRun) -> list[str]:
    """Return the facts whose passages wait to be accepted, each with the passage: `source.fact@id`."""
    refs = [fact.ref for result in run.results for fact in result.source.facts]
    known = [run.library.facts[ref] for ref in refs]
    return [f"{fact.ref}@{fact.waiting.passage.id}" for fact in known if fact.waiting]


def accepting(refs: Sequence[str]) -> str:
    """Return the command that accepts passages, but for the initials of who does."""
    return f"proofpack accept --by INITIALS {' '.join(refs)}"


def as_json(run: RefreshRun, dry: bool) -> str:
    """Return a run as JSON."""
    quotes = Quotes.of(run.library.facts.values())
    report = {
        "day": str(run.today),
        "outcomes": dict(outcomes(run)),
        "quotes": {
            "found": quotes.found,
            "total": quotes.total,
            "since": str(quotes.since) if quotes.since else None,
        },
        "wrote": run.wrote,
        "dry": dry,
        "interrupted": run.left,
        "by_hand": [source.id for source in run.by_hand],
        "sources": [_source(run, result) for result in run.results],
    }
    return json.dumps(visible_in(report), indent=2, ensure_ascii=False)


def as_markdown(run: RefreshRun, dry: bool) -> str:
    """Return a run as Markdown that reads well as the body of a pull request."""
    return "\n".join(_markdown(run, dry)) + "\n"


def _markdown(run: RefreshRun, dry: bool) -> Iterator[str]:
    yield f"## Documented pages read on {run.today}"
    yield ""
    yield from (f"- {line}" for line in closing(run, dry))
    facts = lost(run)
    if facts:
        yield "\n### Look at these\n"
    for fact in facts:
        yield from _markdown_of_fact(fact)
    read = (Outcome.QUOTE_MISSING, Outcome.PASSAGE_CHANGED)
    troubled = [row for row in rows(run) if not row.good and row.outcome not in read]
    if troubled:
        yield "\n### Not read, so their dates stay\n"
        yield from (f"- **{row.source}**: {row.outcome}. {_text(row.note)}" for row in troubled)
    yield from _markdown_of_changes(run)
    if gone := sections(run):
        yield "\n### Sections that are gone\n"
        yield "Readers who follow these addresses land at the top of the page.\n"
        yield from (f"- **{source}**: {_text(advice)}" for source, advice in gone)
    if refs := waiting(run):
        yield "\n### If these facts still hold\n"
        yield "Somebody who has read the changes above accepts them, and no others, with:\n"
        yield f"```console\n{accepting(refs)}\n```"
    yield "\n<details><summary>All pages</summary>\n"
    yield "| Source | Outcome | Quotes found | Accessed | Note |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows(run):
        cells = (row.source, row.outcome, row.quotes, row.accessed, _text(row.note))
        yield f"| {' | '.join(cells)} |"
    yield "\n</details>"


def _markdown_of_changes(run: RefreshRun) -> Iterator[str]:
    changed = [result for result in run.results if result.source.id in run.changes]
    good = [result for result in changed if result.reading.outcome in _GOOD]
    for title, what, results in (
        (
            "Text changed, quotes still there",
            "Nothing is to be done: no passage of a fact is touched.",
            good,
        ),
        (
            "What else changed on the pages above",
            "Some of it may bear on the facts.",
            [result for result in changed if result not in good],
        ),
    ):
        if results:
            yield f"\n### {title}\n\n{what}\n"
        for result in results:
            source = result.source
            yield f"- [{_text(source.name)}]({source.record.url})"
            yield from (f"    - {line}" for line in _sentences(run.changes[source.id], _code))


def _markdown_of_fact(fact: Lost) -> Iterator[str]:
    yield f"- **{fact.fact}**: {_text(fact.what)}"
    yield f"    - We rely on: {_code(fact.quote)}"
    if fact.nearest:
        like = f", {fact.likeness} % alike" if fact.likeness else ""
        yield f"    - Now there{like}: {_code(fact.nearest)}"
    if fact.differences:
        yield f"    - Differs: {', '.join(map(_code, fact.differences))}"
    if fact.before:
        yield f"    - Stood there before: {_code(fact.before)}"
    if fact.same:
        yield f"    - The same has changed as around {fact.same}."
    for label, was, now in fact.changes:
        yield f"    - {label.capitalize()}: {marked(was, now, _text)}"


def _row(run: RefreshRun, result: SourceResult) -> Row:
    source = run.library.sources[result.source.id]
    outcome = result.reading.outcome
    accessed = str(source.accessed) if source.accessed else "not read yet"
    return Row(
        source.id, str(outcome), outcome in _GOOD, str(source.quotes), accessed, _note(run, result)
    )


def _note(run: RefreshRun, result: SourceResult) -> str:
    """Return what happened to one source, in a few words."""
    reading = result.reading
    moved = reading.outcome is Outcome.MOVED
    followed = len(reading.chain) > 1
    notes = [reading.detail] if reading.detail and not (moved and followed) else []
    if followed:
        notes.append(" → ".join(reading.chain))
    matches = reading.evaluation.matches if reading.evaluation else ()
    if moved and matches:
        confirmed = sum(match.found for match in matches)
        notes.append(
            f"{confirmed} of {len(matches)} facts hold there; if it is the page, say so in `read`"
        )
    if reading.outcome is Outcome.QUOTE_MISSING:
        known = {fact.record.id: fact.is_absence for fact in result.source.facts}
        overturned = [known[match.fact] for match in matches if not match.found]
        lost, now = overturned.count(False), overturned.count(True)
        notes += [count(lost, "quote") + " lost"] if lost else []
        notes += [count(now, "absence") + " overturned"] if now else []
    if changed := sum(bool(match.signs) for match in matches):
        notes.append(f"{count(changed, 'passage')} changed")
    if reading.unstable:
        notes.append("two reads differ: `ignore` the part that changes by itself")
    if result.source.id in run.changes:
        notes.append("the text has changed")
    if result.resumed:
        notes.append("read by a run that was stopped")
    return "; ".join(notes)


def _lost(run: RefreshRun, result: SourceResult) -> Iterator[Lost]:
    evaluation = result.reading.evaluation
    known = {fact.record.id: fact for fact in result.source.facts}
    reported: dict[tuple[PassageChange, ...], str] = {}
    for match in evaluation.matches if evaluation else ():
        fact = known[match.fact]
        before = run.before.get((result.source.id, match.words), "") if not match.found else ""
        what = _matter(fact, match, result.source)
        if what:
            quote = getattr(fact.record, "quote", "") or fact.record.says
            nearest = match.nearest or (match.passage if fact.is_absence or match.found else "")
            likeness = round(match.likeness * 100)
            differs = tuple(run.library.facts[fact.ref].changes) if match.signs else ()
            nearest = "" if differs else nearest
            same = reported.setdefault(differs, fact.ref) if differs else fact.ref
            now = run.rewordings.get((result.source.id, match.fact))
            differences = tuple(map(str, now.differences)) if now else ()
            loss = Lost(fact.ref, what, quote, nearest, likeness, differences, before, differs)
            yield loss if same == fact.ref else replace(loss, changes=(), same=same)


def _matter(fact: KnownFact, match: QuoteMatch, source: KnownSource) -> str:
    """Return what is the matter with a fact, as a sentence, or nothing."""
    if not match.found and fact.is_absence:
        return "now documented: rewrite what stands on it."
    if not match.found:
        last = f"last found on {fact.confirmed}" if fact.confirmed else "never found yet"
        return f"the quote is not on the page ({last})."
    if match.signs:
        known = fact.accepted
        verb = "accepted" if known and known.by else "first read"
        on = f" since it was {verb} on {known.on}" if known else ""
        return f"the quote stands there, but {changes(match.signs)} changed{on}."
    if match.warning:
        return f"the quote stands there, but {match.warning}."
    if match.times > 1 and not fact.is_absence:
        return f"the quote stands there {match.times} times; a longer one would be surer."
    return ""


def _source(run: RefreshRun, result: SourceResult) -> dict[str, object]:
    row = _row(run, result)
    reading, changes = result.reading, run.changes.get(result.source.id)
    return {
        "id": row.source,
        "outcome": row.outcome,
        "status": reading.status,
        "detail": reading.detail,
        "chain": list(reading.chain),
        "accessed": row.accessed if run.library.sources[row.source].accessed else None,
        "changed": result.source.id in run.changes,
        "changes": changes and to_builtins(changes),
        "unstable": reading.unstable,
        "lost_section": (reading.evaluation and reading.evaluation.lost_section) or None,
        "facts": [
            {
                "id": match.fact,
                "found": match.found,
                "times": match.times,
                "warning": match.warning or None,
                "changed": list(match.signs),
                "passage": match.at.id if match.at and match.signs else None,
                "changes": [change._asdict() for change in _differs(run, row, match)],
                "nearest": match.nearest or None,
                "likeness": round(match.likeness * 100) if match.nearest else None,
                "differences": _differences(run, row.source, match.fact),
                "before": run.before.get((row.source, match.words)) if not match.found else None,
            }
            for match in (reading.evaluation.matches if reading.evaluation else ())
        ],
    }


def _differs(run: RefreshRun, row: Row, match: QuoteMatch) -> list[PassageChange]:
    return run.library.facts[f"{row.source}.{match.fact}"].changes if match.signs else []


def _differences(run: RefreshRun, source: str, fact: str) -> list[dict[str, object]] | None:
    """Return where what a page says now differs from a lost quote, or None."""
    now = run.rewordings.get((source, fact))
    return [to_builtins(difference) for difference in now.differences] if now else None


_MARKS = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>|#"})


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_MARKS).replace("@", "&#64;")  # nobody is called


def _code(text: str) -> str:
    line = " ".join(text.split())
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * max(longest + 1, 2 if "`" in line else 1)
    space = " " if "`" in line else ""
    return f"{fence}{space}{line}{space}{fence}"
