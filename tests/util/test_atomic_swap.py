"""A folder is put in place of another in one step."""

from __future__ import annotations

from pathlib import Path

from proofpack.util.atomic_swap import atomic_swap


def test_swap_puts_a_folder_in_place_of_another(tmp_path: Path) -> None:
    """The new one stands, the old one is gone; also where there was none."""
    for text in ("first", "second"):
        new = tmp_path / "new"
        new.mkdir()
        (new / "file").write_text(text)
        atomic_swap(new, tmp_path / "old")
        assert (tmp_path / "old" / "file").read_text() == text
        assert not new.exists()
