"""YAML as located nodes: plain data whose scalars are text, and the place of every key and value.

PyYAML's parser gives events; the tree is built here because none of its loaders keeps scalars as
text, knows the place of each key, and refuses what a fact file has no use for: aliases and anchors
(the way to a bomb), tags, merge keys, duplicate keys, second documents, and nesting without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from proofpack.model.documents import KeyPath, Nodes
from proofpack.model.problems import Place, ProblemsError, unreadable
from proofpack.project.load.conflict import CONFLICT
from proofpack.project.load.text import FORBIDDEN

MAXIMUM_DEPTH = 24

# The C parser where PyYAML was built with it (all its wheels are): ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVE = "Resolve the conflict."
_WAYS_OUT = {
    "ledger.yml": "Run `proofpack ledger merge`: it writes what both sides know. Then `git add` it."
}
_QUOTE = "Put the value in quotes."
_VALUE = r"(?:^|: |- )\s*"
# Group 1 is the character that the author has to look at.
_HINTS = (
    (re.compile(r"^\s*(\t)"), "a tab", "Indent with spaces."),
    (re.compile(_VALUE + "(@)"), "a value that starts with `@`", _QUOTE),
    (re.compile(_VALUE + "(`)"), "a value that starts with a backtick", _QUOTE),
    (re.compile(_VALUE + "(%)"), "a value that starts with `%`", _QUOTE),
    (re.compile(_VALUE + r"(\{\{)"), "a value that starts with `{{`", _QUOTE),
    (re.compile(_VALUE + "([*&!])"), "a value that starts with `*`, `&` or `!`", _QUOTE),
    (
        re.compile(r"^\s*(?:- )*(?!- )[^\s:{\['\"][^:]*:\s+(?=[^'\"\s|>#{\[]).*?(:)(?: |$)"),
        "a value with `: ` in it",
        _QUOTE,
    ),
)  # fmt: skip


def read_yaml(
    path: str, text: str, line: int = 1, column: int = 1, *, escaped: bool = False
) -> Nodes:
    """Read one YAML document.

    Args:
        path: path of the file, for places.
        text: the document.
        line: line of the file on which `text` begins.
        column: column at which each line of `text` begins.
        escaped: whether an escape may write a character that may not stand there raw: so it is in files
            that the program writes, which spell out what pages and packets hold.

    Raises:
        ProblemsError: the text is not the YAML that this project accepts. Syntax stops at the first
            fault; duplicate keys and characters by escape are all reported.
    """
    reader = _EventReader(path, text, line, column)
    reader.escaped = escaped
    nodes = reader.read()
    if reader.faults:
        raise ProblemsError(reader.faults)
    return nodes


class _EventReader:
    """Builds the tree from the parser's events, in one pass and without recursion limits in C."""

    def __init__(self, path: str, text: str, line: int, column: int) -> None:
        self.path, self.text, self.line, self.column = path, text, line, column
        self.lines = text.split("\n")
        self.escaped = False
        self.values: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.faults: list[Any] = []
        self.events: Iterator[Any] = iter(())

    def at(self, mark: Any) -> Place:
        return Place(self.path, self.line + mark.line, self.column + mark.column)

    def fail(self, mark: Any, what: str, remedy: str) -> ProblemsError:
        return ProblemsError([unreadable(self.at(mark), "yaml", what, remedy)])

    def read(self) -> Nodes:
        if conflict := CONFLICT.search(self.text):
            line = self.line + self.text.count("\n", 0, conflict.start())
            place = Place(self.path, line, self.column)
            remedy = _WAYS_OUT.get(self.path.rpartition("/")[2], _RESOLVE)
            fault = unreadable(place, "yaml", "a merge conflict mark", remedy)
            raise ProblemsError([fault])
        self.events = yaml.parse(self.text, Loader=_LOADER)
        data: Any = None
        documents = 0
        try:
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        remedy = "One file holds one document: delete the `---` line."
                        raise self.fail(event.start_mark, "a second document starts here", remedy)
                elif isinstance(event, yaml.NodeEvent):
                    data = self.node(event, (), 0)
        except yaml.MarkedYAMLError as error:
            raise ProblemsError([self.syntax(error)]) from None
        except yaml.YAMLError as error:
            fault = unreadable(Place(self.path, self.line), "yaml", f"not YAML ({error})")
            raise ProblemsError([fault]) from None
        if documents == 0 or data is None or data == "":
            fault = unreadable(Place(self.path, self.line), "empty-file", "nothing is written here")
            raise ProblemsError([fault])
        return Nodes(self.path, data, self.values, self.keys)

    def node(self, event: Any, path: KeyPath, depth: int) -> Any:
        mark = event.start_mark
        self.values[path] = self.at(mark)
        if isinstance(event, yaml.AliasEvent):
            remedy = "Aliases are not used here: put the value in quotes, or write it out."
            raise self.fail(mark, f"`*{event.anchor}` is read as an alias", remedy)
        if event.anchor is not None:
            remedy = "Anchors are not used here: put the value in quotes, or write it out."
            raise self.fail(mark, f"`&{event.anchor}` is read as an anchor", remedy)
        if event.tag is not None and not (event.tag == "!" and isinstance(event, yaml.ScalarEvent)):
            remedy = "Tags are not used here: put the value in quotes."
            raise self.fail(mark, f"`{event.tag}` is read as a tag", remedy)
        if depth > MAXIMUM_DEPTH:
            raise self.fail(mark, f"nested over {MAXIMUM_DEPTH} levels deep", "Flatten it.")
        if isinstance(event, yaml.ScalarEvent):
            if not event.style:
                self.cut_short(event)
            self.escapes(event)
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, depth)
        return self.mapping(path, depth)

    def sequence(self, path: KeyPath, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, (*path, len(items)), depth + 1))
        return items

    def mapping(self, path: KeyPath, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            mark = event.start_mark
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                raise self.not_text(mark)
            if isinstance(event, yaml.AliasEvent) or event.anchor or event.tag:
                raise self.fail(mark, "a key with an anchor, an alias or a tag", _QUOTE)
            key = event.value
            if key == "<<" and not event.style:
                raise self.fail(mark, "merge keys are not used here", "Write the keys out.")
            self.escapes(event)
            here = (*path, key)
            if key in entries:
                first = self.keys[here]
                what = f'"{key}" is written twice, first on line {first.line}'
                self.faults.append(
                    unreadable(self.at(mark), "duplicate-key", what, "Keep one of them.")
                )
            else:
                self.keys[here] = self.at(mark)
            value = next(self.events)
            entries[key] = self.node(value, here, depth + 1)
        return entries

    def cut_short(self, event: Any) -> None:
        """Report a value that a comment cuts: `Raise ticket #42` is read as "Raise ticket"."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        if event.value and (comment := re.match(r"\s+#", rest)):
            column = self.column + mark.column + comment.end() - 1
            place = Place(self.path, self.line + mark.line, column)
            what = "` #` begins a comment, which cuts the value short"
            remedy = "Put the value in quotes, or the comment on a line of its own."
            self.faults.append(unreadable(place, "yaml", what, remedy))

    def escapes(self, event: Any) -> None:
        """Report characters that may not stand in a file, and that escapes write."""
        if event.style != '"' or self.escaped:
            return
        for character in dict.fromkeys(FORBIDDEN.findall(event.value)):
            what = f"character U+{ord(character):04X} is not allowed, by an escape either"
            remedy = (
                "Delete the escape: the character does not show, or shows text as what it is not."
            )
            self.faults.append(unreadable(self.at(event.start_mark), "character", what, remedy))

    def not_text(self, mark: Any) -> ProblemsError:
        """Return the problem of a key that is a list or a mapping: most often a `{{`."""
        line = self.lines[mark.line]
        if (column := line.find("{{")) >= 0:
            place = Place(self.path, self.line + mark.line, self.column + column)
            what = "a value that starts with `{{`"
            return ProblemsError([unreadable(place, "yaml", what, _QUOTE)])
        return self.fail(mark, "a key is not text", _QUOTE)

    def syntax(self, error: yaml.MarkedYAMLError) -> Any:
        """Say a parser's complaint in the author's language, with the remedy for common slips."""
        mark: Any = error.problem_mark or error.context_mark
        lines = self.lines
        candidates = {mark.line}
        if error.context_mark is not None:
            candidates.add(error.context_mark.line)
        for row in sorted(candidates, reverse=True):
            content = lines[row] if row < len(lines) else ""
            for pattern, what, remedy in _HINTS:
                if match := pattern.search(content):
                    column = self.column + match.start(1)
                    place = Place(self.path, self.line + row, column)
                    return unreadable(place, "yaml", what, remedy)
        complaint = error.problem or "it ends too early"
        if error.context_mark is not None and "quoted scalar" in (error.context or ""):
            return unreadable(
                self.at(error.context_mark), "yaml", "a quote that is not closed", "Close it."
            )
        opened = re.search(_VALUE + r"([\[{\"'])", lines[min(mark.line, len(lines) - 1)])
        if opened and "expected key" in complaint:
            place = Place(self.path, self.line + mark.line, self.column + opened.start(1))
            what = f"a value that starts with `{opened[1]}` and goes on after it ends"
            return unreadable(place, "yaml", what, "Put the whole value in quotes.")
        if complaint.startswith("mapping values"):
            what = "`: ` stands where no key can stand"
            return unreadable(self.at(mark), "yaml", what, "Check the indentation, or quote it.")
        remedy = "Check indentation, quotes and brackets."
        return unreadable(self.at(mark), "yaml", f"not YAML: {complaint}", remedy)
