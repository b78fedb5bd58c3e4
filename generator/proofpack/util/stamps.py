"""How the files of a folder look, without reading them: what looks the same was not written since."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def stamps(folder: Path) -> dict[str, list[int]]:
    """Return size, time and number of each file in a folder, by its path in it.

    What cannot be listed holds nothing: whoever goes on to write there is told why that fails.
    """
    by_path = {}
    for name, entry in _entries(os.fspath(folder)):
        with contextlib.suppress(OSError):  # a link that leads nowhere
            by_path[name] = _stamp(entry.stat())
    return by_path


def stamped(
    looks: Mapping[str, list[int]], folder: Path, names: Iterable[str]
) -> dict[str, list[int]]:
    """Return how the files of a folder look after some of them were written.

    Args:
        looks: how they looked before, as `stamps` tells it.
        folder: the folder.
        names: those that were written.

    Raises:
        OSError: one is not there.
    """
    top = os.fspath(folder)
    return {**looks, **{name: _stamp(os.stat(f"{top}/{name}")) for name in names}}  # noqa: PTH116 - a Path costs as much again


def _stamp(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def _entries(folder: str, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, f"{name}/")
            else:
                yield name, entry
