"""Days as people write them."""

from __future__ import annotations

from proofpack.text.days import days_written


def test_each_day_in_a_text_is_written_as_people_do() -> None:
    """Numbers that only look like a day's part stay."""
    said = "lost since 2026-11-03; found on 2025-01-31, release 12026-11-03 stays"
    assert (
        days_written(said)
        == "lost since 3 Nov 2026; found on 31 Jan 2025, release 12026-11-03 stays"
    )
