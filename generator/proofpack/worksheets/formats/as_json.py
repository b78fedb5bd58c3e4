"""A packet as JSON, letter for letter as browsers write it."""

from __future__ import annotations

import json

from proofpack.text.yaml_scalars import spelled
from proofpack.worksheets.packet import Raw


def to_json(packet: Raw) -> str:
    """Return a canonical packet as JSON.

    Args:
        packet: the packet.
    """
    return spelled(json.dumps(packet, indent=2, ensure_ascii=False)) + "\n"
