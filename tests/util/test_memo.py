"""What a run keeps of pure functions for the next one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proofpack.project.shipped_rules import shipped_rules
from proofpack.secrets.anchors import anchors
from proofpack.text.first_literals import first_literals
from proofpack.text.required_literals import needed
from proofpack.util import memo as memos
from proofpack.util.memo import know, known, memo


@pytest.fixture
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memos, "_known", {})


def _begin_anew(function: Any, kept: dict[str, Any]) -> None:
    """Forget what a process knows, and take what an earlier one has kept."""
    function.cache_clear()
    memos._known.clear()
    know(kept)


@pytest.mark.usefixtures("_nothing_known")
def test_a_result_is_computed_once_and_known_to_the_next_run() -> None:
    """It passes through JSON; other arguments and other functions are computed."""
    calls = []

    @memo(sorted, frozenset)
    def letters(text: str) -> frozenset[str]:
        calls.append(text)
        return frozenset(text)

    assert letters("ab") == letters("ab") == {"a", "b"}
    assert calls == ["ab"]
    kept = json.loads(json.dumps(known()))
    _begin_anew(letters, kept)
    assert letters("ab") == {"a", "b"}
    assert letters("abc") == {"a", "b", "c"}
    assert calls == ["ab", "abc"]


@pytest.mark.slow
@pytest.mark.usefixtures("_nothing_known")
def test_what_is_read_off_patterns_is_the_same_once_it_was_kept() -> None:
    """For each pattern that the program brings, and one with none of what is looked for."""
    files = shipped_rules(())
    patterns = [rule.pattern for file in files for rule in file.secrets] + [r"\w+"]
    claims = [rule.pattern or "" for file in files for rule in file.assertions]
    patterns += [line for pattern in claims for line in pattern.splitlines()]
    assert len(patterns) > 100
    functions: tuple[Any, ...] = (anchors, first_literals, needed)
    for function in functions:
        _begin_anew(function, {})
    wanted = [[function(pattern) for pattern in patterns] for function in functions]
    kept = json.loads(json.dumps(known()))
    for function in functions:
        _begin_anew(function, kept)
    assert [[function(pattern) for pattern in patterns] for function in functions] == wanted
    assert known() == kept, "all of it was known"


@pytest.mark.usefixtures("_nothing_known")
def test_only_so_many_results_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that edits its patterns day after day does not fill the disk."""
    monkeypatch.setattr(memos, "MOST", 2)

    @memo(int, int)
    def doubled(number: int) -> int:
        return 2 * number

    assert [doubled(number) for number in range(4)] == [0, 2, 4, 6]
    assert len(known()) == 2
