"""From files to Markdown."""

from __future__ import annotations

import pytest

from proofpack.check.gates import Gates
from proofpack.model.problems import ProblemsError
from proofpack.site.build import Pipeline
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project

BARE = """\
---
title: Bare
description: A guide that uses nothing.
last_reviewed: 2026-06-01
owner: docs
audience: [Testers]
---

Only words.
"""
HOME = "---\ntitle: Home\ndescription: Home.\n---\n\n::: guides\n"


def test_a_small_project_becomes_pages(project: Project) -> None:
    """Every record of a small project has its page."""
    built = Pipeline(project({}), worksheet_assets, Gates()).markdown(TODAY)
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


EDITS: list[dict[str, str | None]] = [
    {"content/guides/one.md": SMALL["content/guides/one.md"] + "\nOne sentence more.\n"},
    {"content/guides/two.md": BARE},
    {"content/guides/two.md": None, "content/guides/three.md": BARE},
    {"content/guides/three.md": BARE.replace("title: Bare", "title: Renamed")},
    {"content/guides/three.md": BARE + "\nNow it cites.[^chat.route]\n"},
    {"data/faq/chat.yml": SMALL["data/faq/chat.yml"].replace("verify.", "verify today.")},
    {"data/sources/api.yml": SMALL["data/sources/api.yml"].replace("Chat ref", "The ref")},
    {"data/policy.yml": SMALL["data/policy.yml"] + "review: {every_days: 10}\n"},
    {"content/about/us.md": "---\ntitle: Us\ndescription: Us.\n---\n\n::: guides\n"},
    {"content/guides/one.md": None, "content/index.md": HOME},
]
"""Edits one after the other: a file with its new text, or None to delete it."""


@pytest.mark.slow
def test_a_kept_pipeline_makes_what_a_fresh_one_makes(project: Project) -> None:
    """After each edit, what was remembered gives the same pages and navigation as starting anew."""
    root = project({})
    kept = Pipeline(root, worksheet_assets, Gates())
    kept.markdown(TODAY)
    for edit in EDITS:
        for name, text in edit.items():
            path = root / name
            path.parent.mkdir(exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text)
        remembered, fresh = (
            kept.markdown(TODAY).site,
            Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site,
        )
        assert remembered.files == fresh.files, edit
        assert (remembered.nav, remembered.origins) == (fresh.nav, fresh.origins), edit


def test_a_kept_pipeline_recovers_from_a_mistake(project: Project) -> None:
    """A broken save is told each time it is built, and the save that mends it builds."""
    root = project({})
    kept = Pipeline(root, worksheet_assets, Gates())
    kept.markdown(TODAY)
    path = root / "data" / "faq" / "chat.yml"
    path.write_text("titel: Chat\n")
    for _ in range(2):
        with pytest.raises(ProblemsError, match="unknown-key"):
            kept.markdown(TODAY)
    path.write_text(SMALL["data/faq/chat.yml"])
    assert kept.markdown(TODAY).written.changed == 0
