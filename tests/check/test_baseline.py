"""What a baseline lets through, until when, and how it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofpack.cli import cli
from tests.check.projects import ENTRY, GOOD, GUIDE, KEY, PRICE, check
from tests.conftest import SMALL, Project

OLD = {"content/guides/one.md": GUIDE.replace("2026-06-01", "2020-01-01") + PRICE}


def test_a_baseline_lets_old_findings_through_and_new_ones_fail(project: Project) -> None:
    """The gate is on from the first day; what is let through is counted, and builds."""
    root = project({**GOOD, **OLD})
    assert check(root).exit_code == 1
    arguments = ["--project", str(root), "--today", "2026-06-02", "baseline"]
    made = CliRunner().invoke(
        cli, [*arguments, "--until", "2026-09-01", "--reason", "From before."]
    )
    assert made.output == "Let through until 2026-09-01: 2 entries, in data/baseline.yml.\n"
    result = check(root)
    assert result.exit_code == 0
    assert "2 findings let through by the baseline" in result.output
    build = CliRunner().invoke(cli, [*arguments[:4], "build", "--engine", "none"])
    assert build.exit_code == 0
    faq = root / "data" / "faq" / "chat.yml"
    faq.write_text(faq.read_text().replace("It is to verify.", "It costs $0.03."))
    again = check(root)
    assert again.exit_code == 1
    assert "data/faq/chat.yml:5:13: error claim-price" in again.output
    assert not re.search(r"one\.md:\d+:\d+: error", again.output)


def baseline(root: Path, until: str = "2026-09-01", today: str = "2026-06-02") -> Result:
    """Let through what fails today."""
    words = ["--project", str(root), "--today", today, "baseline", "--until", until]
    return CliRunner().invoke(cli, [*words, "--reason", "Old."])


@pytest.mark.parametrize(
    ("change", "claims"),
    [
        (("Requests go", "More words.\n\nRequests go"), 0),
        (("Each request costs $0.02.", "It is so. Each request\ncosts $0.02."), 0),
        (("costs $0.02", "costs $0.03"), 1),
        (("costs $0.02.", "costs $0.02. Each call costs $0.05."), 1),
        (
            ("Each request costs $0.02.", "Each request costs $0.02.\n\nEach request costs $0.02."),
            1,
        ),
    ],
    ids=["moved", "wrapped", "reworded", "a new sentence", "once more"],
)
def test_a_baseline_lets_through_what_it_was_shown(
    project: Project, change: tuple[str, str], claims: int
) -> None:
    """Sentence by sentence, wherever it stands, and as often as it was there."""
    root = project({**GOOD, **OLD})
    baseline(root)
    guide = root / "content" / "guides" / "one.md"
    text = guide.read_text()
    assert change[0] in text
    guide.write_text(text.replace(*change, 1))
    assert check(root, "--all").stdout.count("error claim-price") == claims


def test_a_second_baseline_changes_nothing(project: Project) -> None:
    """What is let through is shown no more; after its day an entry takes the place of the old one."""
    root = project({**GOOD, **OLD})
    baseline(root)
    path = root / "data" / "baseline.yml"
    text = path.read_text()
    assert re.findall(r"^    digest: \"[0-9a-f]{12}\"$", text, re.MULTILINE) != []
    again = baseline(root, "2026-10-01")
    assert (again.exit_code, path.read_text()) == (0, text)
    assert "0 entries" in again.output
    renewed = baseline(root, "2027-10-01", "2026-09-02")
    assert (renewed.exit_code, check(root, today="2026-09-02").exit_code) == (0, 0)
    assert path.read_text() == text.replace("2026-09-01", "2027-10-01")


def test_a_baseline_says_how_often(project: Project) -> None:
    """Twice the same sentence is one entry; where one of them goes, the entry is told."""
    guide = GUIDE + PRICE + PRICE
    root = project({**GOOD, "content/guides/one.md": guide})
    assert "1 entry" in baseline(root).output
    assert "    times: 2\n" in (root / "data" / "baseline.yml").read_text()
    assert check(root).exit_code == 0
    (root / "content" / "guides" / "one.md").write_text(GUIDE + PRICE)
    said = check(root).output
    assert "baseline-unused known[0]: claim-price is there 1 time, not 2. Write `times: 1`." in said


@pytest.mark.parametrize(
    ("path", "text", "rule", "code"),
    [
        ("content/index.md", f"{SMALL['content/index.md']}\n{KEY}\n", "secret-provider-key", 1),
        ("data/faq/chat.yml", "title: [", "yaml", 2),
        ("data/faq/chat.yml", "titel: Chat\n", "unknown-key", 1),
    ],
    ids=["secret", "unreadable", "not valid"],
)
def test_what_no_baseline_lets_through_is_named(
    project: Project, path: str, text: str, rule: str, code: int
) -> None:
    """With its place; the rest is let through all the same, and nothing stands in the file in vain."""
    root = project({**GOOD, "content/guides/one.md": GUIDE + PRICE, path: text})
    result = baseline(root)
    assert result.exit_code == code
    assert "No baseline lets these through:\n" in result.stderr
    assert f"error {rule}" in result.stderr
    assert KEY not in result.output
    assert re.findall("rule: .*", (root / "data" / "baseline.yml").read_text()) == [
        "rule: claim-price"
    ]


def test_an_entry_for_a_secret_is_told(project: Project) -> None:
    """It never lets one through, and says so."""
    entry = ENTRY.replace("review-overdue", "secret-provider-key").replace("DAY", "2027-01-31")
    said = check(project({**GOOD, "data/baseline.yml": entry})).output
    assert "warning baseline-unused known[0]: no baseline lets a secret through." in said


def test_a_baseline_ends(project: Project) -> None:
    """On the day after, its findings count again, and the entry is an error."""
    entry = ENTRY.replace("DAY", "2027-01-31")
    root = project({**GOOD, "data/baseline.yml": entry})
    assert "let through" in check(root, today="2027-01-31").output
    late = check(root, today="2027-02-01")
    assert "data/baseline.yml:2:5: error baseline-expired known[0]: the entry for" in late.output
    assert "warning review-overdue" in late.output
    early = check(root, today="2026-06-02")
    assert "data/baseline.yml:2:5: warning baseline-unused known[0]: review-overdue" in early.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--until", "2026-06-02", "--reason", "Old"], "wanted a day after today"),
        (["--until", "2026-09-01", "--reason", " "], "wanted a sentence"),
        (["--reason", "Old"], "Missing option '--until'"),
    ],
)
def test_a_baseline_needs_an_end_and_a_reason(
    project: Project, arguments: list[str], said: str
) -> None:
    """Nobody lets everything through for ever, or without saying why."""
    root = project(GOOD)
    result = CliRunner().invoke(
        cli, ["--project", str(root), "--today", "2026-06-02", "baseline", *arguments]
    )
    assert (result.exit_code, said in result.output) == (2, True)
