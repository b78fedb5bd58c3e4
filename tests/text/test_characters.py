"""The one table of characters that do not show, and of quotation marks and dashes."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from proofpack.project.load.text import FORBIDDEN
from proofpack.text import characters
from proofpack.text.characters import (
    DIRECTIONS,
    FORMATS,
    INVISIBLE,
    INVISIBLE_IN_QUOTES,
    STRAIGHT,
    ranges,
    visible,
    visible_in,
)
from proofpack.text.yaml_scalars import SPECIAL
from tests.vectors import each_of


@each_of("code", [0xAD, 0x200B, 0x200D, 0x202E, 0x2064, 0x206F, 0x3164, 0xFE0F, 0xE0041])
def test_what_does_not_show_is_invisible(code: int) -> None:
    """Soft hyphens, joiners, directions, fillers, selectors and tags."""
    assert code in INVISIBLE


@each_of("code", [0x20, 0xA0, 0x2003, 0x600, 0x6DD, 0x110BD, 0x301, 0xFFFC, 0x13430])
def test_what_shows_is_not(code: int) -> None:
    """Spaces, signs of numbers, marks on letters."""
    assert code not in INVISIBLE


def test_no_letter_digit_or_space_is_taken_out() -> None:
    """By Unicode's own properties, but for the fillers that are called letters."""
    shown = {"Lu", "Ll", "Nd", "Zs", "Sm", "Sc"}
    assert not [code for code in INVISIBLE if unicodedata.category(chr(code)) in shown]


def test_no_block_with_characters_that_format_is_left_out() -> None:
    """Of all of Unicode those that format and are no part of the table do show."""
    formats = {
        code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"
    }
    assert formats - INVISIBLE == formats & characters._SHOWN_FORMATS


def test_quotes_are_compared_without_a_part_of_them() -> None:
    """Digests in ledgers stand on this set: it is as it was in version 0.1.0."""
    was = {0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F)}
    was |= {*range(0x2060, 0x206A), *range(0xFE00, 0xFE10)}
    assert was == INVISIBLE_IN_QUOTES
    assert INVISIBLE_IN_QUOTES < INVISIBLE


def test_a_class_of_a_pattern_holds_just_these() -> None:
    """Over all of Unicode."""
    matched = re.findall(f"[{ranges(INVISIBLE)}]", "".join(map(chr, range(sys.maxunicode + 1))))
    assert set(map(ord, matched)) == INVISIBLE


@pytest.mark.slow
def test_narrower_sets_are_parts_of_the_table() -> None:
    """What is spelled out, and what is refused, differs on purpose, and is as it was in 0.1.0."""
    assert DIRECTIONS < FORMATS < INVISIBLE
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    spelled = {*range(0x7F, 0xA1), 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), 0xFEFF, 0xFFFD}
    spelled |= {*range(0x2028, 0x2030), *range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC)}
    assert {ord(one) for one in every if SPECIAL.match(one)} == spelled
    refused = {*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F)}
    refused |= {*range(0x2066, 0x206A), 0xFEFF}
    assert {ord(one) for one in every if FORBIDDEN.match(one)} == refused - {9, 10, 13}


def test_marks_and_dashes_have_plain_characters() -> None:
    """One for each."""
    assert set(STRAIGHT.values()) == {"'", '"', "-"}
    assert all(len(odd) == 1 and not odd.isascii() for odd in STRAIGHT)


def test_what_is_printed_holds_nothing_that_acts_or_hides() -> None:
    """Controls, directions, lone surrogates and tags are spelled; words, emoji and line ends stay."""
    text = "a\x1b[2J\rb\r\n\tc\u202e\u200b\u2028\ud800\U000e0041\x85"
    assert visible(text) == "aU+001B[2JU+000Db\r\n\tcU+202EU+200BU+2028U+D800U+E0041U+0085"
    stays = "na\u00efve \u0646\u200c\u0645 \U0001f469\u200d\U0001f4bb \u2764\ufe0f so\u00adft"
    assert visible(stays) == stays
    assert visible_in({"\x07": [1, None, ("\x08",)]}) == {"U+0007": [1, None, ["U+0008"]]}
