"""`accept`: a person has read what changed around quotes, and their facts hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledgers import day
from tests.mirror import Answer, Mirror, page_html
from tests.refresh.project import (
    CHAT,
    built_page,
    by_source,
    ledger_lines,
    library,
    plain,
    refresh,
    run,
)

WAS = "Send a POST request to /chat with a key."
NOW = "Send a POST request to /chat without a key, or with one."


@pytest.fixture
def changed(mirror: Mirror, tmp_path: Path) -> Path:
    """A project whose first page changed around its quote between two readings."""
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [WAS]))
    refresh(tmp_path)
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [NOW]))
    return tmp_path


def test_a_changed_passage_waits_until_somebody_accepts_it(changed: Path) -> None:
    """The report ends with the command; the page, the gate and the review show old and new."""
    result = refresh(changed, today="2026-06-02")
    assert result.exit_code == 3
    difference = "to /chat {+without a key, or+} with [-a key.-] {+one.+}"
    assert "but its sentence changed since it was first read on 2026-06-01." in result.output
    assert difference in " ".join(result.output.split())
    fact = library(changed, "2026-06-02").facts["chat.route"]
    assert (fact.confirmed, fact.holds) == (day("2026-06-01"), False)
    assert fact.changed_since == library(changed, "2026-06-02").sources["chat"].accessed
    assert fact.waiting is not None
    command = f"accept --by INITIALS chat.route@{fact.waiting.passage.id}"
    assert result.output.endswith(f"\n  proofpack {command}\n")
    assert f"`proofpack {command}`" in run(changed, "check", today="2026-06-02").output
    page = built_page(changed, "sources/chat.md", "2026-06-02")
    shown = " ".join(plain(page).split())
    assert "<ins>without a key, or</ins> with <del>a key.</del> <ins>one.</ins>" in shown
    assert "changed on 2026-06-02" in shown
    done = run(changed, *command.replace("INITIALS", "am").split(), today="2026-06-04")
    assert done.output == "chat.route: accepted by am; confirmed on 2026-06-02.\n"
    assert "passage-changed" not in run(changed, "check", today="2026-06-04").output
    assert refresh(changed, today="2026-06-05").exit_code == 0
    assert [line for line in ledger_lines(changed, "chat") if "by: am" in line]


def test_reports_for_programs_and_pull_requests_show_the_same(changed: Path) -> None:
    """The signs and texts in JSON; the difference and the command in Markdown."""
    found = by_source(refresh(changed, "--dry-run", "--json", today="2026-06-02"))["chat"]
    assert found["outcome"] == "passage-changed"
    facts = found["facts"]
    assert isinstance(facts, list)
    assert facts[0]["changed"] == ["sentence"]
    assert facts[0]["changes"] == [{"label": "sentence", "was": WAS, "now": NOW}]
    text = refresh(changed, "--format", "markdown", today="2026-06-02").stdout
    assert "- Sentence: Send a POST request to /chat **without a key, or** with ~~a key.~~" in text
    assert f"accept --by INITIALS chat.route@{facts[0]['passage']}\n```" in text


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["chat.rout"], 'no fact or source is called "chat.rout". Did you mean "chat.route"?'),
        (["errors"], "nothing of errors waits to be accepted"),
        (["chat.route@000000"], "chat.route stands in another passage since, read on 2026-06-02"),
        (["chat", "--by", "a@example.com"], "bad-initials: not initials"),
    ],
)
def test_nothing_is_accepted_with_a_slip(changed: Path, names: list[str], said: str) -> None:
    """What is wrong, and the ledger as it was."""
    refresh(changed, today="2026-06-02")
    before = (changed / "data/ledger.yml").read_bytes()
    result = run(changed, "accept", "--by", "am", *names, today="2026-06-03")
    assert result.exit_code == 2
    assert said in result.output
    assert (changed / "data/ledger.yml").read_bytes() == before


def test_a_source_accepts_all_that_waits_on_it_and_a_stamp_what_it_names(changed: Path) -> None:
    """A reading by hand alone accepts nothing."""
    refresh(changed, today="2026-06-02")
    run(changed, "stamp", "chat", "--by", "am", today="2026-06-03")
    assert library(changed, "2026-06-03").facts["chat.route"].waiting
    run(changed, "stamp", "chat", "--by", "am", "--fact", "route", today="2026-06-03")
    fact = library(changed, "2026-06-03").facts["chat.route"]
    assert (fact.waiting, fact.confirmed) == (None, day("2026-06-03"))
    assert fact.accepted is not None
    assert fact.accepted.passage.text == NOW


def test_what_one_branch_accepted_waits_on_no_other(changed: Path) -> None:
    """The other one has read the same passage a day later; the days of both count."""
    refresh(changed, today="2026-06-02")
    ledger = changed / "data" / "ledger.yml"
    waiting = ledger.read_bytes()
    run(changed, "accept", "--by", "am", "chat", today="2026-06-03")
    accepted = changed / "accepted.yml"
    accepted.write_bytes(ledger.read_bytes())
    ledger.write_bytes(waiting)
    refresh(changed, today="2026-06-03")
    run(changed, "ledger", "merge", str(accepted), today="2026-06-03")
    fact = library(changed, "2026-06-03").facts["chat.route"]
    assert (fact.waiting, fact.changed_since, fact.trouble) == (None, None, "")
    assert fact.confirmed == day("2026-06-03")
    assert "passage-changed" not in run(changed, "check", today="2026-06-03").output


def test_a_page_that_goes_back_waits_no_more(changed: Path, mirror: Mirror) -> None:
    """Its earlier passage was accepted."""
    refresh(changed, today="2026-06-02")
    mirror.pages[CHAT] = Answer(page_html("Chat reference", [WAS]))
    assert refresh(changed, today="2026-06-03").exit_code == 0
    assert library(changed, "2026-06-03").facts["chat.route"].waiting is None
    assert library(changed, "2026-06-02").facts["chat.route"].changed_since == day("2026-06-02")
