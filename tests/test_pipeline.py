"""From files to Markdown."""

from __future__ import annotations

from generator.pipeline import Pipeline

from .conftest import TODAY, Project


def test_a_small_project_becomes_pages(project: Project) -> None:
    """Every record of a small project has its page."""
    built = Pipeline(project({})).markdown(TODAY)
    assert sorted(built.site.files) == [
        "contracts/chat.md",
        "contracts/index.md",
        "faq.md",
        "guides/index.md",
        "guides/one.md",
        "index.md",
        "sources/chat.md",
        "sources/index.md",
        "worksheets/index.md",
        "worksheets/note.md",
    ]
