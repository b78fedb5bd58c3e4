"""The mark of an own rule."""

from __future__ import annotations

import datetime

from proofpack.text.own_rule import OwnRule, is_own_rule, own_rule
from tests.vectors import each_of

MAY = datetime.date(2026, 5, 1)


@each_of(
    ("mark", "is_one", "rule"),
    [
        ("our rule: Docs, 2026-05-01", True, OwnRule("Docs", MAY)),
        ("our rule:Docs team,2026-05-01", True, OwnRule("Docs team", MAY)),
        ("our rule: Docs", True, None),
        ("our rule: Docs, 2026-02-30", True, None),
        ("our rule", True, None),
        ("chat.route", False, None),
    ],
)
def test_a_mark_says_who_decided_and_when(mark: str, is_one: bool, rule: OwnRule | None) -> None:
    """Both, with a day of the calendar; else it is none that counts."""
    assert (is_own_rule(mark), own_rule(mark)) == (is_one, rule)
