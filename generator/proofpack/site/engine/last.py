"""Whether anything changed since the last site was built, known without starting an engine."""

from __future__ import annotations

from pathlib import Path

from proofpack.site.engine.cache import PageCache
from proofpack.util.stamps import stamps

_KIND, _KEY = "sites", "last"


def stands(cache: PageCache, made_from: str, site: Path) -> bool:
    """Return whether a site stands as it was built, and was built from this.

    Args:
        cache: where the last build is remembered.
        made_from: digest of everything that a site is made from.
        site: its folder.
    """
    last = cache.record(_KIND, _KEY)
    return last is not None and last["from"] == made_from and last["files"] == stamps(site)


def remember(cache: PageCache, made_from: str, site: Path) -> None:
    """Remember a site that was built without a warning."""
    cache.keep(_KIND, _KEY, {"from": made_from, "files": stamps(site)})
