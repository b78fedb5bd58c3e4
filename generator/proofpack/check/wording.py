"""The words that a finding is about: the sentence, the row, or the value of YAML in which it stands.

By a digest of these a finding is known again after lines have moved, and not after it was reworded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from proofpack.model.documents import Tree
from proofpack.model.problems import Place
from proofpack.text.markdown import sentences

_DIGITS = 12
# A heading, an item, a row, a quotation: sentences do not go on from the line before.
_BEGINS = re.compile(r" *(?:#|[-*+] |\d{1,9}[.)] |\||>)")
_OPENING = "---"


def wording_digest(tree: Tree, place: Place) -> str:
    """Return the digest of the words at a place: 12 hexadecimal digits, the same in every layout."""
    words = " ".join(_words(tree.texts.get(place.path, ""), place).split())
    return hashlib.sha256(words.encode(errors="surrogateescape")).hexdigest()[:_DIGITS]


def _words(text: str, place: Place) -> str:
    lines = _lines(text)
    at = place.line - 1
    if at >= len(lines):
        return ""
    if place.path.endswith(".md") and at >= _front_matter(lines):
        return _sentence(lines, at, place.column - 1)
    return _value(lines, at)


@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text: findings of one file come one after the other."""
    return tuple(text.split("\n"))


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines the front matter of a page takes."""
    if lines[0].rstrip() != _OPENING:
        return 0
    ends = (number for number, line in enumerate(lines) if number and line.rstrip() == _OPENING)
    return next(ends, 0)


def _value(lines: Sequence[str], at: int) -> str:
    """Return the line of a key with the lines of its value, which are indented more than the key."""
    indent = _indent(lines[at])
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    return "\n".join(lines[at:end])


def _indent(line: str) -> int:
    """Return where the key of a line begins, behind the dashes of a list."""
    return len(line) - len(line.lstrip(" -"))


def _sentence(lines: Sequence[str], at: int, column: int) -> str:
    """Return the sentence around a column, which may go over several lines."""
    begin = at
    while begin and lines[begin - 1].strip() and not _BEGINS.match(lines[begin]):
        begin -= 1
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _BEGINS.match(lines[end]):
        end += 1
    text = "\n".join(lines[begin:end])
    offset = len("\n".join([*lines[begin:at], ""])) + column
    return next((text[first:last] for first, last in sentences(text) if offset < last), text)
