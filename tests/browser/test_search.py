"""Search as a reader uses it: type, look at the list, follow the first line."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from proofpack.model.library import Library
from tests.browser.conftest import Tab

pytestmark = [pytest.mark.browser, pytest.mark.site]

_KEY_PAGES = {
    "about/safe-evidence.html",
    "contracts/chat-completions.html",
    "guides/escalation-note.html",
    "guides/reproduction-note.html",
}
EXACT = {
    "<API_KEY_PLACEHOLDER>": ("<API_KEY_PLACEHOLDER>", _KEY_PAGES),
    "API_KEY_PLACEHOLDER": ("<API_KEY_PLACEHOLDER>", _KEY_PAGES),
    "response_shape_observed": (
        "response_shape_observed",
        {
            "guides/escalation-note.html",
            "guides/reproduction-note.html",
            "worksheets/escalation-note.html",
            "worksheets/reproduction-note.html",
        },
    ),
    "invalid_request": (
        "invalid_request",
        {"sources/errors.html", "guides/production-validation.html", "guides/escalation-note.html"},
    ),
}
"""What is typed, to the text that stands on the right pages, and those pages."""


def search(page: Page, text: str) -> list[str]:
    """Type into the search box and return the pages it lists, best first."""
    said = page.locator(".md-search-result__meta")
    box = page.locator(".md-search__input")
    box.click()
    box.fill("")
    box.press("End")
    expect(said).to_have_text("Type to start searching")
    box.fill(text)
    box.press("End")
    expect(said).to_contain_text("matching document")
    links = page.locator(".md-search-result__item > a:first-child")
    expect(links.first).to_be_visible()
    paths = [urlsplit(one.get_attribute("href") or "").path for one in links.all()]
    return [one.removeprefix("/") for one in paths]


@pytest.mark.parametrize("typed", EXACT)
def test_an_exact_name_leads_to_the_pages_that_hold_it(typed: str, tab: Tab, home: str) -> None:
    """A placeholder, a field or an error code lists its pages, the first of which shows it."""
    shown, right = EXACT[typed]
    page = tab.open(home)
    found = search(page, typed)
    assert found[0] in right, found
    assert right <= set(found), found
    page.locator(".md-search-result__item > a:first-child").first.click()
    page.wait_for_url(f"**/{found[0]}?**")
    expect(page.locator("article")).to_contain_text(shown, use_inner_text=True)


@pytest.mark.parametrize(
    ("faq", "question", "guide"),
    [
        ("contract-review", "limits-from-burst", "guides/contract-review.html"),
        ("reproduction-note", "when-retries-stop", "guides/reproduction-note.html"),
    ],
)
def test_a_question_leads_to_its_answer(
    faq: str, question: str, guide: str, tab: Tab, home: str, founding: Library
) -> None:
    """A question typed as it stands lists the page of questions first, and its guide."""
    (asked,) = founding.faqs[faq].chosen([question])
    page = tab.open(home)
    found = search(page, asked.question)
    assert found[0] == "faq.html", found
    assert guide in found[:3], found
    page.locator(".md-search-result__item > a:first-child").first.click()
    page.wait_for_url("**/faq.html?**")
    expect(page.get_by_role("heading", name=asked.question)).to_be_visible()


def test_every_question_is_among_the_first_three(tab: Tab, home: str, founding: Library) -> None:
    """No question is crowded out by pages that share its common words."""
    page = tab.open(home)
    asked = [one.question for faq in founding.faqs.values() for one in faq.record.questions]
    lost = {one: found for one in asked if "faq.html" not in (found := search(page, one)[:3])}
    assert len(asked) > 20
    assert not lost
