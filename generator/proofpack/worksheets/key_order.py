"""The order of keys where browsers have one of their own: whole numbers stand first in every object."""

from __future__ import annotations

import re
from typing import Any

_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")


def as_browsers(value: Any) -> Any:
    """Return raw data with the keys that are whole numbers first, where every browser puts them.

    Args:
        value: mappings, lists and text.
    """
    if isinstance(value, dict):
        numbers = sorted((key for key in value if _is_index(key)), key=int)
        return {key: as_browsers(value[key]) for key in dict.fromkeys([*numbers, *value])}
    return [as_browsers(inner) for inner in value] if isinstance(value, list) else value


def _is_index(key: str) -> bool:
    """Return whether a browser takes a key for the index of an array (ECMA-262, 6.1.7)."""
    return bool(_INDEX.fullmatch(key)) and int(key) < 2**32 - 1
