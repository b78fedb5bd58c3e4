"""What stands in data reaches the reader letter for letter, whatever it is."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from proofpack.text.data_markdown import parser
from proofpack.text.escape import _MARKS, attribute, blocks, inline, plain, prose, text, url
from tests.vectors import each_of

# What the site switches on, and what other projects often add: data must survive all of it.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
HOSTILE = [
    "<API_KEY_PLACEHOLDER>",
    "<script>alert(1)</script>",
    "a | b || c",
    "{: onclick=alert(1) }",
    "--8<-- 'etc/passwd'",
    "{{ config }} {% include 'x' %}",
    "**a** __b__ *c* ~~d~~ ^^e^^ ==f== ++ctrl++",
    "[a](javascript:alert(1))",
    "![a](x.png)",
    ":smile: https://example.org www.example.org a@b.example",
    "&lt;b&gt; &amp; &#42;",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "::: faq x",
    "*[HTML]: x",
    "[^1]",
    "`code` ``more`` ```fence",
    "\\*a\\* \\",
    "]]] ((( $x$ @me #1",
    "!!! note",
]

PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "),
    min_size=1,
    max_size=60,
).map(lambda value: " ".join(value.split()) or "x")


def shown(source: str) -> BeautifulSoup:
    """Return Markdown as the engine shows it."""
    made = markdown.markdown(source, extensions=EXTENSIONS)
    return BeautifulSoup(made, "lxml")


def words(soup: BeautifulSoup, tag: str) -> str:
    """Return the text of the first element of a kind."""
    found = soup.find(tag)
    assert found is not None, soup
    return re.sub(r"\s+", " ", found.get_text()).strip()


@pytest.mark.slow
@pytest.mark.parametrize("value", HOSTILE)
def test_text_is_shown_as_typed_everywhere(value: str) -> None:
    """In a paragraph, a table cell, a heading, a list and raw HTML, a plain value is just that."""
    safe = text(value)
    assert words(shown(f"Start {safe} end"), "p") == f"Start {value} end"
    assert words(shown(f"| a | b |\n| --- | --- |\n| {safe} | x |\n"), "td") == value
    assert words(shown(f"## {safe} {{ #x }}\n"), "h2") == value
    assert words(shown(f"- {safe}\n- x\n"), "li") == value
    assert words(shown(f"<div>\n<p>{safe}</p>\n</div>\n"), "p") == value
    assert not shown(f"Start {safe} end").find(
        ["a", "em", "strong", "code", "script", "img", "del"]
    )


@pytest.mark.slow
@given(PRINTABLE)
@example("a_b_c")
@example("x -- y")
def test_any_text_is_shown_as_typed(value: str) -> None:
    """The same for any printable text, in a cell and in a heading."""
    safe = text(value)
    assert words(shown(f"| a | b |\n| --- | --- |\n| {safe} | x |\n"), "td") == value
    assert words(shown(f"## x {safe} {{ #x }}\n"), "h2") == f"x {value}"


@each_of("value", [one for one in HOSTILE if "`" not in one])
def test_code_in_data_is_shown_as_typed(value: str) -> None:
    """A code span of a value keeps every letter, in a cell and in raw HTML."""
    safe = inline(f"before `{value}` after")
    row = shown(f"| a | b |\n| --- | --- |\n| {safe} | x |\n")
    assert words(row, "code") == value
    assert len(row.find_all("td")) == 2
    assert words(shown(f"<div>\n<p>{safe}</p>\n</div>\n"), "code") == value


def test_inline_markdown_of_data_is_markdown() -> None:
    """Code, strong, emphasis and links of a value are such; tags and images are shown."""
    soup = shown(inline("**a** *b* `c` [d](https://example.org/e_f?g=1&h=2) <b>i</b> ![j](k)"))
    assert words(soup, "strong") == "a"
    assert words(soup, "em") == "b"
    assert words(soup, "code") == "c"
    link = soup.find("a")
    assert link is not None
    assert link["href"] == "https://example.org/e_f?g=1&h=2"
    assert "<b>i</b> ![j](k)" in words(soup, "p")


@pytest.mark.slow
@given(st.text(st.characters(codec="utf-8") | st.sampled_from("~+=-#|$^@:.'\"(){}>\t ab1")))
@example(" -  a ~~b~~ http://a.b/c www.a.b {x} 1. ")
def test_a_line_without_marks_is_what_the_parser_makes_of_it(value: str) -> None:
    """So the parser need not be loaded for it."""
    value = _MARKS.sub("", value)
    assert inline(value) == parser().renderInline(value)


@each_of("scheme", ["javascript", "data", "vbscript", "file", "JaVaScRiPt"])
def test_links_that_run_are_not_made(scheme: str) -> None:
    """Only https, http and mailto become links; the rest is text."""
    assert shown(inline(f"[x]({scheme}:y)")).find("a") is None


def test_an_address_cannot_leave_its_attribute() -> None:
    """Quotes, brackets and spaces of an address are encoded."""
    made = url('https://example.org/a"b<c>(d) e|f_g--h')
    assert not set('"<>()| ') & set(made)
    assert html.unescape(made) == "https://example.org/a%22b%3Cc%3E%28d%29%20e%7Cf_g--h"


def test_blocks_keep_paragraphs_lists_and_code() -> None:
    """A long answer keeps its shape, and a code sample its empty lines and marks."""
    soup = shown(blocks("One.\n\n- a `<X>`\n- b\n\n```bash\ncurl <X>\n\n--8<-- {{ y }}\n```\n"))
    assert words(soup, "p") == "One."
    assert [one.get_text() for one in soup.find_all("li")] == ["a <X>", "b"]
    code = soup.find("pre")
    assert code is not None
    assert code.get_text() == "curl <X>\n\n--8<-- {{ y }}"


def test_attributes_hold_any_text() -> None:
    """A value in an attribute cannot end it, in HTML and in an attribute list."""
    value = "a\"b'c}d>e"
    soup = BeautifulSoup(f'<p title="{attribute(value)}">x</p>', "lxml")
    assert soup.p is not None
    assert soup.p["title"] == value
    assert shown(f'## x {{ #y title="{attribute(value)}" }}').find("h2", title=True)


def test_plain_drops_markup_and_keeps_words() -> None:
    """For titles of links: no marks, no tags, the same words."""
    assert plain("**Send** `POST /a_b` to [x](https://example.org)") == "Send POST /a_b to x"


def test_prose_goes_through_but_for_tags_comments_and_citations() -> None:
    """Tags are shown, comments dropped, citations linked; code keeps all of them."""
    source = (
        "A <API_KEY> `<B>` <!-- no\n\nmore --> [^s.f] \\<c> ``a `<d>` [^s.f]`` <https://e.example>"
    )
    made = prose(source, lambda ref: f"({ref})")
    assert made == "A &lt;API_KEY> `<B>`  (s.f) &lt;c> ``a `<d>` [^s.f]`` <https://e.example>"


@pytest.mark.slow
@given(st.text(alphabet="<>`!-a[^]().\\ \n/", max_size=80))
def test_no_prose_makes_a_tag(source: str) -> None:
    """Whatever hand-written Markdown says, no element of its own naming reaches the page."""
    made = prose(source.replace("a", "blink"), lambda ref: ref)
    assert shown(made).find("blink") is None
