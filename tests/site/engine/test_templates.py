"""What templates read of other pages, by their text."""

from __future__ import annotations

import jinja2

from proofpack.site.engine.templates import Reads, reads
from tests.vectors import each_of


@each_of(
    ("text", "expected"),
    [
        ("{{ page.meta.one }}{{ page.content }}{{ page.toc }}{{ config.x.toc }}", Reads()),
        ("{{ item.meta.one }}{{ page.next_page.meta['two'] }}", Reads(meta=("one", "two"))),
        ("{% if item.meta and item.meta.one %}{% endif %}", Reads(meta=("one",))),
        ("{% for key in item.meta %}{% endfor %}", Reads(meta=None)),
        ("{{ item.meta.get('one') }}", Reads(meta=None)),
        ("{{ item.meta.items() | list }}{{ item.meta.one }}", Reads(meta=None)),
        ("{{ item.meta[name].one }}", Reads(meta=None)),
        ("{{ pages[number].page.meta.one }}", Reads(meta=("one",))),
        ("{{ pages[number].content }}", Reads(body="main.html")),
        ("{{ page.next_page.content }}", Reads(body="main.html")),
        ("{% if item.toc %}{% endif %}", Reads(body="main.html")),
        ("{% for page in pages %}{{ page.content }}{% endfor %}", Reads(body="main.html")),
        ("{{ pages | map(attribute='page.meta.one') | join }}", Reads(meta=("one",))),
        ("{{ page.file.content_string }}", Reads(body="main.html")),
        ("{{ pages | map(attribute='content_bytes') }}", Reads(body="main.html")),
        ("{{ page.update_date }}", Reads(dated=True)),
        ("{{ build_date_utc }}", Reads(dated=True)),
        ("{% include 'other.html' %}", Reads(meta=("deep",))),
        ("{% include 'o' ~ name ~ '.html' %}", Reads(meta=("deep",))),
        ("{% from name import x %}", Reads(meta=("deep", "own"))),
        ("{% include 'own.jinja' %}", Reads(meta=("own",))),
        ("{% include ['none.html', 'own.jinja'] ignore missing %}", Reads(meta=("own",))),
        ("{% include 'o' ~ name ~ '.jinja' %}", Reads(meta=("own",))),
        (
            "{% for page in pages %}{% include 'card.html' %}{% endfor %}",
            Reads(body="card.html"),
        ),
    ],
)
def test_reads(text: str, expected: Reads) -> None:
    """Front matter by its keys, the day, and what makes keeping pages impossible."""
    templates = {"main.html": text, "other.html": "{{ x.meta.deep }}"}
    own = {"own.jinja": "{{ x.meta.own }}", "own.css": "a {{}"}
    if "card" in text:
        templates["card.html"] = "{{ page.content }}"
    env = jinja2.Environment(loader=jinja2.DictLoader(templates | own), autoescape=True)
    assert reads(env, ["main.html"], own) == expected
