"""The constants and patterns of the engine, as data for its twin in browsers.

Each is written once, in the module that works with it. Patterns mean the same in both languages: they
keep to what `model/records/shared_pattern` lets rules hold, and to `.` where no line end can stand.
"""

from __future__ import annotations

from typing import Any

from proofpack.secrets import announced_forms
from proofpack.secrets.checks import (
    ATTRIBUTE,
    CARDS,
    IBAN_LENGTHS,
    LONG_COOKIE,
    LONG_KEY,
    LONG_PASSWORD,
    ODD_IN_PASSWORD,
    PAIR,
    PHONE_DIGITS,
)
from proofpack.secrets.engine import (
    MARK,
    ROUNDS,
)
from proofpack.secrets.folds import (
    BREAK,
    IDENTIFIER,
    RANDOM,
    WORD,
)
from proofpack.secrets.normal import (
    CODED,
    DECODINGS,
    DRAWN,
    NAMED,
    ODD,
    UNSEEN,
)
from proofpack.secrets.rule import (
    LONG,
    NEAR,
    TINY,
)


def constants() -> dict[str, Any]:
    """Return what `site-overrides/scripts/secrets.js` stands on."""
    return {
        "NEAR": NEAR,
        "LONG": LONG,
        "TINY": TINY,
        "ROUNDS": ROUNDS,
        "MARK": MARK,
        "DECODINGS": DECODINGS,
        "DRAWN": DRAWN,
        "UNSEEN": UNSEEN,
        "ODD": ODD,
        "CODED": CODED,
        "NAMED": NAMED,
        "BREAK": BREAK,
        "IDENTIFIER": IDENTIFIER,
        "RANDOM": RANDOM,
        "WORD": WORD,
        "IBAN_LENGTHS": IBAN_LENGTHS,
        "CARDS": CARDS,
        "ATTRIBUTE": ATTRIBUTE,
        "PAIR": PAIR,
        "ODD_IN_PASSWORD": ODD_IN_PASSWORD,
        "LONG_PASSWORD": LONG_PASSWORD,
        "LONG_KEY": LONG_KEY,
        "LONG_COOKIE": LONG_COOKIE,
        "PHONE_DIGITS": PHONE_DIGITS,
        "ANNOUNCED": {
            name: value for name, value in vars(announced_forms).items() if name[0].isupper()
        },
    }
