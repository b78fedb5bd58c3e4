"""Edits of real-looking pages: what matters is caught, what does not matter changes nothing."""

from __future__ import annotations

import pytest

from proofpack.model.outcomes import Outcome
from tests.fidelity import Case, Edit, cases, edits
from tests.fidelity.table import PAGE, table
from tests.vectors import each_of


@each_of("case", cases(), ids=lambda case: case.name)
def test_a_page_as_it_stands_holds_all_its_facts(case: Case) -> None:
    """Before any edit, every quote is found once or more, and nothing is warned of."""
    evaluation = case.judged(case.text)
    assert evaluation.outcome is Outcome.CONFIRMED
    assert [one.fact for one in evaluation.matches if one.warning or not one.found] == []


@pytest.mark.slow
@each_of("edit", edits(), ids=str)
def test_an_edit_is_judged_by_what_it_changes(edit: Edit) -> None:
    """A material edit is caught at the facts it touches and no others; another takes nothing away."""
    assert edit.said == edit.wanted


def test_each_edit_says_what_it_is() -> None:
    """Material edits name what they take away, immaterial ones take nothing away; names are unique."""
    for one in edits():
        takes_away = one.outcome != "confirmed" or one.lost or one.warned or one.overturned
        assert bool(takes_away or one.changed) >= (one.mark == "material"), one
        assert not (takes_away and one.mark == "immaterial"), one
    assert len({str(one) for one in edits()}) == len(edits())


def test_there_are_enough_of_each() -> None:
    """Ten pages or more, and seventy edits or more, of which at least a third is of each kind."""
    material = sum(one.mark == "material" for one in edits())
    assert len(cases()) >= 10
    assert len(edits()) >= 70
    assert min(material, len(edits()) - material) >= len(edits()) / 3


@pytest.mark.slow
def test_the_published_table_is_up_to_date() -> None:
    """`docs/fidelity.md` is what `python -m tests.fidelity --write` would write."""
    assert PAGE.read_text(encoding="utf-8") == table()
