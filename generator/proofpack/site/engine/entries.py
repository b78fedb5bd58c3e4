"""Entries of a navigation, as MkDocs writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any


def pages(entries: Any) -> Iterator[str]:
    """Yield the pages that a navigation names."""
    if isinstance(entries, str):
        yield entries
    elif isinstance(entries, dict | list):
        for entry in entries.values() if isinstance(entries, dict) else entries:
            yield from pages(entry)


def without(entries: list[Any], shown: Collection[str]) -> list[Any]:
    """Return the entries of a navigation but for pages that are shown; no section is left empty."""
    kept: list[Any] = []
    for entry in entries:
        if isinstance(entry, str):
            kept += [] if entry in shown else [entry]
            continue
        for title, inner in entry.items():
            left = without([inner] if isinstance(inner, str) else inner, shown)
            if left:
                kept.append({title: inner if isinstance(inner, str) else left})
    return kept
