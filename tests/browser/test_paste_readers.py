"""What is read of pastes: 90 of them, whole; what curl is told; how much is done in one turn."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from proofpack.project.shipped_rules import shipped_rules
from proofpack.secrets import expand
from proofpack.worksheets.assets import rules_script
from proofpack.worksheets.scripts import PASTES, constants_script
from tests.browser.conftest import FOR_SECRETS
from tests.conftest import ROOT
from tests.pastes import FACTS, known

pytestmark = pytest.mark.browser
SCRIPTS = ROOT / "site-overrides" / "scripts"
READERS = [name for name in PASTES if name not in ("paste-fields", "paste-show", "paste-start")]
YAML = ROOT / "site-overrides" / "assets" / "proofpack-js-yaml.umd.min.js"
APART = ("apart/pastes", "apart/later", "apart/last", "apart/words", "apart/night")
ALL = ("own", "reports", "fresh", *APART)
_READ = """texts => JSON.stringify(JSON.parse(texts).map(text => {
  const done = ProofpackPaste.finished
  if (ProofpackPasteRecording.isOne(text)) return done(ProofpackPasteRecording.read(text, secrets))
  const cleaned = done(ProofpackPasteClean.clean(text, secrets))
  return Object.assign(done(ProofpackPaste.read(cleaned.text)), cleaned)
}))"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page with the readers alone, and the rules of this project."""
    made = browser.new_page()
    made.add_script_tag(content=constants_script() + rules_script(list(shipped_rules(()))))
    for path in (
        YAML,
        *(SCRIPTS / f"{name}.js" for name in (*FOR_SECRETS, "packet-times", *READERS)),
    ):
        made.add_script_tag(path=path)
    made.evaluate("self.secrets = ProofpackSecrets.compile(Proofpack.rules.secrets)")
    return made


def read(page: Page, *texts: str) -> list[Any]:
    """Return what is read of some texts."""
    found: list[Any] = json.loads(page.evaluate(_READ, json.dumps(texts)))
    return found


def facts(reading: Any) -> dict[str, str]:
    """Return the facts that are compared, without their places."""
    return {key: one["value"] for key, one in reading["facts"].items() if key in FACTS}


def test_ninety_pastes_are_read_whole(page: Page) -> None:
    """What each is, all that it says and nothing else, and how many secrets are out of it."""
    pastes = known("own", "reports", "fresh", "apart/later")
    assert len(pastes) == 90
    for one, reading in zip(pastes, read(page, *(one["text"] for one in pastes)), strict=True):
        said = one["name"]
        assert (said, reading["kinds"]) == (said, one["kinds"])
        assert (said, facts(reading)) == (said, one["reads"])
        assert (said, sum(reading["redacted"].values())) == (said, one["redacted"])


@pytest.mark.parametrize(
    ("name", "count", "share"),
    [
        ("apart/pastes", 10, 0.95),
        ("apart/last", 10, 0.75),
        ("apart/words", 8, 0.88),
        ("apart/night", 10, 0.97),
    ],
)
def test_pastes_that_were_set_aside(page: Page, name: str, count: int, share: float) -> None:
    """Of those that no reader was written for: most is read, and nothing that is not there."""
    pastes = known(name)
    readings = [facts(one) for one in read(page, *(one["text"] for one in pastes))]
    pairs = list(zip(pastes, readings, strict=True))
    wrong = [(one["name"], key) for one, got in pairs for key in got if key not in one["reads"]]
    wanted = [(got.get(key), value) for one, got in pairs for key, value in one["reads"].items()]
    assert (len(pairs), wrong) == (count, [])
    assert all(got in (None, value) for got, value in wanted)
    assert sum(got == value for got, value in wanted) >= share * len(wanted)


_WORDS = {
    "We get 500 requests per minute and would like 600; the budget is 429 minutes.": {},
    "Our service returned 500 results and got 404 pages.": {},
    "error code 1015 from the edge, no HTTP status": {},
    "We see 503 errors in the dashboard but also some 429s.": {},
    "We got 200 from staging and 500 from production, code internal_error.": {
        "code": "internal_error"
    },
    "Yesterday (2026-11-25 02:00 UTC) all was fine, today we get 502 from the gateway": {
        "status": "502"
    },
    "The request took 504 ms and was answered with 200.": {"status": "200", "duration": "0.504"},
    "Request ID please! We get 401 with this sort_key.": {"status": "401"},
    "Retry-After was 20 seconds, we got 429 on gpt-4o": {
        "status": "429",
        "retry_after": "20",
        "model": "gpt-4o",
    },
    "500 invalid_request": {"status": "500", "code": "invalid_request"},
    "503": {"status": "503"},
    "gpt-4o and gpt-4.1 both fail with 503": {"status": "503"},
}


def test_a_number_in_words_is_what_they_call_it(page: Page) -> None:
    """Not each number of three digits is a status, and of what is named in two ways, none is taken."""
    for text, reading in zip(_WORDS, read(page, *_WORDS), strict=True):
        assert (text, facts(reading)) == (text, _WORDS[text])
    several, clock = read(
        page, "We see 503 errors but also some 429s.", "since 3 am we get 429 too many requests"
    )
    assert several["named"] == ["503", "429"]
    assert clock["local"] == 1


def test_no_secret_is_in_what_was_read(page: Page) -> None:
    """Neither in its text nor in any fact or exchange."""
    pastes = [one for one in known(*ALL) if one["redacted"]]
    assert len(pastes) > 10
    keys = {
        expand(sample)
        for sample in ("{base62:48}", "{base62:32}", "{base62:20}", "AIza{base62:35}")
    }
    for one, reading in zip(pastes, read(page, *(one["text"] for one in pastes)), strict=True):
        said = json.dumps(reading)
        assert any(key in one["text"] for key in keys), one["name"]
        assert not any(key in said for key in keys), one["name"]


_CURL = {
    "curl https://a.example/v1": ("GET", "https://a.example/v1", "", []),
    "curl -I https://a.example": ("HEAD", "https://a.example", "", []),
    "curl -G -d q=1 https://a.example": ("GET", "https://a.example", "q=1", []),
    "curl -T f.txt https://a.example": ("PUT", "https://a.example", "", ["f.txt"]),
    "curl -XDELETE -sS https://a.example": ("DELETE", "https://a.example", "", []),
    "curl -d@f.json -o out https://a.example": ("POST", "https://a.example", "", ["f.json"]),
    "curl --request=PUT --data=x https://a.example": ("PUT", "https://a.example", "x", []),
    "curl --max-time 5 --proxy http://p:1 --url https://a.example": (
        "GET",
        "https://a.example",
        "",
        [],
    ),
    "curl -- https://a.example": ("GET", "https://a.example", "", []),
    "curl $'https://a.example/\\x61' --json '{}'": ("POST", "https://a.example/a", "{}", []),
    'curl "https://a.example/\\$x" -d "a\\"b" -d c': ("POST", "https://a.example/$x", 'a"b&c', []),
    "curl https://a.example \\\n  -d 'one\ntwo'": ("POST", "https://a.example", "one\ntwo", []),
    "curl https://a.example -d <BODY> | jq .": ("POST", "https://a.example", "<BODY>", []),
    'curl.exe ^"https://a.example^" ^\n -d ^"^{^\\^"a^\\^":1^}^"': (
        "POST",
        "https://a.example",
        '{"a":1}',
        [],
    ),
    "curl -d 'never closed": ("POST", "", "never closed", []),
}


def test_what_curl_is_told(page: Page) -> None:
    """Options with a value and without, joined and apart, quoted for bash and for cmd."""
    script = "texts => texts.map(text => ProofpackPasteCurl.read(text, 0))"
    for text, told in zip(_CURL, page.evaluate(script, list(_CURL)), strict=True):
        assert (text, (told["method"], told["address"], told["body"], told["files"])) == (
            text,
            _CURL[text],
        )


# Bodies of requests, each with what is kept of it; "…" is what is left out.
_BODIES = {
    # What is a parameter stays, a number that was sent as a text, too.
    '{"model": "m-1", "stream": true, "n": 2, "max_tokens": "100", "stop": null}': (
        '{"model": "m-1", "stream": true, "n": 2, "max_tokens": "100", "stop": null}'
    ),
    '{"response_format": {"type": "json_object"}, "tool_choice": "auto", "size": "1024x1024"}': (
        '{"response_format": {"type": "json_object"}, "tool_choice": "auto", "size": "1024x1024"}'
    ),
    '{"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "mp3"}}': (
        '{"modalities": ["text", "audio"], "audio": {"voice": "alloy", "format": "mp3"}}'
    ),
    # Of a conversation, who speaks and in what kind.
    '{"messages": [{"role": "user", "content": [{"type": "text", "text": "Miller"}]}, "Miller"]}': (
        '{"messages": [{"role": "user", "content": [{"type": "text", "text": "…"}]}, "…"]}'
    ),
    '{"contents": [{"role": "user", "parts": [{"text": "Miller", "type": "no Miller"}]}]}': (
        '{"contents": [{"role": "user", "parts": [{"text": "…", "type": "…"}]}]}'
    ),
    '{"chat_history": [{"role": "USER", "message": "Miller"}], "preamble": "Miller"}': (
        '{"chat_history": [{"role": "USER", "message": "…"}], "preamble": "…"}'
    ),
    '{"messages": [{"role": "user", "name": "Miller"}, {"Miller": "x", "age": 7}]}': (
        '{"messages": [{"role": "user", "name": "…"}, {"…": "…"}]}'
    ),
    '{"input": [{"function": {"name": "find", "arguments": {"type": "Miller", "age": 7}}}]}': (
        '{"input": [{"function": {"name": "find", "arguments": "…"}}]}'
    ),
    # Every other text, whatever its name, a word alone, too.
    '{"prompt": "x", "negative_prompt": "no Miller", "suffix": "Miller", "inputs": "Miller"}': (
        '{"prompt": "…", "negative_prompt": "…", "suffix": "…", "inputs": "…"}'
    ),
    '{"query": "Miller", "documents": ["Miller", {"text": "Miller"}], "systemPrompt": "Miller"}': (
        '{"query": "…", "documents": ["…", {"text": "…"}], "systemPrompt": "…"}'
    ),
    '{"unheard_of": "Miller", "stop": ["Miller"], "user": 4711, "metadata": {"Miller": 7}}': (
        '{"unheard_of": "…", "stop": ["…"], "user": "…", "metadata": "…"}'
    ),
    '{"prompt": {"id": "pmpt_1", "variables": {"Miller": "x"}}, "type": "see Miller"}': (
        '{"prompt": {"id": "…", "variables": "…"}, "type": "…"}'
    ),
    '{"tools": [{"type": "function", "function": {"name": "find", "description": "Miller"}}]}': (
        '{"tools": [{"type": "function", "function": {"name": "find", "description": "…"}}]}'
    ),
    # Tokens are the text that they stand for.
    '{"prompt": [[101, 102], [103]], "input": 7, "unheard_of": [101, 102]}': (
        '{"prompt": ["…", "…"], "input": "…", "unheard_of": "…"}'
    ),
    # A name that is no identifier says something itself.
    '{"Anna Miller": 7, "anna@miller": true, "M\u00fcller": {"n": 1}}': '{"…": "…"}',
    f'{{"{"a" * 40}": 7, "{"a" * 41}": 7}}': f'{{"{"a" * 40}": "…", "…": "…"}}',
    # Nor does a name that nobody knows keep a number or a switch, and what is below it keeps no name.
    '{"ssn": 123121234, "of_age": true, "patient": {"anna_miller": true, "n": 3, "type": "text"}}': (
        '{"ssn": "…", "of_age": "…", "patient": {"…": "…", "type": "text"}}'
    ),
    '{"options": {"top_k": 5, "shoe": 43}, "list": [{"anna_miller": {"seed": 7}}]}': (
        '{"options": {"top_k": 5, "shoe": "…"}, "list": [{"…": "…"}]}'
    ),
    # A word of the interface is one that interfaces have.
    '{"style": "as-Dr-Anna-Miller", "status": "Miller", "mode": "see-miller", "voice": "anna"}': (
        '{"style": "…", "status": "…", "mode": "…", "voice": "…"}'
    ),
    '{"messages": [{"role": "Miller", "tool_call_id": "Anna-Miller"}], "seed": "12 Miller"}': (
        '{"messages": [{"role": "…", "tool_call_id": "…"}], "seed": "…"}'
    ),
    '{"style": "vivid", "language": "de", "quality": "hd", "aspect_ratio": "16:9", "size": "auto"}': (
        '{"style": "vivid", "language": "de", "quality": "hd", "aspect_ratio": "16:9", "size": "auto"}'
    ),
    '{"tools": [{"type": "web_search_preview_2025_03_11"}], "include": ["output_text.logprobs"]}': (
        '{"tools": [{"type": "web_search_preview_2025_03_11"}], "include": ["output_text.logprobs"]}'
    ),
    '{"generationConfig": {"responseMimeType": "application/json", "topK": 3}, "stream": false}': (
        '{"generationConfig": {"responseMimeType": "application/json", "topK": 3}, "stream": false}'
    ),
    '{"api_key": "<REDACTED:provider-key-1>"}': '{"api_key": "<REDACTED:provider-key-1>"}',
}


def test_of_a_request_its_parameters_stay(page: Page) -> None:
    """Of its body, nothing else: neither texts under any name, nor what stands for them."""
    script = "texts => texts.map(text => ProofpackPasteRequest.body(text, false))"
    for text, kept in zip(_BODIES, page.evaluate(script, list(_BODIES)), strict=True):
        wanted = json.loads(_BODIES[text].replace("…", "<LEFT_OUT>"))
        assert (text, json.loads(kept)) == (text, wanted)
    none = ["Miller", "prompt=Miller", '"Miller"', '{"n": 1', '{"n": $N}', "7"]
    assert page.evaluate(script, none) == [""] * len(none)


def test_a_key_that_its_shell_joins_is_taken_out(page: Page) -> None:
    """Parted by quotes, by escapes, or over lines: it is in no text that is shown, and it is counted."""
    key = expand("sk-{base62:48}")
    head, tail = key[:10], key[10:]
    url, behind = "https://api.example.org/v1/x", "\nHTTP/1.1 401 U\n"
    body = '{"model": "m", "stop": "%s"}'
    plain = f"curl {url} -H 'X-It: it is' -d '{body % key}'" + behind
    in_cmd = (body % (head + "^" + tail)).replace('"', '^\\^"')
    parted = [
        plain.replace(key, f"{head}''{tail}"),
        plain.replace(key, f"{head}'\"{tail}\"'").replace("it is", "it'\\''s"),
        plain.replace(key, f"{head}'$'\\x{ord(tail[0]):x}{tail[1:]}''"),
        f"curl {url} \\\n  -d '{body % key}'{behind}".replace(key, head + "'" + tail + "'"),
        f'curl.exe {url} ^\n -d ^"{in_cmd}^"{behind}',
    ]
    (whole,) = read(page, plain)
    for text, reading in zip(parted, read(page, *parted), strict=True):
        assert (text, reading["redacted"]) == (text, {"provider-key": 1})
        said = json.dumps(reading)
        assert not [part for part in (key, tail[1:]) if part in said], text
        assert facts(reading) == facts(whole)
        assert reading["facts"]["body"]["value"] == whole["facts"]["body"]["value"]
        assert reading["facts"]["status"]["line"] == text.count("\n")
    kept = f"curl {url} -d 'it'\"'\"'s'\n"
    (reading,) = read(page, kept)
    assert (reading["text"], reading["redacted"]) == (kept, {})


def test_what_stands_behind_a_number_that_is_taken_out_is_read(page: Page) -> None:
    """Its placeholder has no quotes, and is a value of an answer and of a request, last in it, too."""
    for extra in ('"account_number": 48210077, ', '"phone": 4915123456789, '):
        code = '"code": "insufficient_quota"'
        for inner in (extra + code, f"{code}, {extra.rstrip(', ')}"):
            command = f"curl https://api.example.org/v1/x -d '{{{extra}\"n\": 2}}'"
            error = f'{{"error": {{"message": "No", {inner}}}}}'
            (reading,) = read(page, f"{command}\nHTTP/1.1 429 Too Many Requests\n\n{error}")
            assert sum(reading["redacted"].values()) == 1
            assert reading["facts"]["code"]["value"] == "insufficient_quota"
            assert reading["facts"]["shape"]["value"] == "error_json"
            script = "text => ProofpackPasteRequest.body(text, false)"
            kept = json.loads(page.evaluate(script, reading["facts"]["body"]["value"]))
            assert kept["n"] == 2


_IDENTIFIERS = (
    *(
        "7",
        "42",
        "{hex:24}",
        "USR_12AB34",
        "resp_0a1b2c3d4e5f6a7b",
        "dQw4w9WgXcQ",
        "order-20261125",
    ),
    *("550e8400-e29b-41d4-a716-446655440000", "550E8400-E29B-41D4-A716-446655440000"),
    *("01ARZ3NDEKTSV4RRFFQ69G5FAV", "V1StGXR8" + "_Z5jdHi6B-myT", "5F2B9C0D1E3A4B6C"),
    *("qwhzkxvb" * 4, "qWhZkXvB" * 4, "anna%40example.org"),
)
_ROUTES = (
    *(
        "/v1/chat/completions",
        "/v1beta/cachedContents",
        "/v1/audio/transcriptions",
        "/v1.1/a_b/c-d",
    ),
    *("/kling/v1/videos/text2video", "/v1/image-to-video/text-to-speech-v2-turbo", "/openapi.json"),
    *(
        "/api/v2/internationalization",
        "/v1/batchGetEmbeddings",
        "/v1/textToSpeech",
        "/oauth2/token",
    ),
)


def test_identifiers_leave_no_route(page: Page) -> None:
    """Of any kind and in any case; words stay, with the numbers that are part of them."""
    script = (
        "paths => paths.map(path => ProofpackPasteValues.address(`https://a.example${path}`).route)"
    )
    paths = [f"/v1/users/{expand(name)}/x" for name in _IDENTIFIERS]
    for path, route in zip(paths, page.evaluate(script, paths), strict=True):
        assert (path, route) == (path, "/v1/users/{id}/x")
    assert page.evaluate(script, list(_ROUTES)) == list(_ROUTES)


def test_times_become_utc_or_are_left_out(page: Page) -> None:
    """What names its zone, or counts seconds; a clock without a zone is told apart from no time."""
    wanted = {
        "2026-11-25T03:12:00+01:00": "2026-11-25T02:12:00Z",
        "2026-11-25 03:12:00,5 UTC": "2026-11-25T03:12:00.5Z",
        "Wed Nov 25 03:12:00 UTC 2026": "2026-11-25T03:12:00Z",
        "2026-11-25T03:12Z": "2026-11-25T03:12Z",
        "2026-11-25 03:12:00 CST": "local",
        "11/12/2026 03:12:00 UTC": "",
        "17955751201": "",
        "Wed, 25 Nov 2026 03:12:00 GMT": "2026-11-25T03:12:00Z",
        "25/Nov/2026:03:12:00 -0500": "2026-11-25T08:12:00Z",
        "1795575120": "2026-11-25T02:52:00Z",
        "1795575120500": "2026-11-25T02:52:00.500Z",
        "2026-11-25 03:12:00": "local",
        "2026-02-30T00:00:00Z": "",
        "yesterday": "",
    }
    script = "texts => texts.map(ProofpackPasteValues.instant)"
    assert page.evaluate(script, list(wanted)) == list(wanted.values())


def test_a_large_paste_is_read_in_turns(page: Page) -> None:
    """200 kB of lines, one line of 200 kB, and 500 entries of a recording give the turn back often."""
    turns = """([kind, text]) => {
      const steps = kind === "har" ? ProofpackPasteRecording.read(text, secrets)
        : kind === "clean" ? ProofpackPasteClean.clean(text, secrets) : ProofpackPaste.read(text)
      for (let count = 1; ; count++) if (steps.next().done) return count
    }"""
    line = "2026-11-25T03:12:00Z status=429 method=POST path=/v1/chat/completions attempt=2\n"
    entry = {
        "startedDateTime": "2026-11-25T03:12:00Z",
        "request": {"method": "POST", "url": "https://a.example/v1/x", "headers": []},
        "response": {"status": 429, "headers": [], "content": {"text": "x" * 400}},
    }
    har = json.dumps({"log": {"entries": [entry] * 500}})
    lines = line * (200_000 // len(line))
    counted = {
        kind: page.evaluate(turns, [kind, text])
        for kind, text in (("clean", lines), ("read", lines), ("har", har))
    }
    counted["line"] = page.evaluate(turns, ["clean", "x" * 200_000])
    least = {"clean": 30, "read": 50, "har": 500, "line": 30}
    assert all(counted[kind] > count for kind, count in least.items()), counted


def test_a_key_where_two_windows_meet_is_found(page: Page) -> None:
    """Wherever it stands in a text that is looked at in pieces."""
    key = expand("sk-{base62:48}")
    script = "text => ProofpackPaste.finished(ProofpackPasteClean.clean(text, secrets))"
    for before in (5970, 5999, 6020, 10_480, 10_520, 11_990):
        made = page.evaluate(script, "word " * (before // 5) + key + " word" * 2000)
        assert made["redacted"] == {"provider-key": 1}
        assert key[:20] not in made["text"]
