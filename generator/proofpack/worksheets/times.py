"""A time as people and logs write it, in UTC.

What says its day and its offset, in whatever order, becomes `YYYY-MM-DDTHH:MM:SSZ`. What may be read in
two ways stays as it is and is told with what it may be: a time zone is never guessed. Browsers
read the same patterns (`site-overrides/scripts/packet-times.js`); one table of cases holds both.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from proofpack.model.years import YEARS
from proofpack.worksheets.constants import (
    EPOCHS,
    FARTHEST,
    MONTHS,
    TIME_FORMS,
    WEEKDAYS,
    ZONES,
)

_FORMS = [re.compile(form, re.IGNORECASE | re.ASCII) for form in TIME_FORMS]
_ZONES = [re.compile(zone, re.IGNORECASE | re.ASCII) for zone in ZONES]
_SPACES = re.compile("[ \u00a0\u202f]+")


class TimeReading(NamedTuple):
    """What a text is as a time.

    Attributes:
        utc: the time in UTC, or nothing where the text does not settle it.
        rule: why it does not: the rule of a finding.
        offered: what it may mean, or how to write it.
    """

    utc: str
    rule: str = ""
    offered: str = ""


_BAD = TimeReading("", "bad-time")


def read_time(value: str) -> TimeReading:
    """Return what a text is as a time.

    Args:
        value: such as `25/Jun/2026:05:12:00 +0200`, `1782357120` or `2026-06-25T05:12:00+02:00`.
    """
    text = _SPACES.sub(" ", value).strip(" ")
    for form in _FORMS:
        if match := form.fullmatch(text):
            seen = {key: part for key, part in match.groupdict().items() if part}
            return _epoch(seen) if "e" in seen else _dated(seen)
    return _BAD


def _epoch(seen: dict[str, str]) -> TimeReading:
    """Read seconds since 1970, or thousandths, millionths and so on of them, told by their length."""
    digits = EPOCHS.get(len(seen["e"]))
    if digits is None or ("f" in seen and digits):
        return _BAD
    cut = len(seen["e"]) - digits
    if digits:
        seen = seen | {"f": seen["e"][cut:]}
    moment = datetime(1970, 1, 1) + timedelta(seconds=int(seen["e"][:cut]))
    return _written(moment, 0, seen | {"S": ""})


def _dated(seen: dict[str, str]) -> TimeReading:
    hour = _hour(seen)
    days, year = _days(seen), seen.get("y") or seen.get("Y", "")
    # A year with every day that some year has.
    moments = [_moment(year or "2000", day, seen, hour) for day in days]
    known = [moment for moment in moments if moment]
    zone = _zone(seen.get("z", ""))
    if len(known) < len(days) or zone == "bad-time":
        return _BAD
    readings = [_written(moment, zone, seen) for moment in known]
    offered = " or ".join(reading.utc for reading in readings)
    if not all(reading.utc for reading in readings):
        return _BAD
    if not year:
        return TimeReading("", "no-year", f"YYYY{_written(known[0], 0, seen).utc[4:]}")
    if "wd" in seen and WEEKDAYS[known[0].weekday()] != seen["wd"].lower():
        return TimeReading("", "bad-weekday", offered)
    if len(readings) > 1:
        return TimeReading("", "day-or-month", offered)
    if zone == "zone-name":
        return TimeReading("", zone, offered.replace("Z", "+HH:MM"))
    return readings[0] if isinstance(zone, int) else TimeReading("", zone, offered)


def _hour(seen: dict[str, str]) -> int:
    """Return the hour of the day; one that there is not where a clock of twelve has no such hour."""
    hour = int(seen["H"])
    if "ap" not in seen:
        return hour
    return hour % 12 + (12 if seen["ap"].lower() == "pm" else 0) if 1 <= hour <= 12 else 99


def _days(seen: dict[str, str]) -> list[str]:
    """Return what day of what month is meant, as `MM-DD`: two where the text may say either."""
    if "mon" in seen:
        return [f"{MONTHS.index(seen['mon'][:3].lower()) + 1:02}-{int(seen['d']):02}"]
    if "m" in seen:
        return [f"{seen['m']:0>2}-{int(seen['d']):02}"]
    first, second = int(seen["a"]), int(seen["b"])
    both = [f"{second:02}-{first:02}", f"{first:02}-{second:02}"]
    return list(dict.fromkeys(day for day in both if int(day[:2]) <= 12)) or both[:1]


def _moment(year: str, day: str, seen: dict[str, str], hour: int) -> datetime | None:
    if not YEARS[0] - 1 <= int(year) <= YEARS[1] + 1:
        return None
    try:
        parts = int(year), int(day[:2]), int(day[3:])
        return datetime(*parts, hour, int(seen["M"]), int(seen.get("S", "0")))
    except ValueError:
        return None


def _zone(zone: str) -> int | str:
    """Return how many minutes a zone is ahead of UTC, or the rule that it breaks."""
    utc, ahead = _ZONES
    if not zone or utc.fullmatch(zone):
        return 0 if zone else "no-zone"
    if not (match := ahead.fullmatch(zone)):
        return "zone-name"
    hours, minutes = int(match["hh"]), int(match["mm"] or "0")
    if hours * 60 + minutes > FARTHEST or minutes > 59:
        return "bad-time"
    return (hours * 60 + minutes) * (-1 if match["sign"] == "-" else 1)


def _written(moment: datetime, zone: int | str, seen: dict[str, str]) -> TimeReading:
    """Write a time as far as it was written: a zone that nobody knows counts as UTC."""
    moment -= timedelta(minutes=zone if isinstance(zone, int) else 0)
    if not YEARS[0] <= moment.year <= YEARS[1]:
        return _BAD
    text = moment.strftime("%Y-%m-%dT%H:%M:%S" if "S" in seen else "%Y-%m-%dT%H:%M")
    return TimeReading(f"{text}.{seen['f']}Z" if "f" in seen else f"{text}Z")
