"""Sentences that went from a text and came to it."""

from __future__ import annotations

from proofpack.text.sentences import Changes


def test_what_went_and_what_came() -> None:
    """In the order of their texts; what moved or is broken otherwise is the same."""
    old = "One stays. Two goes.\nThree moves. Four\nfour. Twice. Twice."
    new = "Three moves.\nOne  stays. Five comes. Four\nfour. Twice."
    assert Changes.between(old, new) == Changes(("Two goes.", "Twice."), ("Five comes.",))
    assert Changes.between(old, old) == Changes()
