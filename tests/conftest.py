"""What tests share: small projects, and the founding one."""

from __future__ import annotations

import datetime
import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader

EXAMPLES = int(os.environ.get("EXAMPLES", "25"))
"""How many examples of a property are tried; with `EXAMPLES=500` before the command, more."""
# Machines differ in speed, and these are tests of what is said, not of how fast.
settings.register_profile("proofpack", deadline=None, max_examples=EXAMPLES)
settings.load_profile("proofpack")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark each test that makes up its examples as slow: `make test` runs it, `make fast` does not."""
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        item.add_marker("slow")


gc.disable()  # what is imported and collected lives as long as the run


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking what was collected, and from walking the rest often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


SEEDS = int(os.environ.get("SEEDS", "20"))
"""How many random sequences of edits are built; with `SEEDS=200` before the command, more."""
ROOT = Path(__file__).parent.parent
FOUNDING = ROOT / "tests" / "projects" / "founding"
"""The founding project, frozen:"""
RULES = ROOT / "generator" / "proofpack" / "project" / "rules"
"""The rules that come with the program."""
TODAY = datetime.date(2026, 11, 20)


def copy_founding(root: Path) -> Path:
    """Write the whole founding project into a folder that is there, and return that."""
    for name in ("data", "content"):
        shutil.copytree(FOUNDING / name, root / name)
    shutil.copy(FOUNDING / "mkdocs.yml", root)
    return root


@pytest.fixture(scope="session")
def founding_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The founding project in a folder of its own. Tests leave it as it is."""
    return copy_founding(tmp_path_factory.mktemp("founding"))


@pytest.fixture(scope="session")
def founding(founding_root: Path) -> Library:
    """The founding project, as known on 2026-11-20."""
    return ProjectReader(founding_root).read(TODAY)[1]


@pytest.fixture
def founding_copy(tmp_path: Path) -> Path:
    """The founding project, to be changed at will."""
    return copy_founding(tmp_path)


Project = Callable[[dict[str, str]], Path]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A function that writes a small valid project, with some files replaced or added.

    The test stands in its folder, so that what commands print counts from there.
    """
    monkeypatch.chdir(tmp_path)

    def make(changes: dict[str, str]) -> Path:
        for name, text in {**SMALL, **changes}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


SMALL = {
    "mkdocs.yml": """\
site_name: Small
site_url: https://docs.example.org/
use_directory_urls: false
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [admonition, attr_list, tables, toc: {permalink: true}, pymdownx.superfences]
validation: {links: {anchors: warn, not_found: warn}}
""",
    "data/policy.yml": """\
contact: https://docs.example.org/contact
owners:
  - {id: docs, name: Docs}
""",
    "data/sources/api.yml": """\
publisher: Example
sources:
  - id: chat
    title: Chat reference
    url: https://docs.example.com/chat
    kind: API reference
    facts:
      - id: route
        says: Requests go to `POST /chat`
        quote: Send a POST request to /chat
""",
    "data/contracts/chat.yml": """\
title: Chat
description: What a chat integration relies on.
facets:
  verify: What to verify
areas:
  - id: endpoint
    title: Endpoint
    facts: [chat.route]
    facets:
      verify: Requests go to `POST /chat`.
""",
    "data/worksheets/note.yml": """\
title: Note
version: 1
purpose: A short record.
parts:
  - id: record
    kind: record
    title: Record
    fields:
      - {id: status, label: Status, type: choice, choices: [ok, failed]}
""",
    "data/faq/chat.yml": """\
title: Chat
questions:
  - id: retry
    question: May I retry?
    answer: It is to verify.
""",
    "content/index.md": """\
---
title: Home
description: A small project.
---

Welcome. See [the guide](guides/one.md).
""",
    "content/guides/one.md": """\
---
title: One
description: A small guide.
last_reviewed: 2026-06-01
owner: docs
audience: [Testers]
---

Requests go to one place.[^chat.route]

::: contract chat
    columns: [area, verify, source]

::: record note.record

::: faq chat
""",
}
"""A project that is as small as a valid one can be, and has one of everything."""
