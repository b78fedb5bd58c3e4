"""Every rule of `check`, in an explicit list.

What a file must be to be understood at all is `validate`'s to say, and a build fails on it. Rules judge
what was understood: what has changed, what cannot be supported, what nobody needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from proofpack.check.rule import Rule, RuleContext
from proofpack.check.rules import (
    agreement,
    browsers,
    claims,
    freshness,
    hosts,
    messages,
    prose,
    reach,
    status,
    tokens,
    usage,
)
from proofpack.model.problems import Problem

RULES: tuple[Rule, ...] = (
    *claims.RULES,
    *freshness.RULES,
    *tokens.RULES,
    *hosts.RULES,
    *status.RULES,
    *agreement.RULES,
    *prose.RULES,
    *messages.RULES,
    *usage.RULES,
    *browsers.RULES,
    *reach.RULES,
)
"""Every rule, in the order of the manual."""
GATES = tuple(rule for rule in RULES if rule.gate)
"""The rules that may stop a build."""


def run_rules(context: RuleContext, rules: Iterable[Rule] = RULES) -> Iterator[Problem]:
    """Yield what rules find in a project."""
    for rule in rules:
        yield from rule.problems(context)
