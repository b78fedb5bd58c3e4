"""Whether a value looks as its field asks for: a time, a day, an address, a number, an HTTP status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from proofpack.model.years import YEARS
from proofpack.worksheets import constants
from proofpack.worksheets.times import read_time

_DATE = re.compile(constants.DATE)
_FORMS = {
    kind: re.compile(form) for kind, form in (constants.FORMS | constants.FIELD_FORMATS).items()
}


def misshapen(field: Mapping[str, Any], value: str) -> tuple[str, str]:
    """Return the rule that a value of a field breaks, with what would do instead; or nothing twice.

    Args:
        field: the field, as the schema describes it.
        value: an answer that is not empty.
    """
    kind = field["type"]
    if kind == "utc-time":
        # What can be read is in UTC already: see `canonical`.
        reading = read_time(value)
        return reading.rule, reading.offered
    if kind == "date":
        return ("" if in_calendar(value) else "bad-date"), ""
    instead = [choice["id"] for choice in field["choices"]]
    kind = field.get("format", kind)
    form = _FORMS.get(kind)
    if not form or form.fullmatch(value) or value in instead:
        return "", ""
    return f"bad-{kind}", "".join(f", or {each}" for each in instead)


def in_calendar(day: str) -> bool:
    """Return whether a text is a day as YYYY-MM-DD."""
    if not (match := _DATE.fullmatch(day)) or not YEARS[0] <= int(match[1]) <= YEARS[1]:
        return False
    year, month, number = int(match[1]), int(match[2]), int(match[3])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return 1 <= month <= 12 and 1 <= number <= longest[month - 1]


def precedes(kind: str, value: str, other: str) -> bool:
    """Return whether a time, day or number lies before another; a number, whether it is not above it.

    Times are compared as far as both say: what has no seconds may be of the same minute.

    Args:
        kind: type of both fields.
        value: a well-formed value.
        other: another one.
    """
    if kind == "number":
        return float(value) <= float(other)
    value, other = value.rstrip("Z"), other.rstrip("Z")
    length = min(len(value), len(other))
    return value[:length] < other[:length]
