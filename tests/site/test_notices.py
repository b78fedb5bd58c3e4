"""What a build says that somebody should look at."""

from __future__ import annotations

from proofpack.model.library import Library
from proofpack.site.notices import notices


def test_the_founding_project_says_what_needs_attention(founding: Library) -> None:
    """One guide overdue, the next three due soon, and nothing claimed to be checked."""
    told = [(one.sort, one.what) for one in notices(founding)]
    assert [sort for sort, _ in told].count("overdue") == 1
    assert told[0][1].startswith("content/guides/production-validation.md: review was due on")
    quotes = sum(not one.is_absence for one in founding.facts.values())
    assert ("unchecked", f"0 of {quotes} quotes found: run proofpack refresh") in told
    assert told[-1][0] == "planned"
