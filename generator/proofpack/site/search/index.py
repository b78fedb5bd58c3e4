"""The index: what all pages hold, cut into scripts so small that a question loads a few of them.

`root.js` knows the pages, all terms, and which script holds what. The others are called by a digest of
what they hold: postings of neighbouring terms, or texts of one page. So no browser joins an old
script with a new root.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec
from msgspec import Struct

from proofpack.site.search.extract import Unit
from proofpack.site.search.terms import TABLE, chunks, terms_of

ROOT = "root.js"
"""The script that is loaded first."""
_LETTERS = string.ascii_uppercase + string.ascii_lowercase
_BLOCK = len(_LETTERS)
"""How many parts of a page a letter can tell apart. A longer page is several blocks."""
TEXTS = 26
"""How many parts of a page a script of texts holds."""
OTHERS = 3
"""How many of the other pages with the same part are named."""
_ALL = "*"
_HEAD, _CONTEXT, _TEXT = range(3)
_PIECE = 6_000
_EMPTY, _COMMON = 300, 0.3
"""A term in more than this many texts, and in this share of all, says nothing there."""
_SAYS_NOTHING = "!"
_LONGEST = 64
_SORTS = ("faq", "tables", "guides", "contracts", "worksheets", "", "sources", "index")
"""Sorts of pages. Of a part that stands on several, the page of the earliest sort shows it."""
_UNITS = ("page", "section", "row")
_SLIGHT = re.compile(TABLE["slight"])
_WORD = re.compile(r"[^\W\d]{3,24}\Z")
"""A term of which a slip of the finger may be told: no number, no pair of Chinese characters."""
_DIGITS = 10
_encoded = msgspec.json.Encoder().encode


class PageEntry(Struct, frozen=True):
    """A page as the index takes it: made of the page alone, whatever stands on others.

    Attributes:
        path: where it stands in the site.
        units: its parts, the page itself first.
        keys: a digest of what each says: of two alike, one is shown.
        blocks: for each `_BLOCK` of those, a line for each term: the letters of parts that have it.
    """

    path: str
    units: Sequence[Unit]
    keys: Sequence[str]
    blocks: Sequence[str]


def page_entry(path: str, units: Sequence[Unit]) -> PageEntry:
    """Return a page as the index takes it.

    Args:
        path: where it stands in the site.
        units: its parts, the page itself first.
    """
    keys = [_digest(unit.of or f"{unit.head}\n{unit.text}") for unit in units]
    title = terms_of(units[0].head)
    starts = range(0, len(units), _BLOCK)
    return PageEntry(path, units, keys, [_block(units[at : at + _BLOCK], title) for at in starts])


def index(entries: Iterable[PageEntry], synonyms: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the scripts of the index by their name.

    Args:
        entries: the pages.
        synonyms: phrases of which each means the others of its group.
    """
    pages = sorted(entries, key=lambda page: page.path)
    places = _places(pages)
    own = {page.path: _own(page, places) for page in pages}
    numbers = {page.path: number for number, page in enumerate(pages)}
    texts = [
        _script(shown[start : start + TEXTS])
        for page in pages
        for shown in (_texts(page, own[page.path], places, numbers),)
        for start in range(0, len(shown), TEXTS)
    ]
    postings = _postings(pages, own)
    # The order of browsers, which compare halves of characters.
    vocabulary = sorted(postings, key=lambda term: term.encode("utf-16-be"))
    pieces = list(_pieces([(term, *postings[term]) for term in vocabulary]))
    scripts = list(map(_script, pieces))
    words = {
        letters: _script(_front_coded(group))
        for letters, group in _by_letter([term for term in vocabulary if _WORD.match(term)])
    }
    root = {
        "table": TABLE,
        "synonyms": [list(group) for group in synonyms],
        "pages": [[page.path, page.units[0].head, _rank(page.path)] for page in pages],
        "units": [_marks(page, own[page.path]) for page in pages],
        "some": TEXTS,
        "texts": "".join(map(_digest, texts)),
        "words": [[letters, _digest(script)] for letters, script in words.items()],
        "starts": [piece[0][0] for piece in pieces],
        "pieces": "".join(map(_digest, scripts)),
    }
    files = {f"{_digest(text)}.js": text for text in (*texts, *scripts, *words.values())}
    return {ROOT: _script(root), **files}


def _block(units: Sequence[Unit], title: set[str]) -> str:
    """Return a line for each term of some parts of a page, with the letters of those that have it."""
    letters: defaultdict[str, list[str]] = defaultdict(lambda: ["", "", ""])
    for letter, unit in zip(_LETTERS, units, strict=False):
        for where, text in ((_HEAD, unit.head), (_CONTEXT, unit.context), (_TEXT, unit.text)):
            for term in terms_of(text):
                letters[term][where] += letter
    for term in title:
        letters[term][_CONTEXT] = _ALL
    return "\n".join(
        " ".join((term, *letters[term]))
        for term in sorted(letters)
        if len(term) <= _LONGEST and not _SLIGHT.match(term)
    )


_Place = tuple[str, int, str]
"""Path of a page, number of a part, its anchor."""


def _places(pages: Sequence[PageEntry]) -> dict[str, list[_Place]]:
    """Return where each part stands, by its key; first the place that shows it."""
    places: dict[str, list[_Place]] = {}
    for page in sorted(pages, key=lambda page: _rank(page.path)):
        for number, (key, unit) in enumerate(zip(page.keys, page.units, strict=True)):
            places.setdefault(key, []).append((page.path, number, unit.anchor))
    return places


def _own(page: PageEntry, places: Mapping[str, list[_Place]]) -> str:
    """Return a letter for each part of a page, `y` if the page shows it as its own."""
    return "".join(
        "y" if number == 0 or places[key][0][:2] == (page.path, number) else "n"
        for number, key in enumerate(page.keys)
    )


def _texts(
    page: PageEntry, own: str, places: Mapping[str, list[_Place]], numbers: Mapping[str, int]
) -> list[Any]:
    """Return what a page's own parts say, and where else each stands: a few, and how many more."""
    texts: list[Any] = []
    for number, (unit, key, shown) in enumerate(zip(page.units, page.keys, own, strict=True)):
        if shown != "y":
            texts.append(0)
            continue
        others = [*dict.fromkeys(numbers[path] for path, _, _ in places[key] if path != page.path)]
        text = [unit.anchor, unit.head, unit.text]
        also = [others[:OTHERS], len(others[OTHERS:])]
        texts.append([*text, *also] if others and number else text)
    return texts


def _postings(pages: Sequence[PageEntry], own: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each term, and each of the fields, the blocks and letters of the parts that have it."""
    postings: defaultdict[str, tuple[list[str], list[str], list[str]]]
    postings = defaultdict(lambda: ([], [], []))
    blocks = [
        (block, _others(own[page.path][at * _BLOCK : (at + 1) * _BLOCK]))
        for page in pages
        for at, block in enumerate(page.blocks)
    ]
    for number, (block, others) in enumerate(blocks):
        if not block:  # its parts say nothing that can be searched
            continue
        name = str(number)
        terms, *columns = (block.replace("\n", " ").split(" ")[at::4] for at in range(4))
        for where, column in enumerate(columns):
            # All at once: one call for each term would take most of the time.
            shown = "\n".join(column).translate(others).split("\n") if others else column
            for term, letters in zip(terms, shown, strict=True):
                if letters:
                    postings[term][where].append(name + letters)
    most = max(_EMPTY, _COMMON * sum(len(page.units) for page in pages))
    digits = sum(len(str(number)) for number in range(len(blocks))) / max(1, len(blocks))
    return {term: _fields(lists, most, digits) for term, lists in postings.items()}


def _others(own: str) -> dict[int, None]:
    """Return what takes away the letters of the parts of a block that other pages show."""
    letters = zip(_LETTERS, own, strict=False)
    return {ord(letter): None for letter, shown in letters if shown != "y"}


def _fields(lists: Sequence[list[str]], most: float, digits: float) -> list[str]:
    fields = ["".join(postings) for postings in lists]
    if len(fields[_TEXT]) - digits * len(lists[_TEXT]) > most:
        fields[_TEXT] = _SAYS_NOTHING
    while fields and not fields[-1]:
        fields.pop()
    return fields


def _pieces(entries: Sequence[tuple[str, ...]]) -> Iterator[Sequence[tuple[str, ...]]]:
    """Yield neighbouring terms with their postings, as many as a script shall hold."""
    start = size = 0
    for number, entry in enumerate(entries):
        length = sum(map(len, entry)) + 3 * len(entry) + 2
        if size and size + length > _PIECE:
            yield entries[start:number]
            start, size = number, 0
        size += length
    yield entries[start:]


def _marks(page: PageEntry, own: str) -> str:
    """Return a letter for each part of a page, by its sort and the length of its head; or a blank."""
    marks = ""
    for unit, shown in zip(page.units, own, strict=True):
        if shown == "y":
            length = min(len(chunks(unit.head)), 16)
            marks += _LETTERS[_UNITS.index(unit.sort) * 17 + length]
        else:
            marks += " "
    return marks


def _rank(path: str) -> int:
    """Return which sort of page stands at a path."""
    stem = path.removesuffix(".html").removesuffix("/index")
    folder, name = posixpath.split(stem)
    if stem in ("index", *_SORTS[1:]) or name == "index":
        return _SORTS.index("faq" if stem == "faq" else "index")
    sort = "faq" if stem == "faq" else folder.partition("/")[0]
    return _SORTS.index(sort if sort in _SORTS else "")


def _by_letter(words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield sorted words by their first letters: those of one, or of neighbours that are few."""
    letters, group = "", list[str]()
    for letter, more in groupby(words, key=lambda word: word[0]):
        beginning = [*more]
        if group and sum(map(len, group + beginning)) > _PIECE:
            yield letters, group
            letters, group = "", []
        letters, group = letters + letter, group + beginning
    if group:
        yield letters, group


def _front_coded(words: Sequence[str]) -> str:
    """Return sorted words as one text: how much each shares with the last one, and the rest."""
    coded, last = [], ""
    for word in words:
        shared = len(posixpath.commonprefix([word, last]))
        coded.append(f"{chr(48 + shared)}{word[shared:]}")
        last = word
    return " ".join(coded)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _script(data: object) -> str:
    return f"Proofpack.search.take({_encoded(data).decode()})\n"
