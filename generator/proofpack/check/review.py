"""What a person needs for the review of a guide, and what a branch bears on.

Both are Markdown: to be read in a terminal, and pasted into an issue or a pull request.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from proofpack.model.layout import POLICY
from proofpack.model.library import (
    Guide,
    KnownFact,
    KnownFaq,
    KnownSource,
    KnownWorksheet,
    Library,
    area_refs,
    directives,
)
from proofpack.model.problems import Problem
from proofpack.model.records.contracts import AreaStatus
from proofpack.secrets.masking import Mask
from proofpack.text.difference import marked
from proofpack.text.plural import count
from proofpack.text.sentences import Changes

_SHOWN = 12
_LONGEST = 240
_KINDS = ("source", "fact", "area")

Texts = Callable[[str, str], str]
"""From source and digest to a text of its page, where this machine has it."""


def review(
    library: Library, guide: Guide, findings: Sequence[Problem], texts: Texts, mask: Mask
) -> str:
    """Return what a review of a guide starts from.

    Args:
        library: the project.
        guide: which guide.
        findings: what `check` says of the project.
        texts: the texts of pages that this machine knows.
        mask: hides what in them looks like a secret.
    """
    lines = [
        f"# Review of {guide.meta.title}",
        "",
        *_dates(library, guide),
        *_changes(guide, texts, mask),
        *_facts(guide),
        *_to_verify(library, guide),
        *_findings(guide, findings),
        "",
        "## At the end",
        "",
        "When you have read the guide from top to bottom and opened its sources, edit one line:",
        "",
        f"    {guide.file.path}: last_reviewed: {library.today}",
    ]
    return "\n".join(lines) + "\n"


def _dates(library: Library, guide: Guide) -> Iterator[str]:
    reviewed = guide.meta.last_reviewed
    if reviewed:
        age = count((library.today - reviewed).days, "day")
        due = f"the next review is due on {guide.next_review}"
        yield f"Last reviewed on {reviewed}, {age} ago; {due}."
    else:
        yield "Not reviewed yet."
    yield f"Owner: {guide.owner.name}."
    yield ""
    yield "| Source | Last read | Outcome | Read for the last review | Quotes found |"
    yield "| --- | --- | --- | --- | --- |"
    for used in guide.sources:
        source = used.source
        read = used.read_for_review or "not read"
        accessed = source.accessed or "not read yet"
        cells = (source.id, accessed, _outcome(source), read, source.quotes)
        yield f"| {' | '.join(map(str, cells))} |"


def _outcome(source: KnownSource) -> str:
    if source.failures:
        return f"reads fail since {source.failures[0].day}: {source.failures[-1].words}"
    return source.latest.words if source.latest else ""


def _changes(guide: Guide, texts: Texts, mask: Mask) -> Iterator[str]:
    reviewed = guide.meta.last_reviewed
    if not reviewed:
        return
    yield from ("", f"## What changed since {reviewed}", "")
    changed = [
        (used.source, days)
        for used in guide.sources
        if (days := [day for day in used.source.changes if day > reviewed])
    ]
    compared = sum(len(used.source.editions) > 1 for used in guide.sources)
    if not changed:
        of = f"{compared} of {count(len(guide.sources), 'source')}"
        yield f"No change was seen. {of} had two reads or more to compare."
    for source, days in changed:
        yield f"### {source.id}"
        yield from ("", f"Its text changed on {', '.join(map(str, days))}: {source.record.url}", "")
        yield from _difference(source, reviewed, texts, mask)


def _difference(
    source: KnownSource, reviewed: datetime.date, texts: Texts, mask: Mask
) -> Iterator[str]:
    """Yield the sentences that went and came, from the text at the last review to the newest."""
    earlier = [
        edition for edition in source.editions if edition.day <= reviewed
    ] or source.editions[:1]
    old, new = texts(source.id, earlier[-1].text), texts(source.id, source.editions[-1].text)
    if not (old and new):
        yield "This machine has not kept both texts: open the page."
        return
    changes = Changes.between(old, new)
    moved = [f"- {sentence}" for sentence in changes.went]
    moved += [f"+ {sentence}" for sentence in changes.came]
    for line in map(mask, moved[:_SHOWN]):
        yield f"    {line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}"
    if len(moved) > _SHOWN:
        yield f"    … and {count(len(moved) - _SHOWN, 'sentence')} more"


def _facts(guide: Guide) -> Iterator[str]:
    yield from ("", "## Facts", "")
    troubled = [fact for fact in guide.facts if fact.trouble]
    unchecked = [fact for fact in guide.facts if not fact.looked]
    held = len(guide.facts) - len({fact.ref for fact in (*troubled, *unchecked)})
    yield f"{held} of {count(len(guide.facts), 'fact')} that it stands on held when last looked for."
    if troubled:
        yield ""
        for fact in troubled:
            yield from _troubled(fact)
    if unchecked:
        yield from ("", f"Never looked for: {', '.join(fact.ref for fact in unchecked)}.")


def _troubled(fact: KnownFact) -> Iterator[str]:
    lapsed = " It has lapsed." if fact.lapsed else ""
    yield f"- **{fact.ref}**: {fact.trouble}.{lapsed}"
    quote = getattr(fact.record, "quote", "")
    if quote:
        yield f"    - Quote: `{quote}`"
    if fact.nearest:
        yield f"    - Now there, {fact.nearest.likeness} % alike: `{fact.nearest.text}`"
    for label, was, now in fact.changes:
        yield f"    - {label.capitalize()}: `{marked(was, now)}`"
    if fact.waiting:
        ref = f"{fact.ref}@{fact.waiting.passage.id}"
        yield f"    - If it still holds: `proofpack accept --by INITIALS {ref}`"


def _to_verify(library: Library, guide: Guide) -> Iterator[str]:
    refs = [
        ref
        for directive in directives(guide.file)
        if directive.name == "contract"
        for ref in area_refs(directive, library.rows)
    ]
    open_areas = [library.areas[ref] for ref in dict.fromkeys(refs)]
    open_areas = [area for area in open_areas if area.status is AreaStatus.TO_VERIFY]
    yield from ("", "## Rows to verify", "")
    for area in open_areas:
        why = "its facts have lapsed" if area.lapsed else "no fact settles it"
        yield f"- {area.ref} ({area.record.title}): {why}"
    if not open_areas:
        yield "None: facts carry every row."


def _findings(guide: Guide, findings: Sequence[Problem]) -> Iterator[str]:
    own = [finding for finding in findings if finding.place.path == guide.file.path]
    yield from ("", "## Findings", "")
    yield from (
        f"- line {finding.place.line}, {finding.rule}: {finding.what}. {finding.remedy}"
        for finding in own
    )
    if not own:
        yield "None in this file."


def bearing(library: Library, touched: Mapping[str, frozenset[str]]) -> str:
    """Return what a change bears on, as the body of a pull request.

    Args:
        library: the project with the change.
        touched: files that the change touches, each with the ids within it that differ: sources,
            `source.fact`, areas; none means that the file counts as a whole.
    """
    guides: dict[str, list[str]] = {}
    lines: list[str] = []
    for path, ids in sorted(touched.items()):
        what, uses = _uses(library, path, ids)
        lines.append(f"- `{path}`" + (f": {', '.join(what)}" if what else ""))
        for guide in uses:
            guides.setdefault(guide, []).append(path)
    report = ["## What this change bears on", "", *lines]
    if guides:
        report += [
            "",
            "### Guides",
            "",
            "| Guide | Last reviewed | Because of |",
            "| --- | --- | --- |",
        ]
        for name in library.guides:
            if name in guides:
                reviewed = library.guides[name].meta.last_reviewed or "never"
                because = ", ".join(f"`{path}`" for path in guides[name])
                report.append(f"| {name} | {reviewed} | {because} |")
    else:
        report += ["", "No guide uses what it touches."]
    return "\n".join(report) + "\n"


def _all_of(library: Library, path: str, stem: str) -> list[str]:
    """Return everything that a file declares: what changed in it belongs to no single record."""
    if library.at.in_data(path).startswith(("contracts/", "tables/")):
        return [ref for ref in library.areas if ref.startswith(f"{stem}.")]
    return [name for name, source in library.sources.items() if source.path == path]


def _uses(library: Library, path: str, ids: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return what of a file has changed, in words, and the guides that use it."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    data = library.at.in_data(path)
    if guides := [name for name, guide in library.guides.items() if guide.file.path == path]:
        return [], guides
    kinds: dict[str, Mapping[str, KnownWorksheet] | Mapping[str, KnownFaq]] = {
        "worksheets/": library.worksheets,
        "faq/": library.faqs,
    }
    for folder, known in kinds.items():
        if data.startswith(folder) and stem in known:
            return [], list(known[stem].guides)
    names = sorted(ids)
    keys = [f"{kind}:{name}" for name in names or _all_of(library, path, stem) for kind in _KINDS]
    used = [guide for key in keys for guide in library.used_by.get(key, ())]
    if data == POLICY or path == library.at.config:
        used = list(library.guides)
    return names, list(dict.fromkeys(used))
