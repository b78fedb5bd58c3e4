"""Fences are what the engine takes for one, and nothing else."""

from __future__ import annotations

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.documents import Code
from proofpack.project.load.markdown import read_markdown
from tests.text.test_markdown import EXTENSIONS
from tests.vectors import each_of

HEAD = "---\ntitle: T\n---\n"
CASES = [
    ("```\na <b>\n```", None),
    ("~~~ py\na\n~~~", None),
    ('```py title="a" linenums="1" hl_lines="1-2"\na\n```', None),
    ("``` {.py #a}\na\n```", None),
    ("````\n```\n````", None),
    ("> ```\n> a\n> ```", None),
    ("- a\n\n    ```\n    b\n\n    c\n    ```", None),
    ("``` a b\nc\n```", 1),
    ("```py title=a\nc\n```", 1),
    ("```\na\n````", 1),
    ("```\na", 1),
    ("> ```\n> a\nb\n> ```", 3),
    ("- a\n\n    ```\n  b\n    ```", 4),
]


@each_of(("source", "line"), CASES)
def test_fences_are_those_of_the_engine(source: str, line: int | None) -> None:
    """What the engine reads as prose, in whole or in part, is a problem on its line."""
    page = read_markdown("a.md", HEAD + source)
    blocks = BeautifulSoup(markdown.markdown(source, extensions=EXTENSIONS), "lxml").select("pre")
    assert bool(blocks) == (line is None)
    assert [problem.place.line for problem in page.problems] == ([line + 3] if line else [])
    assert [block for block in page.body if isinstance(block, Code)]


_LINES = st.sampled_from(
    ["```", "````", "```py", "~~~", "a", "", "\n    a\n", "> ```", "> a", "- b"]
)


@given(st.lists(_LINES, max_size=8).map("\n".join))
def test_the_engine_reads_every_fence_of_a_page_without_problems(source: str) -> None:
    """As many blocks of code are on the page as in the text, and no marks of one are left over."""
    page = read_markdown("a.md", HEAD + source)
    if not page.problems:
        soup = BeautifulSoup(markdown.markdown(source, extensions=EXTENSIONS), "lxml")
        for block in soup.select("pre"):
            block.decompose()
        assert "```" not in soup.get_text()
        assert not soup.select("code")


@each_of("source", ["#x", "# x", "x\n===", "> # x", "- # x"])
def test_the_title_stands_in_front_matter_alone(source: str) -> None:
    """A heading of level 1 is one however it is written."""
    page = read_markdown("a.md", f"{HEAD}a\n\n{source}\n")
    what = "a heading of level 1. The title stands in front matter: use `##`."
    wanted = [f"a.md:6:1: error top-heading: {what}"]
    assert [str(problem) for problem in page.problems] == wanted


@pytest.mark.parametrize("source", ["<!--\n# x\n-->", " # x", "    # x", "\\# x"])
def test_what_only_looks_like_a_title_is_none(source: str) -> None:
    """In a comment, in code, indented or escaped."""
    assert read_markdown("a.md", f"{HEAD}a\n\n{source}\n").problems == ()
