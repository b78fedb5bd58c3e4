"""Files as text: encodings, hidden characters, and what is no file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from proofpack.model.problems import Exit, ProblemsError
from proofpack.project.load import load
from proofpack.project.load.text import MAXIMUM_BYTES, decode
from tests.conftest import Project
from tests.vectors import each_of


def lines(text: bytes) -> list[str]:
    """Return the problems of decoding, as text."""
    with pytest.raises(ProblemsError) as caught:
        decode("f.yml", text)
    assert caught.value.exit is Exit.UNREADABLE
    return [str(one) for one in caught.value.problems]


@each_of(
    ("data", "expected"),
    [
        ("title: é\n".encode("utf-16"), "f.yml:1:1: error encoding: written in UTF-16."),
        ("a: b\nc: é\n".encode("latin-1"), "f.yml:2:4: error encoding: byte 0xE9 is not UTF-8."),
        (b"\xef\xbb\xbfa: \xe9\n", "f.yml:1:4: error encoding: byte 0xE9 is not UTF-8."),
        (b"a: b\x00\n", "f.yml:1:5: error character: character U+0000 is not allowed."),
        (b"a: \x1b[31m\n", "f.yml:1:4: error character: character U+001B is not allowed."),
        (
            "a: b\nc: x\u202ey\n".encode(),
            "f.yml:2:5: error character: character U+202E is not allowed.",
        ),
        ("a: \u2066b\n".encode(), "f.yml:1:4: error character: character U+2066 is not allowed."),
    ],
    ids=["utf-16", "latin-1", "after a mark", "nul", "escape", "bidi-override", "bidi-isolate"],
)
def test_text_that_is_not_what_it_seems(data: bytes, expected: str) -> None:
    """Another encoding, or a character that hides something, is named with its code point."""
    assert lines(data)[0].startswith(expected)


def test_all_hidden_characters_are_named_at_once() -> None:
    """A file with several gets a line for each, up to ten."""
    assert len(lines(b"a\x01\nb\x02\n")) == 2
    assert len(lines(b"\x01" * 50)) == 10


def test_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    """What an editor on Windows writes is read."""
    assert decode("f.yml", b"\xef\xbb\xbfa: b\r\nc: d\r\n") == "a: b\nc: d\n"


def test_what_is_no_regular_file_is_refused(project: Project, tmp_path: Path) -> None:
    """A pipe, a folder with the name of a file, a link that leads out, and a huge file."""
    root = project({})
    os.mkfifo(root / "data" / "faq" / "pipe.yml")
    (root / "data" / "faq" / "folder.yml").mkdir()
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yml"
    outside.write_text("title: x\n")
    (root / "data" / "faq" / "link.yml").symlink_to(outside)
    (root / "data" / "faq" / "huge.yml").write_bytes(b"#" * (MAXIMUM_BYTES + 1))
    (root / "content" / "gone.md").symlink_to(root / "content" / "nowhere.md")
    tree = load(root)
    assert [(one.place.path, one.rule) for one in tree.problems] == [
        ("data/faq/folder.yml", "unknown-file"),
        ("data/faq/huge.yml", "too-big"),
        ("data/faq/link.yml", "outside"),
        ("data/faq/pipe.yml", "not-a-file"),
        ("content/gone.md", "unreadable"),
    ]
    assert all(one.exit is Exit.UNREADABLE for one in tree.problems)


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    """It is told what a project is."""
    with pytest.raises(ProblemsError, match=r"Wanted: a folder with mkdocs\.yml") as caught:
        load(tmp_path)
    assert caught.value.exit is Exit.UNREADABLE
