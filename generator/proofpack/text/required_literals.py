"""What a text must hold for a pattern to find anything in it.

A project has some hundred patterns and a million words, and nearly all patterns find nothing in nearly
all sentences. So the words without which a pattern cannot match are read off the pattern itself, and
the pattern runs only where one of them stands. Nobody has to keep such a list beside the patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import _parser as parser  # type: ignore[attr-defined] # the only parser of its language
from typing import Any

from proofpack.util.memo import memo

__all__ = ["begins_at_boundary", "needed", "parsed", "parser", "tree"]

_SHORTEST = 3
"""Pieces of fewer letters stand nearly everywhere."""


@lru_cache(maxsize=1)  # all that is read off a pattern is read one after the other
def tree(pattern: str) -> parser.SubPattern:
    """Return a pattern as `re` reads it.

    Args:
        pattern: a regular expression.

    Raises:
        re.error: it is none.
    """
    return parser.parse(pattern)


def parsed(pattern: str) -> list[tuple[Any, Any]] | None:
    """Return the parts of a pattern: pairs of their kind, as in `re`, and what it consists of.

    Args:
        pattern: a regular expression.

    Returns:
        The parts, or None if the pattern sets flags of its own: then they mean something else.
    """
    read = tree(pattern)
    return None if read.state.flags & ~re.UNICODE else list(read)


@memo(lambda sets: [*map(sorted, sets)], lambda rows: tuple(map(frozenset, rows)))
def needed(pattern: str) -> tuple[frozenset[str], ...]:
    """Return what stands wherever a pattern matches.

    Args:
        pattern: a regular expression that disregards case.

    Returns:
        Sets of pieces of text in lower case, the most telling first. Of each set one piece stands there.
    """
    sets = [frozenset(_shortest(pieces)) for pieces in _parts(tree(pattern))]
    return tuple(sorted(sets, key=lambda pieces: (-min(map(len, pieces)), len(pieces))))


@memo(bool, bool)
def begins_at_boundary(pattern: str) -> bool:
    r"""Return whether each match begins at `\b`, where letters of all scripts make words.

    Args:
        pattern: a regular expression.
    """
    parts = parsed(pattern)
    return [str(part) for _, part in (parts or ())[:1]] == ["AT_BOUNDARY"]


def _shortest(pieces: frozenset[str]) -> Iterator[str]:
    """Yield the pieces that hold no other: where "billed" stands, "bill" does."""
    for piece in pieces:
        if not any(shorter in piece and shorter != piece for shorter in pieces):
            yield piece


def _parts(parsed: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Return what the parts of a sequence need; each of them must match."""
    sets: list[frozenset[str]] = []
    literal = ""
    for kind, value in parsed:
        if str(kind) == "LITERAL" and value < 128:
            literal += chr(value).lower()
            continue
        sets += [frozenset([literal]), *_of_part(str(kind), value)]
        literal = ""
    sets.append(frozenset([literal]))
    return [pieces for pieces in sets if min(len(piece.strip()) for piece in pieces) >= _SHORTEST]


def _of_part(kind: str, value: Any) -> list[frozenset[str]]:
    if kind == "SUBPATTERN":
        return _parts(value[3])
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        return _parts(value[2]) if value[0] else []
    if kind == "BRANCH":
        branches = [_best(_parts(branch)) for branch in value[1]]
        return [frozenset().union(*branches)] if all(branches) else []
    return []


def _best(sets: list[frozenset[str]]) -> frozenset[str]:
    """Return the most telling of some sets, of which all are needed."""
    return max(
        sets, key=lambda pieces: (min(*map(len, pieces), 6), -len(pieces)), default=frozenset()
    )
