"""The rules that come with the program hold in every project, which adds to them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from proofpack.check.rules.claims import Claims
from proofpack.model.problems import ProblemsError
from proofpack.model.records.base import Names
from proofpack.model.records.rules import Rules
from proofpack.project.reader import ProjectReader
from proofpack.project.shipped_rules import FOLDER, shipped_nodes, shipped_rules
from proofpack.secrets import Secrets
from tests.conftest import SMALL, TODAY, Project

OWN = """\
assertions:
  - {id: mascot, about: the mascot, pattern: 'the {subject} wears', instead: Nothing.,
     matches: [The gateway wears.], passes: [Nothing.]}
"""
POLICY = SMALL["data/policy.yml"] + "subjects: [Acme Gate (EU)]\n"


def found(rules: Sequence[Rules], sentence: str) -> list[str]:
    """Return the rules on statements that a sentence breaks."""
    return [rule.id for rule, _ in Claims.of(*rules).findings(sentence)]


def test_a_project_without_rules_has_those_of_the_program(project: Project) -> None:
    """Statements, secrets and what not to paste; and they are compiled once for all such projects."""
    reader = ProjectReader(project({}))
    reader.read(TODAY)
    assert tuple(reader.rules) == shipped_rules(())
    kinds = ("assertions", "bodies", "secrets", "harmless")
    assert all(any(getattr(file, kind) for file in reader.rules) for kind in kinds)
    assert Secrets.of(reader.rules) is Secrets.of(shipped_rules(()))


def test_patterns_of_the_program_are_fit() -> None:
    """Every build relies on it: it looks at patterns of projects alone, which takes a while."""
    files = [Rules.model_validate(nodes.data, context=Names()) for nodes in shipped_nodes()]
    assert sum(len(file.assertions) + len(file.secrets) + len(file.bodies) for file in files) > 50


def test_patterns_of_a_project_are_looked_at(project: Project) -> None:
    """Those on statements and those on secrets."""
    bad = OWN.replace("wears", "(wears") + (
        "secrets:\n  - {id: mine, kind: credential, about: a key, instead: Nothing., pattern: '\\bkey',"
        " matches: [key], passes: [none]}\n"
    )
    with pytest.raises(ProblemsError) as raised:
        ProjectReader(project({"data/rules/own.yml": bad})).read(TODAY)
    assert [problem.rule for problem in raised.value.problems] == ["bad-pattern", "bad-pattern"]


@pytest.mark.parametrize("name", ["Acme Gate (EU)", "gateway", "provider"])
def test_the_policy_says_whom_statements_are_about(project: Project, name: str) -> None:
    """A product's name counts as the general words do, letter for letter, in rules of both."""
    reader = ProjectReader(project({"data/policy.yml": POLICY, "data/rules/own.yml": OWN}))
    reader.read(TODAY)
    assert found(reader.rules, f"The {name} is down.") == ["availability"]
    assert found(reader.rules, f"The {name} wears a hat.") == ["mascot"]
    assert found(shipped_rules(()), "The Acme Gate (EU) is down.") == []


def test_rules_name_no_product() -> None:
    """Whom they are about is a project's to say."""
    text = (FOLDER / "assertions.yml").read_text(encoding="utf-8")
    assert "comet" not in text.lower()
    assert text.count("{subject}") + text.count("{thing}") > 5
