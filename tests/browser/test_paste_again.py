"""What a paste leaves unsaid and keeps inside, and what a second does to the answers of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Tab, serve_folder
from tests.browser.desks import Desk, every_built
from tests.browser.test_paste import PASTE, paste

pytestmark = [pytest.mark.browser, pytest.mark.site]
_SHEET = """\
title: Burst
version: 1
purpose: Takes two attempts, one after the other.
parts:
  - id: record
    kind: record
    title: Record
    fields:
      - {id: status, label: HTTP status, type: code, required: true, maps_to: http.response.status_code}
      - {id: wait, label: Retry-After, type: code, maps_to: http.response.header.retry-after}
      - {id: first, label: First seen, type: utc-time, maps_to: time.first}
      - {id: again, label: Seen again, type: utc-time, after: first, maps_to: time.again}
      - {id: last, label: Last seen, type: utc-time, after: first, maps_to: time.last}
      - {id: model, label: Model, type: code, sensitivity: internal, maps_to: gen_ai.request.model}
      - {id: body, label: Body, type: code, maps_to: request.body}
      - {id: text, label: Request, type: code, maps_to: request.text}
      - {id: seen, label: Observed, type: long-text, observed: true, maps_to: answer.observed}
      - {id: redaction, label: Redaction, type: long-text, maps_to: redaction.statement}
      - {id: owner, label: Owner, required: true}
      - id: tries
        label: Attempt
        type: group
        repeat: true
        fields:
          - {id: at, label: Sent at, type: utc-time, maps_to: time.first}
          - {id: request_id, label: Request ID, type: code, maps_to: answer.request_id}
  - id: checks
    kind: checklist
    title: Checks
    items: [{id: one, label: The first is checked.}, {id: two, label: The second is checked.}]
"""
_PAGE = "worksheets/burst.html"
_MODEL = "gpt-4o-mini"


@pytest.fixture(scope="module")
def burst(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a worksheet that takes several attempts."""
    changes = {"data/worksheets/burst.yml": _SHEET}
    with serve_folder(every_built(tmp_path_factory.mktemp("burst"), changes)) as url:
        yield url


@pytest.fixture
def desk(tab: Tab, burst: str) -> Desk:
    """That worksheet, with nothing in it."""
    return Desk.open(tab.page, burst + _PAGE, "burst")


def attempt(time: str, wait: str, name: str) -> str:
    """Return what a terminal shows of one call that met a limit."""
    body = f'{{"model": "{_MODEL}", "messages": [{{"role": "user", "content": "hello"}}]}}'
    return (
        f"$ curl -i https://api.example.org/v1/chat/completions -d '{body}'\n"
        f"HTTP/2 429\ndate: Wed, 25 Nov 2026 {time} GMT\nretry-after: {wait}\nx-request-id: {name}\n\n"
        f'{{"error": {{"message": "{_MODEL} is busy", "code": "rate_limit_exceeded"}}}}\n'
    )


def fill(page: Page, text: str) -> None:
    """Paste, and agree to what is ticked."""
    paste(page, text)
    page.get_by_role("button", name=re.compile(r"^Fill \d+ fields?$")).click()


def test_a_model_that_stays_inside_leaves_in_no_text(desk: Desk) -> None:
    """Where a field keeps it, the body, the request and what was observed hold a placeholder."""
    fill(desk.page, attempt("03:12:00", "20", "req-1"))
    desk.flush()
    answers = desk.answers()["record"]
    assert answers["model"] == _MODEL
    assert '"model": "<MODEL_ID>"' in answers["body"]
    assert '"model": "<MODEL_ID>"' in answers["text"]
    assert "<MODEL_ID> is busy" in answers["seen"]
    for form in ("Markdown", "Plain text", "Slack", "Jira"):
        left = desk.exported(form)
        assert "rate_limit_exceeded" in left
        assert _MODEL not in left
    assert _MODEL in desk.exported("JSON")


def test_what_is_said_to_be_left_out_is_in_no_export(desk: Desk) -> None:
    """Texts of a request, under a name that no list of prompts has, too."""
    body = '{"model":"r","n":2,"prompt":"x","negative_prompt":"no Miller"}'
    fill(desk.page, f"curl https://api.example.org/v1/images -d '{body}'")
    desk.flush()
    for form in ("Markdown", "Plain text", "Slack", "Jira", "JSON"):
        left = desk.exported(form)
        assert "Texts of the request are left out." in left
        assert "negative_prompt" in left
        assert "Miller" not in left


def test_of_what_was_not_recognised_nothing_is_ticked(desk: Desk) -> None:
    """Words can be kept, with what was taken out of them; of anything else nothing is offered."""
    page = desk.page
    button = page.get_by_role("button", name=re.compile(r"^Fill \d+ fields?$"))
    paste(page, "just some words of mine")
    expect(button).to_have_text("Fill 0 fields")
    expect(button).to_be_disabled()
    page.get_by_role("checkbox", name=re.compile("in these words")).check()
    page.get_by_role("checkbox", name=re.compile("^Redaction")).check()
    expect(button).to_be_enabled()
    paste(page, "???")
    expect(page.locator(".pp-paste-read")).to_contain_text("takes anything new from it")
    expect(button).to_have_count(0)


def test_one_attempt_is_not_seen_again(desk: Desk) -> None:
    """A time of one failure is the first; there is another once a later paste brings it."""
    page = desk.page
    fill(page, attempt("03:12:00", "20", "req-1"))
    expect(desk.box("First seen")).to_have_value("2026-11-25T03:12:00Z")
    expect(desk.box("Last seen")).to_have_value("2026-11-25T03:12:00Z")
    expect(desk.box("Seen again")).to_have_value("")
    fill(page, attempt("03:12:54", "12", "req-2"))
    expect(desk.box("Seen again")).to_have_value("2026-11-25T03:12:54Z")


def test_a_later_paste_adds_to_the_first(desk: Desk) -> None:
    """The first time stays, the last is the later, entries are added, nothing is replaced unasked."""
    page = desk.page
    fill(page, attempt("03:12:00", "20", "req-1"))
    paste(page, attempt("03:12:54", "12", "req-2"))
    expect(page.get_by_role("checkbox", name=re.compile("^First seen"))).to_have_count(0)
    expect(page.get_by_role("checkbox", name=re.compile("^Retry-After"))).not_to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile("^It was the first try"))).to_have_count(0)
    page.get_by_role("button", name=re.compile(r"^Fill \d+ fields?$")).click()
    desk.flush()
    answers = desk.answers()["record"]
    assert answers["first"] == "2026-11-25T03:12:00Z"
    assert answers["last"] == "2026-11-25T03:12:54Z"
    assert answers["wait"] == "20"
    assert [one["request_id"] for one in answers["tries"]] == ["req-1", "req-2"]
    one, other = answers["seen"].splitlines()
    assert "Request ID req-1." in one
    assert other.startswith("At 2026-11-25T03:12:54Z: ")
    assert "Request ID req-2." in other
    paste(page, attempt("03:12:00", "20", "req-1"))
    found = page.locator(".pp-paste-read")
    expect(found).to_contain_text("No field of this form takes anything new from it.")


def test_next_goes_back_before_it_goes_on(desk: Desk) -> None:
    """From the last answer to the one that was missed, and from a checklist there once it is done."""
    page = desk.page
    onward = page.locator(".pp-dock").get_by_role("button", name="Next")
    desk.box("Owner").fill("team")
    onward.click()
    expect(desk.box("HTTP status")).to_be_focused()
    onward.click()
    expect(desk.leaf("checks").locator(":focus")).to_have_count(1)


@pytest.mark.parametrize("page_of", ["worksheets/burst.html", "worksheets/index.html"])
def test_a_long_line_keeps_to_the_screen(tab: Tab, burst: str, page_of: str) -> None:
    """What was read wraps on a phone, a word without a gap too."""
    page = tab.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(burst + page_of)
    box = page.locator(".pp-paste textarea")
    expect(box).to_be_visible()
    long = attempt("03:12:00", "20", "req-1") + "x-trace: " + "ab1-" * 100 + "\n"
    page.evaluate(PASTE, [box.element_handle(), long])
    read = page.get_by_text("The text that was read, without its secrets")
    read.click(timeout=15_000)
    page.locator(".pp-paste-read details").first.evaluate(
        "one => one.parentElement.querySelectorAll('details').forEach(all => { all.open = true })"
    )
    expect(page.locator(".pp-paste-read pre")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    inner = "one => one.scrollWidth - one.clientWidth"
    assert page.locator(".pp-paste-read pre").evaluate(inner) == 0
