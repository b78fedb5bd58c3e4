"""Wording that needs a fact and has none.

The rules are data (`data/rules/*.yml`). A sentence that denies or forbids what a rule looks for is no
claim: guides must be able to say what not to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..documents import Nodes
from ..problems import Place, Problem
from ..prose import TOKEN
from ..records.rules import AssertionRule
from .models import key_path

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)")
_DENIAL = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|nowhere|without|cannot|can't|don't|doesn't"
    r"|isn't|aren't|won't|unless|whether|if|what|which|how|unknown|unchecked|inconclusive|verify"
    r"|leave out|avoid|refuse)\b|\?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Claims:
    """The assertion rules of a project, compiled."""

    rules: tuple[tuple[AssertionRule, re.Pattern[str]], ...]

    @classmethod
    def of(cls, rules: list[AssertionRule]) -> Claims:
        """Compile rules."""
        return cls(tuple((one, re.compile(one.pattern, re.IGNORECASE)) for one in rules))

    def findings(self, text: str) -> Iterator[tuple[AssertionRule, int]]:
        """Yield each rule that a sentence of `text` breaks, with the sentence's offset."""
        hits = [(rule, pattern) for rule, pattern in self.rules if pattern.search(text)]
        if not hits:
            return
        start = 0
        for gap in [*_SENTENCE.finditer(text), None]:
            end = gap.start() if gap else len(text)
            sentence = text[start:end]
            for rule, pattern in hits:
                if (match := pattern.search(sentence)) and not _DENIAL.search(sentence):
                    yield rule, start + match.start()
            start = gap.end() if gap else end

    def in_prose(self, path: str, text: str, line: int) -> list[Problem]:
        """Judge a stretch of hand-written Markdown that begins on `line` of `path`.

        A sentence that cites a fact is supported and passes.
        """
        cited = [match.start() for match in TOKEN.finditer(text) if match["cite"] is not None]
        problems = []
        for rule, offset in self.findings(text):
            stop = re.compile(r"[.!?](?=\s|\[|$)").search(text, offset)
            end = stop.end() if stop else len(text)
            if any(offset <= one <= end + 2 for one in cited):
                continue
            before = text[:offset]
            column = offset - (before.rfind("\n") + 1) + 1
            problems.append(_problem(rule, Place(path, line + before.count("\n"), column), ""))
        return problems

    def in_nodes(self, nodes: Nodes, path: tuple[str | int, ...] = ()) -> list[Problem]:
        """Judge every text of a YAML document, except what is a fact or lists the facts behind it."""
        value: Any = _at(nodes, path)
        if isinstance(value, str):
            if path and path[-1] in ("id", "url", "read"):
                return []
            return [
                _problem(rule, nodes.place(path), key_path(path))
                for rule, _ in self.findings(value)
            ]
        if isinstance(value, dict):
            # A source lists facts too, but its note does not stand on them.
            if (
                "quote" in value
                or "pattern" in value
                or (value.get("facts") and "url" not in value)
            ):
                return []
            return [one for key in value for one in self.in_nodes(nodes, (*path, key))]
        return [one for n in range(len(value)) for one in self.in_nodes(nodes, (*path, n))]


def _at(nodes: Nodes, path: tuple[str | int, ...]) -> Any:
    value = nodes.data
    for one in path:
        value = value[one]
    return value


def _problem(rule: AssertionRule, place: Place, key: str) -> Problem:
    what = f"a statement about {rule.about} with no fact behind it"
    return Problem(place, f"claim-{rule.id}", key, what, f"Cite a fact, or say: {rule.instead}")
