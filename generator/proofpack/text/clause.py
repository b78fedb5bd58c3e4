"""Clause: whose thing its subject is, or whether it tells somebody to do something.

The grammar knows articles, heads and joints: in "The two keys of an account share a limit" the subject
ends before the verb, its head is what stands before the first joint ("keys"), and what follows only
describes it. A clause that begins with a bare verb and has no other is an instruction. A head that no
list knows is taken for a thing of the provider where a clause has an article and a verb of the present:
there are too many of these to list, and few of ours.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from proofpack.text.clause_words import (
    ADVERBS,
    AGENTS_OF_THEIRS,
    AMOUNTS,
    AUXILIARIES,
    CONJUNCTIONS,
    DEEDS,
    DETERMINERS,
    EVERYBODY,
    HELD,
    INSTRUCTIONS,
    JOINTS,
    OF_YOU,
    OURS,
    PAST,
    PRONOUNS,
    PROVIDER,
    RELATIVES,
    THEIRS,
    US,
    VERBS,
    WAS,
)

_WORD = re.compile(r"[^\W_][\w'\u2019./-]*|,", re.UNICODE)
_SHORT = re.compile(
    r"\b(it|that|there|you|they|we|i|he|she|what|who)['\u2019](s|re|ve|ll|d|m)\b", re.IGNORECASE
)
_LONG = {"s": "is", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_FAR = 40
"""How many words of a clause are looked at."""
_NAME = re.compile(r"[A-Z][a-z0-9]+[A-Z]\w*|[A-Za-z]{2,20}-[\w.-]{0,30}\d[\w.-]*")
_ARTICLES = DETERMINERS - frozenset(("this", "that", "who", "what", "whatever", "whoever"))
_FORMS = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("s", ""))


class Subject(Enum):
    """What the subject of a clause is."""

    THEIRS = auto()
    """A thing of the provider, by its name."""
    UNKNOWN = auto()
    """A thing that no list knows, of which something is said in the present."""
    OURS = auto()
    """We, or something of ours."""
    TOLD = auto()
    """Nobody: somebody is told to do something."""
    NONE = auto()
    """None that can be made out."""


class Clause(NamedTuple):
    """A clause: its subject, how many words stand before its verb, and whether that is of the past."""

    subject: Subject
    verb: int | None
    past: bool


def parse(clause: str) -> Clause:
    """Return what the subject of a clause is, and where its verb stands.

    Args:
        clause: a clause as plain text, without what introduces it.
    """
    words = _words(clause)[:_FAR]
    lower = [word.lower() for word in words]
    verb = _verb(lower)
    past = verb is not None and (
        lower[verb] in WAS or (lower[verb] not in AUXILIARIES and _is_past(lower, verb))
    )
    return Clause(_subject(words, lower, verb), verb, past)


def is_verb(word: str) -> bool:
    """Return whether a word behind "which" is the verb of its clause."""
    word = word.lower()
    return word in AUXILIARIES or word in VERBS or f"{word}s" in VERBS


def is_theirs(word: str) -> bool:
    """Return whether a word names a thing of the provider."""
    return singular(word.lower()) in THEIRS


def words_of(text: str) -> int:
    """Return how many words a text has, as `parse` counts them."""
    return len(_words(text))


def _words(text: str) -> list[str]:
    """Return the words of a text; "it's" is two."""
    return _WORD.findall(_SHORT.sub(lambda match: f"{match[1]} {_LONG[match[2].lower()]}", text))


def _subject(words: list[str], lower: list[str], verb: int | None) -> Subject:
    if not words:
        return Subject.NONE
    first = lower[0]
    if first == "you":
        return Subject.UNKNOWN if lower[1:2] and lower[1] in OF_YOU else Subject.OURS
    if first in VERBS and len(lower) > 1 and lower[1] in _ARTICLES:
        return Subject.OURS  # "Returns an error when …" tells what something of ours does
    if (
        {"we", "i"} & set(lower[: verb or 4])
        or first in US
        or (first.endswith("ed") and verb is None)
    ):
        return Subject.OURS
    if _told(lower, verb, words[0]):
        return Subject.TOLD
    if verb is None and first not in DETERMINERS:
        return Subject.THEIRS if singular(first) in THEIRS else Subject.NONE
    phrase = [word for word in lower[: verb if verb is not None else 8] if word not in ADVERBS]
    return _whose(words, phrase)


def _verb(lower: list[str]) -> int | None:
    """Return where the verb of a clause stands.

    In "Requests sent by a free key are throttled" it is the second: the first one only describes.
    """
    relative = False
    past = None
    for at, word in enumerate(lower):
        if at and word in RELATIVES:
            relative = True
        elif past is not None and word in ("and", ",", "but"):
            return past
        elif word in AUXILIARIES or (at and _is_verb(lower, at)):
            if not relative:
                return at
            relative = False
        elif at and past is None and _is_past(lower, at):
            if not relative:
                past = at
            relative = False
    return past


def _is_verb(lower: list[str], at: int) -> bool:
    """Return whether a word is a verb of the present where it stands: "costs" may be a noun."""
    word, before = lower[at], lower[at - 1]
    if before in JOINTS or (before in DETERMINERS and before not in PRONOUNS):
        return False
    if word in VERBS:
        return True
    if before == ",":
        return False
    after = lower[at + 1] if at + 1 < len(lower) else ""
    stood = [each for each in lower[:at] if each not in ADVERBS] or [before]
    heads = next((stood[:i] for i, w in enumerate(stood) if i and w in JOINTS), stood)
    if (heads[-1].endswith(("s", "s'")) and not heads[-1].endswith("'s")) or before in PRONOUNS:
        return bool({f"{word}s", f"{word}es", f"{word[:-1]}ies"} & VERBS)
    if not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return False
    if after in ("for", "after", "within", "in"):
        after = lower[at + 2] if at + 2 < len(lower) else ""
    # A guess: what is an instruction may be one, and "Tell customers" says nothing of customers.
    return lower[0] not in INSTRUCTIONS and (
        after in _ARTICLES or after in AMOUNTS or after[:1].isdigit()
    )


def _is_past(lower: list[str], at: int) -> bool:
    """Return whether a word is a verb of the past where it stands: not so in "the failed call"."""
    word, before = lower[at], lower[at - 1]
    past = word in PAST or (word.endswith("ed") and len(word) > 4 and word not in ("speed", "feed"))
    return past and not (before in DETERMINERS - PRONOUNS or before in JOINTS or before == ",")


def _told(lower: list[str], verb: int | None, word: str) -> bool:
    """Return whether a clause begins with a bare verb, and has no other."""
    first = lower[0]
    if first in ("do", "don't", "please", "never", "always", "only", "just"):
        return len(lower) > 1 and (first in ("do", "don't", "please") or lower[1] in INSTRUCTIONS)
    if ("as", "many") in pairwise(lower):
        return False  # "Send as many as you like" says that there is no limit
    if first not in INSTRUCTIONS or _NAME.fullmatch(word):
        return False
    if verb == 1 or (verb == 2 and lower[1] not in DETERMINERS):
        return False
    inner = next((at for at, each in enumerate(lower) if each in CONJUNCTIONS), len(lower))
    return not AUXILIARIES & set(lower[:inner])


def _whose(words: list[str], phrase: list[str]) -> Subject:
    """Return whose thing a subject is, by its head and by whom its words name."""
    ends = (
        at
        for at, word in enumerate(phrase)
        if at
        and (word in JOINTS or word == "," or ((at > 1 or word in PAST) and _is_past(phrase, at)))
    )
    heads = phrase[: next(ends, len(phrase))]
    head = singular(heads[-1].removesuffix("'s")) if heads else ""
    provider = bool(PROVIDER & set(phrase))
    if phrase[:1] and phrase[0] in DEEDS:
        return Subject.OURS
    ours = bool({"our", "ours", "my", "mine", "us"} & set(phrase))
    if ours:
        return Subject.THEIRS if head in HELD else Subject.OURS
    if provider or any(_NAME.fullmatch(word) for word in words[: len(phrase)]):
        return Subject.THEIRS
    if head in OURS and (head not in THEIRS or phrase[0] in ("the", "this", "that", "both")):
        return Subject.OURS
    if head in EVERYBODY:
        return Subject.UNKNOWN
    if head in THEIRS or head in DETERMINERS:
        return Subject.THEIRS
    if head.endswith(("er", "or", "eer", "ist")) and head not in AGENTS_OF_THEIRS:
        return Subject.OURS
    return Subject.THEIRS if PROVIDER & {word.lower() for word in words} else Subject.UNKNOWN


def singular(word: str) -> str:
    """Return the singular of a word, by its ending."""
    for ending, end in _FORMS:
        if (word.endswith(ending) and not word.endswith(("ss", "us", "is"))) or (
            ending == "sses" and word.endswith(ending)
        ):
            return word.removesuffix(ending) + end
    return word
