"""Quotes and patterns in text: where they stand, where they end, what takes them back."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from proofpack.model.outcomes import Outcome, QuoteMatch
from proofpack.model.quotes import normalise
from proofpack.refresh.evidence.nearest import nearest
from tests.refresh.evidence.test_extract import OTHER, evaluated
from tests.secrets import mask
from tests.vectors import each_of


def sight(text: str, quote: str, **keys: Any) -> QuoteMatch:
    """Return what came of looking for one quote on a page that is a document."""
    return evaluated(f"<main><div>{text}</div>{OTHER}</main>", quote, **keys).matches[0]


BORDERS = [
    ("https://api.x.example/v1", "https://api.x.example/v1", True),
    ("https://api.x.example/v1", "https://api.x.example/v1/chat", True),
    ("https://api.x.example/v1", "https://api.x.example/v1.", True),
    ("https://api.x.example/v1", "(https://api.x.example/v1)", True),
    ("https://api.x.example/v1", "https://api.x.example/v11", False),
    ("https://api.x.example/v1", "https://api.x.example/v1beta", False),
    ("https://api.x.example/v1", "https://api.x.example/v1-beta", False),
    ("https://api.x.example/v1", "https://api.x.example/v1_old", False),
    ("https://api.x.example/v1", "https://api.x.example/v1.1", False),
    ("https://api.x.example", "https://api.x.example.org", False),
    ("https://api.x.example", "https://api.x.example:8080", False),
    ("api.x.example/v1", "https://api.x.example/v1", True),
    ("x.example/v1/chat", "https://api.x.example/v1/chat", False),
    ("/v1/chat/completions", "POST /v1/chat/completions", True),
    ("/v1/chat/completions", "https://api.x.example/v1/chat/completions", True),
    ("/v1/chat/completions", "/api/v1/chat/completions", False),
    ("/v1/chat/completions", "{base}/v1/chat/completions", True),
    ("5 minutes of wait", "15 minutes of wait", False),
    ("5 minutes of wait", "1.5 minutes of wait", False),
    ("5 minutes of wait", "1,5 minutes of wait", False),
    ("5 minutes of wait", "3-5 minutes of wait", False),
    ("5 minutes of wait", "-5 minutes of wait", False),
    ("5 minutes of wait", "<b>1</b>5 minutes of wait", False),
    ("5 minutes of wait", "<code>1</code>5 minutes of wait", False),
    ("wait for at most 5", "wait for at most 50", False),
    ("wait for at most 5", "wait for at most 5.5", False),
    ("wait for at most 5", "wait for at most 5,000", False),
    ("wait for at most 5", "wait for at most 5. Then", True),
    ("wait for at most 5", "wait for at most 5, or less", True),
    ("the request fails", "the request failsafe", False),
    ("the request you can", "the request you can't", False),
    ("the request you can", "the request you cannot", False),
    ("deprecated by us all", "undeprecated by us all", False),
    ("deprecated by us all", "non-deprecated by us all", False),
    ("compatible interface", "OpenAI-compatible interface", True),
    ("single compatible", "single compatible-ish", True),
    ("use small-model-1", "use small-model-1-mini", False),
    ("status_code: if sent", "response.status_code: if sent", False),
    ("ends a sentence", "ends a sentence.Next one", True),
    ("within five minutes", "within five minutes<sup>1</sup>", True),
    ("within five minutes", "within five minutes\u00b9", True),
    ("POST /v1/chat now", "Use<code>POST /v1/chat now</code>here", True),
    ("POST /v1/chat now", "<span>POST</span><span>/v1/chat</span> now", True),
    ("POST /v1/chat now", "POST/v1/chat now", False),
    ("PO ST /v1/chat now", "POST /v1/chat now", False),
    (
        "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u4e00\u4e8c",
        "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u4e00\u4e8c\u4e09",
        True,
    ),
    ("stra\u00dfe ist lang", "STRASSE ist lang", True),
    ("\u0130stanbul is far off", "\u0130stanbul is far off", True),
    ("******************", "other words only", False),
]


@each_of(("quote", "text", "found"), BORDERS)
def test_a_quote_ends_where_words_and_numbers_end(quote: str, text: str, found: bool) -> None:
    """A quote stands on a page, but not inside a longer word, number, path or address."""
    assert sight(f"<p>Base: {text}</p>", quote).found is found


TAKEN_BACK = [
    "There is no need to {}.",
    "Clients need not {}.",
    "It used to mean: {}.",
    "Contrary to what was said, clients {}.",
    "[3]: [Obsolete] Clients {}.",
    "Clients {}. (No longer needed.)",
    "Clients {}. Ignored since v3.",
    "Do not {}.",
    "Clients must never {}.",
    "Clients should not under any condition {}.",
    "It is not true that they {}.",
    "It is incorrect to {}.",
    "Don't {}.",
    "Avoid this: {}.",
    "Deprecated: {}.",
    "Deprecated. They {}.",
    "Deprecated since version 3: {}.",
    "No longer {}.",
    "Previously, clients would {}.",
    "Until June 2026, they {}.",
    "In earlier versions they {}.",
    "It was true until June that they {}.",
    "They {} (deprecated).",
    "They {}, no longer recommended.",
    "They {} is not supported.",
    "They {} was removed.",
    "They {} until version 3.",
    "They {}. This is no longer true.",
    "They {}. It is deprecated.",
    "They {}, but this rule is obsolete.",
    "<del>They {}.</del>",
    "They <s>{}</s>.",
    "They <strike>{}</strike>.",
    '<span style="text-decoration: line-through">{}</span>',
    "</p><h2>Deprecated</h2><p>They {}.",
    "</p><h2>Retrying (removed)</h2><p>Hello.</p><h3>How</h3><p>They {}.",
    "</p><p>Deprecated</p><p>They {}.",
    "</p><p>This page is deprecated.</p><h2>Other</h2><p>They {}.",
    "</p><h2>Retry</h2><p>This endpoint has been retired.</p><p>Hello.</p><p>They {}.",
    "</p><table><tr><td>a</td><td>Deprecated</td><td>They {}</td></tr></table><p>.",
    "</p><dl><dt>retry <b>deprecated</b></dt><dd>They {}</dd></dl><p>.",
    "Do not read the status, the code and the message to {}.",
]
RULE = "retry with growing pauses"


@each_of("form", TAKEN_BACK)
def test_a_quote_that_is_taken_back_is_warned_of(form: str) -> None:
    """The quote is found, and a person is told to look."""
    seen = sight(f"<p>{form.format(RULE)}</p>", RULE)
    assert seen.found
    assert seen.warning


ORDINARY = [
    "Clients {}, and do not stop.",
    "Clients {}; they do not stop.",
    "Clients {}. Do not stop.",
    "Clients {} if the answer is not final.",
    "Clients {} because nothing was removed.",
    "If a request is not answered, {}.",
    "When you do not know, {}.",
    "Not only servers: {}.",
    "Clients must not stop. They {}.",
    "The old rule was removed; {}.",
    "The old rule was removed. Now, {}.",
    "Clients {}, which replaces the deprecated rule.",
    "Clients {} instead of failing at once.",
    "Before each call, {}.",
    "Clients {} until the answer comes.",
    "Errors that are not final: {}.",
    "This is not only good manners but also works: {}.",
    "</p><p>Deprecated fields are ignored.</p><p>They {}.",
    "</p><ul><li>old: deprecated</li><li>They {}.</li></ul><p>x",
    "</p><table><tr><td>a</td><td>Deprecated</td></tr><tr><td>b</td><td>They {}</td></tr></table><p>x",
    "</p><h2>Deprecated</h2><p>Nothing.</p><h2>Retry</h2><p>They {}.",
    "</p><p>They {}.</p><h2>Removed</h2><p>x",
    "</p><h2>Old</h2><p>This endpoint is deprecated.</p><h2>New</h2><p>They {}.",
    "</p><dl><dt>a</dt><dd>They {}</dd><dt>b <b>deprecated</b></dt><dd>x</dd></dl><p>x",
    "<del>They waited.</del> They {}.",
    "Do not {}. Clients {} only on 503.",
]


@each_of("form", ORDINARY)
def test_an_ordinary_page_is_not_warned_of(form: str) -> None:
    """A negation elsewhere is prose, and one good place is enough."""
    seen = sight(f"<p>{form.format(RULE, RULE)}</p>", RULE)
    assert seen.found
    assert seen.warning == ""


def test_each_place_of_a_quote_is_counted() -> None:
    """`times` says how often a quote stands on the page."""
    assert sight(f"<p>{RULE}. Also {RULE}, and {RULE}d.</p>", RULE).times == 2


def test_a_passage_shows_what_stands_around_in_its_own_case() -> None:
    """The passage is the sentence as the page shows it; of a long one a part, with the cuts marked."""
    seen = sight("<p>Before it. Clients Retry <b>With</b> growing pauses. After.</p>", RULE)
    assert seen.passage == "Clients Retry With growing pauses."
    long = f"<p>{'before it, ' * 60}Clients Retry <b>With</b> growing pauses, {'after, ' * 70}</p>"
    seen = sight(long, RULE)
    assert "Clients Retry With growing pauses, after," in seen.passage
    assert seen.passage.startswith("…")
    assert seen.passage.endswith("…")
    assert len(seen.passage) <= 302


def test_a_lost_quote_has_its_nearest_text() -> None:
    """What became of it is shown: the sentence, in the page's own case, with its likeness."""
    seen = sight("<p>Intro words. Clients Retry with shrinking pauses. More.</p>", RULE)
    assert not seen.found
    assert seen.nearest == "Clients Retry with shrinking pauses."
    assert 0.7 < seen.likeness < 1


def test_nothing_like_a_quote_is_nothing() -> None:
    """An unlike page offers no nearest text."""
    seen = sight("<p>xyzzy</p>", "qqqq wwww zzzz vvvv")
    assert (seen.nearest, seen.likeness) == ("", 0.0)


def test_the_nearest_text_is_short() -> None:
    """At most 160 characters are shown, however long the quote."""
    quote = " ".join(f"word{at}" for at in range(60))
    text, likeness = nearest(quote, f"Before. {quote.replace('word7', 'term')} After.", mask())
    assert len(text) <= 160
    assert likeness > 0.7


def secret(*parts: str) -> str:
    """Compose what looks like a key; none is written here."""
    return "".join(parts)


KEYS = [
    secret("sk", "-", "proj", "-", "a1b2c3d4" * 4),
    secret("gh", "p", "_", "Zx81" * 9),
    secret("AK", "IA", "Q7" * 8),
    secret("ey", "J", "hbGciOiJ9", ".", "eyJzdWIi", ".", "abc123"),
    secret("0f3a" * 10),
    secret("Qw3rTy+/" * 5),
    secret("someone", "@", "mail.example.org"),
]


@each_of("key", KEYS)
@each_of("form", ["{}", "Bearer {}", "<b>{0:.6}</b><i>{0:.99}</i>"])
def test_our_output_never_repeats_a_secret_of_a_page(key: str, form: str) -> None:
    """A key or an address beside a quote, or like a lost one, is masked to four characters."""
    shown = form.format(key) if "0" not in form else f"<b>{key[:6]}</b><i>{key[6:]}</i>"
    found = sight(f"<p>{RULE} {shown} and more</p>", RULE).passage
    lost = sight(
        f"<p>retry with shrinking pauses {shown} and more</p>", RULE + " and so on"
    ).nearest
    absent = evaluated(
        f"<main>{OTHER}<p>60 tokens {shown}</p></main>",
        absences=[{"id": "none", "says": "So.", "pattern": r"\d+ tokens"}],
    )
    for text in (found, lost, absent.matches[0].passage):
        assert key[:5] not in text
        assert key[-8:] not in text
    assert "…" in found


HARMLESS = [
    "POST https://api.x.example/v1/chat/completions",
    "Authorization: Bearer <API_KEY>",
    "Authorization: Bearer $HARBOR_API_KEY",
    "api_key = YOUR_API_KEY",
    "small-model-2024-07-18-preview",
    "through-a-single-compatible-interface",
    "http.request.resend_count",
    "max_completion_tokens: 1200",
]


@each_of("text", HARMLESS)
def test_paths_names_and_placeholders_are_shown(text: str) -> None:
    """What documentation is full of is not masked."""
    assert mask()(text) == text


def test_a_password_beside_its_name_is_masked() -> None:
    """The value of a field that is named like a secret is not shown."""
    value = secret("hunter2", "hunter2")
    assert mask()(f'password: "{value}"') == 'password: "hunt…"'


ABSENCE = [
    ("Accounts send 60 tokens per minute.", True),
    ("Accounts send 60&nbsp;TOKENS\nper minute.", True),
    ("<code>60</code><code>tokens per minute</code>", True),
    ("<td>60</td><td>tokens per minute</td>", True),
    ("6<b>0</b> tok<wbr>ens per minute", True),
    ("<!-- 60 tokens per minute -->", False),
    ("<script>x = '60 tokens per minute'</script>", False),
    ("<style>/* 60 tokens per minute */</style>", False),
    ("<p hidden>60 tokens per minute</p>", True),
    ("<template><p>60 tokens per minute</p></template>", True),
    ("<noscript>60 tokens per minute</noscript>", True),
    ("<nav>60 tokens per minute</nav>", True),
    ("<img alt='60 tokens per minute'>", True),
    ("<x-limit rate='60 tokens per minute'></x-limit>", True),
    ("<pre>a\n<span class=lineno>60</span> tokens per minute</pre>", True),
    ("sixty tokens per minute", False),
]


@each_of(("text", "overturned"), ABSENCE)
def test_an_absence_is_overturned_by_what_the_page_says_anywhere(
    text: str, overturned: bool
) -> None:
    """All counts but script and style, hidden or not, without regard to case; the match is shown."""
    absence = {"id": "none", "says": "So.", "pattern": r"\d+ ?tokens per minute"}
    page = f"<main>{OTHER}<p>{RULE}</p><div>{text}</div></main>"
    seen = evaluated(page, RULE, absences=[absence]).matches[-1]
    assert (seen.found, seen.times) == (not overturned, int(overturned))
    assert ("tokens per minute" in seen.passage.casefold()) is overturned


def test_a_pattern_that_matches_nothing_at_all_overturns_nothing() -> None:
    """A pattern that can match the empty text counts only where it matches something."""
    absence = {"id": "none", "says": "So.", "pattern": r"(99)*"}
    page = f"<main>{OTHER}<p>{RULE}</p></main>"
    assert evaluated(page, RULE, absences=[absence]).matches[-1].found


def test_what_is_unsaid_counts_only_where_a_quote_shows_that_it_is_the_document() -> None:
    """A page about something else does not say it either; if it does say it, that counts."""
    absence = {"id": "none", "says": "So.", "pattern": r"\d+ ?tokens per minute"}
    alone = evaluated(f"<main>{OTHER}</main>", absences=[absence], expect=[])
    assert (alone.outcome, alone.matches) == (Outcome.NOT_THE_DOCUMENT, ())
    expected = evaluated(f"<main>{OTHER}</main>", absences=[absence])
    assert (expected.outcome, len(expected.matches)) == (Outcome.CONFIRMED, 1)
    near = f"<main>{OTHER}<p>{RULE[:-6]}other.</p></main>"
    lost = evaluated(near, RULE, absences=[absence], expect=[])
    assert (lost.outcome, [one.fact for one in lost.matches]) == (
        Outcome.QUOTE_MISSING,
        [lost.matches[0].fact],
    )
    evaluation = evaluated(f"<main>{OTHER}<p>60 tokens per minute</p></main>", absences=[absence])
    assert (evaluation.outcome, evaluation.matches[0].found) == (Outcome.QUOTE_MISSING, False)


@each_of(
    ("quote", "page", "found"),
    [
        (
            "the limit is 102 requests per user",
            "the limit is 10<sup>2</sup> requests per user",
            False,
        ),
        (
            "the limit is 10 requests",
            "the limit is 10<sup><a href='#n2'>[2]</a></sup> requests",
            True,
        ),
        ("the limit is 24 requests", "the limit is 2*4 requests", False),
        ("the limit is 2*4 requests", "the limit is 2*4 requests", True),
        ("this is an **important** limit", "this is an <b>important</b> limit", True),
    ],
)
def test_numbers_are_not_joined_by_what_is_left_out(quote: str, page: str, found: bool) -> None:
    """A raised digit, a footnote and a star between digits make no other number."""
    text = f"<main>{OTHER}<p>On this page {page} of the plan.</p></main>"
    assert evaluated(text, quote).matches[0].found is found


@given(before=st.text(max_size=40), after=st.text(max_size=40))
def test_a_quote_between_blanks_is_always_found(before: str, after: str) -> None:
    """Whatever stands before and behind it on a plain page, a quote set apart is found."""
    page = f"{before}\n\n{RULE}\n\n{after}\n\n{'Words of a page. ' * 20}"
    assert evaluated(page.replace("<", ""), RULE, kind="text").matches[0].found


@given(st.text())
def test_a_normal_form_has_single_blanks_and_no_marks(text: str) -> None:
    """Normal forms compare as they are."""
    normal = normalise(text)
    assert normal == " ".join(normal.split())
    assert not set(normal) & {"`", "*", "\u00ad", "\u200b", "\u2019", "\u2014"}


COPIED = {
    "footnote": (
        "a pause[1] of ten seconds",
        "a pause<sup><a href='#n'>[1]</a></sup> of ten seconds",
    ),
    "footnote-left-out": (
        "a pause of ten seconds",
        "a pause<sup><a href='#n'>1</a></sup> of ten seconds",
    ),
    "raised": ("a pause1 of ten seconds", "a pause<sup>1</sup> of ten seconds"),
    "ordinal": ("on the 15th of each month", "on the 15<sup>th</sup> of each month"),
    "unit": ("an area of 12 m2 or less", "an area of 12 m<sup>2</sup> or less"),
    "anchor": ("Limits of use¶ in a day", "<h2>Limits of use<a href='#l'>¶</a> in a day</h2>"),
    "anchor-before": (
        "#Limits of use in",
        "<h2><a href='#l' aria-hidden=true>#</a>Limits of use in a day</h2>",
    ),
    "anchor-left-out": (
        "Limits of use in a day",
        "<h2>Limits of use<a href='#l'>¶</a> in a day</h2>",
    ),
    "anchor-in-words": (
        "Limits of use in a day",
        "<h2>Limits of use<a class=headerlink href='#l'>Link to this heading</a> in a day</h2>",
    ),
    "prompt": ("$ pip install a $ pip check", "<pre>$ pip install a\n$ pip check</pre>"),
    "prompt-left-out": ("pip install a pip check", "<pre>$ pip install a\n$ pip check</pre>"),
    "prompt-in-a-span": (
        "import a import b",
        "<pre><b class=gp>>>> </b>import a\n<b class=gp>>>> </b>import b</pre>",
    ),
    "numbers": (
        "1 import a 2 import b",
        "<pre><b class=lineno>1</b> import a\n<b class=lineno>2</b> import b</pre>",
    ),
    "numbers-left-out": (
        "import a import b",
        "<pre><span><b class=ln>1</b><i class=gp>$ </i>import a</span>\n<b class=ln>2</b>import b</pre>",
    ),
    "numbers-kept-from-screen-readers": (
        "import a import b",
        "<pre><i aria-hidden=true>1</i> import a\n<i aria-hidden=true>2</i> import b</pre>",
    ),
    "numbers-in-a-column": (
        "Run import a import b",
        "<p>Run</p><table><td class=linenos><pre>1\n2</pre></td><td><pre>import a\nimport b</pre>",
    ),
    "prompt-of-a-host": (
        "import a import b",
        "<pre><b class=gp>me@host:~$</b> import a\n<b class=gp>(env) C:\\></b> import b</pre>",
    ),
    "prompt-in-a-line": (
        "Run pip install a first",
        "Run <code><b class=prompt>$</b> pip install a</code> first",
    ),
    "callout": ("limit: 10 burst: 20", "<pre>limit: 10 <i># (1)!</i>\nburst: 20</pre>"),
    "callout-copied": (
        "limit: 10 # (1)! burst: 20",
        "<pre>limit: 10 <i># (1)!</i>\nburst: 20</pre>",
    ),
    "callout-styled": (
        "limit: 10 burst: 20",
        "<pre>limit: 10 <i class=conum></i><b>(1)</b>\nburst: 20</pre>",
    ),
    "chinese": ("每分钟最多可以发送十个请求", "<p>每分钟最多可以\n发送十个请求</p>"),
    "chinese-copied": ("每分钟最多可以 发送十个请求", "<p>每分钟最多可以发送十个请求</p>"),
    "chinese-sign": ("如果请求失败,请稍后再试一次", "<p>如果请求失败,\n请稍后再试一次</p>"),
    "japanese": ("1 分あたり 10 件のリクエストまで", "<p>1分あたり10件の\nリクエストまで</p>"),
}


@each_of(("quote", "page"), COPIED.values(), ids=COPIED)
def test_what_a_person_copies_from_a_browser_is_found(quote: str, page: str) -> None:
    """Marks that a selection holds may stand in a quote, or be left out."""
    assert sight(page, quote).found


NOT_COPIED = {
    "power": ("a limit of 102 requests", "a limit of 10<sup>2</sup> requests"),
    "call": ("limit: get(a) burst", "<pre>limit: get(a) (1)\nburst</pre>"),
    "numbers": ("wait for 15 seconds", "<p>wait for 1 5 seconds</p>"),
    "chinese-number": ("每分钟最多可以发送15个请求", "<p>每分钟最多可以发送1 5个请求</p>"),
    "words": ("wait for two seconds", "<p>wait fortwo seconds</p>"),
}


PARTED = {
    "rows": "<table><tr><td>{}</td></tr><tr><td>{}</td></tr></table>",
    "items": "<ul><li>{}</li><li>{}</li></ul>",
    "sections": "<section>{}</section><section>{}</section>",
    "title": "<h2>{}</h2><p>{}</p>",
    "before a title": "<p>{}</p><h2>{}</h2>",
    "terms": "<dl><dt>x</dt><dd>{}</dd><dt>{}</dt></dl>",
}
JOINED = {
    "cells": "<table><tr><td>{}</td><td>{}</td></tr></table>",
    "paragraphs": "<p>{}</p><p>{}</p>",
    "lines": "<p>{}<br>{}</p>",
    "a term": "<dl><dt>{}</dt><dd>{}</dd></dl>",
    "a title": "<h2>{} {}</h2>",
    "rows of code": "<pre><code><table><tr><td>{}</td></tr><tr><td>{}</td></tr></table></code></pre>",
}


@each_of(
    ("form", "found"),
    [(form, at) for at, of in enumerate([PARTED, JOINED]) for form in of.values()],
)
@each_of("other", ["you may send at most", "You may send, at most"])
def test_a_quote_is_not_put_together_from_two_things(form: str, found: int, other: str) -> None:
    """Two items, rows or sections say two things; the cells of a row and the lines of a text, one."""
    page = form.format(other, "10 requests per minute.")
    assert sight(page, "you may send at most 10 requests per minute").found is bool(found)


ADDED = {
    "kept from screen readers": '<b aria-hidden="true">not</b> ',
    "in another element": '<b><i aria-hidden="true">not</i></b> ',
    "pressed": "<button>not</button> ",
    "called a prompt": '<span class="prompt">not</span> ',
    "called a number": '<span class="ln">9</span> ',
}
AMONG = {
    "prose": "<p>requests are {}limited to sixty per minute</p>",
    "words that are marked": "<p>requests <b>are</b> {}<b>limited</b> to sixty per minute</p>",
    "code": "<p>See <code>requests are {}limited to sixty per minute</code></p>",
    "panel": "<pre>a\nrequests are {}limited to sixty per minute\nb</pre>",
}


@each_of("form", AMONG.values(), ids=AMONG)
@each_of("added", ADDED.values(), ids=ADDED)
def test_a_word_among_words_is_read_whatever_it_is_marked_as(form: str, added: str) -> None:
    """Eyes see it: the sentence says something else."""
    quote = "requests are limited to sixty per minute"
    assert sight(form.format(""), quote).found
    if "<pre>" in form and "button" in added:
        return  # that of a panel copies it
    assert not sight(form.format(added), quote).found


DIGITS = [
    '<span aria-hidden="true">0</span>',
    '<span class="ln">0</span>',
    "<button>0</button>",
    '<span class="gp">0</span>',
]


@each_of("page", ["<p>You may send 10{}.</p>", "<pre>You may send 10{}.</pre>"])
@each_of("digit", DIGITS)
def test_a_digit_behind_a_number_is_read_whatever_it_is_marked_as(page: str, digit: str) -> None:
    """Ten is not a hundred."""
    assert sight(page.format(""), "You may send 10").found
    if "<pre>" not in page or "button" not in digit:
        assert not sight(page.format(digit), "You may send 10").found


BESIDE = {
    "icon": 'the <i class="material-icons" aria-hidden="true">warning</i> limit',
    "mark": 'the <span aria-hidden="true">\u2192</span> limit',
    "formula": '<span>the limit<span aria-hidden="true">x</span></span>'.replace(
        "limit<", "limit <span><math><mi>x</mi></math></span><"
    ),
    "pressed in a title": "</p><h2>the limit<button>Copy</button></h2><p>",
    "link of a title": '</p><h2>the limit <a href="#l" aria-hidden="true">link</a></h2><p>',
    "copy": "<code>the limit</code><button>Copy</button>",
    "tools": "the limit</p><button>Copy</button><button>Share</button><p>",
}


@each_of("form", BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_words_for_its_looks_is_not_read(form: str) -> None:
    """Icons, marks, copies of formulas and what a heading is linked by are no words of the text."""
    text = evaluated(f"<main>{OTHER}<p>{form}</p></main>").text.rpartition("a while.")[2]
    assert " ".join(text.split()) in {"the limit", "the limit x"}


@each_of(("quote", "page"), NOT_COPIED.values(), ids=NOT_COPIED)
def test_what_is_copied_makes_no_other_words(quote: str, page: str) -> None:
    """Leaving out marks and blanks joins neither numbers nor words."""
    assert not sight(page, quote).found
