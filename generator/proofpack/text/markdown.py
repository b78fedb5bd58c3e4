"""Markdown as its reader sees it: stretches of plain text that know where they stand.

A claim is a claim however it is set: half in bold, over two lines, in a cell or an image's text. So
rules about wording look at what is left when marks, targets, entities and invisible characters are
gone. Everything here is linear in the length of the text; whatever looks ahead does so by a bounded
number of characters.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from proofpack.text.code_spans import CodeSpan, code_spans, comments

Kind = Literal["text", "item", "heading", "row", "title"]
CELL = " | "
"""What stands between the cells of a row."""


class TextBlock(NamedTuple):
    """One paragraph, list item, heading, table row, or title, as plain text.

    Attributes:
        kind: what it is; `title` is the title of a link, an image or an admonition.
        text: what its reader sees, on one line.
        start: offset of its first character in the Markdown.
        level: level of a heading, else 0.
        lead: the words that introduce it: of an item the line before the list, or the heading.
        heads: headings of the columns of a row.
        cites: offset in `text` and name of each fact that it cites.
        marks: offsets in `text`, with the offsets in the Markdown that they come from.
    """

    kind: Kind
    text: str
    start: int
    level: int = 0
    lead: str = ""
    heads: tuple[str, ...] = ()
    cites: tuple[tuple[int, str], ...] = ()
    marks: tuple[tuple[int, int], ...] = ((0, 0),)

    def offset(self, position: int) -> int:
        """Return where in the Markdown a character of `text` stands."""
        plain, raw = self.marks[bisect_right(self.marks, (position, 1 << 60)) - 1]
        return self.start + raw + position - plain


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


class Scan(NamedTuple):
    """A Markdown text in blocks of plain text, and its marks, each in the order of the text."""

    blocks: tuple[TextBlock, ...]
    marks: tuple[Mark, ...]


_TAGS = (
    "a|abbr|b|br|code|del|div|em|i|img|ins|kbd|li|mark|p|s|small|span|strong|sub|sup|td|th|tr|u|wbr"
)
_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_MARK = re.compile(
    rf"""
    # One class takes the first character of every mark, and each looks back at its own: a pattern that
    # begins with a class is searched for ten times as fast as one that begins with a choice.
    [\\`*_~=&!\[\]<{{\x0b-\x1f\x7f-\U0010ffff]
    (?:
      (?<=\\)(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<ticks>(?<=`)`*)
    | (?<=\*)\** | (?<=~)~ | (?<==)= | (?<=\\)(?=\n)
    | (?<=_)(?:(?<!\w_)_*(?=\S)|(?<=\S_)_*(?!\w))
    | (?<=[{_UNSEEN}])[{_UNSEEN}]*
    | (?P<entity>(?<=&)(?:\#\d{{1,7}}|\#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});)
    | (?<=\[)\^(?P<cite>[^\]\n]{{0,200}})(?P<closed>\]?)
    | (?<=\[)(?P<bare>[a-z0-9_-]{{1,100}}\.[a-z0-9_-]{{1,100}})\](?![(\[:])
    | (?<=\])\(\s{{0,9}}
      (?P<target><[^<>\n`]{{0,2000}}>|[^()\s`]{{0,2000}}(?:\([^()\s`]{{0,200}}\)[^()\s`]{{0,500}})?)
      (?:\s{{1,9}}(?:"(?P<double>[^"`]{{0,500}})"|'(?P<single>[^'`]{{0,500}})'))?\s{{0,9}}\)
    | (?<=\])\[[^\[\]\n`]{{0,200}}\]
    | (?<=!)\[ | (?<=[\[\]])
    | (?<=<)(?P<autolink>(?:https?://|mailto:)[^\s<>`]{{1,2000}})>
    | (?<=<)(?P<tag>/?(?:{_TAGS}))(?=[\s/>])(?P<attributes>[^<>\[`]{{0,500}})>
    | (?<={{):?[ ]?[#.][^{{}}\n]{{0,200}}\}}
    | (?P<space>(?<=\s)\s*)
    | (?P<quote>(?<=[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f]))
    | (?P<wide>(?<=[\ufb00-\ufb06\uff01-\uff5e\u2011\U0001d400-\U0001d7ff\u00b2\u00b3\u00b9]))
    )
    """,
    re.VERBOSE,
)
_MARKED = re.compile(r"[\\`*_~=&\[\]<{\x0b-\x1f\x7f-\U0010ffff]")
_GAP = re.compile(r"  +")
_IN_CODE = {ord(quote): "'" for quote in "\u2018\u2019\u201a\u201b"} | {
    ord(quote): '"' for quote in "\u201c\u201d\u201e\u201f"
}
"""What is shown otherwise in a code span, too."""
_SHOWN_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label)\s?=\s?(?:"([^"]*)"|'([^']*)')""")
_LONGEST_LABEL, _MOST_INNER = 300, 50
"""Bounds that keep texts that are all brackets linear."""


class _InlineText(NamedTuple):
    """A text for its inline marks: as written, on one line, and where code spans begin."""

    text: str
    flat: str
    codes: dict[int, CodeSpan]


class _Inline:
    """Makes plain text of one block, and keeps count of where each piece comes from."""

    def __init__(self, source: _InlineText, start: int, end: int, *, heading: bool) -> None:
        self.source, self.start, self.end = source, start, end
        self.within: Literal["", "heading"] = "heading" if heading else ""
        self.found: list[Mark] = []
        self.gaps = "  " in source.flat[start:end]
        self.pieces: list[str] = []
        self.marks = [(0, 0)]
        self.length = 0
        self.cites: list[tuple[int, str]] = []
        self.titles: list[tuple[int, int]] = []
        self.opened: list[int] = []

    def run(self, code_until: int) -> int:
        """Read the block, which begins in a code span up to `code_until`. Return where its code ends."""
        text, flat, end = self.source.text, self.source.flat, self.end
        at = self.start
        if code_until > at:
            at = self.code(at, min(code_until, end), code_until)
        search = _MARK.search
        while match := search(text, at, end):
            begin, kind = match.start(), match.lastgroup
            if begin > at:
                # Blanks before a space that is no blank are one with it.
                piece = flat[at:begin]
                self.add(piece.rstrip(" ") if kind == "space" else piece, at)
            at = match.end()
            if kind == "ticks":
                if span := self.source.codes.get(begin):
                    code_until = span.end
                    inner = text[span.inner : span.inner_end]
                    self.found.append(Mark("code", inner, span.start, span.end))
                    at = self.code(span.inner, min(span.inner_end, end), span.end)
            elif kind is None:
                at = self.bracket(match, at)
            elif shown := self.shown(match, kind):
                self.pieces.append(shown)
                self.length += len(shown)
            self.marks.append((self.length, at - self.start))
        if at < end:
            self.add(flat[at:end], at)
        return code_until

    def code(self, begin: int, end: int, until: int) -> int:
        self.marks.append((self.length, begin - self.start))
        self.add(self.source.flat[begin:end].translate(_IN_CODE), begin)
        return min(until, self.end)

    def add(self, text: str, raw: int) -> None:
        """Take text as it stands, with one blank for several."""
        begin = 0
        for gap in _GAP.finditer(text) if self.gaps else ():
            self.pieces.append(text[begin : gap.start() + 1])
            self.length += gap.start() + 1 - begin
            begin = gap.end()
            self.marks.append((self.length, raw - self.start + begin))
        self.pieces.append(text[begin:])
        self.length += len(text) - begin

    def bracket(self, match: re.Match[str], at: int) -> int:
        """Take a mark that shows nothing; of brackets, open a link or close it. Return where it ends."""
        first = match[0][0]
        if first in "[!":
            self.opened.append(at)
        elif first == "]" and self.opened:
            opened = self.opened.pop()
            if match[0] == "]" and (target := _spaced_target(self.source.text, at, self.end)):
                self.link(*target, opened, match.start())
                return target[1] + 1
        return at

    def shown(self, match: re.Match[str], kind: str) -> str:
        """Return what a reader sees of a mark."""
        if kind == "escaped":
            return match[kind]
        if kind == "entity":
            return _character(html.unescape(match[0]))
        if kind == "space":
            return " "
        if kind == "quote":
            return '"' if match[0] >= "\u201c" else "'"
        if kind == "wide":
            return "-" if match[0] == "\u2011" else unicodedata.normalize("NFKC", match[0])
        if kind in ("target", "double", "single"):
            self.inline_link(match, kind)
            return ""
        if kind == "attributes":
            self.shown_attributes(match)
            return " " if match["tag"] == "br" else ""
        return self.named(match, kind)

    def named(self, match: re.Match[str], kind: str) -> str:
        """Take a citation, what may be one, or an address, and return what a reader sees of it."""
        begin, end = match.span()
        if kind == "closed":
            closed = bool(match["closed"])
            named: MarkKind = "cite" if closed else "open-cite"
            self.found.append(Mark(named, match["cite"], begin, end, within=self.within))
            if not closed:
                return match[0][1:]
            self.cites.append((self.length, match["cite"]))
            return ""
        self.found.append(Mark("bare" if kind == "bare" else "autolink", match[kind], begin, end))
        return match["bare"] or match[0]

    def inline_link(self, match: re.Match[str], kind: str) -> None:
        if kind != "target" and match[kind]:
            self.titles.append(match.span(kind))
        if self.opened:
            self.link(*match.span("target"), self.opened.pop(), match.start())

    def link(self, begin: int, end: int, opened: int, closed: int) -> None:
        """Take a link by where its target begins and ends, and its words. It holds no other link."""
        text = self.source.text
        image = text.startswith("![", opened - 2)
        inner: list[Mark] = []
        while len(inner) < _MOST_INNER and self.found and self.found[-1].start >= opened:
            inner.append(self.found.pop())
        if not image:
            inner = [mark._replace(within="link") for mark in inner if mark.kind != "link"]
        self.found += reversed(inner)
        target = text[begin:end]
        target = target[1:-1].strip() if target.startswith("<") else target
        at = begin + text.startswith("<", begin)
        label = text[opened : min(closed, opened + _LONGEST_LABEL)]
        self.found.append(Mark("image" if image else "link", target, at, at + len(target), label))

    def shown_attributes(self, tag: re.Match[str]) -> None:
        before = tag.start("attributes")
        for attribute in _SHOWN_ATTRIBUTE.finditer(tag["attributes"]):
            begin, end = attribute.span(1 if attribute[1] else 2)
            if begin < end:
                self.titles.append((before + begin, before + end))


_SPACED_TARGET = re.compile(r"\((?P<target>[^()`]{0,500}(?:\([^()`]{0,200}\)[^()`]{0,200}){0,3})\)")


def _spaced_target(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Return where a target with blanks or brackets in it begins and ends, if one begins here."""
    match = _SPACED_TARGET.match(text, at, end)
    return match.span("target") if match else None


def _character(text: str) -> str:
    """Return what an entity shows, as this module writes it."""
    if len(text) == 1 and unicodedata.category(text) == "Cf":
        return ""
    return " " if text.isspace() else unicodedata.normalize("NFKC", text)


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


class _Piece(NamedTuple):
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
        self.pieces: list[_Piece] = []
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
                self.pieces.append(_Piece("end-table"))
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
        self.pieces.append(_Piece("heading", start, stop, level, anchor))
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
        self.pieces.append(_Piece(kind, begin, end))
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
            self.pieces.append(_Piece("head"))
            self.table = True
            return
        self.flush()
        self.joined |= self.row > 1 and not self.real
        self.table = True
        left = len(line) - len(line.lstrip(" \t|"))
        self.emit("row", at + left, at + len(line.rstrip(" \t|")))

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


class _Reader:
    """Makes blocks of plain text of the pieces of a text."""

    def __init__(self, source: _InlineText, marks: list[Mark]) -> None:
        self.source, self.marks = source, marks
        self.blocks: list[TextBlock] = []
        self.code_until = 0
        self.heading = self.lead = ""
        self.heads: tuple[str, ...] = ()

    def read(self, piece: _Piece) -> None:
        kind = piece.kind
        if kind == "end-table":
            self.heads = ()
        elif kind == "head":
            if self.blocks:
                self.heads = tuple(cell.strip() for cell in self.blocks[-1].text.split("|"))
        else:
            lead = (self.lead or self.heading) if kind == "item" else self.heading
            heads = self.heads if kind == "row" else ()
            number = len(self.blocks)
            self.block(kind, piece.start, piece.end, piece.level, lead, heads)
            words = self.blocks[number].text
            if kind == "heading":
                self.heading, self.lead = words, ""
            elif kind == "text":
                self.lead = words if words.rstrip().endswith(":") else ""
            if piece.anchor:
                self.marks.append(
                    Mark("anchor", self.source.text[slice(*piece.anchor)], *piece.anchor)
                )

    def block(
        self, kind: Kind, start: int, end: int, level: int, lead: str, heads: tuple[str, ...]
    ) -> None:
        """Take a block, then the titles of what it holds."""
        flat = self.source.flat[start:end]
        if "  " not in flat and not _MARKED.search(flat) and self.code_until <= start:
            self.blocks.append(TextBlock(kind, flat, start, level, lead, heads))
            return
        inline = _Inline(self.source, start, end, heading=kind == "heading")
        self.code_until = inline.run(self.code_until)
        self.marks += inline.found
        marks, cites = tuple(inline.marks), tuple(inline.cites)
        text = "".join(inline.pieces)
        self.blocks.append(TextBlock(kind, text, start, level, lead, heads, cites, marks))
        for begin, stop in inline.titles:
            self.block("title", begin, stop, 0, lead, heads)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with blanks for some of its parts, and everything else where it was."""
    pieces, at = [], 0
    for begin, end in spans:
        pieces += [text[at:begin], " " * (end - begin)]
        at = end
    return "".join([*pieces, text[at:]])


@lru_cache(maxsize=16384)
def scan(text: str) -> Scan:
    """Return a Markdown text as its reader sees it, and what in it is code, a link or a citation.

    Some thousand texts are remembered: validation, several rules and the site look at each of them, and
    between two builds nearly all stay the same.
    """
    marks: list[Mark] = []
    written = text
    if hidden := comments(text):
        for begin, end in hidden:
            kind: MarkKind = "comment" if begin < end else "open-comment"
            marks.append(Mark(kind, written[begin:end], begin, end))
        text = _without(text, hidden)
    walk = _Blocks(text)
    walk.run()
    spans = code_spans(text, walk.units) if "`" in text else ()
    flat = text.replace("\n", " ").replace("\t", " ")
    reader = _Reader(_InlineText(text, flat, {span.start: span for span in spans}), marks)
    for piece in walk.pieces:
        reader.read(piece)
    marks += walk.links
    return Scan(tuple(reader.blocks), tuple(sorted(marks, key=lambda mark: mark.start)))


def without_code(text: str) -> str:
    """Return a Markdown text with blanks for its code spans, and everything else where it was."""
    return _without(
        text, [(mark.start, mark.end) for mark in scan(text).marks if mark.kind == "code"]
    )


def text_blocks(text: str) -> tuple[TextBlock, ...]:
    """Return a Markdown text as its reader sees it."""
    return scan(text).blocks


_ABBREVIATIONS = ("e.g", "i.e", "cf", "vs", "approx", "resp", "no", "dr", "mr", "ms")


def _in_any_case(word: str) -> str:
    """Return a pattern of a word. Browsers know no flag for a part of a pattern."""
    return "".join(f"[{one.upper()}{one}]" if one.isalpha() else f"\\{one}" for one in word)


# An abbreviation ends no sentence, and neither does a number at the start of the text.
_STOP = re.compile(
    r"[.!?]"
    + "".join(rf"(?<!\b{_in_any_case(one)}\.)" for one in _ABBREVIATIONS)
    + r"(?<!^\d\.)(?<!^\d\d\.)(?<!^\d\d\d\.)[\"')\]]{0,3}(\s+)(?=\S)"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a plain text begins and ends."""
    start = 0
    for stop in _STOP.finditer(text):
        yield start, stop.start(1)
        start = stop.end()
    if start < len(text):
        yield start, len(text)
