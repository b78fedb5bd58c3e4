"""Documents to visible text: what a reader sees, however it is written, and nothing else."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.outcomes import Document, Evaluation, Kind, Outcome
from proofpack.model.quotes import normalise, words
from proofpack.model.records.sources import Source
from proofpack.refresh.evidence import basis, evaluate, rules
from tests.secrets import mask
from tests.vectors import each_of

URL = "https://docs.example.com/a/b"
QUOTE = "every request carries a token"
EXPECTED = "Ordinary words of a page"
"""What shows that a page is the document, in tests that are about something else."""
OTHER = "<p>" + "Ordinary words of a page that goes on for a while. " * 8 + "</p>"


def source(*quotes: str, **keys: Any) -> Source:
    """Return a source with a fact for each quote."""
    facts = [{"id": f"f{at}", "says": "So.", "quote": quote} for at, quote in enumerate(quotes)]
    base = {"id": "page", "title": "Page", "url": URL, "kind": "reference", "facts": facts}
    base["expect"] = [EXPECTED]
    return Source.model_validate({**base, **keys})


def evaluated(text: str, *quotes: str, kind: Kind = "html", **keys: Any) -> Evaluation:
    """Return what a page says of a source with some quotes."""
    return evaluate(source(*quotes, **keys), Document(URL, URL, kind, text), mask())


HIDDEN = {
    "comment": "<!-- {} -->",
    "script": "<script>{}</script>",
    "json-script": '<script type="application/json">{}</script>',
    "style": "<style>{}</style>",
    "template": "<template><p>{}</p></template>",
    "noscript": "<noscript>{}</noscript>",
    "nav": "<nav>{}</nav>",
    "navigation": "<div role=navigation>{}</div>",
    "banner": "<div role=banner>{}</div>",
    "search": "<div role=search>{}</div>",
    "contentinfo": "<div role=contentinfo>{}</div>",
    "hidden": "<p hidden>{}</p>",
    "aria-hidden": '<p aria-hidden="true">{}</p>',
    "display": '<p style="color:red; DISPLAY : none">{}</p>',
    "visibility": '<p style="visibility:hidden">{}</p>',
    "display-with-remark": '<p style="display:/**/none">{}</p>',
    "faded-in-but-not-shown": '<p style="opacity:0;display:none;transform:none">{}</p>',
    "opacity": '<p style="opacity:0">{}</p>',
    "opacity-of-zeros": '<p style="color:red; opacity: 0.00 !important;">{}</p>',
    "font-size": '<p style="font-size:0px">{}</p>',
    "off-screen": '<p style="position:absolute;left:-9999px">{}</p>',
    "indented-away": '<p style="text-indent: -9999px">{}</p>',
    "flat": '<p style="max-height:0;overflow:hidden">{}</p>',
    "class-invisible": '<p class="invisible">{}</p>',
    "class-is-hidden": '<p class="is-hidden">{}</p>',
    "class-uk-hidden": '<p class="uk-hidden">{}</p>',
    "role-dialog": '<div role="dialog">{}</div>',
    "class-hidden": '<p class="a hidden b">{}</p>',
    "class-d-none": '<p class="d-none d-print-block">{}</p>',
    "sr-only": '<span class="sr-only">{}</span>',
    "visually-hidden": '<span class="visually-hidden">{}</span>',
    "button": "<button>{}</button>",
    "input": '<input value="{}">',
    "textarea": "<textarea>{}</textarea>",
    "option": "<select><option>{}</option></select>",
    "dialog": "<dialog>{}</dialog>",
    "popover": "<div popover>{}</div>",
    "attribute": '<p title="{}">Title.</p>',
    "svg": "<svg><title>{}</title></svg>",
    "iframe": '<iframe srcdoc="{0}">{0}</iframe>',
    "ancestor": "<div hidden><div><p>{}</p></div></div>",
    "twin-of-an-icon": '<i aria-hidden="true">{}</i><span class="sr-only">Said.</span>',
    "twin-that-is-hidden": '<b hidden aria-hidden="true">{}</b><b class="sr-only">Said.</b>',
    "twin-for-readers": '<span aria-hidden="true">x</span><span class="sr-only">{}</span>',
    "unnamed": '<button aria-controls="y">A</button><div id="x" hidden>{}</div>',
    "cdata": "<![CDATA[{}]]>",
}


@each_of("form", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_sees_is_not_found(form: str) -> None:
    """A quote in what a page hides, or keeps around the document, is not on the page."""
    page = f"<html><body><main>{OTHER}{form.format(QUOTE)}</main></body></html>"
    assert evaluated(page, QUOTE).outcome is Outcome.QUOTE_MISSING


AROUND = {
    "title": "<head><title>{}</title></head><body><main>" + OTHER + "</main></body>",
    "header": "<body><header>{}</header>" + OTHER + "</body>",
    "footer": "<body>" + OTHER + "<footer>{}</footer></body>",
    "header-without-title": "<body><header><a href=/>Site</a><p>{}</p></header>"
    + OTHER
    + "</body>",
    "menu-in-titled-header": "<body><header><h1>Site</h1><nav><p>{0}</p></nav><div>{0}</div></header>"
    + OTHER
    + "</body>",
    "banner": "<body><header role=banner><h1>{}</h1></header>" + OTHER + "</body>",
    "covered-lead": "<body><header><h1>T</h1><div hidden><p>{}</p></div></header>"
    + OTHER
    + "</body>",
    "header-beside-titled-main": "<body><header><h1>Site</h1><p>{}</p></header><main><h1>T</h1>"
    + OTHER
    + "</main></body>",
    "aside": "<body><aside>{}</aside>" + OTHER + "</body>",
    "aside-at-the-end": "<body>" + OTHER + "<aside>{}</aside><footer>x</footer></body>",
    "menu-named-in-header": "<body><header><a href=#m>Menu</a></header><div id=m hidden>{}</div>"
    + OTHER
    + "</body>",
    "beside-main": "<body><div>{}</div><main>" + OTHER + "</main></body>",
    "beside-article": "<body><div>{}</div><article>" + OTHER + "</article></body>",
}


@each_of("form", AROUND.values(), ids=AROUND)
def test_what_stands_around_the_document_is_not_found(form: str) -> None:
    """The frame of a site is not the document."""
    assert evaluated(form.format(QUOTE), QUOTE).outcome is Outcome.QUOTE_MISSING


HEADS = {
    "title": "<body><header><h1>{}</h1></header>" + OTHER + "</body>",
    "lead": "<body><header><h1>T</h1><p class=lead>{}</p><nav>x</nav></header>" + OTHER + "</body>",
    "lead-before-main": "<body><header><h1>T</h1><p>{}</p></header><main>"
    + OTHER
    + "</main></body>",
    "note": "<body>" + OTHER + "<aside class='callout callout-note'>{}</aside></body>",
    "note-by-role": "<body><aside role=note>{}</aside>" + OTHER + "</body>",
    "note-among-paragraphs": "<body>" + OTHER + "<aside>{}</aside>" + OTHER + "</body>",
}


@each_of("form", HEADS.values(), ids=HEADS)
def test_headings_leads_and_notes_are_found_outside_of_a_main_part(form: str) -> None:
    """A header with a title heads the document, and a note in an aside is a part of it."""
    assert evaluated(form.format(QUOTE), QUOTE).outcome is Outcome.CONFIRMED


SEEN = {
    "details": "<details><summary>More</summary>{}</details>",
    "summary": "<details><summary>{}</summary>More.</details>",
    "tabpanel": '<div role="tabpanel" hidden>{}</div>',
    "tabpanel-styled": '<div role="tabpanel" style="display:none" aria-hidden="true">{}</div>',
    "region": '<div role="region" class="hidden">{}</div>',
    "until-found": '<div hidden="until-found">{}</div>',
    "controlled": '<button aria-expanded="false" aria-controls="x y">Q</button><p id="y" hidden>{}</p>',
    "accordion-head": '<h3><button aria-expanded="false">{}</button></h3>',
    "responsive": '<div class="hidden md:block">{}</div>',
    "bootstrap": '<div class="d-none d-lg-flex">{}</div>',
    "half-opaque": '<p style="opacity:0.5;font-size:0.9em">{}</p>',
    "faded-in": '<p style="opacity:0;transform:translateY(20px)">{}</p>',
    "wider-visible": '<p class="invisible md:visible">{}</p>',
    "pulled-up": '<p style="margin-top:-100px;fill-opacity:0">{}</p>',
    "clipped": '<p style="max-height:0.5em;min-height:0;overflow:hidden">{}</p>',
    "flat-named": '<button aria-controls="x">A</button>'
    '<div id="x" style="max-height:0;overflow:hidden">{}</div>',
    "dialog-of-a-button": '<button aria-controls="x">A</button><div id="x" role="dialog">{}</div>',
    "header-in-main": "<header>{}</header>",
    "aside-in-main": "<aside>{}</aside>",
    "open-dialog": "<dialog open>{}</dialog>",
    "aria-hidden-false": '<p aria-hidden="false">{}</p>',
    "unknown": "<x-note>{}</x-note>",
    "note-title": '<x-note title="{}"></x-note>',
    "unclosed": "<p><b>{}",
    "named-by-link": '<a href="#x">A</a><div id="x" hidden>{}</div>',
    "named-by-label": '<label for="x">A</label><div id="x" style="display:none">{}</div>',
    "named-by-target": '<button data-bs-target="#x">A</button><div id="x" class="hidden">{}</div>',
    "named-by-tab": '<li data-tab="py">A</li><div data-tab-content="py" hidden>{}</div>',
    "named-without-role": '<button aria-controls="x">A</button><div id="x" hidden>{}</div>',
    "popover-of-a-button": '<button popovertarget="x">A</button><div id="x" popover>{}</div>',
    "tabs-in-navigation": '<nav><a href="#x">A</a></nav><div id="x" hidden>{}</div>',
    "twin-before": '<span class="sr-only">Said.</span><span aria-hidden="true">{}</span>',
    "twin-behind": '<b aria-hidden="true">{}</b><b class="visually-hidden">Said.</b>',
    "entity": "&lt;b&gt; {} &amp;",
}


@each_of("form", SEEN.values(), ids=SEEN)
def test_what_a_reader_can_see_is_found(form: str) -> None:
    """What a click or a wider screen shows counts as seen."""
    page = f"<html><body><main>{OTHER}{form.format(QUOTE)}</main></body></html>"
    assert evaluated(page, QUOTE).outcome is Outcome.CONFIRMED


SPLIT = {
    "tags": "every <b>re</b>quest <i>carries</i> a to<u>ken</u>",
    "links": 'every <a href="/r">request</a> carries a <a href="/t">token</a>',
    "wbr": "every re<wbr>quest carries a to<wbr/>ken",
    "nbsp": "every&nbsp;request&#160;carries a token",
    "shy": "every re&shy;quest carries a to&#173;ken",
    "zero-width": "every\u200b request carries\ufeff a to\u2060ken",
    "lines": "every\n   request\r\n\tcarries a<br>token",
    "blocks": "<span>every request</span><div>carries a token</div>",
    "comment": "every <!-- x -->request carries a to<!-- y -->ken",
    "hidden-between": "every request <span hidden>never</span>carries a token",
    "glued-code": "every<code>request</code>carries a<code>token</code>",
    "full-width": "every request carries a \uff54\uff4f\uff4b\uff45\uff4e",
    "ligature-free-case": "EVERY REQUEST CARRIES A TOKEN",
    "stars": "every *request* carries a `token`",
    "ruby": "every <ruby>request<rt>note</rt></ruby> carries a token",
}


@each_of("form", SPLIT.values(), ids=SPLIT)
def test_a_quote_that_markup_splits_is_found(form: str) -> None:
    """Tags, breaks, blanks of every kind and invisible characters do not part a quote."""
    assert evaluated(f"<main>{OTHER}<p>{form}</p></main>", QUOTE).outcome is Outcome.CONFIRMED


MARKDOWN = {
    "emphasis": "every **request** _carries_ a ~~x~~ token".replace("~~x~~ ", ""),
    "link": "every [request](https://x.example/y) carries a token",
    "reference": "every [request][r] carries a token\n\n[r]: https://x.example",
    "reference-undefined": "every [request][Unknown Label] carries a token",
    "reference-wrapped": "every [request\ncarries][Unknown Label] a token",
    "quote-block": "> every request\n> carries a token",
    "list": "- one\n- every request\n  carries a token",
    "table": "| a | b |\n| - | - |\n| x | every request carries a token |",
    "heading": "## every request carries a `token`",
    "fence": "```\nevery request carries a token\n```",
    "component": "<Note>\nevery [request](/r) carries a token\n</Note>",
    "component-indented": "<A>\n    <B>\n        every [request](/r) carries a token\n    </B>\n</A>",
    "component-inline": "every <Tooltip tip='x'>request</Tooltip> carries a token",
    "component-title": '<Accordion title="every request carries a token">\nYes.\n</Accordion>',
    "component-field": '<ParamField body="token" description="every request carries a token" />',
    "component-closed": '<Icon icon="x" />\n\nevery request carries a token',
    "html": "<div>\nevery <b>request</b> carries a token\n</div>",
    "mdx-comment-between": "every request {/* never */}carries a token",
    "shortcode": "{{< note >}}\nevery request carries a token\n{{< /note >}}",
    "front-matter": "---\ntitle: x\n---\nevery request carries a token",
    "thematic-break": "---\n\nevery request carries a token\n\n---\n\nmore",
    "windows": "every request\r\ncarries a token\r\n",
}


@each_of("form", MARKDOWN.values(), ids=MARKDOWN)
def test_markdown_is_read_as_its_reader_sees_it(form: str) -> None:
    """CommonMark and its dialects show the quote, whatever it is written with."""
    assert evaluated(form, QUOTE, kind="markdown").outcome is Outcome.CONFIRMED


UNSEEN_MARKDOWN = {
    "comment": "<!-- every request carries a token -->",
    "mdx-comment": "{/* every request\ncarries a token */}",
    "front-matter": "---\ndescription: every request carries a token\n---\n",
    "link-target": "[x](/y 'every request carries a token')",
    "definition": "[x]: /y 'every request carries a token'",
    "import": 'import x from "every request carries a token"\n',
    "image": "![every request carries a token](x.svg)",
    "fence-info": "```py title='every request carries a token'\nx\n```",
    "hidden": "<div hidden>\n\nevery request carries a token\n\n</div>",
}


@each_of("form", UNSEEN_MARKDOWN.values(), ids=UNSEEN_MARKDOWN)
def test_what_markdown_does_not_show_is_not_found(form: str) -> None:
    """Comments, targets, front matter and imports are not text of the page."""
    evaluation = evaluated(f"{form}\n\n{OTHER}", QUOTE, kind="markdown")
    assert evaluation.outcome is Outcome.QUOTE_MISSING


def test_code_of_a_page_may_look_like_a_dialect() -> None:
    """What would be a comment or a component in prose is text in a fence."""
    page = "```jsx\n{/* every request carries a token */}\nimport x\n```\n"
    assert evaluated(page, QUOTE, kind="markdown").outcome is Outcome.CONFIRMED


@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_a_page_that_begins_like_html_is_html(kind: Kind) -> None:
    """A twin that serves HTML is read as HTML, whatever its content type says."""
    page = f"\ufeff <!-- x --><!DOCTYPE html><main>{OTHER}<p hidden>{QUOTE}</p></main>"
    assert evaluated(page, QUOTE, kind=kind).outcome is Outcome.QUOTE_MISSING


def test_select_and_ignore_choose_the_part() -> None:
    """`select` takes every match in order, once; `ignore` takes parts out of it."""
    page = "<main>1</main><div class=a>two <i>3</i><div class=a>four</div></div><p class=a>five</p>"
    chosen = evaluated(page, "two four five", select=".a", ignore=["i"])
    assert normalise(chosen.text) == "two four five"
    assert chosen.outcome is Outcome.CONFIRMED


def test_a_select_that_matches_nothing_is_named() -> None:
    """The page is not the document if the part that is the document is not there."""
    evaluation = evaluated(f"<main>{OTHER}{QUOTE}</main>", QUOTE, select="#gone")
    assert evaluation.outcome is Outcome.NOT_THE_DOCUMENT
    assert "`select`" in evaluation.detail
    assert evaluation.matches == ()


def test_lines_of_code_keep_their_order_and_numbers_go() -> None:
    """A code panel reads as its lines, without the numbers beside them."""
    panel = (
        '<pre><span class="lineno">1</span><span class="line">{</span>\n'
        '<span class="lineno">2</span><span class="line">  "a": 1</span></pre>'
    )
    assert evaluated(f"<main>{panel}</main>").text.split("\n") == ["{", '"a": 1']


N = 30_000
HOSTILE: dict[str, tuple[Kind, str]] = {
    "deep": ("html", "<div>" * N),
    "deep-text": ("html", "<main>" * N + QUOTE),
    "comments": ("html", "<!--" * 100_000),
    "unclosed": ("html", "<p>x" * N),
    "unclosed-inline": ("html", "<b>x" * N),
    "huge-attribute": ("html", '<p a="' + "x" * 2_000_000 + '">'),
    "many-attributes": ("html", "<p " + "a=b " * N + ">"),
    "tags": ("html", "<i></i>" * 300_000),
    "triggers": ("html", "<button aria-expanded aria-controls=x>" * N),
    "breaks": ("html", "<pre>" + "\n" * 1_000_000),
    "nul": ("html", "\0<p>\0a\0</p>\ud800\ufdd0&#xfdd0;&#0;"),
    "brackets": ("markdown", "[" * 100_000),
    "backticks": ("markdown", "`" * 100_000),
    "quote-marks": ("markdown", ">" * 100_000),
    "stars": ("markdown", "**a_" * 100_000),
    "images": ("markdown", "![[" * 100_000),
    "mdx-comments": ("markdown", "{/*" * 100_000),
    "components": ("markdown", '<A "' * 100_000),
    "component-blanks": ("markdown", "<A" + " " * 100_000),
    "definitions": ("markdown", "[a]:\n" * 10_000),
    "front-matter": ("markdown", "---\na: b\n" + "x\n" * 20_000),
    "lists": ("markdown", "\n- x" * 100_000),
    "blank-text": ("text", "\n \n" * 300_000),
    "pdf": ("text", "%PDF-1.7 " + QUOTE),
    "endless": ("text", "x" * 20_000_001),
}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "text"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_judged(kind: Kind, text: str) -> None:
    """A page that is made to be slow or to break the parser is named, and nothing is raised."""
    assert evaluated(text, QUOTE, kind=kind).outcome in {
        Outcome.NOT_READABLE,
        Outcome.NOT_THE_DOCUMENT,
        Outcome.QUOTE_MISSING,
    }


TOO_MUCH = ["deep-text", "unclosed-inline", "tags", "stars", "pdf", "endless"]


@pytest.mark.slow
@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_cannot_be_extracted_says_why(name: str) -> None:
    """No text of the page is in the reason, and no sighting is made up."""
    kind, text = HOSTILE[name]
    evaluation = evaluated(text, QUOTE, kind=kind)
    assert evaluation.outcome is Outcome.NOT_READABLE
    assert evaluation.detail.startswith("the ")
    assert (evaluation.matches, evaluation.text, evaluation.digest) == ((), "", "")


_ALPHABET = st.sampled_from(list("ab <>/[]()*_`~|#->\n{}!&;:\"'=\u00ad\u200b\ufdd2\u0130\u00df"))
_PIECES = (
    f"{QUOTE}|<main>|</main>|<p hidden>|<pre>|</pre>|<code>|<del>|<h2>|<li>|<td>|<!--|-->|<Note>"
)
_SIGNS = ["```\n", "not ", "deprecated. ", "|a|\n|-|\n", "{/*", "\n"]
_MARKUP = st.lists(st.sampled_from([*_PIECES.split("|"), *_SIGNS]))


@pytest.mark.slow
@given(
    text=st.text() | st.text(_ALPHABET) | _MARKUP.map("".join),
    kind=st.sampled_from(["html", "markdown", "text"]),
)
def test_nothing_is_raised_on_any_text(text: str, kind: Kind) -> None:
    """Every text has a judgement, the same each time, that travels between processes."""
    absences = [{"id": "none", "says": "So.", "pattern": r"\d+ tokens"}]
    evaluation = evaluated(text, QUOTE, kind=kind, absences=absences)
    assert evaluation == evaluated(text, QUOTE, kind=kind, absences=absences)
    assert pickle.loads(pickle.dumps(evaluation)) == evaluation  # noqa: S301 - our own bytes


_TAGS = st.sampled_from(["b", "i", "code", "span", "a", "em", "x-y", "mark", "wbr"])


@given(
    data=st.lists(
        st.tuples(st.integers(0, len(QUOTE)), st.integers(0, len(QUOTE)), _TAGS), max_size=6
    )
)
def test_inline_tags_never_lose_a_quote(data: list[tuple[int, int, str]]) -> None:
    """Whatever pieces of a quote are wrapped in inline tags, it is found."""
    opened: dict[int, str] = {}
    for one, other, tag in data:
        start, end = sorted((one, other))
        if tag != "x-y" and all(at <= start or at >= end for at in opened):
            opened[start] = opened.get(start, "") + f"<{tag}>"
            opened[end] = f"</{tag}>" + opened.get(end, "")
    marked = "".join(
        opened.get(at, "") + (QUOTE[at] if at < len(QUOTE) else "") for at in range(len(QUOTE) + 1)
    )
    assert evaluated(f"<main><p>{marked}</p>{OTHER}</main>", QUOTE).outcome is Outcome.CONFIRMED


def test_the_digest_is_of_the_text_and_not_of_the_markup() -> None:
    """Two pages that read alike have one digest; a changed word has another."""
    one = evaluated(f"<main><p>Some <b>words</b></p>{OTHER}</main>")
    two = evaluated(f"<body><nav>x</nav><article class=z><div>some words</div>{OTHER}</article>")
    three = evaluated(f"<main><p>Other words</p>{OTHER}</main>")
    assert one.digest == two.digest != three.digest
    assert len(one.digest) == 16


KEYS: list[dict[str, Any]] = [{}, {"select": "p"}, {"ignore": ["p"]}, {"as": "text"}]


def test_rules_change_with_what_chooses_the_text() -> None:
    """Digests of texts compare only under the same `as`, `select` and `ignore`."""
    made = {rules(source(**keys)) for keys in KEYS}
    assert len(made) == len(KEYS)
    assert rules(source()) == rules(source(QUOTE, title="Other"))


def test_a_304_stands_on_rules_address_and_everything_looked_for() -> None:
    """The basis changes with the address, a quote, a pattern, an id or a selector, and with no title."""
    absence = {"id": "none", "says": "So.", "pattern": "x"}
    different = [
        source(),
        source(QUOTE),
        source(QUOTE + " more"),
        source(QUOTE, read="https://docs.example.com/a/b.md"),
        source(QUOTE, select="p"),
        source(QUOTE, absences=[absence]),
        source(QUOTE, absences=[{**absence, "pattern": "y"}]),
    ]
    assert len({basis(one) for one in different}) == len(different)
    assert basis(source(QUOTE)) == basis(source(QUOTE.upper(), title="Other"))


def test_words_are_known_by_their_normal_form() -> None:
    """A quote spelled with other quotes, dashes or case is the same quote."""
    spelled = source("“A — quote” of `words`", '"a - QUOTE" of words').facts
    assert words(spelled[0]) == words(spelled[1])
    assert len(words(spelled[0])) == 12
