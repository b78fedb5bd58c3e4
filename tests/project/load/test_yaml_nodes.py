"""YAML as nodes: scalars stay text, every value has its place, bombs are refused."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.problems import Exit, Problem, ProblemsError
from proofpack.project.load.text import decode
from proofpack.project.load.yaml_nodes import read_yaml
from tests.vectors import each_of


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


@each_of(
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


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_is_yaml_or_a_problem(text: str) -> None:
    """No text makes the reader fail in another way than with a problem that has a place."""
    problems: tuple[Problem, ...] = ()
    try:
        read_yaml("f.yml", decode("f.yml", text.encode("utf-8", "surrogatepass")))
    except ProblemsError as error:
        problems = error.problems
    assert all(one.place.path == "f.yml" and one.place.line >= 1 for one in problems)


def test_an_escape_brings_in_no_character_that_may_not_stand_there() -> None:
    """In values and keys, all at once; the program itself may spell out what pages and packets hold."""
    text = 'a: "x\\u202Ey"\n"b\\e[2J": "\\u2066\\x9b"\nc: "tab\\tline\\n\\u200d\\u00e9"\n'
    with pytest.raises(ProblemsError) as caught:
        read_yaml("f.yml", text)
    told = [
        (one.place.line, one.place.column, one.what.split()[1]) for one in caught.value.problems
    ]
    assert told == [(1, 4, "U+202E"), (2, 1, "U+001B"), (2, 11, "U+2066"), (2, 11, "U+009B")]
    assert caught.value.exit is Exit.UNREADABLE
    assert read_yaml("f.yml", text, escaped=True).data["a"] == "x\u202ey"
