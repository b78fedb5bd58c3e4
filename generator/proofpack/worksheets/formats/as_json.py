"""A packet as JSON, letter for letter as browsers write it."""

from __future__ import annotations

import json
import re

from proofpack.worksheets.packet import SPECIAL, Raw


def spelled(match: re.Match[str]) -> str:
    r"""Return a character that does not show as `\u` and four digits."""
    return f"\\u{ord(match[0]):04x}"


def to_json(packet: Raw) -> str:
    """Return a canonical packet as JSON.

    Args:
        packet: the packet.
    """
    text = json.dumps(packet, indent=2, ensure_ascii=False)
    return SPECIAL.sub(spelled, text) + "\n"


def quoted(text: str) -> str:
    """Return one text as a JSON string, which is a YAML string as well."""
    return SPECIAL.sub(spelled, json.dumps(text, ensure_ascii=False))
