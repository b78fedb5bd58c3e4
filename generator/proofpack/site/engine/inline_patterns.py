"""The inline patterns of Python-Markdown, each tried only where one of its matches could begin.

Python-Markdown tries every pattern on every piece of text, and in most of those stands none of the marks
with which matches begin. What a pattern begins with is read off it, and looked for first: that saves a
sixth of converting a page, and changes nothing that comes of it. Another Python-Markdown than the one
that is followed here is left as it is.
"""

from __future__ import annotations

import hashlib
import inspect
import re
from typing import Any

from markdown import treeprocessors
from markdown.util import AtomicString

from proofpack.text.first_literals import BLANK, DIGIT, first_literals

_PROCESSOR: Any = treeprocessors.InlineProcessor
_METHOD = "_InlineProcessor__handleInline"
_APPLY: Any = _PROCESSOR._InlineProcessor__applyPattern  # noqa: SLF001 - of the class that is followed
THEIRS: Any = getattr(_PROCESSOR, _METHOD)
"""The method of theirs, in whose place `handle_inline` is put."""
_FOLLOWED = "74e75f976c4a0f2921989133d793f50e259c5820ff90e6cc986ec127b7556798"
"""The digest of the class whose method is followed: that of Python-Markdown 3.11."""
_ANYWHERE = ("",)


def follow_markdown() -> None:
    """Let Python-Markdown try its patterns as is said above, if it is the one that is followed."""
    known = hashlib.sha256(inspect.getsource(_PROCESSOR).encode()).hexdigest()
    if known == _FOLLOWED:
        setattr(_PROCESSOR, _METHOD, handle_inline)


def handle_inline(processor: Any, data: str, index: int = 0) -> str:
    """Put placeholders for what inline patterns find in a text.

    Args:
        processor: theirs.
        data: the text.
        index: the first of the patterns that are tried.
    """
    if isinstance(data, AtomicString):
        return data
    patterns, start = _patterns(processor), 0
    while index < len(patterns):
        pattern, beginnings = patterns[index]
        for beginning in beginnings:
            if beginning in data:
                break
        else:  # as if it had been tried in vain
            index, start = index + 1, 0
            continue
        data, matched, start = _APPLY(processor, pattern, data, index, start)
        if not matched:
            index += 1
    return data


def _patterns(processor: Any) -> list[tuple[Any, tuple[str, ...]]]:
    """Return the patterns of a processor in their order, each with what its matches begin with."""
    registry = processor.inlinePatterns
    known = getattr(processor, "_with_beginnings", None)
    if known is None or not registry._is_sorted:  # noqa: SLF001 - nothing else tells of a late one
        known = [(pattern, _beginnings(pattern.getCompiledRegExp())) for pattern in registry]
        processor._with_beginnings = known  # noqa: SLF001 - it lives as long as the processor
    return known


def _beginnings(compiled: re.Pattern[str]) -> tuple[str, ...]:
    """Return pieces of text of which each match begins with one; where that is open, the empty one."""
    # Letters have two cases, and a blank or a digit stands for others of its kind.
    pieces = () if compiled.flags & re.VERBOSE else first_literals(compiled.pattern)
    plain = all(piece.isascii() and not re.search(r"[A-Za-z]", piece) for piece in pieces)
    known = plain and not any(sign in piece for piece in pieces for sign in (BLANK, DIGIT))
    return tuple(sorted(pieces)) if pieces and known else _ANYWHERE
