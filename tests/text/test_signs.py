"""Signs: what speaks for a sentence being a claim."""

from __future__ import annotations

import pytest

from proofpack.text.signs import BEGIN, points, signs


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("A zeppelin costs 2 credits.", "price"),
        ("A zeppelin costs 2 credits.", "subject: unknown"),
        ("We wait.", "subject: ours"),
        ("The call took a second.", "verb of the past"),
        ("Two free months", "no verb"),
        ("The sky is blue.", "no measure"),
    ],
)
def test_a_sign_is_named(sentence: str, sign: str) -> None:
    """Each by its name, so that one can see what spoke for a sentence."""
    assert sign in signs(sentence)


def test_what_speaks_for_a_claim_and_against_it() -> None:
    """A price of theirs weighs more than one of ours, and without a measure nothing does."""
    theirs, ours = "The vendor bills 3 cents a call.", "We plan to spend 3 cents a call."
    assert points(theirs) > 0 > points(ours)
    assert points("The vendor is blue.") == BEGIN
