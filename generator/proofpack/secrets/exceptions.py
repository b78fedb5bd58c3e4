"""Findings that somebody has accepted, by rule and digest, with a reason and a last day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from msgspec import Struct

from proofpack.model.records.rules import KnownSecret
from proofpack.secrets.rule import Hit


class ReviewedHits(Struct, frozen=True):
    """What is to be said of hits.

    Attributes:
        open: hits that nobody has accepted.
        expired: hits that were accepted until a day that has passed, with what accepted them.
        accepted: hits that may stand.
        unused: what accepts nothing, with whether its day has passed or not.
    """

    open: tuple[Hit, ...]
    expired: tuple[tuple[Hit, KnownSecret], ...]
    accepted: tuple[Hit, ...]
    unused: tuple[KnownSecret, ...]


def apply_exceptions(
    hits: Iterable[Hit], known: Iterable[KnownSecret], today: datetime.date
) -> ReviewedHits:
    """Sort hits by whether they may stand.

    Args:
        hits: everything that was found in a project.
        known: what is accepted. Of two entries for one value, the later day counts.
        today: the day.
    """
    accepted = {
        (entry.rule, entry.digest): entry
        for entry in sorted(known, key=lambda entry: entry.expires)
    }
    left = dict(accepted)
    new, late, fine = [], [], []
    for hit in hits:
        entry = accepted.get((hit.rule, hit.digest))
        left.pop((hit.rule, hit.digest), None)
        if entry is None:
            new.append(hit)
        elif entry.expires < today:
            late.append((hit, entry))
        else:
            fine.append(hit)
    return ReviewedHits(tuple(new), tuple(late), tuple(fine), tuple(left.values()))
