"""Finding secrets in text, and putting placeholders in their place.

What is found is described by the name of its rule, by where it stands, by four characters at most, and
by a digest. The value itself is in none of these, so that no output, format or log can repeat it.

`site-overrides/scripts/secrets.js` is the same engine for browsers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from proofpack.model.records.rules import Check, Harmless, Rules, SecretKind, SecretRule
from proofpack.secrets.anchored_text import AnchoredText, AnchorIndex
from proofpack.secrets.coded import first_coded
from proofpack.secrets.normal import normal
from proofpack.secrets.rule import CompiledRule, Hit

PREFIX = "secret-"
"""What the ids of findings begin with; the id of a rule follows."""
PERSONAL: SecretKind = "personal"
BASE64: Check = "base64"
ROUNDS = 10
"""How often what redaction leaves is looked at again."""
MARK = r"<REDACTED:([a-z0-9_-]{1,80})-([0-9]{1,9})>"
"""A placeholder, with its rule and its number."""
_SHORT = 200  # characters of texts that come again and again: paths, keys, what is said of them
_MANY = 4096  # such texts whose secrets are remembered
_MARK = re.compile(MARK)


@dataclass(frozen=True)
class Secrets:
    """The rules of a project, compiled."""

    rules: tuple[SecretRule, ...]
    _compiled: tuple[CompiledRule, ...] = field(repr=False)
    _by_id: dict[str, SecretRule] = field(repr=False)
    _anchors: AnchorIndex = field(repr=False)
    _everywhere: bool = False
    _known: dict[str, list[Hit]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, rules: Rules | Iterable[Rules], *, everywhere: bool = False) -> Secrets:
        """Compile the rules of one file or of several.

        Args:
            rules: the files. Where two rules find the same characters, a credential counts before
                personal data, and else the first: so no file can hide what an earlier one finds. For the
                same reason its forms of harmless values do not concern the credentials of earlier files.
            everywhere: whether each rule is tried at every character, not only where it can match. What
                is found is the same, but it takes many times as long.
        """
        files = (rules,) if isinstance(rules, Rules) else tuple(rules)
        return _compiled(files, everywhere)

    @classmethod
    def _of(cls, files: tuple[Rules, ...], everywhere: bool) -> Secrets:
        ranked = sorted(
            ((rule, number) for number, file in enumerate(files) for rule in file.secrets),
            key=lambda pair: pair[0].kind == PERSONAL,
        )
        compiled = [
            CompiledRule.of(rule, order, _harmless(rule, number, files), everywhere)
            for order, (rule, number) in enumerate(ranked)
        ]
        index = AnchorIndex(anchor for rule in compiled for anchor in rule.anchors or ())
        records = tuple(rule for rule, _ in ranked)
        by_id = {rule.id: rule for rule in reversed(records)}
        return cls(records, tuple(compiled), by_id, index, everywhere)

    def rule(self, name: str) -> SecretRule:
        """Return the rule with an id: of several, the first."""
        return self._by_id[name]

    def is_credential(self, name: str) -> bool:
        """Return whether a finding of `check` is of a credential.

        Args:
            name: the id of a rule of `check`, such as `secret-password`.
        """
        rule = self._by_id.get(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None
        return rule is not None and rule.kind != PERSONAL

    def find(self, text: str) -> list[Hit]:
        """Return the secrets of a text, in their order. None overlaps another.

        Args:
            text: any text.
        """
        if len(text) > _SHORT:
            return self._found(text)
        if text not in self._known:
            if len(self._known) >= _MANY:
                self._known.clear()
            self._known[text] = self._found(text)
        return [*self._known[text]]

    def _found(self, text: str) -> list[Hit]:
        plain = normal(text)
        anchored = self._anchors.read(plain.text)
        hits: list[tuple[int, Hit]] = []
        taken = set()
        for rule in self._compiled:
            for span in self._spans(rule, anchored):
                if not rule.record.tells:  # these see the rest of a folded key, too
                    taken.add(span[0])
                hits.append((rule.order, rule.hit(plain, span)))
        # What is a secret only when folds are taken out.
        rules = [rule for rule in self._compiled if rule.record.joined]
        if rules and (joined := plain.joined(taken, everywhere=self._everywhere)):
            anchored = self._anchors.read_joined(joined.text, joined.joins, anchored)
            for rule in rules:
                hits += [
                    (rule.order, rule.hit(joined, span))
                    for span in self._spans(rule, anchored)
                    if joined.folds(*span)
                ]
        return _best(hits)

    def _spans(self, rule: CompiledRule, anchored: AnchoredText) -> Iterator[tuple[int, int]]:
        """Yield where values of a rule stand; of runs of base64, from where a credential begins."""
        for start, end in rule.spans(anchored):
            first = start
            if rule.record.check == BASE64:
                first += first_coded(anchored.text[start:end], self._for_coded.find)
            if first < end:
                yield first, end

    @cached_property
    def _for_coded(self) -> Secrets:
        """The rules for what stood in base64: those of credentials, and none that decodes again."""
        once = tuple(
            rule
            for rule in self._compiled
            if rule.record.kind != PERSONAL and rule.record.check != BASE64
        )
        return replace(self, _compiled=once, _known={})

    def redact(self, text: str) -> str:
        """Return a text with a placeholder for each secret, so that none is found any more.

        Args:
            text: any text. The same value gets the same number.
        """
        numbers = Numbers.of(text)
        for _ in range(ROUNDS):
            hits = self.find(text)
            if not hits:
                break
            text = numbers.replaced(text, hits)
        return text

    def as_json(self) -> dict[str, Any]:
        """Return what a browser needs of the rules: neither examples nor what is accepted.

        Rules name their forms of harmless values by place: each stands once. Those of credentials come
        first: how many they are is said.
        """
        keys = {*("id", "pattern", "ignore_case", "tells", "entropy", "check", "near", "joined")}
        keys |= {"shows", "about", "instead", "revoke", "certain"}
        forms = list(dict.fromkeys(form for rule in self._compiled for form in rule.forms))
        return {
            "harmless": forms,
            "credentials": sum(rule.kind != PERSONAL for rule in self.rules),
            "secrets": [
                rule.record.model_dump(mode="json", include=keys)
                | {"harmless": [forms.index(form) for form in rule.forms]}
                for rule in self._compiled
            ],
        }


@lru_cache(maxsize=4)
def _compiled(files: tuple[Rules, ...], everywhere: bool) -> Secrets:
    return Secrets._of(files, everywhere)  # noqa: SLF001 - of this module


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
        for hit in sorted(hits, key=lambda hit: hit.start):
            key = (hit.rule, hit.digest)
            if key not in self.given:
                self.last[hit.rule] = self.given[key] = self.last.get(hit.rule, 0) + 1
            pieces += [text[position : hit.start], f"<REDACTED:{hit.rule}-{self.given[key]}>"]
            position = hit.end
        return "".join((*pieces, text[position:]))


def _harmless(rule: SecretRule, number: int, files: Sequence[Rules]) -> list[Harmless]:
    """Return the forms that may concern a rule of the file with a number."""
    within = files if rule.kind == PERSONAL else files[: number + 1]
    return [form for file in within for form in file.harmless]


def _best(hits: Iterable[tuple[int, Hit]]) -> list[Hit]:
    """Return hits that do not overlap: of two, that of the first rule; of one rule, the longer."""
    kept: list[Hit] = []
    starts: list[int] = []
    for _, hit in sorted(
        hits, key=lambda ranked: (ranked[0], ranked[1].start - ranked[1].end, ranked[1].start)
    ):
        at = bisect_right(starts, hit.start)
        free = at == 0 or kept[at - 1].end <= hit.start
        if free and (at == len(kept) or hit.end <= kept[at].start):
            starts.insert(at, hit.start)
            kept.insert(at, hit)
    return kept
