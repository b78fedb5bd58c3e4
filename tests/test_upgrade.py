"""What version 0.1.0 wrote is read for good: project, ledger, baseline and packets."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from proofpack.project.reader import ProjectReader
from tests.conftest import ROOT
from tests.mirror import mirrored, redirect_packs, serving

pytestmark = pytest.mark.slow  # a whole project, again and again

OLD = ROOT / "tests" / "projects" / "version-0.1.0"
DAY = "2026-06-20"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the project, with the theme layer of today."""
    root = tmp_path / "old"
    shutil.copytree(OLD, root)
    return root


def run(root: Path, *arguments: str, today: str = DAY) -> Result:
    """Run the command line on the project."""
    return CliRunner().invoke(cli, ["--project", str(root), "--today", today, *arguments])


@pytest.mark.site
def test_its_site_is_built(old: Path) -> None:
    """The engine takes warnings for errors, and there are none."""
    result = run(old, "build")
    assert result.exit_code == 0, result.output
    assert (old / "build" / "site" / "worksheets" / "every.html").is_file()


def test_its_check_says_what_it_said(old: Path) -> None:
    """Findings in the same places; the baseline lets through the error that it knows.

    A message that names what stays inside is an error since; its slot stays open. Notes are new, and
    fail nothing.
    """
    result = run(old, "check", "--format", "json")
    findings = [one for one in json.loads(result.stdout)["findings"] if one["level"] != "note"]
    assert result.exit_code == 1, result.output
    assert sorted((found["rule"], found["path"], found["line"]) for found in findings) == [
        ("fact-lost", "data/sources/api.yml", 8),
        ("internal-slot", "data/worksheets/every.yml", 67),
        ("reviewed-unread", "content/guides/one.md", 4),
        ("shipped-rule", "data/rules/assertions.yml", 9),
        ("shipped-rule", "data/rules/packets.yml", 8),
        ("shipped-rule", "data/rules/secrets.yml", 9),
        ("unused-source", "data/sources/api.yml", 15),
    ]
    assert "1 finding let through by the baseline" in run(old, "check").output


def test_its_ledger_is_known_day_by_day(old: Path) -> None:
    """Days of the program and of people, found and lost, are all that they were."""
    library = ProjectReader(old).read(datetime.date.fromisoformat(DAY))[1]
    days = {
        name: (str(fact.confirmed), fact.by, str(fact.missing_since))
        for name, fact in library.facts.items()
    }
    assert days == {
        "chat.no-limit": ("2026-06-14", "fetch", "None"),
        "chat.route": ("2026-06-14", "fetch", "2026-06-16"),
        "errors.retry": ("2026-06-15", "hand", "None"),
    }
    assert [str(source.accessed) for source in library.sources.values()] == [
        "2026-06-16",
        "2026-06-15",
    ]


def test_its_pages_are_read_again(old: Path) -> None:
    """A trial run writes nothing; a refresh adds to the ledger and leaves what was there."""
    before = (old / "data" / "ledger.yml").read_text("utf-8")
    library = ProjectReader(old).read(datetime.date.fromisoformat(DAY))[1]
    with serving(mirrored(library)) as server:
        redirect_packs(old, server)
        trial = run(old, "refresh", "--dry-run", "--allow-private")
        assert (old / "data" / "ledger.yml").read_text("utf-8") == before
        done = run(old, "refresh", "--allow-private")
    for result in (trial, done):
        assert result.exit_code == 0, result.output
        assert "2 sources: 2 confirmed." in result.output
    after = (old / "data" / "ledger.yml").read_text("utf-8")
    kept = [line for line in before.splitlines() if "by: hand" in line or "found: false" in line]
    assert len(kept) == 6
    assert set(kept) <= set(after.splitlines())


def test_its_ledgers_are_joined(old: Path) -> None:
    """The ledger of a branch comes in, in either order with the same result."""
    main, branch = old / "data" / "ledger.yml", old / "ledger-of-a-branch.yml"
    texts = main.read_text("utf-8"), branch.read_text("utf-8")
    assert run(old, "ledger", "merge", str(branch)).exit_code == 0
    joined = main.read_text("utf-8")
    assert joined not in texts
    main.write_text(texts[0], "utf-8")
    assert run(old, "ledger", "merge", str(main), "--into", str(branch)).exit_code == 0
    assert branch.read_text("utf-8") == joined


@pytest.mark.parametrize("name", ["page.json", "page.yml"])
def test_its_packets_are_read(name: str, old: Path) -> None:
    """They are checked, compared with today, and exported as they came, letter for letter."""
    packet = old / "packets" / name
    assert run(old, "worksheet", "check", str(packet)).exit_code == 0
    drift = run(old, "worksheet", "diff", str(packet))
    assert drift.exit_code == 3
    assert "fact chat.route: its quote has not been found since 2026-06-16" in drift.output
    for form, other in (("json", "page.json"), ("yaml", "page.yml")):
        result = run(old, "worksheet", "export", str(packet), "--format", form)
        assert result.output == (OLD / "packets" / other).read_text("utf-8")


@pytest.mark.parametrize("name", ["blank.json", "blank.yml"])
def test_its_blank_packets_are_filled_in(name: str, old: Path) -> None:
    """What is missing in one is what was missing."""
    result = run(old, "worksheet", "check", str(old / "packets" / name))
    assert result.exit_code == 1
    assert "2 errors, 1 warning; 1 packet checked." in result.output


@pytest.mark.parametrize("name", ["page.md", "blank.md", "page.csv", "page.txt"])
def test_what_is_for_people_is_no_packet(name: str, old: Path) -> None:
    """Markdown, tables and messages are refused in a sentence, and stay as they are."""
    result = run(old, "worksheet", "check", str(old / "packets" / name))
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert (old / "packets" / name).read_bytes() == (OLD / "packets" / name).read_bytes()
