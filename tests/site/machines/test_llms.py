"""`llms.txt`, read as llmstxt.org has it."""

from __future__ import annotations

import re

from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.machines.llms import llms_txt

SITE = MkdocsConfig(
    "Guides", "https://docs.example.org/", directories=False, description="What to do."
)
ENTRY = re.compile(r"- \[[^\[\]\n]+\]\([^()\s]+\)(?:: \S.*)?")


def test_it_has_the_parts_of_the_form_in_their_order(founding: Library) -> None:
    """A title, a summary, words without headings, then sections that are lists of links."""
    title, _, summary, _, rest = llms_txt(founding, SITE).split("\n", 4)
    assert (title, summary) == ("# Guides", "> What to do.")
    about, *sections = rest.split("\n## ")
    assert not re.search(r"^#", about, re.MULTILINE)
    assert [section.partition("\n")[0] for section in sections][-1] == "Optional"
    for section in sections:
        entries = section.partition("\n\n")[2].strip().split("\n")
        assert all(map(ENTRY.fullmatch, entries)), entries
    listed = [section for section in sections if section.startswith("Guides\n")]
    for guide in founding.guides.values():
        line = f"- [{guide.meta.title}](https://docs.example.org/guides/{guide.id}.md): "
        assert line + guide.meta.description in listed[0]
        assert f"Last reviewed on {guide.meta.last_reviewed}, next review due on" in listed[0]


def test_without_an_address_links_are_seen_from_the_folder(founding: Library) -> None:
    """A copy of a site can be read, too."""
    text = llms_txt(founding, MkdocsConfig("Guides", directories=True))
    assert "](guides/contract-review.md)" in text
    assert "](api/v1/index.json)" in text
    assert "](worksheets/contract-review/)" in text
    assert "\n> " not in text
