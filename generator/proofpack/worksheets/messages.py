"""What findings say. Browsers get the same words, so that a reader meets them twice and alike."""

from __future__ import annotations

import re
from typing import NamedTuple

from proofpack.worksheets.constants import SHOWN


class Messages(NamedTuple):
    """What is wrong, and what to do, each with `{slots}`."""

    what: str
    remedy: str


WORDS = {
    "secret": Messages(
        "{about} ({mask})",
        "Replace it by {instead}{revoke}.",
    ),
    "phrase": Messages(
        "a statement about {about} that names no source",
        "Put the address of its source on the line, or say: {instead}",
    ),
    "pasted": Messages(
        "{about}, pasted",
        "{instead}",
    ),
    "missing": Messages("nothing is written here", "Fill it in, or hand it over as open."),
    "placeholder": Messages(
        "still the placeholder {value}", "Replace it, or hand it over as open."
    ),
    "unknown-choice": Messages("{value} is none of the choices", "Wanted: one of {known}."),
    "too-many": Messages("{count} classes are chosen", "Choose one."),
    "no-reason": Messages("not applicable, and no reason is given", "Say why after `because`."),
    "bad-time": Messages(
        "{value} is not a time",
        "Wanted: YYYY-MM-DDTHH:MM:SSZ, or a time with its offset from UTC.",
    ),
    "no-zone": Messages(
        "{value} names no time zone",
        "Write {known} if it is UTC, or else its offset, as in +02:00.",
    ),
    "zone-name": Messages(
        "the letters of {value} stand for several time zones",
        "Write the offset in their place: {known}.",
    ),
    "day-or-month": Messages("{value} may be two days", "Wanted: {known}."),
    "no-year": Messages("{value} names no year", "Wanted: {known}, with its year."),
    "bad-weekday": Messages(
        "{value} names another weekday than its date falls on",
        "Write {known} if the date is right.",
    ),
    "bad-date": Messages("{value} is not a day", "Wanted: a day of the calendar as YYYY-MM-DD."),
    "bad-url": Messages(
        "{value} is not an address", "Wanted: an address that begins with https://."
    ),
    "bad-number": Messages("{value} is not a number", "Wanted: digits, with a point if need be."),
    "against-documented": Messages(
        '"{answer}" is against what is documented for {row}: {verdict}',
        "{said} Choose {agree}, or give the reason for which it stands.",
    ),
    "against-with-reason": Messages(
        '"{answer}" stands against what is documented for {row}: {verdict}',
        "{said} The reason goes with the packet.",
    ),
    "bad-http-status": Messages(
        "{value} is not an HTTP status", "Wanted: three digits, as in 503{known}."
    ),
    "bad-http-method": Messages(
        "{value} is not an HTTP method", "Wanted: capital letters, as in POST{known}."
    ),
    "bad-path": Messages(
        "{value} is not a path", "Wanted: what begins with a slash, without host or query{known}."
    ),
    "bad-count": Messages("{value} is not a whole number", "Wanted: digits alone{known}."),
    "missing-when": Messages(
        "nothing is written here, and {label} is {other}", "Fill it in, or hand it over as open."
    ),
    "too-early": Messages("{value} is before {label}, {other}", "Correct one of the two."),
    "not-decided": Messages(
        "{value} is not what {label} says, {other}", "The decision counts: take it, or decide anew."
    ),
    "rests-on-open": Messages(
        "{value} rests on {label}, which is still open ({left} items)",
        "Settle these, or choose {instead}.",
    ),
    "miscounted": Messages(
        "{value} is not how many entries of {label} there are, {other}",
        "Correct the number, or the entries.",
    ),
    "differs": Messages("{value} is not what {label} says, {other}", "Correct one of the two."),
    "no-entry": Messages(
        "no entry of {label} has {other}", "Add it, or correct what is named here."
    ),
    "out-of-order": Messages(
        "{value} stands after {other}",
        "Put the entries in the order of {label}, or correct one of the two.",
    ),
    "orphan": Messages(
        "no field of this worksheet takes this answer", "It is kept. Move what is still needed."
    ),
    "other-version": Messages(
        "made with version {then} of the worksheet, which is at {now}",
        "Look at what has changed since.",
    ),
    "other-worksheet": Messages(
        "a packet of {then}, not of {now}", "Open it with its own worksheet."
    ),
}
"""By the rule of a finding, or by its first word where rules have names of their own."""
WAIVED = "Said to be no secret: {reason}"
"""What a finding says in place of a remedy, once somebody has said that it is none."""
REVOKE = ", and revoke it: whoever saw it can use it"
"""What `{revoke}` says where a value has to be revoked."""
_SPACES = re.compile(r"[ \t\n]+")


def shown(value: str) -> str:
    """Return a value as a finding repeats it: in quotes, on one line, cut.

    Args:
        value: what was written. A value that may hold a secret is never shown.
    """
    # Browsers and Python differ in what a space is, and in how they count characters beyond the first
    # plane: so three spaces are meant, and code points are counted in both.
    line = _SPACES.sub(" ", value).strip(" ")
    return f'"{line[:SHOWN]}…"' if len(line) > SHOWN else f'"{line}"'


def filled(template: str, slots: dict[str, str]) -> str:
    """Return a template with its slots filled. What stands in a slot is not looked at again.

    Args:
        template: words with `{slots}`.
        slots: their texts.
    """
    pieces = template.split("{")
    parts = [pieces[0]]
    for piece in pieces[1:]:
        name, _, rest = piece.partition("}")
        parts.append(f"{slots[name]}{rest}")
    return "".join(parts)
