"""What a page says nearly as a lost quote did."""

from __future__ import annotations

import pytest

from proofpack.refresh.evidence.rewording import Difference, rewording
from proofpack.secrets.masking import mask_of

MASK = mask_of([])
BEFORE, BEHIND = "Something stands before it.\n", " Something else follows.\nAnd a block."


@pytest.mark.parametrize(
    ("quote", "words", "around"),
    [
        (
            "Keys of it expire when the owner leaves",
            "Keys of it lapse when the owner leaves",
            "{}.",
        ),
        ("requests are counted by their owner", "requests are counted by their team", "({})"),
        ("Sends all that was said to the model", "Passes all that was said to the model", "{}."),
        ("All that was said goes to a model", "All that was said goes to a server", "{}, always."),
    ],
)
def test_whole_quotes_are_answered(quote: str, words: str, around: str) -> None:
    """As many words as the quote has, at its edges too, and no signs that stand around them."""
    found = rewording(quote, f"{BEFORE}{around.format(words)}{BEHIND}", MASK)
    assert found is not None
    assert (found.words, found.fault) == (words, "")


def test_a_number_at_the_edge_is_not_cut_off() -> None:
    """A quote that lost its number would hold whatever the number is."""
    found = rewording(
        "The limit of a request is 30", f"{BEFORE}The limit of a request is 45 calls.", MASK
    )
    assert found is not None
    assert found.fault == "the meaning may turn on what differs (30 → 45)"


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        ("refused", "refuses", "refuse[d] → refuse[s]"),
        ("colour", "color", "colo[u]r → color"),
        ("", "form mode", "nothing → [form mode]"),
        ("limit,", "limit", "limit[,] → limit"),
    ],
)
def test_letters_that_differ_are_in_brackets(was: str, now: str, shown: str) -> None:
    """Where one side has nothing to show, its words stand as they are."""
    assert str(Difference.of(was, now)) == shown
