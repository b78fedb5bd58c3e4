"""Text in base64 and base64url, decoded once, so that the rules of credentials can read it.

What stands before base64 may consist of the same characters (`a/cGFzc3dvcmQ9...`), and where in it a
group of four begins nothing says: so a run is decoded from each of its first four characters. What is at
least half of printed ASCII is text, and its stretches of it are read; pictures, fonts, certificates and
digests are none, and cost no more than their decoding. So of a run no more than three characters are
read for each of its own, and mostly three for four; what was decoded is not decoded again.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Sequence

from proofpack.secrets.rule import Hit

READABLE = r"[\t\n\r -~]{12,}|(?:[\t\n\r -~]\0){12,}"
"""Printed ASCII, in one octet a character or in two: at least a short name and a short value."""
_READABLE = re.compile(READABLE)
_STANDARD, _OTHER = str.maketrans("-_", "+/"), re.compile("[^A-Za-z0-9+/]")


def first_coded(run: str, find: Callable[[str], Sequence[Hit]]) -> int:
    """Return the character of a run of base64 at which its first secret begins: its end without one.

    Args:
        run: characters of either alphabet, perhaps with signs of equality behind them.
        find: finds secrets in a text, in their order.
    """
    standard = _OTHER.sub("A", run.translate(_STANDARD))
    places = [len(run)]
    for at in range(4):
        whole = standard[at:] + "A" * ((at - len(standard)) % 4)
        octets = binascii.a2b_base64(whole).decode("latin-1")
        stretches = [match.span() for match in _READABLE.finditer(octets)]
        if 2 * sum(end - start for start, end in stretches) < len(octets):
            continue
        for start, end in stretches:
            text = octets[start:end].replace("\0", "")
            if hits := find(text):
                octet = start + hits[0].start * (end - start) // len(text)
                places.append(at + octet * 4 // 3)
                break
    return min(places)
