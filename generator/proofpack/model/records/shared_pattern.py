r"""Regular expressions that mean the same to Python and to a browser.

Rules about secrets run in both. The two engines differ in places where a difference is not noticed
until a key gets through, so a pattern keeps to what they share and everything else is refused when
the file is read:

- ASCII only, and no case folding but the rule's own `ignore_case`; of other characters those without
  two cases may be named, by code (`\u5bc6`), because the engines fold case differently there;
- `[...]` with characters and ranges written out: no `.` (line ends differ), no `\d \w \s \b` (what
  is a digit, a letter, a space differs), no `^ $` (trailing newline differs; write `(?<![^\n])`);
- `(...)` for a value, `(?:...)`, `(?=...)`, `(?!...)`, `(?<=...)`, `(?<!...)`; no named groups, inline
  flags, conditions, possessive or atomic forms, no back-references;
- `* + ? {n} {n,} {n,m}`, greedy or lazy, on anything but an assertion; a group that repeats holds
  nothing of unlimited length, which is the usual way to a pattern that takes exponential time (there are
  others, which are let through: `(?:a|aa)+`);
- a `(...)` never repeats, is never optional and stands in no assertion, because what it holds then
  differs (write `(?:(a)|b)`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<group>\((?:\?(?:<?[=!]|:))?)
    | (?P<close>\))
    | (?P<set>\[\^?(?:\\[\\^$.*+?()\[\]{}|/nrt-]|[^\\\[\]])+\])
    | (?P<repeat>(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})(?P<lazy>[?+]?))
    | (?P<escape>\\[\\^$.*+?()\[\]{}|/nrt])
    | \\u(?P<code>[0-9a-f]{4})
    | (?P<plain>[^\\\[\](){}^$.*+?])
    """,
    re.VERBOSE,
)
_DOUBLED = re.compile(r"--|&&|\|\||~~")  # Python keeps these for operations on sets


class _Group(NamedTuple):
    """A group: how it starts, whether it has unlimited length, whether it holds a value."""

    start: str
    endless: bool = False
    holds: bool = False


def _unshared(character: str) -> str | None:
    """Return why a pattern may not name a character by its code, or None."""
    if character.isascii():
        return "is ASCII: write the character"
    if character.lower() != character.upper():
        return "has two cases, which the two engines fold differently"
    return None if character.isalpha() else "is no letter"


def fault(pattern: str) -> str | None:
    """Return why a pattern is outside the shared subset, or None.

    Args:
        pattern: a regular expression as written in a rule file.
    """
    if not pattern.isascii():
        return "holds a character outside ASCII"
    reader = _PatternReader()
    position = 0
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return f"`{pattern[position : position + 4]}` is not shared by Python and browsers"
        if reason := reader.take(token):
            return reason
        position = token.end()
    return reader.end(pattern)


class _PatternReader:
    """Follows the groups of one pattern."""

    def __init__(self) -> None:
        self.groups = [_Group("")]
        self.last: _Group | None = None  # the group that has just been closed
        self.repeatable = False

    def take(self, token: re.Match[str]) -> str | None:
        """Take one token, and return what is wrong with it."""
        if token["group"]:
            return self.open(token[0])
        if token["repeat"]:
            return self.repeat(token[0], token["lazy"])
        if token["close"]:
            return self.close()
        if token["code"] and (reason := _unshared(chr(int(token["code"], 16)))):
            return f"`{token[0]}` {reason}"
        if token["set"] and _DOUBLED.search(token[0]):
            return f"`{token[0]}` means something else to one of the two engines"
        self.last, self.repeatable = None, token[0] != "|"
        return None

    def open(self, start: str) -> str | None:
        """Open a group."""
        if start == "(" and any(group.start.endswith(("=", "!")) for group in self.groups):
            return "`(...)` stands in an assertion; write `(?:...)`"
        self.groups.append(_Group(start, holds=start == "("))
        self.last, self.repeatable = None, False
        return None

    def close(self) -> str | None:
        """Close a group. What is true of it is true of the group around it."""
        if len(self.groups) == 1:
            return "a `)` closes nothing"
        self.last = inner = self.groups.pop()
        around = self.groups[-1]
        self.groups[-1] = around._replace(
            endless=around.endless or inner.endless, holds=around.holds or inner.holds
        )
        self.repeatable = not inner.start.endswith(("=", "!"))
        return None

    def repeat(self, quantifier: str, lazy: str) -> str | None:
        """Repeat what was last."""
        if not self.repeatable:
            return f"`{quantifier}` repeats nothing"
        if lazy == "+":
            return f"`{quantifier}` is possessive in one engine and an error in the other"
        group, once = self.last, quantifier[0] == "?"
        if group is not None and group.holds:
            return "`(...)` repeats; write `(?:...)`"
        if group is not None and group.endless and not once:
            return "a group that repeats holds something of unlimited length"
        if quantifier[0] in "*+" or ",}" in quantifier:
            self.groups[-1] = self.groups[-1]._replace(endless=True)
        self.last, self.repeatable = None, False
        return None

    def end(self, pattern: str) -> str | None:
        """Return what is wrong with the whole."""
        if len(self.groups) > 1:
            return "a group is not closed"
        try:
            # As rules that heed case are compiled: the two share their work.
            compiled = re.compile(pattern, re.ASCII)
        except re.error as error:
            return f"not a regular expression ({error})"
        return "it finds nothing as well as something" if compiled.match("") else None
