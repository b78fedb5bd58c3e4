"""JSON that this program keeps for itself, by the quicker library where that one can.

What only the standard library takes, such as half of a character, goes through that one.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec


def to_json(value: Any) -> bytes:
    """Return texts, finite numbers, truth values, lists and mappings by texts as JSON."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def from_json(data: bytes) -> Any:
    """Return what JSON says.

    Raises:
        ValueError: it is none.
        RecursionError: it is nested too deep.
    """
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        return json.loads(data)
