"""JSON and YAML of strangers: plain data, whatever they are made of."""

from __future__ import annotations

from typing import Any

import pytest

from proofpack.refresh.evidence.structured import StructureError, leaves, read_structure
from tests.vectors import each_of


@each_of(
    ("text", "data"),
    [
        ('{"a": [1, 1.10, true, null, "x"]}', {"a": ["1", "1.10", True, None, "x"]}),
        ("a: [1, 1.10, true, x]\nb: |\n  two\n  lines\n", None),
        ("{a: b, c: [d]}", {"a": "b", "c": ["d"]}),
        ("x: &x {a: b}\ny: *x\nz: [*x]", {"x": {"a": "b"}, "y": {"a": "b"}, "z": [{"a": "b"}]}),
        ("x: &x {a: b, c: d}\ny:\n  <<: *x\n  a: e", None),
        ("a: !!str b\nc: !own d", {"a": "b", "c": "d"}),
        ("a: b\n---\na: c\n", {"a": "b"}),
        ("[a]: b\nc: d", {"": "b", "c": "d"}),
        ("plain", "plain"),
        ("", None),
    ],
)
def test_json_and_yaml_are_read_as_data(text: str, data: Any) -> None:
    """Scalars of YAML and numbers are text; aliases, merge keys, tags and more documents are taken."""
    expected = {
        "a: [1, 1.10, true, x]\nb: |\n  two\n  lines\n": {
            "a": ["1", "1.10", "true", "x"],
            "b": "two\nlines\n",
        },
        "x: &x {a: b, c: d}\ny:\n  <<: *x\n  a: e": {
            "x": {"a": "b", "c": "d"},
            "y": {"a": "e", "c": "d"},
        },
    }
    assert read_structure(text) == expected.get(text, data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "{",
        "a: b: c",
        "a: [b",
        "\t",
        "[" * 100_000,
        '{"a":' * 100_000,
        "- " * 1000,
        "a: *b\n" * 300_000,
        "&a {" + ", ".join(f"k{n}: v" for n in range(101)) + "}: x\nb: {<<: *a}",
        "a: &a {" + ", ".join(f"k{n}: v" for n in range(101)) + "}\nb: {<<: *a}",
    ],
    ids=range(10),
)
def test_what_is_neither_or_too_large_is_refused(text: str) -> None:
    """Broken, deep and endless texts have one error."""
    with pytest.raises(StructureError):
        read_structure(text)


def test_leaves_are_names_and_values_and_aliases_do_not_multiply_them() -> None:
    """A bomb of aliases has as many leaves as it has lines."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    found = list(leaves(read_structure("\n".join(lines))))
    assert sorted(found) == sorted(["x", *(f"a{n}" for n in range(40))])
