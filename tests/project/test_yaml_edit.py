"""Other words in one scalar of a YAML file."""

from __future__ import annotations

import pytest

from proofpack.project.yaml_edit import with_words
from tests.vectors import each_of

PATH = ("sources", 0, "facts", 1, "quote")
HEAD = """\
# A pack.
publisher: "Example"   # as it calls itself
sources:
  - id: chat
    facts:
      - {id: one, quote: "Another quote, which stays"}
      - id: two
        quote: """
TAIL = """
        says: "Something"  # in our words
"""
OLD, NEW = "Do not retry a request that was refused", "Do not retry a call that was refused"


@each_of(
    ("written", "expected"),
    [
        (OLD, NEW),
        (f"'{OLD}'  # seen twice", f"'{NEW}'  # seen twice"),
        (f'"{OLD}" # seen twice', f'"{NEW}" # seen twice'),
        (
            ">-  # folded\n          Do not retry\n          a request\n          that was refused",
            ">-  # folded\n          Do not retry\n          a call\n          that was refused",
        ),
        (
            "|\n          Do not retry a request\n          that was refused",
            "|\n          Do not retry a call\n          that was refused",
        ),
        (
            "Do not retry a\n          request that was refused",
            "Do not retry a\n          call that was refused",
        ),
        (
            r'"Do not \u0072etry a request that was refused"',
            r'"Do not \u0072etry a call that was refused"',
        ),
        ('"Do not retry a \\\n          request that was refused"', None),
    ],
    ids=["plain", "single", "double", "folded", "literal", "plain-lines", "escape", "escaped-break"],
)  # fmt: skip
@each_of("end", ["\n", "\r\n"], ids=["unix", "windows"])
@each_of("mark", ["", "\ufeff"], ids=["no-mark", "byte-order-mark"])
def test_only_the_words_change(written: str, expected: str | None, end: str, mark: str) -> None:
    """The style of the scalar, its lines, all comments and the line ends of the file stay."""
    text = mark + f"{HEAD}{written}{TAIL}".replace("\n", end)
    changed = with_words(text, PATH, NEW)
    assert changed is not None
    if expected is not None:
        assert changed == mark + f"{HEAD}{expected}{TAIL}".replace("\n", end)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Never: do not retry", "'Never: do not retry'"),
        ("It's #1: do not retry", "'It''s #1: do not retry'"),
        ("@all do not retry", "'@all do not retry'"),
    ],
)
def test_what_a_plain_scalar_cannot_hold_is_put_in_quotes(words: str, expected: str) -> None:
    """Read as YAML, a plain scalar would end there, or be something else."""
    text = f"{HEAD}Do not retry{TAIL}"
    assert with_words(text, PATH, words) == f"{HEAD}{expected}{TAIL}"


def test_a_quote_of_one_line_in_braces_is_changed_there() -> None:
    """A mapping on one line keeps what stands beside it."""
    path = ("sources", 0, "facts", 0, "quote")
    changed = with_words(f"{HEAD}{OLD}{TAIL}", path, 'Another "quote", that stays')
    assert changed == f"{HEAD}{OLD}{TAIL}".replace(
        '"Another quote, which stays"', r'"Another \"quote\", that stays"'
    )


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("retry a request that was refused", ("retry", "a request that was refused")),
        ("Do not retry that was refused", ("Do not retry", "that was refused")),
        (f"Please {OLD}", ("Please Do not retry", "a request that was refused")),
        (f"{OLD} ever again", ("Do not retry", "a request that was refused ever again")),
    ],
)
def test_lines_stay_where_words_come_and_go(words: str, lines: tuple[str, str]) -> None:
    """A line whose first word goes begins with the next one."""

    def folded(first: str, second: str) -> str:
        return f"{HEAD}>\n          {first}\n          {second}{TAIL}"

    text = folded("Do not retry", "a request that was refused")
    assert with_words(text, PATH, words) == folded(*lines)


def test_what_is_no_scalar_or_is_not_there_is_left_alone() -> None:
    """A path that leads nowhere changes nothing."""
    text = f"{HEAD}{OLD}{TAIL}"
    assert with_words(text, ("sources", 0, "facts"), NEW) is None
    assert with_words(text, (*PATH[:-1], "note"), NEW) is None


def test_words_that_no_file_may_hold_are_not_written() -> None:
    """A character that shows text as what it is not never gets into a pack."""
    assert with_words(f"{HEAD}{OLD}{TAIL}", PATH, "Do not \u202eleave") is None
