"""What a page with a worksheet loads: few requests, few bytes, and only what it needs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from proofpack.worksheets.scripts import ORDER
from tests.browser.conftest import Tab
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
SCRIPTS = ROOT / "site-overrides" / "scripts"
MOST_REQUESTS = 15
MOST_BYTES = 45_000
"""Of code, as a server would compress it. Rules and schemas are data, and grow with a project."""


def test_a_page_with_a_worksheet_loads_little(tab: Tab, site: Path, home: str) -> None:
    """At most 15 requests in all, and at most 45 kB of code."""
    page = tab.open(home + "guides/evidence-packet.html")
    expect(page.locator(".pp-bar")).to_be_visible()
    assert len(tab.requests) <= MOST_REQUESTS, tab.requests
    paths = [urlsplit(address).path.removeprefix("/") for address in tab.requests]
    code = [path for path in paths if path.endswith(("proofpack.js", "worksheets.js"))]
    assert len(code) == 2
    assert sum(len(gzip.compress((site / path).read_bytes(), 9)) for path in code) <= MOST_BYTES
    assert not [path for path in paths if "yaml" in path]


def test_a_page_without_a_worksheet_loads_none_of_it(tab: Tab, home: str) -> None:
    """Neither code nor rules."""
    tab.open(home + "about/safe-evidence.html")
    assert not [address for address in tab.requests if "worksheets" in address]


def test_each_address_carries_the_digest_of_its_file(site: Path) -> None:
    """So a browser takes no earlier file from its cache; and every page that shows one has its tag."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        tags = re.findall(r'<script src="([^"]+worksheets\.js)\?([0-9a-f]{12})"', text)
        assert len(tags) == ('class="pp-part ' in text), page
        for path, _ in tags:
            assert (page.parent / path).is_file(), page


def test_every_script_is_joined() -> None:
    """None is forgotten."""
    assert {path.stem for path in SCRIPTS.glob("*.js")} == {*ORDER}
