"""What may stop a build, as a build asks for it: `site` may not import `check`."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from proofpack.check.leaks import leaks, texts_beside
from proofpack.check.rule import Memory, Rule, RuleContext, is_large
from proofpack.model.problems import Problem, ProblemsError
from proofpack.project.mkdocs_config import theme_files
from proofpack.project.reader import Snapshot
from proofpack.util.kept import Kept
from proofpack.util.memo import know, known
from proofpack.util.run_in_fork import Fork, run_in_fork

_KEPT, _READ_OFF, _NOTHING = "clean", "patterns", "nothing found"


class _Judged(NamedTuple):
    """What rules have found, and what they may look up the next time."""

    findings: list[Problem]
    leaked: list[Problem]
    clean: dict[str, str]
    read_off: dict[str, Any]


@dataclass
class Verdict:
    """What stops a build. In a large project that was never judged, a second process looks for it.

    Once it is known, nothing of what was judged is held.
    """

    _problems: list[Problem] | None
    _fork: Fork[_Judged] | None = None
    _take: Callable[[_Judged], list[Problem]] | None = None

    def ready(self) -> bool:
        """Return whether nobody has to wait for it."""
        return self._fork is None or self._fork.ready()

    def __call__(self) -> list[Problem]:
        """Return the problems, as soon as they are known."""
        if self._fork and self._take:
            self._problems = self._take(self._fork())
            self._fork = self._take = None
        return self._problems or []


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

    def __call__(self, snapshot: Snapshot) -> Verdict:
        """Return what stops a build of a project, without what its baseline lets through.

        No baseline lets a credential through, and personal data stops none.
        """
        digest = _digest(snapshot)
        if self.kept.part(_NOTHING) == {"in": digest}:
            return Verdict([])  # and no rule is loaded

        def judge() -> _Judged:
            return self._judge(snapshot)

        def take(judged: _Judged) -> list[Problem]:
            self.kept.parts[_KEPT] = self._memory.clean = judged.clean
            know(judged.read_off)
            self.kept.parts[_READ_OFF] = known()
            nothing = not judged.findings and not judged.leaked
            self.kept.parts[_NOTHING] = {"in": digest} if nothing else {}
            if judged.findings and not judged.leaked:
                self.kept.save()  # once it is mended, what was clean is not judged again
            return [] if nothing else _stopping(judged, snapshot)

        worth = snapshot.library is not None and not self._memory.clean and is_large(snapshot.tree)
        fork = run_in_fork(judge, worth)
        return Verdict(None, fork, take) if fork else Verdict(take(judge()))

    def _judge(self, snapshot: Snapshot) -> _Judged:
        context = RuleContext(snapshot, self._memory)
        findings = [problem for rule in gate_rules() for problem in rule.problems(context)]
        leaked = [*leaks(snapshot.tree, snapshot.rules, snapshot.today, self._memory)]
        clean, self._memory.still_clean = self._memory.still_clean, {}
        return _Judged(findings, leaked, clean, known())


def _stopping(judged: _Judged, snapshot: Snapshot) -> list[Problem]:
    """Return what of the findings stops a build."""
    from proofpack.check.baseline import Allowed
    from proofpack.secrets import Secrets, redacted

    secrets = Secrets.of(snapshot.rules)
    credentials = [problem for problem in judged.leaked if secrets.is_credential(problem.rule)]
    findings = [*judged.findings, *credentials]
    counting = Allowed(snapshot.baseline, snapshot.today, snapshot.tree).split(findings)[0]
    # A claim that stands by an exception is a note: told by `check`, and no reason to stop.
    return list(redacted(secrets, (problem for problem in counting if problem.level == "error")))


def gate_rules() -> list[Rule]:
    """Return the rules that may stop a build. No other rule is loaded for it."""
    from proofpack.check.rules import browsers, claims

    return [rule for rule in (*claims.RULES, *browsers.RULES) if rule.gate]


def _digest(snapshot: Snapshot) -> str:
    """Return a digest of all that gates judge, and of all that says how."""
    tree = snapshot.tree
    parts = [repr((snapshot.today, tree.at, *sorted(tree.unread))).encode()]
    parts += [os.fsencode(f"{path} {digest}") for path, digest in sorted(tree.digests.items())]
    for path, text in texts_beside(tree):
        parts += [path.encode("utf-8", "replace"), text.encode("utf-8", "replace")]
    with suppress(ProblemsError):
        for file in theme_files(tree.root):
            with suppress(OSError):
                parts.append(file.path.read_bytes())
    return sha256(b"\n".join(sha256(part).digest() for part in parts)).hexdigest()
