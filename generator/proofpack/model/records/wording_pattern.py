r"""Patterns of assertion rules: what Python reads and a browser reads otherwise, or not at all.

Such rules look at pages in Python, and at what readers type into worksheets also in browsers. People
write them with `\b`, `\w`, `\d` and `\s`, so the subset of `shared_pattern` is too narrow for them: the
text is prepared instead, until these mean the same to both. What remains different is refused when the
file is read: a pattern that no browser compiles, or that finds something else there, would leave a
worksheet without its rule, and nobody would notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from proofpack.text.required_literals import parser

_ESCAPE = r"\\(?:[dDsSwWbnrtfv]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[!-/:-@\[-`{-~])"
_TOKEN = re.compile(
    rf"""
      (?P<open>\((?:\?(?:<?[=!]|:)|(?!\?)))
    | (?P<close>\))
    | (?P<set>\[(?!\^?\])\^?(?:{_ESCAPE}|[^\\\]])+\])
    | (?P<repeat>(?:[*+?]|\{{[0-9]+(?:,[0-9]*)?\}})(?P<lazy>[?+]?))
    | {_ESCAPE} | \\B
    | [^\\\[(){{*+?]
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"\\(?:x|u)([0-9a-fA-F]+)")
_LATIN = re.compile(r"[\xc0-\u024f\u1e00-\u1eff]")
_RANGE = re.compile(r"[^\x00-\x7f]-|-[^\x00-\x7f]")
_NESTED = re.compile(r"\[\^?\[|--|&&|\|\||~~")
_INSTEAD = {
    r"\(\?P<": "Write `(?:...)`.",
    r"\(\?P[=>]|\\[1-9]": "Write out what the group may hold.",
    r"\(\?\(": "Write the two cases as two lines.",
    r"\(\?#": "Put the comment above the rule, after `#`.",
    r"\(\?>": "Write `(?:...)`.",
    r"\(\?": "Leave the flags out: case is disregarded, and each line stands alone.",
    r"\\A": "Write `^`.",
    r"\\Z": "Write `$`.",
    r"\\0": "Write `\\x` and two digits.",
    r"\\": "Write the character itself.",
    r"\{,": "Write `{0,n}`.",
    r"\{": "Write `\\{`.",
    r"\[\^?\]": "Write `\\]`.",
}
"""How what no token is begins, and what to write instead."""


class Fault(NamedTuple):
    """Why a pattern is refused, and what to write."""

    what: str
    remedy: str


def fault(pattern: str) -> Fault | None:
    """Return why a line of a pattern does not mean the same to a browser, or None.

    Args:
        pattern: a line, which compiles in Python.
    """
    for character in pattern:
        if reason := _character(character):
            return reason
    groups, last, position = [""], "", 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return _unknown(pattern[position:])
        if reason := _token(token, last):
            return reason
        last = token[0]
        if token["open"]:
            groups.append(last)
        elif token["close"]:
            last = groups.pop() + last
        position = token.end()
    return _whole(pattern)


def _character(character: str) -> Fault | None:
    if character > "\uffff":
        return Fault(
            f"`{character}` is two characters to a browser", "Leave it out, or write `\\S`."
        )
    if (
        not character.isascii()
        and character.lower() != character.upper()
        and not _LATIN.match(character)
    ):
        what = f"`{character}` is a letter whose case a browser disregards and Python does not"
        return Fault(what, "Write `\\S`.")
    return None


def _unknown(rest: str) -> Fault:
    known = ((re.match(begins, rest), remedy) for begins, remedy in _INSTEAD.items())
    match, remedy = next(pair for pair in known if pair[0])
    shown = rest[: max(match.end(), 2)] if match else ""
    return Fault(f"`{shown}` means something else to a browser, or nothing", remedy)


def _token(token: re.Match[str], last: str) -> Fault | None:
    """Return what is wrong with one token, after another or a whole group."""
    if token["repeat"] and token["lazy"] == "+":
        what = f"`{token[0]}` gives nothing back, which browsers cannot do"
        return Fault(what, f"Write `{token[0][:-1]}`.")
    if token["repeat"] and last.startswith(("(?=", "(?!", "(?<")) and last.endswith(")"):
        return Fault(f"`{token[0]}` repeats what has no length", "Leave it out.")
    if token["set"] and _NESTED.search(token[0]):
        return Fault(
            f"`{token[0]}` may mean a set within a set", "Write a backslash before `[`, `-`, `&`."
        )
    if token["set"] and _RANGE.search(token[0]):
        return Fault(f"`{token[0]}` holds a range beyond ASCII", "Write its characters one by one.")
    for code in _CODE.findall(token[0]):
        if (letter := chr(int(code, 16))).isalpha() and not letter.isascii():
            return Fault(f"`{token[0]}` holds a letter as a number", f"Write `{letter}`.")
    return None


def _whole(pattern: str) -> Fault | None:
    """Return what is wrong with the whole, as Python parses it."""
    parsed = parser.parse(pattern)
    if parsed.getwidth()[0] == 0:
        return Fault("it finds nothing as well as something", "Let it demand a word.")
    for most, body in _repeats(parsed):
        if most > 1 and body.getwidth()[0] == 0:
            # The two engines leave such a loop at different times.
            return Fault("what repeats may be empty", "Let it demand a character.")
        if most is parser.MAXREPEAT and any(repeated is most for repeated, _ in _repeats(body)):
            what = (
                "what repeats without a bound holds something that does, so a text can take it ages"
            )
            return Fault(what, "Give one of the two a bound, such as `{1,30}`.")
    return None


def _repeats(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each repetition of a parsed pattern: how often at most, and what."""
    for kind, value in parsed:
        inner: list[Any] = []
        if str(kind) in ("MAX_REPEAT", "MIN_REPEAT"):
            yield value[1], value[2]
            inner = [value[2]]
        elif str(kind) == "SUBPATTERN":
            inner = [value[3]]
        elif str(kind) == "BRANCH":
            inner = value[1]
        elif str(kind).startswith("ASSERT"):
            inner = [value[1]]
        for part in inner:
            yield from _repeats(part)
