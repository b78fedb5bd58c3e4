"""Patterns of assertion rules: any that Python reads, but for those that are of no use or take ages.

They look at pages and packets in Python alone, so the subset of `shared_pattern` is not theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from proofpack.text.required_literals import parser, tree


class Fault(NamedTuple):
    """Why a pattern is refused, and what to write."""

    what: str
    remedy: str


@lru_cache(maxsize=1024)
def fault(pattern: str) -> Fault | None:
    """Return why a line of a pattern is refused, or None.

    Args:
        pattern: a line.
    """
    try:
        read = tree(pattern)
        if "(?<" in pattern:
            # Whether it looks back by a fixed width is seen only when it is compiled.
            re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        return Fault(f"not a regular expression ({error})", "Fix it.")
    if read.getwidth()[0] == 0:
        return Fault("it finds nothing as well as something", "Let it demand a word.")
    for most, body in _repeats(read):
        if most is parser.MAXREPEAT and any(inner is most for inner, _ in _repeats(body)):
            what = (
                "what repeats without a bound holds something that does, so a text can take it ages"
            )
            return Fault(what, "Give one of the two a bound, such as `{1,30}`.")
    return None


def _repeats(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each repetition within a part of a parsed pattern: how often at most, and what."""
    if isinstance(value, parser.SubPattern):
        for kind, inner in value:
            if str(kind) in ("MAX_REPEAT", "MIN_REPEAT"):
                yield inner[1], inner[2]
            yield from _repeats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _repeats(inner)
