"""The figures of unseen kinds are held."""

from __future__ import annotations

from tests.secrets.measure import Side, flagged, kinds


def share(side: Side) -> float:
    """Return which share of a list is flagged, both parts together."""
    sides = (True, False)
    seen = sum(len(flagged(side, apart=apart)) for apart in sides)
    return seen / sum(len(kinds(side, apart=apart)) for apart in sides)


def test_at_least_95_of_100_secrets_are_found() -> None:
    """Of at least 150 texts."""
    assert share("found") >= 0.95


def test_at_most_3_of_100_harmless_texts_are_flagged() -> None:
    """Of at least 150 texts."""
    assert share("harmless") <= 0.03
