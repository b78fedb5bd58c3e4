"""A small project that is refreshed, and what tests ask of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader
from tests.conftest import SMALL
from tests.ledgers import day

PACK = """\
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
    absences:
      - id: no-limit
        says: No limit is stated.
        pattern: '\\b\\d+ requests per minute'
  - id: errors
    title: Error reference
    url: https://docs.example.com/errors
    kind: API reference
    facts:
      - id: retry
        says: A refused request is not retried
        quote: Do not retry a request that was refused
"""
CONTRACT = """\
title: Chat
description: What a chat integration relies on.
facets:
  verify: What to verify
  why: Why it matters
asserts: [verify]
areas:
  - id: endpoint
    title: Endpoint
    facts: [chat.route]
    facets:
      verify: Requests go to `POST /chat`.
      why: Elsewhere nobody answers.
    fallback: The route is unconfirmed at present.
  - id: limits
    title: Limits
    facts: [chat.no-limit]
    facets:
      verify: No limit is stated.
      why: A limit that nobody knows is met by accident.
    fallback: A limit is stated now; read it.
"""
FILES = {
    "data/sources/api.yml": PACK,
    "data/contracts/chat.yml": CONTRACT,
    "data/policy.yml": SMALL["data/policy.yml"] + "reading: {every_days: 30, grace_days: 10}\n",
}
CHAT, ERRORS = "/docs.example.com/chat", "/docs.example.com/errors"
RETRY = "Do not retry a request that was refused"


def run(root: Path, *arguments: str, today: str = "2026-06-01") -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(cli, ["--project", str(root), "--today", today, *arguments])


def refresh(root: Path, *arguments: str, today: str = "2026-06-01") -> Result:
    """Run `refresh` on loopback."""
    return run(root, "refresh", "--allow-private", *arguments, today=today)


def library(root: Path, today: str = "2026-06-01") -> Library:
    """Return the project as known on a day."""
    return ProjectReader(root).read(day(today))[1]


def by_source(result: Result) -> dict[str, dict[str, object]]:
    """Return what a run told of each source, as JSON."""
    return {one["id"]: one for one in json.loads(result.stdout)["sources"]}


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file of a project, what was built left out, but for the lock."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def built_page(root: Path, page: str, today: str) -> str:
    """Return the Markdown of a page, built for a day."""
    assert run(root, "build", "--engine", "none", today=today).exit_code == 0
    return (root / "build" / "docs" / page).read_text(encoding="utf-8")


def plain(markdown: str) -> str:
    """Return Markdown with its numeric entities as characters, and days as data has them."""
    text = re.sub(r"&#(\d+);", lambda one: chr(int(one[1])), markdown)
    return re.sub(r'<time [^>]*datetime="([^"]*)">.*?</time>', r"\1", text)


def ledger_lines(root: Path, source: str) -> list[str]:
    """Return the lines that the ledger has of a source, its digest left out."""
    text = (root / "data" / "ledger.yml").read_text(encoding="utf-8")
    found = re.search(rf"^  {source}:\n((?:    .*\n)+)", text, re.MULTILINE)
    assert found
    return [one.strip() for one in found[1].splitlines() if "check:" not in one]


def built_pages(root: Path, today: str) -> dict[str, bytes]:
    """Return every page, built for a day."""
    assert run(root, "build", "--engine", "none", today=today).exit_code == 0
    docs = root / "build" / "docs"
    return {str(one.relative_to(docs)): one.read_bytes() for one in sorted(docs.rglob("*.md"))}
