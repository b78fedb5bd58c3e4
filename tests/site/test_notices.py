"""What a build says is still open."""

from __future__ import annotations

from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader
from proofpack.site.notices import Notice, notices
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import digest, history, ledger


def test_the_founding_project_says_in_a_few_lines_what_is_open(founding: Library) -> None:
    """Counted, with names where they are few, and nothing claimed to be checked."""
    quotes = sum(not fact.is_absence for fact in founding.facts.values())
    assert list(notices(founding)) == [
        Notice("overdue", "1 of 5 guides: production-validation"),
        Notice("due soon", "3 of 5 guides: escalation-note, evidence-packet, contract-review"),
        Notice("not read", f"7 of {len(founding.sources)} sources"),
        Notice("unchecked", f"{quotes} of {quotes} quotes"),
        Notice("planned", "6 guides pointed to and not written yet"),
    ]


def test_trouble_comes_first(project: Project) -> None:
    """A quote that is gone, and a review on a day that has not come."""
    looked = {("route", digest(), True): "2026-06-01", ("route", digest(), False): "2026-11-19"}
    known = history({"confirmed": "2026-06-01", "quote-missing": "2026-11-19"}, looked=looked)
    guide = SMALL["content/guides/one.md"].replace("2026-06-01", "2026-12-24")
    root = project({"data/ledger.yml": ledger(chat=known), "content/guides/one.md": guide})
    assert list(notices(ProjectReader(root).read(TODAY)[1])) == [
        Notice("lost", "1 of 1 fact: chat.route"),
        Notice("future", "1 of 1 guide: one"),
        Notice("unchecked", "1 of 1 quote"),
    ]
