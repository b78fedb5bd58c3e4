"""Bytes to nodes: what is accepted, what is refused, and how fast."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.documents import Code, Directive, Prose
from proofpack.model.problems import Exit, Problem, ProblemsError
from proofpack.project.load import load
from proofpack.project.load.markdown import read_markdown
from proofpack.project.load.text import MAXIMUM_BYTES, decode
from proofpack.project.load.yaml_nodes import read_yaml
from tests.conftest import Project

HEAD = "---\ntitle: T\n---\n"


def lines(text: bytes) -> list[str]:
    """Return the problems of decoding, as text."""
    with pytest.raises(ProblemsError) as caught:
        decode("f.yml", text)
    assert caught.value.exit is Exit.UNREADABLE
    return [str(one) for one in caught.value.problems]


def test_scalars_stay_text() -> None:
    """What YAML 1.1 takes for a boolean, a time, an octal, a number or nothing stays as typed."""
    text = "a: no\nb: 12:30\nc: 0755\nd: 1.10\ne: null\nf: ~\ng: 2026-06-01\nh: 1_000\n"
    assert read_yaml("f.yml", text).data == {
        "a": "no",
        "b": "12:30",
        "c": "0755",
        "d": "1.10",
        "e": "null",
        "f": "~",
        "g": "2026-06-01",
        "h": "1_000",
    }


def test_every_value_and_key_has_its_place() -> None:
    """Line and column are those of the file, also for a document inside another."""
    nodes = read_yaml("f.md", "a: x\nb:\n  - {c: y}\n", line=10, column=5)
    assert str(nodes.place(("b", 0, "c"))) == "f.md:12:13"
    assert str(nodes.key_place(("b",))) == "f.md:11:5"
    assert str(nodes.place(("b", 0, "nothing", "here"))) == "f.md:12:9"


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 500_000,
        "{" * 500_000,
        "- " * 250_000,
        "? " * 250_000,
        "a: &a " + "[" * 100_000,
        "a: &a x\n" + "b: *a\n" * 100_000,
        "!" * 500_000,
        '"' + "\\" * 500_000,
    ],
    ids=["lists", "maps", "items", "keys", "anchor", "aliases", "tags", "escapes"],
)
def test_bombs_are_refused_at_once(bomb: str) -> None:
    """Depth and size bombs cost next to nothing: refused by the first event that gives them away.

    The bound is far above what it takes and far below what expanding would take.
    """
    started = time.process_time()
    with pytest.raises(ProblemsError) as caught:
        read_yaml("f.yml", bomb)
    assert time.process_time() - started < 1
    assert caught.value.problems[0].place.line == 1
    assert caught.value.exit is Exit.UNREADABLE


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("title: é\n".encode("utf-16"), "f.yml:1:1: error encoding: written in UTF-16."),
        ("a: b\nc: é\n".encode("latin-1"), "f.yml:2:4: error encoding: byte 0xE9 is not UTF-8."),
        (b"a: b\x00\n", "f.yml:1:5: error character: character U+0000 is not allowed."),
        (b"a: \x1b[31m\n", "f.yml:1:4: error character: character U+001B is not allowed."),
        (
            "a: b\nc: x\u202ey\n".encode(),
            "f.yml:2:5: error character: character U+202E is not allowed.",
        ),
        ("a: \u2066b\n".encode(), "f.yml:1:4: error character: character U+2066 is not allowed."),
    ],
    ids=["utf-16", "latin-1", "nul", "escape", "bidi-override", "bidi-isolate"],
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


@given(st.text(max_size=200))
def test_any_text_is_yaml_or_a_problem(text: str) -> None:
    """No text makes the reader fail in another way than with a problem that has a place."""
    problems: tuple[Problem, ...] = ()
    try:
        read_yaml("f.yml", decode("f.yml", text.encode("utf-8", "surrogatepass")))
    except ProblemsError as error:
        problems = error.problems
    assert all(one.place.path == "f.yml" and one.place.line >= 1 for one in problems)


@given(st.text(alphabet=" \n`~#-:<>[]()^!a.", max_size=120))
def test_any_text_is_markdown_or_a_problem(text: str) -> None:
    """Nothing of a body is lost or doubled: its pieces, joined, are the body."""
    if ":::" in text:
        return
    page = read_markdown("f.md", HEAD + text)
    pieces = [one.text for one in page.body if isinstance(one, Prose | Code)]
    assert "\n".join(pieces) == text


def test_directives_stand_only_in_prose() -> None:
    """A directive in a code sample is code."""
    page = read_markdown("f.md", HEAD + "```\n::: faq x\n```\n\n::: faq y\n    level: 2\n\ntext")
    found = [one for one in page.body if isinstance(one, Directive)]
    assert [(one.name, one.argument, one.place.line) for one in found] == [("faq", "y", 8)]
    assert found[0].options is not None
    assert found[0].options.data == {"level": "2"}


def test_indented_code_is_code_and_a_list_is_not() -> None:
    """Four spaces after a blank line are code, except inside a list or an admonition."""
    page = read_markdown("f.md", HEAD + "text\n\n    <CODE>\n\n- item\n\n    <PROSE>\n")
    kinds = [
        (type(one).__name__, "<" in one.text) for one in page.body if not isinstance(one, Directive)
    ]
    assert kinds == [("Prose", False), ("Code", True), ("Prose", True)]


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
