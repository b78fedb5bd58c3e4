"""Bodies that a reader pastes into a worksheet."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.records.rules import BodyRule, Rules
from proofpack.secrets import expand
from proofpack.worksheets.bodies import Bodies
from tests.conftest import RULES
from tests.vectors import each_of


@cache
def bodies() -> Bodies:
    """Return the rules on bodies of this project, compiled."""
    text = (RULES / "packets.yml").read_text(encoding="utf-8")
    return Bodies.of([Rules.model_validate(yaml.load(text, yaml.BaseLoader))])  # noqa: S506 - text


def samples() -> list[str]:
    """Return every text that the rules hold as an example."""
    return [
        expand(text) for rule in bodies().rules.values() for text in (*rule.matches, *rule.passes)
    ]


# fmt: off
_PIECES = [
    ". ", "\n", "\n\n", "\r\n", "\n- ", "> ", "# ", "**", "`", "\u00a0", "\u2028", "\t", "  ", "\u200b",
    "\u00ad", "\u00e9", "e\u0301", "\u017f", "\u212a", "\u0130", "\u0416", "\u4e2d", "\U0001f600",
    "\U0001d41a", "\ufb01", "\uff41", "\u00bd", "\0", "\x1f", "\x85", "\u201c", "\u201d", "\\", "\\\"",
    "&quot;", "&lt;", "%22", "\ud800", "\ufeff", "x", "|", ":", ",", "{", "[", '"',
]
HOSTILE = [
    " ", "curl ", "curl -d ", "curl \\\n", "data: ", '"role"', "HTTP/1.1 200\na: b\n", "[",
    '"messages": [ ', "2026-11-21 02:14 x\n", "2026-11-21 02:14:00 INFO\nx\n", "INFO ", "level=",
    "<html ", "<body <", "GET / HTTP/1.1\nx\n", "\n", "\u00e9", "\u00a0 ", "* ", "**", "`", "\u201c",
    "\u0301", " \n", "\t", "&#34;", "\\\"",
]
"""Pieces of texts that keep patterns busy."""
# fmt: on
SIZE = 20_000


def texts(seed: int, count: int) -> Iterator[str]:
    """Yield texts: bodies, cut, strewn with oddities, joined.

    Args:
        seed: the same seed gives the same texts.
        count: how many.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    known = samples()
    for _ in range(count):
        parts = []
        for _ in range(chance.randint(1, 5)):
            part = chance.choice(known if chance.random() < 0.7 else _PIECES)
            if chance.random() < 0.3:
                at = chance.randint(0, len(part))
                part = part[:at] + chance.choice(_PIECES) + part[at:]
            if chance.random() < 0.2:
                at = chance.randint(0, len(part))
                part = part[:at] if chance.random() < 0.5 else part[at:]
            parts += [part, chance.choice(["", "", " ", "\n", ". "])]
        # Two halves of a character that happen to meet are one character to a browser.
        text = "".join(parts).encode("utf-16", "surrogatepass")
        yield text.decode("utf-16", "surrogatepass")


@each_of(("name", "rule"), bodies().rules.items())
def test_each_body_rule_holds_its_examples(name: str, rule: BodyRule) -> None:
    """A rule finds what it says it finds, and no rule finds what it says passes."""
    for sample in rule.matches:
        assert name in [one.rule for one in bodies().find(expand(sample))], sample
    for sample in rule.passes:
        assert bodies().find(expand(sample)) == [], sample


def test_a_body_is_found_however_it_is_typed() -> None:
    """Blank lines, wide spaces and curly quotation marks hide none, and the place is told."""
    text = "As sent:\n\n\u201cmessages\u201d\u00a0:\t[\n\n \n\n  {\u201crole\u201d: 1}]"
    (one,) = bodies().find(text)
    assert (one.rule, text[one.start : one.end]) == ("pasted-chat-body", text[10:32])


@given(st.text() | st.integers(0, 2**32).map(lambda seed: next(texts(seed, 1))))
def test_finding_never_fails_and_leads_back(text: str) -> None:
    """Any text can be looked at; a match stands within it."""
    for match in bodies().find(text):
        assert 0 <= match.start < match.end <= len(text)


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_keeps_the_rules_busy(piece: str) -> None:
    """20 kB that repeat a piece take less than a second."""
    text = (piece * SIZE)[:SIZE]
    began = time.process_time()
    bodies().find(text)
    assert time.process_time() - began < 1
