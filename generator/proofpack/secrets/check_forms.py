"""What the checks of values know: patterns and lengths, for Python and, as data, for browsers."""

from __future__ import annotations

import re

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
ODD_IN_PASSWORD = "[0-9!@#$%^&*+=?~]|[a-z][A-Z]"  # noqa: S105 - a pattern
LONG_PASSWORD = 20
"""From this length on, a value is no word, unless it consists of letters alone."""
LONG_KEY = 24
"""From this length on, letters of both cases alone may be a key."""
LONG_COOKIE = 6
"""The fewest characters of a cookie that holds something."""
PHONE_DIGITS = (8, 15)
"""How few and how many digits a telephone number has."""
FIGURES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What stands for 0 to 35 in an account number."""
