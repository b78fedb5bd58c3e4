"""The lists of sentences: long enough, and told apart as well as the documentation says."""

from __future__ import annotations

import pytest

from tests.claims import APART, LISTS, score


def test_the_lists_are_long() -> None:
    """At least 150 of each in the first lists, and 60 in each that came later."""
    lengths = [(len(claims), len(honest)) for claims, honest in LISTS.values()]
    assert min(map(sum, zip(*lengths[:2], strict=True))) >= 150
    assert all(min(pair) >= 60 for pair in lengths[2:])


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_few_honest_sentences_are_flagged(name: str) -> None:
    """Five in a hundred at most; one more in a list that was hard, and that nobody read."""
    most = {"apart": 0.06}.get(name, 0.05)
    share = score(name).flagged_share
    assert share <= most, shown(name, score(name).flagged)


@pytest.mark.slow
@pytest.mark.parametrize("name", LISTS)
def test_most_claims_are_found(name: str) -> None:
    """Seventeen of twenty where a list taught the points, and three of four where it did not."""
    least = 0.75 if name in APART else 0.85
    share = score(name).found_share
    assert share >= least, shown(name, score(name).missed)


def shown(name: str, lines: list[str]) -> list[str]:
    """Return sentences of a list that may be read: not those of one that is kept apart."""
    return [] if name in APART else lines
