"""Points: what the words of a sentence say of its being a claim."""

from __future__ import annotations

import json
from unittest import mock

import pytest

from proofpack.text import points as module
from proofpack.text.points import LIKELY, TABLE, features, of_names, points, speaks
from tests.vectors import each_of


@each_of(
    ("sentence", "feature"),
    [
        ("Calls cost 2.50 dollars.", "cost 0"),
        ("Calls cost two dollars.", "cost 0"),
        ("It started on Monday.", "on DAY"),
        ("It ended at 14:20.", "at HH:MM"),
        ("We wait.", "subject: ours"),
        ("Two free months", "verb: none"),
        ("The call took a second.", "verb: past"),
        ("Calls cost 2.50 dollars.", "2. word: cost"),
    ],
)
def test_what_has_points_is_named(sentence: str, feature: str) -> None:
    """Words, pairs and subjects by name, so that one can see what spoke for a sentence."""
    assert feature in features(sentence)


def test_what_speaks_for_a_claim_and_against_it() -> None:
    """A price of theirs weighs more than one of ours."""
    theirs, ours = "The vendor bills 3 cents a call.", "We plan to spend 3 cents a call."
    assert points(theirs) > LIKELY > 0 > points(ours)


@pytest.mark.parametrize(
    ("told", "reason", "counts"),
    [
        ("Take the second route, as", "each call on the first one costs ten cents.", True),
        ("Take the second route, as", "we planned to do in the first meeting.", False),
    ],
)
def test_a_reason_speaks_for_itself(told: str, reason: str, counts: bool) -> None:
    """What somebody is told does not hide what the provider is said to do."""
    whole = f"{told} {reason}"
    assert points(whole) < LIKELY
    assert speaks(whole) is speaks(reason) is counts


def test_every_feature_counts_by_the_name_it_has_in_the_table() -> None:
    """Words, pairs and signs, and what every sentence has: none of them is read as another."""
    sentence = 'Note: we saw the price of 3 cents on 4 May at 14:20, "a call" is never free.'
    names = dict.fromkeys(features(sentence), 1)
    with mock.patch.object(module, "_table", return_value=of_names(names)):
        module.forget()
        assert points(sentence) == len(names)
    module.forget()


def test_each_entry_of_the_table_is_a_feature_with_points_that_count() -> None:
    """Sorted, so that a difference can be read."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    assert [*table] == sorted(table)
    assert all(10 <= abs(each) < 500 for each in table.values())
