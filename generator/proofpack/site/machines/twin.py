"""A guide as Markdown alone: what its reader sees, for programs and for whoever copies it.

It is made from the Markdown that an engine gets, in which tables, dates and worksheets are HTML in part.
Its links lead to the pages of the site, in full where the site knows its address. What it cites stands
below it as footnotes, under the names that facts have in guides and in the API.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct, field

from proofpack.project.mkdocs_config import PAGE_ENDINGS, MkdocsConfig
from proofpack.site.machines.address import seen_from, twin_of
from proofpack.text.fences import opening

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]  # ships no types

_CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]\n]+\]:)\s")
"""What begins a line below which text is indented that is no code."""
_OPENS = re.compile(r"<(dl|div|p|table|ul|ol|section|details|figure|blockquote|nav|aside|script)\b")
_FOLDS = re.compile(
    r'(?P<indent> *)(?:!!!|\?\?\?\+?|===[+!]?)[ \t](?P<kind>[\w -]*?)[ \t]*(?:"(?P<title>.*)")?[ \t]*$'
)
_FOLD_MARKS = ("!!!", "???", "===")
_SAFE = {"&#39;": "'", "&#47;": "/", "&#58;": ":", "&quot;": '"'}
"""Characters that an engine might take for something, and plain Markdown does not."""
_ENTITY = re.compile("|".join(_SAFE))
_ATTRIBUTES = re.compile(r"[ \t]*\{:? ?[#.][^{}\n]*\}[ \t]*$")
_LINK = re.compile(r"\]\((?P<target>[^()\s<>]+)(?:(?P<end>\))(?:\{:? ?[#.][^{}\n]*\})?|(?=\s))")
"""A link with the attributes behind it."""
_INLINE = re.compile(
    r"<a\s(?P<attributes>[^<>]*)>(?P<label>[^<>]*)</a>|<code>(?P<code>[^<>]*)</code>"
    r"|<q\b[^<>]*>(?P<quote>[^<>]*)</q>|</?(?:span|time|a|sup|sub|abbr|small)\b[^<>]*>"
)
_ATTRIBUTE = re.compile(r'(href|title)="([^"]*)"')
_CITE, _NOTES, _PLACE, _HELD = "pp-cite", "pp-notes", "pp-place", "pp-held"
_NOTE = re.compile(
    r"^(?P<mark>\[\^[^\]\s]+\.[^\]\s]+\]): \[.*?(?P<link>\]\([^()\s]+)\)", re.MULTILINE
)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_INDEXES = ("index", "README")
"""Pages that stand for their folder, and not within it."""
# Only a link that leads up from its page is the same on each page of a folder.
_OF_ITS_PAGE = re.compile(r"href(?!=\"(?:\.\./|#|https?://|mailto:))", re.IGNORECASE)
_SILENT = ("pp-blank", "pp-filter", "pp-open", "pp-actions")


def twin(text: str, target: str, config: MkdocsConfig) -> str:
    """Return a page as Markdown alone.

    Args:
        text: the Markdown that an engine gets, front matter included.
        target: the file that makes the page, relative to the site, such as `guides/one.md`.
        config: where the site stands.
    """
    body = text.partition("\n---\n")[2] if text.startswith("---\n") else text
    converter = _Twin(target, config)
    shown = "\n".join(converter.lines(body)).strip()
    while "\n\n\n" in shown:  # takes a tenth of what a pattern takes
        shown = shown.replace("\n\n\n", "\n\n")
    return _with_marks(shown) + "\n"


class _Twin(Struct, frozen=True):
    """Makes the twin of one page."""

    target: str
    config: MkdocsConfig
    _known: dict[tuple[str, bool], str] = field(default_factory=dict)

    def lines(self, body: str) -> Iterator[str]:
        """Yield the lines of a twin."""
        code, block, name, depth = _CodeLines(), list[str](), "", 0
        lines = body.split("\n")
        folds = any(mark in body for mark in _FOLD_MARKS)
        for line in _unfolded(lines) if folds else lines:
            if block:
                block.append(line)
            elif code.holds(line):
                yield line
            elif (
                opened := None if line[:1].isalpha() else _OPENS.match(line)
            ):  # most begin with words
                block, name, depth = [line], opened[1], 0
            else:
                yield self._inline(line)
            if block:
                depth += _depth(line, name)
                if depth <= 0:
                    yield from ("", *self._block("\n".join(block)), "")
                    block = []
        if block:  # an element that nobody closed
            yield from block

    def _inline(self, line: str) -> str:
        if line.startswith("|") and not self._is_of_its_page(line):
            return _row_beside_others(line, self._folder, self.config)
        return self.inline(line)

    def inline(self, line: str) -> str:
        """Return a line without the marks of an engine."""
        # What is not in a line is not looked for in it: most lines are words alone.
        if "}" in line:
            line = _outside_code(_ATTRIBUTES, lambda _: "", line)
        if "](" in line:
            line = _outside_code(_LINK, self._link, line)
        if "<" in line:
            in_table = line.lstrip().startswith("|")
            line = _outside_code(_INLINE, partial(self._element, in_table), line)
        if "&" in line:
            line = _outside_code(_ENTITY, lambda match: _SAFE[match[0]], line)
        return line

    def _link(self, match: re.Match[str]) -> str:
        return f"]({self._to(match['target'])}{match['end'] or ''}"

    def _element(self, in_table: bool, match: re.Match[str]) -> str:
        if match["code"] is not None:
            code = html.unescape(match["code"])
            return _code(code.replace("|", "\\|") if in_table else code)
        if match["quote"] is not None:
            return f"\u201c{match['quote']}\u201d"
        if match["label"] is None:
            return ""
        given = {
            name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match["attributes"])
        }
        if "href" not in given:
            return match["label"]
        if _CITE in match["attributes"]:
            return _footnote(given["href"])
        titled = given.get("title", "").replace('"', "'")
        title = f' "{titled}"' if titled else ""
        return f"[{match['label']}]({self._to(given['href'], html_link=True)}{title})"

    def _to(self, link: str, *, html_link: bool = False) -> str:
        """Return where a link leads, seen from the twin: pages are those of the site."""
        key = link, html_link
        if key not in self._known:
            if _OUTSIDE.match(link):
                self._known[key] = link
            elif link.startswith("../") and not self._is_index:
                self._known[key] = _link_beside_others(link, html_link, self._folder, self.config)
            else:
                self._known[key] = self.resolved(link, html_link)
        return self._known[key]

    def resolved(self, link: str, html_link: bool) -> str:
        """Return where a link within the site leads: in Markdown by files, in HTML by addresses."""
        path, mark, anchor = link.partition("#")
        if html_link and not path.endswith(PAGE_ENDINGS):
            # As a browser sees it: from the address of the page.
            page = self.config.page(self.target)
            base = page if page.endswith("/") else posixpath.dirname(page)
            place = posixpath.normpath(posixpath.join(base, path)) + "/" * path.endswith("/")
        else:
            folder = posixpath.dirname(self.target)
            place = self.config.page(posixpath.normpath(posixpath.join(folder, path)))
        own = twin_of(self.config, self.target)
        return f"{seen_from(self.config, place.removeprefix('./'), own)}{mark}{anchor}"

    def _block(self, source: str) -> Sequence[str]:
        """Return what a block of HTML says, as lines of Markdown. Many pages show the same block."""
        if self._is_of_its_page(source):
            return [*self.block(source)]
        return _block_beside_others(source, self._folder, self.config)

    @property
    def _folder(self) -> str:
        return self.target.rpartition("/")[0]

    def _is_of_its_page(self, source: str) -> bool:
        """Return whether something says on this page what it does not say on others of the folder."""
        if self._is_index:
            return True
        # A pattern that disregards case takes ten times as long to find nothing.
        return "href" in source.lower() and _OF_ITS_PAGE.search(source) is not None

    @property
    def _is_index(self) -> bool:
        return self.target.rpartition("/")[2].partition(".")[0] in _INDEXES

    def block(self, source: str) -> Iterator[str]:
        """Yield what a block of HTML says, as lines of Markdown."""
        from lxml import etree  # type: ignore[import-untyped]  # ships no types; takes a while

        # Its elements are plain ones: those of `lxml.html` take a while to load and to be looked up.
        page = etree.fromstring(f"<html><body>{source}</body></html>", etree.HTMLParser())
        yield from self._walk(page.find("body"))

    def _walk(self, element: Element) -> Iterator[str]:
        loose = element.text or ""
        for child in element:
            if _is_silent(child):
                loose += child.tail or ""
                continue
            if child.tag in _BLOCKS:
                yield from _paragraph(loose)
                yield from _BLOCKS[child.tag](self, child)
                loose = child.tail or ""
            else:
                loose += self._words(child) + (child.tail or "")
        yield from _paragraph(loose)

    def plain_block(self, element: Element) -> Iterator[str]:
        """Yield the paragraphs of an element."""
        if "title" in (element.get("class") or "") and element.tag == "p":
            yield from self.title(element)
            return
        yield ""
        yield from self._walk(element)
        yield ""

    def heading(self, element: Element) -> Iterator[str]:
        """Yield a heading."""
        yield from ("", f"{'#' * int(element.tag[1])} {self._inside(element)}", "")

    def title(self, element: Element) -> Iterator[str]:
        """Yield the title of what may be folded."""
        yield from ("", f"**{self._inside(element)}**", "")

    def preformatted(self, element: Element) -> Iterator[str]:
        """Yield text as it is set."""
        yield from ("", "```", *_text(element).strip("\n").split("\n"), "```", "")

    def listed(self, element: Element) -> Iterator[str]:
        """Yield the items of a list."""
        ordered = element.tag == "ol"
        for number, item in enumerate((child for child in element if child.tag == "li"), 1):
            yield f"{f'{number}.' if ordered else '-'} {self._inside(item)}"
        yield ""

    def aside(self, element: Element) -> Iterator[str]:
        """Yield what stands aside: the quotes of a page as the footnotes that they are."""
        if element.get("class") != _NOTES:
            yield from self.plain_block(element)
            return
        for item in element.iter("li"):
            beside = {part.get("class"): part for part in item if part.get("class")}
            words = "".join(
                self._words(part) + (part.tail or "") for part in item if not part.get("class")
            )
            # The quote is here, so the page needs no directions to it.
            page = beside[_PLACE].get("href").partition(":~:")[0].removesuffix("#")
            mark, held = _footnote(item[0].get("href")), _text(beside[_HELD])
            yield f"{mark}: {' '.join(words.split())} <{page}> {held}"
        yield ""

    def definitions(self, element: Element) -> Iterator[str]:
        """Yield terms, each with what is said of it."""
        term = ""
        for item in element.iter("dt", "dd"):
            if item.tag == "dt":
                term = self._inside(item)
            else:
                yield f"- **{term}**: {self._inside(item)}"
        yield ""

    def table(self, element: Element) -> Iterator[str]:
        """Yield a table; its first row is its head."""
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        texts = [
            [self._inside(cell).replace("|", "\\|") for cell in row if not _is_silent(cell)]
            for row in rows
        ]
        width = max(map(len, texts), default=0)
        for number, row in enumerate(texts):
            yield f"| {' | '.join([*row, *[''] * (width - len(row))])} |"
            if number == 0:
                yield f"|{' --- |' * width}"
        yield ""

    def _inside(self, element: Element) -> str:
        """Return what an element says, on one line."""
        parts = [element.text or ""]
        for child in element:
            if not _is_silent(child):
                parts.append(self._words(child))
            parts.append(child.tail or "")
        return " ".join("".join(parts).split())

    def _words(self, element: Element) -> str:
        inside = self._inside(element)
        match element.tag:
            case "br":
                return " "
            case "code" | "kbd" | "samp":
                return _code(_text(element))
            case "q":
                return f"\u201c{inside}\u201d"
            case "strong" | "b":
                return f"**{inside}**"
            case "em" | "i":
                return f"*{inside}*"
            case "a" if _CITE in (element.get("class") or ""):
                return _footnote(element.get("href"))
            case "a" if element.get("href") and inside:
                return f"[{inside}]({self._to(element.get('href'), html_link=True)})"
            case "li":
                return f"{inside}; "
            case "p" | "div" | "ul" | "ol" | "dd" | "dt":
                return f" {inside} "
            case _:
                return inside


_BLOCKS = {
    **dict.fromkeys(
        ("p", "div", "section", "details", "figure", "blockquote", "nav"),
        _Twin.plain_block,
    ),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Twin.heading),
    **dict.fromkeys(("ul", "ol"), _Twin.listed),
    "aside": _Twin.aside,
    "summary": _Twin.title,
    "pre": _Twin.preformatted,
    "dl": _Twin.definitions,
    "table": _Twin.table,
}


@lru_cache(maxsize=512)
def _block_beside_others(source: str, folder: str, config: MkdocsConfig) -> tuple[str, ...]:
    """Return what a block of HTML says on each page of a folder but its index."""
    return tuple(_Twin(posixpath.join(folder, "any.md"), config).block(source))


@lru_cache(maxsize=8192)
def _link_beside_others(link: str, html_link: bool, folder: str, config: MkdocsConfig) -> str:
    """Return where a link leads that leads up from its page, likewise."""
    return _Twin(posixpath.join(folder, "any.md"), config).resolved(link, html_link)


@lru_cache(maxsize=4096)
def _row_beside_others(row: str, folder: str, config: MkdocsConfig) -> str:
    """Return what a row of a table says there, likewise: contracts stand on many guides."""
    return _Twin(posixpath.join(folder, "any.md"), config).inline(row)


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Yield lines, those of notes, folds and tabs of Python-Markdown under their titles."""
    inside, code = 0, _CodeLines()
    for written in lines:
        if not inside and written[:1].isalpha() and not code.fence:
            code.holds(written)
            yield written
            continue
        depth = len(written) - len(written.lstrip(" "))
        if written.strip() and depth < 4 * inside:
            inside = depth // 4
        line = written[4 * inside :] if written.strip() else written
        if opened := None if code.holds(line) else _FOLDS.match(line):
            inside += 1
            title = opened["title"] if opened["title"] is not None else opened["kind"].capitalize()
            yield from (f"**{title}**" if title else "", "")
        else:
            yield line


class _CodeLines:
    """Tells of one line after the other whether it is code: in a fence, or indented below no item."""

    def __init__(self) -> None:
        self.fence = ""
        self._indented, self._blank, self._item = False, True, False

    def holds(self, line: str) -> bool:
        """Return whether the next line is code, or begins or ends some."""
        if self.fence:
            if line.strip(" \t>") == self.fence:
                self.fence = ""
            return True
        first = line[:1]
        if first not in " \t" and first not in "`~>":  # as nearly all
            self._indented, self._blank = False, False
            self._item = not first.isalpha() and bool(_ITEM.match(line))
            return False
        if opened := opening(line):
            self.fence = opened.mark
            return True
        if not line.strip():
            self._blank = True
            return self._indented
        deep = line.startswith(("    ", "\t")) and not self._item
        self._indented, self._blank = deep and (self._blank or self._indented), False
        if first not in " \t":
            self._item = False
        return self._indented


def _outside_code(pattern: re.Pattern[str], make: Callable[[re.Match[str]], str], line: str) -> str:
    """Return a line with what a pattern finds outside of code replaced."""
    if "`" not in line:
        return pattern.sub(make, line)
    spans = [match.span() for match in _CODE.finditer(line)]

    def unless_code(match: re.Match[str]) -> str:
        within = any(begin < match.start() < end for begin, end in spans)
        return match[0] if within else make(match)

    return pattern.sub(unless_code, line)


def _is_silent(element: Element) -> bool:
    """Return whether an element is not read: a comment, a script, or what is only for a screen."""
    tag = element.tag
    if not isinstance(tag, str) or tag in ("script", "style", "template", "svg"):
        return True
    if not element.keys():  # as of most
        return False
    hidden = element.get("aria-hidden") == "true" or element.get("hidden") is not None
    return hidden or not {*(element.get("class") or "").split()}.isdisjoint(_SILENT)


def _text(element: Element) -> str:
    """Return the text of an element and of all in it, as it is set."""
    return "".join(element.itertext())


def _with_marks(shown: str) -> str:
    """Return a twin with a mark at each link to a fact that is quoted, and that nothing cites."""
    notes = [*_NOTE.finditer(shown)]
    text, below = (shown[: notes[0].start()], shown[notes[0].start() :]) if notes else (shown, "")
    for note in notes:
        if note["mark"] not in text:
            link = re.compile(re.escape(note["link"]) + r'(?: "[^"\n]*")?\)')
            text = link.sub(partial(_marked, note["mark"]), text)
    return text + below


def _marked(mark: str, match: re.Match[str]) -> str:
    return f"{match[0]}{mark}"


def _footnote(link: str) -> str:
    """Return the mark of a fact, by a link to where it stands: its name, as guides cite it."""
    page, _, fact = link.partition("#")
    return f"[^{posixpath.basename(page.removesuffix('/').removesuffix('.html'))}.{fact}]"


def _paragraph(text: str) -> Iterator[str]:
    if words := " ".join(text.split()):
        yield from ("", words, "")


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{ticks}{pad}{text}{pad}{ticks}" if text.strip() else text


def _depth(line: str, name: str) -> int:
    """Return how many more elements of a name a line opens than it closes."""
    if "<" not in line:
        return 0
    return len(_opening(name).findall(line)) - line.count(f"</{name}>")


@cache
def _opening(name: str) -> re.Pattern[str]:
    return re.compile(rf"<{name}\b")
