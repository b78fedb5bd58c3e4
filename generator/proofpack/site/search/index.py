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
from collections.abc import Iterable, Iterator, Sequence
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


def index(
    entries: Iterable[PageEntry], synonyms: Iterable[Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Yield the scripts of the index, each with its name.

    Args:
        entries: the pages in order of their paths. They are walked twice, and none is held.
        synonyms: phrases of which each means the others of its group.
    """
    places = _Places(entries)
    pages, units, texts = list[Any](), list[str](), list[str]()
    postings = _Postings()
    for page in entries:
        own = places.own(len(pages), page)
        shown = _texts(len(pages), page, own, places)
        for start in range(0, len(shown), TEXTS):
            script = _script(shown[start : start + TEXTS])
            texts.append(_digest(script))
            yield _named(script)
        pages.append([page.path, page.units[0].head, _rank(page.path)])
        units.append(_marks(page, own))
        postings.add(page.blocks, own)
    # The order of browsers, which compare halves of characters.
    vocabulary = sorted(postings.terms, key=lambda term: term.encode("utf-16-be"))
    most = max(_EMPTY, _COMMON * sum(map(len, units)))
    starts, pieces = list[str](), list[str]()
    for piece in _pieces((term, *postings.fields(term, most)) for term in vocabulary):
        script = _script(piece)
        starts.append(piece[0][0])
        pieces.append(_digest(script))
        yield _named(script)
    words = list[list[str]]()
    for letters, group in _by_letter([term for term in vocabulary if _WORD.match(term)]):
        script = _script(_front_coded(group))
        words.append([letters, _digest(script)])
        yield _named(script)
    root = {
        "table": TABLE,
        "synonyms": [list(group) for group in synonyms],
        "pages": pages,
        "units": units,
        "some": TEXTS,
        "texts": "".join(texts),
        "words": words,
        "starts": starts,
        "pieces": "".join(pieces),
    }
    yield ROOT, _script(root)


def _named(script: str) -> tuple[str, str]:
    return f"{_digest(script)}.js", script


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


class _Places:
    """Where parts that stand at several places stand, by their keys; first the place that shows one.

    Args:
        pages: the pages in order of their paths.
    """

    def __init__(self, pages: Iterable[PageEntry]) -> None:
        # A number for each part takes a fifth of the memory of its key and a place. The least of those
        # with one key is of the sort of page that comes first.
        parts = sorted(
            int(key, 16) << 64 | _rank(page.path) << 56 | number << 24 | at
            for number, page in enumerate(pages)
            for at, key in enumerate(page.keys)
        )
        self._several: dict[str, list[tuple[int, int]]] = {}
        for key, placed in groupby(parts, key=lambda part: part >> 64):
            first, *others = placed
            if others:
                places = [(part >> 24 & 0xFFFFFFFF, part & 0xFFFFFF) for part in (first, *others)]
                self._several[f"{key:0{_DIGITS}x}"] = places

    def own(self, number: int, page: PageEntry) -> str:
        """Return a letter for each part of a page, `y` if the page shows it as its own."""
        return "".join(
            "y" if at == 0 or self._several.get(key, [(number, at)])[0] == (number, at) else "n"
            for at, key in enumerate(page.keys)
        )

    def others(self, number: int, key: str) -> list[int]:
        """Return the other pages on which a part of a page stands."""
        return [*dict.fromkeys(page for page, _ in self._several.get(key, ()) if page != number)]


def _texts(number: int, page: PageEntry, own: str, places: _Places) -> list[Any]:
    """Return what a page's own parts say, and where else each stands: a few, and how many more."""
    texts: list[Any] = []
    for at, (unit, key, shown) in enumerate(zip(page.units, page.keys, own, strict=True)):
        if shown != "y":
            texts.append(0)
            continue
        others = places.others(number, key)
        text = [unit.anchor, unit.head, unit.text]
        also = [others[:OTHERS], len(others[OTHERS:])]
        texts.append([*text, *also] if others and at else text)
    return texts


class _Postings:
    """For each term, and each of the fields, the blocks and letters of the parts that have it."""

    def __init__(self) -> None:
        self.terms: defaultdict[str, tuple[bytearray, bytearray, bytearray, list[int]]]
        self.terms = defaultdict(lambda: (bytearray(), bytearray(), bytearray(), [0]))
        self.blocks = self.digits = 0

    def add(self, blocks: Sequence[str], own: str) -> None:
        """Add the blocks of a page, but for the parts that other pages show."""
        for at, block in enumerate(blocks):
            name = str(self.blocks)
            self.blocks += 1
            self.digits += len(name)
            if block:  # else its parts say nothing that can be searched
                self._add(name, block, _others(own[at * _BLOCK : (at + 1) * _BLOCK]))

    def _add(self, name: str, block: str, others: dict[int, None]) -> None:
        terms, *columns = (block.replace("\n", " ").split(" ")[at::4] for at in range(4))
        for where, column in enumerate(columns):
            # All at once: one call for each term would take most of the time.
            shown = "\n".join(column).translate(others).split("\n") if others else column
            for term, letters in zip(terms, shown, strict=True):
                if letters:
                    known = self.terms[term]
                    known[where].extend(f"{name}{letters}".encode())
                    known[3][0] += where == _TEXT

    def fields(self, term: str, most: float) -> list[str]:
        """Return the postings of a term by field; a mark for a term that stands in more texts."""
        *postings, (texts,) = self.terms[term]
        fields = [letters.decode() for letters in postings]
        if len(fields[_TEXT]) - texts * self.digits / max(1, self.blocks) > most:
            fields[_TEXT] = _SAYS_NOTHING
        while fields and not fields[-1]:
            fields.pop()
        return fields


def _others(own: str) -> dict[int, None]:
    """Return what takes away the letters of the parts of a block that other pages show."""
    letters = zip(_LETTERS, own, strict=False)
    return {ord(letter): None for letter, shown in letters if shown != "y"}


def _pieces(entries: Iterable[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """Yield neighbouring terms with their postings, as many as a script shall hold."""
    piece, size = list[tuple[str, ...]](), 0
    for entry in entries:
        length = sum(map(len, entry)) + 3 * len(entry) + 2
        if size and size + length > _PIECE:
            yield piece
            piece, size = [], 0
        piece.append(entry)
        size += length
    if piece:
        yield piece


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
