"""What a review starts from."""

from __future__ import annotations

import json

from click.testing import CliRunner

from proofpack.cli import cli
from tests.check.projects import GOOD, KEY, OURS
from tests.conftest import Project
from tests.ledgers import digest, history, ledger


def test_a_review_starts_from_what_changed(project: Project) -> None:
    """The change with its sentences, the rows to verify, the findings, and the line to edit."""
    known = history(
        {"confirmed": "2026-05-20 2026-06-05"},
        looked={("route", digest(), True): "2026-05-20 2026-06-05"},
        texts={("a" * 8, "1" * 8): "2026-05-20", ("a" * 8, "2" * 8): "2026-06-05"},
    )
    root = project({**GOOD, "data/ledger.yml": ledger(chat=known)})
    texts = {"1" * 8: "Stays.\nGoes.", "2" * 8: f"Stays.\nComes.\nWith {KEY} in it."}
    kept = {"texts": texts, "passages": {}}
    (root / "build" / "pages").mkdir(parents=True)
    (root / "build" / "pages" / "chat.json").write_text(json.dumps(kept))
    arguments = ["--project", str(root), "--today", "2026-06-06", "review"]
    text = CliRunner().invoke(cli, [*arguments, "one"]).stdout
    assert "Last reviewed on 2026-06-01, 5 days ago; the next review is due on 2026-11-28." in text
    assert f"Its text changed on 2026-06-05: {OURS}chat" in text
    assert "    - Goes.\n    + Comes.\n" in text
    assert "Stays." not in text
    assert KEY[:8] not in text
    assert "1 of 1 fact that it stands on held when last looked for." in text
    assert "source-changed" not in text
    assert text.endswith("    content/guides/one.md: last_reviewed: 2026-06-06\n")
    assert CliRunner().invoke(cli, [*arguments, "content/guides/one.md"]).stdout == text
    refused = CliRunner().invoke(cli, [*arguments, "oen"])
    assert (refused.exit_code, 'Did you mean "one"?' in refused.output) == (2, True)
