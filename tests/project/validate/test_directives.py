"""Directives: each that may be written is documented."""

from __future__ import annotations

import re

import pytest

from proofpack.project.json_schema import schemas
from proofpack.project.validate.directives import OPTIONS
from tests.conftest import ROOT

MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
ROWS = MANUAL.split("| directive | places |", 1)[1].split("\n\n", 1)[0]
ALIKE = "::: record WORKSHEET.PART"
"""The row, and the words of the reference, that stand for all kinds of parts."""


@pytest.mark.parametrize("name", OPTIONS)
def test_the_manual_has_a_row_for_each_directive(name: str) -> None:
    """What an author may write, the table of directives names."""
    row = next(line for line in ROWS.splitlines() if ALIKE in line)
    assert re.search(rf"`::: {name}\b", ROWS) or f"`{name}`" in row, f"no row for `::: {name}`"


@pytest.mark.parametrize("name", OPTIONS)
def test_the_reference_has_the_options_of_each_directive(name: str) -> None:
    """The docstring of its record begins with how it is written, and is in the reference."""
    said = schemas()["README.md"].split("## Directives in pages", 1)[1]
    written = (OPTIONS[name].__doc__ or "").partition("\n")[0]
    assert written in said
    assert re.search(rf"`::: {name}\b", written) or ALIKE in written, (
        f"the docstring of {OPTIONS[name].__name__} does not say how `::: {name}` is written"
    )
