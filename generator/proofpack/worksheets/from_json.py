"""JSON with the place of every value, which the standard library's reader does not tell.

Only what a packet holds is taken: mappings, lists and text. A number or a truth value would come back
from a browser in another form than it went in, so it is refused with the way to write it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from proofpack.model.documents import KeyPath, Nodes
from proofpack.model.problems import Place, Problem, ProblemsError, unreadable

_DEPTH = 24
_TOKEN = re.compile(r'[ \t\n]*("(?:[^"\\\n]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|.|\Z)')


def read_json(name: str, text: str) -> Nodes:
    """Read one JSON document.

    Args:
        name: what problems call it.
        text: the document.

    Raises:
        ProblemsError: it is not JSON, or holds what a packet does not.
    """
    reader = _JsonReader(name, text)
    data = reader.value((), 0)
    if reader.mark:
        raise reader.fail("something stands after the end")
    if reader.faults:
        raise ProblemsError(reader.faults)
    return Nodes(name, data, reader.values, reader.keys)


class _JsonReader:
    """Takes one token after the other. `mark` is the next one, nothing at the end."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.values: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.faults: list[Problem] = []
        self.end, self.line, self.line_start = 0, 1, 0
        self.next()

    def next(self) -> None:
        match = _TOKEN.match(self.text, self.end)
        assert match is not None, "the pattern takes anything"
        begin = match.start(1)
        self.line += self.text.count("\n", self.end, begin)
        last = self.text.rfind("\n", self.end, begin)
        self.line_start = last + 1 if last >= 0 else self.line_start
        self.mark, self.end = match[1], match.end()
        self.place = Place(self.name, self.line, begin - self.line_start + 1)

    def fail(self, what: str, remedy: str = "Check commas, quotes and brackets.") -> ProblemsError:
        return ProblemsError([unreadable(self.place, "json", f"not JSON: {what}", remedy)])

    def take(self, *wanted: str) -> str:
        """Take one of some marks."""
        if self.mark not in wanted:
            listed = " or ".join(f"`{mark}`" for mark in wanted)
            raise self.fail(f"wanted {listed} here")
        mark = self.mark
        self.next()
        return mark

    def value(self, path: KeyPath, depth: int) -> Any:
        self.values[path] = self.place
        if depth > _DEPTH:
            raise self.fail(f"nested over {_DEPTH} levels deep", "Flatten it.")
        if self.mark == "{":
            return self.mapping(path, depth)
        if self.mark == "[":
            return self.sequence(path, depth)
        return self.scalar()

    def scalar(self) -> str:
        if self.mark.startswith('"') and len(self.mark) > 1:
            return self.string()
        try:
            json.loads(self.mark)
        except ValueError:
            raise self.fail("wanted a value here") from None
        what, remedy = "found a value without quotes", "Wanted: text in quotes."
        self.faults.append(unreadable(self.place, "not-text", what, remedy))
        self.next()
        return ""

    def string(self) -> str:
        try:
            text = json.loads(self.mark)
        except ValueError:
            raise self.fail("text that is not closed, or a `\\` that means nothing") from None
        self.next()
        return str(text)

    def sequence(self, path: KeyPath, depth: int) -> list[Any]:
        self.take("[")
        entries: list[Any] = []
        while self.mark != "]" or entries:
            entries.append(self.value((*path, len(entries)), depth + 1))
            if self.take(",", "]") == "]":
                return entries
        self.take("]")
        return entries

    def mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        self.take("{")
        values: dict[str, Any] = {}
        while self.mark != "}" or values:
            place = self.place
            if not self.mark.startswith('"'):
                raise self.fail("wanted a key in quotes here")
            key = self.string()
            if key in values:
                what = f"a key is written twice, first on line {self.keys[*path, key].line}"
                self.faults.append(unreadable(place, "duplicate-key", what, "Keep one of them."))
            self.keys[*path, key] = place
            self.take(":")
            values[key] = self.value((*path, key), depth + 1)
            if self.take(",", "}") == "}":
                return values
        self.take("}")
        return values
