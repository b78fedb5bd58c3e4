"""The shape of a rule, and what rules remember between two snapshots of a project."""

from __future__ import annotations

from collections.abc import Iterator

from proofpack.check.rule import Finding, Memory, Rule, RuleContext
from proofpack.model.problems import Exit, Place
from proofpack.project.reader import ProjectReader
from tests.conftest import TODAY, Project


def some_rule(context: RuleContext) -> Iterator[Finding]:
    """A page is there.

    It says nothing more.
    """
    for page in context.pages.values():
        yield Finding(Place(page.path), "title", "it is there", "Leave it.")
        yield Finding(Place(page.path, 2), "", "so is this", kind="again")


def test_a_rule_is_its_function(project: Project) -> None:
    """Name and manual come from it, level and exit code from the list; a kind has an id of its own."""
    rule = Rule(some_rule, "warning", Exit.OUTSIDE)
    reader = ProjectReader(project({}))
    problems = list(rule.problems(RuleContext(reader.snapshot(reader.tree(), TODAY))))
    assert rule.manual == "A page is there.\n\nIt says nothing more."
    assert [(problem.rule, problem.level) for problem in problems[:2]] == [
        ("some-rule", "warning"),
        ("some-rule-again", "warning"),
    ]
    assert {problem.exit for problem in problems} == {Exit.OUTSIDE}


def test_memory_holds_only_for_the_same_objects() -> None:
    """Equal is not the same: what was read again is computed again."""
    memory, calls = Memory(), []

    def twice(items: list[int]) -> list[int]:
        calls.append(items)
        return items * 2

    first = [1]
    assert memory.recall("a", twice, first) is memory.recall("a", twice, first)
    assert memory.recall("a", twice, [1]) == [1, 1]
    assert memory.recall("b", lambda: None) is None
    assert len(calls) == 2
