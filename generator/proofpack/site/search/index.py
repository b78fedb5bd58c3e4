"""The index: what all pages hold, cut into scripts so small that a question loads a few of them.

`root.js` knows the pages, all terms, and which script holds what. The others are called by a digest of
what they hold: postings of neighbouring terms, or texts of one page. So no browser joins an old
script with a new root.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from proofpack.site.search.extract import Unit
from proofpack.site.search.terms import TABLE, chunks, terms_of

ROOT = "root.js"
"""The script that is loaded first."""
_LETTERS = string.ascii_uppercase + string.ascii_lowercase
_BLOCK = len(_LETTERS)
"""How many parts of a page a letter can tell apart. A longer page is several blocks."""
_ALL = "*"
_HEAD, _CONTEXT, _TEXT = range(3)
_PIECE = 12_000
_EMPTY, _COMMON = 300, 0.3
"""A term in more than this many texts, and in this share of all, says nothing there."""
_SAYS_NOTHING = "!"
_LONGEST = 64
_SORTS = ("faq", "guides", "tables", "contracts", "worksheets", "", "sources", "index")
"""Sorts of pages. Of a part that stands on several, the page of the earliest sort shows it."""
_UNITS = ("page", "section", "row")
_SLIGHT = re.compile(TABLE["slight"])
_DIGITS = 10


@dataclass(frozen=True)
class PageEntry:
    """A page as the index takes it.

    Attributes:
        path: where it stands in the site.
        units: its parts, the page itself first.
        keys: a digest of what each says: of two alike, one is shown.
        blocks: for each `_BLOCK` of them, term to letters of those that have it in head, context, text.
    """

    path: str
    units: Sequence[Unit]
    keys: Sequence[str]
    blocks: Sequence[Mapping[str, Sequence[str]]]


def page_entry(path: str, units: Sequence[Unit]) -> PageEntry:
    """Return a page as the index takes it.

    Args:
        path: where it stands in the site.
        units: its parts, the page itself first.
    """
    keys = [_digest(f"{unit.head}\n{unit.text}") for unit in units]
    title = terms_of(units[0].head)
    blocks = [
        _block(units[start : start + _BLOCK], title) for start in range(0, len(units), _BLOCK)
    ]
    return PageEntry(path, units, keys, blocks)


def index(entries: Iterable[PageEntry], synonyms: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the scripts of the index by their name.

    Args:
        entries: the pages.
        synonyms: phrases of which each means the others of its group.
    """
    pages = sorted(entries, key=lambda page: page.path)
    numbers = {page.path: number for number, page in enumerate(pages)}
    places = _places(pages)
    shown = {page.path: _own(page, places) for page in pages}
    texts = [
        _script(said[start : start + _BLOCK])
        for page in pages
        for said in (_shown_texts(page, shown[page.path], places, numbers),)
        for start in range(0, len(said), _BLOCK)
    ]
    postings = _postings(pages, shown)
    vocabulary = sorted(postings)
    pieces = list(_pieces([postings[term] for term in vocabulary]))
    scripts = [_script(entries) for _, entries in pieces]
    root = {
        "table": TABLE,
        "synonyms": [list(group) for group in synonyms],
        "pages": [[page.path, page.units[0].head, _rank(page.path)] for page in pages],
        "units": [_marks(page, shown[page.path]) for page in pages],
        "texts": "".join(map(_digest, texts)),
        "terms": _front_coded(vocabulary),
        "starts": [start for start, _ in pieces],
        "pieces": "".join(map(_digest, scripts)),
    }
    return {ROOT: _script(root)} | {f"{_digest(text)}.js": text for text in (*texts, *scripts)}


def _block(units: Sequence[Unit], title: set[str]) -> dict[str, list[str]]:
    """Return the terms of some parts of a page, with the letters of those that have them."""
    found: defaultdict[str, list[str]] = defaultdict(lambda: ["", "", ""])
    for letter, unit in zip(_LETTERS, units, strict=False):
        for where, text in ((_HEAD, unit.head), (_CONTEXT, unit.context), (_TEXT, unit.text)):
            for term in terms_of(text):
                found[term][where] += letter
    for term in title:
        found[term][_CONTEXT] = _ALL
    return {
        term: found[term]
        for term in sorted(found)
        if len(term) <= _LONGEST and not _SLIGHT.match(term)
    }


_Place = tuple[int, str, int, str]
"""Rank and path of a page, number of a part, its anchor."""


def _places(pages: Sequence[PageEntry]) -> dict[str, list[_Place]]:
    """Return where each part stands, by its key; the place that shows it first."""
    found: defaultdict[str, list[_Place]] = defaultdict(list)
    for page in pages:
        rank = _rank(page.path)
        for number, (key, unit) in enumerate(zip(page.keys, page.units, strict=True)):
            found[key].append((rank, page.path, number, unit.anchor))
    return {key: sorted(places) for key, places in found.items()}


def _own(page: PageEntry, places: Mapping[str, list[_Place]]) -> list[bool]:
    """Return which parts of a page are shown as its own. A page itself always is."""
    return [
        number == 0 or (places[key][0][1], places[key][0][2]) == (page.path, number)
        for number, key in enumerate(page.keys)
    ]


def _shown_texts(
    page: PageEntry,
    shown: Sequence[bool],
    places: Mapping[str, list[_Place]],
    numbers: Mapping[str, int],
) -> list[Any]:
    """Return what a page's own parts say, and where else each stands."""
    texts: list[Any] = []
    for number, (unit, key) in enumerate(zip(page.units, page.keys, strict=True)):
        if not shown[number]:
            texts.append(0)
            continue
        others = [
            [numbers[path], anchor] for _, path, _, anchor in places[key] if path != page.path
        ]
        text = [unit.anchor, unit.head, unit.text]
        texts.append([*text, others] if others and number else text)
    return texts


def _postings(
    pages: Sequence[PageEntry], shown: Mapping[str, Sequence[bool]]
) -> dict[str, list[str]]:
    """Return for each term, and each of the fields, the blocks and letters of the parts that have it."""
    found: dict[str, tuple[list[str], list[str], list[str]]] = defaultdict(lambda: ([], [], []))
    block = total = 0
    for page in pages:
        own = shown[page.path]
        total += len(own)
        for position, postings in enumerate(page.blocks):
            some = own[position * _BLOCK : (position + 1) * _BLOCK]
            hidden = {ord(letter): None for letter, is_own in zip(_LETTERS, some) if not is_own}  # noqa: B905 - fewer parts than letters
            for term, fields in postings.items():
                lists = found[term]
                for where, letters in enumerate(fields):
                    kept = letters.translate(hidden) if hidden and letters else letters
                    if kept:
                        lists[where].append(f"{block}{kept}")
            block += 1
    most = max(_EMPTY, total * _COMMON)
    return {term: fields for term, lists in found.items() if (fields := _fields(lists, most))}


def _fields(lists: Sequence[list[str]], most: float) -> list[str]:
    head, context, text = lists
    fields = ["".join(head), "".join(context), "".join(text)]
    if len(text) > most / _BLOCK and sum(c.isalpha() for c in fields[_TEXT]) > most:
        fields[_TEXT] = _SAYS_NOTHING
    while fields and not fields[-1]:
        fields.pop()
    return fields


def _pieces(postings: Sequence[list[str]]) -> Iterable[tuple[int, list[list[str]]]]:
    """Yield neighbouring terms' postings, with the number of the first of them."""
    start, size = 0, 0
    for number, fields in enumerate(postings):
        length = sum(map(len, fields)) + 3 * len(fields) + 2
        if size and size + length > _PIECE:
            yield start, list(postings[start:number])
            start, size = number, 0
        size += length
    yield start, list(postings[start:])


def _marks(page: PageEntry, shown: Sequence[bool]) -> str:
    """Return a letter for each part of a page, by its sort and the length of its head; or a blank."""
    marks = ""
    for unit, is_own in zip(page.units, shown, strict=True):
        length = min(len(chunks(unit.head)), 16)
        marks += _LETTERS[_UNITS.index(unit.sort) * 17 + length] if is_own else " "
    return marks


def _rank(path: str) -> int:
    """Return which sort of page stands at a path."""
    stem = path.removesuffix(".html").removesuffix("/index")
    folder, name = posixpath.split(stem)
    if stem in ("index", *_SORTS[1:]) or name == "index":
        return _SORTS.index("faq" if stem == "faq" else "index")
    sort = "faq" if stem == "faq" else folder.partition("/")[0]
    return _SORTS.index(sort if sort in _SORTS else "")


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
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"Proofpack.search.take({text})\n"
