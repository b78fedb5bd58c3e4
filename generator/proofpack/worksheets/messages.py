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
        "{value} is not a time in UTC", "Wanted: YYYY-MM-DDTHH:MM:SSZ, with the Z of UTC."
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
