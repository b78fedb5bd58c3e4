"""A packet as YAML, in so narrow a form that every reader of YAML reads the same.

Values stand in double quotes, or in a literal block where they have several lines. An emitter of a
library would choose styles by its own lights, and no browser would choose the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from proofpack.text.yaml_scalars import SPECIAL, key, quoted
from proofpack.worksheets.packet import Raw

_BLANK = re.compile(r"^[ ]+$", re.MULTILINE)


def to_yaml(packet: Raw) -> str:
    """Return a canonical packet as YAML.

    Args:
        packet: the packet.
    """
    return "\n".join(_mapping(packet, "")) + "\n"


def _mapping(value: Raw, indent: str) -> Iterator[str]:
    for name, inner in value.items():
        yield from _entry(f"{indent}{key(name)}:", inner, f"{indent}  ")


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    """Yield a key or a dash with its value; what stands on lines of its own is indented."""
    if isinstance(value, str):
        first, *rest = scalar(value, indent)
        yield f"{head} {first}"
        yield from rest
    elif not value:
        yield f"{head} {{}}" if isinstance(value, dict) else f"{head} []"
    elif isinstance(value, dict) and head.endswith("-"):
        first, *rest = _mapping(value, indent)
        yield f"{head} {first.lstrip(' ')}"
        yield from rest
    else:
        yield head
        yield from _mapping(value, indent) if isinstance(value, dict) else _list(value, indent)


def _list(value: list[Any], indent: str) -> Iterator[str]:
    for inner in value:
        yield from _entry(f"{indent}-", inner, f"{indent}  ")


def scalar(text: str, indent: str) -> list[str]:
    """Return a text as the rest of its line, and the lines after it.

    Args:
        text: the text.
        indent: of these lines.
    """
    if not _as_block(text):
        return [quoted(text)]
    return ["|-", *(f"{indent}{line}" if line else "" for line in text.split("\n"))]


def _as_block(text: str) -> bool:
    """Return whether a text reads the same in a literal block."""
    return (
        "\n" in text
        and text[0] not in " \n"
        and "\t" not in text
        and not SPECIAL.search(text)
        and not _BLANK.search(text)
    )
