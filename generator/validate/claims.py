"""Wording that needs a fact and has none.

The rules are data (`data/rules/*.yml`). They look at sentences as their reader sees them, wherever these
stand: in prose, headings, lists, tables, titles and alternative texts, front matter and data. What a
sentence denies, asks or leaves to verify is no claim: `denial` knows the difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..documents import Nodes, key_path
from ..needed import needed
from ..plain import CELL, Stretch, sentences, stretches
from ..problems import Place, Problem
from ..records.rules import AssertionRule
from .denial import asserted, not_to_say

Path = tuple[str | int, ...]
_NO_WORDS = ("id", "url", "read", "source", "guide", "owner", "kind", "type", "facts", "sources")
"""Keys whose values are names and addresses, not words. `sources` of front matter is a list of mappings
and is judged: only text under these keys is not."""


class _Way(NamedTuple):
    """One way to say something: the rule, its pattern, and what a text must hold for it to match."""

    rule: AssertionRule
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]

    def may_match(self, lower: str) -> bool:
        """Return whether a text in lower case holds what the pattern needs."""
        return all(any(piece in lower for piece in pieces) for pieces in self.needs)


@dataclass(frozen=True)
class Claims:
    """The assertion rules of a project, compiled."""

    ways: tuple[_Way, ...]

    @classmethod
    def of(cls, rules: list[AssertionRule]) -> Claims:
        """Compile rules. Each line of a pattern is one way to say it."""
        return cls(
            tuple(
                _Way(rule, re.compile(line, re.IGNORECASE), needed(line))
                for rule in rules
                for line in rule.pattern.splitlines()
            )
        )

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        """What the ways need most, each piece once."""
        return tuple(frozenset().union(*(one.needs[0] for one in self.ways if one.needs)))

    def findings(self, text: str, context: str = "") -> Iterator[tuple[AssertionRule, int]]:
        """Yield each rule that a sentence of a Markdown text breaks, with the offset of its words.

        Args:
            text: Markdown.
            context: what introduces the text, such as the title of the list in which it stands.
        """
        plain = stretches(text)
        # First what the whole text lacks is ruled out, then what a sentence lacks: see `needed`.
        whole = "\n".join(one.text for one in plain).lower()
        there = frozenset(piece for piece in self._pieces if piece in whole)
        ways = [one for one in self.ways if not one.needs or not there.isdisjoint(one.needs[0])]
        for stretch in plain if ways else ():
            for rule, position in self._in_stretch(stretch, context, ways):
                yield rule, stretch.offset(position)

    def _in_stretch(
        self, stretch: Stretch, context: str, ways: list[_Way]
    ) -> Iterator[tuple[AssertionRule, int]]:
        lower = stretch.text.lower()
        hits = [
            (way.rule, match)
            for way in ways
            if way.may_match(lower)
            for match in way.pattern.finditer(stretch.text)
        ]
        if not hits or (stretch.kind == "item" and not_to_say(stretch.lead)) or not_to_say(context):
            return
        spans = list(sentences(stretch.text))
        ends = [end for _, end in spans]
        told: set[tuple[str, int]] = set()
        for rule, match in hits:
            begin, end = spans[min(bisect_right(ends, match.start()), len(spans) - 1)]
            if (rule.id, begin) not in told and self._stands(stretch, match, begin, end):
                told.add((rule.id, begin))
                yield rule, match.start()

    @staticmethod
    def _stands(stretch: Stretch, match: re.Match[str], begin: int, end: int) -> bool:
        """Return whether a sentence asserts what a rule has found in it, and cites no fact for it."""
        sentence = stretch.text[begin:end]
        if not asserted(sentence, match.start() - begin, match.end() - begin):
            return False
        if stretch.kind == "row" and _column_forbids(stretch, match.start()):
            return False
        # A citation carries the clause in which it stands, up to the next semicolon.
        stop = stretch.text.find(";", match.end(), end)
        last = stop + 2 if stop >= 0 else end + 2
        return not any(match.start() <= at <= last for at, _ in stretch.cites)

    def in_prose(self, path: str, text: str, line: int) -> list[Problem]:
        """Judge a stretch of hand-written Markdown that begins on `line` of `path`.

        A sentence that cites a fact is supported and passes.
        """
        problems = []
        for rule, offset in self.findings(text):
            row = line + text.count("\n", 0, offset)
            column = offset - text.rfind("\n", 0, offset)
            problems.append(_problem(rule, Place(path, row, column), ""))
        return problems

    def in_nodes(self, nodes: Nodes, path: Path = (), context: str = "") -> list[Problem]:
        """Judge every text of a YAML document, except what is a fact or states the facts behind it."""
        value: Any = _at(nodes, path)
        if isinstance(value, str):
            if path and path[-1] in _NO_WORDS:
                return []
            found = dict.fromkeys(rule.id for rule, _ in self.findings(value, context))
            rules = {way.rule.id: way.rule for way in self.ways}
            return [_problem(rules[one], nodes.place(path), key_path(path)) for one in found]
        if isinstance(value, dict):
            if "quote" in value or "pattern" in value:
                return []
            title = value.get("title")
            context = title if isinstance(title, str) and "items" in value else context
            return [
                one
                for key in value
                if not _carried(nodes, path, value, key)
                for one in self.in_nodes(nodes, (*path, key), context)
            ]
        return [one for n in range(len(value)) for one in self.in_nodes(nodes, (*path, n), context)]


def _carried(nodes: Nodes, path: Path, value: dict[str, Any], key: str) -> bool:
    """Return whether what stands under a key of a mapping states the facts that the mapping lists.

    An answer does. Of an area those facets do that its contract says to state them (`asserts`): the
    facts carry neither its title nor what it gives as a reason. A source lists facts too, but its
    note does not stand on them.
    """
    if path and path[-1] == "facets" and _at(nodes, path[:-1]).get("facts"):
        stating = nodes.data.get("asserts")
        return key in stating if isinstance(stating, list) else True
    return bool(value.get("facts")) and "url" not in value and "facets" not in value


def _column_forbids(stretch: Stretch, position: int) -> bool:
    """Return whether the head of a column, or the first cell of a row, says what not to say."""
    cells = stretch.text[:position].count(CELL.strip())
    head = stretch.heads[cells] if cells < len(stretch.heads) else ""
    return not_to_say(head) or (cells > 0 and not_to_say(stretch.text.partition(CELL.strip())[0]))


def _at(nodes: Nodes, path: Path) -> Any:
    value = nodes.data
    for one in path:
        value = value[one]
    return value


def _problem(rule: AssertionRule, place: Place, key: str) -> Problem:
    what = f"a statement about {rule.about} with no fact behind it"
    return Problem(place, f"claim-{rule.id}", key, what, f"Cite a fact, or say: {rule.instead}")
