"""Masking of pages: the scanner of `check`, and what is wider where a text is somebody else's."""

from __future__ import annotations

import pytest

from proofpack.model.records.rules import SecretRule
from proofpack.secrets import Secrets, expand
from proofpack.secrets.masking import Mask, mask_of, wide_rules
from tests.secrets import Vector, mask, secrets, vectors

ALONE = mask_of([])
BOTH = pytest.mark.parametrize("masked", [mask(), ALONE], ids=["with rules", "without"])


def shows(masked: Mask, vector: Vector) -> bool:
    """Return whether six characters in a row of a secret are still shown."""
    text = masked(vector.text)
    values = [vector.text[start:end] for _, start, end in vector.found]
    return any(
        piece in text and not piece.isspace()
        for value in values
        for piece in (value[at : at + 6] for at in range(len(value) - 5))
        if " " not in piece and "\n" not in piece
    )


def test_whatever_check_finds_is_masked() -> None:
    """Every secret that somebody has written down as one, however it is hidden."""
    assert [vector.text for vector in vectors() if shows(mask(), vector)] == []


@pytest.mark.parametrize("rule", wide_rules().secrets, ids=lambda rule: rule.id)
def test_the_examples_of_the_wide_rules_hold(rule: SecretRule) -> None:
    """Each rule finds its examples by itself, and none of them finds what stands close to them."""
    assert all(
        rule.id in {hit.rule for hit in Secrets.of(wide_rules()).find(expand(text))}
        for text in rule.matches
    )
    assert [expand(text) for text in rule.passes] == [ALONE(expand(text)) for text in rule.passes]


@BOTH
@pytest.mark.parametrize("sample", ["{hex:40}", "sk-{base62:30}", "jo@" + "mail.example.org"])
def test_without_rules_what_looks_like_a_secret_is_masked_all_the_same(
    masked: Mask, sample: str
) -> None:
    """A project that has no rules of its own shows no key and no address either."""
    value = expand(sample)
    assert masked(f"Before {value} behind.") == f"Before {value[:4]}… behind."


def test_a_long_token_is_masked_that_check_does_not_report() -> None:
    """A digest in one's own prose is no secret; in a text of others nobody knows."""
    value = expand("{hex:40}")
    assert secrets().find(value) == []
    assert mask()(value) == f"{value[:4]}…"


@BOTH
def test_of_a_short_value_a_third_is_shown(masked: Mask) -> None:
    """Four characters would be half of a password."""
    value = "h" + "unter2x"
    assert masked(f"password: {value}") == "password: hu…"


@BOTH
def test_a_key_that_the_border_cuts_is_masked(masked: Mask) -> None:
    """A piece is judged with what stands around it."""
    text = expand("see sk-{base62:30} there")
    assert masked(text, 0, 20) == f"{text[:8]}…"
    assert masked(text, 20) == "… there"


@BOTH
def test_what_is_hidden_in_its_spelling_is_masked(masked: Mask) -> None:
    """Characters that do not show, and percent-encoding, hide nothing."""
    value = expand("{hex:40}")
    hidden = f"{value[:20]}\u200b{value[20:]}"
    assert masked(f"Authorization%3A%20Bearer%20{hidden}").endswith("…")
    assert value[30:] not in masked(hidden)
