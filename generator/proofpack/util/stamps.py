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
    by_path = {}
    for name, entry in _entries(os.fspath(folder)):
        with contextlib.suppress(OSError):  # a link that leads nowhere
            status = entry.stat()
            by_path[name] = [status.st_size, status.st_mtime_ns, status.st_ino]
    return by_path


def _entries(folder: str, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path, f"{name}/")
            else:
                yield name, entry
