"""Pages that are made from data alone."""

from __future__ import annotations

import re

from proofpack.project.reader import ProjectReader
from proofpack.site.render import render
from tests.conftest import SMALL, Project
from tests.ledgers import day, digest, history, ledger
from tests.refresh.project import library, plain
from tests.tables import TABLE


def test_a_decision_table_is_a_page_with_an_anchor_a_row(project: Project) -> None:
    """What no quote carries today says so beside the verdict; a rule of one's own is told apart."""
    placed = "::: table statuses\n    columns: [when, verdict, tunable]\n"
    guide = f"{SMALL['content/guides/one.md']}\n{placed}"
    files = {"data/tables/statuses.yml": TABLE, "content/guides/one.md": guide}
    site = render(library(project(files)))
    page, shown = plain(site.files["tables/statuses.md"]), plain(site.files["guides/one.md"])
    assert 'id="server" data-of="statuses.server"></a>[The server fails](#server)' in page
    shown = re.sub(r'<span data-of="[^"]*"></span>', "", shown)
    assert page.index('id="server"') < page.index('id="silent"'), "in the order of the file"
    assert "Nobody knows." in page
    assert "| HTTP status: 500 or 503 |" in shown
    assert "| HTTP status: no answer |" in shown
    assert "HTTP status: 500,<br>Error code: bad_field" in shown
    assert "[403, blocked](../tables/statuses.md#blocked)<br>HTTP status: 403 |" in shown
    assert "Longest wait: 30 s" in shown
    rows = {line.split("|")[1].strip(): line for line in shown.splitlines() if "pp-verdict" in line}
    assert "documented, unchecked" in rows["HTTP status: 500 or 503"]
    assert "to verify" in rows["HTTP status: 500,<br>Error code: bad_field"]
    assert "our own rule, decided by Docs on 2026-05-01" in rows["HTTP status: no answer"]
    assert "documented" not in rows["HTTP status: no answer"]
    assert {
        "Decision tables": ["tables/index.md", {"What do you see?": "tables/statuses.md"}]
    } in site.nav
    assert "[The server fails](../tables/statuses.md#server)" in site.files["sources/chat.md"]


def test_a_rule_of_our_own_is_told_apart_in_a_sentence_and_in_an_answer(project: Project) -> None:
    """With who decided it and when; it is no citation, and nothing documented stands on it."""
    rule = "We send at most 60 requests per minute.[^our rule: Docs, 2026-05-01]"
    confirmed = (
        "    confirmed: {standing: internal-policy, basis: Cost, by: Docs, on: 2026-05-01}\n"
    )
    guide = f"{SMALL['content/guides/one.md']}\n{rule}\n"
    faq = SMALL["data/faq/chat.yml"] + confirmed
    site = render(library(project({"content/guides/one.md": guide, "data/faq/chat.yml": faq})))
    shown = "our own rule, decided by Docs on 2026-05-01"
    page, answers = plain(site.files["guides/one.md"]), plain(site.files["faq.md"])
    assert shown in page.partition("60 requests per minute.")[2].splitlines()[0]
    assert "pp-cite" not in page.partition("60 requests per minute.")[2].splitlines()[0]
    assert shown in answers.partition("It is to verify.")[2]


def test_a_lost_quote_is_amber_then_red_and_a_page_knows_the_day(project: Project) -> None:
    """Within its grace somebody should act soon; the page says from which day on it has lapsed."""
    lost = history(
        {"confirmed": "2026-06-20", "quote-missing": "2026-07-01"},
        looked={("route", digest(), True): "2026-06-20", ("route", digest(), False): "2026-07-01"},
    )
    contract = SMALL["data/contracts/chat.yml"].replace(
        "    facts: [", "    fallback: Ask support\n    facts: ["
    )
    root = project({"data/ledger.yml": ledger(chat=lost), "data/contracts/chat.yml": contract})
    soon, held = (
        render(ProjectReader(root).read(day(today))[1]) for today in ("2026-08-15", "2026-08-16")
    )
    waits = '<div data-from="2026-08-16" hidden><dt>To verify</dt>'
    assert waits in soon.files["guides/one.md"]
    assert waits not in held.files["guides/one.md"]
    lapsed = '1 fact that this guide relies on has <a href="../../freshness/#words">lapsed</a>'
    assert lapsed in held.files["guides/one.md"]
    assert "pp-standing-unchecked pp-soon" in soon.files["contracts/chat.md"]
    assert "pp-standing-to-verify pp-act" in held.files["contracts/chat.md"]
    fallback = "Ask support"
    assert fallback not in soon.files["contracts/chat.md"]
    assert fallback in held.files["contracts/chat.md"]


def test_before_a_first_reading_there_is_no_ratio(project: Project) -> None:
    """Nobody is told that none of the quotes was found, where none was looked for."""
    site = render(library(project({})))
    for page in ("guides/one.md", "contracts/chat.md", "sources/chat.md", "sources/index.md"):
        assert "unchecked" in site.files[page]
        assert not re.search(r"0 of \d|quotes? found", site.files[page])
