"""What of a finished page can be found."""

from __future__ import annotations

import pytest

from proofpack.site.search.extract import Unit, article, units

PAGE = b"""<body><nav>Home</nav><article class="a"><a class="md-content__button">Edit</a>
<h1 id="top">Title<a class="headerlink" href="#top">&para;</a></h1><p>Lead <b>te</b>xt.</p>
<script>x</script><h2 id="one">One</h2><p>First.</p>
<table><thead><tr><th>Area</th><th>Value</th></tr></thead><tbody>
<tr><td>Path</td><td>Use <code>/v1</code></td><td><time>2026-01-01</time></td></tr>
<tr id="field"><th>Status<br><code>status</code></th><td><p>As</p><p>seen</p></td></tr></tbody></table>
<h3 id="two" data-search-exclude>Hidden</h3><p>Last.</p></article></body>"""


def test_a_page_is_its_title_its_sections_and_its_rows() -> None:
    """Each with what it says, and without what stands on every page."""
    assert units(article(PAGE)) == [
        Unit("page", "top", "Title", "", "Lead text."),
        Unit("row", "one", "Path", "One", "Use /v1"),
        Unit("row", "field", "Status \u00b7 status", "One", "As seen"),
        Unit("section", "one", "One", "", "First."),
    ]


def test_a_folded_question_is_a_section_of_its_own() -> None:
    """It says what the same question says as a heading; what stands around it stays together."""
    page = b"""<article><h1 id="t">Title</h1><h2 id="faq">Questions</h2><p>Before.</p>
<details class="question pp-question" id="faq-x-one"><summary>Why <b>so</b>?</summary>
<p>It is.</p><p class="pp-note">Stands on: <a href="#">A</a>.</p></details><p>After.</p></article>"""
    heading = b"""<article><h1 id="t">T</h1><h3 id="x-one">Why <b>so</b>?</h3>
<p>It is.</p><p><span class="pp-note">Stands on: <a href="#">A</a>.</span></p></article>"""
    folded = Unit("section", "faq-x-one", "Why so?", "", "It is. Stands on: A.")
    assert units(article(page)) == [
        Unit("page", "t", "Title", "", ""),
        folded,
        Unit("section", "faq", "Questions", "", "Before. After."),
    ]
    assert units(article(heading))[1][2:] == folded[2:]


@pytest.mark.parametrize("classes", ["pp-question", "my-pp-questions"])
def test_a_class_of_an_author_folds_nothing(classes: str) -> None:
    """Not even where it is called as ours is."""
    part = f'<article><h1 id="a">A</h1><div class="{classes}">Words</div></article>'
    assert [unit.text for unit in units(article(part.encode()))] == ["Words"]


def test_a_row_has_its_own_place_and_says_of_what_it_is() -> None:
    """So one row of a decision table that stands on several pages is found once, where it belongs."""
    page = b"""<article><h1 id="t">T</h1><table><tr>
<td><a id="limit" data-of="statuses.limit"></a>429</td>
<td>Wait</td></tr></table></article>"""
    assert units(article(page))[1:] == [Unit("row", "limit", "429", "T", "Wait", "statuses.limit")]


def test_what_is_no_article_holds_nothing() -> None:
    """A page of redirects, say."""
    assert article(b"<p>Elsewhere</p>") == b""
