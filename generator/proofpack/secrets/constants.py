"""The constants and patterns of the engine, as data for its twin in browsers.

Each is written once, in the module that works with it. Patterns mean the same in both languages: they
keep to what `model/records/shared_pattern` lets rules hold, and to `.` where no line end can stand.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from proofpack.secrets import announced_forms, check_forms
from proofpack.secrets.coded import READABLE
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
        "READABLE": READABLE,
        "BREAK": BREAK,
        "IDENTIFIER": IDENTIFIER,
        "RANDOM": RANDOM,
        "WORD": WORD,
        "CHECKED": _data(check_forms),
        "ANNOUNCED": _data(announced_forms),
    }


def _data(module: ModuleType) -> dict[str, Any]:
    """Return the patterns and figures of a module."""
    return {name: value for name, value in vars(module).items() if name[0].isupper()}
