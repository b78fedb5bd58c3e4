"""What a text must hold for a pattern to match is read off the pattern."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from proofpack.text.required_literals import needed
from tests.conftest import ROOT

PATTERNS = ["pay(?:ment)?s due", "(?:price|fees?) rose", "(?:the )+cause", "a.{2}billed|charged"]


@given(st.sampled_from(PATTERNS).flatmap(lambda one: st.tuples(st.just(one), st.from_regex(one))))
def test_a_match_holds_one_piece_of_each_set(pattern_and_text: tuple[str, str]) -> None:
    """Whatever a pattern matches."""
    pattern, text = pattern_and_text
    assert all(any(piece in text.lower() for piece in pieces) for pieces in needed(pattern))


def test_one_module_alone_stands_on_private_parts_of_re() -> None:
    """What another version of Python changes there is fixed in one place."""
    private = re.compile(r"\bre\._|\bfrom re import _|\bsre_|\b_sre\b")
    modules = (ROOT / "generator").rglob("*.py")
    found = [path.name for path in modules if private.search(path.read_text(encoding="utf-8"))]
    assert found == ["required_literals.py"]
