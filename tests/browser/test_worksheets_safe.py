"""A secret that is typed into a worksheet: found, explained, redacted, and afterwards nowhere."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from proofpack.secrets import expand
from tests.browser.conftest import Tab
from tests.browser.desks import WHOLE, Desk, key, mail

pytestmark = [pytest.mark.browser, pytest.mark.site]

SHAPES = {
    "in a sentence": "We sent it with {key} at night.",
    "in a header over several lines": (
        "curl https://api.internal/chat \\\n  -H 'Content-Type: application/json' \\\n"
        "  -H 'Authorization: Bearer {key}' \\\n  -d @body.json"
    ),
    "in a block of YAML": "client:\n  retries: 2\n  api_key: |\n    {key}\n  base: https://api.internal\n",
}
EVERYWHERE = """() => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.documentElement.outerHTML, location.href,
  document.title, document.cookie, performance.getEntriesByType('resource').map(one => one.name),
  history.state, name,
])"""


@pytest.fixture
def desk(tab: Tab, every_home: str) -> Desk:
    """The worksheet of every kind on its own page."""
    return Desk.open(tab.page, every_home + WHOLE)


@pytest.mark.parametrize(
    ("field", "shape"),
    [
        ("Summary", "in a sentence"),
        ("Request", "in a sentence"),
        ("Request", "in a header over several lines"),
        ("Request", "in a block of YAML"),
        ("Layers", "in a block of YAML"),
        ("Owner", "in a header over several lines"),
        ("Error code", "in a block of YAML"),
    ],
)
def test_a_pasted_key_is_nowhere_afterwards(
    field: str, shape: str, tab: Tab, every_home: str
) -> None:
    """Pasted, judged, redacted: the key is in no storage, page source, address, console or request."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    secret = key()
    text = SHAPES[shape].format(key=secret)
    paste = """([id, text]) => {
      const box = document.getElementById(id)
      box.focus()
      const data = new DataTransfer()
      data.setData('text/plain', text)
      box.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}))
      document.execCommand('insertText', false, text)
    }"""
    box = desk.box(field)
    tab.page.evaluate(paste, [box.get_attribute("id"), text])
    path = re.sub(r"^ws-every--|\.input$", "", box.get_attribute("id") or "")
    expect(desk.findings(path)).to_contain_text("Until then it is not stored")
    expect(desk.state).to_contain_text("1 field with a secret: stored redacted.")

    def nowhere() -> None:
        everything = str(tab.page.evaluate(EVERYWHERE)) + json.dumps(tab.said + tab.requests)
        assert secret not in everything
        assert secret[4:20] not in everything

    nowhere()
    assert "<REDACTED:" in json.dumps(desk.stored())
    desk.press("Export…")
    expect(desk.dialog).to_contain_text("not ready to leave")
    nowhere()
    desk.dialog.get_by_role("button", name="Close").click()
    tab.page.get_by_role("button", name=f"Redact: {field}").first.click()
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile(r"<REDACTED:[a-z-]+-1>"))
    expect(desk.findings(path)).to_be_hidden()
    expect(desk.state).to_have_text(re.compile(r"UTC\.$"))
    for form in desk.formats():
        assert secret[4:20] not in desk.exported(form)
    nowhere()
    expect(desk.reload().box(field)).to_have_value(re.compile(r"<REDACTED:[a-z-]+-1>"))
    nowhere()


def test_a_key_typed_slowly_is_not_left_in_storage(desk: Desk) -> None:
    """Once a key is whole, storage holds its placeholder, and no part of it is left from before."""
    secret = key()
    box = desk.box("Summary")
    for part in (secret[:12], secret[12:30], secret[30:]):
        box.press_sequentially(part)
        desk.flush()
    assert desk.answers()["record"]["summary"] == "<REDACTED:provider-key-1>"
    assert secret[:12] not in json.dumps(desk.kept())


def test_a_key_that_is_still_there_is_not_stored_when_the_page_goes(desk: Desk) -> None:
    """A page that is left before any pause stores the placeholder."""
    secret = key()
    desk.with_rules()
    desk.box("Summary").fill(f"used {secret}")
    desk.reload()
    expect(desk.box("Summary")).to_have_value("used <REDACTED:provider-key-1>")
    assert secret not in json.dumps(desk.kept())


def test_the_same_value_has_the_same_number(desk: Desk) -> None:
    """Numbers are stable over the packet: by the value, in whatever order one redacts."""
    first, second = key(), expand("sk-{base62:40}")
    desk.box("Summary").fill(f"{first} and {second}")
    desk.box("Request").fill(f"token {second}")
    desk.box("Layers").fill(f"one {first}\ntwo")
    desk.flush()
    page = desk.page
    for field in ("Layers", "Request", "Summary"):
        page.get_by_role("button", name=f"Redact: {field}").click()
    answers = desk.answers()["record"]
    marks = "<REDACTED:provider-key-1> and <REDACTED:provider-key-2>"
    assert answers["summary"] == marks
    assert answers["request"] == "token <REDACTED:provider-key-2>"
    assert answers["layers"] == ["one <REDACTED:provider-key-1>", "two"]


def test_the_name_of_a_packet_is_judged_too(desk: Desk) -> None:
    """A key in the name is not stored, is in no list, and holds the export."""
    secret = key()
    desk.name.fill(f"Night {secret}")
    desk.box("Summary").fill("a")
    desk.flush()
    (packet,) = desk.stored()
    assert packet["name"] == "Night <REDACTED:provider-key-1>"
    assert secret not in str(desk.page.evaluate(EVERYWHERE))
    desk.press("Export…")
    expect(desk.dialog.get_by_role("link", name="Name of this packet")).to_be_visible()


def test_what_is_no_secret_is_said_once_and_leaves(desk: Desk) -> None:
    """Rule, place and reason are kept, and the value as it is; another value has to be said anew."""
    summary, findings = desk.box("Summary"), desk.findings("record--summary")
    summary.fill(f"Answered by {mail()} at night")
    findings.get_by_label("It is no secret, because").fill("a made-up address")
    findings.get_by_label("It is no secret, because").press("Enter")
    expect(findings).to_contain_text('Said to be no secret: "a made-up address"')
    waived = [{"rule": "email", "at": "record.summary", "reason": "a made-up address"}]
    (packet,) = desk.stored()
    assert packet["answers"]["record"]["summary"] == f"Answered by {mail()} at night"
    assert packet["waived"] == waived
    assert mail() in desk.exported("JSON")
    desk.reload()
    expect(findings).to_contain_text("Said to be no secret")
    summary.fill(f"Answered by other-{mail()} at night")
    desk.flush()
    expect(findings.get_by_role("button", name="Redact")).to_be_visible()
    (packet,) = desk.stored()
    assert packet.get("waived") is None
    assert "other-" not in packet["answers"]["record"]["summary"]


def test_nobody_waves_a_key_of_a_provider_through(desk: Desk) -> None:
    """Of a value with a provider's own prefix and length it cannot be said, not in a file either."""
    desk.box("Summary").fill(key())
    desk.flush()
    findings = desk.findings("record--summary")
    expect(findings.get_by_role("button")).to_have_text(["Redact"])
    (packet,) = desk.stored()
    packet["answers"]["record"]["summary"] = key()
    packet["waived"] = [{"rule": "provider-key", "at": "record.summary", "reason": "mine"}]
    desk.paste(json.dumps(packet))
    expect(desk.dialog).to_contain_text("1 secret in it: redacted before anything is stored.")


def test_advice_is_gathered_where_a_packet_leaves(desk: Desk) -> None:
    """Pasted bodies and statements are kept as they are, said nowhere else, and hold nothing."""
    texts = {"record--summary": 'data: {"id": 1}', "table--path.result": "The gateway was down."}
    for path, text in texts.items():
        desk.leaf(f"{path}.input").fill(text)
        desk.flush()
        expect(desk.findings(path)).to_be_hidden()
    desk.hand_over()
    desk.dialog.get_by_text("None of it holds the packet back").click()
    for said in ("the events of a stream, pasted", "a statement about availability"):
        expect(desk.dialog).to_contain_text(said)


def test_the_bar_says_what_the_rules_can_do(desk: Desk) -> None:
    """Nobody is told that all secrets are found."""
    expect(desk.bar).to_contain_text("That does not catch every secret")


def test_nothing_is_asked_of_anyone(tab: Tab, every_home: str) -> None:
    """Filling in, exporting and importing ask for scripts of the site, and for nothing else."""
    desk = Desk.open(tab.page, every_home + WHOLE)
    desk.box("Summary").fill("typed-here")
    text = desk.exported("YAML")
    desk.paste(text)
    desk.dialog.get_by_role("button", name="Replace this packet").click()
    desk.flush()
    tab.page.wait_for_load_state("networkidle")
    assert [one for one in tab.requests if not one.startswith(every_home)] == []
    assert [one for one in tab.requests if "typed-here" in one] == []
    assert any(one.endswith("js-yaml.umd.min.js") for one in tab.requests)
    assert tab.complaints == []
