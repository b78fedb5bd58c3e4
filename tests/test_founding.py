"""The five founding guides hold every part of their inventory, and the records beneath them too.

Each row of a table names a part (`G1.4`: the fourth part of the first guide), the heading under
which the reader finds it, what is seen there and what has to be seen. All is judged on pages as
rendered, so that a value which stands in `data/` and gets lost on its way to the reader is a failure.
"""

from __future__ import annotations

import copy
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from proofpack.model.library import Library
from proofpack.project.mkdocs_config import BASE
from proofpack.site.render import render
from tests.conftest import FOUNDING
from tests.vectors import each_of

pytestmark = pytest.mark.slow  # all pages are rendered, and taken apart

# A guide, the number of its parts, the day of its last review.
GUIDES = {
    "G1": ("escalation-note", 10, "2026-06-18"),
    "G2": ("evidence-packet", 11, "2026-06-14"),
    "G3": ("reproduction-note", 13, "2026-06-25"),
    "G4": ("contract-review", 10, "2026-06-09"),
    "G5": ("production-validation", 10, "2026-05-18"),
}
PATTERNS = "https://docs.aws.amazon.com/prescriptive-guidance/latest/cloud-design-patterns"
# Every source with its address and the ids of its facts.
SOURCES = {
    "docs-home": ("https://apidoc.cometapi.com/", ""),
    "chat": (
        "https://apidoc.cometapi.com/api/text/chat",
        """route base-url one-interface provider-variance reasoning-effort responses-instead
        role-developer role-assistant streaming success-object structured""",
    ),
    "quickstart": (
        "https://apidoc.cometapi.com/quickstarts/text/openai-compatible-api",
        "bearer content-type stream-end",
    ),
    "errors": (
        "https://apidoc.cometapi.com/errors/error-codes-handling",
        "e400 e401 e403 wrong-path e429 e500-invalid e5xx envelope empty-code classify minimal",
    ),
    "retry": (
        "https://apidoc.cometapi.com/guides/error-codes-and-retry-strategy",
        "no-retry raw-body stop-401",
    ),
    "limits": (
        "https://apidoc.cometapi.com/guides/rate-limits-and-concurrency",
        "client-side jitter",
    ),
    "help-center": (
        "https://apidoc.cometapi.com/support/help-center",
        "topics gateway-retries channel-restart high-load-errors waf-403 maintenance rpm-page",
    ),
    "models": ("https://apidoc.cometapi.com/overview/models", "public-catalog catalog"),
    "responses": (
        "https://apidoc.cometapi.com/api/text/responses",
        "route recommended chaining",
    ),
    "support": ("https://www.cometapi.com/support/", ""),
    "site": ("https://www.cometapi.com/", ""),
    "otel-http": ("https://opentelemetry.io/docs/specs/semconv/http/", "scope"),
    "otel-spans": (
        "https://opentelemetry.io/docs/specs/semconv/http/http-spans/",
        "stable status-code error-type resend-count per-attempt route-server headers-risk",
    ),
    "aws-retry": (
        f"{PATTERNS}/retry-backoff.html",
        "transient overload growing-waits idempotent",
    ),
}
FACTS = 54
# That something is not said is not a fact with a quote, and stands beside them.
ABSENCES = {"limits": ["no-figure"]}
# The days on which a person read a source for the founding guides.
READINGS = {
    "aws-retry": ["2026-06-25"],
    "chat": ["2026-05-15", "2026-06-09", "2026-06-18", "2026-06-25"],
    "docs-home": ["2026-05-15", "2026-06-09", "2026-06-18"],
    "help-center": ["2026-05-15", "2026-06-09", "2026-06-18"],
    "otel-http": ["2026-06-25"],
    "site": ["2026-05-15", "2026-06-09"],
    "support": ["2026-06-18", "2026-06-25"],
}
PLACEHOLDERS = [
    "<API_KEY_PLACEHOLDER>",
    "<MODEL_ID>",
    "<VALIDATED_MODEL_ID>",
    "<MODEL_ID_VERIFIED_SEPARATELY>",
    "<COMETAPI_BASE_URL_FROM_DOCS>",
    "<COMETAPI_CHAT_PATH_FROM_DOCS>",
    "<AUTH_HEADER_FROM_DOCS>",
    "<REDACTED>",
    "<REDACTED_API_TOKEN>",
    "<COMETAPI_API_TOKEN>",
    "<TOKEN_FROM_SECRET_STORE>",
    "<CONTENT_TYPE_HEADER_FROM_DOCS>",
    "<MODEL_FIELD_FROM_DOCS>",
    "<MESSAGES_FIELD_FROM_DOCS>",
    "<ROLE_FIELD_FROM_DOCS>",
    "<USER_ROLE_VALUE_FROM_DOCS>",
    "<CONTENT_FIELD_FROM_DOCS>",
    "<OPTIONAL_PARAMETERS_FROM_DOCS>",
    "<ONLY_INCLUDE_IF_VALIDATED>",
    "<operator_initials>",
    "<HTTP_STATUS_OR_CLIENT_ERROR>",
]

# Headings, and so sections, by their anchor. The opening of a page has the anchor "".
Page = dict[str, Tag]
See = Callable[[Tag], object]
ITEMS = ":scope > ul > li, :scope > ol > li"
CHECKS = "li[data-item]"
FIELDS = "tr[data-field]"
QUESTIONS = "h3"
CELLS = "table:not([class]) tbody tr"


@dataclass(frozen=True, eq=False)
class Like:
    """Equal to each text in which its pattern is found, in whatever letters."""

    pattern: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and bool(re.search(self.pattern, other, re.IGNORECASE))

    __hash__ = None  # type: ignore[assignment] # equal things would have different hashes


class Part(NamedTuple):
    """What has to be seen of a part of the inventory, under one heading of its guide."""

    id: str
    anchor: str
    see: See
    want: object


def likes(*patterns: str) -> list[Like]:
    """Return what equals texts in the same order, one for each pattern."""
    return [Like(one) for one in patterns]


def said(tag: Tag) -> str:
    """Return the text that a reader sees, on one line, with days as data has them."""
    tag = copy.copy(tag)
    for day in tag.select("time"):
        day.string = str(day["datetime"])
    return re.sub(r"\s+", " ", tag.get_text()).strip()


def texts(css: str) -> See:
    """See the text of each element, without the hint that may follow it."""

    def see(section: Tag) -> list[str]:
        found = [copy.copy(one) for one in section.select(css)]
        for hint in (hint for one in found for hint in one.select(".pp-help")):
            hint.decompose()
        return [said(one) for one in found]

    return see


def count(css: str) -> See:
    """See how many elements there are."""
    return lambda section: len(section.select(css))


def values(css: str, name: str) -> See:
    """See an attribute of each element."""
    return lambda section: [str(one[name]) for one in section.select(css)]


def fields(section: Tag) -> list[str]:
    """See the ids of all fields."""
    return [str(one["data-field"]) for one in section.select(FIELDS)]


def choices(field: str) -> See:
    """See the ids of the choices of a field."""
    return values(f'tr[data-field="{field}"] li[data-choice]', "data-choice")


def noted(field: str, words: str) -> See:
    """See what a note under a field says after its first words."""

    def see(section: Tag) -> list[str]:
        notes = section.select(f'tr[data-field="{field}"] .pp-note')
        return [
            said(one).removeprefix(words).strip() for one in notes if said(one).startswith(words)
        ]

    return see


def starts(field: str) -> See:
    """See what a field starts as."""
    return noted(field, "Starts as")


def missing(*patterns: str) -> See:
    """See which patterns are not found in the text, in whatever letters."""
    return lambda section: [one for one in patterns if said(section) != Like(one)]


def lacks(*strings: str) -> See:
    """See which strings are not in the text, letter for letter."""
    return lambda section: [one for one in strings if one not in said(section)]


def unlinked(*addresses: str) -> See:
    """See which addresses no link leads to."""
    return lambda section: [
        one for one in addresses if one not in [str(link["href"]) for link in section.select("a")]
    ]


def columns(number: int) -> See:
    """See the first titles of a contract table."""
    return lambda section: [said(one) for one in section.select("table:not([class]) th")][:number]


def areas(section: Tag) -> list[str]:
    """See the areas of a contract table."""
    return [said(one) for one in section.select(f"{CELLS} > td:first-child")]


def uncited(*rows: str) -> See:
    """See which rows of a contract table do not lead to a source that they must cite."""

    def see(section: Tag) -> list[tuple[int, str]]:
        found = section.select(CELLS)
        assert len(found) == len(rows)
        return [
            (number, source)
            for number, (row, wanted) in enumerate(zip(found, rows, strict=True), 1)
            for source in wanted.split()
            if SOURCES[source][0] not in [str(one["href"]) for one in row.select("a")]
        ]

    return see


def blank(section: Tag) -> list[str]:
    """See the rows of a contract table that leave a cell empty."""
    rows = section.select(CELLS)
    assert rows
    return [said(row) for row in rows if not all(said(cell) for cell in row.select("td"))]


def read_on(day: str) -> See:
    """See the sources that were read for the review on a day, with a purpose of some words."""

    def see(section: Tag) -> list[str]:
        titles = [said(one).partition(" 20")[0] for one in section.select("table th")]
        reading, purpose = titles.index("Read for the review of"), titles.index("Purpose")
        rows = [row.select("td") for row in section.select(CELLS)]
        return [
            str(row[0].select("a")[0]["href"]).removeprefix("../sources/").removesuffix(".md")
            for row in rows
            if said(row[reading]) == day and len(said(row[purpose]).split()) > 4
        ]

    return see


def planned(section: Tag) -> list[str]:
    """See the titles of the guides that are shown as planned and lead nowhere."""
    found = section.select("li:has(> .pp-planned)")
    return [
        said(one).partition(" planned, not written yet")[0] for one in found if not one.find("a")
    ]


def sent(section: Tag) -> object:
    """See the body that a sample command sends."""
    found = re.search(r"--data '(\{.*\})'", section.select("pre")[0].get_text(), re.DOTALL)
    assert found, section
    return json.loads(found[1])


def names(body: object) -> Iterator[str]:
    """Yield every field name of a JSON value."""
    if isinstance(body, dict):
        yield from body
    for one in body.values() if isinstance(body, dict) else body if isinstance(body, list) else []:
        yield from names(one)


def replayed(section: Tag) -> list[str]:
    """See the field names of a sample body, those inside others included."""
    return list(names(json.loads(section.select("pre")[0].get_text())))


def sample(section: Tag) -> object:
    """See the field names of a sample record."""
    return list(yaml.safe_load(section.select("pre")[0].get_text()))


def for_whom(section: Tag) -> str:
    """See for whom the end of the page says that it is."""
    return said(section.select(".pp-about dd")[0])


def unbound(section: Tag) -> list[str]:
    """See the options of a decision that have no condition."""
    options = section.select("dt[data-option]")
    conditions = section.select("dl.pp-decision > dd")
    assert options
    return [
        str(option["data-option"])
        for option, one in zip(options, conditions, strict=True)
        if not one.select("li")
    ]


def asks(words: str) -> dict[str, object]:
    """Return the body that asks a model for one word, with a placeholder for the model."""
    return {
        "model": "<MODEL_ID>",
        "messages": [{"role": "user", "content": Like(f"(?-i:{words})")}],
    }


MODES = [
    "Evidence gap",
    "Scope drift",
    "Environment mismatch",
    "Unreviewed fallback",
    "Weak handoff",
]
ROUTE = ("POST /v1/chat/completions", "https://api.cometapi.com/v1")
BEARER = "Authorization: Bearer <API_KEY_PLACEHOLDER>"
PLAIN_COLUMNS = likes("^Area$", "^What to verify$", "^Source", "^Accessed$", "^Safe wording$")
CANARY = {**asks(r"\bREADY\b"), "model": "<VALIDATED_MODEL_ID>", "temperature": 0}

# Kept from the formatter, which puts each id and each pattern on a line of its own.
# fmt: off
PARTS = [
    Part("G1.1", "direct-answer", texts(ITEMS), likes(
        "attempt", "documented area", "departed", "evidence", "support path",
    )),
    Part("G1.1", "direct-answer", missing(
        "documentation says", "what you saw", "does not show .* model is available", "costs",
        "billed", "how quickly", "account is allowed",
    ), []),
    Part("G1.2", "history", for_whom, "Tutorial maintainers, Support engineers, Integration operators"),
    Part("G1.2", "audience", missing("tutorial maintainers", "support engineers", "operators"), []),
    Part("G1.2", "audience", texts(ITEMS), likes(
        "access to a test project", "key that is stored outside the text",
        "permission to send one minimal request with nothing sensitive",
    )),
    Part("G1.3", "takeaways", texts(ITEMS), likes(
        "exact documentation page", "(?-i:<API_KEY_PLACEHOLDER>)",
        "before you contact support.* sanitized status.* shape of the request.* timestamps.* steps",
        "nothing on prices, the account or availability.* page.* support has not confirmed",
        "support page when your own checks",
    )),
    Part("G1.4", "setup", missing("documents? it|/api/text/chat", "bearer token", "json"), []),
    Part("G1.4", "happy-path", sent, asks(r"\bready\b")),
    Part("G1.4", "happy-path", lacks(
        "curl ", " https://api.cometapi.com/v1/chat/completions ",
        "--header 'Authorization: Bearer <API_KEY_PLACEHOLDER>'",
        "--header 'Content-Type: application/json'",
    ), []),
    Part("G1.4", "assertions", texts(CHECKS), likes(
        "reached the documented route, (?-i:POST /v1/chat/completions) on https://api.cometapi.com",
        "parses as JSON", "HTTP status is written down", "summarised.* nothing is pasted",
    )),
    Part("G1.4", "error-path", missing(
        "same request .*(?-i:<API_KEY_PLACEHOLDER>) left in place", "authentication failure",
    ), []),
    Part("G1.4", "error-path", texts(ITEMS), likes(
        "no retry loop", "no log line.* contains the credential", "did not dump the full response",
    )),
    Part("G1.5", "record", fields, [
        "reviewed_at", "operator", "doc_url", "request_area", "credential_used", "model_reference",
        "status_observed", "error_code", "response_shape_observed", "local_result",
        "support_path_used", "notes",
    ]),
    Part("G1.5", "record", values('tr[data-field="reviewed_at"]', "data-type"), ["utc-time"]),
    Part("G1.5", "record", values('tr[data-field="doc_url"]', "data-type"), ["url"]),
    Part("G1.5", "record", starts("operator"), ["<operator_initials>"]),
    Part("G1.5", "record", starts("request_area"), ["chat_completions"]),
    Part("G1.5", "record", starts("credential_used"), ["stored_secret_reference_only"]),
    Part("G1.5", "record", choices("credential_used"), ["stored_secret_reference_only"]),
    Part("G1.5", "record", starts("model_reference"), ["<MODEL_ID_VERIFIED_SEPARATELY>"]),
    Part("G1.5", "record", starts("status_observed"), ["<HTTP_STATUS_OR_CLIENT_ERROR>"]),
    Part("G1.5", "record", choices("response_shape_observed"), [
        "json_object", "stream", "client_error", "unknown",
    ]),
    Part("G1.5", "record", choices("local_result"), ["pass", "fail", "needs_support"]),
    Part("G1.5", "record", choices("support_path_used"), [
        "none", "docs_help_center", "product_support_form",
    ]),
    Part("G1.5", "record", texts('tr[data-field="notes"]'), likes("sanitized sentences")),
    Part("G1.6", "not-asserted", texts(CHECKS), likes(
        "model is unavailable", "price changed", "account has a quota problem",
        "service-level target was missed", "billing event occurred",
    )),
    Part("G1.7", "failure-modes", texts("h3"), MODES),
    Part("G1.7", "failure-modes", texts("strong"), ["What goes wrong:", "Safe action:"] * 5),
    Part("G1.8", "contract", columns(5), PLAIN_COLUMNS),
    Part("G1.8", "contract", areas, likes(
        "documentation entry point", "endpoint", "auth", "request body", "support route",
        "help-center context",
    )),
    Part("G1.8", "contract", uncited(
        "docs-home", "chat", "chat", "chat", "support", "help-center",
    ), []),
    Part("G1.8", "contract", lacks(*ROUTE, BEARER), []),
    Part("G1.8", "contract", blank, []),
    Part("G1.8", "contract", missing(
        "error handling", "maintenance", "privacy logging", "abnormal charges",
    ), []),
    Part("G1.8", "sources", read_on("2026-06-18"), ["docs-home", "chat", "support", "help-center"]),
    Part("G1.9", "faq", texts(QUESTIONS), likes(
        "what belongs in", "paste the full request and response", "name the model",
        "when do I contact support", "prove that billing, a price or a limit",
    )),
    Part("G1.9", "faq-escalation-note-full-request-and-response", missing(r"\? No\."), []),
    Part("G1.9", "faq-escalation-note-name-the-model", missing(
        "(?-i:<MODEL_ID>).* internal record, keep the identifier",
    ), []),
    Part("G1.9", "faq-escalation-note-prove-billing-price-limits", missing(r"\? No\."), []),
    Part("G1.10", "next-step", missing("worksheet"), []),
    Part("G1.10", "next-step", planned, [
        "Base URL and endpoint family review", "Smoke test of the chat completion contract",
        "CometAPI start page",
    ]),
    Part("G1.10", "next-step", unlinked("production-validation.md"), []),

    Part("G2.1", "", missing(
        '"requests are failing"', "names the documented contract", "request that failed",
        "deviation", "support channel",
    ), []),
    Part("G2.2", "history", for_whom, "On-call engineers, Platform owners, LLM reliability teams"),
    Part("G2.2", "audience", missing(
        "on-call engineers", "platform owners", "reliability teams",
    ), []),
    Part("G2.3", "takeaways", count(ITEMS), 5),
    Part("G2.4", "definition", texts(ITEMS), likes(
        "documentation URLs", "exact shape of the request", "responses or errors", "timing",
        "impact", "support channel",
    )),
    Part("G2.4", "definition", missing("backed by a source", "redacted"), []),
    Part("G2.5", "six-questions", texts(ITEMS), likes(
        "documented behaviour did you rely on", "request did you send.* sanitized",
        "status, body shape, error messages, request IDs if available, UTC timestamps and retries",
        "did you expect.* source",
        "impact.* model class.* region.* tenant, streaming only, non-streaming only, or one workflow",
        "where is it escalated",
    )),
    Part("G2.6", "contract", columns(4), [
        "Contract area", "Value to verify before escalation", "Evidence to capture",
        "Primary source",
    ]),
    Part("G2.6", "contract", areas, likes(
        "endpoint path", "auth", "request", "response", "error behaviour",
        "rate-limit or billing assumptions", "escalation route",
    )),
    Part("G2.6", "contract", uncited(
        "chat", "docs-home", "chat", "chat", "chat", "docs-home", "help-center support",
    ), []),
    Part("G2.6", "contract", lacks(*ROUTE, BEARER), []),
    Part("G2.6", "contract", blank, []),
    Part("G2.7", "steps", texts("h3"), likes(
        "step 1: freeze the source references", "step 2: reproduce with one minimal",
        "step 3: classify the evidence", "step 4: redact before sharing",
        "step 5: open the support route from official pages",
    )),
    Part("G2.7", "freeze-sources", texts(ITEMS), likes(
        "access time in UTC", "exact URL", "section name", "contract values used",
        "account or quota notes that someone can verify",
    )),
    Part("G2.7", "reproduce", sent, asks(r"\bpong\b")),
    Part("G2.7", "reproduce", lacks(
        "curl ", '"<COMETAPI_BASE_URL_FROM_DOCS><COMETAPI_CHAT_PATH_FROM_DOCS>"',
        '--header "<AUTH_HEADER_FROM_DOCS> <COMETAPI_API_TOKEN>"', "--output response.json",
        "%{http_code}", "%{time_total}",
    ), []),
    Part("G2.7", "reproduce", texts(ITEMS), likes(
        "the command", "time of each attempt, in UTC", "HTTP status", "total time",
        "body as it arrived", "request or trace ID.* policy",
    )),
    Part("G2.7", "classify", values("dt[data-label]", "data-label"), [
        "contract_mismatch", "availability_or_latency_degradation",
        "authentication_or_account_issue", "quota_limit_or_billing_uncertainty",
    ]),
    Part("G2.7", "redact", texts(CHECKS), likes(
        "keys and bearer tokens are out", "prompts are replaced by synthetic ones",
        "user identifiers, e-mail addresses, tenant IDs and private file names are out",
        "request and trace IDs are included only if policy allows",
        "timestamps, status codes and error structures are still there",
    )),
    Part("G2.7", "open-support", unlinked(SOURCES["support"][0], SOURCES["help-center"][0]), []),
    Part("G2.8", "message", values(".pp-slot", "data-slot"), [
        "packet.first_observed", "packet.last_reproduced", "packet.endpoint_path",
        "packet.doc_source", "references.section_name", "references.accessed_at",
        "packet.expected_behaviour", "packet.observed_behaviour", "packet.error_code",
        "packet.scope", "sharing.redaction_statement",
    ]),
    Part("G2.8", "message", lambda one: "\n" in one.select("pre")[0].get_text(), want=False),
    Part("G2.9", "packet", fields, [
        "incident_title", "first_observed", "last_reproduced", "doc_source", "support_source",
        "endpoint_path", "auth_format", "request_body", "expected_behaviour", "observed_behaviour",
        "error_code", "scope", "mitigation", "escalation_id", "follow_up_owner", "next_review_at",
    ]),
    Part("G2.9", "packet", choices("scope"), [
        "all_traffic", "model_class", "region", "tenant", "streaming_only", "non_streaming_only",
        "one_workflow",
    ]),
    Part("G2.9", "packet", values('tr[data-type="utc-time"]', "data-field"), [
        "first_observed", "last_reproduced", "next_review_at",
    ]),
    Part("G2.9", "packet", starts("auth_format"), ["Authorization: Bearer <REDACTED_API_TOKEN>"]),
    Part("G2.10", "do-not-send", texts(CHECKS), likes(
        "no live tokens", "no unredacted production prompts", "no customer transcripts",
        "no screenshots with account secrets", "no root-cause claims without evidence",
        "no hard claims on limits, prices or billing without an official source",
    )),
    Part("G2.11", "faq", texts(QUESTIONS), likes(
        "every failed request be escalated", "which source",
        "documentation and behaviour disagree", "production logs", "fallback", "notes .* kept",
    )),
    Part("G2.11", "faq-evidence-packet-docs-disagree", missing(
        "capture both", '"possible contract mismatch"',
    ), []),

    Part("G3.1", "direct-answer", missing(
        "smallest request that repeats", "HTTP result", "shape of the failure",
        "retry or back off", "evidence that an escalation", "one request class",
        "no verdict on the provider",
    ), []),
    Part("G3.2", "setup", count(ITEMS), 4),
    Part("G3.3", "happy-path", count(":scope > ol > li"), 4),
    Part("G3.4", "error-path", texts(":scope > ol > li"), likes(
        "controlled negative test", "record the status.* shape.* retry decision.* stay open",
        "back off within a bound.* each attempt apart", "stop when .* add load and no evidence",
    )),
    Part("G3.5", "assertions", count(CHECKS), 5),
    Part("G3.6", "record", values('[data-part="record"] tr[data-field]', "data-field"), [
        "incident_id", "request_class", "source_reference", "http_method", "route_template",
        "http_status", "error_code", "attempt_number", "retry_decision", "response_shape_observed",
        "sanitary_error_summary", "operator_result",
    ]),
    Part("G3.6", "record", starts("incident_id"), ["INC-PLACEHOLDER"]),
    Part("G3.6", "record", starts("request_class"), ["chat-completion-smoke"]),
    Part("G3.6", "record", values('tr[data-field="source_reference"]', "data-type"), ["url"]),
    Part("G3.6", "record", starts("http_method"), ["POST"]),
    Part("G3.6", "record", starts("route_template"), ["/v1/chat/completions"]),
    Part("G3.6", "record", choices("retry_decision"), ["retry", "do_not_retry", "escalate"]),
    Part("G3.6", "record", choices("response_shape_observed"), [
        "parseable_json", "error_json", "empty", "other",
    ]),
    Part("G3.6", "record", choices("operator_result"), ["pass", "fail", "inconclusive"]),
    Part("G3.6", "record", noted("http_status", "Maps to"), ["http.response.status_code"]),
    Part("G3.6", "record", noted("route_template", "Maps to"), ["url.template"]),
    Part("G3.6", "record", noted("attempt_number", "Maps to"), ["http.request.resend_count + 1"]),
    Part("G3.6", "record", sample, [
        "incident_id", "request_class", "source_reference", "http_method", "route_template",
        "http_status", "error_code", "attempt_number", "retry_decision", "response_shape_observed",
        "sanitary_error_summary", "operator_result",
    ]),
    Part("G3.7", "history", for_whom,
         "On-call engineers, Platform owners, Support escalation owners, Reliability reviewers"),
    Part("G3.7", "audience", missing("before a fallback is promoted"), []),
    Part("G3.8", "takeaways", texts(ITEMS), likes(
        "official reference is the anchor", "HTTP fields the same names and a small set of values",
        "evidence; it proves no cause", "no commercial conclusion and none about the account",
        "a reproduced request, and not yet a broad incident", "placeholders .* everywhere",
    )),
    Part("G3.8", "restraint", missing("cannot be inspected stays inconclusive"), []),
    Part("G3.9", "contract", columns(5), PLAIN_COLUMNS),
    Part("G3.9", "contract", areas, likes(
        "endpoint .* method", "authentication", "request and response fields", "support",
        "HTTP telemetry", "retry handling",
    )),
    Part("G3.9", "contract", uncited(
        "chat", "chat", "chat", "support", "otel-http", "aws-retry",
    ), []),
    Part("G3.9", "contract", lacks(*ROUTE, BEARER), []),
    Part("G3.9", "contract", blank, []),
    Part("G3.9", "sources", read_on("2026-06-25"), ["chat", "support", "otel-http", "aws-retry"]),
    Part("G3.10", "failure-modes", texts("h3"), [*MODES, "Overbroad conclusion"]),
    Part("G3.10", "failure-modes", texts("strong"), ["What goes wrong:", "Safe action:"] * 6),
    Part("G3.11", "next-step", missing(
        "prepare the template before the next incident", "one note per failure",
    ), []),
    Part("G3.12", "faq", texts(QUESTIONS), likes(
        "prove", "full request and response", "support escalation", "when do retries stop",
        "keep out",
    )),
    Part("G3.12", "faq-reproduction-note-full-bodies", missing(r"\? No\."), []),
    Part("G3.12", "faq-reproduction-note-use-in-escalation", missing(r"\? Yes\."), []),
    Part("G3.13", "next-step", planned, [
        "HTTP telemetry fields for reliability reviews",
        "Retry and backoff evidence for gateway calls",
        "Response shape before promoting fallback traffic", "CometAPI start page",
    ]),

    Part("G4.1", "intent-brief", missing(
        "source pack", "operator intent.* incident came from a mismatch",
        "audience.* engineers, SREs and integration owners.* already live", "success criteria",
    ), []),
    Part("G4.1", "intent-brief", texts(":scope > ul:last-of-type > li"), likes(
        "endpoint path", "authentication header", "request body", "response shape",
        "error behaviour", "rate-limit or billing assumptions",
    )),
    Part("G4.2", "takeaways", count(ITEMS), 5),
    Part("G4.3", "definition", missing("contract review compares, layer by layer"), []),
    Part("G4.4", "triggers", texts(ITEMS), likes(
        "validation, authentication or server errors", "succeed, but the parser fails",
        "streaming behaves differently", "retries amplified",
        "usage, cost, quota or limits disagree",
        "library, gateway, proxy, prompt service or model configuration changed near the window",
    )),
    Part("G4.4", "triggers", missing("not a smoke test"), []),
    Part("G4.5", "contract", columns(4), [
        "Contract area", "Value to verify", "Practical validation method", "Primary source",
    ]),
    Part("G4.5", "contract", areas, likes(
        "endpoint path", "auth", "request", "response", "error behaviour",
        "rate-limit assumptions", "billing assumptions",
    )),
    Part("G4.5", "contract", uncited(
        "chat", "chat", "chat", "chat", "chat help-center", "help-center", "chat help-center",
    ), []),
    Part("G4.5", "contract", lacks(*ROUTE, BEARER), []),
    Part("G4.5", "contract", blank, []),
    Part("G4.6", "workflow", texts("h3"), likes(
        "step 1: freeze the evidence", "step 2: separate transport from contract",
        "step 3: compare production configuration", "step 4: replay one sanitized request",
        "step 5: .*parser", "step 6: recheck retry and fallback",
        "step 7: close with contract changes",
    )),
    Part("G4.6", "freeze-evidence", count(FIELDS), 8),
    Part("G4.6", "separate", values("dt[data-label]", "data-label"), [
        "transport", "authentication", "request_contract", "response_contract", "error_contract",
        "account_assumption",
    ]),
    Part("G4.6", "separate", missing("only the middle four are contract failures"), []),
    Part("G4.6", "compare", count("table.pp-table thead th"), 2),
    Part("G4.6", "compare", texts("tr[data-row] > th"), likes(
        "base URL and chat path", "authentication header and token format", "request fields sent",
        "response fields parsed", "errors retried", "usage or billing fields recorded",
    )),
    Part("G4.6", "compare", missing("blank right column is not production-safe"), []),
    Part("G4.6", "replay", replayed, [
        "<MODEL_FIELD_FROM_DOCS>", "<MESSAGES_FIELD_FROM_DOCS>", "<OPTIONAL_PARAMETERS_FROM_DOCS>",
        "<ROLE_FIELD_FROM_DOCS>", "<CONTENT_FIELD_FROM_DOCS>",
    ]),
    Part("G4.6", "replay", lacks(
        "<USER_ROLE_VALUE_FROM_DOCS>", "<VALIDATED_MODEL_ID>", "<ONLY_INCLUDE_IF_VALIDATED>",
        "<COMETAPI_BASE_URL_FROM_DOCS><COMETAPI_CHAT_PATH_FROM_DOCS>",
        "<AUTH_HEADER_FROM_DOCS> <TOKEN_FROM_SECRET_STORE>", "<CONTENT_TYPE_HEADER_FROM_DOCS>",
    ), []),
    Part("G4.6", "parser", texts(ITEMS), likes(
        "required fields", "optional fields", "unknown fields", "error bodies", "streaming",
    )),
    Part("G4.6", "retry", count(":scope > ol > li"), 6),
    Part("G4.6", "retry", missing("six questions for each error class"), []),
    Part("G4.6", "close", texts(f"{FIELDS} > th"), likes(
        "configuration", "client code", "parser", "retry policy", "monitor or an alert",
        "documentation or a runbook", "follow-up with support",
    )),
    Part("G4.6", "close", values(FIELDS, "data-type"), ["yes-no"] * 7),
    Part("G4.7", "sign-off", texts(CHECKS), likes(
        "endpoint path", "source of the base URL and all its overrides",
        "authentication header and token format", "request body was diffed", "response parser",
        "streaming was reviewed apart", "one safe negative case",
        "retry policy is written per error class",
        "rate-limit .* marked documented, support-confirmed or unknown",
        "billing .* marked documented, support-confirmed or internal estimate",
        "sanitized replay is stored", "runbook is updated",
    )),
    Part("G4.8", "handoff", values("tr.pp-depth-0", "data-field"), [
        "head", "verified_sources", "endpoint", "authentication", "request_contract",
        "response_contract", "errors", "assumptions", "changes_shipped",
    ]),
    *(
        Part(
            "G4.8",
            "handoff",
            values(f'tr[id^="ws-contract-review--handoff--{group}--"]', "data-field"),
            inner.split(),
        )
        for group, inner in {
            "head": "incident owner review_date environment",
            "verified_sources": "chat_docs docs_home help_center ticket",
            "assumptions": "documented support_confirmed unknown",
            "changes_shipped": "code config runbook monitoring",
        }.items()
    ),
    Part("G4.9", "faq", texts(QUESTIONS), likes(
        "smoke test", "works but is not documented", "path be hard-coded", "burst test",
        "documentation and support disagree", "how often",
    )),
    Part("G4.10", "sources", read_on("2026-06-09"), ["chat", "docs-home", "help-center", "site"]),

    Part("G5.1", "history", for_whom, Like("^Engineers about to send live traffic")),
    Part("G5.1", "audience", missing("use this guide if you are about to .* live traffic"), []),
    Part("G5.2", "takeaways", count(ITEMS), 5),
    Part("G5.3", "definition", missing("before launch"), []),
    Part("G5.3", "definition", texts(ITEMS), likes(
        "calls .* safely", "parses every field that your product depends on",
        "handles the errors that are documented and those you have observed",
        "enough telemetry .* to diagnose",
    )),
    Part("G5.4", "snapshot", fields, [
        "page_used", "access_date", "base_url_and_path", "auth_header_and_token_source",
        "required_request_fields", "response_fields_parsed", "error_formats", "assumptions",
    ]),
    Part("G5.4", "snapshot", texts(f"{FIELDS}:last-child > th"), likes(
        "rate-limit, quota, usage or billing assumptions",
    )),
    Part("G5.5", "contract-table", columns(4), [
        "Contract area", "Value to verify before launch", "Why it matters", "Primary source",
    ]),
    Part("G5.5", "contract-table", areas, likes(
        "endpoint path and method", "base URL", "auth", "request", "response", "error behaviour",
        "rate-limit or billing assumptions",
    )),
    Part("G5.5", "contract-table", uncited(
        "chat", "docs-home", "chat", "chat", "chat", "chat", "help-center",
    ), []),
    Part("G5.5", "contract-table", lacks(*ROUTE, BEARER), []),
    Part("G5.5", "contract-table", blank, []),
    Part("G5.6", "canary", sent, CANARY),
    Part("G5.6", "canary", lacks(
        '"<COMETAPI_BASE_URL_FROM_DOCS><COMETAPI_CHAT_PATH_FROM_DOCS>"',
        '--header "Authorization: Bearer <COMETAPI_API_TOKEN>"',
    ), []),
    Part("G5.6", "canary-record", fields, [
        "http_status", "error_code", "request_id", "assistant_message_field", "finish_reason",
        "usage_fields", "client_latency", "logged_safely",
    ]),
    Part("G5.7", "steps", texts("h3"), likes(
        "step 1: align with the documentation", "step 2: .* happy-path canary",
        "step 3: .* negative probes", "step 4: .* retry and timeout classes",
        "step 5: .* token and cost guardrails", "step 6: .* observability minimum",
        "step 7: .* rollout",
    )),
    Part("G5.7", "step-1", count(CHECKS), 7),
    Part("G5.7", "step-2", count(CHECKS), 6),
    Part("G5.7", "step-3", texts("tr[data-row] > th"), [
        "Bad token", "Missing required field", "Bad model", "Oversized prompt",
        "Client timeout too short",
    ]),
    Part("G5.7", "step-4", texts(ITEMS), likes(
        r"construction\..* no retry", r"authentication or permission\..* stop retrying",
        r"validation\..* no retry", r"transient\..* retry within a budget",
        r"rate limit or quota\..* back off",
    )),
    Part("G5.7", "step-4", values("tr[data-row]", "data-row"), [
        "construction", "auth", "validation", "transient", "rate_limit",
    ]),
    Part("G5.7", "step-5", count(CHECKS), 5),
    Part("G5.7", "step-6", texts(f"{FIELDS} > th"), likes(
        "sanitized request category", "endpoint group", "validated model identifier",
        "HTTP status", "error code", "application error category", "latency", "retry count",
        "timeout count", "parse success", "correlation ID", "provider request ID",
    )),
    Part("G5.7", "step-7", values(
        "dt[data-option]", "data-option",
    ), ["ship", "ship-behind-flag", "hold"]),
    Part("G5.7", "step-7", unbound, []),
    Part("G5.8", "readiness", texts(CHECKS), likes(
        "API reference opened", "path and method", "base URL", "authentication .* token",
        "request body validated against a local schema",
        "parser tested against a success .*observed",
        "error categories each shown by a negative probe", "retries bounded .* visible",
        "timeouts set per environment", "token or output limits configurable",
        "usage or billing fields", "logs searched and redacted",
        "metrics and alerts on a dashboard", "rollout flag", "rollback path",
    )),
    Part("G5.9", "faq", texts(QUESTIONS), likes(
        "smoke test", "OpenAI-compatible", "model identifier be hard-coded", "fails the gate",
        "not about the endpoint",
    )),
    Part("G5.10", "sources", read_on("2026-05-15"), ["chat", "docs-home", "help-center", "site"]),
    Part("G5.10", "history", texts("ul li"), likes("^2026-05-18: refreshed", "^2026-05-15: ")),
]
# fmt: on

# Where a status is written down, the error code comes next.
ERROR_CODES = [
    ("G1", "record", "status_observed", "error_code"),
    ("G2", "packet", "observed_behaviour", "error_code"),
    ("G3", "record", "http_status", "error_code"),
    ("G3", "attempts", "status", "code"),
    ("G4", "freeze-evidence", "http_status", "error_code"),
    ("G4", "handoff", "http_status", "error_code"),
    ("G5", "canary-record", "http_status", "error_code"),
    ("G5", "step-6", "http_status", "error_code"),
]


@pytest.fixture(scope="session")
def site(founding: Library) -> dict[str, BeautifulSoup]:
    """Every page of the founding site, by its place, as MkDocs turns it into HTML."""
    settings = yaml.safe_load(BASE.read_text(encoding="utf-8"))
    extensions = settings["markdown_extensions"]
    configured = {
        name: given for one in extensions if isinstance(one, dict) for name, given in one.items()
    }
    plain = [one for one in extensions if isinstance(one, str)]
    pages = {}
    for place, source in render(founding).files.items():
        text = source.split("\n---\n", 1)[1]
        made = markdown.markdown(
            text, extensions=[*plain, *configured], extension_configs=configured
        )
        soup = BeautifulSoup(made, "lxml")
        for extra in soup.select(".headerlink, .pp-cite"):
            extra.decompose()
        pages[place] = soup
    return pages


@pytest.fixture(scope="session")
def guides(site: dict[str, BeautifulSoup]) -> dict[str, Page]:
    """The sections of each founding guide."""
    return {key: sections(site[f"guides/{name}.md"]) for key, (name, _, _) in GUIDES.items()}


def sections(soup: BeautifulSoup) -> Page:
    """Return what stands under each heading, up to the next of its rank, and the opening as ""."""
    headings = soup.select("h1, h2, h3")
    return {
        "" if heading.name == "h1" else str(heading["id"]): section(heading) for heading in headings
    }


def section(heading: Tag) -> Tag:
    """Return a copy of a heading with all that belongs to it."""
    made = BeautifulSoup("<section></section>", "lxml").section
    assert made is not None
    ranks = ("h1", "h2") if heading.name == "h1" else ("h1", "h2", "h3")[: int(heading.name[1])]
    made.append(copy.copy(heading))
    for one in itertools.takewhile(lambda one: one.name not in ranks, heading.find_next_siblings()):
        made.extend(("\n", copy.copy(one)))
    return made


@each_of("part", PARTS, ids=lambda one: f"{one.id} {one.anchor}")
def test_a_part_of_the_inventory_is_in_its_guide(part: Part, guides: dict[str, Page]) -> None:
    """Number, ids, order and wording of each part are those that the inventory demands."""
    page = guides[part.id.partition(".")[0]]
    assert part.anchor in page
    assert part.see(page[part.anchor]) == part.want


def test_no_part_of_the_inventory_is_left_out() -> None:
    """The table above has rows for every part of every guide."""
    wanted = {f"{key}.{one}" for key, (_, last, _) in GUIDES.items() for one in range(1, last + 1)}
    assert {one.id for one in PARTS} == wanted


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_shows_its_review_and_its_owner(
    key: str, guides: dict[str, Page], founding: Library
) -> None:
    """A page has the day of the founding review at its head, and the owner of the policy at its end."""
    name, _, reviewed = GUIDES[key]
    head = {
        said(one.select("dt")[0]): one.select("dd")[0]
        for place in ("", "history")
        for one in guides[key][place].select(".pp-head > div, .pp-about > div")
    }
    assert said(head["Last reviewed"]) == reviewed
    owner = founding.guides[name].owner
    assert owner in founding.policy.owners
    assert said(head["Owner"]) == owner.name
    assert [str(one["href"]) for one in head["Owner"].select("a")] == [owner.contact]


@pytest.mark.parametrize("key", GUIDES)
def test_what_is_planned_leads_nowhere(key: str, guides: dict[str, Page]) -> None:
    """A guide that is not written yet is named, marked as planned, and no link."""
    shown = guides[key]["next-step"].select(".pp-planned")
    assert shown
    assert len(planned(guides[key]["next-step"])) == len(shown)


@pytest.mark.parametrize(("key", "anchor", "status", "code"), ERROR_CODES)
def test_an_error_code_stands_beside_each_status(
    key: str, anchor: str, status: str, code: str, guides: dict[str, Page]
) -> None:
    """The field for the error code follows that for the status, so that neither is read alone."""
    assert (status, code) in itertools.pairwise(fields(guides[key][anchor]))


def test_probes_ask_for_status_and_error_code(guides: dict[str, Page]) -> None:
    """The table of negative probes has a column for each of the two, side by side."""
    titles = texts("table.pp-table thead th")(guides["G5"]["step-3"])
    assert isinstance(titles, list)
    assert ("HTTP status", "error_code") in itertools.pairwise(titles)


def test_the_facts_are_those_collected(founding: Library) -> None:
    """The 14 founding sources hold their 54 facts, with the ids that guides cite; others may join."""
    known = {
        key: [one.record.id for one in founding.sources[key].facts if not one.is_absence]
        for key in SOURCES
    }
    assert known == {key: ids.split() for key, (_, ids) in SOURCES.items()}
    assert (sum(len(one) for one in known.values()), len(known)) == (FACTS, 14)
    founded = [one for key in SOURCES for one in founding.sources[key].facts]
    absent = [one.ref for one in founded if one.is_absence]
    assert absent == [f"{key}.{one}" for key, ids in ABSENCES.items() for one in ids]


@pytest.mark.parametrize("key", SOURCES)
def test_a_source_page_shows_each_fact_with_an_unchecked_quote(
    key: str, site: dict[str, BeautifulSoup]
) -> None:
    """A reader finds the address, every fact by its id, its words, and that nobody looked yet."""
    address, ids = SOURCES[key]
    page = site[f"sources/{key}.md"]
    assert said(page.select(f'a[href="{address}"]')[0]) == address
    expected = ids.split() + ABSENCES.get(key, [])
    shown = [str(one["id"]) for one in page.select("h3")]
    assert shown == expected
    quotes = [said(one) for one in page.select("blockquote.pp-quote")]
    assert len(quotes) == len(ids.split())
    assert all(len(one) >= 12 and len(one.split()) <= 12 for one in quotes)
    notes = [said(one) for one in page.select("p .pp-note")]
    assert sum(one.startswith("Unchecked: ") for one in notes) == len(expected)


def test_the_ledger_holds_the_founding_readings_and_nothing_else(founding: Library) -> None:
    """It starts with the days on which a person read a source: no fetch, and no quote confirmed."""
    readings = {
        key: [(str(one.day), one.by, one.who, one.outcome) for one in source.readings]
        for key, source in founding.sources.items()
        if source.readings
    }
    assert readings == {
        key: [(day, "hand", "founding-review", "read") for day in days]
        for key, days in READINGS.items()
    }
    assert not any(one.failures for one in founding.sources.values())


def test_no_quote_is_confirmed(founding: Library) -> None:
    """No fact claims that its words were found, or that they were not."""
    assert {(one.confirmed, one.missing_since) for one in founding.facts.values()} == {(None, None)}


def sentences(source: str) -> set[str]:
    """Return the sentences of a hand-written page that have eight words or more."""
    body = source.split("\n---\n", 1)[1]
    body = re.sub(r"^ *(```|~~~).*?^ *\1\s*$", "\n\n", body, flags=re.DOTALL | re.MULTILINE)
    body = re.sub(r"^:::.*\n(?:[ \t]+\S.*\n|\s*\n(?=[ \t]))*", "\n\n", body, flags=re.MULTILINE)
    body = re.sub(r"\[\^[^\]]+\]|\*\*[^*]+:\*\*", "", body)
    body = re.sub(r"\]\([^)]*\)|[`*\[\]]", "", body)
    body = re.sub(r"^\s*(?:[-+]|\d+\.|#+|!!!.*)\s+", "\n\n", body, flags=re.MULTILINE)
    pieces = re.split(r"\n\s*\n|(?<=[.!?])\s+|\|", body)
    lines = (" ".join(one.casefold().split()) for one in pieces)
    return {one for one in lines if len(one.split()) >= 8}


def test_no_sentence_stands_in_two_guides() -> None:
    """Each guide is written for itself: what two of them share is in the data beneath."""
    paths = sorted((FOUNDING / "content" / "guides").glob("*.md"))
    found = {path.stem: sentences(path.read_text(encoding="utf-8")) for path in paths}
    assert {name for name, _, _ in GUIDES.values()} <= set(found)
    assert all(len(found[name]) > 40 for name, _, _ in GUIDES.values())
    counted = Counter(one for guide in found.values() for one in guide)
    assert [one for one, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("folder", ["data", "content"])
def test_nothing_looks_like_a_key(folder: str) -> None:
    """No file holds a string with the prefix of a key, or a bearer token that is no placeholder."""
    likeness = re.compile(
        r"(?<![A-Za-z0-9])sk-[A-Za-z0-9]|(?i:bearer)\s+(?=\S*\d)[A-Za-z0-9._~+/=-]{12,}"
    )
    paths = [one for one in (FOUNDING / folder).rglob("*") if one.is_file()]
    assert paths
    found = {str(one): likeness.findall(one.read_text(encoding="utf-8")) for one in paths}
    assert {name: keys for name, keys in found.items() if keys} == {}


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_a_placeholder_reaches_the_reader_letter_for_letter(
    placeholder: str, site: dict[str, BeautifulSoup]
) -> None:
    """It stands in a guide and in the list of placeholders, and no page takes it for a tag."""
    pages = {place: soup.get_text() for place, soup in site.items()}
    assert any(placeholder in text for place, text in pages.items() if place.startswith("guides/"))
    assert placeholder in pages["about/safe-evidence.md"]
    tag = placeholder.strip("<>").lower()
    assert [place for place, soup in site.items() if soup.find(tag)] == []
