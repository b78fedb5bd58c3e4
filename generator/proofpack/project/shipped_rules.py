"""The rules that come with the program, and what a project adds to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from proofpack.model.documents import Nodes, key_path
from proofpack.model.problems import Problem
from proofpack.model.records.policy import SUBJECTS
from proofpack.model.records.rules import TESTED, Rules, filled_in
from proofpack.project.load.yaml_nodes import read_yaml
from proofpack.text.plural import count

FOLDER = Path(__file__).with_name("rules")
"""Where they stand."""
_KINDS = ("assertions", "bodies", "secrets", "harmless")


@cache
def shipped_nodes() -> tuple[Nodes, ...]:
    """Return the files of rules of the program, as they are written."""
    return tuple(
        read_yaml(path.name, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.yml"))
    )


@cache
def shipped_rules(subjects: tuple[str, ...]) -> tuple[Rules, ...]:
    """Return the rules of the program.

    Args:
        subjects: how a project calls its API and the provider; see `Policy.subjects`.
    """
    files = (Rules.model_validate(nodes.data, context=TESTED) for nodes in shipped_nodes())
    return tuple(_about(file, subjects) for file in files)


def all_rules(
    own: Sequence[tuple[Nodes, Rules]], subjects: tuple[str, ...]
) -> tuple[tuple[Rules, ...], list[Problem]]:
    """Return the rules that hold in a project: those of the program, then its own.

    A rule of the project with the id of one of the program does not count: no project can make the
    program look for less.

    Args:
        own: the files of rules of the project.
        subjects: how it calls its API and the provider.

    Returns:
        The rules, and a warning for each file with rules that do not count.
    """
    shipped = shipped_rules(subjects)
    if not own:
        return shipped, []
    taken = {kind: {rule.id for file in shipped for rule in getattr(file, kind)} for kind in _KINDS}
    kept = [_about(_without(file, taken), subjects) for _, file in own]
    problems = [problem for nodes, file in own for problem in _twice(nodes, file, taken)]
    return (*shipped, *kept), problems


def _about(file: Rules, subjects: tuple[str, ...]) -> Rules:
    """Return a file whose patterns name the subjects of a project."""
    words = f"(?:{'|'.join((*SUBJECTS, *map(re.escape, subjects)))})"
    assertions = [
        rule.model_copy(
            update={
                key: filled_in(pattern, words)
                for key in ("pattern", "says")
                if (pattern := getattr(rule, key)) is not None
            }
        )
        for rule in file.assertions
    ]
    return file.model_copy(update={"assertions": assertions})


def _without(file: Rules, taken: dict[str, set[str]]) -> Rules:
    left: dict[str, Any] = {
        kind: [rule for rule in getattr(file, kind) if rule.id not in taken[kind]]
        for kind in _KINDS
    }
    return file.model_copy(update=left)


def _twice(nodes: Nodes, file: Rules, taken: dict[str, set[str]]) -> Iterator[Problem]:
    paths = [
        ((kind, position, "id"), rule.id)
        for kind in _KINDS
        for position, rule in enumerate(getattr(file, kind))
        if rule.id in taken[kind]
    ]
    if paths:
        (path, _), names = paths[0], ", ".join(name for _, name in paths)
        have = "comes" if len(paths) == 1 else "come"
        what = (
            f"{count(len(paths), 'rule')} here {have} with Proofpack, which uses its own: {names}"
        )
        remedy = "Remove them, or give them other ids."
        yield Problem(nodes.place(path), "shipped-rule", key_path(path), what, remedy, "warning")
