"""Days as people write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def written(day: datetime.date) -> str:
    """Return a day as people write it: 3 Nov 2026."""
    return f"{day.day} {month(day)}"


def month(day: datetime.date) -> str:
    """Return the month of a day as people write it: Nov 2026."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def days_written(text: str, shown: Callable[[datetime.date], str] = written) -> str:
    """Return a text of ours with each day in it, which is as 2026-11-03 there, as people read it.

    Args:
        text: what it says.
        shown: what stands for a day.
    """
    return _ISO.sub(lambda match: shown(datetime.date.fromisoformat(match[0])), text)
