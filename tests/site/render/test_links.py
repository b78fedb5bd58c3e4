"""Links between pages say what they lead to."""

from __future__ import annotations

import re

from proofpack.model.library import Library
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
