"""Patterns that projects write: what is refused, with what to write instead."""

from __future__ import annotations

import re

import pytest

from proofpack.model.records.base import Names
from proofpack.model.records.rules import Rules
from proofpack.model.records.wording_pattern import fault
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.project.validate.models import make

GOOD = [
    r"\b(?:is|are)\s+(?!not\b)[^\s.,;:|]{1,30}(?<=\w)\S",
    r"[$\u20ac-]\s?\d",
    "[\u20ac\xa3]\\d{1,3}?",
    r"^(?:the\s+)?cause\s*[:=]\s*\w|a$",
    r"\$\d[\d.,]{0,12}|\x41\.\-\/\"",
    r"(a|b)+c{2,}",
    "pr\xeat|\u4fa1\u683c",
]
BAD = {
    "(?i)a": "Leave the flags out",
    "(?s:a.b)": "Leave the flags out",
    "(?P<n>a)": "Write `(?:...)`",
    "(?P<n>a)(?P=n)": "Write `(?:...)`",
    "(?:a)(?#b)c": "Put the comment above the rule",
    "(?>a)b": "Write `(?:...)`",
    "(a)?(?(1)b|c)": "two lines",
    r"(a)\1": "Write out what the group may hold",
    r"\Aa": "Write `^`",
    r"a\Z": "Write `$`",
    r"a\a": "the character itself",
    r"\07": "two digits",
    "a\\\xe9": "the character itself",
    "a++b": "Write `+`",
    "a{1,2}+b": "Write `{1,2}`",
    "a{,3}b": "Write `{0,n}`",
    "a{b": r"Write `\{`",
    "[]a]": r"Write `\]`",
    "[^]a]": r"Write `\]`",
    "a(?=b)*c": "Leave it out",
    "a(?<!b)?c": "Leave it out",
    "[a\xe0-\xfc]": "one by one",
    r"a\u00e9": "Write `\xe9`",
    "\u0446\u0435\u043d\u0430": r"Write `\S`",
    "a\U0001f600": r"write `\S`",
    "a?": "demand a word",
    "(?=a)": "demand a word",
    "a(?:b?)*c": "demand a character",
    "a(?:|b)+c": "demand a character",
    "(?:a+)+b": "Give one of the two a bound",
    r"(?:\w+\s?)*down": "Give one of the two a bound",
    "(?:(?=a(?:b*c)+)a)b": "Give one of the two a bound",
}


@pytest.mark.parametrize("pattern", GOOD)
def test_what_both_read_alike_is_accepted(pattern: str) -> None:
    r"""Rules are written with `\b`, `\w`, `\d`, `\s`, `^` and `$`."""
    assert fault(pattern) is None


@pytest.mark.parametrize(("pattern", "remedy"), BAD.items())
def test_what_browsers_read_otherwise_is_refused(pattern: str, remedy: str) -> None:
    """Each with what to write instead. All of these compile in Python."""
    re.compile(pattern)
    refused = fault(pattern)
    assert refused is not None
    assert remedy in refused.remedy


_OPEN = "not a regular expression (missing ), unterminated subpattern at position 0"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "good",
            r"\bad\Z",
            r"line 2: `\Z` means something else to a browser, or nothing. Write `$`.",
        ),
        ("(a", "b)", f"line 1: {_OPEN}). Mend it."),
        ("(a", "b", f"line 1: {_OPEN}). Mend it."),
    ],
)
def test_a_rule_file_with_such_a_pattern_is_refused_in_its_place(
    first: str, second: str, said: str
) -> None:
    """With line and column of the pattern, the line within it, and what to write."""
    rest = "id: a\n    about: b\n    instead: c\n    matches: [d]\n    passes: [e]"
    text = f"assertions:\n  - pattern: |-\n      {first}\n      {second}\n    {rest}\n"
    _, problems = make(Rules, read_yaml("data/rules/a.yml", text), Names())
    place = "data/rules/a.yml:2:14: error bad-pattern assertions[0].pattern: "
    assert [str(one) for one in problems] == [place + said]
