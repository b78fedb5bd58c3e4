"""What search is made from beside pages, for whoever asks whether anything changed: it loads no more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from proofpack.site.theme import layer
from proofpack.text import squeeze

FOLDER = "assets/search"
"""Where the scripts of search stand in a site, and nothing else."""


def made_with(synonyms: Iterable[Sequence[str]]) -> str:
    """Return a digest of what the search of a site is made from, but for its pages.

    Args:
        synonyms: phrases of which each means the others of its group.
    """
    written = [path.read_text("utf-8") for path in sorted((layer() / "search").iterdir())]
    makers = [Path(file).read_text("utf-8") for file in (squeeze.__file__, _beside("write"))]
    return hashlib.sha256(repr((version(), written, makers, list(synonyms))).encode()).hexdigest()


@cache
def version() -> str:
    """Return a digest of the code that decides what is kept."""
    sources = (Path(_beside(name)).read_bytes() for name in ("extract", "index", "terms"))
    return hashlib.sha256(b"".join(sources)).hexdigest()


def ours(name: str) -> str:
    """Return a file of the theme layer that search is made from."""
    return (layer() / "search" / name).read_text(encoding="utf-8")


def _beside(name: str) -> str:
    return str(Path(__file__).with_name(f"{name}.py"))
