"""What an engine made before, by the digest of everything that it was made from.

An entry is a small record, kept under its key, or a text, kept under its own digest. What is read is
checked: an entry that was cut off or changed is none, and is made again. Each is written aside and
put in place in one step, so builds that run at once share a cache, and a killed one harms none. All
of it can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from proofpack.util.quick_json import from_json

_KEPT_UNUSED = 2
_names = itertools.count()


def digest(*parts: object) -> str:
    """Return a digest of texts, numbers, dates, lists and mappings: equal parts have equal digests."""
    return bytes_digest(repr(parts).encode("utf-8", "surrogatepass"))


def bytes_digest(data: bytes) -> str:
    """Return a digest of the contents of a file."""
    return hashlib.sha256(data).hexdigest()


class PageCache:
    """Records and texts in a folder.

    Attributes:
        folder: where they stand.
        stays: whether another build follows: then records stay in memory.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.stays = folder, False
        self._used: set[str] = set()
        self._records: dict[str, dict[str, Any]] = {}
        self._checked: dict[str, tuple[int, int, int]] = {}

    def begin(self) -> None:
        """Begin a build: what the last one asked for stays in memory, and counts as unused."""
        self._records = {path: self._records[path] for path in self._used & self._records.keys()}
        self._checked = {
            name: stamp for name, stamp in self._checked.items() if f"texts/{name}" in self._used
        }
        self._used = set()

    def record(self, kind: str, key: str) -> dict[str, Any] | None:
        """Return what was kept under a key, or None.

        Args:
            kind: what sort of record it is; part of its path.
            key: digest of what it was made from.
        """
        name = f"{kind}/{key}"
        self._used.add(name)
        if name in self._records:
            return self._records[name]
        with contextlib.suppress(OSError, ValueError):
            seal, _, body = (self.folder / name).read_bytes().partition(b"\n")
            if seal.decode() == _seal(name, body):
                return self._held(name, body)
        return None

    def _held(self, name: str, body: bytes) -> dict[str, Any]:
        record: dict[str, Any] = from_json(body)
        if self.stays:
            self._records[name] = record
        return record

    def keep(self, kind: str, key: str, record: dict[str, Any]) -> dict[str, Any]:
        """Keep a record under a key, and return it as it will be read."""
        body = json.dumps(record, separators=(",", ":"), default=str).encode()
        name = f"{kind}/{key}"
        _write(self.folder / name, _seal(name, body).encode() + b"\n" + body)
        self._used.add(name)
        return self._held(name, body)

    def keep_text(self, data: bytes) -> str:
        """Keep a text, and return the digest under which it is found."""
        name = bytes_digest(data)
        if self.text(name) is None:
            _write(self._text(name), data)
        return name

    def text(self, name: str) -> bytes | None:
        """Return a text that was kept, or None where it is not there or is another."""
        self._used.add(f"texts/{name}")
        try:
            data = self._text(name).read_bytes()
        except OSError:
            return None
        return data if bytes_digest(data) == name else None

    def holds(self, name: str) -> bool:
        """Return whether a text is there as it was kept. It is read anew only once its file changed."""
        self._used.add(f"texts/{name}")
        try:
            stamp = _stamp(f"{self.folder}/texts/{name}")
        except OSError:
            return False
        if self._checked.get(name) != stamp:
            if self.text(name) is None:
                return False
            self._checked[name] = stamp
        return True

    def place(self, name: str, target: Path) -> bool:
        """Put a text in the place of a file: as a second name of it, or as a copy.

        Returns:
            Whether it was still there.

        Raises:
            OSError: the file cannot be written.
        """
        source = self._text(name)
        with contextlib.suppress(OSError):  # its folder may be missing, or a file in the way
            os.link(source, target)
            return True
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:  # no file system has to know links
            if not source.exists():
                return False
            shutil.copyfile(source, target)
        return True

    def forget_unused(self) -> None:
        """Remove what was made first, where far more is kept than was asked for since this was made."""
        kept = [entry for name, entry in self._entries() if name not in self._used]
        surplus = len(kept) - _KEPT_UNUSED * len(self._used)
        if surplus > 0:
            for entry in sorted(kept, key=_age)[:surplus]:
                Path(entry).unlink(missing_ok=True)

    def _entries(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        for kind in os.scandir(self.folder):
            if kind.is_dir():
                yield from ((f"{kind.name}/{entry.name}", entry) for entry in os.scandir(kind))

    def _text(self, name: str) -> Path:
        return self.folder / "texts" / name


def _age(entry: os.DirEntry[str]) -> int:
    with contextlib.suppress(OSError):
        return entry.stat().st_mtime_ns
    return 0


def _stamp(path: str) -> tuple[int, int, int]:
    status = os.stat(path)  # noqa: PTH116 - it is asked of every page, and a Path costs as much again
    return status.st_ino, status.st_mtime_ns, status.st_size


def _seal(name: str, body: bytes) -> str:
    return bytes_digest(f"{name}\n".encode() + body)


def _write(path: Path, data: bytes) -> None:
    """Put a file in place in one step, whoever else does so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}-{next(_names)}")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
