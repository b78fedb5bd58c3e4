"""`check` of a project: its findings, what the baseline lets through, and an exit code.

Everything that can be found is found at once: what `load` and `validate` say of a project that cannot
be built, and what the rules say of one that can.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Literal

from msgspec import Struct, structs

from proofpack.check.all_rules import GATES, RULES, run_rules
from proofpack.check.baseline import Allowed, Shown
from proofpack.check.leaks import leaks
from proofpack.check.rule import Memory, RuleContext, is_large
from proofpack.check.rules import prose
from proofpack.model.problems import LEVELS, Exit, Level, Place, Problem, ProblemsError, in_order
from proofpack.model.records.baseline import Known
from proofpack.project.mkdocs_config import mkdocs_faults
from proofpack.project.reader import ProjectReader
from proofpack.project.validate import rules_of
from proofpack.secrets import Secrets, redacted
from proofpack.util.kept import Kept
from proofpack.util.run_in_fork import run_in_fork

FailOn = Literal["error", "warning", "never"]


class CheckResult(Struct, frozen=True):
    """What was found.

    Attributes:
        today: the day that it was judged for.
        problems: what counts: what fails first, then by level, file and line.
        known: what the baseline lets through.
        checked: how many files were read.
        fail_on: from which level on the command fails.
        baseline: the entries of the baseline, as far as it could be read.
        shown: what fails, and a baseline may let through.
        barred: what fails, and no baseline lets through.
    """

    today: datetime.date
    problems: tuple[Problem, ...]
    known: tuple[Problem, ...]
    checked: int
    fail_on: FailOn = "error"
    baseline: tuple[Known, ...] = ()
    shown: tuple[Shown, ...] = ()
    barred: tuple[Problem, ...] = ()

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return self.counts["error"]

    @property
    def counts(self) -> Counter[Level]:
        """How many problems of each level there are."""
        return Counter(problem.level for problem in self.problems)

    @property
    def exit(self) -> Exit:
        """The most serious exit code among the findings that count."""
        return Exit.CLEAN if self.fail_on == "never" else ProblemsError(self.problems).exit

    def moved(self, path_of: Callable[[str], str]) -> CheckResult:
        """Return the result with the paths of its findings as a reader sees them.

        Args:
            path_of: makes such a path of one that is relative to the project.
        """
        seen = cache(path_of)
        problems, known = (
            tuple(problem.moved(seen) for problem in group) for group in (self.problems, self.known)
        )
        return structs.replace(self, problems=problems, known=known)


_OTHERS = [rule for rule in RULES if rule not in (*GATES, *prose.RULES)]
_CLEAN, _SUMS = "clean", "sums"
"""The parts of what is kept that are a check's own."""


def check(
    root: Path,
    today: datetime.date,
    only: Collection[str] = (),
    fail_on: FailOn = "error",
    ignore_stale: bool = False,
    kept: Kept | None = None,
) -> CheckResult:
    """Judge a project.

    Args:
        root: its folder.
        today: the day to judge for.
        only: ids of rules; none means all. Credentials are told in any case.
        fail_on: from which level on the command fails. Levels follow: a warning that fails is an error.
        ignore_stale: whether what only time or the outside world has brought is a note, and never fails.
        kept: what the last check has kept of the project, and where a large one keeps it for the next.

    Raises:
        ProblemsError: the folder is no project.
    """
    kept = kept or Kept()
    reader, memory = ProjectReader(root, kept), Memory(kept.part(_CLEAN), kept.part(_SUMS))
    tree = reader.tree()
    large = is_large(tree)
    beside = partial(_beside, memory, large and not memory.clean)
    # The rules on secrets need nothing but what was read, and those on prose no other rule.
    looked = beside(lambda: leaks(tree, rules_of(tree), today, memory))
    snapshot = reader.snapshot(tree, today)
    findings = _findings(RuleContext(snapshot, memory), beside)
    leaked = looked()
    findings += leaked
    if large and snapshot.library and not leaked:
        kept.parts |= {_CLEAN: memory.still_clean, _SUMS: memory.new_sums}
        kept.save()
    allowed = Allowed(snapshot.baseline, today, tree)
    counting, known = allowed.split(findings)
    open_to_baseline = {
        problem: shown
        for problem in counting
        if problem.fails and (shown := allowed.shown(problem))
    }
    # What is not valid fails a build, and no baseline lets it through.
    counting += allowed.faults(findings) if snapshot.library else snapshot.problems
    secrets = Secrets.of(snapshot.rules)
    if only:
        wanted = [
            problem
            for problem in counting
            if problem.rule in only or secrets.is_credential(problem.rule)
        ]
        counting = wanted if wanted or snapshot.library else counting
        known = [problem for problem in known if problem.rule in only]
    counting += mkdocs_faults(root)
    if not snapshot.library:
        counting.append(_unjudged(tree.at.data))
    counting = [_levelled(problem, fail_on, ignore_stale) for problem in counting]
    barred = [problem for problem in _ordered(counting) if _is_barred(problem, open_to_baseline)]
    return CheckResult(
        today,
        tuple(redacted(secrets, _ordered(counting))),
        tuple(redacted(secrets, in_order(known))),
        sum(map(len, tree.data.values())) + len(tree.pages),
        fail_on,
        snapshot.baseline,
        tuple(open_to_baseline.values()),
        tuple(redacted(secrets, barred)),
    )


def _beside(
    memory: Memory, worth: bool, find: Callable[[], Iterable[Problem]]
) -> Callable[[], list[Problem]]:
    """Begin to find something in a second process where that is worth it, and return what waits."""

    def work() -> tuple[list[Problem], dict[str, str], dict[str, list[str]]]:
        return [*find()], memory.still_clean, memory.new_sums

    wait = run_in_fork(work, worth) or work

    def result() -> list[Problem]:
        problems, clean, sums = wait()
        memory.still_clean |= clean
        memory.new_sums |= sums
        return problems

    return result


def _findings(
    context: RuleContext,
    beside: Callable[[Callable[[], Iterable[Problem]]], Callable[[], list[Problem]]],
) -> list[Problem]:
    """Return what the rules find: the gates alone where a project is not valid."""
    findings = [*run_rules(context, GATES)]
    if context.snapshot.library:
        on_prose = beside(lambda: run_rules(context, prose.RULES))
        findings += [*context.library.warnings, *run_rules(context, _OTHERS), *on_prose()]
    return findings


def _unjudged(data: str) -> Problem:
    """Return what is said of the rules that a project which cannot be built is not judged by."""
    what = f"{len(RULES) - len(GATES)} rules were not run, because the project cannot be built"
    remedy = "Fix the errors, and check again."
    return Problem(Place(data), "not-judged", "", what, remedy, "warning")


def _levelled(problem: Problem, fail_on: FailOn, ignore_stale: bool) -> Problem:
    """Return a problem with the level of what it does to the exit code."""
    if problem.exit is Exit.OUTSIDE and ignore_stale:
        return problem._replace(level="note", urgent=False)
    if problem.level == "warning" and fail_on == "warning":
        if problem.exit is Exit.OUTSIDE:
            return problem._replace(urgent=True)
        return problem._replace(level="error")
    return problem


def _is_barred(problem: Problem, open_to_baseline: Collection[Problem]) -> bool:
    """Return whether a problem fails and no baseline can help, a fault of the baseline itself aside."""
    own = problem.rule.startswith("baseline-")
    return problem.fails and not own and problem not in open_to_baseline


def _ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(
            in_order(problems), key=lambda problem: (not problem.fails, LEVELS.index(problem.level))
        )
    )
