"""Both sides of a merge conflict."""

from __future__ import annotations

import pytest

from proofpack.model.problems import ProblemsError
from proofpack.project.load.conflict import sides
from tests.vectors import each_of

MERGE = (
    "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> topic\ne\n<<<<<<< HEAD\n=======\nf\n>>>>>>> topic\n"
)
DIFF3 = "a\n<<<<<<< HEAD\nb\n||||||| 12ab\nbase\n=======\nc\nd\n>>>>>>> topic\ne\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MERGE, ("a\nb\ne\n", "a\nc\nd\ne\nf\n")),
        (DIFF3, ("a\nb\ne\n", "a\nc\nd\ne\n")),
        (DIFF3.replace(" 12ab", "").replace(" HEAD", ""), ("a\nb\ne\n", "a\nc\nd\ne\n")),
        ("a\n==== \nb\n", ("a\n==== \nb\n",)),
    ],
    ids=["merge", "diff3", "without-names", "none"],
)
def test_each_side_is_a_whole_text(text: str, expected: tuple[str, ...]) -> None:
    """In every style of git; the ancestor is no side."""
    assert sides("ledger.yml", text) == expected


@each_of(
    ("text", "line"),
    [
        ("a\n=======\n", 2),
        ("<<<<<<< HEAD\n<<<<<<< HEAD\n", 2),
        ("<<<<<<< HEAD\na\n>>>>>>> topic\n", 3),
        ("<<<<<<< HEAD\na\n=======\nb\n", 5),
        ("<<<<<<< HEAD\n=======\n|||||||\n>>>>>>> topic\n", 3),
    ],
)
def test_marks_that_do_not_fit_are_told_with_their_line(text: str, line: int) -> None:
    """Nobody guesses which lines belong to which side."""
    with pytest.raises(ProblemsError, match=rf"^ledger\.yml:{line}:1: .* not as git writes them"):
        sides("ledger.yml", text)
