"""The manual of rules: every rule by name, for the command line, for SARIF, and for `docs/rules.md`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from proofpack.check.registry import FAMILIES, RulePage, registry
from proofpack.model.documents import Tree

_GROUPS = (
    "Time and the outside world",
    "What is written",
    "Claims",
    "Secrets",
    "Content",
    "Files",
    "Packets",
)


def pages(tree: Tree | None = None) -> Iterator[RulePage]:
    """Yield the page of every rule, by group: those of the program, and those of a project's own data.

    Args:
        tree: the project whose own rules count too.
    """
    known = [*registry(), *(page for family in FAMILIES for page in family.pages(tree))]
    yield from sorted(known, key=lambda page: _GROUPS.index(page.group))


def reference(tree: Tree | None) -> str:
    """Return the page of the manual that lists every rule."""
    lines = [
        "# Rules of `proofpack check`",
        "",
        "Written by `proofpack rules --format markdown` from the rules themselves.",
        "How findings, exit codes and the baseline work is in [the manual](manual.md#check).",
    ]
    group = ""
    for page in pages(tree):
        if page.group != group:
            group = page.group
            lines += ["", f"## {group}"]
        lines += ["", f"### {page.id}", "", f"*{page.level}*", "", _unwrapped(page.text)]
    return "\n".join(lines) + "\n"


def _unwrapped(text: str) -> str:
    """Return Markdown with one sentence a line."""
    paragraphs = textwrap.dedent(text).strip().split("\n\n")
    joined = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return "\n\n".join(paragraph.replace(". ", ".\n") for paragraph in joined)
