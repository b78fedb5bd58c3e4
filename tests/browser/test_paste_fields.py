"""What fields take of a paste: nothing in them says what another field of the form keeps inside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from proofpack.project.shipped_rules import shipped_rules
from proofpack.worksheets.assets import rules_script
from proofpack.worksheets.scripts import LATER, ORDER, PASTES, constants_script
from tests.conftest import ROOT
from tests.worksheets.cases import field_of, part_of

pytestmark = pytest.mark.browser
SCRIPTS = ROOT / "site-overrides" / "scripts"
_TAKES = {
    "code": "error.code",
    "message": "error.message",
    "route": "url.template",
    "request": "request.text",
    "seen": "answer.observed",
    "title": "answer.title",
    "redaction": "redaction.statement",
}
_FIELDS = [
    field_of("model", "code", sensitivity="internal", maps_to="gen_ai.request.model"),
    *(field_of(name, "long-text", maps_to=takes) for name, takes in _TAKES.items()),
    field_of(
        *("try", "group"),
        repeat=True,
        fields=[
            field_of("id", "code", sensitivity="internal", maps_to="answer.request_id"),
            field_of("said", "long-text", maps_to="error.message"),
        ],
    ),
]
_SHEET = {
    "id": "note",
    "title": "Note",
    "version": "1",
    "guides": [],
    "facts": [],
    "parts": [part_of("record", "record", fields=_FIELDS)],
}
# Each after those before it, into one packet.
_FILLED = """([sheet, texts]) => texts.reduce((packet, text) => {
  const done = ProofpackPaste.finished
  const cleaned = done(ProofpackPasteClean.clean(text, secrets))
  const reading = Object.assign(done(ProofpackPaste.read(cleaned.text)), cleaned, { groups: [] })
  const proposals = ProofpackPasteFields.proposals(sheet, packet, reading)
  return ProofpackPasteFields.filled(packet, proposals)
}, ProofpackPacket.fresh(sheet, "", "")).answers.record"""
MODEL = "gpt-secret-9"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page with what fills fields, and without a site."""
    made = browser.new_page()
    made.add_script_tag(content=constants_script() + rules_script(list(shipped_rules(()))))
    for name in (*ORDER[:-1], *LATER, *PASTES):
        made.add_script_tag(path=SCRIPTS / f"{name}.js")
    made.evaluate("self.secrets = ProofpackSecrets.compile(Proofpack.rules.secrets)")
    return made


def filled(page: Page, *texts: str) -> dict[str, Any]:
    """Return what the fields take of some texts, one after the other."""
    answers: dict[str, Any] = page.evaluate(_FILLED, [_SHEET, list(texts)])
    return answers


def exchange(message: str, model: str = MODEL, more: dict[str, Any] | None = None) -> str:
    """Return what a terminal shows of a call that failed."""
    body = json.dumps({"model": model, **(more or {})})
    error = json.dumps({"error": {"message": message, "code": "model_not_found"}})
    return (
        f"$ curl -i https://api.example.org/v1/chat/completions -d '{body}'\n"
        f"HTTP/1.1 404 Not Found\nx-request-id: b7-41\n\n{error}\n"
    )


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("No channel (request id: b7-41)", "No channel (request id: <REQUEST_ID>)"),
        ("No channel [b7-41].", "No channel [<REQUEST_ID>]."),
        ("No channel (request id: 2026112501)", "No channel (request id: <REQUEST_ID>)"),
        ("GPT-Secret-9 is gone", "<MODEL_ID> is gone"),
        ("'gpt-secret-9-2026-01-01' is gone.", "'<MODEL_ID>' is gone."),
        ("openai/gpt-secret-9:free is gone", "openai/<MODEL_ID> is gone"),
        ("ft-gpt-secret-9 is gone", "<MODEL_ID> is gone"),
        ("no gpt-secret-90 here", "no gpt-secret-90 here"),
    ],
)
def test_what_stays_inside_is_not_in_what_others_said(page: Page, message: str, left: str) -> None:
    """Neither the id of a request nor a model, however the message writes it."""
    answers = filled(page, exchange(message))
    assert answers["model"] == MODEL
    (only,) = answers.pop("try")
    assert only["id"] in ("b7-41", "2026112501")
    assert only["said"] == left
    assert answers["message"] == left
    assert left in answers["seen"]
    assert "b7-41" not in json.dumps(answers)


@pytest.mark.parametrize("key", ["model_name", "modelId", "engine", "fallbacks", "draft_model"])
def test_a_model_under_another_name_stays_inside(page: Page, key: str) -> None:
    """In the body and in the message; where the version is in the body, it may not be in that."""
    name = "other-secret-7-2026-01-01"
    value = [name] if key == "fallbacks" else name
    answers = filled(page, exchange("other-secret-7 is gone", more={key: value}))
    assert "other-secret" not in json.dumps(answers)
    assert f'"{key}"' in answers["request"]
    assert answers["message"] == "<MODEL_ID> is gone"


@pytest.mark.parametrize("model", ["chat", "a", "v1"])
def test_our_own_words_and_the_route_stay_as_they_are(page: Page, model: str) -> None:
    """Where a model is called as a word of them."""
    answers = filled(page, exchange(f"No {model} for you", model))
    assert answers["route"] == "/v1/chat/completions"
    assert answers["title"] == "404 model_not_found on /v1/chat/completions"
    assert answers["redaction"] == (
        "What was pasted held no credential of a known shape. Its model ID is a placeholder."
    )
    assert answers["seen"].startswith("POST /v1/chat/completions was answered with HTTP")
    assert answers["message"] == "No <MODEL_ID> for you"


def test_the_model_of_an_earlier_paste_stays_inside(page: Page) -> None:
    """In the message of a later one, which does not say it otherwise."""
    command, _, error = exchange("gpt-secret-9 is gone").partition("\nHTTP")
    answers = filled(page, command, "HTTP" + error)
    assert answers["model"] == MODEL
    assert answers["message"] == "<MODEL_ID> is gone"


def test_what_is_not_there_stays_so(page: Page) -> None:
    """Where there is neither an ID nor a message, nothing stands for them."""
    answers = filled(
        page,
        "curl https://api.example.org/v1/x",
    )
    assert answers == {
        "route": "/v1/x",
        "request": "GET https://api.example.org/v1/x",
        "redaction": "What was pasted held no credential of a known shape.",
    }


def test_a_model_in_a_route_stays_inside(page: Page) -> None:
    """Wherever it stands there."""
    text = exchange("Gone").replace("chat/completions", "run/gpt-secret-9")
    answers = filled(page, text)
    assert answers["route"] == "/v1/run/<MODEL_ID>"
    answers = filled(page, text.replace("run/gpt-secret-9", "engines/ada/completions"))
    assert answers["route"] == "/v1/engines/{model}/completions"
