"""Markdown with directives: where they stand, and that any text is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.documents import Code, Directive, Prose
from proofpack.project.load.markdown import read_markdown

HEAD = "---\ntitle: T\n---\n"


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


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (":: contract chat", "`::` begins no directive"),
        ("  ::: faq chat", "an indented directive"),
        ("- ::: faq chat", "a directive in an item or a quote"),
        ("> ::: faq chat", "a directive in an item or a quote"),
        ("1. > :::faq chat", "a directive in an item or a quote"),
        ("std:: contract", ""),
        ("- `::: faq chat` places questions", ""),
        ("- ::: anything else", ""),
    ],
)
def test_a_directive_where_it_is_none_is_told(line: str, what: str) -> None:
    """It would be published as it stands."""
    page = read_markdown("one.md", f"---\ntitle: One\n---\n\nWords.\n\n{line}\n")
    assert [problem.what for problem in page.problems] == ([what] if what else [])
