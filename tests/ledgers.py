"""Ledgers for tests, written as days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from proofpack.model.history import Days, History, Looked, Observed, TextSeen
from proofpack.model.outcomes import Outcome
from proofpack.model.quotes import words
from proofpack.model.records.sources import Absence, Fact
from proofpack.project.ledger import dump

SMALL_QUOTE = "Send a POST request to /chat"
"""The quote of the small project's only fact, `chat.route`."""


def day(text: str) -> datetime.date:
    """Return a date."""
    return datetime.date.fromisoformat(text)


def days(text: str) -> Days:
    """Return the days that a text lists."""
    return frozenset(day(one) for one in text.split())


def digest(quote: str = SMALL_QUOTE) -> str:
    """Return the digest of a quote."""
    return words(Fact(id="any", says="Anything", quote=quote))


def pattern_digest(pattern: str) -> str:
    """Return the digest of a pattern."""
    return words(Absence(id="any", says="Anything", pattern=pattern))


def history(
    fetched: Mapping[str, str] | None = None,
    by_hand: Mapping[str, str] | None = None,
    looked: Mapping[tuple[str, str, bool], str] | None = None,
    texts: Mapping[tuple[str, str], str] | None = None,
) -> History:
    """Return a history.

    Args:
        fetched: outcome, with its status after a space, to days.
        by_hand: initials to days.
        looked: fact, digest and whether it held to days, all by the program.
        texts: digests of rules and text to days.
    """
    observed = {}
    for outcome, when in (fetched or {}).items():
        name, _, status = outcome.partition(" ")
        observed[Observed("fetch", "", Outcome(name), int(status or 0))] = days(when)
    for who, when in (by_hand or {}).items():
        observed[Observed("hand", who, Outcome.READ, 0)] = days(when)
    return History(
        observed,
        {
            Looked(fact, words, "fetch", found): days(when)
            for (fact, words, found), when in (looked or {}).items()
        },
        {TextSeen(*key): days(when) for key, when in (texts or {}).items()},
    )


def ledger(**sources: History) -> str:
    """Return the text of a ledger. A hyphen in a source's id is written as two underscores."""
    return dump({name.replace("__", "-"): one for name, one in sources.items()})
