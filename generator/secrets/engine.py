"""Finding secrets in text, and putting placeholders in their place.

What is found is described by the name of its rule, by where it stands, by four characters at most, and
by a digest. The value itself is in none of these, so that no output, format or log can repeat it.

`site-overrides/assets/secrets.js` is the same engine for browsers.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..needed import needed
from ..records.rules import Harmless, Rules, SecretRule
from .checks import CHECKS, cookies, entropy
from .normal import Normal, normal

_NEAR = 40  # characters before a value in which a rule's words count
_LONG = 16  # from this length on, a finding may show how the value begins
_ROUNDS = 10  # how often what redaction leaves is looked at again
_TINY = 1e-9  # two runtimes may differ in the last digit of a logarithm
_MARK = re.compile(r"<REDACTED:([a-z0-9_-]{1,80})-([0-9]{1,9})>")


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret in a text.

    Attributes:
        rule: id of the rule that found it.
        start: offset of its first character in the text as written.
        end: offset after its last.
        mask: at most four of its characters, and an ellipsis.
        digest: twelve characters that stand for rule and value, by which it can be accepted.
    """

    rule: str
    start: int
    end: int
    mask: str
    digest: str


@dataclass(frozen=True)
class _Rule:
    """A compiled rule. `order` is its place among all: the first is the most specific."""

    record: SecretRule
    order: int
    pattern: re.Pattern[str]
    harmless: re.Pattern[str] | None
    needs: tuple[frozenset[str], ...]
    needs_joined: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, record: SecretRule, order: int, harmless: Sequence[Harmless]) -> _Rule:
        forms = [one.pattern for one in harmless if not one.rules or record.id in one.rules]
        together = "|".join(f"(?:{one})" for one in forms)
        needs = needed(record.pattern)
        return cls(
            record,
            order,
            re.compile(record.pattern, re.ASCII | (re.IGNORECASE if record.ignore_case else 0)),
            re.compile(together, re.ASCII | re.IGNORECASE) if forms else None,
            needs,
            tuple(frozenset(map(_squeezed, one)) for one in needs),
        )

    def may_find(self, lower: str) -> bool:
        """Return whether a text in lower case holds what the pattern needs."""
        return _holds(lower, self.needs)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where values stand. After a match that is none, its value is looked at again."""
        at = 0
        while match := self.pattern.search(text, at):
            group = next((n for n in range(1, match.re.groups + 1) if match.start(n) >= 0), 0)
            start, end = match.span(group)
            counts = self._counts(text, start, end) if end > start else 0
            if counts:
                yield start, start + counts
                at = max(start + counts, match.start() + 1)
            elif match.start() < start and self.record.check != "cookie":
                at = start
            else:  # of cookies, each has been looked at
                at = max(end, match.start() + 1)

    def is_harmless(self, value: str) -> bool:
        return self.harmless is not None and self.harmless.fullmatch(value) is not None

    def _counts(self, text: str, start: int, end: int) -> int:
        """Return how many characters of a possible value count; none if it is no secret."""
        value, rule = text[start:end], self.record
        if self.is_harmless(value) or not self._is_near(text, start):
            return 0
        if rule.entropy and entropy(value) < rule.entropy - _TINY:
            return 0
        if rule.check == "cookie":
            return cookies(value, self.is_harmless)
        return CHECKS[rule.check](value) if rule.check else len(value)

    def _is_near(self, text: str, start: int) -> bool:
        before = text[max(0, start - _NEAR) : start].lower()
        return not self.record.near or any(one.lower() in before for one in self.record.near)

    def hit(self, view: Normal, span: tuple[int, int]) -> Hit:
        value = view.text[span[0] : span[1]]
        start, end = view.original(*span)
        shown = value[: self.record.shows] if len(value) >= _LONG else ""
        digest = hashlib.sha256(f"{self.record.id}\0{value}".encode("utf-8", "replace"))
        return Hit(self.record.id, start, end, f"{shown}…", digest.hexdigest()[:12])


def _across(view: Normal, rules: Iterable[_Rule]) -> Iterator[tuple[int, Hit]]:
    """Yield what is a secret only when folds are taken out."""
    for rule in rules:
        for start, end in rule.spans(view.text):
            if view.folds(start, end):
                yield rule.order, rule.hit(view, (start, end))


def _holds(text: str, needs: tuple[frozenset[str], ...]) -> bool:
    return all(any(piece in text for piece in pieces) for pieces in needs)


def _squeezed(text: str) -> str:
    """Return text without whatever may stand between two lines of one key (see `normal`)."""
    text = "".join(text.split())
    for one in ">|*#+\"',":
        text = text.replace(one, "")
    return text


@dataclass(frozen=True)
class Secrets:
    """The rules of a project, compiled."""

    rules: tuple[SecretRule, ...]
    _compiled: tuple[_Rule, ...] = field(repr=False)
    _by_id: dict[str, SecretRule] = field(repr=False)

    @classmethod
    def of(cls, rules: Rules | Iterable[Rules]) -> Secrets:
        """Compile the rules of one file or of several.

        Args:
            rules: the files; where two rules find the same characters, the first counts.
        """
        files = [rules] if isinstance(rules, Rules) else list(rules)
        records = tuple(one for file in files for one in file.secrets)
        harmless = [one for file in files for one in file.harmless]
        made = (_Rule.of(one, order, harmless) for order, one in enumerate(records))
        return cls(records, tuple(made), {one.id: one for one in records})

    def rule(self, name: str) -> SecretRule:
        """Return the rule with an id."""
        return self._by_id[name]

    def find(self, text: str) -> list[Hit]:
        """Return the secrets of a text, in their order. None overlaps another.

        Args:
            text: any text.
        """
        plain = normal(text)
        lower = plain.text.lower()
        found: list[tuple[int, Hit]] = []
        taken = set()
        for rule in self._compiled:
            if rule.may_find(lower):
                for span in rule.spans(plain.text):
                    taken.add(span[0])
                    found.append((rule.order, rule.hit(plain, span)))
        squeezed = _squeezed(lower)
        rules = [one for one in self._compiled if one.record.joined]
        rules = [one for one in rules if _holds(squeezed, one.needs_joined)]
        if rules and (view := plain.joined(taken)):
            found += _across(view, rules)
        return _best(found)

    def redact(self, text: str) -> str:
        """Return a text with a placeholder for each secret, so that none is found any more.

        Args:
            text: any text. The same value gets the same number.
        """
        numbers = Numbers.of(text)
        for _ in range(_ROUNDS):
            hits = self.find(text)
            if not hits:
                break
            text = numbers.replaced(text, hits)
        return text

    def as_json(self) -> dict[str, Any]:
        """Return what a browser needs of the rules: neither examples nor what is accepted."""
        keys = {*("id", "pattern", "ignore_case", "entropy", "check", "near", "joined", "shows")}
        keys |= {"about", "instead", "revoke"}
        return {
            "secrets": [
                one.record.model_dump(mode="json", include=keys)
                | {"harmless": one.harmless.pattern if one.harmless else None}
                for one in self._compiled
            ]
        }


def redact(text: str, hits: Iterable[Hit]) -> str:
    """Return a text with `<REDACTED:rule-1>` in place of each hit; the same value, the same number.

    What is hidden behind a hit that overlaps it is found only afterwards; `Secrets.redact` goes on
    until nothing is found.

    Args:
        text: the text in which the hits were found.
        hits: what to replace.
    """
    return Numbers.of(text).replaced(text, hits)


@dataclass
class Numbers:
    """The number that each value has got, and the last one of each rule.

    Kept over several texts, it gives the same value the same placeholder in all of them.
    """

    last: dict[str, int]
    given: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Numbers:
        """Begin after the numbers that a text holds already."""
        last: dict[str, int] = {}
        for rule, number in _MARK.findall(text):
            last[rule] = max(last.get(rule, 0), int(number))
        return cls(last)

    def replaced(self, text: str, hits: Iterable[Hit]) -> str:
        """Return a text with a placeholder in place of each hit.

        Args:
            text: the text in which the hits were found.
            hits: what to replace.
        """
        pieces, position = [], 0
        for hit in sorted(hits, key=lambda one: one.start):
            key = (hit.rule, hit.digest)
            if key not in self.given:
                self.last[hit.rule] = self.given[key] = self.last.get(hit.rule, 0) + 1
            pieces += [text[position : hit.start], f"<REDACTED:{hit.rule}-{self.given[key]}>"]
            position = hit.end
        return "".join((*pieces, text[position:]))


def _best(found: Iterable[tuple[int, Hit]]) -> list[Hit]:
    """Return hits that do not overlap: of two, that of the first rule; of one rule, the longer."""
    kept: list[Hit] = []
    starts: list[int] = []
    for _, hit in sorted(found, key=lambda one: (one[0], one[1].start - one[1].end, one[1].start)):
        at = bisect_right(starts, hit.start)
        free = at == 0 or kept[at - 1].end <= hit.start
        if free and (at == len(kept) or hit.end <= kept[at].start):
            starts.insert(at, hit.start)
            kept.insert(at, hit)
    return kept
