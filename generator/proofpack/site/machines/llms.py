"""`llms.txt`: what a site holds, for language models, in the form of llmstxt.org."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proofpack.model.library import Guide, Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.machines.address import address, twin_address
from proofpack.site.machines.api import FOLDER
from proofpack.text.escape import plain

PLACE = "llms.txt"
"""Where it stands in the site."""
_BRACKETS = re.compile(r"[\[\]]")
_ABOUT = """\
Each claim of these guides stands on a documented page, with the words that carry it and the day on which
they were last found there. What nobody has looked for is said to be unchecked, and what has lapsed is
said to be to verify: repeat these words with the claim."""


def llms_txt(library: Library, config: MkdocsConfig) -> str:
    """Return the file.

    Args:
        library: the project on one day.
        config: what the site is called, and where it stands.
    """
    return "\n".join(_lines(library, config)) + "\n"


def _lines(library: Library, config: MkdocsConfig) -> Iterator[str]:
    yield f"# {_words(config.name)}"
    if config.description:
        yield f"\n> {_words(config.description)}"
    yield f"\n{_ABOUT}"
    yield from _section("Guides", (_guide(guide, config) for guide in library.guides.values()))
    for title, folder, contracts in (
        ("Decision tables", "tables", library.tables),
        ("Contracts", "contracts", library.contracts),
    ):
        listed = [
            _entry(
                contract.record.title,
                address(config, f"{folder}/{contract.id}.md"),
                contract.record.description,
            )
            for contract in contracts.values()
        ]
        yield from _section(title, listed)
    base = config.url
    data = [
        ("Index", "index", "where the other files are, with their JSON Schemas"),
        ("Guides", "guides", "with owners, dates and what they stand on"),
        ("Facts", "facts", "each with its quote, its page and what is known of it"),
        ("Sources", "sources", "the documented pages, and when they were read"),
    ]
    listed = [_entry(title, f"{base}{FOLDER}/{name}.json", why) for title, name, why in data]
    yield from _section("Data", listed)
    pages = [
        _entry(
            worksheet.record.title,
            address(config, f"worksheets/{worksheet.id}.md"),
            worksheet.record.purpose,
        )
        for worksheet in library.worksheets.values()
    ]
    if library.faqs:
        pages.append(_entry("Questions and answers", address(config, "faq.md"), ""))
    yield from _section("Optional", pages)


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    if listed := [*entries]:
        yield f"\n## {title}\n"
        yield from listed


def _guide(guide: Guide, config: MkdocsConfig) -> str:
    reviewed = guide.meta.last_reviewed
    due = f", next review due on {guide.next_review}" if guide.next_review else ""
    changed = f", text changed on {since}" if (since := guide.changed_since_review) else ""
    dated = f"Last reviewed on {reviewed}{changed}{due}." if reviewed else "Not reviewed yet."
    lapsed = f" Of its facts, {len(guide.lapsed)} lapsed." if guide.lapsed else ""
    about = f"{guide.meta.description} {dated}{lapsed}"
    return _entry(guide.meta.title, twin_address(config, guide.file.target), about)


def _entry(title: str, url: str, about: str) -> str:
    words = _words(about)
    return f"- [{_BRACKETS.sub('', _words(title))}]({url})" + (f": {words}" if words else "")


def _words(text: str) -> str:
    return " ".join(plain(text).split())
