"""What one pattern reads is what Python's parser would find: sections for search, and anchors."""

from __future__ import annotations

import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search import plugin
from mkdocs.structure import pages

from proofpack.site.engine.raw_anchors import AnchorReader
from proofpack.site.engine.regular_html import REGULAR
from proofpack.site.engine.search_sections import SectionParser, follow
from tests.conftest import EXAMPLES
from tests.sequences import small_site
from tests.vectors import each_of

pytestmark = pytest.mark.site
THEIRS, THEIR_ANCHORS = plugin.Parser, pages._HTMLHandler


def copied() -> ModuleType:
    """Return the plugin as if it had just been loaded."""
    module = ModuleType("copy")
    module.__dict__.update(plugin.__dict__)
    module.__dict__["Parser"] = THEIRS
    return module


def sections(parser: Any, html: str) -> list[Any] | str:
    """Return the sections of a page, or what the parser raised."""
    try:
        parser.feed(html)
        parser.close()
    except Exception as fault:  # noqa: BLE001 - whatever it is
        return repr(fault)
    return [
        (one.el.tag, one.el.attrs, one.id, one.title, one.text, one.depth, one.is_excluded())
        for one in parser.data
    ]


def anchors(reader: Any, text: str) -> set[str | None] | str:
    """Return the anchors in a text, or what the reader raised."""
    try:
        reader.feed(text)
        reader.close()
    except Exception as fault:  # noqa: BLE001 - whatever it is
        return repr(fault)
    found: set[str | None] = reader.present_anchor_ids
    return found


@pytest.fixture(scope="module", autouse=True)
def _followed() -> None:
    module = copied()
    follow(module)
    assert module.Parser is SectionParser, "Material's search is another one: follow it, or do not"


TAGS = ["p", "div", "h1", "h2", "h3", "a", "pre", "code", "li", "ul", "br", "img", "object", "hx"]
ATTRIBUTES = [
    *("", ' id="one"', ' class="headerlink" href="#a"', ' class="linenodiv"'),
    *(" data-search-exclude", ' data-search-exclude=""', ' title="a &amp; &quot;b&quot; > c"'),
    *(' name="n"', " name id", ' id="&lt;x&gt;" ID="y"', '\n  class="a"\n'),
]
TEXTS = [
    "word",
    " ",
    "\n",
    "a\nb",
    "a > b",
    "&amp;",
    "&lt;p&gt;",
    "&copy",
    "é",
    "\u00a0",
    "& b",
    "&#x41",
]
ODD = [
    *(
        "<",
        "< p>",
        "<p",
        "</p",
        "</>",
        "</p a>",
        "<p a=b>",
        "<p a='b'>",
        "<p\va>",
        "<!doctype html>",
    ),
    *("<?x?>", "<!--a--b-->", "<!---->", "<!-->", "<title>a</title>", "<textarea><p></textarea>"),
    *(
        "<p/a>",
        "<script>a < b</script>",
        "<style/>",
        '<a href="x"b="y">',
        "<é>",
        "<p =a>",
        "<![CDATA[x]]>",
    ),
]
PARTS = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.builds("<{}{}/>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(TEXTS),
    st.sampled_from(
        ["<!-- a <b> -->", "<script>a &amp; b</script>", '<STYLE media="x">p</style>', "<!--a-b-->"]
    ),
)


@settings(max_examples=max(EXAMPLES, 600))
@given(st.lists(PARTS, max_size=40).map("".join))
def test_regular_pages_are_divided_alike(html: str) -> None:
    """Whatever stands within what: titles, texts, ids, depths, and what is excluded."""
    assert REGULAR.fullmatch(html)
    assert sections(SectionParser(), html) == sections(THEIRS(), html)


@given(st.lists(PARTS | st.sampled_from(ODD), max_size=20).map("".join))
def test_other_pages_are_divided_alike(html: str) -> None:
    """What is not read with the pattern is read by Material's parser."""
    assert sections(SectionParser(), html) == sections(THEIRS(), html)


@settings(max_examples=max(EXAMPLES, 300))
@given(st.lists(PARTS | st.sampled_from([*ODD, "`<A_B>`", "<https://a.b>", "a < b"])).map("".join))
def test_anchors_are_those_that_mkdocs_finds(text: str) -> None:
    """In Markdown with HTML in it, regular or not."""
    assert anchors(AnchorReader(), text) == anchors(THEIR_ANCHORS(), text)


@each_of("html", ODD)
def test_what_is_not_regular_is_left_to_the_other_parser(html: str) -> None:
    """Python reads it in ways that changed, or that no pattern should follow."""
    assert not REGULAR.fullmatch(f"<p>a</p>{html}<p>b</p>")


def test_pages_of_a_site_are_regular(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are made from Markdown, but for a few; and a build reads them with the pattern."""
    monkeypatch.setattr(plugin, "Parser", THEIRS)
    monkeypatch.setattr(pages, "_HTMLHandler", THEIR_ANCHORS)
    root, _ = small_site(tmp_path / "site")
    assert plugin.Parser is SectionParser
    assert pages._HTMLHandler is AnchorReader
    articles = [
        "".join(map(str, article.contents))
        for path in sorted(root.rglob("*.html"))
        if (article := BeautifulSoup(path.read_bytes(), "lxml").article)
    ]
    for html in articles:
        assert sections(SectionParser(), html) == sections(THEIRS(), html)
    texts = [path.read_text() for path in sorted(root.parent.rglob("docs/**/*.md"))]
    for text in texts:
        assert anchors(AnchorReader(), text) == anchors(THEIR_ANCHORS(), text)
    assert any(anchors(AnchorReader(), text) for text in texts)
    assert sum(bool(REGULAR.fullmatch(html)) for html in articles) > 0.8 * len(articles) > 5


def test_another_parser_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release of Material that divides pages in another way divides them so here."""
    module, source = copied(), inspect.getsource(plugin)
    monkeypatch.setattr(inspect, "getsource", lambda _: source + "\n# new")
    follow(module)
    assert module.__dict__["Parser"] is THEIRS
