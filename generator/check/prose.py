"""Rules about the text of pages: what is said twice, what is empty, what was meant for editors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..documents import Code, MarkdownFile, Prose
from ..plain import Stretch, sentences, stretches
from ..problems import Place
from . import words
from .rule import Checked, Found, content

_LONG = 8
_WORD = re.compile(r"\w+")


def editors_note(checked: Checked) -> Iterator[Found]:
    """A note to editors was left in the text.

    TODO, FIXME, TBD, XXX, "lorem ipsum", "[citation needed]", "insert ... here", `???`, and comments
    that ask or tell somebody something: a reader on call takes the sentence around it for finished. In
    backticks such a word is talked about and passes.

    Do what it says, or move it to the tracker.
    """
    for path, page in checked.pages.items():
        for one in page.body:
            if isinstance(one, Prose | Code):
                yield from _notes(words.Text(one.text, path, one.line, isinstance(one, Code)))
        for text in words.of_nodes(page.meta):
            yield from _notes(text)
    for kind in ("sources", "contracts", "worksheets", "faq"):
        for nodes in checked.tree.data[kind]:
            for text in words.of_nodes(nodes):
                if not text.key.endswith((".quote", ".pattern", ".url", ".read")):
                    yield from _notes(text)


def empty_section(checked: Checked) -> Iterator[Found]:
    """A heading has nothing under it.

    It is followed by a heading of the same or a higher level, or by nothing. A directive or a block of
    code is something; a comment is nothing.

    Write the section, or remove its heading.
    """
    for page in checked.pages.values():
        open_heading: tuple[Stretch, Place] | None = None
        for stretch, place in _in_order(page):
            heading = stretch if stretch and stretch.kind == "heading" else None
            if open_heading and heading and heading.level <= open_heading[0].level:
                yield _empty(*open_heading)
            open_heading = (heading, place) if heading else None
        if open_heading:
            yield _empty(*open_heading)


def repeated_heading(checked: Checked) -> Iterator[Found]:
    """A page has the same heading twice.

    In the table of contents the two cannot be told apart, and neither can links to them.

    Name each section after what only it says.
    """
    for page in checked.pages.values():
        first: dict[str, Place] = {}
        for stretch, place in _in_order(page):
            if stretch and stretch.kind == "heading" and (name := _folded(stretch.text)):
                if name in first:
                    what = (
                        f'"{stretch.text.strip()}" is a heading on line {first[name].line} already'
                    )
                    yield Found(place, "", what, "Name it after what only it says.")
                first.setdefault(name, place)


def repeated_sentence(checked: Checked) -> Iterator[Found]:
    """A sentence of eight words or more stands in more than one guide.

    What is said twice is corrected once. Where both guides need it, it belongs into a contract, a
    worksheet or an answer, which they both place.

    Say it in one guide and link to it, or write it as data.
    """
    first: dict[str, str] = {}
    for guide in checked.library.guides.values():
        path = guide.file.path
        for text in words.of_guide(checked, guide):
            for key, offset in () if text.code else _sentences(text.text):
                where = first.setdefault(key, path)
                if where != path:
                    what = f"this sentence stands in {where} too"
                    yield Found(text.at(offset), "", what, "Say it once, and link to it.")


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """Yield each long sentence of a text, without regard to case, with its offset."""
    for stretch in stretches(text):
        if stretch.kind in ("text", "item") and len(stretch.text) > 2 * _LONG:
            for begin, end in sentences(stretch.text):
                found = stretch.text[begin:end]
                if found.count(" ") + 1 >= _LONG:
                    spoken = found.strip()
                    yield (
                        spoken.casefold().rstrip(".!?"),
                        stretch.offset(begin + found.index(spoken[0])),
                    )


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _in_order(page: MarkdownFile) -> Iterator[tuple[Stretch | None, Place]]:
    """Yield what stands on a page, in order: stretches of text, and None for anything else."""
    for one in page.body:
        if isinstance(one, Prose):
            text = words.Text(one.text, page.path, one.line)
            for stretch in stretches(one.text):
                if stretch.text.strip():
                    yield stretch, text.at(stretch.offset(0))
        elif isinstance(one, Code):
            yield None, Place(page.path, one.line)
        else:
            yield None, one.place


def _empty(stretch: Stretch, place: Place) -> Found:
    what = f'nothing stands under "{stretch.text.strip()}"'
    return Found(place, "", what, "Write the section, or remove its heading.")


_NOTE = re.compile(
    r"""
      \b(?:TODO|FIXME|TBD|TBC|TKTK|WIP)\b
    | \bXXX\b(?!-)
    | (?i:lorem\ ipsum|\[citation\ needed\]|note\ to\ self|coming\ soon|under\ construction)
    | (?i:\[(?:todo|fixme|tbd|sic\?|source\?|verify!|check|link|image)\](?!\())
    | (?i:\b(?:insert|paste)\s(?:[a-z-]{1,20}\s){0,4}here\b)
    | (?i:[\[(<]\s?(?:add|put|fill\ in|your)\s(?:[a-z-]{1,20}\s){0,4}here\s?[\])>])
    | (?i:\bto\ be\ (?:written|completed|defined|filled\ in|added\ later|announced)\b)
    | (?i:\b(?:dear|note\ to|note\ for)\s(?:the\s)?(?:editors?|reviewers?|authors?)\b)
    | (?<!\?)\?{3,}
    | <!--(?=\s{0,20}(?i:note|editor|reviewer|author|remember|ask|check|fix|please|why|is\ this|do\ we
        |should|can\ someone|could|need|add|remove|rewrite|update|move|maybe|question|old|draft|@))
    """,
    re.VERBOSE,
)
# One of these stands in whatever `_NOTE` finds; to look for them first takes a tenth of the time.
_SIGNS = (
    *("todo", "fixme", "tbd", "tbc", "tktk", "wip", "xxx", "lorem", "needed]", "to self", "soon"),
    *("construction", "[sic", "[source", "[verify", "[check", "[link", "[image", " here", "to be "),
    *("dear ", "note to", "note for", "???", "<!--"),
)
_DETAILS = re.compile(r"^[ \t]*\?\?\?\+?[ \t]", re.MULTILINE)
_SPANS = re.compile(r"(`{1,2})[^`\n]{1,200}\1")


def _notes(text: words.Text) -> Iterator[Found]:
    lower = text.text.lower()
    if not any(sign in lower for sign in _SIGNS) or not _NOTE.search(text.text):
        return
    cleared = text.text if text.code else _SPANS.sub(lambda one: " " * len(one[0]), text.text)
    cleared = _DETAILS.sub(lambda one: " " * len(one[0]), cleared)
    told: set[int] = set()
    for match in _NOTE.finditer(cleared):
        line = cleared.count("\n", 0, match.start())
        # In code, three crosses or question marks are a sample's own.
        if line not in told and not (text.code and match[0].strip("X?") == ""):
            told.add(line)
            found = "a comment to editors" if match[0].startswith("<!--") else f'"{match[0]}"'
            what = f"{found} was left in"
            yield Found(text.at(match.start()), text.key, what, "Do what it says, or remove it.")


RULES = (
    content(editors_note, "error"),
    content(empty_section, "error"),
    content(repeated_heading, "warning"),
    content(repeated_sentence, "warning"),
)
