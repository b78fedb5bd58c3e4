"""What each match of a pattern begins with, read off the pattern.

With `needed`, it lets a pattern be tried only where it may match: see `prefilter`.
"""

from __future__ import annotations

from typing import Any

from proofpack.text.required_literals import tree
from proofpack.util.memo import memo

DIGIT = r"\d"
"""Stands for any digit among what matches begin with."""
BLANK = " "
"""Stands for white space of any kind there."""
_SPACE = "[(CATEGORY, CATEGORY_SPACE)]"


@memo(sorted, frozenset)
def first_literals(pattern: str) -> frozenset[str]:
    r"""Return what each match of a pattern begins with, in lower case, or nothing if that is open.

    Args:
        pattern: a regular expression.

    Returns:
        Pieces of text, in which `\d` stands for any digit, and a blank for any white space.
    """
    pieces = _of_sequence(list(tree(pattern)))
    if not pieces or not all(map(str.strip, pieces)):
        return frozenset()
    return frozenset(
        piece for piece in pieces if not any(_goes_on(piece, other) for other in pieces)
    )


def _goes_on(piece: str, other: str) -> bool:
    return piece != other and piece.startswith(other)


def _of_sequence(parsed: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return what a sequence begins with; "" if it may be empty, None if it is open."""
    literal = ""
    for at, (kind, value) in enumerate(parsed):
        name = str(kind)
        if name == "LITERAL" and value < 128:
            literal += chr(value).lower()
        elif literal:
            return frozenset(literal + end for end in _ends(parsed[at:]))
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            return _followed(_of_part(name, value), parsed[at + 1 :])
    return frozenset([literal])


def _ends(parsed: list[tuple[Any, Any]]) -> frozenset[str]:
    r"""Return what follows a literal: white space, after a letter that may be missing; "" if it is open.

    So what begins with `an?\s` begins with two words, and not with every third.
    """
    open_end = frozenset([""])
    if not parsed:
        return open_end
    name, value = str(parsed[0][0]), parsed[0][1]
    least, most, body = value if name == "MAX_REPEAT" else (1, 1, parsed[:1])
    inside = [(str(kind), what) for kind, what in body]
    if least and [str(what) for _, what in inside] == [_SPACE]:
        return frozenset([BLANK])
    if (least, most) == (0, 1) and [kind for kind, _ in inside] == ["LITERAL"]:
        then, code = _ends(parsed[1:]), inside[0][1]
        return then | {chr(code).lower() + end for end in then} if code < 128 else open_end
    return open_end


def _followed(first: frozenset[str] | None, rest: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return what a sequence begins with whose first part is known."""
    if first is None or "" not in first:
        return first
    then = _of_sequence(rest)
    return None if then is None else (first - {""}) | then


def _of_part(kind: str, value: Any) -> frozenset[str] | None:
    if kind == "SUBPATTERN":
        return _of_sequence(list(value[3]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT"):
        pieces = _of_sequence(list(value[2]))
        return pieces if value[0] or pieces is None else pieces | {""}
    if kind == "BRANCH":
        branches = [_of_sequence(list(branch)) for branch in value[1]]
        return (
            None
            if None in branches
            else frozenset().union(*(branch for branch in branches if branch))
        )
    return _of_class(value) if kind == "IN" else None


def _of_class(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """Return the characters of a class, or None if it does not list them."""
    characters = set()
    for kind, value in items:
        if str(value) == "CATEGORY_DIGIT":
            characters.add(DIGIT)
        elif str(kind) == "LITERAL" and (value < 128 or chr(value).swapcase() == chr(value)):
            characters.add(chr(value).lower())
        else:
            return None
    return frozenset(characters)
