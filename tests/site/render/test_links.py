"""Links between pages say what they lead to."""

from __future__ import annotations

import re

import markdown
from bs4 import BeautifulSoup

from proofpack.model.library import Library
from proofpack.project.mkdocs_config import MkdocsConfig
from proofpack.site.render.links import Links


def test_facts_are_called_by_the_names_of_their_sources_and_not_by_ids(founding: Library) -> None:
    """Each source once, with numbers for what else of it is cited."""
    refs = ("errors.e400", "retry.no-retry", "errors.e401")
    links, facts = Links(founding, "guides"), [founding.facts[ref] for ref in refs]
    shown = re.sub(r"\]\(([^ )]+)[^)]*\)", r" -> \1]", links.facts(facts))
    assert shown == (
        "[Error codes -> ../sources/errors.md#e400], [2 -> ../sources/errors.md#e401]; "
        "[Retry strategy -> ../sources/retry.md#no-retry]"
    )
    assert re.findall(r">([^<]+)</a>", links.facts(facts, as_html=True)) == [
        "Error codes", "2", "Retry strategy",
    ]  # fmt: skip


def test_headings_keep_their_anchors_where_no_attribute_lists_are_read(founding: Library) -> None:
    """Neither braces nor a second element of the same id; what is no heading stays as it is."""
    source = (
        "## Steps { #steps }\n\nText { #text }\n\n## 1. Ask `{x}` ## {: #asking .loud }\n\n"
        "Under\n\nLined { #line }\n-----\n"
    )
    links = Links(founding, "", MkdocsConfig(attributes=False))
    made = markdown.markdown(links.with_anchors(source), extensions=["toc"])
    soup = BeautifulSoup(made, "lxml")
    ids = [element["id"] for element in soup.select("[id]")]
    assert {"steps", "asking", "line"} <= {*ids}
    assert len(ids) == len({*ids})
    assert [head.get_text().strip() for head in soup.select("h2")] == [
        "Steps", "1. Ask {x}", "Lined",
    ]  # fmt: skip
    assert "Text { #text }" in soup.get_text()
    assert Links(founding, "").with_anchors(source) == source
