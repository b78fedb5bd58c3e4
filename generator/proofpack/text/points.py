"""Points: how much the words of a sentence speak for it being a claim about a provider.

No list of things and verbs is ever whole, and what others write is told apart better by all words of a
sentence than by a grammar. Each word, each pair of neighbours, what the sentence is made of (figures, a
day, "we"), and what the grammar says of the subject has points, above zero for a claim and below zero
against one; their sum decides. What the grammar or a pattern finds adds to it. The points are data,
learned from the sentences of `tests/claims` (`python -m tests.claims.weigh`), not from anybody's taste.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from proofpack.text.clause import parse

TABLE = Path(__file__).with_name("points.json")
BEGIN = "a sentence"
LIKELY = 0.5
"""From how many points on a sentence is a claim, whatever the grammar knows of it."""
PATTERN = 7.0
"""Points that a sentence gets where a pattern finds what makes a claim of any sentence."""
GRAMMAR = 1.25
"""Points of a sentence in which the grammar finds a statement about the provider."""
_FAR = 600
"""How many characters of a sentence are looked at."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][a-z]{1,3})?|\d[\d.,:]*|[$\u20ac\u00a3%|:?\"]")
_NAME = re.compile(r"[A-Z][a-z]+[A-Z]")
_DAY = re.compile(
    r"\d\d:\d\d|20\d\d|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_END = re.compile(r"[.!?;)\"|]\W*$")
_ENDINGS = ("ing", "ed", "es", "s")
_NUMBERS = re.compile(
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|(?:twen|thir|for|fif|six|"
    r"seven|eigh|nine)ty|hundred|thousand|million|billion|half|third|quarter|dozen"
)
_DAYS = re.compile(
    r"january|february|march|april|june|july|august|september|october|november|december|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun|yester)day"
)


def features(sentence: str) -> frozenset[str]:
    """Return what of a sentence has points: words, pairs of them, what it is made of, its subject."""
    return frozenset({*_of_words(sentence), *_of_clause(sentence)})


def points(sentence: str) -> float:
    """Return how much speaks for a sentence being a claim about a provider; below zero, against it."""
    return _points_of_words(sentence) + _points_of_clause(sentence)


def speaks(sentence: str, least: float = LIKELY) -> bool:
    """Return whether a sentence has so many points. Its clause is looked at only where that decides.

    Args:
        sentence: one sentence of plain text.
        least: how many points.
    """
    lacking = least - _points_of_words(sentence)
    return lacking <= _most_of_clause() and _points_of_clause(sentence) >= lacking


@lru_cache(maxsize=64)
def _points_of_words(sentence: str) -> float:
    table = _table()
    return sum([table[each] for each in _of_words(sentence) if each in table])


@lru_cache(maxsize=64)
def _points_of_clause(sentence: str) -> float:
    table = _table()
    return sum([table[each] for each in _of_clause(sentence) if each in table])


@cache
def _most_of_clause() -> float:
    """Return how many points a clause has at most."""
    kinds = defaultdict(list)
    for each, number in _table().items():
        kind, colon, _ = each.partition(": ")
        if colon:
            kinds[kind].append(number)
    return max(0.0, *kinds["subject"]) + sum(max(0.0, number) for number in kinds["verb"])


def _of_words(sentence: str) -> set[str]:
    written = _WORD.findall(sentence[:_FAR])
    words = [_plain(word) for word in written]
    found = {BEGIN, f"words: {min(len(words) // 5, 5)}", *words}
    found.update([f"{one} {other}" for one, other in zip(["^", *words], words, strict=False)])
    found.update([name for name, some in _SIGNS.items() if not some.isdisjoint(words)])
    if any(word[0].isdigit() for word in written):
        found.add("has: a figure")
        if _DAY.search(sentence):
            found.add("has: a day")
    if _END.search(sentence[-6:]):
        found.add("has: an end")
    return found


def _of_clause(sentence: str) -> set[str]:
    clause = parse(sentence)
    found = {f"subject: {clause.subject.name.lower()}"}
    if clause.past:
        found.add("verb: past")
    if clause.verb is None:
        found.add("verb: none")
    return found


@cache
def _table() -> dict[str, float]:
    table: dict[str, float] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """Return a word without its ending; numbers, days and names of products are alike."""
    if word[0].isdigit():
        return "HH:MM" if ":" in word.rstrip(":") else "0"
    if _NAME.match(word):
        return "NAME"
    lower = word.lower().replace("\u2019", "'")
    if _NUMBERS.fullmatch(lower):
        return "0"
    if _DAYS.fullmatch(lower):
        return "DAY"
    end = next((end for end in _ENDINGS if lower.endswith(end) and len(lower) > len(end) + 3), "")
    return lower.removesuffix(end)


_SIGNS = {
    name: frozenset(map(_plain, some.split()))
    for name, some in (
        ("has: us", "we our us ours I my"),
        ("has: money", "$ \u20ac \u00a3 cent dollar euro eur usd"),
        ("has: all or none", "always never no not nothing none every all any only"),
    )
}
"""What tells something of a sentence by any of some words."""
