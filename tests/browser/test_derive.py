"""Python and the JavaScript that is derived from it say the same; what is not known is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.derive import UnknownError, translated

pytestmark = pytest.mark.browser
RUNTIME = ROOT / "site-overrides" / "scripts" / "python.js"
MODULE = """
import re
from bisect import bisect_left
from typing import Any, NamedTuple

_WORD = re.compile(r"(?P<first>[a-z])[a-z]*\\Z")


class Pair(NamedTuple):
    one: Any
    other: Any = "none"

    @property
    def both(self) -> Any:
        return [self.one, self.other]

    def names(self, head: str) -> Any:
        yield f"{head}: {self.one}"
        yield from self.both


def truths(values: Any) -> Any:
    return ["yes" if value else "no" for value in values]


def chosen(value: Any, other: Any) -> Any:
    return [value or other, value and other, not value, value is None]


def cut(text: str, count: int) -> Any:
    return [len(text), text[:count], text[count:], [*text[1:]], text.rstrip("\\n ")]


def found(values: Any, one: Any) -> Any:
    return [one in values, one not in values, [i for i, each in enumerate(values, 1) if each == one]]


def keys(mapping: Any) -> Any:
    left = dict(mapping)
    taken = {key: left.pop(key) for key in ("constructor", "b") if key in left}
    return [taken, left, mapping.get("toString", "none"), {**taken, **{"b": 1}}, list(left.items())]


def words(text: str) -> Any:
    if not (match := _WORD.fullmatch(text)):
        return _WORD.sub(lambda match: f"<{match[0]}>", text)
    first, *rest = match[0]
    return [match[1], first, rest, text.partition("b"), text.rpartition("b")[2]]


def walked(rows: Any) -> Any:
    total, seen = 0, []
    for number, (name, value) in enumerate(rows):
        if not name:
            continue
        while value > 3:
            value = value - 3
        total += value
        seen += [f"{name}{number}"]
    return [total, seen, max((len(one) for one in seen), default=-1), next((x for x in seen), "")]


def placed(text: str, sign: str) -> Any:
    ends = [text.find(sign), text.find(sign, 2, 3), text.rfind(sign), text.rfind(sign, 3, 1)]
    starts = [0, 2, 2, 5]
    return [ends, [bisect_left(starts, at) for at in (0, 1, 2, 9)], max(1, len(text), 2), text[-1:]]


def stepped(count: int) -> Any:
    for number in range(count):
        yield [number, number + 1]


def stopped(count: int) -> Any:
    for first, last in stepped(count):
        if last > 2:
            return first
    return -1


def pairs(one: Any) -> Any:
    made = Pair(one)
    return [made.both, list(made.names(head="it")), list(Pair(one, other=[]).names("two"))]
"""
CALLS: list[tuple[Any, ...]] = [
    ("truths", [0, 1, "", "0", [], [0], {}, {"a": 0}, None, True]),
    *(("chosen", value, "other") for value in ("", "a", [], [0], {}, {"a": 1}, 0, 1, None)),
    *(
        ("cut", text, count)
        for text in ("", "abc \n", "a\U0001f600b\u0301c")
        for count in (0, 2, 9)
    ),
    *(("found", values, "a") for values in (["b", "a", "a"], [], ["constructor"])),
    ("found", [["a"], {"a": ["b"]}], {"a": ["b"]}),
    ("keys", {}),
    ("keys", {"b": 2, "a": 1}),
    ("keys", {"constructor": [], "z": {}}),
    *(("words", text) for text in ("abc", "a", "abcb", "a1 bc", "")),
    *(("walked", rows) for rows in ([], [["a", 7], ["", 1], ["b", 2]])),
    *(("placed", text, "b") for text in ("", "abcb", "bbbb")),
    *(("stopped", count) for count in (0, 2, 9)),
    ("pairs", "a"),
]


def test_derived_functions_do_what_python_does(browser: Browser) -> None:
    """Truth, membership, offsets beyond the first plane, names that every object has, generators."""
    here: dict[str, Any] = {}
    exec(MODULE, here)  # noqa: S102 - the text above
    page = browser.new_page()
    page.add_script_tag(path=RUNTIME)
    page.add_script_tag(content=f"(py => {{{translated(MODULE, 'tried')}}})(ProofpackPython)")
    script = """calls => JSON.stringify(JSON.parse(calls).map(
      ([name, ...given]) => ProofpackPython.modules.tried[name](...given)))"""
    found = json.loads(page.evaluate(script, json.dumps(CALLS)))
    page.close()
    for (name, *given), made in zip(CALLS, found, strict=True):
        assert (name, given, made) == (name, given, json.loads(json.dumps(here[name](*given))))


def test_texts_without_wide_characters_are_cut_as_browsers_do(browser: Browser) -> None:
    """A module that is given none of them need not look for them: the same places, without a search."""
    text = "def cut(text):\n    return [len(text), text[1:], text[-2:]]\n"
    script = translated(text, "announced")
    assert "py.slice" not in script
    assert "py.length" not in script
    page = browser.new_page()
    page.add_script_tag(path=RUNTIME)
    page.add_script_tag(content=f"(py => {{{script}}})(ProofpackPython)")
    assert page.evaluate("ProofpackPython.modules.announced.cut('a\\u00e9bc')") == [
        4,
        "\u00e9bc",
        "bc",
    ]
    page.close()


@pytest.mark.parametrize(
    "line",
    ["with value: pass", "return value @ 2", "return f'{value:02}'", "return one(value, other=2)"],
)
def test_what_is_not_known_is_refused(line: str) -> None:
    """With module and line, before anything is written."""
    with pytest.raises(UnknownError, match=r"^tried\.py:2: "):
        translated(f"def one(value):\n    {line}\n", "tried")
