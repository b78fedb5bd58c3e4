"""What came of reading pages: each outcome is in the manual."""

from __future__ import annotations

import re

from proofpack.model.outcomes import Outcome
from tests.conftest import ROOT


def test_the_manual_says_what_each_outcome_means_and_moves() -> None:
    """Its table names each once, and no other; one that counts as read moves `accessed`."""
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    table = manual.split("| outcome | means |", 1)[1].split("\n\n", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    moves = [(name, row[2]) for row in rows for name in re.findall(r"`([^`]+)`", row[0])]
    assert sorted(moves) == sorted((str(one), "yes" if one.is_reading else "no") for one in Outcome)
