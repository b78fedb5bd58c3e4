"""Inline marks of reStructuredText to HTML: roles, references, emphasis, literals, substitutions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_INLINE = re.compile(
    r"\\(?P<escaped>[\s\S])"
    r"|``(?P<literal>(?!\s)[\s\S]{1,2000}?)``(?![\w`])"
    r"|(?P<role>:[\w:+.-]{1,80}:)?`(?P<text>(?:\\.|[^`\\]){1,2000})`"
    r"(?:__?(?!\w)|(?P<after>:[\w:+.-]{1,80}:))?"
    r"|(?<![\w*])\*\*(?P<strong>(?!\s)[^*]{1,2000})\*\*"
    r"|(?<![\w*])\*(?P<emphasis>(?!\s)[^*]{1,2000})\*(?!\w)"
    r"|(?<!\w)\|(?P<name>[^|\s][^|\n]{0,200})\|(?:__?)?(?!\w)"
    r"|\[(?P<note>#?[\w.-]{0,80}|\*)\]_(?!\w)"
    r"|(?<![\w`/.@])(?P<reference>[^\W_](?:[\w.+-]{0,80}[^\W_])?)__?(?!\w)"
)
_TITLED = re.compile(r"([\s\S]*\S)\s*<[^<>]*>\Z")
_CALLED = frozenset(["func", "meth"])
_NAMED = {"pep": "PEP ", "rfc": "RFC "}
_PROSE = frozenset(["ref", "doc", "term", "abbr", "numref", "any", "title-reference", "guilabel"])


def inline(text: str, substitutions: Mapping[str, str]) -> str:
    """Return a piece of text as HTML.

    Args:
        text: with inline marks.
        substitutions: the HTML that names between bars stand for.
    """
    pieces, last = [], 0
    for match in _INLINE.finditer(text):
        pieces += [escape(text[last : match.start()]), _shown(match, substitutions)]
        last = match.end()
    return "".join([*pieces, escape(text[last:])])


def _shown(match: re.Match[str], substitutions: Mapping[str, str]) -> str:
    kind = next(name for name, value in match.groupdict().items() if value is not None)
    value = match[kind]
    if kind == "escaped":
        return "" if value.isspace() else escape(value)
    if kind == "literal":
        return f"<code>{escape(value)}</code>"
    if kind == "name":
        return substitutions.get(" ".join(value.split()).casefold(), escape(match[0]))
    if kind == "note":
        return f'<sup><a href="#note">[{escape(value)}]</a></sup>'
    if kind in ("strong", "emphasis"):
        tag = "strong" if kind == "strong" else "em"
        return f"<{tag}>{inline(value, {})}</{tag}>"
    return escape(value) if kind == "reference" else _interpreted(match)


def _interpreted(match: re.Match[str]) -> str:
    """Return text in backticks: a link, or what its role shows."""
    role = (match["role"] or match["after"] or "").strip(":").rpartition(":")[2]
    text = re.sub(r"\\(\s?)", "", match["text"])
    titled = _TITLED.match(text)
    if titled is not None:
        text = titled[1]
    elif role == "abbr":
        text = text.partition(" (")[0]
    else:
        if text.startswith("~"):
            text = text.rpartition(".")[2].lstrip("~")
        if role in _CALLED and not text.endswith(")"):
            text += "()"
    text = _NAMED.get(role, "") + text.lstrip("!").replace("-->", "\u2023" if role else "-->")
    if role in {"sub", "sup"}:
        return f"<{role}>{escape(text)}</{role}>"
    return escape(text) if not role or role in _PROSE else f"<code>{escape(text)}</code>"
