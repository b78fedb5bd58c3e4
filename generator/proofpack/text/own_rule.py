"""Our own rule: a mark says of a sentence who decided it, and when: `[^our rule: WHO, DAY]`."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

_MARK = re.compile(r"our rule\b")
_PARTS = re.compile(r"our rule: {0,3}(?P<by>[^\n,:]{1,80}), {0,3}(?P<on>\d{4}-\d\d-\d\d)")


class OwnRule(NamedTuple):
    """Who decided a rule of our own, and when."""

    by: str
    on: datetime.date


def is_own_rule(mark: str) -> bool:
    """Return whether the text of a citation is meant to be the mark of an own rule."""
    return bool(_MARK.match(mark))


def own_rule(mark: str) -> OwnRule | None:
    """Return who decided an own rule and when; None where the mark does not say so.

    Args:
        mark: the text of a citation, such as `our rule: Docs, 2026-05-01`.
    """
    parts = _PARTS.fullmatch(mark)
    try:
        return (
            OwnRule(parts["by"].strip(), datetime.date.fromisoformat(parts["on"]))
            if parts
            else None
        )
    except ValueError:
        return None
