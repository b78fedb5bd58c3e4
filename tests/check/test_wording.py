"""The words of a finding, by which a baseline knows it again."""

from __future__ import annotations

from proofpack.check.wording import wording_digest
from proofpack.model.documents import Tree
from proofpack.model.problems import Place
from tests.conftest import ROOT
from tests.vectors import each_of

PAGE = """\
---
title: One
last_reviewed: 2026-06-01
---

# One

It costs a dollar. It is
up all day. Ask us.

- An item of its own
  that goes on
- another

| a | b |
| - | - |
| one | row |
"""
DATA = """\
questions:
  - ask: What does it cost?
    answer: >-
      It costs a dollar.

      More of it.
    facts: []
"""


def digest(text: str, line: int, column: int = 1, path: str = "content/a.md") -> str:
    """Return the digest of the words at a place of a text."""
    tree = Tree(ROOT, {}, [], {}, {path: text}, frozenset(), ())
    return wording_digest(tree, Place(path, line, column))


def same(first: tuple[str, int, int], second: tuple[str, int, int], path: str) -> bool:
    """Return whether the words at two places are the same."""
    return digest(*first, path) == digest(*second, path)


@each_of(
    ("line", "column", "change", "moved", "kept"),
    [
        (8, 4, ("# One", "# One\n\nMore. Words."), 2, True),
        (8, 4, ("It is\nup", "It was\ndown"), 0, True),
        (8, 4, ("a dollar", "two dollars"), 0, False),
        (8, 21, ("It is\nup all day", "It is up all\nday"), 0, True),
        (9, 3, ("It is\nup", "It was\nup"), 0, False),
        (9, 13, ("It costs a dollar. It is\nup all day", "It is"), -1, True),
        (11, 3, ("- another", "- an other"), 0, True),
        (12, 3, ("An item", "One item"), 0, False),
        (13, 3, ("An item", "One item"), 0, True),
        (17, 3, ("| - | - |", "| --- | --- |"), 0, True),
        (17, 3, ("one | row", "one | line"), 0, False),
        (3, 1, ("title: One", "title: Two"), 0, True),
        (3, 1, ("06-01", "06-02"), 0, False),
    ],
)
def test_a_sentence_is_known_wherever_it_stands(
    line: int, column: int, change: tuple[str, str], moved: int, kept: bool
) -> None:
    """Lines may move and wrap in another way; other words, of it alone, are another finding."""
    assert change[0] in PAGE
    after = (PAGE.replace(*change), line + moved, column)
    assert same((PAGE, line, column), after, "content/a.md") == kept


@each_of(
    ("line", "change", "moved", "kept"),
    [
        (3, ("questions:\n", "questions:\n  - ask: Why?\n    answer: So.\n"), 2, True),
        (3, ("What does", "How much does"), 0, True),
        (3, ("facts: []", "facts: [chat.route]"), 0, True),
        (3, ("More of it", "Less of it"), 0, False),
        (2, ("a dollar", "a euro"), 0, True),
        (2, ("What does", "How much does"), 0, False),
    ],
)
def test_a_value_of_yaml_is_known_as_a_whole(
    line: int, change: tuple[str, str], moved: int, kept: bool
) -> None:
    """With all lines of it, and without the keys beside it."""
    assert change[0] in DATA
    after = (DATA.replace(*change), line + moved, 5)
    assert same((DATA, line, 5), after, "data/faq/a.yml") == kept


def test_a_place_without_words_has_a_digest() -> None:
    """A file that is not there, and a line beyond the end of one."""
    assert digest("", 1) == digest("one", 9) == digest("", 1, 1, "data/a.yml")
