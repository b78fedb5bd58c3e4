"""Judging a project: every rule, in an explicit list, over what was read and what it means.

What a file must be to be understood at all is `validate`'s to say, and a build fails on it. The rules
here judge projects that can be built: what has changed, what cannot be supported, what nobody needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from proofpack.check.rule import Rule, RuleContext
from proofpack.check.rules import freshness, prose, tokens, usage
from proofpack.model.problems import Problem

__all__ = ["OTHERS", "RULES", "WORDED", "Rule", "RuleContext", "run_rules"]

RULES: tuple[Rule, ...] = (*freshness.RULES, *tokens.RULES, *prose.RULES, *usage.RULES)
"""Every rule, the most pressing first."""
WORDED = frozenset(one.id for one in prose.RULES)
"""The rules that read every sentence, and take the most time."""
OTHERS = frozenset(one.id for one in RULES) - WORDED
"""The rest."""


def run_rules(checked: RuleContext, only: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what the rules find in a project.

    Args:
        checked: the project.
        only: ids of rules; none means all.
    """
    for rule in RULES:
        if not only or rule.id in only:
            yield from rule.problems(checked)
