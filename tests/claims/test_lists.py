"""The lists of sentences: long enough, and told apart as well as the documentation says."""

from __future__ import annotations

import pytest

from tests.claims import Score, scores

SCORES = list(scores())


def test_the_lists_are_long() -> None:
    """At least 150 of each in the first lists, and 60 in each that came later."""
    assert sum(score.claims for score in SCORES[:2]) >= 150
    assert sum(score.honest for score in SCORES[:2]) >= 150
    assert all(min(score.claims, score.honest) >= 60 for score in SCORES[2:])


@pytest.mark.parametrize("score", SCORES, ids=lambda score: score.name)
def test_few_honest_sentences_are_flagged(score: Score) -> None:
    """Five in a hundred at most, in every list; six in half a list that mended nothing."""
    assert score.flagged_share <= (0.06 if score.name == "many, read" else 0.05), score.flagged


@pytest.mark.parametrize("score", SCORES, ids=lambda score: score.name)
def test_most_claims_are_found(score: Score) -> None:
    """Nine of ten where a list mended the rules, after what they found unseen was written down."""
    mended = not score.name.startswith("many")
    assert score.found_share >= (0.9 if mended else 0.75), score.missed
