"""Whether a new notice is noticed, and an everyday new sentence is not: `python -m tests.notices`.

Notices and sentences stand in `tests/fidelity/`, in the wording of real sites, each with the kind of
markup that it had there. Each is put on every page of the fidelity set, at its head or below a heading,
after the page was read without it. What is put at the head must be noticed at every quote of the page,
what is put below a heading at a quote of that section. The wording of `notices-apart.json` is for
measuring alone: of it, only figures are printed.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from proofpack.model.outcomes import QuoteMatch
from tests.fidelity import Case, cases
from tests.fidelity.table import NOTICED, PAGE, table

_INTRODUCTION = """\
## Notices that are new

Forty notices and forty everyday sentences in the wording of real sites, with the markup that they had
there, each put on pages of our own set after these were read: at the head, or below a heading.
Twenty notices were set apart before the words of notices were chosen, and nobody who chose them has
seen these.
`python -m tests.notices --write` writes this part of the page.
"""
FOLDER = Path(__file__).parent / "fidelity"
_DIRECTIVE = (
    '<div class="theme-admonition alert alert--warning"><div class="heading_x1"><span><svg '
    'viewBox="0 0 16 16"></svg></span>caution</div><div class="content_x2"><p>{}</p></div></div>'
)
_ALERT = (
    '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Warning</p>'
    "<p>{}</p></div>"
)
_ADMONITION = (
    '<div class="admonition warning"><p class="admonition-title">Warning</p><p>{}</p></div>'
)
_BANNER = '<div class="announcement" role="region"><div class="banner-inner">{}</div></div>'
MARKUPS = {
    "paragraph": ("<p>{}</p>", "{}"),
    "admonition": (_ADMONITION, "!!! warning\n\n    {}"),
    "directive": (_DIRECTIVE, ":::caution\n\n{}\n\n:::"),
    "alert": (_ALERT, "> [!WARNING]\n> {}"),
    "quote": ("<blockquote><p><strong>Note:</strong> {}</p></blockquote>", "> **Note:** {}"),
    "aside": ('<aside class="callout"><p>{}</p></aside>', '<Aside type="caution">\n{}\n</Aside>'),
    "badge": ('<span class="badge">{}</span>', '<span class="badge">{}</span>'),
    "header": ('<div class="version-warning"><p>{}</p></div>', "> {}"),
    "banner": (_BANNER, "**{}**"),
}
"""Kinds of markup: as HTML, and as Markdown."""
_HEADINGS = {
    "html": re.compile(r"(<h([1-4])\b[^>]*>)(?P<text>.*?)</h\2>(?:\s*</header>)?", re.DOTALL),
    "markdown": re.compile(r"^#{1,4} (?P<text>[^\n]*)$", re.MULTILINE),
}
_BODY = re.compile(r"<body\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_LETTERS = re.compile(r"\W+")


class Sentence(NamedTuple):
    """A sentence that is put on pages."""

    id: str
    text: str
    markup: str
    place: str


class Place(NamedTuple):
    """A section of a page: its heading as it stands in the source, and a quote of the section."""

    heading: re.Match[str]
    fact: str


@dataclass(frozen=True)
class Tried:
    """A sentence with the pages on which it was put.

    Attributes:
        sentence: the sentence.
        noticed: names of the pages on which it was noticed.
        silent: names of the others.
    """

    sentence: Sentence
    noticed: tuple[str, ...]
    silent: tuple[str, ...]


def sentences(name: str) -> list[Sentence]:
    """Return the sentences of a file."""
    listed = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [Sentence(one["id"], one["text"], one["markup"], one["place"]) for one in listed]


class Page:
    """A page of the fidelity set, with its headings as they stand in its source."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.headings = list(_HEADINGS[case.kind].finditer(case.text))

    @cached_property
    def section(self) -> Place:
        """A section in which a quote stands; the whole page if there is none."""
        places = [
            Place(heading, match.fact)
            for match in self.case.read_again(self.case.text).matches
            for heading in self.headings
            if match.at and match.times == 1 and _key(match.at.heading) == _key(heading["text"])
        ]
        return max(places, key=lambda place: place.heading is not self.headings[0])

    def with_sentence(self, sentence: Sentence) -> tuple[QuoteMatch, ...]:
        """Return what is said of the quotes of the page with a sentence put on it."""
        as_html, as_markdown = MARKUPS[sentence.markup]
        text = self.case.text
        heading = self.headings[0] if sentence.place == "head" else self.section.heading
        at = heading.end()
        if sentence.markup == "badge":
            at = heading.end("text")
        elif sentence.markup in ("header", "banner"):
            body = _BODY.search(text) if sentence.markup == "banner" else None
            at = body.end() if body else heading.start()
        if self.case.kind == "html":
            piece = as_html.format(html.escape(sentence.text, quote=False))
        else:
            piece = as_markdown.format(sentence.text)
        piece = f" {piece}" if sentence.markup == "badge" else f"\n\n{piece}\n\n"
        facts = {fact.id for fact in self.case.source.facts}
        matches = self.case.read_again(f"{text[:at]}{piece}{text[at:]}").matches
        return tuple(match for match in matches if match.fact in facts)

    def notices(self, sentence: Sentence) -> bool:
        """Return whether a sentence is noticed: at every quote, or at the one of its section."""
        matches = self.with_sentence(sentence)
        if sentence.place == "section":
            matches = tuple(match for match in matches if match.fact == self.section.fact)
        return bool(matches) and all(_asks(match) for match in matches)

    def asks(self, sentence: Sentence) -> bool:
        """Return whether a person is asked because of a sentence, at any quote."""
        return any(_asks(match) for match in self.with_sentence(sentence))


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages that have headings."""
    return tuple(Page(case) for case in cases() if case.kind in _HEADINGS)


def tried(chosen: Iterable[Sentence], *, everyday: bool = False) -> Iterator[Tried]:
    """Yield what comes of putting sentences on every page."""
    ask = Page.asks if everyday else Page.notices
    for sentence in chosen:
        said = {page.case.name: ask(page, sentence) for page in pages()}
        noticed = tuple(name for name, held in said.items() if held)
        yield Tried(sentence, noticed, tuple(name for name in said if name not in noticed))


def _asks(match: QuoteMatch) -> bool:
    return not match.confirmed


def _key(heading: str) -> str:
    return _LETTERS.sub("", html.unescape(_TAG.sub("", heading))).casefold()


def main(*options: str) -> None:
    """Print how many notices are noticed, and how many everyday sentences are not.

    With `--write`, the table goes to the page on fidelity, too.
    """
    lines = [
        f"| of {len(pages())} pages | noticed on all | on some | on none |",
        "| --- | --- | --- | --- |",
    ]
    open_, apart = (list(tried(sentences(f"{name}.json"))) for name in ("notices", "notices-apart"))
    everyday = list(tried(sentences("everyday.json"), everyday=True))
    both = [*open_, *apart]
    plain = [one.sentence._replace(markup="paragraph", place="section") for one in both]
    sets = {
        "notices": open_,
        "notices, apart": apart,
        "all notices": both,
        "all notices, as a plain paragraph in the section": list(tried(plain)),
        "everyday sentences": everyday,
    }
    for name, of in sets.items():
        every, none = sum(not one.silent for one in of), sum(not one.noticed for one in of)
        lines.append(f"| {len(of)} {name} | {every} | {len(of) - every - none} | {none} |")
    print("\n".join(lines))
    if "--write" in options:
        NOTICED.write_text("\n".join([_INTRODUCTION, *lines, ""]), encoding="utf-8")
        PAGE.write_text(table(), encoding="utf-8")
    print("\nNot noticed, by kind of markup and place:")
    for one in both:
        if one.silent:
            words = f" ({one.sentence.text})" if one in open_ else ""
            what = f"{one.sentence.id}: {one.sentence.markup}, {one.sentence.place}{words}"
            print(f"- {what}: silent on {len(one.silent)}: {', '.join(one.silent)}")
    print("\nEveryday sentences that are noticed:")
    for one in everyday:
        if one.noticed:
            print(f"- {one.sentence.id} ({one.sentence.text}): on {', '.join(one.noticed)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
