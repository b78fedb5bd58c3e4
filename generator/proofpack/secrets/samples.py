"""Key-like text for examples and tests, made when it is used.

Nothing in the repository may look like a key, or every scanner of repositories would report it. So a
sample says `{hex:40}`, and both runtimes make the same forty characters of it; `{coded:6}` is six times
three letters and digits in base64.
"""

from __future__ import annotations

import base64
import itertools
import re
import string
from collections.abc import Sequence

_ALPHABETS: dict[str, Sequence[str]] = {
    "hex": "0123456789abcdef",
    "HEX": "0123456789ABCDEF",
    "digits": string.digits,
    "base32": string.ascii_uppercase + "234567",
    "base62": string.ascii_letters + string.digits,
    "base64": string.ascii_letters + string.digits + "+/",
    "base64url": string.ascii_letters + string.digits + "-_",
    "coded": [
        base64.b64encode("".join(three).encode()).decode()
        for three in itertools.product("aT7", "mR2", "xZ9")
    ],
}
_SLOT = re.compile(r"\{(u|[A-Za-z0-9]+):([0-9a-f]+)\}")


def expand(sample: str) -> str:
    """Return a sample with every `{alphabet:length}` and `{u:code}` replaced.

    Args:
        sample: a text. `{u:200b}` is the character with that code; other words in braces stay.
    """
    count = 0

    def replacement(match: re.Match[str]) -> str:
        nonlocal count
        kind, amount = match.groups()
        if kind == "u":
            return chr(int(amount, 16))
        if kind not in _ALPHABETS:
            return match[0]
        count += 1
        return _text(_ALPHABETS[kind], int(amount), count)

    return _SLOT.sub(replacement, sample)


def _text(alphabet: Sequence[str], length: int, seed: int) -> str:
    """Return characters that look random: each slot of a sample has its own."""
    state = (seed * 2654435761 + length * 40503 + len(alphabet)) % 2**32
    characters = []
    for _ in range(length):
        # The step of a well-known linear congruential generator; the high bits vary the most.
        state = (state * 1664525 + 1013904223) % 2**32
        characters.append(alphabet[(state >> 16) * len(alphabet) >> 16])
    return "".join(characters)
