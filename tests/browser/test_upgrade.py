"""What the page of version 0.1.0 kept in a browser is opened by the page of today."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Tab
from tests.browser.desks import WHOLE, Desk
from tests.conftest import ROOT
from tests.sites import build

pytestmark = [pytest.mark.browser, pytest.mark.site]
OLD = ROOT / "tests" / "projects" / "version-0.1.0"


def test_old_packets_are_opened_and_stay_under_their_keys(
    tab: Tab, serving: Serve, tmp_path: Path
) -> None:
    """Both packets are listed, every answer stands in its field, and a change keeps the rest."""
    root = tmp_path / "old"
    shutil.copytree(OLD, root)
    kept = json.loads((OLD / "browser-storage.json").read_text("utf-8"))
    with serving(build(root)) as url:
        tab.page.goto(url)
        tab.page.evaluate("kept => Object.assign(localStorage, kept)", kept)
        desk = Desk.open(tab.page, url + WHOLE)
        expect(desk.name).to_have_value("Second")
        expect(desk.box("Summary")).to_have_value("another packet")
        tab.page.get_by_label("Switch to", exact=True).select_option(label="Outage of June")
        expect(desk.box("Summary")).to_have_value("Two lines\nof what was seen: *no* answer")
        for path, label in (
            ("record--result", "Left open"),
            ("record--scope", "region"),
            ("record--fallback", "Yes"),
            ("checks--route", "Done"),
            ("decision", "Ship"),
            ("class", "Contract"),
        ):
            expect(desk.leaf(path).get_by_label(label).first).to_be_checked()
        assert desk.kept().keys() == kept.keys()
        before = desk.stored()
        desk.box("Operator").fill("me")
        assert desk.kept().keys() == kept.keys()
        before[0]["answers"]["record"]["operator"] = "me"
        assert [packet["answers"] for packet in desk.stored()] == [
            packet["answers"] for packet in before
        ]
    # The old configuration names a script that every page loaded then, and that is gone.
    assert {complaint for complaint in tab.complaints if "404" not in complaint} == set()
    gone = [address for address in tab.requests if "/assets/worksheet.js" in address]
    assert len(tab.complaints) == len(gone)
