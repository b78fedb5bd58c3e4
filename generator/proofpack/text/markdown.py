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
    | (?<=\[)\^(?P<cite>[^\]\n]{{0,200}})\]
    | (?<=\])\(\s{{0,9}}
      (?:<[^<>\n]{{0,2000}}>|[^()\s]{{0,2000}}(?:\([^()\s]{{0,200}}\)[^()\s]{{0,500}})?)
      (?:\s{{1,9}}(?:"(?P<double>[^"]{{0,500}})"|'(?P<single>[^']{{0,500}})'))?\s{{0,9}}\)
    | (?<=\])\[[^\[\]\n]{{0,200}}\]
    | (?<=!)\[ | (?<=[\[\]])
    | (?<=<)(?P<tag>/?(?:{_TAGS}))(?=[\s/>])(?P<attributes>[^<>]{{0,500}})>
    | (?<={{):?[ ]?[#.][^{{}}\n]{{0,200}}\}}
    | (?P<space>(?<=\s)\s*)
    | (?P<quote>(?<=[\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f]))
    | (?P<wide>(?<=[\ufb00-\ufb06\uff01-\uff5e\u2011\U0001d400-\U0001d7ff\u00b2\u00b3\u00b9]))
    )
    """,
    re.VERBOSE,
)
_MARKED = re.compile(r"[\\`*_~=&\[\]<{\x0b-\x1f\x7f-\U0010ffff]")
_TICKS = re.compile(r"`+")
_GAP = re.compile(r"  +")
_IN_CODE = ("space", "ticks", "quote")
"""What is a mark in a code span, too."""
_SHOWN_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label)\s?=\s?(?:"([^"]*)"|'([^']*)')""")


class _Inline:
    """Makes plain text of one block, and keeps count of where each piece comes from."""

    def __init__(self, raw: str, flat: str) -> None:
        self.raw, self.flat = raw, flat
        self.gaps = "  " in flat
        self.pieces: list[str] = []
        self.marks = [(0, 0)]
        self.length = 0
        self.cites: list[tuple[int, str]] = []
        self.titles: list[tuple[int, str]] = []
        self.ticks: dict[int, int] | None = None

    def run(self) -> None:
        at, code = 0, 0
        for match in _MARK.finditer(self.raw):
            (begin, end), kind = match.span(), match.lastgroup
            if begin < code and kind not in _IN_CODE:
                continue
            if begin > at:
                # Blanks before a space that is no blank are one with it.
                text = self.flat[at:begin]
                self.add(text.rstrip(" ") if kind == "space" else text, at)
            if kind == "ticks":
                code = self.closing(match) if begin >= code else code
            elif kind and (text := self.shown(match, kind)):
                self.pieces.append(text)
                self.length += len(text)
            self.marks.append((self.length, end))
            at = end
        if at < len(self.flat):
            self.add(self.flat[at:], at)

    def add(self, text: str, raw: int) -> None:
        """Take text as it stands, with one blank for several."""
        begin = 0
        for gap in _GAP.finditer(text) if self.gaps else ():
            self.pieces.append(text[begin : gap.start() + 1])
            self.length += gap.start() + 1 - begin
            begin = gap.end()
            self.marks.append((self.length, raw + begin))
        self.pieces.append(text[begin:])
        self.length += len(text) - begin

    def closing(self, match: re.Match[str]) -> int:
        """Return where the code span that begins here ends, or here if it does not."""
        if self.ticks is None:
            self.ticks = {len(run[0]): run.start() for run in _TICKS.finditer(self.raw)}
        last = self.ticks.get(len(match[0]), 0)
        if last <= match.start():
            return match.end()
        found = self.raw.find(match[0], match.end())
        return found + len(match[0]) if found > 0 else match.end()

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
        if kind == "cite":
            self.cites.append((self.length, match[kind]))
        elif kind in ("double", "single") and match[kind]:
            self.titles.append((match.start(kind), match[kind]))
        elif kind == "attributes":
            self.shown_attributes(match)
            return " " if match["tag"] == "br" else ""
        return ""

    def shown_attributes(self, tag: re.Match[str]) -> None:
        for one in _SHOWN_ATTRIBUTE.finditer(tag["attributes"]):
            group = 1 if one[1] else 2
            where = tag.start("attributes") + one.start(group)
            self.titles.append((where, one[group] or ""))


def _character(text: str) -> str:
    """Return what an entity shows, as this module writes it."""
    if len(text) == 1 and unicodedata.category(text) == "Cf":
        return ""
    return " " if text.isspace() else unicodedata.normalize("NFKC", text)


def _stretches(
    kind: Kind, raw: str, start: int, level: int = 0, lead: str = "", heads: tuple[str, ...] = ()
) -> list[TextBlock]:
    """Return a block as a stretch, then the titles of what it holds."""
    flat = raw.replace("\n", " ").replace("\t", " ")
    if "  " not in flat and not _MARKED.search(flat):
        return [TextBlock(kind, flat, start, level, lead, heads)]
    inline = _Inline(raw, flat)
    inline.run()
    marks, cites = tuple(inline.marks), tuple(inline.cites)
    found = [TextBlock(kind, "".join(inline.pieces), start, level, lead, heads, cites, marks)]
    for at, title in inline.titles:
        found += _stretches("title", title, start + at)
    return found


_ITEM = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,9})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
_TITLED = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[^\"\n]{0,200}")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t:|-]*)?$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]^\n]{1,200}\]:\s*\S{1,2000}\s*(.*)$")
_STRUCTURE = re.compile(r"[ \t]*(?:[#|>=!?:\-*+\[~_]|\d|$)")


class _Blocks:
    """Walks the lines of a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[TextBlock] = []
        self.kind: Kind = "text"
        self.begin = self.end = -1
        self.heading = ""
        self.lead = ""
        self.heads: tuple[str, ...] = ()
        self.table = False

    def run(self) -> tuple[TextBlock, ...]:
        at = 0
        for line in self.text.split("\n"):
            end = at + len(line)
            if line[:1].isalpha() or not _STRUCTURE.match(line):
                self.go_on(at, end)
            else:
                self.structure(line, at)
            at = end + 1
        self.flush()
        return tuple(self.found)

    def structure(self, line: str, at: int) -> None:
        """Take a line that may begin something other than a paragraph."""
        while mark := re.match(r"[ \t]*>[ ]?|:[ \t]{1,3}", line):
            line, at = line[mark.end() :], at + mark.end()
        stripped = line.strip()
        if not stripped:
            self.flush()
            self.table, self.heads = False, ()
        elif match := _HEADING.match(line):
            self.flush()
            self.emit("heading", line[match.end() :].rstrip(" #"), at + match.end(), len(match[1]))
        elif _DELIMITER.match(line) and ("|" in line or self.table):
            self.head()
        elif _UNDERLINE.match(line):
            self.underline(line)
        elif stripped.startswith("|") or (self.table and "|" in line):
            self.row(line, at)
        elif (match := _ITEM.match(line)) and self.may_begin(match["number"]):
            self.flush()
            self.kind = "item"
            self.go_on(at + match.end(), at + len(line))
        elif match := _TITLED.match(line):
            self.flush()
            self.emit("title", line[match.end() :].strip(' "'), at + match.end() + 1)
        elif match := _DEFINITION.match(line):
            self.flush()
            self.emit("title", match[1].strip("\"'()"), at + match.start(1) + 1)
        else:
            self.go_on(at, at + len(line))

    def may_begin(self, number: str | None) -> bool:
        """Return whether a list may begin or go on here: within a paragraph, "8192." ends a sentence."""
        return number in (None, "1") or self.begin < 0 or self.kind == "item"

    def go_on(self, begin: int, end: int) -> None:
        if self.begin < 0:
            self.begin = begin
        self.end = end

    def flush(self) -> None:
        if self.begin >= 0:
            kind, begin, self.begin, self.kind = self.kind, self.begin, -1, "text"
            raw = self.text[begin : self.end]
            self.emit(kind, raw.rstrip(), begin)

    def emit(self, kind: Kind, raw: str, start: int, level: int = 0) -> None:
        lead = (self.lead or self.heading) if kind == "item" else self.heading
        made = _stretches(kind, raw, start, level, lead, self.heads if kind == "row" else ())
        self.found += made
        if kind == "heading":
            self.heading, self.lead = made[0].text, ""
        elif kind == "text":
            self.lead = made[0].text if made[0].text.rstrip().endswith(":") else ""

    def head(self) -> None:
        """The line before was the head of a table."""
        self.flush()
        if self.found:
            self.heads = tuple(cell.strip() for cell in self.found[-1].text.split("|"))
        self.table = True

    def row(self, line: str, at: int) -> None:
        self.flush()
        self.table = True
        left = len(line) - len(line.lstrip(" \t|"))
        self.emit("row", line[left:].rstrip(" \t|"), at + left)

    def underline(self, line: str) -> None:
        """A line of dashes makes a heading of the paragraph above it."""
        if self.begin >= 0 and self.kind == "text":
            raw, begin, self.begin = self.text[self.begin : self.end], self.begin, -1
            self.emit("heading", raw.rstrip(), begin, 1 if "=" in line else 2)
        else:
            self.flush()


def _without_comments(text: str) -> str:
    """Return a text with its comments blank, each line where it was."""
    pieces, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin)) >= 0:
        pieces += [text[at:begin], re.sub(r"[^\n]", " ", text[begin : end + 3])]
        at = end + 3
    return "".join([*pieces, text[at:]]) if pieces else text


@lru_cache(maxsize=16384)
def stretches(text: str) -> tuple[TextBlock, ...]:
    """Return a Markdown text as its reader sees it.

    Some thousand texts are remembered: validation and several rules look at each of them, and
    between two builds nearly all stay the same.
    """
    return _Blocks(_without_comments(text)).run()


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
