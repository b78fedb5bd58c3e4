"""Directives: each that may be written is documented."""

from __future__ import annotations

import re

from proofpack.model.documents import Directive
from proofpack.model.records.base import Names
from proofpack.model.records.directives import NAMING, OPTIONS
from proofpack.project.load.markdown import read_markdown, read_page
from proofpack.project.validate.directives import place_directive
from tests.conftest import ROOT
from tests.vectors import each_of

MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
ROWS = MANUAL.split("| directive | places |", 1)[1].split("\n\n", 1)[0]
ALIKE = "::: record WORKSHEET.PART"
"""The row, and the words of the reference, that stand for all kinds of parts."""


@each_of("name", OPTIONS)
def test_the_manual_has_a_row_for_each_directive(name: str) -> None:
    """What an author may write, the table of directives names."""
    row = next(line for line in ROWS.splitlines() if ALIKE in line)
    assert re.search(rf"`::: {name}\b", ROWS) or f"`{name}`" in row, f"no row for `::: {name}`"


@each_of("name", OPTIONS)
def test_the_reference_has_the_options_of_each_directive(name: str) -> None:
    """The docstring of its record begins with how it is written, and is in the reference."""
    reference = (ROOT / "data" / "schema" / "README.md").read_text(encoding="utf-8")
    said = reference.split("## Directives in pages", 1)[1]
    written = (OPTIONS[name].__doc__ or "").partition("\n")[0]
    assert written in said
    assert re.search(rf"`::: {name}\b", written) or ALIKE in written, (
        f"the docstring of {OPTIONS[name].__name__} does not say how `::: {name}` is written"
    )


@each_of("name", OPTIONS)
def test_each_directive_is_one_on_pages_that_are_no_guides(name: str) -> None:
    """Alone or naming what it places, and with each of its options below it."""
    line = f"::: {name} some.thing" if name in NAMING else f"::: {name}"
    fields = OPTIONS[name].model_fields.items()
    for below in ("", *(f"    {field.alias or key}: x" for key, field in fields)):
        page = read_page("content/all.md", f"{line}\n{below}\n")
        assert [one.name for one in page.body if isinstance(one, Directive)] == [name], below


@each_of("name", OPTIONS)
def test_what_names_nothing_takes_no_name(name: str) -> None:
    """What does is one of `NAMING`, by which a page that is no guide knows its lines."""
    page = read_markdown("content/guides/one.md", f"---\ntitle: One\n---\n\n::: {name} x.y\n")
    (directive,) = (one for one in page.body if isinstance(one, Directive))
    _, problems = place_directive(directive, Names(), in_guide=True)
    refused = any(one.remedy == "It takes nothing there." for one in problems)
    assert refused == (name not in NAMING)
