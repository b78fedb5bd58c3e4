"""The terms of a text, alike in both runtimes."""

from __future__ import annotations

import random
import unicodedata

import pytest

from proofpack.site.search.terms import chunks, terms, terms_of
from tests.site.search.node import ask
from tests.vectors import each_of

TEXTS = {
    "Retry-After": ["retryafter", "retry", "after"],
    "--no-cache": ["nocache", "no", "cache"],
    "x-request-id": ["xrequestid", "request", "id"],
    "gpt-5": ["gpt5", "gpt", "5"],
    "insufficient_quota": ["insufficientquota", "insufficient", "quota"],
    "maxRetries": ["maxretries", "max", "retries"],
    "RateLimitError.": ["ratelimiterror", "rate", "limit", "error"],
    "/v1/chat/completions": ["v1", "chat", "completions"],
    "caf\u00e9 Cafe\u0301": ["cafe"],
    "<API_KEY>": ["apikey", "api", "key"],
    "\u8bf7\u6c42\u88ab\u9650\u6d41": [
        "\u8bf7\u6c42",
        "\u6c42\u88ab",
        "\u88ab\u9650",
        "\u9650\u6d41",
    ],
    "\u4f7f\u7528API\u65f6": ["\u4f7f\u7528", "api", "\u65f6"],
    "long\u00adword": ["longword"],
    "a \u2014 b": ["a", "b"],
    "...": [],
}
"""A text, to its terms in their order."""


@each_of("text", TEXTS)
def test_a_text_has_the_terms_that_somebody_may_type(text: str) -> None:
    """Names whole and in parts, without accents and case; pairs of Chinese characters."""
    found = [term for chunk in chunks(text) for term in terms(chunk)]
    assert list(dict.fromkeys(found)) == TEXTS[text]
    assert terms_of(text) == set(found)


@pytest.mark.slow
def test_both_runtimes_cut_alike() -> None:
    """Any text of characters that Unicode had when Python's tables were made."""
    draw = random.Random(14)  # noqa: S311 - texts, not secrets
    known = [
        chr(code)
        for code in (
            *range(0x3500),
            *range(0x4E00, 0x4E80),
            *range(0xA000, 0xA100),
            *range(0xF900, 0xFFFF),
        )
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    likely = list(
        "abcXYZ019-._ /\u00e9\u0301\u4e2d\u6587\uac00\u3042\U00020000\U0001f600\u0130\u03a3\u00df"
    )
    texts = ["".join(draw.choices(likely + draw.sample(known, 12), k=24)) for _ in range(3000)]
    ours = [[list(terms(chunk)) for chunk in chunks(text)] for text in (*TEXTS, *texts)]
    theirs = ask("terms", [*TEXTS, *texts])
    assert [
        (t, o, n) for t, o, n in zip((*TEXTS, *texts), ours, theirs, strict=True) if o != n
    ] == []


def test_what_was_found_is_marked() -> None:
    """As it is written, and no word beside it."""
    assert ask(
        "marked",
        [
            ["Send Retry-After, retry.", "after"],
            ["Caf\u00e9 au lait", "cafe"],
            ["\u8bf7\u6c42\u88ab\u9650\u6d41\u4e86", "\u9650\u6d41"],
        ],
    ) == [
        [["Send ", False], ["Retry-After", True], [", retry.", False]],
        [["Caf\u00e9", True], [" au lait", False]],
        [["\u8bf7\u6c42\u88ab", False], ["\u9650\u6d41", True], ["\u4e86", False]],
    ]
