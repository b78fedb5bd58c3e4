"""The search of a finished site, written beside its pages, whichever engine made them.

What a page holds is kept from one build to the next, by a digest of its article and of the code that
reads it; what is not there, or cannot be read, is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from proofpack.site.search import extract, index, terms
from proofpack.site.search.extract import Unit, article, units
from proofpack.site.search.index import PageEntry, page_entry
from proofpack.site.theme import layer
from proofpack.site.write import write
from proofpack.text import squeeze
from proofpack.util.atomic_swap import replace

FOLDER = "assets/search"
"""Where the scripts of search stand in a site, and nothing else."""
CODE, BOX, STYLE = "find.js", "box.js", "box.css"
LICENCE, MANIFEST = "minisearch.LICENSE.txt", "manifest.json"
_CODE = ("minisearch.umd.js", "find.js")
_MAKERS = (__file__, squeeze.__file__)
_NOT_SEARCHED = frozenset({"404.html"})


def write_search(site: Path, kept: Path | None, synonyms: Iterable[Sequence[str]]) -> None:
    """Write the scripts of search into a finished site, with a list of them and their digests.

    Args:
        site: the folder of the site.
        kept: a file that keeps what pages hold until the next build, and may be missing; None if
            nothing is to be kept.
        synonyms: phrases of which each means the others of its group.

    Raises:
        ProblemsError: a file cannot be written (no space, no permission).
    """
    known, entries, digests = _kept(kept) if kept else {}, [], {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        part = b"" if name in _NOT_SEARCHED else article(path.read_bytes())
        digest = hashlib.sha256(part).hexdigest()
        if name in known and known[name][0] == digest:
            entry = _entry(name, known[name][1])
        elif found := units(part) if part else []:
            entry = page_entry(name, found)
        else:
            continue
        entries.append(entry)
        digests[name] = digest
    files = {**_layer(), **index.index(entries, synonyms)}
    files[MANIFEST] = _manifest(files)
    write(files, site / FOLDER)
    if kept and digests != {name: digest for name, (digest, _) in known.items()}:
        pages = {entry.path: (digests[entry.path], entry.__dict__) for entry in entries}
        kept.parent.mkdir(parents=True, exist_ok=True)
        replace(kept, json.dumps({"by": _version(), "pages": pages}).encode())


def made_with(synonyms: Iterable[Sequence[str]]) -> str:
    """Return a digest of what the search of a site is made from, but for its pages.

    Args:
        synonyms: phrases of which each means the others of its group.
    """
    written = [_ours(name) for name in (*_CODE, BOX, STYLE)]
    written += [Path(file).read_text("utf-8") for file in _MAKERS]
    return hashlib.sha256(repr((_version(), written, list(synonyms))).encode()).hexdigest()


@cache
def code() -> str:
    """Return the script that finds, with the library that it stands on. It may run twice."""
    library, find = (squeeze.script(_ours(name)) for name in _CODE)
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
    box, style = squeeze.script(_ours(BOX)), squeeze.style(_ours(STYLE))
    return {CODE: code(), BOX: box, STYLE: style, LICENCE: _ours(LICENCE)}


def _ours(name: str) -> str:
    return (layer() / "search" / name).read_text(encoding="utf-8")


def _manifest(files: dict[str, str]) -> str:
    digests = {name: hashlib.sha256(files[name].encode()).hexdigest() for name in sorted(files)}
    return json.dumps(digests, indent=1) + "\n"


@cache
def _version() -> str:
    """Return a digest of the code that decides what is kept."""
    sources = (Path(str(module.__file__)).read_bytes() for module in (extract, index, terms))
    return hashlib.sha256(b"".join(sources)).hexdigest()


def _kept(path: Path) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what the last build kept: pages with the digest of each; nothing that other code kept."""
    try:
        data = json.loads(path.read_bytes())
        return dict(data["pages"]) if data["by"] == _version() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _entry(path: str, kept: dict[str, Any]) -> PageEntry:
    found = [Unit(*unit) for unit in kept["units"]]
    return PageEntry(path, found, kept["keys"], kept["own"], kept["blocks"])
