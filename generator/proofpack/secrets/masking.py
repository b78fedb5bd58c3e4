"""Text of a page as our output may show it: short, and with nothing in it that looks like a key.

A page may print a key by mistake, or a person's address. Passages go to terminals, logs and issues,
which must not repeat it.
"""

from __future__ import annotations

import re

_KEPT = 4
_PLACEHOLDER = re.compile(r"[<${\[%(]|[A-Z][A-Z_]*\Z|(?i:your|my|example|x{4})")
_SECRETS = re.compile(
    r"""(?x)
    (?P<mail> [\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)+ )
    | (?P<login> (?<=://) [^\s/@:]{1,100} : [^\s/@]{1,200} (?=@) )
    | (?P<prefixed> \b (?: (?: sk | pk | rk | gh[opsur] | github_pat | glpat | xox[abprs] | hf | ya29
        | npm | pypi | shpat | dop_v1 | SG ) [-_.] | AKIA | ASIA | AIza ) [\w-]{10,} (?:\.[\w-]+)* )
    | (?P<jwt> \b eyJ[\w-]{6,} (?:\.[\w-]*)* )
    | (?i: (?<=\bbearer\ ) | (?<=\bbasic\ ) ) (?P<bearer> [\w.~+/=-]{8,} )
    | (?i: (?: api[_-]?key | token | secret | passw(?:or)?d | authorization ) ["']? \s? [:=]
        \s? ["']? ) (?P<named> [^\s"',;]{8,} )
    | (?P<phone> (?<![\w.]) \+\d [\d\ ()./-]{7,20} \d )
    | (?P<long> (?<![\w+/=-]) [A-Za-z0-9+/=_-]{20,} )
    """
)


def masked(text: str, start: int = 0, end: int | None = None) -> str:
    """Return a piece of a text with what looks like a key or a personal address masked.

    Args:
        text: a text without marks; what stands around the piece counts, for a key may be cut.
        start: where the piece starts.
        end: where it ends; by default with the text.
    """
    end = len(text) if end is None else end
    pieces, last = [], start
    for begin, stop in _hidden(text):
        if stop <= last or begin >= end:
            continue
        kept = text[begin : min(begin + _KEPT, end)] if begin >= last else ""
        pieces += [text[last : max(begin, last)], kept, "…"]
        last = stop
    pieces.append(text[last:end])
    return "".join(pieces).strip()


def _hidden(text: str) -> list[tuple[int, int]]:
    """Return where something stands that must not be repeated."""
    found = []
    for match in _SECRETS.finditer(text):
        kind = match.lastgroup or "long"
        value = match[kind]
        if kind == "long" and not _is_random(value):
            continue
        if kind in ("named", "bearer") and (value.isalpha() or _PLACEHOLDER.match(value)):
            continue
        found.append(match.span(kind))
    return found


def _is_random(token: str) -> bool:
    """Return whether a long token is more likely made by a machine than written by a person."""
    if any(len(piece) >= 16 and _is_mixed(piece) for piece in re.split(r"[-_/=+]", token)):
        return True
    both_cases = any(map(str.isupper, token)) and any(map(str.islower, token))
    return len(token) >= 32 and both_cases and sum(map(str.isdigit, token)) >= 3


def _is_mixed(piece: str) -> bool:
    return 2 <= sum(map(str.isdigit, piece)) < len(piece)
