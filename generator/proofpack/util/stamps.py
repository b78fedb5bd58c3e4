"""How the files of a folder look, without reading them: what looks the same was not written since."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def stamps(folder: Path) -> dict[str, list[int]]:
    """Return size, time and number of each file in a folder, by its path in it.

    What cannot be listed holds nothing: whoever goes on to write there is told why that fails.
    """
    top, by_path = os.fspath(folder), {}
    for entry in below(top):
        if not entry.is_dir(follow_symlinks=False):
            with contextlib.suppress(OSError):  # a link that leads nowhere
                by_path[entry.path[len(top) + 1 :]] = _stamp(entry.stat())
    return by_path


def linked_stamps(folder: Path) -> dict[str, list[int]]:
    """Return what `stamps` does, and that of files in folders that links lead to."""
    top, by_path = os.fspath(folder), {}
    for path in files_below(top):
        with contextlib.suppress(OSError):  # a link that leads nowhere
            by_path[path[len(top) + 1 :]] = stamp(path)
    return by_path


def stamp(path: str) -> list[int]:
    """Return how one file looks, as `stamps` tells it. Raises `OSError` where it is not there."""
    return _stamp(os.stat(path))  # noqa: PTH116 - a Path costs as much again


def _stamp(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ino]


def below(top: str, besides: str = "") -> Iterator[os.DirEntry[str]]:
    """Yield what lies in a folder and below it: no link is followed, and what cannot be listed is empty.

    Args:
        top: the folder. Builds and saves wait for it, and a `Path` costs three times what asking does.
        besides: a folder in it that is left out.
    """
    with contextlib.suppress(OSError), os.scandir(top) as entries:
        for entry in entries:
            if entry.path != besides:
                yield entry
                if entry.is_dir(follow_symlinks=False):
                    yield from below(entry.path, besides)


def files_below(top: str, bound: str = "", above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the paths of what is no folder in a folder and below it, and where links lead.

    Args:
        top: the folder.
        bound: the folder out of which no link is followed: one that leads out is yielded itself.
        above: the real paths of the folders in which it stands, into which no link leads back.
    """
    real = os.path.realpath(top)
    if real in above:
        return
    if bound and not f"{real}{os.sep}".startswith(f"{os.path.realpath(bound)}{os.sep}"):
        yield top
        return
    with contextlib.suppress(OSError), os.scandir(top) as entries:
        for entry in entries:
            if os.path.isdir(entry.path):  # noqa: PTH112 - a link in a circle is none; entries raise
                yield from files_below(entry.path, bound, (*above, real))
            else:
                yield entry.path
