"""Whether anything changed since the last site was built, known without starting an engine."""

from __future__ import annotations

import os
from pathlib import Path

from proofpack.site.engine.cache import PageCache, bytes_digest, digest

_KIND, _KEY = "sites", "last"


def folder_digest(*folders: Path) -> str:
    """Return a digest of what stands in folders."""
    return digest([(name, bytes_digest(path.read_bytes())) for name, path in _files(*folders)])


def stands(cache: PageCache, made_from: str, site: Path) -> bool:
    """Return whether a site stands as it was built, and was built from this.

    Args:
        cache: where the last build is remembered.
        made_from: digest of everything that a site is made from.
        site: its folder.
    """
    last = cache.record(_KIND, _KEY)
    return last == {"from": made_from, "files": _stamps(site)}


def remember(cache: PageCache, made_from: str, site: Path) -> None:
    """Remember a site that was built without a warning."""
    cache.keep(_KIND, _KEY, {"from": made_from, "files": _stamps(site)})


def _stamps(site: Path) -> dict[str, list[int]]:
    stamps = {}
    for name, path in _files(site):
        status = path.stat()
        stamps[name] = [status.st_size, status.st_mtime_ns, status.st_ino]
    return stamps


def _files(*tops: Path) -> list[tuple[str, Path]]:
    return sorted(
        (os.path.relpath(Path(folder, name), top), Path(folder, name))
        for top in tops
        for folder, _, names in os.walk(top, followlinks=True)
        for name in names
    )
