"""Quotes in one spelling, and the digests by which ledgers know them."""

from __future__ import annotations

import hashlib

import pytest

from proofpack.model.quotes import normalise, words
from proofpack.model.records.sources import Absence, Fact, Source
from proofpack.project.reader import ProjectReader
from tests.conftest import ROOT
from tests.vectors import each_of


def looked_for(source: Source) -> list[Fact | Absence]:
    """Return what is looked for on the page of a source."""
    return [*source.facts, *source.absences]


@pytest.mark.parametrize(
    ("project", "wanted"),
    [("founding", "b9e4208d2eeaf2bb"), ("version-0.1.0", "6347ab3be7767675")],
)
def test_digests_are_those_of_version_0_1_0(project: str, wanted: str) -> None:
    """A ledger knows quotes by their digests: were one another, its quote would count as never read."""
    _, records = ProjectReader(ROOT / "tests" / "projects" / project).records()
    lines = [
        f"{name} {fact.id} {words(fact)}"
        for name, (_, _, source) in sorted(records.sources.items())
        for fact in looked_for(source)
    ]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16] == wanted


def test_a_ledger_of_version_0_1_0_knows_the_quotes_of_today() -> None:
    """What it holds of each fact is about the words that stand in the source pack."""
    _, records = ProjectReader(ROOT / "tests" / "projects" / "version-0.1.0").records()
    for name, (_, _, source) in records.sources.items():
        known = {(look.fact, look.words) for look in records.history[name].looked}
        assert {(fact.id, words(fact)) for fact in looked_for(source)} == known


@each_of(
    ("text", "wanted"),
    [
        ("A\u00adb\u200bc\ufe0f", "abc"),
        ("\u201cx\u201d \u2013 \u2018y\u2019", "\"x\" - 'y'"),
        ("a  -- b", "a - b"),
        ("`code` *and*\n2*3", "code and 2\u22173"),
        ("Note\u00b9", "note 1"),
    ],
)
def test_quotes_are_compared_in_one_spelling(text: str, wanted: str) -> None:
    """Without what does not show, with straight marks, on one line, in one case."""
    assert normalise(text) == wanted
