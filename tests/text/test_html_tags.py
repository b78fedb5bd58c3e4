"""What in hand-written Markdown is an element, a placeholder, or neither."""

from __future__ import annotations

from proofpack.text.escape import prose
from proofpack.text.html_tags import closed, is_strange, tags
from tests.vectors import each_of


@each_of(
    ("source", "made"),
    [
        ("<b>x</b>", "<b>x</b>"),
        ('<img src="a.png">', '<img src="a.png">'),
        ("a<br>b<br/>c", "a<br>b<br/>c"),
        ("<details open><summary>x</details>", "<details open><summary>x</details>"),
        ('<sl-button a="1">x</sl-button>', '<sl-button a="1">x</sl-button>'),
        ("<svg><path d='M0'/></svg>", "<svg><path d='M0'/></svg>"),
        ("<your key> <your-key> <API_KEY>", "&lt;your key> &lt;your-key> &lt;API_KEY>"),
        ("at <time> from <source>", "at &lt;time> from &lt;source>"),
        ("<time>now</time>", "<time>now</time>"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("<div", "&lt;div"),
        ("\\<b>x</b>", "&lt;b>x</b>"),
        ("`<b>` <https://e.example>", "`<b>` <https://e.example>"),
        ("<?php x ?> <!DOCTYPE x>", "&lt;?php x ?> &lt;!DOCTYPE x>"),
    ],
)
def test_elements_pass_and_placeholders_are_shown(source: str, made: str) -> None:
    """A name that is that of an element counts as one where it is closed or has attributes."""
    assert prose(source, str, closed([source])) == made


@each_of(
    ("source", "strange"),
    [
        ('<dvi class="x">y</dvi>', ["dvi"]),
        ("<customer>x</customer>", ["customer"]),
        ("<customer> <your key> <API_KEY> <x-y>", []),
        ("`<dvi>x</dvi>`", []),
        ("<div>x</div>", []),
    ],
)
def test_a_tag_that_is_neither_is_told(source: str, strange: list[str]) -> None:
    """What is used as an element and is none may be a slip."""
    shut = closed([source])
    assert [tag.name for tag in tags(source) if is_strange(tag, shut)] == strange
