"""Points: how much the words of a sentence speak for it being a claim about a provider.

No list of things and verbs is ever whole, and what others write is told apart better by all words of a
sentence than by a grammar. Each word, each pair of neighbours, and what the grammar says of the subject
has points, above zero for a claim and below zero against one; their sum decides. The points are data,
learned from the sentences of `tests/claims` (`python -m tests.claims.weigh`), not from anybody's taste.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from proofpack.text.clause import parse

TABLE = Path(__file__).with_name("points.json")
BEGIN = "a sentence"
LIKELY = 0.5
"""From how many points on a sentence is a claim, whatever the grammar knows of it."""
GRAMMAR = 2.0
"""Points of a sentence in which the grammar finds a statement about the provider."""
_HOPELESS = -6.0
"""Below so many points of its words the subject of a sentence is not looked at: it weighs little."""
_FAR = 600
"""How many characters of a sentence are looked at."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][a-z]{1,3})?|\d[\d.,:]*|[$\u20ac\u00a3%|:?\"]")
_NAME = re.compile(r"[A-Z][a-z]+[A-Z]")
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
    """Return what of a sentence has points: words, pairs of them, its subject and its tense."""
    return frozenset({*_of_words(sentence), *_of_clause(sentence)})


@lru_cache(maxsize=64)
def points(sentence: str) -> float:
    """Return how much speaks for a sentence being a claim about a provider; below zero, against it."""
    table = _table()
    total = sum(table.get(each, 0.0) for each in _of_words(sentence))
    if total < _HOPELESS:
        return total
    return total + sum(table.get(each, 0.0) for each in _of_clause(sentence))


def _of_words(sentence: str) -> set[str]:
    words = [_plain(word) for word in _WORD.findall(sentence[:_FAR])]
    pairs = (f"{one} {other}" for one, other in zip(["^", *words], words, strict=False))
    return {BEGIN, *words, *pairs}


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
