"""Looking for secrets only where one can begin: what is found is what would be found everywhere."""

from __future__ import annotations

import itertools
import random
import re
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofpack.model.records.rules import Rules
from proofpack.model.records.shared_pattern import fault
from proofpack.secrets import Secrets, expand, normal
from proofpack.secrets.anchored_text import AnchorIndex, View, seen_as
from proofpack.secrets.anchors import AnchorFinder, anchors
from proofpack.text.required_literals import parsed, parser, tree
from tests.conftest import EXAMPLES
from tests.secrets import rules, secrets
from tests.secrets.hostile import FOR_ALL, FOR_RULE
from tests.secrets.texts import texts
from tests.vectors import each_of

EVERYWHERE = Secrets.of(rules(), everywhere=True)
HOSTILE = [*FOR_ALL, *(one for several in FOR_RULE.values() for one in several)]
SEEDS = st.integers(0, 2**32)


def pieces(pattern: str, ignore_case: bool = False) -> list[tuple[str, str, int, int]] | None:
    """Return view, piece and distances of each anchor of a pattern."""
    found = anchors(pattern, ignore_case)
    if found is None:
        return None
    return sorted((one.view, one.piece, one.least, one.most) for one in found)


@each_of(
    ("pattern", "ignore_case", "wanted"),
    [
        ("(?<![A-Z])(gh[po]_[a-z]{4})", False, [("text", "gho_", 0, 0), ("text", "ghp_", 0, 0)]),
        ("(?:pass|password|pwd)[a-z]", True, [("lower", "pass", 0, 0), ("lower", "pwd", 0, 0)]),
        ("PASS=[a-z]", True, [("lower", "pass=", 0, 0)]),
        ("[0-9]{8,10}:AA", False, [("text", ":AA", 8, 10)]),
        ("(?:[A-Z]{1,9}_){1,2}(?<!A_)KEY", False, [("text", "KEY", 2, 20)]),
        ("[A-Z]{2}[0-9]{2}[a-z ]{9}", False, [("shape", "AA00", 0, 0)]),
        ("[a-z]{1,9}@[^ ]", False, [("text", "@", 1, 9)]),
        ("-----BEGIN [A-Z]", False, [("text", "-----BEGIN", 0, 0)]),
        ("(?:[a-z]{3}|sk-)key", False, [("text", "key", 3, 3)]),
        ("K(?!A)EY[^a]", False, [("text", "KEY", 0, 0)]),
        ("(?:qq)?xyz", False, [("text", "xyz", 0, 2)]),
        ("(?:qz{2}){2}", False, [("text", "qzzqzz", 0, 0)]),
        (r"(?:\u5bc6\u7801|pass):", True, [("lower", "??:", 0, 0), ("lower", "pass:", 0, 0)]),
        ("[A-Za-z0-9+/_-]{20,}={0,2}", False, [("base64", "b" * 20, 0, 0)]),
        ("(?=xyz)[a-z]{3}", False, None),
        ("[a-z]+", False, None),
        ("[^a]{1,300}KEY", False, None),
        ("e", True, None),
        ("\u00e9\u00e9", False, None),
        ("(?i)KEY", False, None),
        ("(?i:KEY)[a-z]", False, None),
    ],
)
def test_anchors_are_read_off_the_pattern(
    pattern: str, ignore_case: bool, wanted: list[tuple[str, str, int, int]] | None
) -> None:
    """The rarest pieces of which every match holds one, and how far from its beginning."""
    assert pieces(pattern, ignore_case) == wanted


def test_every_rule_of_the_pack_has_anchors() -> None:
    """No rule has to be tried at every character."""
    assert [one.record.id for one in secrets()._compiled if not one.anchors] == []


# --- no anchor is too narrow ------------------------------------------------------------------------

ATOMS = st.sampled_from(
    [
        *(
            "a",
            "b",
            "K",
            "Z",
            "0",
            "7",
            "-",
            "_",
            ":",
            "@",
            " ",
            r"\.",
            r"\n",
            "key",
            "AKIA",
            "sk-",
        ),
        *("[ab]", "[A-Z]", "[0-9]", "[a-z0-9_-]", "[^a]", r"[^\n ]", "[xX9]", "[k-p]", "[ _-]"),
        *("(?<![a-z])", "(?<=[A-Z0-9])", "(?![0-9])", "(?=[a-zK])"),
    ]
)
COUNTS = st.sampled_from(
    ["", "", "?", "*", "+", "{2}", "{1,3}", "{0,2}", "{13}", "{2,}", "+?", "{1,2}?"]
)


def larger(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return patterns made of smaller ones."""
    several = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        several.map("".join),
        several.map(lambda some: f"(?:{'|'.join(some)})"),
        several.map(lambda some: f"({''.join(some)})"),
        st.tuples(parts, COUNTS).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        st.tuples(ATOMS, COUNTS).map("".join),
    )


def ways(part: Any) -> int:
    """Return a measure of how many ways there are to divide a text among what repeats within what does.

    `re` tries each of them before it gives up: `(?:(?:a?){13}){13}` would take ages on a dozen letters.
    """
    if isinstance(part, parser.SubPattern | list | tuple):
        items = list(part)
        if len(items) == 2 and str(items[0]) in ("MAX_REPEAT", "MIN_REPEAT"):
            _, most, body = items[1]
            return max(1, min(int(most), 13)) * ways(body)
        return max((ways(item) for item in items), default=1)
    return 1


PATTERNS = st.recursive(ATOMS, larger, max_leaves=12).filter(
    lambda one: fault(one) is None and ways(tree(one)) <= 40
)
"""Patterns that a rule may have."""
AROUND = st.lists(
    st.sampled_from([*"abkKZ07-_:@ \n.xX", "key", "KEY", "AKIA", "sk-", "\u00e9", "\U0001f600"]),
    max_size=12,
).map("".join)


@pytest.mark.slow
@settings(max_examples=600)
@given(st.data(), PATTERNS, st.sampled_from(["text", "shape", "lower"]))
def test_a_match_begins_only_where_anchors_say(
    data: st.DataObject, pattern: str, view: View
) -> None:
    """Whatever a pattern matches, in whatever text, begins at a place that its anchors name.

    It is held for all anchors, whether or not they are rare enough to be used.
    """
    compiled = re.compile(pattern, re.ASCII | (re.IGNORECASE if view == "lower" else 0))
    known = AnchorFinder(view).best(parsed(pattern) or [])
    text = data.draw(AROUND)
    for _ in range(data.draw(st.integers(0, 2))):
        match = re.sub(r"[^\x00-\x7f]", "", data.draw(st.from_regex(_reachable(compiled))))
        text += match + data.draw(AROUND)
    begins = {at for at in range(len(text) + 1) if compiled.match(text, at)}
    if known:
        starts = AnchorIndex(known).read(text).starts(known)
        assert starts is None or starts == sorted(set(starts))
        assert starts is None or begins <= {*starts}


@each_of(
    "pattern",
    ["(?:[^b]|[^ ]{3})ab", "[ab]{2}ab", "[ab]{1,3}aa", "a?bb", "[^ ]{2,4}b", "(?:ab){1,2}a"],
)
def test_pieces_that_overlap_miss_no_beginning(pattern: str) -> None:
    """Over all short texts of two letters and a blank, each place where a match begins is named."""
    compiled = re.compile(pattern)
    known = AnchorFinder("text").best(parsed(pattern) or [])
    assert known
    for text in map("".join, itertools.product("ab ", repeat=7)):
        starts = AnchorIndex(known).read(text).starts(known)
        assert starts is not None
        assert {at for at in range(7) if compiled.match(text, at)} <= {*starts}


def _reachable(compiled: re.Pattern[str]) -> re.Pattern[str]:
    """Return a pattern without what only looks around: what that forbids is drawn in vain."""
    plain = re.sub(r"\(\?<?[=!](?:\\.|\[(?:\\.|[^\]])*\]|[^()])*\)", "", compiled.pattern)
    return re.compile(plain, compiled.flags)


@given(SEEDS, st.sampled_from(["a", "a1", "+", "K", "ab-cd", "x.y"]))
def test_pieces_across_joins_are_seen(seed: int, part: str) -> None:
    """A piece that only joining puts together is there, near its join, and so is each other one."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    text = "".join(
        chance.choice([part, "\n", " ", "1", "sk-", "AK", "IA", "b2"]) for _ in range(99)
    )
    index = AnchorIndex(anchors("(?:AKIA|sk-1|b2b2)[a-z0-9+]") or ())
    plain = normal(text)
    if view := plain.joined(()):
        read = index.read_joined(view.text, view.joins, index.read(plain.text))
        assert index.read(view.text).pieces <= read.pieces


def test_a_view_moves_no_place() -> None:
    """Over all of Unicode each character is one sign, and one of ASCII as patterns know it."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    views: tuple[View, ...] = ("text", "lower", "shape")
    for view in views:
        seen = seen_as(view, every)
        assert len(seen) == len(every)
        assert seen[:128] == seen_as(view, every[:128])
    assert seen_as("shape", "aZ9 -@_\n") == "aA0 -@_\n"


# --- what is found stays the same -------------------------------------------------------------------


@given(st.text() | SEEDS.map(lambda seed: next(texts(seed, 1))))
def test_anchors_change_nothing(text: str) -> None:
    """With anchors the same is found as everywhere."""
    assert secrets().find(text) == EVERYWHERE.find(text)


@pytest.mark.slow
def test_anchors_change_nothing_in_large_and_hostile_texts() -> None:
    """So it is where anchors stand so close that patterns are tried everywhere after all."""
    batch = [(one * 1500)[:1500] for one in HOSTILE]
    batch += ["\n".join(texts(seed, 40)) for seed in range(8)]
    total = 0
    for text in batch:
        hits = secrets().find(text)
        assert hits == EVERYWHERE.find(text), text[:80]
        total += len(hits)
    assert total > 200


@pytest.mark.slow
def test_anchors_change_nothing_in_generated_texts() -> None:
    """The texts over which Python and browsers are compared."""
    total = 0
    for seed in range(3):
        for text in texts(seed, 40 * EXAMPLES):
            hits = secrets().find(text)
            assert hits == EVERYWHERE.find(text), repr(text)
            total += len(hits)
    assert total > 60 * EXAMPLES


@pytest.mark.parametrize("at", [2, 3])
def test_a_key_is_found_whose_anchor_is_folded(at: int) -> None:
    """What is nowhere in a text may be there when its folds are taken out."""
    key = expand("ghp_{base62:36}")
    text = f"key: {key[:at]}\n  {key[at:]}\n"
    assert [one.rule for one in secrets().find(text)] == ["github-token"]


def test_anchors_that_stand_everywhere_are_not_followed() -> None:
    """Trying a pattern at each of many places takes longer than trying it everywhere."""
    known = anchors("@[a-z]") or ()
    assert AnchorIndex(known).read("@" * 1000).starts(known) is None
    assert AnchorIndex(known).read(" " * 990 + "@" * 10).starts(known) == [*range(990, 1000)]


@pytest.mark.slow
def test_short_texts_are_remembered_and_not_mixed_up() -> None:
    """Who changes the list that was found changes no later answer, and memory stays bounded."""
    own = Secrets.of(rules())
    text = "jane@" + "company.co"
    first = own.find(text)
    first.clear()
    assert [one.rule for one in own.find(text)] == ["email"]
    for number in range(10_000):
        own.find(f"text {number}")
    assert len(own._known) <= 4096


def test_a_rule_of_a_project_without_anchors_is_tried_everywhere() -> None:
    """Any pattern that the shared subset allows finds what it matches."""
    rule = (
        rules()
        .secrets[0]
        .model_copy(update={"pattern": "[a-z]+[0-9]", "check": None, "id": "t", "entropy": 0.0})
    )
    own = Secrets.of(Rules(secrets=[rule]))
    assert own._compiled[0].anchors is None
    assert [(one.start, one.end) for one in own.find("the end1 of a2")] == [(4, 8), (12, 14)]


def test_flags_of_its_own_make_a_pattern_unreadable() -> None:
    """What a flag changes about the parts of a pattern is not guessed at."""
    assert parsed("(?s)a") is None
    assert parsed("a")
