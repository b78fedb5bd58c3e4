"""What was observed of one source, as sets of days, and how it is added to and joined.

Everything is a set of days under a key that says what was observed. So joining two histories is the
union of their sets: the order of joining does not matter, and joining twice changes nothing. What is
not a set (where the server's validators stand, the text nearest to a lost quote) keeps the newest.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from proofpack.model.outcomes import Landmarks, Outcome, QuoteMatch, SourceReading
from proofpack.model.passages import (
    Accepted,
    AcceptedPassage,
    FactWords,
    WaitingPassage,
    is_accepted,
)

Day = datetime.date
Days = frozenset[datetime.date]
By = Literal["fetch", "hand"]


class Observed(NamedTuple):
    """An attempt to read a page: by a person or the program, who, and what came of it."""

    by: By
    who: str
    outcome: Outcome
    status: int
    """The HTTP status of an `http-error`, else 0."""


class Looked(NamedTuple):
    """A look for a fact: which words were looked for, by whom, and whether they held."""

    fact: str
    words: str
    by: By
    found: bool


class TextSeen(NamedTuple):
    """A text of a page: digest of the rules it was extracted by, and of the text."""

    rules: str
    text: str


class FullRead(NamedTuple):
    """The last full read that confirmed everything: what a later 304 may stand on."""

    on: Day
    basis: str
    """Digest of everything that was looked for, and how."""
    etag: str
    modified: str


class Nearest(NamedTuple):
    """The text that was most like a lost quote when it was last looked for."""

    on: Day
    likeness: int
    """In percent."""
    text: str


class LandmarksSeen(NamedTuple):
    """The landmarks of the document when it was last seen to be it."""

    on: Day
    of: Landmarks


K = TypeVar("K")
V = TypeVar("V")
N = TypeVar("N", Nearest, WaitingPassage)
_NONE: Days = frozenset()


class History(Struct, frozen=True):
    """Everything observed of one source. Never changed; a new one is made."""

    observed: Mapping[Observed, Days] = field(default_factory=dict)
    looked: Mapping[Looked, Days] = field(default_factory=dict)
    texts: Mapping[TextSeen, Days] = field(default_factory=dict)
    page: FullRead | None = None
    nearest: Mapping[tuple[str, str], Nearest] = field(default_factory=dict)
    """By fact and words."""
    landmarks: LandmarksSeen | None = None
    accepted: Accepted = field(default_factory=dict)
    """The passages in which the quotes of facts count."""
    changed: Mapping[FactWords, Days] = field(default_factory=dict)
    """The days on which a quote stood in another passage, which nobody had accepted by then."""
    waiting: Mapping[FactWords, WaitingPassage] = field(default_factory=dict)
    """The passage of each such quote that was read last."""

    @property
    def newest(self) -> Day | None:
        """The newest day in it."""
        observed = (day for days in self.observed.values() for day in days)
        accepted = (each.on for passages in self.accepted.values() for each in passages)
        return max((*observed, *accepted), default=None)

    def joined(self, other: History) -> History:
        """Return what both know."""
        return History(
            _union(self.observed, other.observed),
            _union(self.looked, other.looked),
            _union(self.texts, other.texts),
            max((page for page in (self.page, other.page) if page), default=None),
            _newest(self.nearest, other.nearest),
            max((seen for seen in (self.landmarks, other.landmarks) if seen), default=None),
            _union(self.accepted, other.accepted),
            _union(self.changed, other.changed),
            _newest(self.waiting, other.waiting),
        ).sound()

    def sound(self) -> History:
        """Return the history without what a later observation in it has overtaken.

        That is a full read after which there was another, or a quote lost; and a passage that waits no
        more.
        """
        waiting = {key: seen for key, seen in self.waiting.items() if self._waits(key, seen.on)}
        page = self.page
        if page is not None:
            reads = (days for seen, days in self.observed.items() if _is_full_read(seen))
            misses = [days for look, days in self.looked.items() if not look.found]
            misses += self.changed.values()
            if any(max(days) > page.on for days in reads) or any(
                max(days) >= page.on for days in misses
            ):
                page = None
        if page is self.page and len(waiting) == len(self.waiting):
            return self
        return replace(self, page=page, waiting=waiting)

    def _waits(self, key: FactWords, on: Day) -> bool:
        """Return whether the passage that a quote was in on a day still waits to be accepted."""
        if max(self.changed.get(key, _NONE), default=None) != on:
            return False
        for look, days in self.looked.items():
            # Where two ledgers disagree about a day, the program's doubt wins, and a person's word.
            settled = on if look.by == "hand" else on + datetime.timedelta(days=1)
            if (look.fact, look.words) == key and max(days) >= settled:
                return False
        return True

    def of_words(self, wanted: AbstractSet[tuple[str, str]]) -> History:
        """Return the history with looks for these facts and words alone."""
        looked = {
            look: days for look, days in self.looked.items() if (look.fact, look.words) in wanted
        }
        return replace(
            self,
            looked=looked,
            nearest=_of(self.nearest, wanted),
            accepted=_of(self.accepted, wanted),
            changed=_of(self.changed, wanted),
            waiting=_of(self.waiting, wanted),
        )

    def with_reading(
        self, reading: SourceReading, words: Mapping[str, str], basis: str, on: Day
    ) -> History:
        """Return the history with one attempt of the program added.

        Args:
            reading: the attempt.
            words: digests of what was looked for, by fact.
            basis: digest of everything that was looked for, and how.
            on: the day of the attempt. A later attempt of one day replaces what an earlier one found.
        """
        status = reading.status or 0 if reading.outcome is Outcome.HTTP_ERROR else 0
        observed = dict(self.observed)
        if reading.outcome.is_reading:
            for seen in observed:
                if seen.by == "fetch" and seen.outcome.is_reading:
                    observed[seen] -= {on}
        _add(observed, Observed("fetch", "", reading.outcome, status), on)
        if not reading.outcome.is_reading:
            return replace(self, observed=_filled(observed))
        matches = reading.evaluation.matches if reading.evaluation else ()
        facts = _facts_held(reading, words)
        looked = self._looked(facts, words, "fetch", on)
        changed, waiting = self._changed(matches, facts, words, looked, on)
        texts, page = dict(self.texts), self.page
        if evaluation := reading.evaluation:
            for text in texts:
                if text.rules == evaluation.rules:
                    texts[text] -= {on}
            _add(texts, TextSeen(evaluation.rules, evaluation.digest), on)
            full = reading.outcome is Outcome.CONFIRMED
            page = FullRead(on, basis, *_validators(reading)) if full else None
        elif page:
            for text in [text for text, days in texts.items() if page.on in days]:
                _add(texts, text, on)
        nearest = self._nearest(reading, facts, words, on)
        landmarks = _landmarks(reading, on) or self.landmarks
        return History(
            _filled(observed),
            _filled(looked),
            _filled(texts),
            page,
            nearest,
            landmarks,
            self._accepting(matches, on),
            changed,
            waiting,
        )

    def with_stamp(
        self, who: str, facts: Mapping[str, bool], words: Mapping[str, str], on: Day
    ) -> History:
        """Return the history with a reading by a person added.

        Args:
            who: initials or role.
            facts: the facts that the person looked for, and whether their words stood there.
            words: digests of what was looked for, by fact.
            on: the day of the reading.
        """
        observed = dict(self.observed)
        _add(observed, Observed("hand", who, Outcome.READ, 0), on)
        looked = _filled(self._looked(facts, words, "hand", on))
        keys = [(fact, words[fact]) for fact, held in facts.items() if held]
        return replace(self, observed=observed, looked=looked).with_accepted(keys, who, on)

    def with_accepted(self, keys: Iterable[FactWords], who: str, on: Day) -> History:
        """Return the history with passages that wait accepted by a person.

        The quotes count from the day on which their passages were read.

        Args:
            keys: facts with their words; those of which nothing waits are passed over.
            who: initials or role.
            on: the day on which the person says so.
        """
        accepted, looked = dict(self.accepted), dict(self.looked)
        for key in keys:
            if seen := self.waiting.get(key):
                accepted[key] = accepted.get(key, frozenset()) | {
                    AcceptedPassage(on, who, seen.passage)
                }
                _add(looked, Looked(*key, "hand", found=True), seen.on)
        return replace(self, accepted=accepted, looked=looked).sound()

    def _accepting(
        self, matches: Iterable[QuoteMatch], on: Day
    ) -> dict[FactWords, frozenset[AcceptedPassage]]:
        """Return the accepted passages with those in which a quote was confirmed.

        The first reading accepts what it finds. A later one keeps how an accepted passage looks now:
        under a heading of another name, or without a notice that it had.
        """
        accepted = dict(self.accepted)
        for match in matches:
            if match.at and match.confirmed:
                known = accepted.get((match.fact, match.words), frozenset())
                if not is_accepted(match.at, known):
                    accepted[match.fact, match.words] = known | {AcceptedPassage(on, "", match.at)}
        return accepted

    def _changed(
        self,
        matches: Iterable[QuoteMatch],
        facts: Mapping[str, bool],
        words: Mapping[str, str],
        looked: dict[Looked, Days],
        on: Day,
    ) -> tuple[dict[FactWords, Days], dict[FactWords, WaitingPassage]]:
        """Return days and passages of quotes in another passage, which a look does not count for."""
        changed, waiting = dict(self.changed), dict(self.waiting)
        for fact in facts:
            key = fact, words[fact]
            waiting.pop(key, None)
            changed[key] = changed.get(key, _NONE) - {on}
        for match in matches:
            if match.found and not match.confirmed and match.at:
                key = match.fact, words[match.fact]
                look = Looked(*key, "fetch", found=True)
                looked[look] = looked.get(look, _NONE) - {on}
                _add(changed, key, on)
                waiting[key] = WaitingPassage(on, match.at, match.signs, match.notice)
        return _filled(changed), waiting

    def _looked(
        self, facts: Mapping[str, bool], words: Mapping[str, str], by: By, on: Day
    ) -> dict[Looked, Days]:
        looked = dict(self.looked)
        for fact, held in facts.items():
            contrary = Looked(fact, words[fact], by, not held)
            looked[contrary] = looked.get(contrary, frozenset()) - {on}
            _add(looked, Looked(fact, words[fact], by, held), on)
        return looked

    def _nearest(
        self, reading: SourceReading, facts: Mapping[str, bool], words: Mapping[str, str], on: Day
    ) -> dict[tuple[str, str], Nearest]:
        nearest = {key: near for key, near in self.nearest.items() if not facts.get(key[0])}
        for match in reading.evaluation.matches if reading.evaluation else ():
            if not match.found and (text := _shown(match.nearest)):
                key = match.fact, words[match.fact]
                nearest[key] = Nearest(on, round(match.likeness * 100), text)
        return nearest


def _is_full_read(seen: Observed) -> bool:
    return seen.by == "fetch" and seen.outcome.is_reading and seen.outcome is not Outcome.UNCHANGED


def _facts_held(reading: SourceReading, words: Mapping[str, str]) -> dict[str, bool]:
    """Return which facts held. A 304 says of all of them that they still do."""
    if reading.evaluation:
        return {match.fact: match.found for match in reading.evaluation.matches}
    return dict.fromkeys(words, True)


def _landmarks(reading: SourceReading, on: Day) -> LandmarksSeen | None:
    seen = reading.evaluation and reading.evaluation.landmarks
    return LandmarksSeen(on, seen) if seen else None


def _shown(text: str) -> str:
    """Return text of a page without characters that do not show, or show it as what it is not."""
    shown = (sign for sign in " ".join(text.split()) if unicodedata.category(sign)[0] != "C")
    return "".join(shown).strip()


def _validators(reading: SourceReading) -> tuple[str, str]:
    return reading.validators.etag.strip(), reading.validators.modified.strip()


def _add(days: dict[K, Days], key: K, day: Day) -> None:
    days[key] = days.get(key, frozenset()) | {day}


def _filled(days: Mapping[K, Days]) -> dict[K, Days]:
    return {key: when for key, when in days.items() if when}


def _union(
    first: Mapping[K, frozenset[V]], second: Mapping[K, frozenset[V]]
) -> dict[K, frozenset[V]]:
    none: frozenset[V] = frozenset()
    return {key: first.get(key, none) | second.get(key, none) for key in [*first, *second]}


def _newest(first: Mapping[K, N], second: Mapping[K, N]) -> dict[K, N]:
    """Return what two mappings hold, of what both hold the greater, whose day is the later."""
    joined = dict(first)
    for key, value in second.items():
        joined[key] = max(value, joined.get(key, value))
    return joined


def _of(known: Mapping[FactWords, V], wanted: AbstractSet[FactWords]) -> dict[FactWords, V]:
    return {key: value for key, value in known.items() if key in wanted}


def joined(histories: Iterable[Mapping[str, History]]) -> dict[str, History]:
    """Return what several ledgers know together, by source."""
    known: dict[str, History] = {}
    for ledger in histories:
        for source, history in ledger.items():
            known[source] = known[source].joined(history) if source in known else history.sound()
    return known
