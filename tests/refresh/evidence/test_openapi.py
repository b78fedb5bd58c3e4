"""Descriptions of APIs: what their readers see of them, under its heading and in its row."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proofpack.model.outcomes import Document, Evaluation, Kind, Outcome
from proofpack.refresh.evidence import evaluate
from proofpack.refresh.evidence.extract import extract
from proofpack.refresh.evidence.openapi import OpenApiError, to_page
from tests.refresh.evidence.test_extract import EXPECTED, QUOTE, URL, source
from tests.secrets import mask
from tests.vectors import each_of

YAML = """\
openapi: 3.1.0
info:
  title: Chat API
  version: 1.2.0
  description: |
    # Authentication
    Send the key as a *bearer* token.
servers:
  - url: https://api.example.com/v1
    description: The only region
tags:
  - {name: Chat, description: Answers to messages}
paths:
  /chat/{id}:
    parameters:
      - name: id
        in: path
        required: true
        description: The id of a chat
    post:
      summary: Create a completion
      deprecated: true
      description: Sends `messages` to a model,
        and returns what it [answers](https://docs.example.com).
      parameters:
        - name: limit
          in: query
          schema: {type: integer, maximum: 4096, default: 16}
          description: How many answers, at most
        - $ref: '#/components/parameters/Trace'
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [model]
              properties:
                model:
                  type: string
                  enum: [small, large]
                  description: Which model answers
                options:
                  type: object
                  properties:
                    seed: {type: [integer, 'null'], description: Where chance begins}
                stop:
                  type: array
                  items: {type: string, description: Where an answer ends}
      responses:
        '429':
          description: Too many requests in a minute
          headers:
            Retry-After: {schema: {type: integer}, description: Seconds to wait}
      x-codeSamples:
        - {lang: curl, source: curl https://api.example.com/v1/chat}
webhooks:
  done:
    post: {description: Sent when a job has ended}
components:
  schemas:
    Message:
      description: What one side says
      oneOf:
        - {$ref: '#/components/schemas/Text'}
        - {description: A picture as an address, properties: {url: {type: string}}}
  parameters:
    Trace:
      name: trace
      in: header
      schema: {type: string, format: uuid, description: An id of your own}
  securitySchemes:
    key: {type: http, scheme: bearer, description: A key from the console}
    login:
      type: oauth2
      flows: {implicit: {scopes: {'read:chats': Sees all chats}}}
"""
PARTS = """\
Chat API
Answers to messages
Send the key as a bearer token.
https://api.example.com/v1 The only region
POST /chat/{id}
Create a completion
Sends messages to a model, and returns what it answers.
id path, required The id of a chat
limit query, integer, maximum: 4096, default: 16 How many answers, at most
Which model answers
model string, one of: small, large, required
options.seed integer, null Where chance begins
stop[] string Where an answer ends
429 Too many requests in a minute
Retry-After integer Seconds to wait
curl https://api.example.com/v1/chat
POST done
Sent when a job has ended
What one side says
url string
A picture as an address
trace string, format: uuid An id of your own
key http, scheme: bearer A key from the console
read:chats Sees all chats
"""


def evaluated(text: str, *quotes: str, kind: Kind = "openapi", **keys: Any) -> Evaluation:
    """Return what a document says of a source with some quotes."""
    return evaluate(source(*quotes, **keys), Document(URL, URL, kind, text), mask())


def text_of(text: str, **keys: Any) -> str:
    """Return a document as its reader sees it, on one line."""
    page = extract(source(**keys), Document(URL, URL, "openapi", text))
    return " ".join(page.marked_text.text.split())


@each_of("part", PARTS.splitlines())
def test_all_that_describes_an_api_is_read(part: str) -> None:
    """Descriptions are CommonMark; names, types and bounds stand beside them."""
    assert part in text_of(YAML)


def test_json_reads_as_yaml_does() -> None:
    """The same description in JSON has the same text."""
    data = {
        "openapi": "3.0.0",
        "info": {"title": "Chat API"},
        "paths": {"/chat": {"get": {"parameters": [{"name": "n", "schema": {"default": 1.10}}]}}},
    }
    in_yaml = "openapi: 3.0.0\ninfo: {title: Chat API}\npaths: {/chat: {get: {parameters: ["
    in_yaml += "{name: n, schema: {default: 1.1}}]}}}"
    assert text_of(json.dumps(data)) == text_of(in_yaml) == "Chat API GET /chat n default: 1.1"


def test_swagger_is_read() -> None:
    """Version 2: definitions, bodies among the parameters, security at the top."""
    text = text_of(
        """
swagger: '2.0'
info: {title: Old API}
paths:
  /chat:
    put:
      parameters:
        - {name: b, in: body, schema: {properties: {model: {type: string, description: One}}}}
definitions:
  Chat: {properties: {id: {type: string, description: Two}}}
parameters:
  Limit: {name: limit, in: query, type: integer, description: Three}
securityDefinitions:
  key: {type: apiKey, in: header, description: Four}
"""
    )
    assert "PUT /chat b body model string One" in text
    assert "Chat id string Two" in text
    assert "Limit query, integer Three" in text
    assert "key header, apiKey Four" in text


def test_a_quote_is_found_under_the_heading_of_its_operation() -> None:
    """Method and path are the heading, the name of a parameter begins its row."""
    page = extract(source(), Document(URL, URL, "openapi", YAML))
    marked = page.marked_text
    at = marked.marked.index("How many answers")
    assert [text for start, _, text in marked.headings if start < at][-1] == "POST /chat/{id}"
    rows = [row for row in marked.text.split("\n\n") if "How many answers" in row]
    assert [row.split("\n")[0] for row in rows] == ["limit"]
    assert evaluated(YAML, "How many answers, at most").outcome is Outcome.CONFIRMED
    assert evaluated(YAML, "How many answers, at least").outcome is Outcome.QUOTE_MISSING


def test_a_deprecated_operation_takes_its_quotes_back() -> None:
    """`deprecated` stands in the section as a label, so that a person is asked to look."""
    said = evaluated(YAML, "and returns what it answers").matches[0].warning
    assert said
    live = YAML.replace("      deprecated: true\n", "")
    assert not evaluated(live, "and returns what it answers").matches[0].warning


def test_for_absences_everything_counts() -> None:
    """What no reader sees overturns an absence, and confirms no quote."""
    text = f"{YAML}x-limits: 60 requests per second\n"
    absence = {"id": "none", "says": "So.", "pattern": "requests per second"}
    held, overturned = (
        evaluated(one, "The only region", absences=[absence]).matches[1] for one in (YAML, text)
    )
    assert (held.found, overturned.found) == (True, False)
    lost = evaluated(text, "The only region", "60 requests per second").matches[1]
    assert not lost.found


@pytest.mark.slow
def test_a_large_document_is_read_with_its_absences() -> None:
    """What is added for absences is no tag for each value."""
    choices = ", ".join(f"c{number}" for number in range(100_000))
    text = f"{YAML}x-choices: [{choices}]\n"
    absence = {"id": "none", "says": "So.", "pattern": r"c99999\b"}
    matches = evaluated(text, "The only region", absences=[absence]).matches
    assert [match.found for match in matches] == [True, False]


@pytest.mark.parametrize(
    "text",
    [f'{{"note": "{EXPECTED}: {QUOTE}"}}', f"note: {EXPECTED}: {QUOTE}", f"{EXPECTED} {QUOTE} {{"],
)
def test_other_json_and_yaml_is_read_as_it_stands(text: str) -> None:
    """Unless the source says that it is the description of an API."""
    assert evaluated(text, QUOTE).outcome is Outcome.CONFIRMED
    keys: dict[str, Any] = {"as": "openapi"}
    told = evaluated(text, QUOTE, **keys)
    assert told.outcome is Outcome.NOT_READABLE
    assert told.detail.startswith("the document is n")


@pytest.mark.slow
def test_a_tag_that_stays_open_takes_nothing_in() -> None:
    """Placeholders in descriptions are HTML to CommonMark, and end with their description."""
    text = "openapi: 3.0.0\ntags:\n"
    text += "".join(f"- {{name: n{n}, description: Put <your-key> here}}\n" for n in range(1500))
    text += f"- {{name: last, description: '<nav>'}}\n- {{name: '{QUOTE}'}}"
    assert evaluated(text, QUOTE).outcome is Outcome.CONFIRMED


BOMBS = {
    "aliases": "\n".join(
        ["a0: &a0 {description: x}"]
        + [f"a{n}: &a{n} {{allOf: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 30)]
        + ["components: {schemas: {a: *a29}}"]
    ),
    "examples": "\n".join(
        ["a0: &a0 [x]"]
        + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
        + ["info: {example: *a29}"]
    ),
    "circle": "components: {schemas: {a: &a {properties: {b: *a}}}}",
    "callbacks": "paths: {/a: &a {get: {callbacks: {b: {/c: *a}}}}}",
    "example-circle": "info: {example: &a [*a]}",
    "texts": "x: &x '" + "words " * 100_000 + "'\ntags:\n" + "- {description: *x}\n" * 5000,
    "comments": "x: &x '<!--" + "x" * 500_000 + "-->'\ntags:\n" + "- {description: *x}\n" * 5000,
    "choices": "x: &x '" + "x" * 500_000 + "'\ninfo: {enum: [" + "*x, " * 50_000 + "]}",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused(text: str) -> None:
    """What aliases repeat counts each time, and what names itself ends."""
    with pytest.raises(OpenApiError, match="OpenAPI document is too large"):
        to_page(f"openapi: 3.1.0\n{text}", everything=False)
