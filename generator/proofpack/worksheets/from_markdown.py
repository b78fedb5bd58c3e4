"""Markdown back to a packet: the lines that `formats.as_markdown` writes, and what people make of them.

Each answer stands on a line with the id of its field. What follows is code, a fenced block, lines that
are indented below it, plain words, or `open`. A line that could be an answer and names no field is
refused: whoever wrote it there means it to count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from proofpack.model.documents import KeyPath, Nodes
from proofpack.model.problems import Place, ProblemsError, unreadable

_LABEL = r"(?:[^`\\]|\\.)*"
_SECTION = re.compile(rf"## {_LABEL}\(`([^`]+)`\)[ \t]*")
_ENTRY = re.compile(
    rf"(?P<indent> *)- (?:\[(?P<box>[ xX-])\] )?{_LABEL}\(`(?P<id>[^`]+)`\)"
    r"(?:(?: (?P<number>[0-9]{1,4}))?:(?P<rest>.*)|(?P<bare>[ \t]*))"
)
_NAMED = re.compile(rf" *- {_LABEL}\(`[^`]+`\).*")
"""A line that names a field, whatever follows."""
_ITEM = re.compile(r"(?P<indent> *)-(?: (?P<rest>.*))?")
_FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,}|~{3,})[^`]*")
_CODE = re.compile(r"(`+)(?!`)(.*?[^`]|)\1(?!`)", re.DOTALL)
_SAID = re.compile(r"(?:Answered: |Common shapes of secrets |#).*|[ ]*<!-- .* -->[ ]*")
"""Lines that say something about the packet and hold no answer."""
_NO_COLON = (
    "no answer can be read here",
    "Wanted: `- LABEL (`ID`): ANSWER`, or `- [x] LABEL (`ID`)` in a checklist.",
)
_DEPTH = 24
_OWN = ("guides", "facts", "orphans")
"""What has a section of its own beside the parts."""
_STATES = {" ": "open", "x": "done", "X": "done", "-": "not-applicable"}


@dataclass
class _Entry:
    """A line with a dash. `key` is nothing where it is an item of a list."""

    key: str
    number: int
    box: str
    indent: int
    place: Place
    text: str | None = None
    lines: list[str] = field(default_factory=list)
    children: list[_Entry] = field(default_factory=list)

    @property
    def value(self) -> Any:
        """What it holds, by its shape."""
        if self.box:
            because = {"because": self.text} if self.text else {}
            return {"state": _STATES[self.box], **because, **_mapping(self.children)}
        if self.children and all(not one.key for one in self.children):
            return [one.value for one in self.children]
        if self.children:
            return _mapping(self.children)
        if self.text is None:
            return "\n".join(self.lines)
        return self.text


def _mapping(entries: list[_Entry]) -> dict[str, Any]:
    """Return entries by their keys; those with numbers as a list."""
    found: dict[str, Any] = {}
    for one in entries:
        if one.number:
            listed = found.setdefault(one.key, [])
            found[one.key] = [*listed, one.value] if isinstance(listed, list) else [one.value]
        else:
            found[one.key] = one.value
    return found


def read_markdown(name: str, text: str) -> Nodes:
    """Read a packet from Markdown.

    Args:
        name: what problems call it.
        text: the document, with LF at the ends of lines.

    Raises:
        ProblemsError: a line is no answer, or a block is not closed.
    """
    reader = _MarkdownReader(name, text.split("\n"))
    reader.run()
    data = reader.data()
    if reader.faults:
        raise ProblemsError(reader.faults)
    return Nodes(name, data, reader.values, {})


class _MarkdownReader:
    """Walks the lines once."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name, self.lines, self.at = name, lines, 0
        self.title = ""
        self.sections: list[tuple[str, Place, list[_Entry]]] = [("", Place(name), [])]
        self.open: list[_Entry] = []
        self.faults: list[Any] = []
        self.values: dict[KeyPath, Place] = {}

    @property
    def place(self) -> Place:
        return Place(self.name, self.at + 1)

    def run(self) -> None:
        while self.at < len(self.lines):
            self.line(self.lines[self.at])
            self.at += 1

    def line(self, line: str) -> None:
        if section := _SECTION.fullmatch(line):
            self.sections.append((section[1], self.place, []))
            self.open = []
        elif line.startswith("# ") and not self.title:
            self.title = re.sub(r"\\(.)", r"\1", line[2:])
        elif fence := _FENCE.fullmatch(line):
            self.fence(fence)
        elif (match := _ENTRY.fullmatch(line)) and self.begins(match):
            if match["bare"] is not None and not match["box"]:
                self.refuse(self.place, *_NO_COLON)
                return
            self.entry(_name(match["id"]), int(match["number"] or 0), match["box"] or "", match)
        elif (match := _ITEM.fullmatch(line)) and _NAMED.fullmatch(line) and self.begins(match):
            self.refuse(self.place, *_NO_COLON)
        elif (match := _ITEM.fullmatch(line)) and self.begins(match) and self.above(match):
            self.entry("", 0, "", match)
        elif line.strip():
            self.words(line)
        elif self.open and self.open[-1].lines:
            self.open[-1].lines.append("")

    def begins(self, match: re.Match[str]) -> bool:
        """Return whether a dash begins an entry, and is no part of words that stand below one."""
        return (
            not self.open or not self.open[-1].lines or len(match["indent"]) <= self.open[-1].indent
        )

    def above(self, match: re.Match[str]) -> bool:
        """Return whether an entry stands above, to which an item can belong."""
        return any(one.indent < len(match["indent"]) and one.key for one in self.open)

    def entry(self, key: str, number: int, box: str, match: re.Match[str]) -> None:
        indent = len(match["indent"])
        entry = _Entry(key, number, box, indent, Place(self.name, self.at + 1, indent + 1))
        while self.open and self.open[-1].indent >= indent:
            self.open.pop()
        if len(self.open) > _DEPTH:
            self.refuse(entry.place, f"nested over {_DEPTH} levels deep", "Flatten it.")
            return
        above = self.open[-1].children if self.open else self.sections[-1][2]
        above.append(entry)
        self.open.append(entry)
        if rest := (match["rest"] or "").strip(" \t"):
            entry.text = _plain(rest)

    def fence(self, match: re.Match[str]) -> None:
        """Take a block of code: the value of the entry above, or a composed message."""
        indent, first = len(match["indent"]), self.place
        while self.open and self.open[-1].indent > indent:
            self.open.pop()
        entry = self.open[-1] if self.open else None
        held = self.held(re.compile(rf" *{re.escape(match['ticks'])}[ \t]*"), indent, entry)
        if held is None:
            what = "a block of code that is not closed, or whose lines stand further left than it"
            self.refuse(first, what, "Close it, and indent its lines.")
        elif entry and (entry.text or entry.lines or entry.children):
            self.refuse(first, "a block of code that belongs to no answer", "Take it out.")
        elif entry:
            entry.text = "\n".join(held)

    def held(self, closing: re.Pattern[str], indent: int, entry: _Entry | None) -> list[str] | None:
        """Return the lines of a block, or nothing where it does not end before something else begins."""
        found: list[str] = []
        while True:
            self.at += 1
            if self.at >= len(self.lines):
                return None
            line = self.lines[self.at]
            blank = len(line) - len(line.lstrip(" "))
            if line.strip(" ") and blank < indent:
                self.at -= 1
                return None
            if closing.fullmatch(line):
                return found
            # A composed message may hold any line; an answer that is not indented ends with its section.
            if entry and _SECTION.fullmatch(line) and not indent:
                self.at -= 1
                return None
            found.append(line[min(indent, blank) :])

    def words(self, line: str) -> None:
        """Take words that stand below an entry; refuse words that stand nowhere."""
        indent = len(line) - len(line.lstrip(" "))
        if _SAID.fullmatch(line):
            return
        if self.open and indent > self.open[-1].indent and self.open[-1].text is None:
            self.open[-1].lines.append(line.strip(" "))
            return
        what = "this line belongs to no answer"
        remedy = "Wanted: `- LABEL (`ID`): ANSWER`, or an answer indented below such a line."
        self.faults.append(unreadable(self.place, "markdown", what, remedy))

    def data(self) -> dict[str, Any]:
        """Return the packet that was read."""
        (_, _, head), *rest = self.sections
        found = {"title": self.title, **self.located((), head)}
        answers: dict[str, Any] = {}
        found |= {"guides": [], "facts": [], "answers": answers, "orphans": []}
        seen: set[str] = set()
        self.expect_once(head)
        for one in head:
            if one.key in ("answers", *_OWN):
                self.refuse(one.place, f"(`{one.key}`) among the first lines", "Take it out.")
        for name, place, entries in rest:
            if name in seen:
                self.refuse(place, f"a second section (`{name}`)", "Keep one of them.")
            seen.add(name)
            if name[1:] in _OWN and name[0] == "@":
                for one in entries:
                    self.expect_once([one])
                    named = [each for each in one.children if each.key == "id"]
                    if named and name != "@orphans":
                        self.refuse(named[0].place, "a second `id`", "Keep one of them.")
            else:
                self.expect_once(entries)
            if name in ("@guides", "@facts"):
                key = name[1:]
                found[key] = [{"id": one.key, **_as_mapping(one.value)} for one in entries]
            elif name == "@orphans":
                found["orphans"] = _orphans(entries)
            else:
                self.values["answers", name] = place
                answers[name] = self.located(("answers", name), entries)
        return {key: one for key, one in found.items() if one != ""}

    def refuse(self, place: Place, what: str, remedy: str) -> None:
        self.faults.append(unreadable(place, "markdown", what, remedy))

    def expect_once(self, entries: list[_Entry]) -> None:
        """Refuse what would take the place of another answer."""
        seen: dict[str, _Entry] = {}
        for one in entries:
            before = seen.setdefault(one.key, one) if one.key else one
            if before is not one and not (before.number and one.number):
                what = f"(`{one.key}`) is answered twice, first on line {before.place.line}"
                self.refuse(one.place, what, "Keep one of them.")
            if one.children and one.text:
                what = "an answer stands beside the id and below it"
                self.refuse(one.children[0].place, what, "Keep one of them.")
            if one.box or any(each.key for each in one.children):
                for each in one.children:
                    if not each.key:
                        what = "an item of a list stands among fields"
                        self.refuse(each.place, what, "Take it out.")
            self.expect_once(one.children)

    def located(self, path: KeyPath, entries: list[_Entry]) -> dict[str, Any]:
        """Return entries by key, and write down where each stands."""
        self.locate(path, entries)
        return _mapping(entries)

    def locate(self, path: KeyPath, entries: list[_Entry]) -> None:
        for position, one in enumerate(entries):
            here: KeyPath = (*path, one.key) if one.key else (*path, position)
            here = (*here, one.number - 1) if one.number else here
            self.values[here] = one.place
            self.locate(here, one.children)


def _name(written: str) -> str:
    """Return the name that stands in a code span; see `formats.as_markdown`."""
    return "" if written == "%" else unquote(written)


def _as_mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"value": value}


def _orphans(entries: list[_Entry]) -> list[dict[str, Any]]:
    """Return orphans. Entries that are numbered onwards belong to one."""
    found: list[dict[str, Any]] = []
    last = 0
    for one in entries:
        if one.number > 1 and one.number == last + 1 and found[-1]["at"] == one.key:
            found[-1]["value"].append(one.value)
        else:
            found.append({"at": one.key, "value": [one.value] if one.number else one.value})
        last = one.number
    return found


def _plain(rest: str) -> str:
    """Return what follows a colon: code without its marks, nothing for `open`, or words as they are."""
    if rest == "open":
        return ""
    match = _CODE.fullmatch(rest)
    if not match or match[1] in match[2].split("\n") or _runs(match[2], match[1]):
        return rest
    inner = match[2]
    padded = len(inner) > 2 and inner[0] == inner[-1] == " " and inner.strip(" ")
    return inner[1:-1] if padded else inner


def _runs(inner: str, ticks: str) -> bool:
    """Return whether a run of as many backticks stands inside, which would end the code there."""
    return any(one == ticks for one in re.findall("`+", inner))
