"""Stage 5: pages and assets to a folder: only what changed, and nothing left over.

Unchanged files keep their time stamps, so that an engine or an editor that watches the folder sees
only the edit. Each file is replaced in one step: a reader finds the old one or the new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from proofpack.model.problems import cannot_write
from proofpack.util.atomic_swap import replace


@dataclass(frozen=True, slots=True)
class Written:
    """How many files were written, left as they were, and removed."""

    changed: int
    unchanged: int
    removed: int


def write(files: Mapping[str, str | bytes], folder: Path) -> Written:
    """Make a folder hold just these files.

    Args:
        files: contents by path relative to the folder.
        folder: where to write; made if it is not there.

    Raises:
        ProblemsError: a file cannot be written (no space, no permission).
    """
    changed = removed = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        wanted = {folder / name: content for name, content in files.items()}
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if path not in wanted and not any(path.iterdir()):
                    path.rmdir()
            elif path not in wanted:
                path.unlink()
                removed += 1
        for path, content in wanted.items():
            data = content.encode() if isinstance(content, str) else content
            if not _holds(path, data):
                replace(path, data)
                changed += 1
    except OSError as error:
        raise cannot_write(folder, error) from None
    return Written(changed, len(files) - changed, removed)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
