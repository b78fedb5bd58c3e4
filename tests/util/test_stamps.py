"""How files look without reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.util.stamps import stamped, stamps


def test_what_was_written_is_looked_at_again_alone(tmp_path: Path) -> None:
    """Files that were written look as they do now; of others, what was known counts."""
    for name in ("a", "b"):
        (tmp_path / name).write_text("one")
    before = stamps(tmp_path)
    (tmp_path / "a").write_text("more")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "c").write_text("new")
    assert stamped(before, tmp_path, ["a", "in/c"]) == stamps(tmp_path)
    assert stamped(before, tmp_path, ["a"]).keys() == {"a", "b"}
    (tmp_path / "b").write_text("more")
    assert stamped(before, tmp_path, ["a"])["b"] == before["b"]


def test_a_file_that_is_not_there_does_not_look_at_all(tmp_path: Path) -> None:
    """Whoever says that it was written is told."""
    with pytest.raises(FileNotFoundError):
        stamped({}, tmp_path, ["gone"])
