"""Pasted bodies: the rules of a project on what must not be pasted into a worksheet.

`site-overrides/scripts/packet-judge.js` does the same in browsers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from proofpack.model.records.rules import BodyRule, Rules
from proofpack.secrets import Normal, plain
from proofpack.worksheets.constants import SQUEEZED

_SPACES = re.compile(SQUEEZED)


@dataclass(frozen=True, slots=True)
class BodyMatch:
    """Where a text begins to hold what must not be pasted.

    Attributes:
        rule: id of the rule.
        start: offset of its first character in the text as it was typed.
        end: offset after its last.
    """

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Bodies:
    """The rules on pasted bodies, compiled."""

    rules: tuple[BodyRule, ...]
    _compiled: tuple[re.Pattern[str], ...] = field(repr=False)
    _by_id: dict[str, BodyRule] = field(repr=False)

    @classmethod
    def of(cls, rules: Sequence[Rules]) -> Bodies:
        """Compile rules.

        Args:
            rules: the files of rules of a project.
        """
        records = tuple(body for file in rules for body in file.bodies)
        compiled = (
            re.compile(body.pattern, re.ASCII | (re.IGNORECASE if body.ignore_case else 0))
            for body in records
        )
        return cls(records, tuple(compiled), {body.id: body for body in records})

    def rule(self, name: str) -> BodyRule:
        """Return the rule with an id."""
        return self._by_id[name]

    def find(self, text: str) -> list[BodyMatch]:
        """Return where a text begins to hold what must not be pasted: each rule once, in order.

        Args:
            text: plain text.
        """
        shown = squeezed(text)
        matches = []
        for rule, pattern in zip(self.rules, self._compiled, strict=True):
            if match := pattern.search(shown.text):
                matches.append(BodyMatch(rule.id, *shown.original(*match.span())))
        return sorted(matches, key=lambda match: match.start)

    def as_json(self) -> list[dict[str, Any]]:
        """Return what a browser needs of the rules."""
        keys = {"id", "about", "pattern", "ignore_case", "instead"}
        return [rule.model_dump(mode="json", include=keys) for rule in self.rules]


def squeezed(text: str) -> Normal:
    """Return text as these rules look at it: plain, with each gap as short as can be.

    A gap is one space, or one line end where it holds one, or two where it holds more.
    """
    shown = plain(text)
    gaps = _SPACES.finditer(shown.text)
    return shown.edited(
        (gap.start(), gap.end(), "\n" * min(gap[0].count("\n"), 2) or " ") for gap in gaps
    )
