"""Faults planted in a copy of the founding project, one at a time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from proofpack.check.rule import Memory
from proofpack.model.problems import Problem
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.conftest import ROOT, TODAY

PLANTED = ROOT / "tests" / "planted"

GUIDES = {
    "EN": "content/guides/escalation-note.md",
    "EP": "content/guides/evidence-packet.md",
    "RN": "content/guides/reproduction-note.md",
    "CR": "content/guides/contract-review.md",
    "PV": "content/guides/production-validation.md",
}


@cache
def _planted() -> dict[str, list[dict[str, Any]]]:
    text = (PLANTED / "faults.yml").read_text("utf-8")
    groups: dict[str, list[dict[str, Any]]] = yaml.load(text, yaml.CSafeLoader)
    return groups


def faults(group: str) -> list[dict[str, Any]]:
    """Return the planted faults of a group: a module of rules."""
    return _planted()[group]


def path_of(name: str) -> str:
    """Return the path of a guide by its short name, or a path as it is."""
    return GUIDES.get(name, name)


def named(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem is, whatever line it has moved to."""
    return problem.rule, problem.place.path, problem.what


def label(fault: dict[str, Any]) -> str:
    """Return a name for a test."""
    return f"{fault['rule']}-{fault['file'].rpartition('/')[2]}"


@dataclass
class Garden:
    """A copy of the founding project that is changed and fixed again, and read by one reader."""

    root: Path
    reader: ProjectReader
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def sound(self) -> set[tuple[str, str, str]]:
        """What is found in the founding project as it is.

        What this run has looked at and found nothing in is not looked through again after an edit
        elsewhere, as by the command: `test_run_again.py` holds that to a run that looks at all.
        """
        problems = {named(problem) for problem in self.found()}
        self.memory.clean, self.memory.sums = self.memory.still_clean, self.memory.new_sums
        self.memory.still_clean, self.memory.new_sums = {}, {}
        return problems

    def assert_found(self, fault: dict[str, Any]) -> None:
        """Plant a fault: it is found, at its line, and nothing else that was not found before."""
        sound = self.sound
        problems, where, line = self.edited(fault)
        fresh = [problem for problem in problems if named(problem) not in sound]
        also = fault.get("also", [])
        shown = [
            (problem.rule, problem.place.path, problem.place.line)
            for problem in fresh
            if problem.rule not in also
        ]
        assert shown == [(fault["rule"], where, line)], [str(problem) for problem in fresh]
        assert fault.get("hint", "") in fresh[0].remedy

    def found(self, today: datetime.date = TODAY) -> list[Problem]:
        """Return everything that is said of the project as it is."""
        return judged(self.reader, today, memory=self.memory)

    def edited(self, fault: dict[str, Any]) -> tuple[list[Problem], str, int]:
        """Plant a fault, and return what is found, and the place where it should be."""
        path = self.root / path_of(fault["file"])
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        old = fault.get("after", fault.get("old", ""))
        assert old in before
        new = old + fault["add"] if "add" in fault else fault["new"]
        after = before.replace(old, new, 1)
        assert after != before
        try:
            path.write_text(after, encoding="utf-8")
            problems = self.found()
            where = path_of(fault.get("in", fault["file"]))
            line = self.line(where, fault.get("at"), before, after)
        finally:
            if before:
                path.write_text(before, encoding="utf-8")
            else:
                path.unlink()
        return problems, where, line

    def line(self, where: str, at: str | None, before: str, after: str) -> int:
        """Return the line of a text, or the one on which a change begins."""
        text = (self.root / where).read_text(encoding="utf-8")
        if at is not None:
            return text.count("\n", 0, text.index(at)) + 1
        pairs = zip(before + "\0", after, strict=False)
        first = next((n for n, (old, new) in enumerate(pairs) if old != new), len(before))
        while after[first : first + 1].isspace():
            first += 1
        return after.count("\n", 0, first) + 1
