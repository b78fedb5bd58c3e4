"""What may stop a build, as a build asks for it: `site` may not import `check`."""

from __future__ import annotations

from dataclasses import dataclass, field

from proofpack.check.baseline import Allowed
from proofpack.check.leaks import leaks
from proofpack.check.rule import Memory, RuleContext
from proofpack.check.rules import GATES, run_rules
from proofpack.model.problems import Problem
from proofpack.project.reader import Snapshot
from proofpack.secrets import Secrets, redacted
from proofpack.util.kept import Kept
from proofpack.util.memo import know, known

_KEPT, _READ_OFF = "clean", "patterns"


@dataclass
class Gates:
    """Runs the rules that may stop a build. Kept between builds, it judges again only what changed.

    Attributes:
        kept: in which files earlier builds have found nothing.
    """

    kept: Kept = field(default_factory=Kept)
    _memory: Memory = field(init=False)

    def __post_init__(self) -> None:
        self._memory = Memory(self.kept.part(_KEPT))
        know(self.kept.part(_READ_OFF))

    def __call__(self, snapshot: Snapshot) -> list[Problem]:
        """Return what stops a build of a project, without what its baseline lets through.

        No baseline lets a credential through, and personal data stops none.
        """
        findings = [*run_rules(RuleContext(snapshot, self._memory), GATES)]
        leaked = [*leaks(snapshot.tree, snapshot.rules, snapshot.today, self._memory)]
        self.kept.parts[_KEPT] = self._memory.clean = self._memory.still_clean
        self._memory.still_clean = {}
        self.kept.parts[_READ_OFF] = known()
        if not findings and not leaked:
            return []
        secrets = Secrets.of(snapshot.rules)
        findings += [problem for problem in leaked if secrets.is_credential(problem.rule)]
        counting = Allowed(snapshot.baseline, snapshot.today, snapshot.tree).split(findings)[0]
        # A claim that stands by an exception is a note: told by `check`, and no reason to stop.
        return list(
            redacted(secrets, (problem for problem in counting if problem.level == "error"))
        )
