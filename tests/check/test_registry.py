"""The registry of rules: no id without its page, and no page without code that raises it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from click.testing import CliRunner

from proofpack.check.all_rules import RULES
from proofpack.check.registry import FAMILIES, registry
from proofpack.check.rule_docs import pages
from proofpack.cli import cli
from proofpack.worksheets.messages import WORDS
from tests.conftest import ROOT
from tests.program import PACKAGE, nodes

ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
CALLS = {"Problem": 1, "unreadable": 1, "wrong": 0, "problem": 0, "_finding": 0}
"""Functions that take the id of a rule, and at which position."""


def ids(node: ast.expr | None) -> Iterator[str]:
    """Yield the ids that an expression may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and ID.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from ids(node.body)
        yield from ids(node.orelse)


def explained(node: ast.AST) -> Iterator[str]:
    """Yield the ids of `rule, what, remedy`, as a function of `validate` returns or keeps them."""
    if isinstance(node, ast.Return | ast.Assign) and isinstance(node.value, ast.Tuple):
        first, *rest = node.value.elts
        if len(rest) == 2 and not any(True for _ in ids(rest[0])):
            yield from ids(first)


@cache
def raised() -> set[str]:
    """Return every id that a line of the program can raise."""
    names = set(WORDS) - {family.id for family in FAMILIES}
    for path in PACKAGE.rglob("*.py"):
        validates = path.is_relative_to(PACKAGE / "project" / "validate")
        for node in nodes(path):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                position = CALLS.get(name)
                if position is not None and len(node.args) > position:
                    names.update(ids(node.args[position]))
            elif validates:
                names.update(explained(node))
    return names


@pytest.mark.slow
def test_every_id_in_the_code_has_a_page() -> None:
    """Whoever raises a new one writes its page into the registry."""
    without = raised() - {page.id for page in registry()}
    assert not without, "write their pages into `_PAGES`, check/registry.py"


def test_every_page_is_of_an_id_that_the_code_can_raise() -> None:
    """A page that nothing leads to is taken out; a rule of `check` is raised by its function."""
    assert {page.id for page in registry() if page.function is None} - raised() == set()
    assert [rule.id for rule in RULES if rule.find.__name__.replace("_", "-") != rule.id] == []


def test_an_id_has_one_page() -> None:
    """And no kind of a family is called like another rule."""
    names = [page.id for page in registry()]
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(tuple(f"{one.id}-" for one in FAMILIES))
                and name != "secret-unused"]  # fmt: skip


def test_every_rule_of_check_has_its_function_or_is_a_family() -> None:
    """The registry knows who finds what."""
    functions = {page.function for page in registry()} | {one.function for one in FAMILIES}
    assert {rule.find for rule in RULES} <= functions


def test_every_rule_that_a_case_prints_has_a_page() -> None:
    """Whatever the way on which its id got there."""
    known = {page.id for page in pages()}
    printed = {
        line.split(": ")[1].split()[1]
        for path in (ROOT / "tests" / "cases").glob("*/expected.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ": error " in line or ": warning " in line
    }
    assert {name for name in printed if not name.startswith("claim-")} <= known


def test_the_reference_of_rules_is_up_to_date() -> None:
    """`docs/rules.md` is what `proofpack rules --format markdown` prints for this project."""
    printed = CliRunner().invoke(cli, ["--project", str(ROOT), "rules", "--format", "markdown"])
    kept = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert kept == printed.stdout, "run `proofpack rules --format markdown > docs/rules.md`"


def test_each_page_says_what_why_and_what_to_do() -> None:
    """A summary that is a sentence; and of a rule of `check` a reason, and a way out."""
    for page in registry():
        assert page.summary.endswith("."), page.id
        if page.function:
            assert page.text.count("\n\n") >= 1, page.id
