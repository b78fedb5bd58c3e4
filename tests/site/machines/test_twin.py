"""A guide as Markdown alone."""

from __future__ import annotations

import re

import pytest

from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.machines.twin import twin
from proofpack.site.render import render
from proofpack.site.render.bases import Bases

SITE = MkdocsConfig("Guides", "https://docs.example.org/", directories=False)
AT = "guides/one.md"
PAGE = """\
---
title: "One"
---

# One

<dl class="pp-head">
<div><dt>Last reviewed</dt> <dd><time>2026-06-09</time></dd></div>
</dl>

## Part { #part }

See [chat](../sources/chat.md#why "Title: a&#47;b") and [there](https://example.com/a.md).\
<a class="pp-cite" href="../sources/chat.html#route" aria-label="1: It says so">1</a> \
<a href="https://example.com/b" title="It says &quot;so&quot;">b</a>
[Begin](#part){ .md-button } or see `[f](x){ .y }`.

| a | b |
| --- | --- |
| <code>x&#124;y</code><br><span class="pp-help">help</span> | <q class="pp-quoted">said</q> |

!!! warning "Mind"

    One *thing*.

    ```sh
    === "not a tab"
    <div>
    ```

After it.

<div class="pp-part" id="a">
<p class="pp-part-title">Record</p>
<table>
<thead><tr><th>Field</th> <th class="pp-blank">Answer</th></tr></thead>
<tbody>

<tr><th>Status<br><code>status</code></th> <td class="pp-blank"></td></tr>

</tbody>
</table>
<ul class="pp-checklist">
<li><span class="pp-box" aria-hidden="true"></span>
<span>Done, see <a href="../faq.html">why</a></span><a class="pp-cite pp-cite-lapsed" \
href="../sources/chat.html#no-figure" aria-label="2: It says">2</a></li>
<li>Stands on: <a href="../sources/chat.html#so">Chat</a>.</li>
</ul>
</div>

<aside class="pp-notes" aria-label="Quotes">
<ol>
<li><a href="../sources/chat.html#route">Chat</a>: <q>Send it to the route.</q> \
<a class="pp-place" href="https://example.com/chat#post:~:text=Send%20it">on the live page</a> \
<span class="pp-address">example.com/chat</span> \
<span class="pp-held"><a href="../freshness.html#words">unchecked</a></span></li>
<li><a href="../sources/chat.html#no-figure">Chat</a>: It states <code>none</code>. \
<a class="pp-place" href="https://example.com/chat#:~:text=Send">the page</a> \
<span class="pp-address">example.com/chat</span> \
<span class="pp-held">held on <time>2026-06-09</time></span></li>
<li><a href="../sources/chat.html#why">Chat</a>: <q>Why.</q> \
<a class="pp-place" href="https://example.com/chat#:~:text=Why">on the live page</a> \
<span class="pp-address">example.com/chat</span> <span class="pp-held">lapsed</span></li>
<li><a href="../sources/chat.html#so">Chat</a>: <q>And so [on].</q> \
<a class="pp-place" href="https://example.com/chat#:~:text=And">on the live page</a> \
<span class="pp-address">example.com/chat</span> \
<span class="pp-held">found on <time>2026-06-09</time></span></li>
</ol>
</aside>
<aside><p>Beside it.</p></aside>

<script src="a.js"></script>
"""
TWIN = """\
# One

- **Last reviewed**: 2026-06-09

## Part

See [chat](https://docs.example.org/sources/chat.html#why "Title: a/b")[^chat.why] and \
[there](https://example.com/a.md).[^chat.route] [b](https://example.com/b "It says 'so'")
[Begin](#part) or see `[f](x){ .y }`.

| a | b |
| --- | --- |
| `x\\|y`<br>help | \u201csaid\u201d |

**Mind**

One *thing*.

```sh
=== "not a tab"
<div>
```

After it.

**Record**

| Field |
| --- |
| Status `status` |

- Done, see [why](https://docs.example.org/faq.html)[^chat.no-figure]
- Stands on: [Chat](https://docs.example.org/sources/chat.html#so)[^chat.so].

[^chat.route]: [Chat](https://docs.example.org/sources/chat.html#route): \
\u201cSend it to the route.\u201d <https://example.com/chat#post> unchecked
[^chat.no-figure]: [Chat](https://docs.example.org/sources/chat.html#no-figure): \
It states `none`. <https://example.com/chat> held on 2026-06-09
[^chat.why]: [Chat](https://docs.example.org/sources/chat.html#why): \
\u201cWhy.\u201d <https://example.com/chat> lapsed
[^chat.so]: [Chat](https://docs.example.org/sources/chat.html#so): \
\u201cAnd so [on].\u201d <https://example.com/chat> found on 2026-06-09

Beside it.
"""


def test_it_says_what_the_page_says_without_html() -> None:
    """Dates, tables, worksheets, citations and notes; code stays letter for letter."""
    assert twin(PAGE, AT, SITE) == TWIN


@pytest.mark.parametrize(
    "code",
    [
        "Use `<span>` or `&quot;` or ``a ` <a href='x'>b</a>`` or `c { .d }`",
        '- Item\n\n    ```html\n    <i>h</i> &quot; <a href="x">y</a>\n    # t {#x}\n    ```\n\n    T.',
        "> ```\n> <b>x</b> [a](b.md) &quot;\n> ```",
        "Words.\n\n    <span>one</span> &#47;path\n\n    <div>\n\nWords.",
    ],
    ids=["spans", "in an item", "in a quote", "indented"],
)
def test_code_stays_as_it_is(code: str) -> None:
    """Wherever it stands: what it shows is what somebody types."""
    assert twin(f"{code}\n", AT, SITE) == f"{code}\n"


def test_what_is_indented_below_an_item_is_no_code() -> None:
    """Its links lead to the pages of the site, and its tags are none of Markdown."""
    page = "1. Item\n\n    See <b>[chat](../sources/chat.md)</b> &#58;\n"
    shown = "1. Item\n\n    See <b>[chat](https://docs.example.org/sources/chat.html)</b> :\n"
    assert twin(page, AT, SITE) == shown


@pytest.mark.parametrize(
    ("directories", "link"),
    [(False, "../sources/chat.html#route"), (True, "../sources/chat/#route")],
)
def test_without_an_address_links_are_seen_from_the_twin(directories: bool, link: str) -> None:
    """It stands beside the page, or beside its folder."""
    config = MkdocsConfig("Guides", directories=directories)
    assert f"[chat]({link})" in twin("[chat](../sources/chat.md#route)\n", AT, config)
    html = f'A <a href="{"../" * directories}{link}">b</a>.\n'
    assert twin(html, AT, config) == f"A [b]({link}).\n"


def test_a_citation_is_named_by_its_fact_wherever_sources_stand() -> None:
    """At an address of their own, or with others in a folder."""
    config = MkdocsConfig("Guides", directories=True)
    cite = 'So.<a class="pp-cite" href="../../sources/chat/#route">1</a>\n'
    assert twin(cite, AT, config) == "So.[^chat.route]\n"


def test_every_guide_of_a_project_comes_out_as_markdown(founding: Library) -> None:
    """No element is left but line ends in cells, and every paragraph of the guide is there."""
    site = render(founding, Bases(founding, {}, SITE))
    for guide in founding.guides.values():
        made = twin(site.pages[guide.file.target].text, guide.file.target, SITE)
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", made, flags=re.DOTALL)
        assert re.findall(r"<(?!br>|https?:)/?[a-z][^>]*>", prose) == []
        cited = set(re.findall(r"\[\^([^\]]+)\](?!:)", prose))
        assert {fact.ref for fact in guide.facts if fact.ref in guide.file.cites} <= cited
        assert cited == set(re.findall(r"^\[\^([^\]]+)\]: \S", made, re.MULTILINE))
        assert "](../" not in made
        assert made.startswith(f"# {guide.meta.title}\n")
        assert {"## Sources", "## History"} <= {*made.split("\n")}


@pytest.mark.parametrize("url", ["", "https://docs.example.org/"])
@pytest.mark.parametrize("directories", [False, True])
def test_a_block_that_many_pages_show_is_that_of_each(
    url: str, directories: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever its links lead: a page is not its neighbour, and an index not a page of its folder."""
    config = MkdocsConfig("Guides", url=url, directories=directories)
    links = (
        "../x/",
        "../../x.html#a",
        "../x.md",
        "#z",
        "",
        "x/",
        "./x.html",
        "/x",
        "https://a.example/b",
    )
    blocks = [f'<p>To <a href="{link}">it</a>.</p>\n' for link in links]
    blocks += ["<p>To <a HREF='x/'>it</a>.</p>\n", "<p>Words.</p>\n"]
    targets = ("one.md", "guides/one.md", "guides/two.md", "guides/index.md", "guides/README.md")
    pages = [(target, block) for block in blocks for target in (*targets, "guides/a/one.md")]
    shared = [twin(block, target, config) for target, block in pages]
    monkeypatch.setattr("proofpack.site.machines.twin._OF_ITS_PAGE", re.compile(""))
    assert shared == [twin(block, target, config) for target, block in pages]
    assert len({*shared}) > len(blocks), "some of them differ from page to page"
