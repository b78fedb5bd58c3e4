"""The data of Schema.org that a guide carries."""

from __future__ import annotations

import json
from typing import Any

import yaml
from bs4 import BeautifulSoup
from msgspec import structs

from proofpack.model.library import Guide, Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.machines.linked_data import in_head, linked_data
from proofpack.text.html_policy import blocked_in_html

SITE = MkdocsConfig("Guides", "https://docs.example.org/", directories=False)


def data(guide: Guide, config: MkdocsConfig = SITE) -> dict[str, Any]:
    """Return what a guide tells, read off its page."""
    block = BeautifulSoup(linked_data(guide, config), "lxml").find("script")
    assert block is not None
    told: list[dict[str, Any]] = json.loads(block.get_text())
    assert len(told) == 1
    return told[0]


def test_its_days_are_those_of_the_guide(founding: Library) -> None:
    """The last of its history and of its review; none where there is none."""
    guide = founding.guides["contract-review"]
    days = [guide.meta.last_reviewed, *(change.date for change in guide.meta.history)]
    told = data(guide)
    assert told["@type"] == "TechArticle"
    assert told["dateModified"] == str(max(filter(None, days)))
    assert told["datePublished"] == str(min(change.date for change in guide.meta.history))
    assert told["url"] == "https://docs.example.org/guides/contract-review.html"
    assert {page["url"] for page in told["citation"]} == {
        used.source.record.url for used in guide.sources
    }
    never = guide.meta.model_copy(update={"last_reviewed": None, "history": []})
    assert "dateModified" not in data(structs.replace(guide, meta=never))


def test_no_title_ends_the_block(founding: Library) -> None:
    """What looks like an element in it is text, and browsers may read the block."""
    guide = founding.guides["contract-review"]
    meta = guide.meta.model_copy(update={"title": "</script><script>run()</script> & <!--"})
    block = linked_data(structs.replace(guide, meta=meta), SITE)
    assert block.count("<") == 2
    assert [*blocked_in_html(block)] == []
    assert data(structs.replace(guide, meta=meta))["headline"] == meta.title


def test_without_an_address_none_is_told(founding: Library) -> None:
    """Search engines want whole ones."""
    told = data(founding.guides["contract-review"], MkdocsConfig("Guides"))
    assert {"url", "encoding"}.isdisjoint(told)


def test_the_block_stands_in_the_front_matter_and_nowhere_else(founding: Library) -> None:
    """Whoever reads it as YAML has the block again; a page without data stays as it is."""
    block = linked_data(founding.guides["contract-review"], SITE)
    page = "---\ntitle: A\n---\n\n# A\n\n---\n"
    front, _, rest = in_head(page, block).removeprefix("---\n").partition("\n---\n")
    assert yaml.safe_load(front) == {"title": "A", "linked_data": block.strip()}
    assert rest == "\n# A\n\n---\n"
    assert in_head(page, "") == page
