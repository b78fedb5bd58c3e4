"""What a run keeps for the next one is taken whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.util.kept import Kept, _seal


def kept(path: Path, **parts: object) -> Kept:
    """Return what a run keeps in a file."""
    run = Kept(path, "the program")
    run.parts = {name: {"part": part} for name, part in parts.items()}
    run.save()
    return run


@pytest.mark.parametrize("more", [{}, {"guides/\udcff.md": "known"}])
def test_the_next_run_reads_what_was_kept(tmp_path: Path, more: dict[str, str]) -> None:
    """Texts of any language, numbers and lists come back as they were, and names that are no UTF-8."""
    path = tmp_path / "build" / "kept.json"
    words = "\u00e9 \u4e2d \U0001f600 \0"
    parts = kept(path, words=words, numbers=[1, None, True, 2.5], **more).parts
    assert Kept.read(path, "the program").parts == parts


def test_another_program_reads_nothing(tmp_path: Path) -> None:
    """It may mean another thing by the same words."""
    kept(tmp_path / "kept.json", words="known")
    assert Kept.read(tmp_path / "kept.json", "a newer program").parts == {}


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b"\xff", b"{}\n"])
def test_a_file_that_was_harmed_counts_as_empty(tmp_path: Path, harm: bytes) -> None:
    """Cut short, edited or written over."""
    path = tmp_path / "kept.json"
    kept(path, words="known")
    path.write_bytes(harm or path.read_bytes()[:-1])
    assert Kept.read(path, "the program").parts == {}


def test_what_was_sealed_and_is_no_json_counts_as_empty(tmp_path: Path) -> None:
    """Whoever wrote it."""
    path = tmp_path / "kept.json"
    path.write_bytes(b"{\n" + _seal([b"{"], "the program"))
    assert Kept.read(path, "the program").parts == {}
