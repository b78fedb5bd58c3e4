"""A folder is put in place of another in one step."""

from __future__ import annotations

import os
from pathlib import Path

from proofpack.util.atomic_swap import atomic_swap, replace


def test_swap_puts_a_folder_in_place_of_another(tmp_path: Path) -> None:
    """The new one stands, the old one is gone; also where there was none."""
    for text in ("first", "second"):
        new = tmp_path / "new"
        new.mkdir()
        (new / "file").write_text(text)
        atomic_swap(new, tmp_path / "old")
        assert (tmp_path / "old" / "file").read_text() == text
        assert not new.exists()


def test_what_is_no_file_stays_and_takes_what_is_written(tmp_path: Path) -> None:
    """A pipe, a terminal or a device is written to; nothing takes its place."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    replace(pipe, b"written")
    assert pipe.is_fifo()
    assert os.read(reading, 100) == b"written"
    os.close(reading)
