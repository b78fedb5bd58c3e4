"""What a pattern cannot say: check digits, and whether a value is more than words.

Each check returns how many characters of the value count, from its first: all of them as a rule, fewer
where a pattern could not know the end (an account number among words), none if it is no secret.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping

from proofpack.secrets.grades import is_strange

IBAN_LENGTHS = {
    name: int(length)
    for name, length in re.findall(
        r"([A-Z]{2})(\d\d)",
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18"
        "FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20"
        "LU20LV21LY25MC27MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24"
        "SI19SK24SM27ST25SV28TL23TN24TR26UA29VA22VG24XK20",
    )
}
CARDS = (
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})|5[1-5][0-9]{14}|2[2-7][0-9]{14}|3[47][0-9]{13}"
    r"|3[068][0-9]{12}|35[0-9]{14}|6(?:011|5[0-9]{2}|4[4-9][0-9]|2[0-9]{2})[0-9]{12,15}"
)
ATTRIBUTE = "path|domain|expires|max-age|samesite|secure|httponly|partitioned"
PAIR = r"[ \t]*([^=;]{1,200})=([^;]*)"
ODD_IN_PASSWORD = "[0-9!@#$%^&*+=?~]|[a-z][A-Z]"  # noqa: S105 - a pattern
LONG_PASSWORD = 20
"""From this length on, a value is no word, unless it consists of letters alone."""
LONG_KEY = 24
"""From this length on, letters of both cases alone may be a key."""
LONG_COOKIE = 6
"""The fewest characters of a cookie that holds something."""
PHONE_DIGITS = (8, 15)
"""How few and how many digits a telephone number has."""
_CARDS, _ATTRIBUTE, _PAIR = re.compile(CARDS), re.compile(ATTRIBUTE), re.compile(PAIR)


def entropy(value: str) -> float:
    """Return the bits per character of a value, as Shannon counts them.

    Args:
        value: any text.
    """
    counts = sorted(Counter(value).values())
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts)


def _has(value: str, *classes: str) -> bool:
    return all(re.search(f"[{characters}]", value) for characters in classes)


def _all_if(value: str, holds: bool) -> int:
    return len(value) if holds else 0


def _digit(value: str) -> int:
    return _all_if(value, _has(value, "0-9"))


def _mixed(value: str) -> int:
    return _all_if(value, _has(value, "0-9", "a-z", "A-Z"))


def _keylike(value: str) -> int:
    """Letters and digits; or letters alone, at such length and so mixed that they are no word."""
    letters = len(value) >= LONG_KEY and _has(value, "a-z", "A-Z") and "-" not in value
    return _all_if(value, _has(value, "A-Za-z") and (_has(value, "0-9") or letters))


def _password(value: str) -> int:
    """Anything but a word, a name in capitals, or an identifier of words."""
    odd = re.search(ODD_IN_PASSWORD, value) is not None
    long = len(value) >= LONG_PASSWORD and re.fullmatch("[A-Za-z_]+", value) is None
    return _all_if(value, odd or long)


def _luhn(value: str) -> int:
    digits = re.sub("[^0-9]", "", value)
    total = 0
    for position, figure in enumerate(reversed(digits)):
        digit = int(figure) * (1 + position % 2)
        total += digit - 9 if digit > 9 else digit
    return _all_if(value, total % 10 == 0 and _CARDS.fullmatch(digits) is not None)


def _iban(value: str) -> int:
    """Count as many characters as the country's numbers have; spaces among them come on top."""
    wanted = IBAN_LENGTHS.get(value[:2], 0)
    taken = seen = 0
    while taken < len(value) and seen < wanted:
        seen += value[taken] != " "
        taken += 1
    compact = value[:taken].replace(" ", "")
    if not wanted or seen < wanted:
        return 0
    return (
        taken if int("".join(str(int(c, 36)) for c in compact[4:] + compact[:4])) % 97 == 1 else 0
    )


def _phone(value: str) -> int:
    fewest, most = PHONE_DIGITS
    return _all_if(value, fewest <= len(re.sub("[^0-9]", "", value)) <= most)


def _strange(value: str) -> int:
    return _all_if(value, is_strange(value))


CHECKS: Mapping[str, Callable[[str], int]] = {
    "digit": _digit,
    "iban": _iban,
    "keylike": _keylike,
    "luhn": _luhn,
    "mixed": _mixed,
    "password": _password,
    "phone": _phone,
    "strange": _strange,
}
"""The checks that look at a value alone, by name."""


def cookies(value: str, harmless: Callable[[str], bool]) -> int:
    """Count all of a `Cookie:` header if one of its cookies holds something, else nothing.

    Args:
        value: the pairs of the header.
        harmless: says whether a value is a placeholder.
    """
    for name, held in _PAIR.findall(value):
        # `lower` alone would let a letter outside ASCII become one inside.
        plain = not _ATTRIBUTE.fullmatch(name.lower())
        if plain and len(held) >= LONG_COOKIE and not harmless(held):
            return len(value)
    return 0
