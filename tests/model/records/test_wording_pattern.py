"""Patterns that projects write: what is refused, with what to write instead."""

from __future__ import annotations

import pytest

from proofpack.model.records.base import Names
from proofpack.model.records.rules import Rules
from proofpack.model.records.wording_pattern import fault
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.project.validate.models import make
from tests.vectors import each_of

GOOD = [
    r"\b(?:is|are)\s+(?!not\b)[^\s.,;:|]{1,30}(?<=\w)\S",
    r"^(?:the\s+)?cause\s*[:=]\s*\w|a$",
    "(?i:a)(?P<n>b)(?P=n)",
    "(a)?(?(1)b|c)",
    "(a|b)+c{2,}",
    "(?:a++)+b",
    "a(?:b?)*c",
    "\u0446\u0435\u043d\u0430",
]
_AGES = "Give one of the two a bound"
BAD = {
    "a?": "demand a word",
    "(?=a)": "demand a word",
    "(?:a+)+b": _AGES,
    r"(?:\w+\s?)*down": _AGES,
    "(?:(?=a(?:b*c)+)a)b": _AGES,
    "(a)?(?(1)(?:b+)+|c)": _AGES,
    "(?>(?:a+)+)b": _AGES,
    "(?<=a+)b": "Fix it",
}


@each_of("pattern", GOOD)
def test_what_python_reads_is_accepted(pattern: str) -> None:
    """Flags, names, conditions and letters of any script."""
    assert fault(pattern) is None


@each_of(("pattern", "remedy"), BAD.items())
def test_what_is_of_no_use_or_takes_ages_is_refused(pattern: str, remedy: str) -> None:
    """Each with what to write instead, wherever in the pattern it stands."""
    refused = fault(pattern)
    assert refused is not None
    assert remedy in refused.remedy


_OPEN = "not a regular expression (missing ), unterminated subpattern at position 0"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "good",
            "a?",
            "line 2: it finds nothing as well as something. Let it demand a word.",
        ),
        ("(a", "b)", f"line 1: {_OPEN}). Fix it."),
        ("(a", "b", f"line 1: {_OPEN}). Fix it."),
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
