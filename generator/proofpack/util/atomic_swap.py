"""Files and folders put in place in one step: a reader, or a killed run, finds the old or the new.

Two renames would leave a moment with no folder at all, and a process can be killed in just that
moment. Linux and macOS can exchange two names at once; elsewhere the two renames have to do.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

_AT_FDCWD = {"linux": -100, "darwin": -2}
# renameat2(2) RENAME_EXCHANGE, renameatx_np(2) RENAME_SWAP
_EXCHANGE = {"linux": ("renameat2", 2), "darwin": ("renameatx_np", 2)}


def replace(path: Path, data: bytes | Iterable[bytes], durable: bool = False) -> None:
    """Put `data` in the place of a file in one step.

    Args:
        path: the file. What is there and no file, such as a device, stays, and takes what is written.
        data: what it shall hold, as a whole or piece by piece.
        durable: whether it must be on the disk, not in its cache, before it takes the place.
    """
    mode = _mode(path)
    if mode and not stat.S_ISREG(mode):
        path.write_bytes(data if isinstance(data, bytes) else b"".join(data))
        return
    aside = path.with_name(f".{path.name}.new")
    try:
        with _opened(aside) as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            if mode:
                aside.chmod(stat.S_IMODE(mode))
            if durable:
                file.flush()
                os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the kind and the permissions of what stands at a path, or 0 where nothing does."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _opened(path: Path) -> BinaryIO:
    """Open a file to write it, in a folder that is made if it is not there."""
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")


def remove_leftovers(path: Path) -> None:
    """Remove what a killed `replace` has left beside a file."""
    path.with_name(f".{path.name}.new").unlink(missing_ok=True)


def atomic_swap(new: Path, old: Path, then: Callable[[], None] = lambda: None) -> None:
    """Make `new` stand at `old`, and remove what stood there.

    Args:
        new: a finished folder, on the same file system.
        old: where it shall stand; may not exist yet.
        then: called as soon as it stands there.
    """
    if old.exists() and _exchange(new, old):
        then()
        shutil.rmtree(new)
        return
    if old.exists():
        aside = new.with_name(f"{new.name}-old")
        old.rename(aside)
        new.rename(old)
        then()
        shutil.rmtree(aside)
    else:
        new.rename(old)
        then()


def _exchange(new: Path, old: Path) -> bool:
    if sys.platform not in _EXCHANGE:
        return False
    name, flag = _EXCHANGE[sys.platform]
    here = _AT_FDCWD[sys.platform]
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    return bool(function(here, os.fsencode(new), here, os.fsencode(old), flag) == 0)
