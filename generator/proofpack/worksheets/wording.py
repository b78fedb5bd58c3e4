r"""Rules on what a reader writes into a worksheet: statements without a source, and pasted bodies.

The rules on statements are those of `check`, and so is what `denial` says of sentences. Two things
differ. What a reader types is plain text and has no citations: a sentence passes if it holds the address
of its source. And the same rules run in browsers, so patterns are compiled for ASCII here, on text that
is prepared for it (see `typed`). The same rule finds the same in English text; where they part is that
`check` tells "é" from "e", and that its `\w`, `\d` and `\b` know letters and digits of every script.

`site-overrides/assets/claims.js` is the same for browsers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from proofpack.model.records.rules import AssertionRule, BodyRule, Rules
from proofpack.text import markdown as plain
from proofpack.text import negation as denial
from proofpack.text.markdown import sentences
from proofpack.text.negation import asserted
from proofpack.text.required_literals import needed
from proofpack.worksheets.typed_text import Typed, TypedLine, letters

_ADDRESS = re.compile(r"https?://[^\s]", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule finds in a text.

    Attributes:
        rule: id of the rule.
        start: offset of its first character in the text as it was typed.
        end: offset after its last.
    """

    rule: str
    start: int
    end: int


class _PatternRoute(NamedTuple):
    """One way to say something: each line of a rule's pattern is one."""

    order: int
    rule: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, order: int, rule: str, line: str) -> _PatternRoute:
        source = letters(line)
        return cls(order, rule, re.compile(source, re.ASCII | re.IGNORECASE), needed(source))

    def may_match(self, lower: str) -> bool:
        """Return whether a text in lower case holds what the pattern needs."""
        return all(any(piece in lower for piece in pieces) for pieces in self.needs)


@dataclass(frozen=True)
class Wording:
    """The assertion rules of a project, for plain text."""

    rules: tuple[AssertionRule, ...]
    _ways: tuple[_PatternRoute, ...] = field(repr=False)
    _by_id: dict[str, AssertionRule] = field(repr=False)

    @classmethod
    def of(cls, rules: Sequence[Rules]) -> Wording:
        """Compile rules.

        Args:
            rules: the files of rules of a project.
        """
        records = tuple(one for file in rules for one in file.assertions)
        ways = (
            _PatternRoute.of(order, rule.id, line)
            for order, rule in enumerate(records)
            for line in rule.pattern.splitlines()
        )
        return cls(records, tuple(ways), {one.id: one for one in records})

    def rule(self, name: str) -> AssertionRule:
        """Return the rule with an id."""
        return self._by_id[name]

    def find(self, text: str) -> list[Said]:
        """Return the statements of a text that name no source, in their order.

        Args:
            text: plain text. A rule is told once for each of its sentences.
        """
        typed = Typed.of(text)
        found = [one for line in typed.lines() for one in self._in_line(line)]
        found.sort(key=lambda one: (one[1], one[0].order))
        return [Said(way.rule, *typed.normal.original(*span)) for way, *span in found]

    def _in_line(self, line: TypedLine) -> Iterator[tuple[_PatternRoute, int, int]]:
        lower = line.text.lower()
        hits = [
            (way, match)
            for way in self._ways
            if way.may_match(lower)
            for match in way.pattern.finditer(line.text)
        ]
        spans = list(sentences(line.words)) if hits else []
        ends = [end for _, end in spans]
        told: set[tuple[str, int]] = set()
        for way, match in hits:
            begin, end = spans[min(bisect_right(ends, match.start()), len(spans) - 1)]
            if (way.rule, begin) not in told and _stands(line, match, begin, end):
                told.add((way.rule, begin))
                yield way, line.start + match.start(), line.start + match.end()

    def as_json(self) -> dict[str, Any]:
        """Return what a browser needs: rules with their ways, and the patterns that tell a denial.

        Patterns of `denial` and `plain` go by name, so that their words stand in one place.
        """
        ways: dict[str, list[Any]] = {one.id: [] for one in self.rules}
        for way in self._ways:
            needs = [sorted(pieces) for pieces in way.needs]
            ways[way.rule].append({"pattern": way.pattern.pattern, "needs": needs})
        return {
            "rules": [
                {"id": one.id, "about": one.about, "instead": one.instead, "ways": ways[one.id]}
                for one in self.rules
            ],
            "denial": _patterns(denial),
            "plain": {"STOP": _patterns(plain)["STOP"]},
        }


def _stands(line: TypedLine, match: re.Match[str], begin: int, end: int) -> bool:
    """Return whether a sentence asserts what a rule has found in it, and names no source."""
    if _ADDRESS.search(line.text, begin, end):
        return False
    return asserted(line.words[begin:end], match.start() - begin, match.end() - begin)


def _patterns(module: Any) -> dict[str, dict[str, str]]:
    """Return the patterns of a module by their names, without the underscore."""
    return {
        name.strip("_"): {"pattern": one.pattern, "flags": "i" if one.flags & re.IGNORECASE else ""}
        for name, one in vars(module).items()
        if isinstance(one, re.Pattern)
    }


@dataclass(frozen=True)
class Bodies:
    """The rules of a project on what must not be pasted."""

    rules: tuple[BodyRule, ...]
    _compiled: tuple[re.Pattern[str], ...] = field(repr=False)
    _by_id: dict[str, BodyRule] = field(repr=False)

    @classmethod
    def of(cls, rules: Sequence[Rules]) -> Bodies:
        """Compile rules.

        Args:
            rules: the files of rules of a project.
        """
        records = tuple(one for file in rules for one in file.bodies)
        compiled = (
            re.compile(one.pattern, re.ASCII | (re.IGNORECASE if one.ignore_case else 0))
            for one in records
        )
        return cls(records, tuple(compiled), {one.id: one for one in records})

    def rule(self, name: str) -> BodyRule:
        """Return the rule with an id."""
        return self._by_id[name]

    def find(self, text: str) -> list[Said]:
        """Return where a text begins to hold what must not be pasted: each rule once, in their order.

        Args:
            text: plain text.
        """
        normal = Typed.of(text).normal
        found = []
        for rule, pattern in zip(self.rules, self._compiled, strict=True):
            if match := pattern.search(normal.text):
                found.append(Said(rule.id, *normal.original(*match.span())))
        return sorted(found, key=lambda one: one.start)

    def as_json(self) -> list[dict[str, Any]]:
        """Return what a browser needs of the rules."""
        keys = {"id", "about", "pattern", "ignore_case", "instead"}
        return [one.model_dump(mode="json", include=keys) for one in self.rules]
