"""What inline patterns find is what Python-Markdown finds that tries each of them everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import treeprocessors
from markdown.inlinepatterns import InlineProcessor, Pattern
from typing_extensions import override

from proofpack.site.engine import inline_patterns
from proofpack.site.engine.inline_patterns import THEIRS, follow_markdown, handle_inline
from tests.conftest import EXAMPLES, ROOT
from tests.regular import EXTENSIONS, METHOD, SETTINGS

WORDS = [
    *(
        "word",
        "Two words",
        " ",
        "\n",
        "  \n",
        "\n\n",
        "a_b_c",
        "1 < 2",
        "&amp;",
        "&",
        "\\\\",
        "\\*",
    ),
    *(
        "*em*",
        "**strong**",
        "_em_",
        "***both***",
        "~~gone~~",
        "^up^",
        "==mark==",
        "H~2~O",
        "++ctrl+c++",
    ),
    *("`code`", "``co`de``", "`", "[a](b.md)", "[a][b]", "[b]", "![i](i.png)", "![i][b]", "!", "["),
    *(
        "<https://a.example>",
        "<a@b.example>",
        "<b>bold</b>",
        "<br>",
        "{ .c #d }",
        "[^1]",
        "(c)",
        "-->",
    ),
    *(
        '\n[b]: c.md "t"\n',
        "\n[^1]: Note *em*.\n",
        "\n*[HTML]: Name\n",
        "HTML",
        "- [x] done\n",
        "É",
        "é_é_",
    ),
    *(
        "`#!py x`",
        "=> ",
        "1/2",
        "a* b*",
        "\x02",
        "| a | b |\n|---|---|\n| *c* | `d` |\n",
        "# Head `x`\n",
    ),
]
PARTS = st.lists(st.sampled_from(WORDS), max_size=14).map("".join)


@pytest.fixture(autouse=True)
def _followed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Follow Python-Markdown in this test alone."""
    monkeypatch.setattr(treeprocessors.InlineProcessor, METHOD, THEIRS)
    yield
    monkeypatch.undo()


def converted(text: str, method: object, extensions: list[object] | None = None) -> str:
    """Return what comes of a text, with a method in the place of theirs."""
    setattr(treeprocessors.InlineProcessor, METHOD, method)
    with_all = EXTENSIONS if extensions is None else extensions
    known = {name: SETTINGS[name] for name in with_all if name in SETTINGS}
    return markdown.markdown(text, extensions=with_all, extension_configs=known)  # type: ignore[arg-type] # names alone


def test_the_python_markdown_that_is_installed_is_the_one_that_is_followed() -> None:
    """Else all is as it was, and slower: follow it, or do not."""
    follow_markdown()
    assert getattr(treeprocessors.InlineProcessor, METHOD) is handle_inline


def test_another_python_markdown_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known may work otherwise."""
    monkeypatch.setattr(inline_patterns, "_FOLLOWED", "another")
    follow_markdown()
    assert getattr(treeprocessors.InlineProcessor, METHOD) is THEIRS


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_pages_come_out_the_same(path: object) -> None:
    """With and without extensions that have patterns of their own."""
    text = (ROOT / "docs" / str(path)).read_text(encoding="utf-8")
    none = list[object]()
    for extensions in (none, None):
        assert converted(text, handle_inline, extensions) == converted(text, THEIRS, extensions)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None)
@given(PARTS)
def test_any_text_comes_out_the_same(text: str) -> None:
    """All marks, whole and cut off, beside each other and within."""
    assert converted(text, handle_inline) == converted(text, THEIRS)


class Shout(InlineProcessor):
    """Finds letters, of either case, and what letters are not."""

    @override
    def handleMatch(  # type: ignore[override] # theirs narrow it, too
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """Return what was found, louder."""
        return f"{m.group(0)}!", m.start(0), m.end(0)


class Old(Pattern):
    """A pattern of the old kind, which begins anywhere."""

    @override
    def handleMatch(self, m: re.Match[str]) -> str:
        """Return what stands between its marks."""
        return m.group(2)


@pytest.mark.parametrize(
    "pattern",
    [
        "x",
        "(?i)x",
        "(?x) @ # comment",
        "@?y",
        r"\d",
        r"\s@",
        "(?:@|x)",
        "é",
        "[@x]",
        "(?<=a)b",
        "@",
    ],
)
def test_a_pattern_of_any_kind_is_tried_wherever_it_may_match(pattern: str) -> None:
    """One that is added late, too."""
    texts, found = ["X x @ é", "y", "7", "a\u00a0@", "ab", "\u017f", "@@ x"], []
    for method in (handle_inline, THEIRS):
        setattr(treeprocessors.InlineProcessor, METHOD, method)
        converter = markdown.Markdown()
        found.append([converter.convert("first")])
        converter.inlinePatterns.register(Shout(pattern, converter), "shout", 5)
        converter.inlinePatterns.register(Old("@(.)@", converter), "old", 500)
        found[-1] += [converter.convert(text) for text in texts]
    assert found[0] == found[1]
    assert any("!" in text for text in found[0])
