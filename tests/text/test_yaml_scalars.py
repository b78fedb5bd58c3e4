"""Scalars of YAML: what is written is read again, and nothing hides in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from proofpack.text.yaml_scalars import key, quoted, word
from tests.vectors import each_of

# What no file in UTF-8 can hold, and what no text of the program does.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))


@pytest.mark.parametrize("write", [key, quoted, word])
@given(text=TEXTS)
def test_what_is_written_is_read_again(write: Callable[[str], str], text: str) -> None:
    """As the same text, on one line, by a reader of YAML that takes `no` for a boolean."""
    scalar = write(text)
    assert "\n" not in scalar
    assert yaml.safe_load(f"[{scalar}]") == [text]


@each_of(
    ("text", "as_key", "as_quoted", "as_word"),
    [
        ("notes", "notes", '"notes"', "notes"),
        ("Notes.1", '"Notes.1"', '"Notes.1"', "Notes.1"),
        ("no", '"no"', '"no"', '"no"'),
        ("1st", '"1st"', '"1st"', '"1st"'),
        ('a "b" \\', '"a \\"b\\" \\\\"', '"a \\"b\\" \\\\"', '"a \\"b\\" \\\\"'),
        ("a\nb", '"a\\nb"', '"a\\nb"', '"a\\u000ab"'),
        ("a\u200bb", '"a\\u200bb"', '"a\\u200bb"', '"a\\u200bb"'),
        ("\U0001f600", '"\U0001f600"', '"\U0001f600"', '"\\U0001f600"'),
    ],
)
def test_each_is_written_one_way(text: str, as_key: str, as_quoted: str, as_word: str) -> None:
    """Digests of ledgers and packets made elsewhere stand on these bytes."""
    assert (key(text), quoted(text), word(text)) == (as_key, as_quoted, as_word)
