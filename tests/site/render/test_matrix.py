"""The matrix of contracts, and the words that a row gives to whoever copies it."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofpack.check.gates import Gates
from proofpack.model.library import Library
from proofpack.project.reader import ProjectReader
from proofpack.site.build import Pipeline
from proofpack.site.render.matrix import wording
from proofpack.worksheets.assets import worksheet_assets
from tests.conftest import SMALL, TODAY, Project
from tests.ledgers import digest, history, ledger
from tests.tables import TABLE

CONTRACT = SMALL["data/contracts/chat.yml"]
FOUND = history({"confirmed": "2026-11-01"}, looked={("route", digest(), True): "2026-11-01"})
LOST = history({"quote-missing": "2026-06-01"}, looked={("route", digest(), False): "2026-06-01"})
READ = history({"read": "2026-11-01"})
PAGE = 'Chat reference, https://docs.example.com/chat: "Send a POST request to /chat"'
STATES = {
    "found": (FOUND, f"{PAGE} (found there on 1 Nov 2026)."),
    "not looked for": (
        READ,
        f"{PAGE} (unchecked: not compared with the page yet; the page was read last on 1 Nov 2026).",
    ),
    "lapsed": (LOST, f"{PAGE} (unchecked: its quote has not been found since 1 Jun 2026)."),
}


def library(root: Path) -> Library:
    """Return a project as known on the day of the tests."""
    return ProjectReader(root).read(TODAY)[1]


def words(known: Library, area: str) -> str:
    """Return what whoever copies a row gets."""
    return wording(known.areas[area], known)


@pytest.mark.parametrize("state", STATES)
def test_what_is_copied_says_what_is_unchecked(project: Project, state: str) -> None:
    """Value, source, quote and day; a value whose source is lost is not in it."""
    seen, told = STATES[state]
    said = words(library(project({"data/ledger.yml": ledger(chat=seen)})), "chat.endpoint")
    assert said.startswith("Chat, Endpoint. ")
    assert said.endswith(told)
    assert ("What to verify: Requests go to POST /chat." in said) == (state != "lapsed")
    assert ("To verify: nothing carries this at present." in said) == (state == "lapsed")


def test_what_is_copied_says_who_vouches(project: Project) -> None:
    """A rule of our own is no word of the provider; what stands on nothing is to verify."""
    more = (
        "  - id: own\n    title: Waits\n    facets: {verify: We wait.}\n    confirmed:\n"
        "      {standing: internal-policy, basis: We agreed., by: Docs, on: 2026-06-03}\n"
        "  - id: open\n    title: Limits\n    sources: [chat]\n    facets: {verify: Ask.}\n"
    )
    known = library(project({"data/contracts/chat.yml": CONTRACT + more}))
    assert words(known, "chat.own") == (
        "Chat, Waits. What to verify: We wait. Our own rule; the provider does not say so"
        " (decided by Docs on 3 Jun 2026): We agreed."
    )
    assert words(known, "chat.open") == (
        "Chat, Limits. What to verify: Ask. Not documented: to verify before it is relied on."
        " See Chat reference, https://docs.example.com/chat."
    )


def test_every_area_and_row_is_in_the_matrix(project: Project) -> None:
    """With its value, its quote, the day of its page, its status and its guides."""
    root = project({"data/ledger.yml": ledger(chat=FOUND), "data/tables/statuses.yml": TABLE})
    site = Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site
    page, known = site.files["contracts/matrix.md"], library(root)
    rows = [line for line in page.splitlines() if line.startswith("| [")]
    assert len(rows) == len(known.areas) > 1
    (row,) = [one for one in rows if one.startswith("| [Endpoint](chat.md#endpoint)")]
    for part in (
        "Requests go to <code>POST /chat</code>",
        "Send a POST request to /chat</q>",
        '<time datetime="2026-11-01">1 Nov 2026</time>',
        ">documented</span>",
        "[One](../guides/one.md)",
    ):
        assert part in row
    assert any("What to do" in one for one in rows)
    assert {"Contract matrix": "contracts/matrix.md"} in site.nav


@pytest.mark.slow
def test_a_long_matrix_has_parts(project: Project) -> None:
    """Each leads to the others, and none is longer than a reader's browser likes."""
    more = "".join(
        f"  - {{id: a{number}, title: A{number}, sources: [chat], facets: {{verify: Ask.}}}}\n"
        for number in range(160)
    )
    root = project({"data/contracts/chat.yml": CONTRACT + more})
    files = Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site.files
    first, second = files["contracts/matrix.md"], files["contracts/matrix-2.md"]
    assert first.count("\n| [") == 100
    assert second.count("\n| [") == 61
    assert "Part **1**, [2](matrix-2.md) of 2." in first
    assert "Part [1](matrix.md), **2** of 2." in second


def test_a_contract_of_that_name_keeps_its_page(project: Project) -> None:
    """It is a contract like any other; then the matrix has no page."""
    root = project({"data/contracts/matrix.yml": CONTRACT.replace("title: Chat", "title: Grid")})
    page = (
        Pipeline(root, worksheet_assets, Gates()).markdown(TODAY).site.files["contracts/matrix.md"]
    )
    assert "# Grid" in page
