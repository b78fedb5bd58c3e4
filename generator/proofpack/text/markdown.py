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
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Literal, NamedTuple

import msgspec

from proofpack.text.characters import INVISIBLE, ranges
from proofpack.text.code_spans import CodeSpan, code_spans, comments
from proofpack.text.markdown_blocks import Kind, Mark, MarkKind, Piece, cut

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


class Scan(NamedTuple):
    """A Markdown text in blocks of plain text, and its marks, each in the order of the text."""

    blocks: tuple[TextBlock, ...]
    marks: tuple[Mark, ...]


_pack, _unpack = msgspec.msgpack.encode, msgspec.msgpack.Decoder(Scan).decode


_TAGS = (
    "a|abbr|b|br|code|del|div|em|i|img|ins|kbd|li|mark|p|s|small|span|strong|sub|sup|td|th|tr|u|wbr"
)
_INVISIBLE = ranges(INVISIBLE)
_MARK = re.compile(
    rf"""
    # One class takes the first character of every mark, and each looks back at its own: a pattern that
    # begins with a class is searched for ten times as fast as one that begins with a choice.
    # It lists what begins none, because Python reads a class up to the last character slowly.
    [^\x00-\n "-%'-);+-/0-:>-Z^a-z|}}]
    (?:
      (?<=\\)(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<ticks>(?<=`)`*)
    | (?<=\*)\** | (?<=~)~ | (?<==)= | (?<=\\)(?=\n)
    | (?<=_)(?:(?<!\w_)_*(?=\S)|(?<=\S_)_*(?!\w))
    | (?<=[{_INVISIBLE}])[{_INVISIBLE}]*
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
_MARKED = re.compile(r"[^\x00-\n -%'-);+-/0-:>-Z^a-z|}]")
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


class _Reader:
    """Makes blocks of plain text of the pieces of a text."""

    def __init__(self, source: _InlineText, marks: list[Mark]) -> None:
        self.source, self.marks = source, marks
        self.blocks: list[TextBlock] = []
        self.code_until = 0
        self.heading = self.lead = ""
        self.heads: tuple[str, ...] = ()

    def read(self, piece: Piece) -> None:
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


_MOST_TEXTS = 16_384
_packed: dict[bytes, bytes] = {}


@lru_cache(maxsize=64)
def scan(text: str) -> Scan:
    """Return a Markdown text as its reader sees it, and what in it is code, a link or a citation.

    Some thousand texts are remembered: validation, several rules and the site look at each of them, and
    between two builds nearly all stay the same. They are packed, by a digest of the text: that takes a
    tenth of the memory, and a third of the time of another scan.
    """
    key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    if (known := _packed.get(key)) is not None:
        return _unpack(zlib.decompress(known))
    fresh = _scan(text)
    if len(_packed) == _MOST_TEXTS:
        del _packed[next(iter(_packed))]
    _packed[key] = zlib.compress(_pack(fresh), 1)
    return fresh


def forget_scans() -> None:
    """Forget all texts."""
    scan.cache_clear()
    _packed.clear()


def _scan(text: str) -> Scan:
    marks: list[Mark] = []
    written = text
    if hidden := comments(text):
        for begin, end in hidden:
            kind: MarkKind = "comment" if begin < end else "open-comment"
            marks.append(Mark(kind, written[begin:end], begin, end))
        text = _without(text, hidden)
    walk = cut(text)
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


_ABBREVIATIONS = ("e.g", "i.e", "cf", "vs", "approx", "resp", "no", "dr", "mr")


def _in_any_case(word: str) -> str:
    """Return a pattern of a word. Browsers know no flag for a part of a pattern."""
    return "".join(
        f"[{letter.upper()}{letter}]" if letter.isalpha() else f"\\{letter}" for letter in word
    )


# An abbreviation ends no sentence, and neither does a number at the start of the text.
_STOP = re.compile(
    r"[.!?]"
    + "".join(rf"(?<!\b{_in_any_case(word)}\.)" for word in _ABBREVIATIONS)
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
