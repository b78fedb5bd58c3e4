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
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, islice
from pathlib import Path

from proofpack.text.clause import Subject, parse

TABLE = Path(__file__).with_name("points.json")
BEGIN = "has: words"
_IS_PAST, _NO_VERB = "verb: past", "verb: none"
Feature = str | tuple[str, str]
"""A word, a sign, or a pair of neighbours."""
LIKELY = 100
"""From how many points on a sentence is a claim, whatever the grammar knows of it."""
UNTOLD = 50
"""How many points more a sentence needs in which no word tells what kind of claim it is."""
PATTERN = 300
"""Points that a sentence gets where a pattern finds what makes a claim of any sentence."""
GRAMMAR = 125
"""Points of a sentence in which the grammar finds a statement about the provider."""
AMID = 100
"""How many points more the part of a sentence needs that stands behind what introduces it."""
_HOPELESS = 300
"""How many points a sentence may lack whose parts are looked at."""
_FAR = 600
"""How many characters of a sentence are looked at."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][a-z]{1,3})?|\d[\d.,:]*|[$\u20ac\u00a3%|:?\"]")
_ASCII_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]{1,3})?|[0-9][0-9.,:]*|[$%|:?\"]")
"""The same for ASCII, in two thirds of the time."""
_DIGIT = re.compile(r"\d")  # found in a third of the time
_FIGURE = re.compile(r"\b\d")
_NAME = re.compile(r"[A-Z][a-z]+[A-Z]")
_DAY = re.compile(
    r"\d\d:\d\d|20\d\d|\d (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE
)
_END = re.compile(r"[.!?;)\"|]\W*$")
_REASONS = 3
"""How many parts of a sentence are looked at."""
_REASON = re.compile(
    r"(?:,\s(?:because|since|as|for|or|so|but|yet|otherwise)"
    r"|\s(?:because|since|so\sthat)|[:;]|\s[-\u2013\u2014]"
    r"|\b(?:note|remember|mind|learn\w{0,3}|warned|hard\sway|notic\w{1,3}|turns\sout)(?:\sthat)?)"
    r"\s(?=(?:\S+\s+){3})",
    re.IGNORECASE,
)
"""What introduces a part of at least four words that says something by itself."""
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
    signs = chain(_of_words(sentence), _of_clause(sentence))
    return frozenset(each if isinstance(each, str) else " ".join(each) for each in signs)


def points(sentence: str) -> int:
    """Return how much speaks for a sentence being a claim about a provider; below zero, against it."""
    return _points_of_words(sentence) + _points_of_clause(sentence)


def speaks(sentence: str, least: int = LIKELY) -> bool:
    """Return whether a sentence has so many points, or its reason does: "Store it, as it is billed".

    Args:
        sentence: one sentence of plain text.
        least: how many points.
    """
    if _points_of_words(sentence) < least - _HOPELESS:
        return False
    if _has(sentence, least):
        return True
    reasons = islice(_REASON.finditer(sentence[:_FAR]), _REASONS)
    return any(_has(sentence[reason.end() :], least + AMID) for reason in reasons)


def _has(sentence: str, least: int) -> bool:
    """Return whether words have so many points. Their clause is looked at only where that decides."""
    lacking = least - _points_of_words(sentence)
    return lacking <= _most_of_clause() and _points_of_clause(sentence) >= lacking


@lru_cache(maxsize=64)
def _points_of_words(sentence: str) -> int:
    return _sum(_of_words(sentence))


@lru_cache(maxsize=64)
def _points_of_clause(sentence: str) -> int:
    return _sum(_of_clause(sentence))


def _sum(signs: Iterable[Feature]) -> int:
    table = _table()
    return sum(map(table.__getitem__, table.keys() & signs))  # each counts once


@cache
def _most_of_clause() -> int:
    """Return how many points a clause has at most."""
    table = _table()
    most = max(table.get(f"subject: {each.name.lower()}", 0) for each in Subject)
    return max(0, most) + sum(max(0, table.get(each, 0)) for each in (_IS_PAST, _NO_VERB))


def _of_words(sentence: str) -> Iterable[Feature]:
    """Return the features, some of them more than once: to make a set takes longer than to count it."""
    near = sentence[:_FAR]
    words = [*map(_plain, (_ASCII_WORD if near.isascii() else _WORD).findall(near))]
    signs = [BEGIN, f"words: {min(len(words) // 5, 5)}"]
    signs += [_SIGNS[word] for word in words if word in _SIGNS]
    signs += [f"{at}. word: {word}" for at, word in enumerate(words[1:3], 2)]
    if _DIGIT.search(sentence) and _FIGURE.search(sentence):
        signs.append("has: a figure")
        if _DAY.search(sentence):
            signs.append("has: a day")
    if _END.search(sentence[-6:]):
        signs.append("has: an end")
    return chain(signs, words, zip(["^", *words], words, strict=False))


def _of_clause(sentence: str) -> set[Feature]:
    clause = parse(sentence)
    signs: set[Feature] = {f"subject: {clause.subject.name.lower()}"}
    if clause.past:
        signs.add(_IS_PAST)
    if clause.verb is None:
        signs.add(_NO_VERB)
    return signs


@cache
def _table() -> dict[Feature, int]:
    """Return the points of each feature: whole numbers, whose sum is the same in any order."""
    return of_names(json.loads(TABLE.read_text(encoding="utf-8")))


def of_names(table: dict[str, int]) -> dict[Feature, int]:
    """Return the points of each feature by the names that they have in the table."""
    return {_feature(name): number for name, number in table.items()}


def forget() -> None:
    """Forget what was counted by another table."""
    for counted in (_points_of_words, _points_of_clause, _most_of_clause):
        counted.cache_clear()


def _feature(name: str) -> Feature:
    """Return a word or a pair of words, as it is written in the table; `has: a day` is neither."""
    first, _, second = name.partition(" ")
    pair = second and " " not in second and (first == ":" or not first.endswith(":"))
    return (first, second) if pair else name


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
    _plain(word): name
    for name, some in (
        ("has: us", "we our us ours I my"),
        ("has: money", "$ \u20ac \u00a3 cent dollar euro eur usd"),
        ("has: all or none", "always never no not nothing none every all any only"),
    )
    for word in some.split()
}
"""What tells something of a sentence by any of some words."""
