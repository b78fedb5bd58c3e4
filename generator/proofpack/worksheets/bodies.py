"""Advice on words: the rules of a project on bodies that were pasted, and on phrases without a source.

`site-overrides/scripts/packet-rules.js` does the same in browsers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from proofpack.model.records.rules import BodyRule, Rules
from proofpack.secrets import Normal, plain
from proofpack.worksheets.constants import SQUEEZED

_SPACES = re.compile(SQUEEZED)
_ADDRESS = re.compile("https?://[^ \n]", re.IGNORECASE)


class BodyMatch(Struct, frozen=True):
    """Where a text begins to hold what a rule advises against.

    Attributes:
        rule: name of the rule: `pasted-` or `phrase-`, and its id.
        start: offset of its first character in the text as it was typed.
        end: offset after its last.
    """

    rule: str
    start: int
    end: int


class Bodies(Struct, frozen=True):
    """The rules on words, compiled."""

    rules: dict[str, BodyRule]
    _compiled: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, rules: Sequence[Rules]) -> Bodies:
        """Compile rules.

        Args:
            rules: the files of rules of a project.
        """
        records = {f"pasted-{rule.id}": rule for file in rules for rule in file.bodies}
        records |= {f"phrase-{rule.id}": rule for file in rules for rule in file.phrases}
        compiled = (
            re.compile(body.pattern, re.ASCII | (re.IGNORECASE if body.ignore_case else 0))
            for body in records.values()
        )
        return cls(records, tuple(compiled))

    def find(self, text: str) -> list[BodyMatch]:
        """Return where a text begins to hold what a rule advises against: each rule once, in order.

        A phrase with an address on its line has a source.

        Args:
            text: plain text.
        """
        shown = squeezed(text)
        matches = []
        for rule, pattern in zip(self.rules, self._compiled, strict=True):
            match = pattern.search(shown.text)
            if match and not (rule.startswith("phrase-") and _sourced(shown.text, match.start())):
                matches.append(BodyMatch(rule, *shown.original(*match.span())))
        return sorted(matches, key=lambda match: match.start)

    def as_json(self) -> list[dict[str, Any]]:
        """Return what a browser needs of the rules."""
        keys = {"about", "pattern", "ignore_case", "instead"}
        return [
            {**rule.model_dump(mode="json", include=keys), "id": name}
            for name, rule in self.rules.items()
        ]


def _sourced(text: str, offset: int) -> bool:
    """Return whether the line on which an offset stands holds an address."""
    end = text.find("\n", offset)
    return bool(
        _ADDRESS.search(text, text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text))
    )


def squeezed(text: str) -> Normal:
    """Return text as these rules look at it: plain, with each gap as short as can be.

    A gap is one space, or one line end where it holds one, or two where it holds more.
    """
    shown = plain(text)
    gaps = _SPACES.finditer(shown.text)
    return shown.edited(
        (gap.start(), gap.end(), "\n" * min(gap[0].count("\n"), 2) or " ") for gap in gaps
    )
