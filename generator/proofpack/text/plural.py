"""Plurals of nouns, for the terminal and the pages."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it needs one."""
    if number == 1:
        return f"{number} {noun}"
    return f"{number} {noun.removesuffix('y')}ies" if noun.endswith("ry") else f"{number} {noun}s"
