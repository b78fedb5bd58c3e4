"""What the policy for browsers blocks, in HTML and in Markdown."""

from __future__ import annotations

from proofpack.text.html_policy import blocked_in_html, blocked_in_markdown
from tests.conftest import ROOT
from tests.vectors import each_of

POLICY = ROOT / "site-overrides" / "partials" / "javascripts" / "base.html"
BLOCKED = {
    "<script>run()</script>": "an inline script",
    '<script type="module">run()</script>': "an inline script",
    '<script src="https://cdn.example.org/a.js"></script>': (
        "<script> from another origin, https://cdn.example.org/a.js"
    ),
    '<script src="//cdn.example.org/a.js"></script>': (
        "<script> from another origin, //cdn.example.org/a.js"
    ),
    "<b onclick=run()>now</b>": "an inline script (`onclick=` of <b>)",
    "<IMG src=a.png\n OnError='run()'>": "an inline script (`onerror=` of <img>)",
    '<a href=" &#106;avascript:run()">now</a>': "an inline script (`javascript:` in <a>)",
    '<iframe src="films/one.html"></iframe>': "<iframe>",
    '<form action="/send"><p>x</p></form>': "a form that is sent",
    '<img src="https://example.org/a.png">': "<img> from another origin, https://example.org/a.png",
    '<link rel="stylesheet" href="https://example.org/a.css">': (
        "<link> from another origin, https://example.org/a.css"
    ),
}
HARMLESS = [
    '<script src="../assets/a.js" defer></script>',
    '<script type="application/json">{"a": 1}</script>',
    '<script type="application/ld+json">{"@type": "TechArticle", "x": "<b onclick=1>"}</script>',
    '<a href="https://example.org/">there</a>',
    '<link rel="canonical" href="https://example.org/">',
    '<p one="1" data-onclick="run()">x</p>',
    '<img src="data:image/png;base64,AAAA">',
    "<!-- <script>run()</script> -->",
]


@each_of("text", BLOCKED)
def test_what_is_blocked_is_named(text: str) -> None:
    """In a finished page and in Markdown, at its first character."""
    assert [*blocked_in_html(f"<p>a</p>{text}")] == [(8, BLOCKED[text])]
    assert [*blocked_in_markdown(f"Words.\n\n{text}\n")] == [(8, BLOCKED[text])]


@each_of("text", HARMLESS)
def test_what_runs_and_what_is_only_written_passes(text: str) -> None:
    """Files of the site, data, links, comments."""
    assert [*blocked_in_html(text)] == []


def test_code_is_talked_about_and_images_are_loaded() -> None:
    """In Markdown, code shows what it holds, and an image of another host is asked for."""
    assert [
        *blocked_in_markdown("`<script>` and ![a](img/a.png) and [b](https://example.org)")
    ] == []
    found = [*blocked_in_markdown("![a](https://example.org/a.png)")]
    assert [what for _, what in found] == [
        "an image from another origin, https://example.org/a.png"
    ]


def test_the_policy_is_the_one_that_this_is_about() -> None:
    """Whoever changes it looks at what is said to be blocked, too."""
    said = POLICY.read_text(encoding="utf-8").partition('content="')[2].partition('">')[0]
    assert said.split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
