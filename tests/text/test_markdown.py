"""What is a heading, a code span, a link or a comment is what the engine makes of it."""

from __future__ import annotations

import gc
import html
import re
import time

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from proofpack.project.mkdocs_config import BASE
from proofpack.text.escape import prose
from proofpack.text.markdown import forget_scans, scan, sentences, text_blocks
from proofpack.text.markdown_blocks import Mark
from tests.vectors import each_of

_CONFIG = BASE.read_text(encoding="utf-8").partition("markdown_extensions:")[2]
EXTENSIONS = [
    name if isinstance(name, str) else next(iter(name))
    for name in yaml.safe_load(_CONFIG.partition("\nvalidation:")[0])
]
_ENGINE = markdown.Markdown(extensions=EXTENSIONS)


def rendered(source: str) -> BeautifulSoup:
    """Return what the engine makes of hand-written prose, without code blocks."""
    page = prose(source, lambda ref: f"[^{ref}]")
    soup = BeautifulSoup(_ENGINE.reset().convert(page), "lxml")
    for element in soup.select("pre, a.headerlink"):
        element.decompose()
    return soup


def words(text: str) -> str:
    """Return the words of a text alone."""
    return " ".join(re.findall(r"\w+", html.unescape(text)))


def headings(source: str) -> list[tuple[int, str]]:
    """Return level and words of each heading that the scan finds."""
    blocks = [block for block in text_blocks(source) if block.kind == "heading"]
    return [(block.level, words(block.text)) for block in blocks]


def marks(source: str, kind: str) -> list[Mark]:
    """Return the marks of one kind."""
    return [mark for mark in scan(source).marks if mark.kind == kind]


def headings_of_engine(source: str) -> list[tuple[int, str]]:
    """Return level and words of each heading that the engine makes."""
    found = rendered(source).find_all(re.compile("^h[1-6]$"))
    return [(int(element.name[1]), words(element.get_text())) for element in found]


HEADINGS = [
    ("#x", [(1, "x")]),
    ("##  a b ##", [(2, "a b")]),
    ("####### seven", [(6, "seven")]),
    ("a\n## b\nc", [(2, "b")]),
    (" ## indented", []),
    ("a\n===", [(1, "a")]),
    ("a\n-", [(2, "a")]),
    ("a\nb\n---", []),
    ("a\n\n---", []),
    ("a | b\n--|--\nc | d", []),
    ("- ## in an item", [(2, "in an item")]),
    ("- a\n\n    ## below an item", [(2, "below an item")]),
    ("- a\n    ## goes on", []),
    ("!!! note\n    ## in a note", [(2, "in a note")]),
    ("> ## quoted", [(2, "quoted")]),
    ("## a { #b }", [(2, "a")]),
    ("a {#b}\n---\nc", [(2, "a")]),
    ("#a\nb\n=\nc", [(1, "a"), (1, "b")]),
]


@each_of(("source", "wanted"), HEADINGS)
def test_headings_are_those_of_the_engine(source: str, wanted: list[tuple[int, str]]) -> None:
    """Without a blank after `#`, underlined, and in items, quotes and notes, too."""
    assert headings_of_engine(source) == wanted
    assert headings(source) == wanted


CODE = [
    ("`a` ``b ` c`` `d", ["a", "b ` c"]),
    ("``a`", ["`a"]),
    ("\\`a` b`", [" b"]),
    ("\\\\`a`", ["a"]),
    ("`a\\` b", ["a\\"]),
    ("`a\nb`", ["a\nb"]),
    ("`a\n\nb`", []),
    ("- a ` b\n- c ` d", []),
    ("a `\n- ` b `", ["\n- "]),
    ("a ` b\n## c ` d", []),
    ("a | b\n--|--\n` | c\nd | `", []),
    ("a `<!-- b -->` c", ["<!-- b -->"]),
    ("a <!-- ` --> b ` c", []),
    ("[`a`][`b`]", ["a", "b"]),
]


@each_of(("source", "wanted"), CODE)
def test_code_spans_are_those_of_the_engine(source: str, wanted: list[str]) -> None:
    """They end with their item, heading or row; a longer run of backticks holds shorter ones."""
    assert [words(element.get_text()) for element in rendered(source).find_all("code")] == [
        *map(words, wanted)
    ]
    assert [mark.text for mark in marks(source, "code")] == wanted
    for mark in marks(source, "code"):
        assert source[mark.inner :].startswith(mark.text)


LINKS = [
    ("[a](b)", ["b"]),
    ("[a](<b>)", ["b"]),
    ('[a](b.md#c "d")', ["b.md#c"]),
    ("[a](b(c)d)", ["b(c)d"]),
    ("[a [b] c](d)", ["d"]),
    ("[a [b](c) d](e)", ["e"]),
    ("[![a](b)](c)", ["c"]),
    ("[a](b c)", ["b c"]),
    ("](a)", []),
    ("[a](b", []),
    ("`[a](b)`", []),
    ("[`a](b)`", []),
    ("[a\nb](c)", ["c"]),
    ("<https://a.example>", ["https://a.example"]),
]


@each_of(("source", "wanted"), LINKS)
def test_links_are_those_of_the_engine(source: str, wanted: list[str]) -> None:
    """With brackets in their words and their targets; no link stands in another."""
    assert [element["href"] for element in rendered(source).find_all("a")] == wanted
    found = [mark for mark in scan(source).marks if mark.kind in ("link", "autolink")]
    assert [mark.text for mark in found] == wanted


@each_of(
    "source",
    [
        "](<blink>)",
        "[x](<blink>",
        '[x](y "<blink>")',
        "[x]: <blink>\n[x]: y <blink>",
        "!!! <blink>",
        "- a ` b <blink>\n- c ` d",
        "a `\n- ` <blink> `",
        "a | b\n--|--\n` | c\n<blink> | `",
        "a ` b\n## c <blink> ` d",
        "<b `>c` <blink>",
    ],
)
def test_what_only_looks_like_code_or_a_link_hides_no_tag(source: str) -> None:
    """A tag is passed on in code alone, and code is what the engine takes for it."""
    assert rendered(source).find("blink") is None


def test_marks_know_where_they_stand() -> None:
    """A citation knows that it is in a heading or a link; an anchor is that of a heading."""
    source = "a [^b.c]\n[d [^e.f]](g)\n\nh [^i.j] {: #k .l }\n===\n\n[m.n] <!-- o\n\np --> [q"
    assert [(mark.kind, mark.text, mark.within) for mark in scan(source).marks] == [
        ("cite", "b.c", ""),
        ("cite", "e.f", "link"),
        ("link", "g", ""),
        ("cite", "i.j", "heading"),
        ("anchor", "k", ""),
        ("bare", "m.n", ""),
        ("comment", "<!-- o\n\np -->", ""),
    ]
    for mark in scan(source).marks:
        assert mark.text in source[mark.start : mark.end]


_PIECES = st.sampled_from(
    ["`", "``", "a", "b c", " ", "\n", "\n\n", "#", "## ", "---", "=", "- ", "1. ", "> ", "|", "--|--",
     "[", "]", "(", ")", "](d)", "\\", "    ", "!", "*", "<blink>", "<!--", "-->", "\n- ", "\n## ",
     "!!! note\n"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join))
@example("- `\n- <blink>`")
def test_no_text_makes_a_tag(source: str) -> None:
    """Whatever text is made of marks, no tag of its author's reaches the page outside code."""
    assert rendered(source).find("blink") is None


_LINES = st.sampled_from(
    ["a", "a `b` c", "`a", "b`", "#a", "## a", " # a", "a\n---", "a\n=", "a\nb", "- a", "- `a\n- b`",
     "1. a", "[a](b)", "[a `b](c)` d", "| a | b |\n|---|---|\n| `c | d` |\n", "***", "- # a\n",
     "", ""]
)  # fmt: skip


@given(st.lists(_LINES, max_size=7).map("\n".join))
def test_generated_texts_are_read_as_the_engine_reads_them(source: str) -> None:
    """Headings and code spans of small texts of every structure."""
    assert headings(source) == headings_of_engine(source)
    found = [words(element.get_text()) for element in rendered(source).find_all("code")]
    assert [words(mark.text) for mark in marks(source, "code")] == found


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["`", "` ``", "[", "[a](", "](a)", "![", "<!--", "`<!--", "\\", "\\`", "#", "- ", "> ",
              "| ", "a\n-\n"]
)  # fmt: skip
def test_the_scan_is_linear(piece: str) -> None:
    """Four times the text takes no sixteen times as long, whatever it repeats."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        forget_scans()
        gc.collect()  # what other tests have left behind is not looked through meanwhile
        started = time.process_time()
        scan(text)
        return time.process_time() - started

    if seconds(200_000) > 1:
        short, long = (min(seconds(size) for _ in range(3)) for size in (50_000, 200_000))
        assert long < max(12 * short, 1.0)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("It took 300 ms. Then it failed.", "It took 300 ms."),
        ("See e.g. the log. Then wait.", "See e.g. the log."),
        ("1. It is so. Then wait.", "1. It is so."),
        ("Nothing ends here", "Nothing ends here"),
    ],
)
def test_a_sentence_ends_at_a_unit_and_not_at_an_abbreviation(text: str, first: str) -> None:
    """In guides, `ms` is a unit."""
    begin, end = next(sentences(text))
    assert text[begin:end] == first
