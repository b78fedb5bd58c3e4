"""Lines for a terminal: each cause once, or each finding for an editor that reads `file:line:column`.

Findings are many where their causes are few: in a fresh clone no page was ever read. What must be fixed
comes first, then what changed, then what is due, then what nobody needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from proofpack.check.all_rules import RULES
from proofpack.check.run import CheckResult
from proofpack.model.problems import LEVELS, Exit, Problem
from proofpack.text.plural import count

_NAMES = 5
"""How many sources, guides or places a line names."""
_LINES = 5
"""How many lines a rule gets."""
_CAN_WAIT = ("placeholder-address", "owner-without-contact", "dead-end")
"""Notes on what is not finished; they have lines of their own once nothing else has."""
_POSITIONS = {rule.id: position for position, rule in enumerate(RULES)}


def format_result(result: CheckResult) -> str:
    """Return a line for each cause, then the counts, which alone tell of what can wait for the rest."""
    urgent = [problem for problem in result.problems if problem.rule not in _CAN_WAIT]
    lines = _lines([*causes(urgent or result.problems)])
    more = " `proofpack check --all` shows every place." * (len(lines) < len(result.problems))
    return "\n".join([*lines, f"{summary(result)}{more}"]) + "\n"


def every_place(result: CheckResult) -> str:
    """Return a line for each finding, then the counts."""
    return "\n".join([*map(str, result.problems), summary(result)]) + "\n"


def causes(problems: Iterable[Problem]) -> Iterator[list[Problem]]:
    """Yield the findings of each cause together, in the order in which somebody acts on them."""
    groups: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=_rank):
        cause = problem.cause
        own = (problem.rule, problem.what, problem.remedy)
        groups[problem.level, *((cause.many, cause.remedy) if cause else own)].append(problem)
    yield from groups.values()


def _rank(problem: Problem) -> tuple[int, bool, bool, int]:
    """Return what orders findings: level, whether the world is at fault, whether it fails, the rule."""
    outside = problem.exit is Exit.OUTSIDE
    position = _POSITIONS.get(problem.rule, -1) if outside else 0
    return LEVELS.index(problem.level), not outside, not problem.fails, position


def _lines(groups: list[list[Problem]]) -> list[str]:
    """Return a line for each cause; of a rule with too many, the last line counts the others."""
    of_rule: dict[str, list[list[Problem]]] = defaultdict(list)
    for group in groups:
        of_rule[f"{group[0].level} {group[0].rule}"].append(group)
    lines: list[str] = []
    for name, own in of_rule.items():
        shown = own if len(own) <= _LINES else own[: _LINES - 1]
        lines += map(told, shown)
        if others := [problem for group in own[len(shown) :] for problem in group]:
            files = count(len({problem.place.path for problem in others}), "file")
            ask = f"Run `proofpack check --all --only {others[0].rule}`."
            lines.append(f"{name}: {len(others)} more in {files}. {ask}")
    return lines


def told(group: list[Problem]) -> str:
    """Return the line of a cause: the finding itself where there is one alone."""
    first = group[0]
    names = named(group)
    if len(names) == 1:
        return str(first)
    if not first.cause:
        return f"{first} Also at {_listed(names[1:])}."
    return f"{first.level} {first.rule}: {sentence(group)}"


def sentence(group: list[Problem]) -> str:
    """Return what several findings of one cause say together."""
    cause, names = group[0].cause, named(group)
    assert cause, "findings without a cause share their words"
    return f"{len(names)} {cause.many}: {_listed(names)}. {cause.remedy}".strip()


def named(group: list[Problem]) -> list[str]:
    """Return what the findings of a cause are about, each once: a source, a guide, or a place."""
    names = (problem.cause.name if problem.cause else str(problem.place) for problem in group)
    return [*dict.fromkeys(names)]


def _listed(names: list[str]) -> str:
    if len(names) <= _NAMES:
        return ", ".join(names)
    return f"{', '.join(names[: _NAMES - 1])} and {len(names) - _NAMES + 1} more"


def summary(result: CheckResult) -> str:
    """Return the counts of a check as one line."""
    levels = [count(result.counts[level], level) for level in LEVELS]
    if not result.counts["note"]:
        levels.pop()
    counts = [f"{', '.join(levels)} on {result.today}"]
    if result.known:
        counts.append(f"{count(len(result.known), 'finding')} let through by the baseline")
    if result.checked:
        counts.append(f"{count(result.checked, 'file')} checked")
    return "; ".join(counts) + "."
