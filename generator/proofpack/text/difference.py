"""Differences between two sentences, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\S+\s*")


class WordRun(NamedTuple):
    """A piece of a difference: words that both sentences have, or one of them alone.

    Attributes:
        kind: `same`, `gone` (in the old one alone) or `new`.
        text: its words.
    """

    kind: Literal["same", "gone", "new"]
    text: str


def difference(old: str, new: str) -> list[WordRun]:
    """Return the pieces of two sentences, in order; nothing where they are equal, word for word.

    Args:
        old: one sentence.
        new: the other.
    """
    before, now = _WORDS.findall(old), _WORDS.findall(new)
    a, b = ([word.strip() for word in words] for words in (before, now))
    matcher = difflib.SequenceMatcher(a=a, b=b, autojunk=False)
    pieces: list[WordRun] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(WordRun("same", "".join(now[j1:j2]).strip()))
            continue
        pieces += [WordRun("gone", "".join(before[i1:i2]).strip())] if i2 > i1 else []
        pieces += [WordRun("new", "".join(now[j1:j2]).strip())] if j2 > j1 else []
    return pieces if any(piece.kind != "same" for piece in pieces) else []


def marked(old: str, new: str, escape: Callable[[str], str] | None = None) -> str:
    """Return a difference on one line, marked as `git diff --word-diff` does, or in Markdown.

    Args:
        old: one sentence.
        new: the other.
        escape: of Markdown, in which what went is struck through and what came is bold; or None.
    """
    if escape is None:
        forms = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        return " ".join(forms[kind].format(text) for kind, text in difference(old, new))
    forms = {"same": "{}", "gone": "~~{}~~", "new": "**{}**"}
    return " ".join(forms[kind].format(escape(text)) for kind, text in difference(old, new))
