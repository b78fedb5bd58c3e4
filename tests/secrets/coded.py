"""The pattern of `coded-credential`, made of what credentials stand behind: nobody could write it.

Base64 writes three bytes as four characters, so a text looks in one of three ways, by where in such a
group it begins; from there on each byte is known exactly. The pattern is each telltale in all its ways,
and behind it groups of a value: printable ASCII, and none of what stands around values and in
placeholders.
`python -m tests.secrets.coded` prints it for `secrets.yml`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_ANY = "[A-Za-z0-9+/_-]"
_APART = "\"'`,;<>()[]{}$*\\ "
_PRINTED = {byte for byte in range(0x21, 0x7F) if chr(byte) not in _APART}
_BEHIND_NAMES = ('":"', '": "', "=", ": ", '="')
_KEYS = (
    *("api_key", "apikey", "apiKey", "api-key", "Api-Key", "API_KEY", "access_key", "ACCESS_KEY"),
    *("access_token", "auth_token", "refresh_token", '"token', "_TOKEN", "secret", "SECRET"),
)
_PASSWORDS = ("password", "Password", "PASSWORD", "passwd")
_BEGINNINGS = (
    *(f"{before}sk-" for before in "\"'=: "),
    *("ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "gsk_", "xoxb-", "AKIA", "AIza"),
)
_PEM = tuple("PRIVATE " + f"KEY-----{end}" for end in ("\n", "\\n"))
KEYS = (
    *("Bearer ", "bearer ", "Basic ", *_BEGINNINGS, *_PEM),
    *(name + sep for name in _KEYS for sep in _BEHIND_NAMES),
)
"""What stands before a key, or is its beginning."""
PASSWORDS = tuple(name + sep for name in _PASSWORDS for sep in _BEHIND_NAMES)
"""What stands before a password."""
_IN_KEY, _IN_PASSWORD = 5, 3
"""How many groups of a value follow, at least: in fewer there is room for words, such as `required`."""
_MARKS = ((":", 20), ("@", 60))
"""What ends the user and the password of an address, and after how many groups at most."""


def _coded(text: str, at: int) -> str:
    """Return the characters that a text has in base64 for certain, from a place in a group on."""
    whole = base64.b64encode(b"\0" * at + text.encode()).decode().rstrip("=")
    known = (at + len(text)) * 8 // 6
    return whole[at and at + 1 : known]


def _ways(texts: Iterable[str], wanted: set[int]) -> str:
    """Return a pattern of texts in base64, to the end of the last group of which they have a part.

    Args:
        texts: the telltales.
        wanted: what the bytes of the rest of that group may be.
    """
    ends: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
    for text in texts:
        for at in range(3):
            ends[(at + len(text)) % 3].add(_coded(text, at))
    rests = ("", _bytes([None, wanted, wanted], 1), _bytes([None, None, wanted], 2))
    return "|".join(f"(?:{'|'.join(sorted(ends[end]))}){rests[end]}" for end in ends)


def _set(signs: Iterable[int]) -> str:
    """Return a set of characters, by their numbers, in both alphabets."""
    letters = "".join(_SIGNS[sign] for sign in sorted(signs))
    ranges = re.sub("[A-Z]+|[a-z]+|[0-9]+", _in_ranges, letters)
    return f"[{ranges.replace('/', '/_')}{'-' if '+' in letters else ''}]"


def _in_ranges(signs: re.Match[str]) -> str:
    """Return characters that ascend, those that follow each other as ranges."""
    ranges: list[str] = []
    for sign in signs[0]:
        if ranges and ord(sign) == ord(ranges[-1][-1]) + 1:
            ranges[-1] += sign
        else:
            ranges.append(sign)
    return "".join(run if len(run) < 4 else f"{run[0]}-{run[-1]}" for run in ranges)


def _byte(at: int, wanted: set[int], start: int = 0) -> str:
    """Return a pattern of the two characters that hold one of some bytes at a place of a group.

    Args:
        at: the place of the byte.
        wanted: its values.
        start: the character of the group at which the pattern begins.
    """
    low, rest = 2 * at + 2, 4 - 2 * at  # bits of the byte in the second character, and behind them
    firsts: dict[tuple[int, ...], set[int]] = {}
    for first in range(64):
        ends = {byte % (1 << low) for byte in wanted if byte >> low == first % (1 << 8 - low)}
        if ends:
            seconds = (end << rest | spare for end in ends for spare in range(1 << rest))
            firsts.setdefault(tuple(sorted(seconds)), set()).add(first)
    pairs = "|".join(_set(each) + _set(seconds) for seconds, each in firsts.items())
    return f"{_ANY * (at - start)}(?:{pairs})"


def _bytes(wanted: Iterable[set[int] | None], start: int = 0) -> str:
    """Return a pattern of a group from a character on, by the values that each of its bytes may have."""
    known = [(at, values) for at, values in enumerate(wanted) if values]
    looks = "".join(f"(?={_byte(at, values, start)})" for at, values in known)
    return f"(?:{looks}{_ANY}{{{4 - start}}})"


def _holding(sign: str, others: set[int]) -> str:
    """Return a pattern of a group that holds a character among others."""
    where = "|".join(_byte(at, {ord(sign)}) for at in range(3))
    return f"(?={where}){_bytes([others | {ord(sign)}] * 3)}"


def pattern() -> str:
    """Return the pattern."""
    place = _PRINTED - {ord("/")}
    group, part = _bytes([_PRINTED] * 3), _bytes([place] * 3)
    keys = f"(?:{_ways(KEYS, _PRINTED)}){group}{{{_IN_KEY}}}"
    passwords = f"(?:{_ways(PASSWORDS, _PRINTED)}){group}{{{_IN_PASSWORD}}}"
    user, host = (f"{part}{{0,{most}}}?{_holding(sign, place)}" for sign, most in _MARKS)
    address = f"(?:{_ways(['://'], place)}){user}{host}"
    return f"((?:{keys}|{passwords}|{address}){_ANY}{{0,8000}}={{0,2}})"


def main() -> None:
    """Print the pattern."""
    print(pattern())


if __name__ == "__main__":
    main()
