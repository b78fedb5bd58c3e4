"""A small project without a finding, and what commands and rules say of a changed one."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.project.reader import ProjectReader
from tests.check.judged import judged
from tests.conftest import SMALL
from tests.ledgers import day, digest, history, ledger

GUIDE = SMALL["content/guides/one.md"]

FRESH = ledger(
    chat=history({"confirmed": "2026-06-01"}, looked={("route", digest(), True): "2026-06-01"})
)

OURS = "https://docs.small.internal/"
"""Where the project stands, and what it documents: no placeholder, and nobody's on the Internet."""

GOOD = {
    "mkdocs.yml": SMALL["mkdocs.yml"].replace("https://docs.example.org/", OURS),
    "data/policy.yml": f"contact: {OURS}contact\n"
    f"owners:\n  - {{id: docs, name: Docs, contact: {OURS}docs}}\n",
    "data/sources/api.yml": SMALL["data/sources/api.yml"].replace(
        "https://docs.example.com/", OURS
    ),
    "data/ledger.yml": FRESH,
    "content/guides/one.md": GUIDE.replace("Requests go to one place.", "Send it to one place."),
}

FILES = len({**SMALL, **GOOD}.keys() - {"mkdocs.yml"})
"""How many files of it are checked."""

PRICE = "\nEach request costs $0.02.\n"

ENTRY = (
    "known:\n  - {rule: review-overdue, path: content/guides/one.md, reason: Old, expires: DAY}\n"
)


def check(root: Path, *arguments: str, today: str = "2026-06-02") -> Result:
    """Run `check` in this process."""
    return CliRunner().invoke(cli, ["--project", str(root), "--today", today, "check", *arguments])


def found(root: Path, today: str = "2026-06-02") -> dict[str, str]:
    """Return what the rules find: rule to what."""
    return {one.rule: one.what for one in judged(ProjectReader(root), day(today))}


# Made when the tests run, so that nothing in this file looks like a key.
KEY = "sk-" + base64.b64encode(hashlib.sha256(b"a key").digest()).decode().translate(
    str.maketrans("+/=", "xyz")
)
