"""Differences of two sentences, as they are shown."""

from __future__ import annotations

from proofpack.text.difference import difference, marked


def test_what_went_and_what_came_is_marked_word_by_word() -> None:
    """As `git diff --word-diff` marks it; in Markdown struck through and bold."""
    old, new = "The key never expires by itself.", "The key expires by itself after 90 days."
    assert marked(old, new) == "The key [-never-] expires by [-itself.-] {+itself after 90 days.+}"
    assert (
        marked(old, new, str)
        == "The key ~~never~~ expires by ~~itself.~~ **itself after 90 days.**"
    )


def test_equal_sentences_have_no_difference() -> None:
    """White space does not count; against nothing, all of it is new."""
    assert difference("a  b", "a b") == []
    assert marked("", "Deprecated.") == "{+Deprecated.+}"
