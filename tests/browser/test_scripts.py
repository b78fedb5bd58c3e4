"""What a page with a worksheet loads: few requests, few bytes, and only what it needs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from proofpack.worksheets.scripts import BOX, LATER, OPEN, ORDER, PASTES
from tests.browser.conftest import Tab
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
SCRIPTS = ROOT / "site-overrides" / "scripts"
MOST_REQUESTS = 15
MOST_BYTES = 60_000
"""Of styles, scripts, rules and schema, as a server would compress them; of them, the box of search is
2,500. Readers of pastes and of YAML are not among them."""


@pytest.mark.parametrize("path", ["guides/evidence-packet", "worksheets/production-validation"])
def test_a_page_with_a_worksheet_loads_little(tab: Tab, site: Path, home: str, path: str) -> None:
    """At most 15 requests in all, and of ours what is promised, however large the worksheet."""
    page = tab.open(f"{home}{path}.html")
    expect(page.locator(".pp-bar")).to_be_visible()
    assert len(tab.requests) <= MOST_REQUESTS, tab.requests
    paths = [urlsplit(address).path.removeprefix("/") for address in tab.requests]
    ours = [
        path
        for path in paths
        if re.search(r"assets/(?:worksheets/|proofpack).*\.(?:css|js)$", path)
    ]
    assert len(ours) == 8, ours
    assert sum(len(gzip.compress((site / path).read_bytes(), 9)) for path in ours) <= MOST_BYTES


def test_what_hands_over_loads_once_somebody_begins(tab: Tab, home: str) -> None:
    """It is there before the network can go, and YAML's reader is not."""
    page = tab.open(home + "guides/evidence-packet.html")
    with page.expect_response(re.compile(r"/handover\.js\?[0-9a-f]{12}$")):
        page.locator(".pp-live input").first.focus()
    page.context.set_offline(True)
    page.locator(".pp-button-fold").click()
    page.get_by_role("button", name="Export…", exact=True).click()
    expect(page.locator("dialog[open]")).to_be_visible()
    assert not [address for address in tab.requests if "yaml" in address]


def test_what_cannot_be_loaded_is_said(tab: Tab, home: str) -> None:
    """On the page, until it works."""
    page = tab.open(home + "guides/evidence-packet.html")
    tab.page.route("**/handover.js*", lambda way: way.abort())
    page.locator(".pp-button-fold").click()
    page.get_by_role("button", name="Import…", exact=True).click()
    fault = page.locator(".pp-bar > .pp-fault")
    expect(fault).to_contain_text("could not be loaded")
    tab.page.unroute("**/handover.js*")
    page.get_by_role("button", name="Import…", exact=True).click()
    expect(page.locator("dialog[open]")).to_be_visible()
    expect(fault).to_be_empty()
    tab.complaints.clear()


def test_what_fits_a_stored_packet_loads_with_the_page(tab: Tab, home: str) -> None:
    """Who has begun finds her answers; where that cannot be loaded, the page says that it is to read."""
    page = tab.open(home + "guides/evidence-packet.html")
    page.locator(".pp-live input[type=text]").first.fill("here")
    expect(page.locator(".pp-state")).to_contain_text("Saved")
    before = len(tab.requests)
    page = tab.open(home + "guides/evidence-packet.html")
    expect(page.locator(".pp-live input[type=text]").first).to_have_value("here")
    assert [path for path in tab.requests[before:] if "/handover.js" in path]
    tab.page.route("**/handover.js*", lambda way: way.abort())
    page.reload()
    expect(page.locator(".pp-notice-warn").first).to_contain_text("can be read and printed")
    tab.complaints.clear()


def test_a_page_without_a_worksheet_loads_none_of_it(tab: Tab, home: str) -> None:
    """Neither code nor rules."""
    tab.open(home + "about/safe-evidence.html")
    assert not [address for address in tab.requests if "worksheets" in address]


def test_each_address_carries_the_digest_of_its_file(site: Path) -> None:
    """So a browser takes no earlier file from its cache; and every page that shows one has its tag."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        tags = re.findall(r'<script [^>]*?src="([^"]+worksheets\.js)\?([0-9a-f]{12})"', text)
        assert len(tags) == ('class="pp-part ' in text), page
        for path, _ in tags:
            assert (page.parent / path).is_file(), page


def test_every_script_is_joined() -> None:
    """None is forgotten."""
    assert {path.stem for path in SCRIPTS.glob("*.js")} == {*ORDER, *LATER, *PASTES, *OPEN, *BOX}
