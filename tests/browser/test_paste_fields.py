"""What fields take of a paste: nothing in them says what another field of the form keeps inside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from proofpack.project.shipped_rules import shipped_rules
from proofpack.worksheets.assets import rules_script
from proofpack.worksheets.scripts import LATER, ORDER, PASTES, constants_script
from tests.browser.conftest import slowest
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


_PROMPT = (
    "You are helpful. My patient Anna Schmidt, born 1980-02-03, has HIV;\nM\u00fcller said "
    '\u201cyes\u201d to "it": 123121234'
)
_CHINESE = "\u6211\u7684\u75c5\u4eba\u5b89\u5a1c\u611f\u67d3\u4e86\u827e\u6ecb\u75c5\u6bd2"
_SAME = ""
_QUOTING = {
    # Whole, with escapes of one language or two, in other quotes, with other gaps, in another case.
    f"Not a list: {_PROMPT}": "Not a list: <LEFT_OUT>",
    f"Not a list: {json.dumps([_PROMPT])}": 'Not a list: ["<LEFT_OUT>"]',
    f"Not a list: {json.dumps([_PROMPT], ensure_ascii=False)!r}": "Not a list: '<LEFT_OUT>\"]'",
    f"Not a list: {[_PROMPT]!r}": "Not a list: ['<LEFT_OUT>']",
    "Not MY  PATIENT\nanna-schmidt": "Not <LEFT_OUT>",
    # A part: its beginning, its end, both, the middle.
    "Not 'You are h...'": "Not '<LEFT_OUT>'",
    "Not You are helpful. My pat\u2026": "Not <LEFT_OUT>\u2026",
    f"Not '{_PROMPT[:20]}...{_PROMPT[-20:]}'": "Not '<LEFT_OUT>'",
    "Not Anna Schmidt, born 1980, here": "Not <LEFT_OUT>, here",
    # Names, words with a capital and numbers, where they are marked as a quote or can be nothing else.
    "The name 'Schmidt' and `Anna Schmidt`": "The name '<LEFT_OUT>' and `<LEFT_OUT>`",
    "The sums 123-121234, 123121234 and Bob Lee": "The sums <LEFT_OUT> and <LEFT_OUT>",
    f"\u8f93\u5165{_CHINESE[:8]}\u65e0\u6548": "\u8f93\u5165<LEFT_OUT>\u65e0\u6548",
    # Words that anybody may use.
    "You are not allowed to say hi, 'test' or 'hi' to a patient": _SAME,
    "Invalid value: 'user'. Has to be 'yes', or to be left out": _SAME,
    "No location, my patient user": _SAME,
}


@pytest.mark.parametrize("message", _QUOTING)
def test_what_a_message_quotes_of_the_request_is_left_out(page: Page, message: str) -> None:
    """However it writes that; of the message, the rest stays, and the code does."""
    contents = [_PROMPT, _CHINESE, "hi", "test", "Bob Lee", "location"]
    messages = [{"role": "user", "content": content} for content in contents]
    body = json.dumps({"model": "m", "messages": messages}).replace("'", "\\u0027")
    error = json.dumps({"error": {"message": message, "code": "invalid_request"}})
    command = f"curl https://api.example.org/v1/x -d '{body}'\nHTTP/1.1 400 Bad\n\n{error}"
    head = f"POST /v1/x HTTP/1.1\nHost: api.example.org\n\n{body}\n\nHTTP/1.1 400 Bad\n\n{error}"
    for text in (command, head):
        answers = filled(page, text)
        assert answers["message"] == (_QUOTING[message] or message)
        assert answers["message"] in answers["seen"]
        assert answers["code"] == "invalid_request"
    assert "Texts of the request are left out." in filled(page, command)["redaction"]


_POST = "curl https://api.example.org/v1/x"


@pytest.mark.parametrize(
    "sent",
    [
        # A form, a body that is none yet, one that is none at all, other clients.
        f"{_POST} -d model=whisper-1 -d prompt=My+patient%20Anna",
        f"{_POST} -F model=whisper-1 -F 'prompt=My patient Anna'",
        f'{_POST} -d \'{{"n": $N, "prompt": "My patient Anna"}}\'',
        f"{_POST} -d 'My patient Anna'",
        "http POST https://api.example.org/v1/x model='whisper-1' prompt='My patient Anna'",
        """http https://a.example/v1/x messages:='[{"role":"user","content":"My patient Anna"}]'""",
        'POST /v1/x HTTP/1.1\nHost: a.example\n\n{"model": "whisper-1", "task": "My patient Anna"}\n',
        '{"model": "whisper-1", "input": "My patient Anna"}\n',
        '2026-11-25T03:12:00Z ERROR {"request": {"messages": ["My patient Anna"]}, "id": "x"}\n',
    ],
)
def test_a_request_of_any_form_is_not_quoted(page: Page, sent: str) -> None:
    """Its texts are taken out, and its parameters stay, such as the model."""
    error = json.dumps(
        {"error": {"message": "No my patient Anna; whisper-1 is gone", "code": "x_y"}}
    )
    sheet = {**_SHEET, "parts": [part_of("record", "record", fields=_FIELDS[1:])]}
    answers = page.evaluate(_FILLED, [sheet, [f"{sent}\nHTTP/1.1 400 Bad\n\n{error}"]])
    assert answers["message"] == "No <LEFT_OUT>; whisper-1 is gone"


def test_a_recording_is_not_quoted(page: Page) -> None:
    """Nor a code that is a sentence."""
    sent = json.dumps({"model": "whisper-1", "task": "My patient Anna"})
    came = json.dumps({"error": {"message": "No my patient Anna", "code": "No my patient Anna"}})
    entry = {
        "startedDateTime": "2026-11-25T03:12:00Z",
        "request": {
            "method": "POST",
            "url": "https://api.example.org/v1/x",
            "postData": {"text": sent},
        },
        "response": {"status": 400, "headers": [], "content": {"text": came}},
    }
    script = """text => ProofpackPaste.finished(ProofpackPasteRecording.read(text, secrets))"""
    reading = page.evaluate(script, json.dumps({"log": {"entries": [entry]}}))
    assert reading["facts"]["message"]["value"] == "No <LEFT_OUT>"
    assert reading["facts"]["code"]["value"] == "No <LEFT_OUT>"


@pytest.mark.parametrize(
    ("message", "left"),
    [
        (
            "x [input_value='My Anna', input_type=str] y",
            "x [input_value=<LEFT_OUT>, input_type=str] y",
        ),
        ("No list, input_value='it's Anna'", "No list, input_value='<LEFT_OUT>'"),
        ("No list, input_value=123 here", "No list, input_value=<LEFT_OUT> here"),
        ("{'input': {'a': \"Anna\"}, 'ctx': 1}", "{'input': <LEFT_OUT>, 'ctx': 1}"),
        ('input: "Anna\\" Schmidt", sorry', 'input: "<LEFT_OUT>", sorry'),
        ("expected a list, got 'My Anna' instead", "expected a list, got '<LEFT_OUT>' instead"),
        ('expected a list, but got: "My Anna', 'expected a list, but got: "<LEFT_OUT>'),
        # A message of a chat, as clients and gateways repeat it.
        (
            "Invalid Message passed in {'role': 'system', 'content': 'Anna'}",
            "Invalid Message passed in <LEFT_OUT>",
        ),
        (
            "No list: {'role': 'user', 'content': 'Anna'}",
            "No list: {'role': 'user', 'content': '<LEFT_OUT>'}",
        ),
        (
            'No list: [{"type": "text", "text": "Anna',
            'No list: [{"type": "text", "text": "<LEFT_OUT>',
        ),
        (
            "No list: HumanMessage(content='Anna', id='x')",
            "No list: HumanMessage(content='<LEFT_OUT>', id='x')",
        ),
        (
            "Request x: prompt: 'User: Anna', params: y",
            "Request x: prompt: '<LEFT_OUT>', params: y",
        ),
        ("'messages.0' : ('messages.0.content' : value must be a string)", _SAME),
        ("Invalid value for 'content': expected a string, got null.", _SAME),
        ("'messages' must contain the word 'json', to use 'type' 'json_object'", _SAME),
        ("Invalid value: 'text'. Supported values are: 'input_text' and 'refusal'.", _SAME),
        ('messages: roles must alternate between "user" and "assistant"', _SAME),
        ("expected a list, got 'string'; received \"text/plain\"", _SAME),
        ("Invalid input: messages must be a list, but got an integer", _SAME),
    ],
)
def test_what_a_validator_was_given_is_left_out(page: Page, message: str, left: str) -> None:
    """Of a request that nobody pasted, too; a type stays."""
    error = json.dumps({"error": {"message": message, "code": "invalid_request"}})
    answers = filled(page, f"HTTP/1.1 400 Bad\n\n{error}")
    assert answers["message"] == (left or message)
    assert "Texts of the request" not in answers["redaction"]


def test_hostile_messages_end(page: Page) -> None:
    """20 kB made to keep patterns busy, beside a text of 100 kB."""
    page.evaluate(
        "text => { self.taking = ProofpackPasteQuotes.taking([text, 'a'.repeat(1e5)]) }",
        "The quick brown fox jumps over the lazy dog. " * 2500,
    )
    pieces = ("' a", "got 'a ", "a", '"', "input: [", "1 2 ", "\u201c", "\\", "a.@", "the quick ")
    assert slowest(page, "taking", [(piece * 20_000)[:20_000] for piece in pieces], 1500) < 1500
