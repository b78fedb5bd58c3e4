"""The patch of a refresh: a diff of the source packs that takes, for lost quotes, the words of today.

Nothing is written. A person reads the diff, sees whether each fact still holds, and applies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from proofpack.model.documents import KeyPath, Tree
from proofpack.model.library import KnownFact, KnownSource
from proofpack.model.quotes import normalise
from proofpack.project.yaml_edit import with_words
from proofpack.refresh.evidence.rewording import Rewording
from proofpack.refresh.run import SourceResult

_NEARLY = "nothing on the page is nearly the same"
_RESUMED = "its page was read by a run that was stopped; refresh it again"


class QuotePatch(Struct, frozen=True):
    """A diff of source packs.

    Attributes:
        diff: as `git apply` reads it; empty where nothing can be taken.
        folder: where it applies.
        taken: the facts whose quotes it changes, as `source.fact`.
        left: the facts whose quotes are lost and stay as they are, and the sources that were not read,
            each with the reason.
    """

    diff: bytes
    folder: Path
    taken: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def quote_patch(
    tree: Tree,
    results: Sequence[SourceResult],
    rewordings: Mapping[tuple[str, str], Rewording],
) -> QuotePatch:
    """Return the diff that takes the new words of lost quotes.

    Args:
        tree: the project as it was read.
        results: what came of reading its sources.
        rewordings: what pages say nearly as a lost quote did, by source and fact.
    """
    root = tree.root.resolve()
    places = _places(tree)
    packs: dict[str, tuple[str, str]] = {}
    taken = []
    left = [
        (result.source.id, f"{result.reading.outcome}, so its quotes were not looked for")
        for result in results
        if not result.reading.outcome.is_reading
    ]
    for source, fact, resumed in _lost(results):
        path, keys = places[source.id, fact.record.id]
        now = rewordings.get((source.id, fact.record.id))
        fault = _RESUMED if resumed else _fault(source, fact, now)
        if now is None or fault:
            left.append((fact.ref, fault))
            continue
        if path not in packs:
            text = (root / path).read_bytes().decode()
            packs[path] = text, text
        before, text = packs[path]
        changed = with_words(text, keys, now.words)
        if changed is None:
            left.append((fact.ref, "the pack cannot hold the new words there; write them by hand"))
            continue
        packs[path] = before, changed
        taken.append(fact.ref)
    folder = next((parent for parent in (root, *root.parents) if (parent / ".git").exists()), root)
    diffs = [
        _diff((root / path).resolve().relative_to(folder).as_posix(), *texts)
        for path, texts in packs.items()
    ]
    return QuotePatch("".join(diffs).encode(), folder, tuple(taken), tuple(left))


def _lost(results: Sequence[SourceResult]) -> Iterator[tuple[KnownSource, KnownFact, bool]]:
    """Yield the facts whose quotes are lost, and whether the text of the page is not at hand."""
    for result in results:
        reading = result.reading
        matches = reading.evaluation.matches if reading.evaluation else ()
        known = {fact.record.id: fact for fact in result.source.facts}
        for match in matches if reading.outcome.is_reading else ():
            if not match.found and not known[match.fact].is_absence:
                yield result.source, known[match.fact], result.resumed


def _places(tree: Tree) -> dict[tuple[str, str], tuple[str, KeyPath]]:
    """Return where the quote of each fact stands: the pack, and the keys within it."""
    return {
        (source["id"], fact["id"]): (pack.path, ("sources", at, "facts", position, "quote"))
        for pack in tree.data["sources"]
        for at, source in enumerate(pack.data["sources"])
        for position, fact in enumerate(source.get("facts", ()))
    }


def _fault(source: KnownSource, fact: KnownFact, now: Rewording | None) -> str:
    """Return why new words cannot be taken for a quote, or nothing."""
    if now is None or now.fault:
        return now.fault if now else _NEARLY
    words, was = normalise(now.words), normalise(_quote(fact))
    for other in source.facts:
        quote = normalise(_quote(other))
        if other is not fact and quote and quote not in was and (quote in words or words in quote):
            return f"its new words are those of {other.ref}"
    return ""


def _quote(fact: KnownFact) -> str:
    return getattr(fact.record, "quote", "")


def _diff(path: str, before: str, after: str) -> str:
    """Return the diff of one file as git writes it; line ends are part of the lines."""
    if before == after:
        return ""
    old, new = _lines(before), _lines(after)
    head = f"diff --git {_name('a', path)} {_name('b', path)}\n"
    end = "\t" if " " in path else ""
    lines = unified_diff(old, new, f"{_name('a', path)}{end}", f"{_name('b', path)}{end}")
    return head + "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def _name(side: str, path: str) -> str:
    """Return the name of a file as git reads it."""
    if any(letter in '"\\' or not letter.isprintable() for letter in path):
        escaped = "".join(
            letter if letter.isprintable() and letter not in '"\\' else _octal(letter)
            for letter in path
        )
        return f'"{side}/{escaped}"'
    return f"{side}/{path}"


def _octal(letter: str) -> str:
    return "".join(f"\\{byte:03o}" for byte in letter.encode())
