"""One rule at work: where its values stand in a text, and which of them are secrets."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from proofpack.model.records.rules import Harmless, SecretRule, Tells
from proofpack.secrets.anchored_text import Anchor, AnchoredText, Piece
from proofpack.secrets.anchors import anchors
from proofpack.secrets.announced import Announced, is_marked
from proofpack.secrets.checks import CHECKS, cookies, iban
from proofpack.secrets.matching import entropy
from proofpack.secrets.normal import Normal

NEAR = 40
"""Characters before a value in which a rule's words count."""
LONG = 16
"""From this length on, a finding may show how the value begins."""
TINY = 1e-9
"""Two runtimes may differ in the last digit of a logarithm."""


class Hit(Struct, frozen=True):
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


class CompiledRule(Struct, frozen=True, dict=True):
    """A rule, compiled when it is first needed: in most texts most rules are not.

    Attributes:
        record: what people wrote.
        order: its place among all: the first is the most specific.
        forms: patterns of values that are harmless.
        anchors: where alone it is tried; None means everywhere.
    """

    record: SecretRule
    order: int
    forms: tuple[str, ...]
    anchors: tuple[Anchor, ...] | None

    @classmethod
    def of(
        cls, record: SecretRule, order: int, harmless: Sequence[Harmless], everywhere: bool
    ) -> CompiledRule:
        """Prepare a rule, to be tried at its anchors or everywhere."""
        forms = tuple(
            form.pattern for form in harmless if not form.rules or record.id in form.rules
        )
        known = None if everywhere else anchors(record.pattern, record.ignore_case)
        return cls(record, order, forms, known)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of the rule."""
        ignoring = re.IGNORECASE if self.record.ignore_case else 0
        return re.compile(self.record.pattern, re.ASCII | ignoring)

    @cached_property
    def _harmless(self) -> re.Pattern[str] | None:
        form = "|".join(f"(?:{form})" for form in self.forms)
        return re.compile(form, re.ASCII | re.IGNORECASE) if form else None

    @cached_property
    def _pieces(self) -> frozenset[Piece]:
        return frozenset((anchor.view, anchor.piece) for anchor in self.anchors or ())

    def spans(self, anchored: AnchoredText) -> Iterator[tuple[int, int]]:
        """Yield where values stand. After a match that is none, its value is looked at again."""
        if self.anchors is not None and self._pieces.isdisjoint(anchored.pieces):
            return
        text, at = anchored.text, 0
        search = self._search(anchored)
        if self.record.tells:
            yield from self._announced(text, search, self.record.tells)
            return
        while match := search(at):
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

    def _announced(
        self, text: str, search: Callable[[int], re.Match[str] | None], tells: Tells
    ) -> Iterator[tuple[int, int]]:
        """Yield where values stand that the words announce which the pattern finds."""
        words, at = [], 0
        while match := search(at):
            if not is_marked(text, match.start()):
                words.append(match.span())
            at = match.end()
        for start, end in Announced(text, words, tells).values():
            if not self.is_harmless(text[start:end]):
                yield start, end

    def _search(self, anchored: AnchoredText) -> Callable[[int], re.Match[str] | None]:
        """Return what finds the first match at or after an offset."""
        text = anchored.text
        starts = None if self.anchors is None else anchored.starts(self.anchors)
        if starts is None:
            return lambda at: self.pattern.search(text, at)

        def search(at: int) -> re.Match[str] | None:
            for index in range(bisect_left(starts, at), len(starts)):
                if match := self.pattern.match(text, starts[index]):
                    return match
            return None

        return search

    def is_harmless(self, value: str) -> bool:
        """Return whether a value is a placeholder, a reference, a sample."""
        return self._harmless is not None and self._harmless.fullmatch(value) is not None

    def _counts(self, text: str, start: int, end: int) -> int:
        """Return how many characters of a possible value count; none if it is no secret."""
        value, rule = text[start:end], self.record
        if self.is_harmless(value) or not self._is_near(text, start):
            return 0
        if rule.entropy and entropy(value) < rule.entropy - TINY:
            return 0
        if rule.check == "iban":
            return iban(value)
        if rule.check == "cookie":
            return len(value) if cookies(value, self.is_harmless) else 0
        return len(value) if rule.check is None or CHECKS[rule.check](value) else 0

    def _is_near(self, text: str, start: int) -> bool:
        before = text[max(0, start - NEAR) : start].lower()
        return not self.record.near or any(word.lower() in before for word in self.record.near)

    def hit(self, view: Normal, span: tuple[int, int]) -> Hit:
        """Return what is said of a value."""
        value = view.text[span[0] : span[1]]
        start, end = view.original(*span)
        shown = value[: self.record.shows] if len(value) >= LONG else ""
        digest = hashlib.sha256(f"{self.record.id}\0{value}".encode("utf-8", "replace"))
        return Hit(self.record.id, start, end, f"{shown}…", digest.hexdigest()[:12])
