"""Bytes of a file to clean text, or the reason why not.

Everything that could be shown differently from what it is (control and bidirectional characters),
or that is not what its name says (devices, links out of the project, other encodings), stops here.
"""

from __future__ import annotations

import os
import re
import stat
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

from proofpack.model.problems import Place, Problem, ProblemsError, not_a_file, unreadable
from proofpack.text.characters import DIRECTIONS, ranges

MAXIMUM_BYTES = 1024 * 1024
# The ledger grows with the number of sources and cannot be cut into files: 100,000 of them fit.
MAXIMUM_LEDGER_BYTES = 64 * 1024 * 1024

FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff{ranges(DIRECTIONS)}]"
)
"""Characters that no file of a project may hold, raw or by an escape."""
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_bytes(
    root: Path,
    path: Path,
    maximum: int = MAXIMUM_BYTES,
    resolved: Callable[[str], str] = os.path.realpath,
) -> bytes:
    """Return the bytes of a regular file inside the project.

    Args:
        root: folder of the project.
        path: the file.
        maximum: how many bytes it may have.
        resolved: gives the real path of a folder; whoever reads many files remembers it.

    Raises:
        ProblemsError: it is no regular file, leads out of `root`, is too big or cannot be read.
    """
    real, size = regular_file(root, path, resolved)
    if size > maximum:
        wanted = f"Wanted: at most {maximum // 1024**2} MiB."
        fault = unreadable(_place(root, path), "too-big", f"{size:,} bytes", wanted)
        raise ProblemsError([fault])
    try:
        with open(real, "rb") as file:  # noqa: PTH123 - a Path costs as much again, for each file
            return file.read()
    except OSError as error:
        raise ProblemsError([closed(_place(root, path), error)]) from None


def regular_file(
    root: Path, path: Path, resolved: Callable[[str], str] = os.path.realpath
) -> tuple[str, int]:
    """Return the path of a file without links, and its size.

    Args:
        root: the folder out of which no link may lead.
        path: the file.
        resolved: gives the real path of a folder; whoever reads many files remembers it.

    Raises:
        ProblemsError: it is no regular file, leads out of `root`, or cannot be read.
    """
    # As texts, because a save waits for it: with Paths it takes more than twice as long.
    try:
        folder, name = os.path.split(path)
        real = os.path.join(resolved(folder), name)  # noqa: PTH118 - a Path takes twice as long
        status = os.lstat(real)
        if stat.S_ISLNK(status.st_mode):
            real = os.path.realpath(real, strict=True)
            status = os.stat(real)  # noqa: PTH116 - a Path takes twice as long
    except OSError as error:
        raise ProblemsError([closed(_place(root, path), error)]) from None
    if not real.startswith(f"{resolved(os.fspath(root)).rstrip(os.sep)}{os.sep}"):
        what = "a link that leads out of the project"
        raise ProblemsError([unreadable(_place(root, path), "outside", what)])
    if not stat.S_ISREG(status.st_mode):
        raise ProblemsError([not_a_file(_place(root, path))])
    return real, status.st_size


def _place(root: Path, path: Path) -> Place:
    return Place(path.relative_to(root).as_posix())


def closed(place: Place, error: OSError) -> Problem:
    """Return the problem of a file or a folder that cannot be read, with the system's reason."""
    reason = error.strerror or type(error).__name__
    return unreadable(place, "unreadable", f"cannot be read ({reason})")


def decode(path: str, data: bytes) -> str:
    """Return the text of a UTF-8 file, with the line ends of Unix.

    Args:
        path: path relative to the project, for messages.
        data: the bytes of the file. A byte order mark of UTF-8 is dropped.

    Raises:
        ProblemsError: not UTF-8, or with control or bidirectional characters: all of them, at most ten.
    """
    text = decode_utf8(path, data)
    text = text.replace("\r\n", "\n")
    if faults := [character(path, text, match.start()) for match in FORBIDDEN.finditer(text)]:
        raise ProblemsError(faults[:10])
    return text


def decode_utf8(path: str, data: bytes) -> str:
    """Return the text of a UTF-8 file, whatever its characters.

    Args:
        path: path of the file, for messages.
        data: its bytes. A byte order mark of UTF-8 is dropped.

    Raises:
        ProblemsError: not UTF-8.
    """
    if data.startswith(UTF16):
        fault = unreadable(Place(path), "encoding", "written in UTF-16", "Save it as UTF-8.")
        raise ProblemsError([fault])
    try:
        return data.decode().removeprefix("\ufeff")  # the codec for it takes 20 times as long
    except UnicodeDecodeError as error:
        before = data[: error.start].removeprefix(BOM_UTF8)
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        what = f"byte 0x{data[error.start]:02X} is not UTF-8"
        fault = unreadable(Place(path, line, column), "encoding", what, "Save it as UTF-8.")
        raise ProblemsError([fault]) from None


def decode_whatever(data: bytes) -> str:
    """Return the text of a file in which something is wrong, as far as there is any.

    Args:
        data: its bytes. UTF-16 is known by its byte order mark; all else is taken for UTF-8.
    """
    return data.decode("utf-16" if data.startswith(UTF16) else "utf-8-sig", "replace")


def character(path: str, text: str, offset: int) -> Problem:
    """Return the problem of a character that may not stand in a file.

    Args:
        path: path of the file, for messages.
        text: what stands in it.
        offset: of the character.
    """
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    what = f"character U+{ord(text[offset]):04X} is not allowed"
    remedy = "Delete it: it does not show, or shows text as what it is not."
    return unreadable(Place(path, line, column), "character", what, remedy)
