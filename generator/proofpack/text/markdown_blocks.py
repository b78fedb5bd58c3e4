"""Blocks of Markdown: how its lines are cut into headings, items, rows, titles and paragraphs.

As the engine cuts them (Python-Markdown): a heading needs no blank after `#`, and may be underlined; a
list begins a block of its own. What is said in code, a link or a heading hangs on these cuts.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Kind = Literal["text", "item", "heading", "row", "title"]
MarkKind = Literal[
    "anchor",
    "autolink",
    "bare",
    "cite",
    "code",
    "comment",
    "image",
    "link",
    "open-cite",
    "open-comment",
]


class Mark(NamedTuple):
    """What means something in Markdown: code, a comment, a citation, a link or an anchor.

    Attributes:
        kind: which of them; `bare` are brackets that may be meant as a citation, `open-` is one
            that does not end, and the target of a definition is a `link` too.
        text: the code, the fact cited, the target, or the name of the anchor.
        start: where it begins in the Markdown: of a link and an anchor, where their text does.
        end: where it ends.
        label: words of a link, as they are written, up to 300 characters.
        within: what it stands in, if that is a heading or the words of a link.
    """

    kind: MarkKind
    text: str
    start: int
    end: int
    label: str = ""
    within: Literal["", "heading", "link"] = ""

    @property
    def inner(self) -> int:
        """Where the text of a code span begins."""
        return self.start + (self.end - self.start - len(self.text)) // 2


_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r"[ ]*(#{1,6})")
_ATTRIBUTES = re.compile(r"[ ]\{:?[ ]*[^}\n ][^}\n]{0,300}\}[ ]*$")
_ANCHOR = re.compile(r"(?<=[#])[\w-]{1,200}")
_TITLED = re.compile(
    r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+"
    r"(?:[\w-]{1,100}[ \t]+){0,9}[\w-]{0,100}[ \t]*(?=\"|$)"
)
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:|-]*)?$")
_UNDERLINE = re.compile(r"[ ]*(?:=+|-+)[ ]*$")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]^\n]{1,200}\]:\s*(?P<target>\S{1,2000})\s*(?P<title>.*)$")
_STRUCTURE = re.compile(r"[ \t]*(?:[#|>=!?:\-*+\[~_]|\d|$)")
_QUOTE = re.compile(r"[ \t]*>[ ]?|:[ \t]{1,3}")


class Piece(NamedTuple):
    """A block before its marks are read. `end-table` and `head` say how tables go on."""

    kind: Kind | Literal["head", "end-table"]
    start: int = 0
    end: int = 0
    level: int = 0
    anchor: tuple[int, int] | None = None


class _Blocks:
    """Walks the lines of a text once, and cuts it as the engine does.

    Lists are found within paragraphs, too, where the engine sees none: readers of the Markdown do. Code
    spans are paired as if they were not, so units are kept beside the pieces.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[Piece] = []
        self.units: list[tuple[int, int]] = []
        self.links: list[Mark] = []
        self.kind: Literal["text", "item"] = "text"
        self.begin = self.end = -1
        self.row = 0  # which line of its block this one is: blank lines and headings end a block
        self.first = 0  # where the first line of this block begins
        self.base = self.depth = (
            0  # by how much the block is indented; how many containers are open
        )
        self.quoted = self.table = self.real = False
        self.joined = self.listed = False  # whether it is one with what stands above; a list

    def run(self) -> None:
        at = 0
        for line in self.text.split("\n"):
            end = at + len(line)
            self.row += 1
            if self.row == 1:
                self.open(line, at)
            if not self.real and (line[:1].isalpha() or not _STRUCTURE.match(line)):
                self.go_on(at, end)
            else:
                self.structure(line, at)
            at = end + 1
        self.flush()

    def open(self, line: str, at: int) -> None:
        """Begin a block: the containers that it stands in are as many as it is indented by."""
        indent = len(line) - len(line.lstrip(" "))
        if indent < len(line):
            self.depth = min(self.depth, indent // 4)
            self.base = 4 * self.depth
        self.first = at
        self.joined = self.listed = False

    def structure(self, line: str, at: int) -> None:
        """Take a line that may begin something other than a paragraph."""
        while mark := _QUOTE.match(line):
            if not self.quoted:
                self.flush()
                self.quoted, self.row = mark[0][0] != ":", 1
                self.joined = self.listed = False
            line, at = line[mark.end() :], at + mark.end()
            self.first = at if self.row == 1 else self.first
        if not line.strip():
            self.flush()
            if self.table:
                self.pieces.append(Piece("end-table"))
            self.row = 0
            self.table = self.real = self.quoted = False
        elif not (self.heading(line, at) or self.ruled(line, at) or self.headed(line, at)):
            self.go_on(at, at + len(line))

    def ruled(self, line: str, at: int) -> bool:
        """Take a row of a table, or a line of dashes, and return whether this is one."""
        if self.real or (_DELIMITER.match(line) and "|" in line):
            self.table_row(line, at)
        elif _UNDERLINE.match(line) or _is_rule(line.strip()):
            self.underline(line, at)
        elif line.lstrip().startswith("|"):
            self.table_row(line, at)
        else:
            return False
        return True

    def headed(self, line: str, at: int) -> bool:
        """Take an item, a title or a definition, and return whether this is one."""
        if (match := _ITEM.match(line)) and self.may_begin(match["number"]):
            self.item(line, at, match.end())
        elif match := _TITLED.match(line):
            self.title(line, at, match)
        elif match := _DEFINITION.match(line):
            self.definition(match, at)
        else:
            return False
        return True

    def heading(self, line: str, at: int) -> bool:
        """Take a heading with `#`, which needs no blank after it but must not be indented."""
        match = _HEADING.match(line)
        if not match or self.real:
            return False
        indent = match.start(1)
        if indent != min(self.base, indent // 4 * 4):
            return False
        self.flush()
        self.emit_heading(at + match.end(), at + len(line), len(match[1]))
        return True

    def emit_heading(self, begin: int, end: int, level: int) -> None:
        """Take the line of a heading: its attributes and closing marks are no part of its words."""
        line = self.text[begin:end]
        anchor = None
        if line.rstrip().endswith("}") and (match := _ATTRIBUTES.search(line)):
            if named := _ANCHOR.search(line, match.start()):
                anchor = begin + named.start(), begin + named.end()
            line = line[: match.start()]
        words = line.rstrip().rstrip("#")
        start = begin + len(words) - len(words.lstrip())
        stop = max(start, begin + len(words.rstrip()))
        self.pieces.append(Piece("heading", start, stop, level, anchor))
        self.units.append((begin, end))
        self.row = 0

    def may_begin(self, number: str | None) -> bool:
        """Return whether a list may begin or go on here: within a paragraph, "8192." ends a sentence."""
        return number in (None, "1") or self.begin < 0 or self.kind == "item"

    def item(self, line: str, at: int, start: int) -> None:
        """Take the first line of an item. Within a paragraph, it is none to the engine."""
        self.flush()
        self.listed |= self.row == 1
        self.joined = not self.listed
        indent = len(line) - len(line.lstrip(" "))
        self.depth = indent // 4 + 1
        if not self.joined and (match := _HEADING.match(line[start:])) and not match.start(1):
            row = self.row
            self.emit_heading(at + start + match.end(), at + len(line), len(match[1]))
            self.row = row
        else:
            self.kind = "item"
            self.go_on(at + start, at + len(line))

    def go_on(self, begin: int, end: int) -> None:
        if self.begin < 0:
            self.begin = begin
            self.joined |= self.row > 1 and self.kind == "text"
        self.end = end

    def flush(self) -> None:
        if self.begin >= 0:
            kind, begin, self.begin, self.kind = self.kind, self.begin, -1, "text"
            self.emit(kind, begin, self.end)

    def emit(self, kind: Kind, begin: int, end: int) -> None:
        end = begin + len(self.text[begin:end].rstrip())
        self.pieces.append(Piece(kind, begin, end))
        if self.joined and self.units:
            self.units[-1] = self.units[-1][0], end
        else:
            self.units.append((begin, end))

    def title(self, line: str, at: int, match: re.Match[str]) -> None:
        """Take the title of an admonition, of details or of a tab, and open what stands below it."""
        self.flush()
        self.joined = False
        self.emit("title", at + match.end() + 1, at + len(line.rstrip(' "')))
        self.depth = len(match["indent"]) // 4 + 1
        self.row = 0

    def definition(self, match: re.Match[str], at: int) -> None:
        self.flush()
        self.joined = False
        target, begin = match["target"].strip("<>"), at + match.start("target")
        begin += match["target"].startswith("<")
        self.links.append(Mark("link", target, begin, begin + len(target)))
        if match["title"]:
            words = match["title"].strip("\"'()")
            start = at + match.start("title") + match["title"].index(words)
            self.emit("title", start, start + len(words))
        self.row = 0

    def table_row(self, line: str, at: int) -> None:
        """Take a row of a table; a row of dashes says that the line above it was its head."""
        if not self.real and _DELIMITER.match(line):
            above = self.text[self.first : at - 1]
            self.real = self.row == 2 and _cells(above) == _cells(line)
            self.flush()
            self.pieces.append(Piece("head"))
            self.table = True
            return
        self.flush()
        self.joined |= self.row > 1 and not self.real
        self.table = True
        indent = len(line) - len(line.lstrip(" \t|"))
        self.emit("row", at + indent, at + len(line.rstrip(" \t|")))

    def underline(self, line: str, at: int) -> None:
        """Take a line that makes a heading of the line above it, or parts what stands above it."""
        indent = len(line) - len(line.lstrip(" "))
        if self.row == 2 and self.begin >= 0 and indent == self.base and _UNDERLINE.match(line):
            begin, self.begin, self.kind = self.first + self.base, -1, "text"
            self.emit_heading(begin, self.end, 1 if "=" in line else 2)
        elif _is_rule(line.strip()):
            self.flush()
            self.row = 0
        else:
            self.go_on(at, at + len(line))


def _cells(line: str) -> int:
    """Return how many cells a row of a table has, if none holds a bar of its own."""
    line = line.strip()
    return line.count("|") + 1 - line.startswith("|") - line.endswith("|")


def _is_rule(line: str) -> bool:
    """Return whether a line draws a line across the page."""
    return line[0] in "-_*" and line.count(line[0]) > 2 and not line.strip(f"{line[0]} ")


class Cut(NamedTuple):
    """A text in blocks, the units in which code spans are paired, and the targets of definitions."""

    pieces: list[Piece]
    units: list[tuple[int, int]]
    links: list[Mark]


def cut(text: str) -> Cut:
    """Return the blocks of a Markdown text without comments, in order."""
    blocks = _Blocks(text)
    blocks.run()
    return Cut(blocks.pieces, blocks.units, blocks.links)
