"""What the tests of secrets share: the rule pack, and vectors that run in both runtimes."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import yaml

from proofpack.model.records.rules import Rules
from proofpack.secrets import Secrets, expand
from proofpack.secrets.masking import Mask, mask_of
from tests.conftest import ROOT, RULES


class Vector(NamedTuple):
    """A text, and the rule and stretch of each secret in it."""

    text: str
    found: list[tuple[str, int, int]]


@cache
def rules() -> Rules:
    """Return the rule pack of this project."""
    text = (RULES / "secrets.yml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.load(text, yaml.BaseLoader))  # noqa: S506 - text only


@cache
def secrets() -> Secrets:
    """Return the rule pack, compiled."""
    return Secrets.of(rules())


@cache
def mask() -> Mask:
    """Return what masks text of pages, with the rule pack."""
    return mask_of([rules()])


def marked(rule: str, sample: str) -> Vector:
    """Return a vector from a sample in which marks stand around what the rule finds."""
    text, found, start = "", [], 0
    for position, piece in enumerate(
        expand(sample.replace("⟦", "\0").replace("⟧", "\0")).split("\0")
    ):
        start = len(text)
        text += piece
        if position % 2:
            found.append((rule, start, len(text)))
    return Vector(text, found)


@cache
def vectors() -> list[Vector]:
    """Return the vectors that people have written."""
    path = ROOT / "tests" / "secrets" / "vectors.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    made = [
        marked(rule, "".join(sample))
        for rule, samples in data["found"].items()
        for sample in samples
    ]
    quiet = [Vector(expand("".join(one)), []) for kind in data["silent"].values() for one in kind]
    return [*made, *quiet]
