"""Wording that needs a fact: found however it is set, and left alone where nothing is asserted."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proofpack.check.rule import Finding
from proofpack.check.rules.claims import Claims
from proofpack.model.documents import MarkdownFile, Nodes, Prose
from proofpack.model.problems import Place
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.project.shipped_rules import shipped_rules
from proofpack.text.markdown import forget_scans
from proofpack.text.required_literals import needed
from tests.check.rules.planted import Garden, faults, label
from tests.conftest import ROOT
from tests.vectors import each_of

LISTS = yaml.safe_load((ROOT / "tests" / "planted" / "claims.yml").read_text("utf-8"))
ASSERTING = [(rule, one) for rule, listed in LISTS["asserting"].items() for one in listed]


@cache
def claims() -> Claims:
    """The rules of the program."""
    return Claims.of(*shipped_rules(()))


def found(markdown: str) -> list[tuple[str, int]]:
    """Return the rules that a text breaks, with their lines."""
    return [(one.kind, one.place.line) for one in in_prose(markdown, 1)]


def in_prose(markdown: str, line: int) -> list[Finding]:
    """Return what is found in a page that consists of one block of prose."""
    nothing = Nodes("a.md", {}, {(): Place("a.md")}, {})
    return claims().in_file(
        MarkdownFile("a.md", nothing, (Prose(markdown, 0, len(markdown), line),))
    )


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("fault", faults("claims"), ids=label)
def test_a_planted_fault_is_found_where_it_is_and_nothing_else(
    fault: dict[str, Any], garden: Garden
) -> None:
    """The right rule, at the right line, and no other finding that was not there before."""
    garden.assert_found(fault)


def test_every_kind_of_claim_is_planted() -> None:
    """In prose or in data of the founding project."""
    kinds = {f"claim-{rule.id}" for file in shipped_rules(()) for rule in file.assertions}
    assert {fault["rule"] for fault in faults("claims")} == kinds


@each_of(("rule", "sentence"), ASSERTING, ids=lambda one: one[:40])
def test_a_sentence_that_asserts_is_found(rule: str, sentence: str) -> None:
    """By the rule that is about it."""
    assert (rule, 1) in found(sentence)


@each_of("sentence", LISTS["about"], ids=lambda one: one[:40])
def test_a_sentence_that_asserts_nothing_passes(sentence: str) -> None:
    """Denied, asked, quoted, or left to verify."""
    assert found(sentence) == []


def test_the_lists_are_long() -> None:
    """Sixty sentences that assert something, and forty that do not."""
    assert len(ASSERTING) >= 60
    assert len(LISTS["about"]) >= 40


HIDDEN = [
    "Failed requests are **billed**.",
    "Failed requests *are* `billed`.",
    "Failed requests\nare\nbilled.",
    "Failed [requests](https://x.example) [are billed](a.md).",
    "Failed requests are&nbsp;bil&shy;led.",
    "Failed requests are\u00a0bil\u00ad\u200bled.",
    "Failed requests a&#114;e billed.",
    "## Failed requests are billed { #x }",
    "Failed requests are billed\n===",
    "- [ ] Failed requests are billed",
    "1. Failed requests\n   are billed",
    "> Failed requests are billed.",
    "| a | b |\n|---|---|\n| x | Failed requests are billed |",
    '!!! note "Failed requests are billed"\n    Text.',
    "!!! note\n    Failed requests\n    are billed.",
    "![Failed requests are billed](a.png)",
    '[x](a.md "Failed requests are billed")',
    '[x]: https://x.example "Failed requests are billed"',
    '<img src="x" alt="Failed requests are billed">',
    "Failed requests are <b>billed</b>.",
    "Failed requests are bil**led**.",
    "Failed requests are\\\nbilled.",
    "Failed requests are <!-- x -->billed.",
    "Term\n:   Failed requests are billed",
    "\u201cFailed requests are billed.\u201d",
    "Do not claim it.\n\nFailed requests are billed.",
    "- Do not claim it\n- Failed requests are billed",
    "The route is X.[^chat.route] Failed requests are billed.",
    "The route is X,[^chat.route] and failed requests are billed.",
    "Failed requests are billed; the route is X.[^chat.route]",
]


@each_of("markdown", HIDDEN)
def test_a_claim_is_found_however_it_is_set(markdown: str) -> None:
    """Marks, entities, line breaks, titles and a citation beside it do not hide it."""
    assert [rule for rule, _ in found(markdown)] == ["billing"]


@each_of(
    "markdown",
    [
        "Failed requests are billed.[^chat.route]",
        "Never write:\n\n- Failed requests are billed\n- The model is always available",
        "| Do not write | Write |\n|---|---|\n| Failed requests are billed | unknown |",
        "## What not to write\n\n- Failed requests are billed",
        "<!-- failed requests are billed -->",
    ],
)
def test_what_is_cited_or_held_up_as_wrong_passes(markdown: str) -> None:
    """A fact carries it, or its list, its column or its heading says not to say it."""
    assert found(markdown) == []


@pytest.mark.parametrize("end", ["8192. ", "8192. So plan for it.", "8192) or so."])
def test_a_number_that_ends_a_sentence_begins_no_list(end: str) -> None:
    """A line break before the last word of a claim does not cut it off."""
    assert found(f"The token limit of this model is\n{end}") == [("limit", 1)]
    assert found(f"1. The token limit of this model is\n2. {end}") == []


def test_a_finding_stands_on_the_line_of_its_words() -> None:
    """Marks before it on the page do not move it."""
    text = "One **two** [three](a.md) &amp; four.\nIt `is`\n*so*. Failed requests\n**are** billed."
    assert in_prose(text, 10)[0].place.line == 13
    assert in_prose(text, 10)[0].place.column == 3


WRAPS = st.sampled_from(
    ["{}", "**{}**", "*{}*", "`{}`", "[{}](a.md)", "__{}__", "~~{}~~", "<b>{}</b>"]
)
GAPS = st.sampled_from([" ", "\n", "  ", "\u00a0", "&nbsp;", " \n", "\t"])


@pytest.mark.slow
@given(st.sampled_from(ASSERTING), st.lists(st.tuples(WRAPS, GAPS), min_size=40, max_size=40))
def test_wrapping_a_claim_does_not_hide_it(
    claim: tuple[str, str], dress: list[tuple[str, str]]
) -> None:
    """Each word in emphasis, code or a link, and any space between them."""
    words = claim[1].split(" ")
    text = "".join(
        f"{wrap.format(word) if word.isalpha() else word}{gap}"
        for word, (wrap, gap) in zip(words, dress, strict=False)
    )
    assert claim[0] in [rule for rule, _ in found(f"So: {text}" if text[0] in "`~" else text)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["`", "[", "](x \"", "<b ", "&a", "a* ", "| ", "<!-- ", "1,", "model ", "price of ", "cause of a ",
     "never ", "if ", "requests are billed ", "do not say requests are billed, ", '"are billed" ', "> "],
)  # fmt: skip
def test_a_long_line_takes_no_long_time(piece: str) -> None:
    """Four times the line takes no sixteen times as long, whatever it repeats."""

    def seconds(size: int) -> float:
        forget_scans()
        started = time.process_time()
        found(piece * (size // len(piece)))
        return time.process_time() - started

    long = seconds(200_000)
    if long > 0.5:
        short = min(seconds(50_000) for _ in range(2))
        assert long < 8 * short or seconds(200_000) < 8 * short


CONTRACT = """\
title: Contract
description: A contract.
facets: {verify: V, why: W}
ASSERTS
areas:
  - id: one
    title: One
    facts: [chat.route]
    facets:
      verify: Failed requests are billed.
      why: The gateway is always online.
"""


@pytest.mark.parametrize(("asserts", "rules"), [("asserts: [verify]", ["availability"]), ("", [])])
def test_facts_carry_only_the_facets_that_state_them(asserts: str, rules: list[str]) -> None:
    """What a row gives as its reason does not stand on its facts."""
    nodes = read_yaml("data/contracts/c.yml", CONTRACT.replace("ASSERTS", asserts))
    assert [one.kind for one in claims().in_file(nodes)] == rules


def test_a_pattern_is_tried_only_where_it_may_match() -> None:
    """What it needs is read off the pattern itself, the most telling first."""
    assert needed(r"\b(?:is|are)\s+(?:billed|charged)\b") == (frozenset({"billed", "charged"}),)
    assert needed(r"(?:price|fee)s?\s+(?:rose|fell)")[0] in (
        frozenset({"rose", "fell"}),
        frozenset({"price", "fee"}),
    )
    assert needed(r"[$]\s?\d") == ()
