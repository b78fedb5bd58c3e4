"""The pages on trust, and the page of an address at which nothing is."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.site]
BELOW = "sub/"


def faults(page: Page) -> list[str]:
    """Return what axe-core finds."""
    return [
        f"{one['id']}: {node['target']}"
        for one in violations(page, None, {})
        for node in one["nodes"]
    ]


def test_reviews_are_drawn_with_the_day_of_who_looks(tab: Tab, home: str) -> None:
    """A bar whose review has come due since the build is shown so, and today has its line."""
    tab.page.emulate_media(color_scheme="dark")
    page = tab.open(f"{home}freshness.html")
    assert page.get_by_role("img", name="Reviews along time").count() == 1
    assert page.locator("svg[data-today] rect[data-due]").count() == 5
    late = page.evaluate("""() => {
      const today = new Date().toISOString().slice(0, 10)
      return [...document.querySelectorAll("rect[data-due]")].every(
        bar => (today > bar.dataset.due) === bar.classList.contains("pp-tone-bad"))
    }""")
    assert late
    assert faults(page) == []
    assert tab.complaints == []


def test_rows_of_the_matrix_are_filtered_and_copied(tab: Tab, home: str) -> None:
    """By contract and words; what is copied says where it is from and what is unchecked."""
    page = tab.open(f"{home}contracts/matrix.html")
    rows = page.locator("tbody tr:visible")
    every = rows.count()
    buttons = page.get_by_role("button", name="Copy as wording")
    named = buttons.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len({*named}) == every, "each is called by its row"
    page.locator(".pp-filter").get_by_label("Contract").select_option("Escalation")
    kept = rows.count()
    assert 0 < kept < every
    assert set(page.locator("tbody tr:visible td:nth-child(2)").all_inner_texts()) == {"Escalation"}
    page.locator(".pp-filter").get_by_label("Contract").select_option("any")
    page.get_by_label("Filter areas").fill("copy as wording")
    expect(rows).to_have_count(0)
    page.get_by_label("Filter areas").fill("endpoint path")
    expect(rows).to_have_count(1)
    page.evaluate("navigator.clipboard.writeText = async text => { self.copied = text }")
    rows.get_by_role("button", name="Copy as wording").click()
    expect(rows.locator("output")).to_have_text("Copied")
    copied = page.evaluate("self.copied")
    assert copied.startswith("Chat completions, Endpoint path and method. ")
    assert "(unchecked: not compared with the page yet; the page was read last on " in copied
    assert faults(page) == []


TABLE_SEEN = {
    "title": "What do you see?",
    "verdicts": {"retry": "Retry", "no": "Do not retry"},
    "symptoms": [
        {"title": "500", "rows": ["seen.server", "seen.malformed"]},
        {"title": "silence", "rows": ["seen.silent"]},
    ],
    "rows": [
        {
            "ref": f"seen.{name}",
            "title": title,
            "url": f"tables/seen.html#{name}",
            "verdict": verdict,
            "step": step,
            "fallback": "Nobody knows.",
        }
        for name, title, verdict, step in (
            ("server", "500", "retry", "Send it again"),
            ("malformed", "malformed", "no", "Mend it"),
            ("silent", "silent", None, None),
        )
    ],
}


def test_what_is_not_found_is_nearly_found(tab: Tab, home: str, site: Path) -> None:
    """Also below a path: the search has the words of the address, and what was meant is offered."""
    lost = (site / "404.html").read_text(encoding="utf-8").replace('="/', f'="/{BELOW}')

    def answer(route: Route) -> None:
        file = site / urlsplit(route.request.url).path.removeprefix(f"/{BELOW}")
        if file.name == "tables.json":
            route.fulfill(json={"tables": [TABLE_SEEN]})
        elif file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, body=lost, content_type="text/html")

    tab.page.route(f"{home}{BELOW}**", answer)
    page = tab.open(f"{home}{BELOW}guides/old/escalaton-note/")
    expect(page.get_by_label("Look for")).to_be_focused()
    expect(page.get_by_label("Look for")).to_have_value("escalaton note")
    meant = page.locator(".pp-lost li a").first
    expect(meant).to_have_text("Escalation note for a failed tutorial request")
    assert meant.get_attribute("href") == f"{home}{BELOW}guides/escalation-note.html"
    seen = page.locator(".pp-lost li:has(.pp-see) a")
    expect(seen).to_have_text(
        ["500 Retry. Send it again", "malformed Do not retry. Mend it", "silence Nobody knows. "]
    )
    assert seen.first.get_attribute("href") == f"{home}{BELOW}tables/seen.html#server"
    whole = page.locator("article > ul a").evaluate_all("all => all.map(one => one.pathname)")
    assert len(whole) > 10
    assert all((site / path.removeprefix(f"/{BELOW}")).is_file() for path in whole)
    assert faults(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("dialog.pp-search")).to_be_visible()
    assert [one for one in tab.complaints if "404" not in one] == []
    tab.complaints.clear()


NEAR = [
    ["guides/retry.html", "How to retry"],
    ["guides/evidence-packet.html", "Evidence packet"],
    ["sources/retry.html", "Retries"],
    ["index.html", "Home"],
]


def test_near_addresses_are_told_by_their_letters(tab: Tab, home: str) -> None:
    """A slip, another folder, another way to write an address; nothing where nothing is like it."""
    page = tab.open(f"{home}index.html")
    page.add_script_tag(url=f"{home}assets/proofpack-lost.js")

    def near(asked: str) -> list[str]:
        found: list[list[str]] = page.evaluate(
            "ask => ProofpackLost.nearest(...ask)", [NEAR, asked]
        )
        return [path for path, _ in found]

    assert near("guides/evidense-packet.html") == ["guides/evidence-packet.html"]
    assert near("Evidence_Packet/index.html") == ["guides/evidence-packet.html"]
    assert near("guides/retry/")[0] == "guides/retry.html"
    assert near("sources/retries")[0] == "sources/retry.html"
    assert near("wp-login.php") == []
    assert near("%E0%A4%A") == []
    assert near("") == []
