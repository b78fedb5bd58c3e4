"""What rules find in a project, without a command around them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from proofpack.check.all_rules import GATES, RULES, run_rules
from proofpack.check.rule import Memory, Rule, RuleContext
from proofpack.model.problems import Exit, Problem
from proofpack.project.reader import ProjectReader

CONTENT = [
    rule for rule in RULES if rule.exit is Exit.FINDINGS and not rule.gate and rule.level != "note"
]
"""The rules about what is written, whatever the day: those that find errors and warnings."""


def judged(
    reader: ProjectReader,
    today: datetime.date,
    rules: Iterable[Rule] = RULES,
    memory: Memory | None = None,
) -> list[Problem]:
    """Return what is wrong with a project, and what rules find in it: only gates if it is not valid."""
    snapshot = reader.snapshot(reader.tree(), today)
    context = RuleContext(snapshot, memory or Memory())
    return [*snapshot.problems, *run_rules(context, rules if snapshot.library else GATES)]
