"""The search of a finished site, written beside its pages, whichever engine made them.

What a page holds is kept in the cache of pages, by a digest of its article and of the code that reads
it, as soon as the page is made: so several processes share that work.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec.structs import asdict

from proofpack.site.engine.cache import PageCache, bytes_digest, digest
from proofpack.site.search import index, terms
from proofpack.site.search.extract import Unit, article, units
from proofpack.site.search.index import PageEntry, page_entry
from proofpack.site.search.version import ours, version
from proofpack.text import squeeze

CODE, BOX, STYLE = "find.js", "box.js", "box.css"
LICENCE, MANIFEST = "minisearch.LICENSE.txt", "manifest.json"
_CODE = ("minisearch.umd.js", "find.js")
_KIND = "search"
_NOT_SEARCHED = frozenset({"404.html"})


def keep_entry(kept: PageCache, page: bytes) -> str:
    """Keep what a page holds for search, and return the key under which it is found.

    Args:
        kept: where it is kept.
        page: the finished page.
    """
    part = article(page)
    key = digest(version(), bytes_digest(part))
    if kept.record(_KIND, key) is None:
        parts = units(part) if part else []
        kept.keep(_KIND, key, asdict(page_entry("", parts)) if parts else {})
    return key


def write_search(
    site: Path,
    folder: Path,
    kept: PageCache,
    keys: Mapping[str, str],
    synonyms: Iterable[Sequence[str]],
    last: Path | None = None,
) -> None:
    """Write the scripts of search of a finished site, with a list of them and their digests.

    Most of them are as they were: those get a second name, which takes a tenth of writing them.

    Args:
        site: the folder of the site.
        folder: the folder of the scripts. What stands there goes.
        kept: keeps what pages hold.
        keys: what `keep_entry` returned, by the path of a page; of others, it is asked here.
        synonyms: phrases of which each means the others of its group.
        last: the folder of the scripts of the last site, which may be gone.

    Raises:
        OSError: a file cannot be written (no space, no permission).
    """
    entries = _Entries(site, kept, keys)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    digests: dict[str, str] = {}

    def put(name: str, text: str) -> None:
        data = text.encode()
        digests[name] = hashlib.sha256(data).hexdigest()
        _put(data, os.fspath(folder / name), os.fspath(last / name) if last else "")

    for name, text in chain(_layer().items(), index.index(entries, synonyms)):
        put(name, text)
    put(MANIFEST, json.dumps(dict(sorted(digests.items())), indent=1) + "\n")


class _Entries:
    """The pages of a site as the index takes them, in order of their paths, each read when it is asked.

    Args:
        site: the folder of the site.
        kept: keeps what pages hold.
        keys: what `keep_entry` returned, by the path of a page.
    """

    def __init__(self, site: Path, kept: PageCache, keys: Mapping[str, str]) -> None:
        names = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        self._names = sorted(set(names) - _NOT_SEARCHED)
        self._site, self._kept, self._keys = site, kept, dict(keys)

    def __iter__(self) -> Iterator[PageEntry]:
        for name in self._names:
            if entry := self._entry(name):
                parts = [Unit(*unit) for unit in entry["units"]]
                yield PageEntry(name, parts, entry["keys"], entry["blocks"])

    def _entry(self, name: str) -> dict[str, Any]:
        """Return what a page holds; nothing where it is not searched."""
        entry = self._kept.record(_KIND, self._keys[name]) if name in self._keys else None
        if entry is None:  # another engine made it, or somebody removed it meanwhile
            self._keys[name] = keep_entry(self._kept, (self._site / name).read_bytes())
            entry = self._kept.record(_KIND, self._keys[name])
        return entry or {}


def _put(data: bytes, path: str, last: str) -> None:
    """Make a file hold something: as a second name of one that holds it, or anew."""
    with contextlib.suppress(OSError):  # there is none, or its file system knows no links
        with open(last, "rb") as file:  # noqa: PTH123 - a Path costs as much again, for each of thousands
            same = file.read() == data
        if same:
            os.link(last, path)
            return
    Path(path).write_bytes(data)


@cache
def code() -> str:
    """Return the script that finds, with the library that it stands on. It may run twice."""
    library, find = (squeeze.script(ours(name)) for name in _CODE)
    names = "Finder: ProofpackFind, Terms: ProofpackTerms, MiniSearch: library.exports"
    table = json.dumps(terms.TABLE, ensure_ascii=False)
    head = f"/*! MiniSearch: {LICENCE} */const library = {{exports: {{}}}};((module, exports) => {{"
    return (
        f";(() => {{\n{head}{library}\n}})(library, library.exports)\n{find}\n"
        f"Object.assign(Proofpack.search, {{{names}, table: {table}}})\n}})()\n"
    )


@cache
def _layer() -> dict[str, str]:
    """Return what is the same in every site."""
    box, style = squeeze.script(ours(BOX)), squeeze.style(ours(STYLE))
    return {CODE: code(), BOX: box, STYLE: style, LICENCE: ours(LICENCE)}
