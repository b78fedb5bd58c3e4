"""The fidelity set as a table for people: `docs/fidelity.md`."""

from __future__ import annotations

from pathlib import Path

from tests.fidelity import Edit, cases, edits

MEASURED = Path(__file__).parent / "measured.md"
"""What was measured on pages of others, as `tests/passages.py` wrote it down."""
NOTICED = Path(__file__).parent / "noticed.md"
"""How many notices were noticed, as `tests/notices.py` wrote it down."""
COPIED = Path(__file__).parent / "copied.md"
"""How much of what is copied was found, as `tests/copied.py` wrote it down."""
PAGE = Path(__file__).parent.parent.parent / "docs" / "fidelity.md"
_INTRODUCTION = """\
# Fidelity

A re-fetch is worth its date only if it notices what matters and keeps quiet about the rest.
Here are [pages in the manner of real documentation, and edits of them](../tests/fidelity/pages/).
Each edit is marked as material or immaterial, and names the facts that it touches.
Where a material edit is made, these facts must be caught.
Caught means a quote lost, an absence overturned, or a passage changed.
At the very first reading, where nothing was accepted yet, there is a warning instead.
Where an immaterial edit is made, every quote must be found, without a warning.
Some ask a person all the same, because a sentence or a notice near a quote is another.
Those who wrote the program wrote the set, and fixed the program until the set was right.
So it shows what is held, and not how well pages are judged that nobody thought of.
`python -m tests.fidelity --write` writes this page, and a test holds it up to date.
"""


def table() -> str:
    """Return the page."""
    rows = [_row(one) for one in edits()]
    head = ["| page | edit | mark | what was said | |", "| --- | --- | --- | --- | --- |"]
    parts = [
        path.read_text(encoding="utf-8") for path in (MEASURED, NOTICED, COPIED) if path.exists()
    ]
    own = ["## Every edit of our own", "", *head, *rows, ""]
    return "\n".join([_INTRODUCTION, _totals(), "", *"\n".join(parts).splitlines(), "", *own])


def _row(edit: Edit) -> str:
    said = edit.said
    right = "right" if said == edit.wanted else f"wrong: wanted {edit.wanted}"
    return f"| {edit.case.name} | {edit.name} | {edit.mark} | {said} | {right} |"


def _totals() -> str:
    lines = []
    for mark in ("material", "immaterial"):
        chosen = [one for one in edits() if one.mark == mark]
        right = sum(one.said == one.wanted for one in chosen)
        asking = sum(bool(one.asked) for one in chosen)
        lines.append(
            f"{right} of {len(chosen)} {mark} edits are judged right; {asking} ask a person."
        )
    return "\n".join([f"{len(cases())} pages, {len(edits())} edits.", *lines])
