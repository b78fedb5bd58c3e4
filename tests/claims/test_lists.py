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
    """Five in a hundred at most, in every list that was read; somewhat more where none was."""
    most = {"apart": 0.07}.get(score.name, 0.05)
    assert score.flagged_share <= most, score.flagged_share


@pytest.mark.parametrize("score", SCORES, ids=lambda score: score.name)
def test_most_claims_are_found(score: Score) -> None:
    """Nine of ten where a list mended the rules, after what they found unseen was written down."""
    least = {"apart": 0.72}.get(score.name, 0.9)
    assert score.found_share >= least, score.found_share
