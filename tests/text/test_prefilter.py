"""Many patterns over many texts: nothing is lost by trying few of them in few places."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpack.project.shipped_rules import shipped_rules
from proofpack.text.first_literals import first_literals
from proofpack.text.prefilter import LazyPattern, Prefilter
from tests.vectors import each_of


@cache
def patterns() -> tuple[str, ...]:
    """Every line of this project's assertion rules, and patterns that are awkward to read."""
    rules = [rule for file in shipped_rules(()) for rule in file.assertions]
    lines = [line for rule in rules for line in (rule.pattern or "").splitlines()]
    odd = [
        r"\ +model",
        r"(?:is|k)\b",
        r"x*billed",
        r"(?:|a)down",
        r"\w+ is down",
        r"[$€]\s?\d",
        "K|s",
        r"\b(?:no|is|\d)",
        r"\b\$\d|\bfree",
        r"(?a)\bdue",
    ]
    return (*lines, *odd)


PIECES = st.sampled_from(
    """
    the model Gateway requests are is was billed always down due to caused by as a result of one hundred
    7 99.9 \u0663 % uptime per minute $ \u20ac price rose limit limits no cause : it free \u017fervice
    \u212aey \u0130s \u0131s i\u0307s \u00e9 \u2014 x k s
    """.split()  # noqa: SIM905 - reads better than a list of quoted words
)
GAPS = st.sampled_from([" ", " ", " ", "  ", "", "\n", "\u00a0", "-", ", ", ".", "_"])


TEXTS = st.lists(st.tuples(PIECES, GAPS), max_size=12).map(
    lambda pieces: "".join(f"{piece}{gap}" for piece, gap in pieces)
)


@pytest.mark.slow
@given(st.lists(TEXTS, max_size=4))
def test_a_prefilter_finds_what_each_pattern_finds_alone(texts: list[str]) -> None:
    """Pattern by pattern, each match in its place, whatever alphabet hides in the texts."""
    known = Prefilter((one, LazyPattern(one)) for one in patterns())
    found = [(one, number, match.span()) for one, number, match in known.find(texts)]
    assert found == [
        (one, number, match.span())
        for one in patterns()
        for number, text in enumerate(texts)
        for match in re.finditer(one, text, re.IGNORECASE)
    ]


@each_of(
    ("pattern", "text"),
    [
        (r"no limits?\b", "There is no limit."),
        (r"\d\s?%", "About \u0663 % of them."),
        ("service is", "The \u017fervice \u0130s down."),
        ("billed", "unbilled-billed"),
        (r"[$\u20ac]\s?\d", "It is \u20ac5."),
        (r"\b(?:no|\d)\w?", "No mono 12 a1 _2 \u00e9no -no no_1."),
        (r"(?a)\bno", "\u00e9no"),
        (r"\ban?\s(?:hundred|limit)", "And a\u00a0limit, an\thundred, a\nlimit, ana limit, a"),
        (r"\b(?:up to|at)\s+\d", "set up to 5, cup to 5, at 7 that 8 up\u2003to 9 at"),
    ],
)
def test_a_pattern_in_a_prefilter_is_not_lost(pattern: str, text: str) -> None:
    """Phrases, digits and letters of any alphabet, and words within words."""
    expected = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    found = Prefilter([("it", LazyPattern(pattern))]).find(["", text, "Another."])
    assert [(number, match.span()) for _, number, match in found] == [(1, one) for one in expected]
    assert expected


@each_of("pattern", ["(?<!x)TODO|[ab]c+", r"\bXXX\b(?!-)", "(?i:to) be"])
@each_of("text", ["TODO xTODO accbc todo", "XXX XXX-X xxx", "To be to be to Be", ""])
def test_a_pattern_keeps_its_flags(pattern: str, text: str) -> None:
    """One that heeds case heeds it here."""
    found = [match.span() for match in LazyPattern(pattern, re.NOFLAG).find(text)]
    assert found == [match.span() for match in re.finditer(pattern, text)]


@each_of(
    ("pattern", "expected"),
    [
        (r"\b(?:model|gateway)s?\b", {"model", "gateway"}),
        (r"(?:no |nothing|no)ne", {"no"}),
        (r"(?:the\s)?cause", {"the ", "cause"}),
        (r"\ban?\s(?=hundred)", {"a ", "an "}),
        (r"times?\s+x", {"time ", "times "}),
        (r"times?x", {"time"}),
        (r"\d{2,3} of", {r"\d"}),
        (r"[$€]\s?\d", {"$", "€"}),
        (r"(?<!x)ab*", {"a"}),
        (r"\s?cause", set()),
        (r"a*", set()),
        (r"[a-z]b", set()),
        (r" +a", set()),
        (r"éa", set()),
    ],
)
def test_what_a_match_begins_with_is_read_off_the_pattern(pattern: str, expected: set[str]) -> None:
    """Where that is open, nothing is said of it, and the pattern is tried everywhere."""
    assert first_literals(pattern) == expected
