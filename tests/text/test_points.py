"""Points: what the words of a sentence say of its being a claim."""

from __future__ import annotations

import json

import pytest

from proofpack.text.points import LIKELY, TABLE, features, points


@pytest.mark.parametrize(
    ("sentence", "feature"),
    [
        ("Calls cost 2.50 dollars.", "cost 0"),
        ("Calls cost two dollars.", "cost 0"),
        ("It started on Monday.", "on DAY"),
        ("It ended at 14:20.", "at HH:MM"),
        ("We wait.", "subject: ours"),
        ("Two free months", "verb: none"),
        ("The call took a second.", "verb: past"),
    ],
)
def test_what_has_points_is_named(sentence: str, feature: str) -> None:
    """Words, pairs and subjects by name, so that one can see what spoke for a sentence."""
    assert feature in features(sentence)


def test_what_speaks_for_a_claim_and_against_it() -> None:
    """A price of theirs weighs more than one of ours."""
    theirs, ours = "The vendor bills 3 cents a call.", "We plan to spend 3 cents a call."
    assert points(theirs) > LIKELY > 0 > points(ours)


def test_each_entry_of_the_table_is_a_feature_with_points_that_count() -> None:
    """Sorted, so that a difference can be read."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    assert [*table] == sorted(table)
    assert all(0.1 <= abs(each) < 5 for each in table.values())
