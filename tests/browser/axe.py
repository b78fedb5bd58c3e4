"""Asks axe-core what it finds on a page."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS = {"resultTypes": ["violations"]}


def violations(page: Page, within: str | None, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the violations of a page, as axe-core tells them.

    A page keeps axe-core, and nothing else of its results is handed over: that takes a third longer.

    Args:
        page: what to look at.
        within: a selector; without one, the whole page.
        options: those of `axe.run`.
    """
    if not page.evaluate("'axe' in self"):
        page.evaluate(Axe().axe_script)
    run = f"axe.run({json.dumps(within)} ?? document, {json.dumps(options | _OPTIONS)})"
    listed: list[dict[str, Any]] = page.evaluate(f"{run}.then(results => results.violations)")
    return listed
